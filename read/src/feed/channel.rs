//! The feed itself. In: its root. Out: what holds for all entries (publisher, language, rights), and the entries.

use crate::html::names;
use crate::xml::Element;
use crate::{address, markup, text};
use extract::Publisher;

/// What a feed says of itself.
#[derive(Debug, Default)]
pub(super) struct Channel {
    /// Its title: the name readers know the publisher or desk by.
    pub(super) title: Option<String>,
    /// The address of its site.
    pub(super) site: Option<String>,
    /// What relative addresses start from.
    pub(super) base: Option<String>,
    pub(super) language: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) rights: Option<String>,
}

/// Hosts that stand between a feed and its readers and publish nothing themselves.
const PROXIES: [&str; 5] = [
    "feedproxy.google.com",
    "feeds.feedburner.com",
    "feedproxy.feedburner.com",
    "feedsportal.com",
    "rss.feedsportal.com",
];

impl Channel {
    pub(super) fn of(root: &Element, url: Option<&str>) -> Self {
        // An entry alone tells of its feed in `source`, if it does.
        let nothing = Element::default();
        let channel = if root.is("entry") {
            root.child("source").unwrap_or(&nothing)
        } else {
            root.child("channel").unwrap_or(root)
        };
        let base = [root, channel].iter().find_map(|element| element.attribute("xml:base"));
        let base = base.and_then(|base| address::resolve(url, base)).or_else(|| url.map(str::to_owned));
        let line = |names: &[&str]| names.iter().find_map(|name| line(channel.child(name)?));
        let language = channel.attribute("xml:lang").or_else(|| root.attribute("xml:lang"));
        let site = link(channel, language).and_then(|site| address::resolve(base.as_deref(), &site));
        Self {
            title: line(&["title", "dc:title", "dc:publisher"]),
            base: base.or_else(|| site.clone()),
            site,
            language: language.map(str::to_owned).or_else(|| line(&["language", "dc:language"])),
            authors: authors(channel),
            rights: line(&["rights", "copyright", "dc:rights"]),
        }
    }

    /// Who published an entry: whom it names as its source, else the feed; the host alone where the feed only
    /// gathers what others published.
    pub(super) fn publisher(
        &self,
        source: Option<(String, Option<String>)>,
        url: Option<&str>,
    ) -> Option<Publisher> {
        let host = url.and_then(address::host).filter(|host| !PROXIES.contains(&host.as_str()));
        if let Some((name, site)) = source {
            let domain = site.as_deref().and_then(address::host).or(host);
            return Some(Publisher { name, domain, ..Publisher::default() });
        }
        let own = self.site.as_deref().and_then(address::host);
        let is_same_site = |(host, own)| address::site(host) == address::site(own);
        let is_own = host.as_deref().zip(own.as_deref()).is_none_or(is_same_site);
        let name = if is_own { self.title.clone().or_else(|| own.clone()) } else { None };
        let domain = if is_own { own.or(host) } else { host };
        let name = name.or_else(|| domain.clone())?;
        Some(Publisher { name, domain, ..Publisher::default() })
    }
}

/// The entries of a feed, wherever its dialect puts them.
pub(super) fn entries(root: &Element) -> Vec<&Element> {
    if root.is("entry") {
        return vec![root];
    }
    let found = root.within("item");
    if found.is_empty() { root.within("entry") } else { found }
}

/// An element as one line.
pub(super) fn line(element: &Element) -> Option<String> {
    markup::line(&html(element)?)
}

/// What an element holds, as HTML: Atom says in which of three ways it is written, RSS escapes HTML, and many feeds
/// put elements where text belongs. None where it is no text.
pub(super) fn html(element: &Element) -> Option<String> {
    let kind = element.attribute("type").unwrap_or_default().to_lowercase();
    let is_text = kind.is_empty() || kind.starts_with("text") || kind.contains("html");
    if !is_text || element.attribute("mode") == Some("base64") {
        return None;
    }
    if element.elements().next().is_some() {
        return Some(element.markup());
    }
    let is_plain = kind == "text" || kind == "text/plain" && element.attribute("mode") != Some("escaped");
    let text = element.text();
    Some(if is_plain { quick_xml::escape::escape(&text).into_owned() } else { text })
}

/// The address of the page that a feed or an entry stands for; of several the one in its language.
pub(super) fn link(element: &Element, language: Option<&str>) -> Option<String> {
    let text = |name: &str| element.child(name).and_then(|found| text::some_line(&found.text()));
    let links = || element.elements().filter(|found| found.is("link") || found.is("atom:link"));
    let alternate = |is_page: bool| {
        let is_alternate = move |found: &&Element| {
            let kind = found.attribute("type").unwrap_or("text/html");
            found.attribute("rel").unwrap_or("alternate") == "alternate"
                && (!is_page || kind.contains("html"))
        };
        let is_foreign = |found: &&Element| {
            let theirs = found.attribute("hreflang").map(main_language);
            theirs.zip(language.map(main_language)).is_some_and(|(theirs, ours)| theirs != ours)
        };
        let told = links().filter(is_alternate).filter(|found| found.attribute("href").is_some());
        told.min_by_key(is_foreign)?.attribute("href").map(str::to_owned)
    };
    let guid = || element.child("guid").filter(|guid| guid.attribute("isPermaLink") != Some("false"));
    let about = || element.attribute("rdf:about").map(str::to_owned);
    text("feedburner:origLink")
        .or_else(|| text("link"))
        .or_else(|| alternate(true))
        .or_else(|| alternate(false))
        .or_else(|| {
            guid().map(super::super::xml::Element::text).filter(|guid| guid.trim_start().starts_with("http"))
        })
        .or_else(about)
}

/// The language of a tag, whatever the country.
fn main_language(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// The names of those who wrote a feed or an entry.
pub(super) fn authors(element: &Element) -> Vec<String> {
    let written = ["author", "atom:author", "dc:creator", "itunes:author"];
    let named = written.iter().map(|name| {
        let lines = element.all(name).filter_map(author);
        text::distinct(lines.flat_map(|line| names::read(&line)))
    });
    named.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// The line that names an author.
fn author(element: &Element) -> Option<String> {
    match element.child("name").or_else(|| element.child("atom:name")) {
        Some(name) => line(name),
        None if element.elements().next().is_some() => None,
        None => line(element).and_then(|printed| mailbox(&printed)),
    }
}

/// The name in `name@host (Name)` or `Name <name@host>`; none when there is only an address.
fn mailbox(printed: &str) -> Option<String> {
    let Some((before, behind)) = printed.split_once('@') else { return Some(printed.to_owned()) };
    let in_brackets = behind.split_once('(').map(|(_, name)| name.trim_end_matches(')'));
    let in_front = before.rsplit_once('<').map(|(name, _)| name);
    in_brackets.or(in_front).and_then(text::some_line)
}
