//! Bytes into articles. In: a document of any supported format. Out: pages, each an article and what was odd
//! about it, or a rejection that says why. Never fetches or executes what a document names.
//!
//! Two steps, so that a caller can run the second on all cores: [`split`] streams an input into raw
//! documents, [`Raw::read`] turns one of them into pages. Memory is bounded per document by [`LIMIT`].

mod address;
mod date;
mod decode;
mod detect;
mod dump;
mod feed;
mod format;
mod html;
mod image;
mod json;
mod json_ld;
mod jsonl;
mod markup;
mod newsml;
mod ninjs;
mod quotations;
pub mod reference;
mod rejection;
mod stream;
mod text;
mod wire;
mod xml;

pub use address::{article_address, is_global, is_web};
pub use format::{Format, UnknownFormat};
pub use jsonl::write_jsonl;
pub use rejection::Rejection;
pub use stream::split;
pub use text::language_in_case;

use extract::{Article, Extraction};

/// The most bytes of one document, after decompression. The longest pages of news sites have a quarter of it.
pub const LIMIT: usize = 16 << 20;

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
    /// Whether the container says that the document's end is missing.
    pub is_partial: bool,
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

impl Page {
    /// The article with what is found in it, unless the page brought that along, and the notes.
    pub fn extracted(self) -> (Article, Extraction, Vec<String>) {
        let extraction = self.extraction.unwrap_or_else(|| extract::extract(&self.article));
        (self.article, extraction, self.notes)
    }
}

/// The articles of a document that may hold several. What is wrong with the others is said with the first; without any
/// article it is why there is none, else `nothing` is.
pub(crate) fn gathered(
    mut pages: Vec<Page>,
    faults: Vec<String>,
    place: &str,
    nothing: &str,
) -> Result<Vec<Page>, Rejection> {
    let Some(first) = pages.first_mut() else {
        let what = faults.into_iter().next().unwrap_or_else(|| nothing.to_owned());
        return Err(Rejection::NoArticle { place: place.to_owned(), what });
    };
    first.notes.extend(faults);
    Ok(pages)
}

impl Raw {
    /// Reads the articles of this document. Most formats hold one; a feed holds one an entry.
    pub fn read(&self) -> Result<Vec<Page>, Rejection> {
        if self.bytes.len() > LIMIT {
            return Err(Rejection::TooLarge { place: self.place.clone(), limit: LIMIT });
        }
        let decoded = decode::decode(&self.bytes, self.format, &self.place)?;
        if decoded.text.trim().is_empty() {
            return Err(Rejection::Empty { place: self.place.clone() });
        }
        let mut pages = match self.format {
            Format::Dump => vec![dump::read(&decoded.text, &self.place)?],
            Format::Jsonl => vec![jsonl::read(&decoded.text, &self.place)?],
            Format::Html => vec![self.page(&decoded.text)?],
            Format::Feed => feed::read(&decoded.text, self.url.as_deref(), &self.place)?,
            Format::Ninjs => ninjs::read(&decoded.text, &self.place)?,
            Format::NewsMl => newsml::read(&decoded.text, &self.place)?,
            Format::JsonLd => json_ld::read(&decoded.text, self.url.as_deref(), &self.place)?,
            Format::Gqg => quotations::read_gqg(&decoded.text, &self.place)?,
            Format::Quotebank => quotations::read_quotebank(&decoded.text, &self.place)?,
            Format::Warc => {
                let what = "an archive inside a document; give the archive itself".to_owned();
                return Err(Rejection::NoArticle { place: self.place.clone(), what });
            }
        };
        let malformed =
            |what| Rejection::Malformed { place: self.place.clone(), format: self.format.name(), what };
        for page in &mut pages {
            page.article.is_excerpt |= self.is_partial;
            address::check(page).map_err(malformed)?;
            if decoded.text.contains(json::NUL) && json::holds_nul(&(&page.article, &page.extraction)) {
                return Err(malformed(
                    "U+0000 in a text, which is no character of one; leave it out".to_owned(),
                ));
            }
        }
        if let Some(note) = decoded.note {
            pages.iter_mut().for_each(|page| page.notes.push(note.clone()));
        }
        Ok(pages)
    }

    /// A web page; other XML has lines that would seem to be a story.
    fn page(&self, text: &str) -> Result<Page, Rejection> {
        let Some(what) = detect::other_xml(text) else {
            return html::read(text, self.url.as_deref(), &self.place);
        };
        let what = format!("this is {what}, which is no format that is read");
        Err(Rejection::NoArticle { place: self.place.clone(), what })
    }
}
