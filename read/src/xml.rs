//! XML as a tree. In: the text of a document. Out: its elements, named by the prefix their namespace is usually
//! given, whatever the document calls it; and where the document breaks off, if it does.
//!
//! Feeds are often written by hand: what stands before a fault is kept, as browsers do, and the fault is said.
//! Entities that a document declares itself are never expanded and nothing outside it is fetched, so a small file
//! stays small ("billion laughs", external entities).

use crate::Rejection;
use quick_xml::escape::{escape, resolve_html5_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use std::fmt::Write as _;

/// Elements inside each other. NewsML and XHTML need two dozen.
const DEEPEST: usize = 256;
/// Elements and pieces of text. The largest feeds have some ten thousand.
const MOST: usize = 400_000;

/// HTML's elements that never hold anything: an end tag would be a second one.
const VOID: [&str; 8] = ["br", "img", "hr", "wbr", "meta", "link", "col", "source"];

/// An element, with what stands in it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Its name, behind its conventional prefix where it has one: `title`, `dc:creator`.
    pub(crate) name: String,
    /// Attributes as printed, entities resolved.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// A document as far as it could be read.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) root: Element,
    /// A sentence on where and why it breaks off.
    pub(crate) fault: Option<String>,
}

/// Namespaces by the prefix that their elements are known by. An empty prefix is a document's own vocabulary.
const PREFIXES: [(&str, &str); 26] = [
    ("http://www.w3.org/2005/atom", "atom"),
    ("http://purl.org/atom/ns#", "atom"),
    ("http://purl.org/rss/1.0/", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://channel.netscape.com/rdf/simple/0.9/", ""),
    ("http://backend.userland.com/rss", ""),
    ("http://backend.userland.com/rss2", ""),
    ("http://blogs.law.harvard.edu/tech/rss", ""),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.w3.org/xml/1998/namespace", "xml"),
    ("http://iptc.org/std/nar/2006-10-01/", ""),
    ("http://iptc.org/std/nitf/2006-10-18/", ""),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://www.w3.org/2007/app", "app"),
    ("http://purl.org/atom/app#", "app"),
    ("http://wordpress.org/export/1.0/", "wp"),
    ("http://wordpress.org/export/1.1/", "wp"),
    ("http://wordpress.org/export/1.2/", "wp"),
];

/// Reads a document.
pub(crate) fn parse(text: &str, place: &str) -> Result<Tree, Rejection> {
    let mut builder = Builder { place, open: Vec::new(), root: None, nodes: 0, declared: Vec::new() };
    let fault = builder.read(text)?;
    match (builder.finish(), fault) {
        (Some(root), fault) => Ok(Tree { root, fault }),
        (None, Some(what)) => Err(malformed(place, what)),
        (None, None) => Err(malformed(place, "there is no element in it".to_owned())),
    }
}

fn malformed(place: &str, what: String) -> Rejection {
    Rejection::Malformed { place: place.to_owned(), format: "XML", what }
}

/// A tree that is being built.
struct Builder<'p> {
    place: &'p str,
    /// Elements that are open, outermost first.
    open: Vec<Element>,
    root: Option<Element>,
    nodes: usize,
    /// Names of the entities that the document declares.
    declared: Vec<String>,
}

impl Builder<'_> {
    /// Reads until the root ends or nothing more can be read; then gives the reason.
    fn read(&mut self, text: &str) -> Result<Option<String>, Rejection> {
        let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}').trim_start());
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        while self.root.is_none() {
            let at = reader.buffer_position();
            match reader.read_resolved_event() {
                Ok((namespace, Event::Start(start))) => self.start(&namespace, &start)?,
                Ok((_, Event::End(end))) => self.end(end.name().local_name().into_inner()),
                Ok((_, Event::Text(words))) => self.text(&words.xml10_content())?,
                Ok((_, Event::CData(words))) => self.text(&words.xml10_content())?,
                Ok((_, Event::GeneralRef(entity))) => self.entity(&entity)?,
                Ok((_, Event::DocType(declarations))) => self.declarations(&declarations.into_inner()),
                Ok((_, Event::Eof)) if self.open.is_empty() => return Ok(None),
                Ok((_, Event::Eof)) => return Ok(Some("the XML ends early".to_owned())),
                Ok(_) => {}
                Err(error) => return Ok(Some(format!("the XML breaks off at byte {at}: {error}"))),
            }
        }
        Ok(None)
    }

    /// The root, with all that is still open closed.
    fn finish(&mut self) -> Option<Element> {
        while !self.open.is_empty() {
            self.close();
        }
        self.root.take()
    }

    fn start(&mut self, namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<(), Rejection> {
        if self.open.len() == DEEPEST {
            return Err(Rejection::TooDeep { place: self.place.to_owned(), limit: DEEPEST });
        }
        self.count()?;
        let name = self.name(namespace, start);
        let mut attributes = start.attributes();
        let attributes = attributes
            .with_checks(false)
            .flatten()
            .map(|attribute| (attribute.key.into_inner().to_owned(), unescape(&attribute.value)));
        self.open.push(Element { name, attributes: attributes.collect(), children: Vec::new() });
        Ok(())
    }

    /// The name by convention. Where Atom is the document's own vocabulary it has no prefix.
    fn name(&self, namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> String {
        let (local, printed) = start.name().decompose();
        let local = local.into_inner();
        let known = match namespace {
            ResolveResult::Bound(Namespace(uri)) => {
                PREFIXES.iter().find(|(known, _)| known.eq_ignore_ascii_case(uri)).map(|(_, prefix)| *prefix)
            }
            _ => None,
        };
        let prefix = known.or(printed.map(quick_xml::name::Prefix::into_inner)).unwrap_or_default();
        let is_root_atom = self.open.first().map_or(local, |root| root.name.as_str());
        let is_own = prefix == "atom" && matches!(is_root_atom, "feed" | "entry");
        if prefix.is_empty() || is_own { local.to_owned() } else { format!("{prefix}:{local}") }
    }

    /// Closes the innermost open element of this name. An end tag without one is left aside.
    fn end(&mut self, local: &str) {
        let is_it = |element: &Element| element.local().eq_ignore_ascii_case(local);
        if let Some(at) = self.open.iter().rposition(is_it) {
            while self.open.len() > at {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, words: &str) -> Result<(), Rejection> {
        let Some(parent) = self.open.last_mut() else { return Ok(()) };
        if let Some(Node::Text(before)) = parent.children.last_mut() {
            before.push_str(words);
            return Ok(());
        }
        parent.children.push(Node::Text(words.to_owned()));
        self.count()
    }

    /// A reference to a character or to one of HTML's entities is read, any other stays as printed. One that the
    /// document declares itself is what bombs are made of.
    fn entity(&mut self, entity: &BytesRef<'_>) -> Result<(), Rejection> {
        let name = entity.xml10_content();
        if let Ok(Some(letter)) = entity.resolve_char_ref() {
            return self.text(as_browsers(letter).encode_utf8(&mut [0; 4]));
        }
        if self.declared.iter().any(|declared| *declared == name) {
            let what = format!("it uses an entity of its own, &{name};, and those are not expanded");
            return Err(malformed(self.place, what));
        }
        match resolve_html5_entity(&name) {
            Some(letters) => self.text(letters),
            None => self.text(&format!("&{name};")),
        }
    }

    fn declarations(&mut self, declarations: &str) {
        let entities = declarations.split("<!ENTITY").skip(1);
        let names = entities.filter_map(|entity| entity.split_whitespace().find(|word| *word != "%"));
        self.declared.extend(names.take(1000).map(str::to_owned));
    }

    fn count(&mut self) -> Result<(), Rejection> {
        self.nodes += 1;
        if self.nodes > MOST {
            let what = format!("it has more than {MOST} elements; no feed or news item needs that many");
            return Err(malformed(self.place, what));
        }
        Ok(())
    }
}

/// A text with its references to characters and HTML's entities resolved; what is none stays as printed, since feeds
/// are full of ampersands.
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let (letters, length) = reference(&rest[at..]).unwrap_or_else(|| ("&".to_owned(), 1));
        plain.push_str(&letters);
        rest = &rest[at + length..];
    }
    plain.push_str(rest);
    plain
}

/// The letter that a reference by number means: those to control characters are to Windows-1252, as browsers read them
/// (HTML standard, "numeric character reference end state").
fn as_browsers(letter: char) -> char {
    match u8::try_from(letter) {
        Ok(byte @ 0x80..=0x9f) => {
            encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next().unwrap_or(letter)
        }
        _ => letter,
    }
}

/// What a reference at the start of a text stands for, and its length.
fn reference(text: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 40;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let letters = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            as_browsers(char::from_u32(code.ok()?)?).to_string()
        }
        None => resolve_html5_entity(name)?.to_owned(),
    };
    Some((letters, end + 1))
}

impl Element {
    /// The name without its prefix.
    pub(crate) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// Whether it is called so, in any case.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The elements right inside.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements right inside that are called so.
    pub(crate) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.is(name))
    }

    /// The first element right inside that is called so.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.is(name))
    }

    /// Every element inside that is called so, at any depth, in order.
    pub(crate) fn within<'e>(&'e self, name: &str) -> Vec<&'e Self> {
        let mut found = Vec::new();
        let mut rest: Vec<&Self> = vec![self];
        while let Some(element) = rest.pop() {
            if element.is(name) {
                found.push(element);
            }
            let before = rest.len();
            rest.extend(element.elements());
            rest[before..].reverse();
        }
        found
    }

    /// An attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All text inside.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// What stands inside, as HTML.
    pub(crate) fn markup(&self) -> String {
        let mut markup = String::new();
        self.add_markup(&mut markup);
        markup
    }

    fn add_markup(&self, markup: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => markup.push_str(&escape(words)),
                Node::Element(element) => {
                    let name = element.local();
                    markup.push('<');
                    markup.push_str(name);
                    for (key, value) in &element.attributes {
                        let _ = write!(markup, " {key}=\"{}\"", escape(value));
                    }
                    markup.push('>');
                    element.add_markup(markup);
                    if !VOID.contains(&name) {
                        let _ = write!(markup, "</{name}>");
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
