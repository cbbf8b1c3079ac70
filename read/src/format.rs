//! How a document is written down. In: its first bytes. Out: the format, or what kind of binary it is.

use std::fmt;
use std::str::FromStr;

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
    /// RSS, Atom or JSON Feed: an article an entry.
    Feed,
    /// A web archive, WARC or the older ARC: a page a response.
    Warc,
    /// IPTC ninjs 1 to 3 or dpa-digitalwires: a news item as JSON.
    Ninjs,
    /// IPTC NewsML-G2 or NITF: news items as XML.
    NewsMl,
    /// schema.org JSON-LD alone.
    JsonLd,
    /// GDELT's Global Quotation Graph: quotes in their contexts, an article a line of JSON.
    Gqg,
    /// Quotebank: quotes with their speakers, an article or a quotation a line of JSON.
    Quotebank,
}

impl Format {
    /// Every format, in the order in which a list of them reads best.
    pub const ALL: [Self; 10] = [
        Self::Dump,
        Self::Html,
        Self::Jsonl,
        Self::Feed,
        Self::Warc,
        Self::Ninjs,
        Self::NewsMl,
        Self::JsonLd,
        Self::Gqg,
        Self::Quotebank,
    ];

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dump => "dump",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Feed => "feed",
            Self::Warc => "warc",
            Self::Ninjs => "ninjs",
            Self::NewsMl => "newsml",
            Self::JsonLd => "json-ld",
            Self::Gqg => "gqg",
            Self::Quotebank => "quotebank",
        }
    }

    /// Reads a name as given on the command line, in any case.
    pub fn parse(name: &str) -> Result<Self, UnknownFormat> {
        let name = name.trim();
        let known = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name));
        known.ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::parse(name)
    }
}

/// A name that no format has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{name:?} is no format; take one of dump, html, jsonl, feed, warc, ninjs, newsml, json-ld, gqg, quotebank"
)]
pub struct UnknownFormat {
    /// The name as given.
    pub name: String,
}
