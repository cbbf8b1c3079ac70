//! One feed, over and over. In: the feed. Out: the documents that are new in it, for the writer.

use super::feeds::Feed;
use super::fetch::{Answer, Condition, Fetcher};
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
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Polls a feed.
#[derive(Debug)]
pub(super) struct Poller {
    feed: Feed,
    fetcher: Arc<Fetcher>,
    database: DatabaseConnection,
    clock: Clock,
    documents: mpsc::Sender<Delivery>,
    /// Addresses that were read, also where their pages call themselves otherwise.
    read: HashSet<String>,
}

impl Poller {
    pub(super) fn new(
        feed: Feed,
        fetcher: Arc<Fetcher>,
        database: DatabaseConnection,
        clock: Clock,
        documents: mpsc::Sender<Delivery>,
    ) -> Self {
        Self { feed, fetcher, database, clock, documents, read: HashSet::new() }
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
            Answer::Found(found) => {
                let raws = split(&found.url, found.bytes);
                // The answer counts as seen when its documents are in: after a crash in between it is asked again.
                self.send(raws).await?;
                kept =
                    Kept { etag: found.etag, modified: found.modified, failures: 0, failure: None, ..kept };
                Some(self.feed.every)
            }
            Answer::NotModified => {
                kept = Kept { failures: 0, failure: None, ..kept };
                Some(self.feed.every)
            }
            Answer::Gone => {
                tracing::warn!(feed = url.as_str(), "the feed is gone for good and is watched no more");
                None
            }
            Answer::Failed(why, wait) => {
                tracing::warn!(feed = url.as_str(), why = why.as_str(), "a poll failed");
                kept = Kept { failures: kept.failures.saturating_add(1), failure: Some(why), ..kept };
                let doubled = self.feed.every.saturating_mul(1 << kept.failures.clamp(0, 16));
                Some(doubled.min(LONGEST).max(wait.unwrap_or_default()))
            }
        };
        feed::keep_feed(&self.database, &kept).await?;
        Ok(wait)
    }

    /// Sends the feed's own documents, or the pages that its entries lead to and that are not there.
    async fn send(&mut self, raws: Vec<Fetched>) -> anyhow::Result<()> {
        if !self.feed.pages {
            return self.deliver(raws).await;
        }
        let links = tokio::task::spawn_blocking(move || links(raws)).await?;
        let links = match links {
            Ok(links) => links,
            Err(rejections) => return self.deliver(rejections).await,
        };
        let known = feed::known_addresses(&self.database, &links).await?;
        for link in links.into_iter().filter(|link| !known.contains(link)) {
            let Ok(url) = Url::parse(&link) else { continue };
            if self.read.contains(&link) {
                continue;
            }
            let page = match self.fetch(url, None).await? {
                Answer::Found(found) => {
                    self.read.insert(link);
                    split(&found.url, found.bytes)
                }
                Answer::Failed(what, _) => vec![Err(Rejection::Unreadable { place: link, what })],
                Answer::Gone | Answer::NotModified => continue,
            };
            self.deliver(page).await?;
        }
        Ok(())
    }

    /// Gives documents to the writer and waits until they are in.
    async fn deliver(&self, raws: Vec<Fetched>) -> anyhow::Result<()> {
        let (written, is_in) = oneshot::channel();
        self.documents.send(Delivery { raws, written }).await.map_err(|_| anyhow!("the run is over"))?;
        is_in.await.map_err(|_| anyhow!("the run is over"))
    }

    async fn fetch(&self, url: Url, kept: Option<Kept>) -> anyhow::Result<Answer> {
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

/// The addresses of a feed's entries, each once; or what is wrong with the feed.
fn links(raws: Vec<Fetched>) -> Result<Vec<String>, Vec<Fetched>> {
    let (mut links, mut rejections) = (Vec::new(), Vec::new());
    for raw in raws {
        match raw.and_then(|raw| raw.read()) {
            Ok(pages) => {
                for url in pages.into_iter().filter_map(|page| page.article.url) {
                    if !links.contains(&url) {
                        links.push(url);
                    }
                }
            }
            Err(rejection) => rejections.push(Err(rejection)),
        }
    }
    if links.is_empty() && !rejections.is_empty() { Err(rejections) } else { Ok(links) }
}
