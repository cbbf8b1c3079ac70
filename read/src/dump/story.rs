//! Where the properties end and the story starts. In: the lines after the headline. Out: the property lines and
//! the body, its paragraphs apart by one line feed.

use super::line::Line;
use crate::text;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A dump in two.
#[derive(Debug)]
pub(super) struct Parts<'a, 't> {
    /// The lines before the story, or all of them when there is none.
    pub(super) properties: &'a [Line<'t>],
    /// The story; empty when only properties were printed.
    pub(super) body: String,
    /// A headline right before the story that differs from the first one.
    pub(super) second_headline: Option<String>,
}

/// Finds the story: after the headline's last copy when properties stand before that copy, else after the last
/// line that can only be a property.
pub(super) fn find<'a, 't>(lines: &'a [Line<'t>], headline: &str) -> Parts<'a, 't> {
    let copies = lines.iter().take_while(|line| line.words() == Some(headline)).count();
    let first_property = lines.iter().position(is_property);
    let last_copy = lines.iter().rposition(|line| line.words() == Some(headline));
    let last_property = lines.iter().rposition(is_property);
    let start = match (first_property, last_copy, last_property) {
        (None, _, _) => copies,
        (Some(first), Some(copy), _) if copy > first => copy + 1,
        (_, _, Some(last)) => last + 1,
        _ => lines.len(),
    };
    let (Some(_), story) = (first_property, &lines[start..]) else {
        // A headline and a story alone have no properties to read.
        return Parts { properties: &[], body: body(&lines[start..], headline), second_headline: None };
    };
    if !story.iter().any(|line| matches!(line, Line::Prose(_))) {
        return Parts { properties: lines, body: String::new(), second_headline: None };
    }
    let after_copy = start > 0 && lines[start - 1].words() == Some(headline);
    let (second_headline, story) = if after_copy { (None, story) } else { split_headline(story) };
    Parts { properties: &lines[..start], body: body(story, headline), second_headline }
}

/// A reworded headline may stand where the first one's copy is expected.
fn split_headline<'a, 't>(story: &'a [Line<'t>]) -> (Option<String>, &'a [Line<'t>]) {
    match story {
        [Line::Short(words), rest @ ..]
            if words.split_whitespace().count() >= 4
                && !is_dateline(words)
                && matches!(rest.first(), Some(Line::Prose(_))) =>
        {
            (Some(text::one_line(words)), rest)
        }
        _ => (None, story),
    }
}

/// Forms that no story has on a line of their own. An address or a year alone may stand in a story.
fn is_property(line: &Line<'_>) -> bool {
    !matches!(line, Line::Header { .. } | Line::XPath | Line::Prose(_) | Line::Short(_))
}

fn is_dateline(words: &str) -> bool {
    words.contains(" - ") && words.contains('(')
}

fn body(lines: &[Line<'_>], headline: &str) -> String {
    let paragraphs: Vec<&str> = lines.iter().map(Line::text).collect();
    if let [only] = paragraphs[..] {
        return unglue(only, headline);
    }
    text::paragraphs(paragraphs)
}

static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(\p{Ll}[.!?])(["”»]?)(["“„«]?)(\p{Lu})"#;
    Regex::new(pattern).expect("a constant pattern")
});

/// A story in one line: the headline may be glued before it, and sentences without a blank between them were
/// two paragraphs.
fn unglue(story: &str, headline: &str) -> String {
    let story = match story.strip_prefix(headline) {
        Some(rest) if !text::ends_with_stop(headline) && !rest.trim().is_empty() => rest,
        _ => story,
    };
    let apart = GLUED.replace_all(story, |parts: &Captures<'_>| {
        let before = &story[..parts.get(1).map_or(0, |end| end.end())];
        // A straight mark alone closes a quotation only if one is open.
        let opens = &parts[2] == "\"" && before.matches('"').count() % 2 == 0;
        let (closing, opening) = if opens { ("", "\"") } else { (&parts[2], &parts[3]) };
        format!("{}{closing}\n{opening}{}", &parts[1], &parts[4])
    });
    text::paragraphs(apart.lines())
}

impl<'t> Line<'t> {
    /// The line as printed.
    fn text(&self) -> &'t str {
        match self {
            Line::Header { url: text, .. } | Line::Time(text) | Line::Image(text) | Line::Url(text) => text,
            Line::Email(text) | Line::Telephone(text) | Line::Organization(text) | Line::Locale(text) => text,
            Line::Genre(text) | Line::Keywords(text) | Line::Prose(text) | Line::Short(text) => text,
            // A year alone is no paragraph, and a place in a tree is nothing for readers.
            Line::Year(_) | Line::XPath => "",
        }
    }
}
