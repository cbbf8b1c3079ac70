//! One feed, over and over. In: the feed. Out: the documents that are new in it, for the writer.

use super::feeds::Feed;
use super::fetch::{Answer, Condition, Failure, Fetcher};
use crate::command::Clock;
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use ingest::feed::{self, Feed as Kept};
use read::{Raw, Rejection};
use sea_orm::DatabaseConnection;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use url::Url;

/// A document, or why there is none.
type Fetched = Result<Raw, Rejection>;

/// Documents on their way to the writer, which tells when they are in.
#[derive(Debug)]
pub(super) struct Delivery {
    pub(super) raws: Vec<Fetched>,
    pub(super) written: oneshot::Sender<()>,
}

/// The longest time between two polls of a feed that fails.
const LONGEST: Duration = Duration::from_hours(24);

/// Polls a feed.
#[derive(Debug)]
pub(super) struct Poller {
    feed: Feed,
    fetcher: Arc<Fetcher>,
    database: DatabaseConnection,
    clock: Clock,
    documents: mpsc::Sender<Delivery>,
    /// Addresses in the feed that were not read yet; the journal tells of each once.
    told: HashSet<String>,
}

impl Poller {
    pub(super) fn new(
        feed: Feed,
        fetcher: Arc<Fetcher>,
        database: DatabaseConnection,
        clock: Clock,
        documents: mpsc::Sender<Delivery>,
    ) -> Self {
        Self { feed, fetcher, database, clock, documents, told: HashSet::new() }
    }

    /// Polls until the feed is gone or nobody wants its documents; once, if that is all that is asked for.
    pub(super) async fn run(mut self, is_once: bool) {
        loop {
            let wait = match self.poll().await {
                Ok(Some(wait)) => wait,
                Ok(None) => return,
                Err(error) => {
                    tracing::warn!(feed = %self.feed.url, error = format!("{error:#}"), "a poll failed");
                    self.feed.every
                }
            };
            if is_once || self.documents.is_closed() {
                return;
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// Polls once. Gives the time until the next poll; nothing where the feed is gone.
    async fn poll(&mut self) -> anyhow::Result<Option<Duration>> {
        let url = self.feed.url.to_string();
        let mut kept = feed::feed(&self.database, &url).await?;
        let answer = self.fetch(self.feed.url.clone(), Some(kept.clone())).await?;
        kept.polled_at = Some((self.clock)());
        let wait = match answer {
            Ok(Answer::Found(found)) => {
                let is_whole = self.send(split(&found.url, found.bytes)).await?;
                // The answer counts as seen when all its documents are in: else the whole of it is asked for again.
                let (etag, modified) = if is_whole { (found.etag, found.modified) } else { (None, None) };
                kept = Kept { etag, modified, failures: 0, failure: None, ..kept };
                Some(self.feed.every)
            }
            Ok(Answer::NotModified) => {
                kept = Kept { failures: 0, failure: None, ..kept };
                Some(self.feed.every)
            }
            Ok(Answer::Gone) => {
                tracing::warn!(feed = url.as_str(), "the feed is gone for good and is watched no more");
                None
            }
            Err(failure) => Some(self.fail(&mut kept, failure).await?),
        };
        feed::keep_feed(&self.database, &kept).await?;
        Ok(wait)
    }

    /// Tells the journal that the feed was not read. Gives the time until it is asked for again.
    async fn fail(&self, kept: &mut Kept, failure: Failure) -> anyhow::Result<Duration> {
        let (what, wait) = match failure {
            Failure::Refused(what) | Failure::Private(what) => (what, None),
            Failure::Later(what, wait) => (what, wait),
        };
        self.deliver(vec![unread(kept.url.clone(), what.clone())]).await?;
        kept.failures = kept.failures.saturating_add(1);
        kept.failure = Some(what);
        let doubled = self.feed.every.saturating_mul(1 << kept.failures.clamp(0, 16));
        Ok(doubled.max(wait.unwrap_or_default()).min(LONGEST))
    }

    /// Sends the feed's own documents, and the pages that its entries lead to where those are not there or older than
    /// their entries. Gives whether none is left for later.
    async fn send(&mut self, raws: Vec<Fetched>) -> anyhow::Result<bool> {
        let links = if self.feed.pages {
            let raws = raws.clone();
            tokio::task::spawn_blocking(move || links(raws)).await?
        } else {
            Vec::new()
        };
        // What the feed tells of an article its page completes; all there is where that may not be read.
        self.deliver(raws).await?;
        let listed: HashSet<&String> = links.iter().map(|link| &link.url).collect();
        self.told.retain(|url| listed.contains(url));
        let seen = feed::seen_at(&self.database, listed).await?;
        let mut is_whole = true;
        for link in &links {
            let seen = seen.get(&link.url);
            if seen.is_none_or(|seen| link.told_at.is_some_and(|told| told > *seen)) {
                is_whole &= self.send_page(link).await?;
            }
        }
        Ok(is_whole)
    }

    /// Sends a page. Gives whether it need not be asked for again.
    async fn send_page(&mut self, link: &Link) -> anyhow::Result<bool> {
        let Ok(url) = Url::parse(&link.url) else { return Ok(true) };
        let unread = |what: String| vec![unread(link.url.clone(), what)];
        let page = match self.fetch(url, None).await? {
            Ok(Answer::Found(found)) => split(&found.url, found.bytes),
            Ok(Answer::NotModified) => Vec::new(),
            Ok(Answer::Gone) => unread("its server says that it is gone for good".to_owned()),
            Err(Failure::Refused(what)) => unread(what),
            // The settings may be others the next time.
            Err(Failure::Private(what)) => return self.tell(&link.url, what).await.map(|()| true),
            Err(Failure::Later(what, _)) => return self.tell(&link.url, what).await.map(|()| false),
        };
        let own = own_address(page.clone()).await;
        self.deliver(page).await?;
        // Feeds may date their entries ahead.
        let now = (self.clock)();
        let asked_at = link.told_at.map_or(now, |told| told.max(now));
        feed::keep_page(&self.database, &link.url, own.as_deref(), asked_at).await?;
        Ok(true)
    }

    /// Tells the journal, once, that a page was not read yet.
    async fn tell(&mut self, url: &str, what: String) -> anyhow::Result<()> {
        let is_new = self.told.insert(url.to_owned());
        self.deliver(if is_new { vec![unread(url.to_owned(), what)] } else { Vec::new() }).await
    }

    /// Gives documents to the writer and waits until they are in.
    async fn deliver(&self, raws: Vec<Fetched>) -> anyhow::Result<()> {
        if raws.is_empty() {
            return Ok(());
        }
        let (written, is_in) = oneshot::channel();
        self.documents.send(Delivery { raws, written }).await.map_err(|_| anyhow!("the run is over"))?;
        is_in.await.map_err(|_| anyhow!("the run is over"))
    }

    async fn fetch(&self, url: Url, kept: Option<Kept>) -> anyhow::Result<Result<Answer, Failure>> {
        let fetcher = self.fetcher.clone();
        let fetch = move || {
            let kept = kept.unwrap_or_default();
            let condition = Condition { etag: kept.etag.as_deref(), modified: kept.modified.as_deref() };
            fetcher.fetch(&url, condition)
        };
        Ok(tokio::task::spawn_blocking(fetch).await?)
    }
}

/// The documents of an answer, each with the address it was found at.
fn split(url: &Url, bytes: Vec<u8>) -> Vec<Fetched> {
    let address = |raw: Raw| Raw { url: raw.url.or_else(|| Some(url.to_string())), ..raw };
    read::split(std::io::Cursor::new(bytes), url.as_str(), None).map(|raw| raw.map(address)).collect()
}

fn unread(place: String, what: String) -> Fetched {
    Err(Rejection::Unreadable { place, what })
}

/// The address of the article that a page tells. A front page is none: dead links lead there.
async fn own_address(page: Vec<Fetched>) -> Option<String> {
    // A fault of the program is told where the page is read to be written.
    let told = tokio::task::spawn_blocking(move || links(page)).await.unwrap_or_default();
    let [Link { url, .. }] = &told[..] else { return None };
    let is_front = Url::parse(url).is_ok_and(|url| url.path() == "/" && url.query().is_none());
    Some(url.clone()).filter(|_| !is_front)
}

/// A page that an entry of a feed leads to.
#[derive(Debug)]
struct Link {
    url: String,
    /// When the entry says that the article was changed last, else when it was published.
    told_at: Option<DateTime<Utc>>,
}

/// The pages that a feed leads to, each once. What is wrong with the feed its reading tells.
fn links(raws: Vec<Fetched>) -> Vec<Link> {
    let mut seen = HashSet::new();
    let pages = raws.into_iter().flatten().filter_map(|raw| raw.read().ok()).flatten();
    let links = pages.filter_map(|page| {
        let told_at = page.article.modified_at.or(page.article.published_at).map(|at| at.to_utc());
        page.article.url.map(|url| Link { url, told_at })
    });
    links.filter(|link| seen.insert(link.url.clone())).collect()
}
