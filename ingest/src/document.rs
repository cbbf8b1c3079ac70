//! Documents on their way to the database. In: raw bytes. Out: what they say, with hashes, ready to be saved.
//! Pure, so that callers run it on all cores.

use crate::key;
use crate::near::Fingerprint;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use extract::{Article, Extraction};
use read::{Format, Raw, Rejection};

/// A document as received, read and extracted.
#[derive(Clone, Debug)]
pub struct Document {
    /// Hash of the bytes.
    pub sha256: String,
    /// How it is written down.
    pub format: String,
    /// Where it was found, for people.
    pub source: String,
    /// The bytes, when they are to be kept.
    pub bytes: Option<Vec<u8>>,
    /// The articles it tells of; one, for most formats.
    pub stories: Vec<Story>,
}

/// An article and what was found in it.
#[derive(Clone, Debug)]
pub struct Story {
    /// As read.
    pub article: Article,
    /// As extracted.
    pub extraction: Extraction,
    /// What was odd, in sentences.
    pub notes: Vec<String>,
    /// Hash of the body; of the headline where that is all there is.
    pub body_sha256: String,
    /// Hash of all that the document told of the article.
    pub content_sha256: String,
    /// What finds articles with nearly the same body.
    pub fingerprint: Fingerprint,
}

impl Document {
    /// Whether it is a list of quotes, each line of which tells a part of an article.
    pub(crate) fn lists_quotes(&self) -> bool {
        lists_quotes(&self.format)
    }

    /// Reads and extracts. Newsgraph's own JSONL brings its extraction along. `sha256` is that of the document's bytes.
    pub fn prepare(raw: Raw, sha256: String, keep_bytes: bool) -> Result<Self, Rejection> {
        let pages = raw.read()?;
        let stories = pages.into_iter().map(Story::new).collect();
        Ok(Self {
            sha256,
            format: raw.format.to_string(),
            source: raw.place,
            bytes: keep_bytes.then_some(raw.bytes),
            stories,
        })
    }
}

/// Whether documents of this format are lists of quotes.
pub(crate) fn lists_quotes(format: &str) -> bool {
    [Format::Gqg, Format::Quotebank].iter().any(|list| list.name() == format)
}

impl Story {
    /// Extracts what the page did not bring along.
    pub fn new(page: read::Page) -> Self {
        let (article, extraction, mut notes) = page.extracted();
        notes.extend(extraction.notes.iter().cloned());
        Self::told(article, extraction, notes)
    }

    /// A story of what was read and found.
    pub(crate) fn told(article: Article, extraction: Extraction, notes: Vec<String>) -> Self {
        let told = serde_json::to_vec(&(&article, &extraction)).unwrap_or_default();
        Self {
            body_sha256: body_sha256(&article),
            content_sha256: key::sha256(&told),
            fingerprint: Fingerprint::new(&article.body),
            article,
            extraction,
            notes,
        }
    }

    /// What the article is known by: its address, else the global id that its agency gave it, else its text.
    pub fn identity(&self) -> &str {
        let article = &self.article;
        article.url.as_deref().or(self.global_id()).unwrap_or(&self.body_sha256)
    }

    /// The agency's id, where it is one the world over: a URN or a tag URI.
    pub(crate) fn global_id(&self) -> Option<&str> {
        self.article.external_id.as_deref().filter(|id| read::is_global(id))
    }

    /// The instant that orders lists.
    pub(crate) fn listed_at(&self, received_at: DateTime<Utc>) -> DateTime<Utc> {
        let article = &self.article;
        let instant = article.published_at.or(article.created_at).or(article.modified_at);
        let day = article.published_on.map(|day| day.and_time(NaiveTime::MIN).and_utc());
        instant.map(|at| at.to_utc()).or(day).unwrap_or(received_at)
    }

    /// The day the article speaks from, and whether it is only the day it came in.
    pub(crate) fn day(&self, received_at: DateTime<Utc>) -> (NaiveDate, bool) {
        self.article.day().map_or((received_at.date_naive(), true), |day| (day, false))
    }
}

/// Hash of the body. An excerpt that has neither a body nor an address is told from others by its headline.
fn body_sha256(article: &Article) -> String {
    let is_nameless = article.body.is_empty() && article.url.is_none();
    key::sha256(if is_nameless { &article.headline } else { &article.body }.as_bytes())
}
