//! What a line of a dump is. In: one line. Out: its kind, judged by its form alone; what the kind means where
//! it stands is [`super`]'s question.

use crate::{date, text};
use regex::Regex;
use std::sync::LazyLock;

/// A line by its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<'t> {
    /// ` date 2026-02-04 https://...`: the day as printed, empty when there is none, and the address.
    Header { day: &'t str, url: &'t str },
    /// A place in a page's tree: nothing for readers.
    XPath,
    /// A point in time, existing or not.
    Time(&'t str),
    /// An address that ends or is shaped like a picture's.
    Image(&'t str),
    /// Any other address.
    Url(&'t str),
    /// An address for mail, alone.
    Email(&'t str),
    /// A telephone number, alone.
    Telephone(&'t str),
    /// A publisher's name, mail, telephone, legal name and logo size in one line.
    Organization(&'t str),
    /// A year, alone.
    Year(i32),
    /// A locale with its region: `en_EN`.
    Locale(&'t str),
    /// A genre's name.
    Genre(&'t str),
    /// A list with commas.
    Keywords(&'t str),
    /// A sentence or more.
    Prose(&'t str),
    /// A few words: a headline, a name, a tag.
    Short(&'t str),
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|\s)date(?:\s+(\d{4}(?:-\d{1,2}){0,2}|[Nn]one|null|-))?\s+(https?://\S+)$")
});
static XPATH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^/{1,2}(?:\*|[a-z][a-z0-9]*)(?:\[[^\]]*\])?(?:/|$)"));
static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"));
static TELEPHONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+?\(?\d[\d\s().-]{6,20}$"));
static LOCALE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[a-z]{2,3}[_-][A-Za-z]{2,4}$"));
static IMAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:$|[?#:!])|^https?://(?:img|image|images|cdn\d*)\.[^/]+/.*\d+x\d+",
    )
});

/// Genres as the schema.org vocabulary's users print them.
const GENRES: [&str; 12] = [
    "News",
    "Opinion",
    "Analysis",
    "Interview",
    "Feature",
    "Features",
    "Editorial",
    "Commentary",
    "Review",
    "Column",
    "Article",
    "NewsArticle",
];

impl<'t> Line<'t> {
    /// Classifies one trimmed, non-empty line.
    pub(super) fn of(text: &'t str) -> Self {
        if let Some(header) = Self::header(text) {
            return header;
        }
        if text.starts_with("http://") || text.starts_with("https://") {
            return Self::address(text);
        }
        if XPATH.is_match(text) && !text.contains(". ") {
            return Self::XPath;
        }
        if let Some(mail) = EMAIL.find(text) {
            if mail.len() == text.len() {
                return Self::Email(text);
            }
            // One line of an organization is a name and numbers around the address, never a sentence.
            if mail.start() > 0
                && text.len() < 300
                && !text::ends_with_stop(text)
                && text[mail.end()..].contains(' ')
            {
                return Self::Organization(text);
            }
        }
        Self::small(text).unwrap_or(if is_prose(text) { Self::Prose(text) } else { Self::Short(text) })
    }

    /// The header line, with or without page furniture before it.
    pub(super) fn header(text: &'t str) -> Option<Self> {
        let parts = HEADER.captures(text.trim())?;
        let day = parts.get(1).map_or("", |day| day.as_str());
        Some(Self::Header { day, url: parts.get(2)?.as_str() })
    }

    fn address(text: &'t str) -> Self {
        if text.contains(char::is_whitespace) {
            Self::Prose(text)
        } else if IMAGE.is_match(text) {
            Self::Image(text)
        } else {
            Self::Url(text)
        }
    }

    /// Lines of numbers, codes and lists.
    fn small(text: &'t str) -> Option<Self> {
        if text.len() == 4
            && (text.starts_with("19") || text.starts_with("20"))
            && let Ok(year) = text.parse()
        {
            return Some(Self::Year(year));
        }
        if date::is_iso_form(text) {
            return Some(Self::Time(text));
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 7 && TELEPHONE.is_match(text) {
            return Some(Self::Telephone(text));
        }
        if LOCALE.is_match(text) {
            return Some(Self::Locale(text));
        }
        if GENRES.contains(&text) {
            return Some(Self::Genre(text));
        }
        is_keywords(text).then_some(Self::Keywords(text))
    }
}

/// Short pieces between commas that start in lower case or are many: a headline has neither.
fn is_keywords(text: &str) -> bool {
    if text::ends_with_stop(text) || text.contains(['"', '“', ';', ':']) {
        return false;
    }
    let pieces: Vec<&str> = text.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let short = pieces.iter().all(|piece| piece.split_whitespace().count() <= 5);
    let lower = pieces.iter().all(|piece| piece.chars().next().is_some_and(|c| !c.is_uppercase()));
    let few_words = pieces.iter().all(|piece| piece.split_whitespace().count() <= 3);
    short && ((pieces.len() >= 2 && lower) || (pieces.len() >= 5 && few_words))
}

/// A sentence or more: ends like one and is longer than a name, or is longer than headlines are.
fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (text::ends_with_stop(text) && words >= 6) || words > 30 || text.chars().count() > 220
}

/// The parts of a publisher's line: what stands before the address, the address, and the rest.
pub(super) fn around_email(text: &str) -> Option<(&str, &str, &str)> {
    let mail = EMAIL.find(text)?;
    Some((text[..mail.start()].trim(), mail.as_str(), text[mail.end()..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_by_their_form() {
        let cases = [
            (
                " date 2031-05-02 https://a.example/x.html",
                Line::Header { day: "2031-05-02", url: "https://a.example/x.html" },
            ),
            (
                "Home | News date 2031-05 https://a.example/x",
                Line::Header { day: "2031-05", url: "https://a.example/x" },
            ),
            ("date none https://a.example/x", Line::Header { day: "none", url: "https://a.example/x" }),
            ("/html/body/div[2]/p", Line::XPath),
            ("//*[@id=\"story\"]/p[1]", Line::XPath),
            ("2031-05-02T10:00+0000", Line::Time("2031-05-02T10:00+0000")),
            ("2031-02-30T10:00+0000", Line::Time("2031-02-30T10:00+0000")),
            ("https://cdn.a.example/1.jpg", Line::Image("https://cdn.a.example/1.jpg")),
            ("https://a.example/story", Line::Url("https://a.example/story")),
            ("desk@a.example", Line::Email("desk@a.example")),
            ("+99 (12) 345-67-89", Line::Telephone("+99 (12) 345-67-89")),
            ("2031", Line::Year(2031)),
            ("en_EN", Line::Locale("en_EN")),
            ("News", Line::Genre("News")),
            ("norland, talks, peace", Line::Keywords("norland, talks, peace")),
            ("norland", Line::Short("norland")),
            ("Norland, Sudria, Estia Sign Grain Deal", Line::Short("Norland, Sudria, Estia Sign Grain Deal")),
        ];
        for (text, expected) in cases {
            assert_eq!(Line::of(text.trim()), expected, "{text}");
        }
    }

    #[test]
    fn an_organization_in_one_line_is_no_prose() {
        let line = "Norland Wire desk@norland.example +9912345678 NWA „Norland Wire“ 252 60";
        assert_eq!(Line::of(line), Line::Organization(line));
        let prose = "Write to desk@norland.example if you saw the accident.";
        assert_eq!(Line::of(prose), Line::Prose(prose));
    }
}
