//! A text dump of an article page's schema.org properties, one a line, without labels. In: the text of one
//! dump. Out: the page, with notes where its properties disagree.
//!
//! The order is header, headlines, publisher, standfirst, times, section and tags, picture, the story's first
//! copy, related links, the publisher's block (often several times), keywords, and last the headline again with
//! the story. Any of them may be missing, so a line is known by its form ([`mod@line`]), what stands around it gives
//! the meaning ([`property`]), and the story is what follows the last property ([`story`]).

mod check;
mod line;
mod property;
mod story;

use crate::{Page, Rejection, date, text};
use chrono::NaiveDate;
use extract::Article;
use line::Line;

/// Whether this line opens a dump: ` date 2026-02-04 https://...`.
pub(crate) fn is_header(line: &str) -> bool {
    Line::header(line).is_some()
}

/// The address in a header line.
pub(crate) fn header_url(line: &str) -> Option<&str> {
    match Line::header(line)? {
        Line::Header { url, .. } => Some(url),
        _ => None,
    }
}

/// Reads one dump.
pub(crate) fn read(content: &str, place: &str) -> Result<Page, Rejection> {
    let lines: Vec<Line<'_>> = content
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(Line::of)
        .filter(|line| *line != Line::XPath)
        .collect();
    let mut notes = Vec::new();
    let mut article = Article::default();
    let header_day = header(&lines, &mut article, &mut notes);

    let lines = after_header(&lines);
    let Some((at, headline)) = first_text(lines) else {
        return Err(missing(place, "a headline and a story are expected after the line with the address"));
    };
    article.headline = text::one_line(headline);
    let lines = &lines[at + 1..];
    let parts = story::find(lines, headline);
    let mut found = property::read(parts.properties, &article, &mut notes);
    found.alternative_headline = found.alternative_headline.or(parts.second_headline);
    article.body = parts.body;
    if article.body.is_empty() {
        article.body = found.stand_in_story(&mut notes);
    }
    if article.body.is_empty() {
        return Err(missing(place, "there is a headline, yet no story after it"));
    }
    found.fill(&mut article);
    day_of(&mut article, header_day);
    check::compare(&article, &found, header_day, &mut notes);
    Ok(Page { article, extraction: None, notes })
}

fn missing(place: &str, what: &str) -> Rejection {
    Rejection::NoArticle { place: place.to_owned(), what: what.to_owned() }
}

/// Takes address and day from the header line, or from a lone address that opens the dump.
fn header(lines: &[Line<'_>], article: &mut Article, notes: &mut Vec<String>) -> Option<NaiveDate> {
    let mut day = None;
    let header = lines.iter().find_map(|line| match line {
        Line::Header { day, url } => Some((*day, *url)),
        _ => None,
    });
    match (header, lines.first()) {
        (Some((printed, url)), _) => {
            article.url = Some(url.to_owned());
            day = date::parse(printed).map(|when| when.day);
            if day.is_none() && printed.matches('-').count() == 2 {
                notes.push(format!("the header's date {printed} does not exist"));
            }
        }
        (None, Some(Line::Url(url))) => article.url = Some((*url).to_owned()),
        _ => notes.push("no line with an address: the document has no URL".to_owned()),
    }
    article.external_id = article.url.as_deref().and_then(external_id);
    day
}

/// What follows the header; page furniture before it is no part of the article.
fn after_header<'a, 't>(lines: &'a [Line<'t>]) -> &'a [Line<'t>] {
    let header = lines.iter().position(|line| matches!(line, Line::Header { .. }));
    header.map_or(lines, |at| &lines[at + 1..])
}

fn first_text<'t>(lines: &[Line<'t>]) -> Option<(usize, &'t str)> {
    lines.iter().enumerate().find_map(|(at, line)| line.words().map(|words| (at, words)))
}

/// The publisher's number of the article: the digits that end the address, before its extension.
fn external_id(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.trim_end_matches('/');
    let last = path.rsplit('/').next()?;
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let digits = stem.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    let apart = stem.len() == digits.len() || stem[..stem.len() - digits.len()].ends_with(['-', '_']);
    (digits.len() >= 5 && apart).then(|| digits.to_owned())
}

/// Without a time the day comes from the address, else from the header, which is the day of the crawl.
fn day_of(article: &mut Article, header_day: Option<NaiveDate>) {
    if article.day().is_none() {
        article.published_on = article.url.as_deref().and_then(date::in_url).or(header_day);
    }
}

impl<'t> Line<'t> {
    /// The words of a line that readers read as text.
    fn words(&self) -> Option<&'t str> {
        match self {
            Line::Prose(words) | Line::Short(words) | Line::Keywords(words) | Line::Genre(words) => {
                Some(words)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
