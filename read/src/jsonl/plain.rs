//! The plain variant that pipelines use. In: `{"id", "text", "title", "date", "publisher"}`, all but the text
//! optional. Out: an article; the first line stands in for a missing title.

use crate::{Page, Rejection, date, text};
use extract::{Article, Publisher};
use serde_json::{Map, Value};

/// Whether an object is written in the plain variant.
pub(super) fn is_plain(object: &Map<String, Value>) -> bool {
    object.contains_key("text") && !object.contains_key("body")
}

/// Reads a plain object.
pub(super) fn read(object: &Map<String, Value>, place: &str) -> Result<Page, Rejection> {
    let value = |key: &str| object.get(key).and_then(printed);
    let mut notes = Vec::new();
    let body = text::paragraphs(value("text").unwrap_or_default().lines());
    let first = body.lines().next().unwrap_or_default();
    let headline =
        value("title").and_then(|title| text::some_line(&title)).unwrap_or_else(|| first.to_owned());
    if body.is_empty() {
        let what = "\"text\" must hold the story".to_owned();
        return Err(Rejection::NoArticle { place: place.to_owned(), what });
    }
    let when = value("date").and_then(|printed| {
        let when = date::parse(&printed);
        if when.is_none() {
            notes.push(format!("the date {printed:?} does not exist and was left out"));
        }
        when
    });
    let url = value("url");
    let domain = url.as_deref().and_then(crate::address::host);
    let publisher = value("publisher").map(|name| Publisher { name, domain, ..Publisher::default() });
    let article = Article {
        url,
        external_id: value("id"),
        headline,
        body,
        publisher,
        language: value("language").and_then(|tag| text::language(&tag)),
        published_at: when.and_then(|when| when.at),
        published_on: when.filter(|when| when.at.is_none()).map(|when| when.day),
        ..Article::default()
    };
    Ok(Page { article, extraction: None, notes })
}

/// Strings, and numbers as they are printed: ids are often both.
fn printed(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
