//! A start tag without what nobody asks of it. In: a tag. Out: its name and the attributes that readers of pages look
//! at. Most of a page's markup is attributes for programs and styles, and each costs the parser more than looking
//! past it here.

/// Attributes of one element: parsers compare each with all before it.
const MOST: usize = 256;

/// What is asked: by the witnesses, the marks of boxes, the outline, pictures in fragments, and by the parser itself
/// (`type` of `input`).
const ASKED: [&str; 24] = [
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
    "role",
    "hidden",
    "aria-hidden",
    "lang",
    "http-equiv",
    "width",
    "height",
    "encoding",
];

/// Appends a tag. One of more attributes than any real one loses them all.
pub(super) fn push(kept: &mut String, tag: &str) {
    let name = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
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
        let is_blank = |c: char| c.is_ascii_whitespace();
        let start = rest.trim_start_matches(|c: char| is_blank(c) || c == '/');
        let first = start.chars().next()?;
        let is_end = |c: char| is_blank(c) || matches!(c, '=' | '/');
        let name_end = start[first.len_utf8()..].find(is_end).map_or(start.len(), |at| at + first.len_utf8());
        let (name, behind) = start.split_at(name_end);
        let end = match behind.trim_start_matches(is_blank).strip_prefix('=') {
            Some(value) => start.len() - behind_value(value.trim_start_matches(is_blank)).len(),
            None => name_end,
        };
        let (whole, behind) = start.split_at(end);
        Some(Self { name, whole, behind })
    }

    fn is_asked(&self) -> bool {
        ASKED.iter().any(|asked| self.name.eq_ignore_ascii_case(asked))
    }
}

/// What stands behind the value that starts here.
fn behind_value(value: &str) -> &str {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => value[1..].find(quote).map_or(value.len(), |at| at + 2),
        None => value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len()),
    };
    &value[end..]
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
