//! What a document is, by its content. In: the first bytes. Out: its format, or what kind of binary it is.

use crate::{Format, decode, dump};
use memchr::memmem;
use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// How many bytes are looked at; a feed's root may stand behind a long comment.
pub(crate) const HEAD: usize = 16 << 10;

/// First bytes of files that people put among documents by mistake.
const MAGIC: [(&[u8], &str); 9] = [
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it, or pack it as gz, zst or bz2"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"SQLite format 3", "an SQLite database"),
];

/// What kind of binary this is; none for text.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
    let head = &bytes[..bytes.len().min(HEAD)];
    let controls = head.iter().filter(|&&b| b < 9 || (14..32).contains(&b) && b != 27).count();
    let is_tar = head.get(257..262) == Some(b"ustar");
    let magic = magic.or_else(|| is_tar.then_some("a tar archive; unpack it first"));
    magic.or_else(|| {
        (decode::wide(head).is_none() && (head.contains(&0) || controls * 10 > head.len()))
            .then_some("control bytes")
    })
}

static COMMENTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)<!--.*?-->|<\?.*?\?>|<![^>\[]*(?:\[[^\]]*\]\s*)?>").expect("a constant pattern")
});
static ROOT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)").expect("a constant pattern"));

/// The format of a document that starts with these bytes.
pub(crate) fn format(head: &[u8]) -> Format {
    if head.starts_with(b"WARC/") || head.starts_with(b"filedesc://") {
        return Format::Warc;
    }
    let text = match decode::wide(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&head[mark..]).0,
        None => String::from_utf8_lossy(head),
    };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    match start.as_bytes().first() {
        Some(b'<') => markup(start),
        Some(b'{' | b'[') => json(start),
        _ if start.lines().any(dump::is_header) => Format::Dump,
        _ if is_page(&start.to_lowercase()) => Format::Html,
        _ => Format::Dump,
    }
}

fn is_page(lower: &str) -> bool {
    lower.contains("<html") || lower.contains("<!doctype html") || lower.contains("<body")
}

fn markup(start: &str) -> Format {
    let bare = COMMENTS.replace_all(start, "");
    let root = ROOT.captures(&bare).map_or("", |parts| parts.get(1).map_or("", |root| root.as_str()));
    match root {
        "rss" | "feed" | "RDF" | "channel" | "entry" => Format::Feed,
        "newsItem" | "newsMessage" | "packageItem" | "conceptItem" | "knowledgeItem" | "planningItem"
        | "catalogItem" | "nitf" => Format::NewsMl,
        _ => Format::Html,
    }
}

/// What XML that holds no page is; none for pages and for what may be one.
pub(crate) fn other_xml(text: &str) -> Option<String> {
    /// Roots of pages and of parts of them.
    const PAGES: [&str; 12] =
        ["html", "head", "body", "div", "article", "section", "main", "p", "span", "table", "wml", ""];
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let head = &start[..start.floor_char_boundary(HEAD)];
    let bare = COMMENTS.replace_all(head, "");
    let root = ROOT.captures(&bare).map(|parts| parts[1].to_owned()).unwrap_or_default();
    match root.to_lowercase().as_str() {
        _ if !start.starts_with('<') => None,
        "urlset" | "sitemapindex" => Some("a sitemap".to_owned()),
        "newsml" => Some("NewsML 1".to_owned()),
        "opml" => Some("OPML".to_owned()),
        lower if start.starts_with("<?xml ") && !PAGES.contains(&lower) => {
            Some(format!("XML with the root {root:?}"))
        }
        _ => None,
    }
}

/// JSON by its keys: by those of the first line if it is whole, else by what the head shows.
fn json(start: &str) -> Format {
    if let Some(Ok(value)) = start.lines().next().map(serde_json::from_str::<Value>) {
        return json_value(&value);
    }
    let has = |key: &str| memmem::find(start.as_bytes(), format!("\"{key}\"").as_bytes()).is_some();
    if start.contains("jsonfeed.org/version") {
        Format::Feed
    } else if has("@context") || has("@type") || has("@graph") {
        Format::JsonLd
    } else {
        by_keys(has)
    }
}

/// Whether JSON is written a document a line: its first line is a whole object, or so many objects begin lines that
/// they cannot be parts of one. A pretty-printed document has no whole value in its first line.
pub(crate) fn is_json_lines(head: &[u8]) -> bool {
    let head = head.strip_prefix(decode::MARK).unwrap_or(head);
    let mut lines =
        head.split(|&byte| byte == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace));
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let is_whole = serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok();
    let is_object = |line: &[u8]| line.starts_with(b"{");
    let is_long = first.len() >= HEAD;
    is_object(first) && (is_whole || is_long || is_object(second))
}

/// The format of a whole JSON document.
pub(crate) fn json_value(value: &Value) -> Format {
    let first = match value {
        Value::Array(items) => items.first().unwrap_or(value),
        _ => value,
    };
    let has = |key: &str| first.get(key).is_some();
    let is_feed = first.get("version").and_then(Value::as_str).is_some_and(|v| v.contains("jsonfeed.org"));
    if is_feed {
        Format::Feed
    } else if has("@context") || has("@type") || has("@graph") {
        Format::JsonLd
    } else {
        by_keys(has)
    }
}

/// The format of an object by the keys that no other has.
fn by_keys(has: impl Fn(&str) -> bool) -> Format {
    if is_ninjs(&has) {
        Format::Ninjs
    } else if has("quotes") && has("url") && !has("body") {
        Format::Gqg
    } else if has("quotation") && has("quoteID") || has("quotations") && has("articleID") {
        Format::Quotebank
    } else {
        Format::Jsonl
    }
}

/// ninjs items have a `uri` beside keys that no other format has; wire items of dpa have a `urn`.
fn is_ninjs(has: impl Fn(&str) -> bool) -> bool {
    let keys =
        ["versioncreated", "versionCreated", "headlines", "bodies", "renditions", "pubstatus", "pubStatus"];
    let more = ["body_text", "body_html", "body_xhtml", "associations", "contentcreated"];
    (has("uri") && keys.into_iter().chain(more).any(&has))
        || has("urn") && (has("article_html") || has("version_created"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_content() {
        let cases = [
            (" date 2031-05-02 https://a.example/x\nH\n", Format::Dump),
            ("A headline\nA story.", Format::Dump),
            ("<!doctype html><p>", Format::Html),
            ("<?xml version='1.0'?><!-- <html> --><rss>", Format::Feed),
            ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", Format::Feed),
            ("<newsMessage>", Format::NewsMl),
            ("{\"headline\":\"H\",\"body\":\"B\"}\n", Format::Jsonl),
            ("{\n \"uri\": \"x\", \"versioncreated\": \"\"", Format::Ninjs),
            ("[{\"@type\":\"NewsArticle\"}]", Format::JsonLd),
            ("{\"version\":\"https://jsonfeed.org/version/1.1\"}", Format::Feed),
            ("WARC/1.0\r\n", Format::Warc),
            ("{\"date\":\"\",\"url\":\"\",\"quotes\":[]}\n", Format::Gqg),
            ("{\"quoteID\":\"1\",\"quotation\":\"x\",\"urls\":[]}\n", Format::Quotebank),
            ("<nitf><body/></nitf>", Format::NewsMl),
        ];
        for (head, expected) in cases {
            assert_eq!(format(head.as_bytes()), expected, "{head}");
        }
    }

    #[test]
    fn binaries_are_named() {
        assert_eq!(binary(b"%PDF-1.7"), Some("a PDF file"));
        assert_eq!(binary(b"a\0b"), Some("control bytes"));
        assert_eq!(binary("Přehled\n".as_bytes()), None);
    }
}
