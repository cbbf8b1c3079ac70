//! Bytes into articles. In: a document of any supported format. Out: pages, each an article and what was odd
//! about it, or a rejection that says why. Never fetches or executes what a document names.
//!
//! Two steps, so that a caller can run the second on all cores: [`split`] streams an input into raw
//! documents, [`Raw::read`] turns one of them into pages.

use extract::{Article, Extraction};
use std::io::BufRead;

/// How a document is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A text dump of an article page's properties, one a line.
    Dump,
    /// A web page.
    Html,
    /// newsgraph's own: one article as JSON a line.
    Jsonl,
}

/// One document as it came in, not yet looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// How it is written down.
    pub format: Format,
    /// Where it was found, for people: `pages.jsonl:17`.
    pub place: String,
    /// The address it was fetched from, where the container tells.
    pub url: Option<String>,
    /// The document.
    pub bytes: Vec<u8>,
}

/// An article read from a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// What the page says.
    pub article: Article,
    /// What was already extracted from it, in bytes of its body: newsgraph's own JSONL carries it.
    pub extraction: Option<Extraction>,
    /// Sentences about what was odd: properties that disagree, a date that does not exist.
    pub notes: Vec<String>,
}

/// Why a document was not read: a sentence that says what is wrong, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Nothing in it.
    #[error("{place}: the document is empty; a page or a line of JSON was expected")]
    Empty {
        /// Where.
        place: String,
    },
}

/// Streams an input into raw documents. The format is found by content unless `format` forces one.
pub fn split<'r>(
    _input: impl BufRead + Send + 'r,
    _name: &str,
    _format: Option<Format>,
) -> impl Iterator<Item = Result<Raw, Rejection>> + Send + 'r {
    std::iter::empty()
}

impl Raw {
    /// Reads the articles of this document.
    pub fn read(&self) -> Result<Vec<Page>, Rejection> {
        Ok(Vec::new())
    }
}
