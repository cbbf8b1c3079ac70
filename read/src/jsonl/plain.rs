//! The plain variant that pipelines use. In: `{"id", "text", "title", "date", "publisher"}`, all but the text
//! optional. Out: an article; the first line stands in for a missing title.

use crate::json::printed;
use crate::{Page, Rejection, date, text};
use extract::{Article, Publisher};
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

const KEYS: [&str; 7] = ["id", "text", "title", "date", "publisher", "url", "language"];

/// The keys of an object that is written in the plain variant: with a text and no body.
pub(super) fn keys(line: &str) -> Option<Map<String, Value>> {
    let Known(keys) = serde_json::from_str(line).ok()?;
    keys.contains_key("text").then_some(keys)
}

/// What is known of a plain object; what stands beside it, which can be far longer, is not made into values. One with a
/// body is left at its body.
struct Known(Map<String, Value>);

impl<'d> Deserialize<'d> for Known {
    fn deserialize<D: Deserializer<'d>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Object)
    }
}

struct Object;

impl<'d> Visitor<'d> for Object {
    type Value = Known;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an object")
    }

    fn visit_map<A: MapAccess<'d>>(self, mut map: A) -> Result<Known, A::Error> {
        let mut keys = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == "body" {
                return Err(A::Error::custom("an article of newsgraph's own"));
            }
            if KEYS.contains(&key.as_str()) {
                keys.insert(key, map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Known(keys))
    }
}

/// Reads a plain object.
pub(super) fn read(object: &Value, place: &str) -> Result<Page, Rejection> {
    let value = |key: &str| printed(&object[key]);
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
