//! The file of feeds. In: TOML. Out: feeds with their settings, or a sentence that says what is wrong.

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use std::time::Duration;
use url::Url;

/// Feeds and how they are watched.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Feeds {
    #[serde(default = "quarter_of_an_hour")]
    every_minutes: u64,
    #[serde(default = "yes")]
    pages: bool,
    #[serde(default = "two")]
    seconds_between_requests: u64,
    contact: Option<String>,
    #[serde(default)]
    allow_private: Vec<String>,
    #[serde(default)]
    feed: Vec<Entry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    url: Url,
    every_minutes: Option<u64>,
    pages: Option<bool>,
}

/// A feed with its settings.
#[derive(Clone, Debug)]
pub(super) struct Feed {
    pub(super) url: Url,
    pub(super) every: Duration,
    /// Whether the pages that entries lead to are read, in place of the entries.
    pub(super) pages: bool,
}

fn quarter_of_an_hour() -> u64 {
    15
}

fn yes() -> bool {
    true
}

fn two() -> u64 {
    2
}

impl Feeds {
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let feeds: Self = toml::from_str(text).context("feeds are written as in newsgraph watch --help")?;
        ensure!(!feeds.feed.is_empty(), "there is no [[feed]] in it");
        for entry in &feeds.feed {
            let is_web = matches!(entry.url.scheme(), "http" | "https");
            ensure!(is_web, "{} is no address of a feed; http:// or https:// was expected", entry.url);
            ensure!(entry.every_minutes != Some(0), "every_minutes of {} must be 1 or more", entry.url);
        }
        ensure!(feeds.every_minutes > 0, "every_minutes must be 1 or more");
        Ok(feeds)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Feed> {
        self.feed.iter().map(|entry| Feed {
            url: entry.url.clone(),
            every: Duration::from_secs(60 * entry.every_minutes.unwrap_or(self.every_minutes)),
            pages: entry.pages.unwrap_or(self.pages),
        })
    }

    /// The least time between two requests to one host.
    pub(super) fn pause(&self) -> Duration {
        Duration::from_secs(self.seconds_between_requests)
    }

    /// Hosts that may be in a private network.
    pub(super) fn allowed(&self) -> Vec<String> {
        self.allow_private.iter().map(|host| host.to_lowercase()).collect()
    }

    /// What hosts are told of who asks.
    pub(super) fn user_agent(&self) -> String {
        let contact = self.contact.as_ref().map(|contact| format!(" ({contact})")).unwrap_or_default();
        format!("newsgraph/{}{contact}", env!("CARGO_PKG_VERSION"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_hold_unless_a_feed_has_its_own() {
        let feeds = Feeds::parse(
            "every_minutes = 10\n[[feed]]\nurl = 'https://a.test/rss'\n[[feed]]\nurl = 'https://b.test/rss'\n\
             every_minutes = 5\npages = false",
        )
        .unwrap_or_else(|error| panic!("{error}"));
        let all: Vec<(u64, bool)> = feeds.all().map(|feed| (feed.every.as_secs(), feed.pages)).collect();
        assert_eq!(all, [(600, true), (300, false)]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, said) in [
            ("", "[[feed]]"),
            ("[[feed]]\nurl = 'ftp://a.test/rss'", "http://"),
            ("[[feed]]\nurl = 'nowhere'", "url"),
            ("[[feed]]\nurl = 'https://a.test'\nevery = 5", "every"),
            ("every_minutes = 0\n[[feed]]\nurl = 'https://a.test'", "1 or more"),
        ] {
            let error = Feeds::parse(text).expect_err(text);
            assert!(format!("{error:#}").contains(said), "{text}: {error:#}");
        }
    }
}
