//! A page's text into its tree, in bounded time and memory. In: the text of a page. Out: the tree; or a rejection.
//!
//! Programs, styles and comments are cut out before parsing: nobody reads them, and they are most of a
//! page. Parsers go back over the elements that stand open and over a tag's attributes, so both are bounded. The
//! tree is looked at while it grows: a few bytes can make a parser repeat hundreds of elements.

use crate::Rejection;
use dom_query::Document;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// Elements inside each other: real pages have a few dozen.
const DEEPEST: usize = 512;
/// Elements and texts of a tree: long pages have some ten thousand.
const MOST_NODES: usize = 300_000;
/// Bytes between two looks at the tree.
const STEP: usize = 4096;
/// A tag longer than this is looked at before it is parsed.
const LONG_TAG: usize = 1024;
/// Attributes of one element: parsers compare each with all before it.
const MOST_ATTRIBUTES: usize = 256;

/// Parses a page as far as its limit of nodes; the flag tells whether that was all of it.
pub(crate) fn parse(content: &str, place: &str) -> Result<(Document, bool), Rejection> {
    let content = trim(content);
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = content.as_str();
    while !rest.is_empty() {
        let (step, behind) = rest.split_at(rest.floor_char_boundary(STEP));
        parser.process(StrTendril::from(step));
        rest = behind;
        let document = &parser.tokenizer.sink.sink;
        if depth(document) > DEEPEST {
            return Err(Rejection::TooDeep { place: place.to_owned(), limit: DEEPEST });
        }
        if document.tree.len() > MOST_NODES {
            break;
        }
    }
    Ok((parser.finish(), rest.is_empty()))
}

/// How deep the tree is where it grows.
fn depth(document: &Document) -> usize {
    std::iter::successors(Some(document.root()), dom_query::NodeRef::last_child).count()
}

/// The page without what nobody reads.
fn trim(content: &str) -> String {
    let mut kept = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, tag) = rest.split_at(open);
        kept.push_str(before);
        let (keep, behind) = tag_or_program(tag);
        kept.push_str(keep);
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

/// What is kept of the tag, comment or program that starts here, and what stands behind it.
fn tag_or_program(tag: &str) -> (&str, &str) {
    if let Some(comment) = tag.strip_prefix("<!--") {
        // A comment may end with the dashes it starts with: `<!-->`.
        let end = memchr::memmem::find(&tag.as_bytes()[2..], b"-->").map(|end| end + 5);
        return ("", end.map_or(&comment[comment.len()..], |end| &tag[end..]));
    }
    if !tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return tag.split_at(1);
    }
    let length = tag[1..].bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let (name, whole) = (&tag[1..=length], tag_end(tag));
    let is_data = || tag[..whole].to_ascii_lowercase().contains("ld+json");
    if is_program(name) && !(name.eq_ignore_ascii_case("script") && is_data()) {
        return ("", behind_end_tag(&tag[whole..], name));
    }
    if whole > LONG_TAG && attributes(&tag[..whole]) > MOST_ATTRIBUTES {
        let end = tag[..whole].strip_suffix('>').map_or(whole, str::len);
        return (&tag[..=length], &tag[end..]);
    }
    if name.eq_ignore_ascii_case("script") {
        // Data is kept as it is, whatever looks like a tag inside it.
        return tag.split_at(tag.len() - behind_end_tag(&tag[whole..], name).len());
    }
    tag.split_at(whole)
}

fn is_program(name: &str) -> bool {
    const PROGRAMS: [&str; 7] = ["script", "style", "iframe", "textarea", "noframes", "noembed", "xmp"];
    PROGRAMS.iter().any(|program| name.eq_ignore_ascii_case(program))
}

/// The length of a tag: up to the first `>` outside of quotes; to the end of the page where there is none.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    let mut previous = b' ';
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            // A quote opens a value only behind an equals sign; elsewhere it is an apostrophe.
            (None, b'"' | b'\'') if previous == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
    }
    tag.len()
}

/// How many attributes a tag has at most: what stands outside of quotes, split at blanks, slashes and quotes.
fn attributes(tag: &str) -> usize {
    let mut quote = None;
    let mut count = 0;
    for byte in tag.bytes() {
        match (quote, byte) {
            (None, b'"' | b'\'') => (quote, count) = (Some(byte), count + 1),
            (None, b' ' | b'\t' | b'\n' | b'\r' | b'/' | 12) => count += 1,
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    count / 2
}

/// What stands behind the end tag of this name; nothing where there is none.
fn behind_end_tag<'t>(text: &'t str, name: &str) -> &'t str {
    let bytes = text.as_bytes();
    let is_end = |at: &usize| {
        let behind = bytes.get(at + 2..at + 2 + name.len());
        bytes.get(at + 1) == Some(&b'/')
            && behind.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    let Some(end) = memchr::memchr_iter(b'<', bytes).find(is_end) else { return "" };
    memchr::memchr(b'>', &bytes[end..]).map_or("", |close| &text[end + close + 1..])
}
