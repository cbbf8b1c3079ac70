//! Feeds. In: the text of an RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 or 1.0 or JSON Feed file. Out: an article an
//! entry. Publishers give anything from a headline to the whole story: what is there is taken, and an entry that
//! does not hold the story says so (`is_excerpt`), so that the page completes it later.
//!
//! Read with quick-xml and not with feed-rs 3, which gives dates in UTC and so loses the day of publication, refuses RSS
//! 0.90, 0.93, 0.94 and feeds without a version, and loses a whole feed to one unclosed tag.

mod channel;
mod entry;
mod json;

use crate::{Page, Rejection, gathered, xml};
use channel::Channel;
use entry::Entry;

/// Reads a feed. `url` is the address it was fetched from, where the container tells.
pub(crate) fn read(content: &str, url: Option<&str>, place: &str) -> Result<Vec<Page>, Rejection> {
    if content.trim_start().starts_with('{') {
        let (channel, entries) = json::read(content, place)?;
        return pages(&channel, entries, place);
    }
    let tree = xml::parse(content, place)?;
    let channel = Channel::of(&tree.root, url);
    let entries = channel::entries(&tree.root).into_iter().map(|element| Entry::of(element, &channel));
    let mut pages = pages(&channel, entries.collect(), place)?;
    if let (Some(fault), Some(last)) = (tree.fault, pages.last_mut()) {
        last.notes.push(format!("{fault}; this is the last entry before it, and it may be cut"));
        last.article.is_excerpt = true;
    }
    Ok(pages)
}

/// The articles of a feed. An entry that is none is said with the first one that is.
fn pages(channel: &Channel, entries: Vec<Entry>, place: &str) -> Result<Vec<Page>, Rejection> {
    let count = entries.len();
    let (mut pages, mut faults) = (Vec::with_capacity(count), Vec::new());
    for (entry, number) in entries.into_iter().zip(1..) {
        match entry.page(channel) {
            Ok(page) => pages.push(page),
            Err(what) => faults.push(format!("entry {number} of {count} is no article: {what}")),
        }
    }
    gathered(pages, faults, place, "the feed has no entries")
}
