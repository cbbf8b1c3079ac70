//! One feed, over and over. In: the feed. Out: the documents that are new in it, for the writer.

use super::feeds::Feed;
use super::fetch::{Answer, Condition, Failure, Fetcher};
use crate::command::Clock;
use anyhow::anyhow;
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
    /// Addresses in the feed that need not be asked for again, also where their pages call themselves otherwise.
    settled: HashSet<String>,
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
        Self { feed, fetcher, database, clock, documents, settled: HashSet::new(), told: HashSet::new() }
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
            Failure::Refused(what) => (what, None),
            Failure::Later(what, wait) => (what, wait),
        };
        self.deliver(vec![unread(kept.url.clone(), what.clone())]).await?;
        kept.failures = kept.failures.saturating_add(1);
        kept.failure = Some(what);
        let doubled = self.feed.every.saturating_mul(1 << kept.failures.clamp(0, 16));
        Ok(doubled.max(wait.unwrap_or_default()).min(LONGEST))
    }

    /// Sends the feed's own documents, or the pages that its entries lead to and that are not there. Gives whether
    /// none is left for later.
    async fn send(&mut self, raws: Vec<Fetched>) -> anyhow::Result<bool> {
        if !self.feed.pages {
            self.deliver(raws).await?;
            return Ok(true);
        }
        let links = match tokio::task::spawn_blocking(move || links(raws)).await? {
            Ok(links) => links,
            Err(rejections) => {
                self.deliver(rejections).await?;
                return Ok(true);
            }
        };
        let known = feed::known_addresses(&self.database, &links).await?;
        let listed: HashSet<&String> = links.iter().collect();
        self.settled.retain(|link| listed.contains(link));
        self.told.retain(|link| listed.contains(link));
        let mut is_whole = true;
        for link in &links {
            if !known.contains(link) && !self.settled.contains(link) {
                is_whole &= self.send_page(link).await?;
            }
        }
        Ok(is_whole)
    }

    /// Sends a page. Gives whether it need not be asked for again.
    async fn send_page(&mut self, link: &str) -> anyhow::Result<bool> {
        let Ok(url) = Url::parse(link) else { return Ok(true) };
        let page = match self.fetch(url, None).await? {
            Ok(Answer::Found(found)) => split(&found.url, found.bytes),
            Ok(Answer::Gone | Answer::NotModified) => Vec::new(),
            Err(Failure::Refused(what)) => vec![unread(link.to_owned(), what)],
            Err(Failure::Later(what, _)) => {
                if self.told.insert(link.to_owned()) {
                    self.deliver(vec![unread(link.to_owned(), what)]).await?;
                }
                return Ok(false);
            }
        };
        self.deliver(page).await?;
        self.settled.insert(link.to_owned());
        Ok(true)
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

/// The addresses of a feed's entries, each once; or what is wrong with the feed.
fn links(raws: Vec<Fetched>) -> Result<Vec<String>, Vec<Fetched>> {
    let (mut links, mut rejections) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for raw in raws {
        match raw.and_then(|raw| raw.read()) {
            Ok(pages) => {
                let urls = pages.into_iter().filter_map(|page| page.article.url);
                links.extend(urls.filter(|url| seen.insert(url.clone())));
            }
            Err(rejection) => rejections.push(Err(rejection)),
        }
    }
    if links.is_empty() && !rejections.is_empty() { Err(rejections) } else { Ok(links) }
}
