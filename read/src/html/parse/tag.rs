//! A start tag without what nobody asks of it. In: a tag. Out: its name and the attributes that readers of pages look
//! at. Most of a page's markup is attributes for programs and styles, and each costs the parser more than looking
//! past it here.

/// Attributes of one element: parsers compare each with all before it.
const MOST: usize = 256;

/// What is asked: by the witnesses, the marks of boxes, the outline, pictures in fragments, and by the parser itself
/// (`type` of `input`).
const ASKED: [&str; 25] = [
    "class",
    "id",
    "href",
    "src",
    "style",
    "alt",
    "rel",
    "type",
    "name",
    "content",
    "value",
    "property",
    "itemprop",
    "itemtype",
    "typeof",
    "datetime",
    "title",
    "role",
    "hidden",
    "aria-hidden",
    "lang",
    "http-equiv",
    "width",
    "height",
    "encoding",
];

/// Attributes that tell scripts when a story was published.
pub(in crate::html) const DATES: [&str; 12] = [
    "data-date",
    "data-date-published",
    "data-datetime",
    "data-publish-date",
    "data-published",
    "data-published-at",
    "data-published-date",
    "data-pubdate",
    "data-time",
    "data-timestamp",
    "data-utc",
    "data-utc-time",
];

/// Attributes that name an element as a class does.
pub(in crate::html) const CALLED: [&str; 2] = ["data-component", "data-testid"];

/// Appends a tag. One of more attributes than any real one loses them all.
pub(super) fn push(kept: &mut String, tag: &str) {
    let name = find(tag.as_bytes(), 0, is_blank);
    let Some(inner) = tag[name..].strip_suffix('>') else {
        kept.push_str(tag);
        return;
    };
    kept.push_str(&tag[..name]);
    let start = kept.len();
    let (mut rest, mut count) = (inner, 0);
    while let Some(attribute) = Attribute::first(rest) {
        if attribute.is_asked() {
            kept.push(' ');
            kept.push_str(attribute.whole);
        }
        count += 1;
        rest = attribute.behind;
    }
    if count > MOST {
        kept.truncate(start);
    }
    kept.push_str(if rest.trim_end().ends_with('/') { " />" } else { ">" });
}

/// An attribute as printed.
struct Attribute<'t> {
    name: &'t str,
    whole: &'t str,
    behind: &'t str,
}

impl<'t> Attribute<'t> {
    /// The first attribute of what stands behind a tag's name (HTML standard, "before attribute name state" and on).
    fn first(rest: &'t str) -> Option<Self> {
        let bytes = rest.as_bytes();
        let start = bytes.iter().position(|&byte| !is_blank(byte) && byte != b'/')?;
        let is_end = |byte: u8| is_blank(byte) || matches!(byte, b'=' | b'/');
        let name_end = find(bytes, start + 1, is_end);
        let equals = find(bytes, name_end, |byte| !is_blank(byte));
        let end = if bytes.get(equals) == Some(&b'=') {
            value_end(bytes, find(bytes, equals + 1, |byte| !is_blank(byte)))
        } else {
            name_end
        };
        Some(Self { name: &rest[start..name_end], whole: &rest[start..end], behind: &rest[end..] })
    }

    /// Whether it tells a date to those who do not see the page.
    fn is_dated(&self) -> bool {
        self.name.eq_ignore_ascii_case("aria-label") && self.whole.contains("20")
    }

    /// Whether it names a byline to those who test the page: where classes are made by machines it alone does.
    fn is_of_byline(&self) -> bool {
        CALLED.contains(&self.name) && self.whole.contains("byline")
    }

    fn is_asked(&self) -> bool {
        // Most of what scripts are told is long, and of no use here.
        let is_for_scripts = self.name.as_bytes().get(..5).is_some_and(|start| start == b"data-");
        let asked: &[&str] = if is_for_scripts { &DATES } else { &ASKED };
        asked.iter().any(|asked| self.name.eq_ignore_ascii_case(asked))
            || self.is_dated()
            || self.is_of_byline()
    }
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// Where the first such byte is from here on; the end where there is none.
fn find(bytes: &[u8], from: usize, is_one: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|&byte| is_one(byte)).map_or(bytes.len(), |at| from + at)
}

/// The end of the value that starts here.
fn value_end(bytes: &[u8], start: usize) -> usize {
    match bytes.get(start) {
        Some(&quote @ (b'"' | b'\'')) => {
            let end = memchr::memchr(quote, &bytes[start + 1..]);
            end.map_or(bytes.len(), |end| start + end + 2)
        }
        _ => find(bytes, start, is_blank),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn tags_keep_what_is_asked_of_them() {
        let cases = [
            ("<p>", "<p>"),
            ("<br/>", "<br/>"),
            ("<x-box data-a class=b>", "<x-box class=b>"),
            ("<p class=\"a > b\" data-x='1' onclick=go() id=y>", "<p class=\"a > b\" id=y>"),
            ("<A HREF = /x/ target=_blank>", "<A HREF = /x/>"),
            ("<p data-a=\"class='b'\"class=c hidden>", "<p class=c hidden>"),
            ("<img data-src=\"a\" src='b' />", "<img src='b' />"),
            ("<p class=\"open>", "<p class=\"open>"),
            ("<p =x class=y>", "<p class=y>"),
            ("<p aria-label='Close'>", "<p>"),
            ("<p aria-label='9 January 2026'>", "<p aria-label='9 January 2026'>"),
            ("<p data-date=2026-01-09 data-dates=1>", "<p data-date=2026-01-09>"),
            ("<p data-testid=byline-name data-component=text>", "<p data-testid=byline-name>"),
        ];
        for (tag, expected) in cases {
            let mut kept = String::new();
            super::push(&mut kept, tag);
            assert_eq!(kept, expected, "{tag}");
        }
        let mut kept = String::new();
        super::push(&mut kept, &format!("<p {}>", "class=x ".repeat(1000)));
        assert_eq!(kept, "<p>");
    }
}
