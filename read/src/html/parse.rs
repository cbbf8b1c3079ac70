//! A page's text into its tree, in bounded time and memory. In: the text of a page. Out: the tree; or a rejection.
//!
//! Programs, styles, drawings, comments and attributes that nobody asks for are cut out before parsing: they are most
//! of a page. Parsers go back over the elements that stand open and over a tag's attributes, so both are bounded. The
//! tree is looked at while it grows: a few bytes can make a parser repeat hundreds of elements.

mod tag;

pub(super) use tag::{CALLED, DATES};

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
/// Bytes of a drawing.
const LARGEST_DRAWING: usize = 64 << 10;

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
    let mut is_behind_block = false;
    while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, tag) = rest.split_at(open);
        let is_block = is_block(tag);
        // Blanks beside a block are not printed, and each would be a node of the tree.
        let is_seen =
            !(is_behind_block || is_block) || !before.bytes().all(|byte| byte.is_ascii_whitespace());
        if is_seen {
            kept.push_str(before);
        }
        is_behind_block = is_block || (is_behind_block && !is_seen && tag.starts_with("<!--"));
        rest = push_tag(&mut kept, tag);
    }
    kept.push_str(rest);
    kept
}

/// Whether a tag is that of an element that begins and ends a line.
fn is_block(tag: &str) -> bool {
    const BLOCKS: [&str; 14] = [
        "div", "p", "li", "ul", "section", "article", "header", "tr", "td", "table", "h2", "h3", "main",
        "footer",
    ];
    let name = tag[1..].strip_prefix('/').unwrap_or(&tag[1..]);
    let length = name.bytes().take(8).take_while(u8::is_ascii_alphanumeric).count();
    BLOCKS.contains(&&name[..length])
}

/// Appends what is kept of the tag, comment or program that starts here; gives what stands behind it.
fn push_tag<'t>(kept: &mut String, tag: &'t str) -> &'t str {
    if let Some(comment) = tag.strip_prefix("<!--") {
        // A comment may end with the dashes it starts with: `<!-->`.
        let end = memchr::memmem::find(&tag.as_bytes()[2..], b"-->").map(|end| end + 5);
        return end.map_or(&comment[comment.len()..], |end| &tag[end..]);
    }
    if !tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        kept.push('<');
        return &tag[1..];
    }
    let length = tag[1..].bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let (name, whole) = (&tag[1..=length], tag_end(tag));
    let (start, behind) = tag.split_at(whole);
    if let Some(behind) = behind_drawing(start, name, behind) {
        return behind;
    }
    let is_script = name.eq_ignore_ascii_case("script");
    let is_data = || is_script && is_json_ld(start);
    if is_program(name) && !is_data() {
        return behind_end_tag(behind, name);
    }
    tag::push(kept, start);
    if is_script {
        // Data is kept as it is, whatever looks like a tag inside it.
        let (data, behind) = behind.split_at(behind.len() - behind_end_tag(behind, name).len());
        kept.push_str(data);
        return behind;
    }
    behind
}

/// What stands behind a drawing, or behind what is shown where programs do not run. None where its end is not plain:
/// the parser knows what breaks out of it.
fn behind_drawing<'t>(start: &str, name: &str, behind: &'t str) -> Option<&'t str> {
    if !matches!(name, "svg" | "noscript") {
        return None;
    }
    if start.ends_with("/>") {
        return Some(behind);
    }
    let bytes = behind.as_bytes();
    let near = &bytes[..bytes.len().min(LARGEST_DRAWING)];
    let mut named = memchr::memmem::find_iter(near, name);
    let end = named.find(|&at| at > 0 && matches!(bytes[at - 1], b'<' | b'/'))?;
    let inside = behind[..end].strip_suffix("</")?;
    let is_story = |at: usize| {
        matches!(inside.as_bytes()[at + 1..], [b'p', b'>' | b' ', ..] | [b'd', b'i', ..] | [b'h', b'1', ..])
    };
    let breaks_out = name == "svg" && memchr::memchr_iter(b'<', inside.as_bytes()).any(is_story);
    let close = memchr::memchr(b'>', &bytes[end..]).filter(|_| !breaks_out)?;
    Some(&behind[end + close + 1..])
}

/// Whether a tag or a type is that of JSON-LD. Some templates escape the plus sign of attributes, and nothing here is
/// unescaped before the parser sees it.
pub(super) fn is_json_ld(kind: &str) -> bool {
    const PLUS: [&str; 4] = ["+", "&#x2b;", "&#43;", "&plus;"];
    let kind = kind.to_ascii_lowercase();
    let mut behind = kind.split("ld").skip(1);
    behind.any(|rest| {
        PLUS.iter().any(|plus| rest.strip_prefix(plus).is_some_and(|rest| rest.starts_with("json")))
    })
}

fn is_program(name: &str) -> bool {
    const PROGRAMS: [&str; 7] = ["script", "style", "iframe", "textarea", "noframes", "noembed", "xmp"];
    PROGRAMS.iter().any(|program| name.eq_ignore_ascii_case(program))
}

/// The length of a tag: up to the first `>` outside of quotes; to the end of the page where there is none.
fn tag_end(tag: &str) -> usize {
    let bytes = tag.as_bytes();
    let mut at = 0;
    while let Some(step) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        let here = at + step;
        if bytes[here] == b'>' {
            return here + 1;
        }
        at = here + 1;
        // A quote opens a value only behind an equals sign; elsewhere it is an apostrophe.
        let is_value = bytes[..here].trim_ascii_end().ends_with(b"=");
        if is_value {
            let Some(end) = memchr::memchr(bytes[here], &bytes[at..]) else { break };
            at += end + 1;
        }
    }
    tag.len()
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
