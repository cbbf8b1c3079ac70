//! Feeds. In: the text of an RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 or 1.0 or JSON Feed file. Out: an article an
//! entry. Publishers give anything from a headline to the whole story: what is there is taken, and an entry that
//! does not hold the story says so (`is_excerpt`), so that the page completes it later.
//!
//! Read with quick-xml and not with feed-rs 3, which gives dates in UTC and so loses the day of publication, refuses RSS
//! 0.90, 0.93, 0.94 and feeds without a version, and loses a whole feed to one unclosed tag.

mod channel;
mod entry;
mod json;

use crate::address::article_address;
use crate::xml::Element;
use crate::{Page, Rejection, gathered, xml};
use channel::Channel;
use entry::Entry;
use std::collections::{HashMap, HashSet};

/// Reads a feed. `url` is the address it was fetched from, where the container tells.
pub(crate) fn read(content: &str, url: Option<&str>, place: &str) -> Result<Vec<Page>, Rejection> {
    if content.trim_start().starts_with('{') {
        let (channel, entries) = json::read(content, place)?;
        return pages(&channel, entries, place);
    }
    let tree = xml::parse(content, place)?;
    let channel = Channel::of(&tree.root, url);
    let (published, kept): (Vec<&Element>, Vec<&Element>) =
        channel::entries(&tree.root).into_iter().partition(|element| entry::is_published(element));
    if published.is_empty() && !kept.is_empty() {
        let what = format!("none of its {} entries is a published post", kept.len());
        return Err(Rejection::NoArticle { place: place.to_owned(), what });
    }
    let entries = published.into_iter().map(|element| Entry::of(element, &channel));
    let mut pages = pages(&channel, entries.collect(), place)?;
    if let Some(first) = pages.first_mut().filter(|_| !kept.is_empty()) {
        first.notes.push(format!("{} entries that are no published posts were left out", kept.len()));
    }
    if let (Some(fault), Some(last)) = (tree.fault, pages.last_mut()) {
        last.notes.push(format!("{fault}; this is the last entry before it, and it may be cut"));
        last.article.is_excerpt = true;
    }
    Ok(pages)
}

/// The articles of a feed. An entry that is none is said with the first one that is.
fn pages(channel: &Channel, mut entries: Vec<Entry>, place: &str) -> Result<Vec<Page>, Rejection> {
    let count = entries.len();
    let shared = leave_out_shared_links(&mut entries);
    let (mut pages, mut faults) = (Vec::with_capacity(count), Vec::new());
    for (entry, number) in entries.into_iter().zip(1..) {
        match entry.page(channel) {
            Ok(mut page) => {
                let notes = page.notes.iter_mut().filter(|_| count > 1);
                notes.for_each(|note| *note = format!("entry {number} of {count}: {note}"));
                pages.push(page);
            }
            Err(what) => faults.push(format!("entry {number} of {count} is no article: {what}")),
        }
    }
    if shared > 0 {
        faults.push(format!("{shared} entries share their address with others: it is of none of them"));
    }
    gathered(pages, faults, place, "the feed has no entries")
}

/// Leaves out the addresses that several stories of the feed are told under, and counts those: the page of a podcast or a
/// site is not theirs. One story told twice keeps its own, and so does one whose id is that address.
fn leave_out_shared_links(entries: &mut [Entry]) -> usize {
    let mut told: HashMap<String, Vec<&Entry>> = HashMap::new();
    for entry in entries.iter() {
        told.entry(entry.url.clone().unwrap_or_default()).or_default().push(entry);
    }
    let is_shared = |url: &str, stories: &[&Entry]| {
        let is_own = |story: &&Entry| story.id.as_deref().is_some_and(|id| article_address(id) == url);
        let is_other = |story: &&Entry| story.id != stories[0].id && story.title != stories[0].title;
        stories.iter().any(is_other) && !stories.iter().any(is_own)
    };
    told.retain(|url, stories| is_shared(url, stories));
    let shared: HashSet<String> = told.into_keys().collect();
    let mut count = 0;
    for url in entries.iter_mut().map(|entry| &mut entry.url) {
        count += usize::from(url.take_if(|url| shared.contains(url)).is_some());
    }
    count
}
