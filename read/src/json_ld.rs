//! schema.org JSON-LD alone, as crawlers and publishers' interfaces give it. In: an article, a list of them, or a
//! graph. Out: their articles. What a page's scripts declare is read the same way.

use crate::json::parse;
use crate::{Format, Page, Rejection, gathered, html};

/// Reads a document.
pub(crate) fn read(content: &str, url: Option<&str>, place: &str) -> Result<Vec<Page>, Rejection> {
    let value = parse(content, Format::JsonLd, place)?;
    let (mut pages, mut faults) = (Vec::new(), Vec::new());
    for page in html::articles(&value, url) {
        match page {
            Ok(page) => pages.push(page),
            Err(what) => faults.push(what),
        }
    }
    gathered(pages, faults, place, "no object of it is a schema.org Article")
}
