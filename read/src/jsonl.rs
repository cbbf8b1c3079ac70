//! newsgraph's own format: one article as JSON a line. In: a line. Out: the page, with what was extracted from
//! it when the line carries that; and back again without loss.
//!
//! Spans are counted in Unicode code points of the body, as everywhere outside the program. The plain variant
//! that pipelines use, `{"id", "text", "title", "date", "publisher"}`, is read too.

mod limits;
mod plain;
mod span;

use crate::{Page, Rejection, date, text};
use chrono::DateTime;
use extract::{Article, Extraction};
use serde::Serialize;
use serde_json::{Map, Value};

/// Reads one line.
pub(crate) fn read(line: &str, place: &str) -> Result<Page, Rejection> {
    let malformed = |what: String| Rejection::Malformed { place: place.to_owned(), format: "JSONL", what };
    if let Some(object) = plain::keys(line) {
        let object = Value::Object(object);
        limits::check_texts(&object).map_err(malformed)?;
        return plain::read(&object, place);
    }
    let value: Value = serde_json::from_str(line).map_err(|error| {
        if error.to_string().contains("recursion limit") {
            Rejection::TooDeep { place: place.to_owned(), limit: 128 }
        } else {
            malformed(format!("{error}; one JSON object a line was expected"))
        }
    })?;
    limits::check_texts(&value).map_err(malformed)?;
    let Value::Object(mut object) = value else {
        return Err(malformed(format!("found {}, one article object was expected", kind(&value))));
    };
    let extraction = object.remove("extraction").filter(|value| !value.is_null());
    let notes = unknown_keys(&object);
    complete_instants(&mut object);
    let mut article: Article = field("", Value::Object(object)).map_err(malformed)?;
    let may_be_empty = article.is_excerpt || article.is_withdrawn;
    if article.headline.trim().is_empty() || !may_be_empty && article.body.trim().is_empty() {
        let what = "\"headline\" must hold text, and \"body\" too unless \"is_excerpt\" is true".to_owned();
        return Err(Rejection::NoArticle { place: place.to_owned(), what });
    }
    article.language = article.language.map(|tag| text::language_in_case(&tag));
    article.body = with_line_feeds(article.body, extraction.is_some());
    let extraction = extraction.map(|value| field::<Extraction>("extraction.", value)).transpose();
    let extraction = extraction.map_err(malformed)?;
    limits::check_days(&article, extraction.as_ref()).map_err(malformed)?;
    if let Some(found) = &extraction {
        span::check(found, &article.body).map_err(malformed)?;
    }
    let extraction = extraction.map(|found| found.in_bytes(&article.body));
    Ok(Page { article, extraction, notes })
}

/// Instants may lack their seconds and write their zone in any way, as those of text dumps do.
fn complete_instants(object: &mut Map<String, Value>) {
    for name in ["created_at", "published_at", "modified_at"] {
        let Some(Value::String(printed)) = object.get_mut(name) else { continue };
        let is_whole = DateTime::parse_from_rfc3339(printed).is_ok();
        let at = date::parse(printed).and_then(|when| when.at);
        if let Some(at) = at.filter(|_| !is_whole && date::is_iso_form(printed)) {
            *printed = at.to_rfc3339();
        }
    }
}

/// Line feeds alone end paragraphs. Where spans count in the body, a blank keeps the place of what goes.
fn with_line_feeds(body: String, is_counted: bool) -> String {
    if !body.contains('\r') {
        return body;
    }
    let end = if is_counted { " \n" } else { "\n" };
    body.replace("\r\n", end).replace('\r', "\n")
}

/// Reads a value; an error names the field.
fn field<T: serde::de::DeserializeOwned>(prefix: &str, value: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let expected = match &path {
            path if path.ends_with("_at") => "; a time such as 2031-05-02T09:00:00Z was expected",
            path if path.ends_with("_on") => "; a day such as 2031-05-02 was expected",
            _ => "",
        };
        format!("field {prefix}{path}: {}{expected}", error.inner())
    })
}

/// A key that no article has is said, since what it holds is not kept.
fn unknown_keys(object: &Map<String, Value>) -> Vec<String> {
    let unknown = object.keys().filter(|key| !KEYS.contains(&key.as_str()));
    unknown.map(|key| format!("the key {key:?} is none of an article's and was left out")).collect()
}

const KEYS: [&str; 22] = [
    "url",
    "external_id",
    "headline",
    "alternative_headline",
    "description",
    "body",
    "is_excerpt",
    "is_withdrawn",
    "language",
    "section",
    "genre",
    "created_at",
    "published_at",
    "published_on",
    "modified_at",
    "publisher",
    "authors",
    "copyright",
    "images",
    "links",
    "tags",
    "keywords",
];

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "a list",
        Value::String(_) => "a string",
        Value::Number(_) => "a number",
        _ => "a value",
    }
}

/// An article and what was extracted from it, as they leave the program.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    article: &'a Article,
    #[serde(skip_serializing_if = "Option::is_none")]
    extraction: Option<Extraction>,
}

/// One article as a line of JSON without its line feed; spans leave in Unicode code points.
pub fn write_jsonl(article: &Article, extraction: Option<Extraction>) -> String {
    let extraction = extraction.map(|found| found.in_code_points(&article.body));
    let line = Line { article, extraction };
    // Neither type has keys that are no strings or numbers that are none, so writing cannot fail.
    serde_json::to_string(&line).unwrap_or_default()
}

#[cfg(test)]
mod tests;
