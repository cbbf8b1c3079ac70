//! What no database keeps. In: the value of a line, and what was read from it. Out: the first field that holds it: a
//! character that ends texts, a day that has more digits than days have. One of them would end a whole run.

use chrono::{Datelike, NaiveDate};
use extract::{Article, Extraction};
use serde_json::Value;

/// Checks every text of a value for the character U+0000.
pub(super) fn check_texts(value: &Value) -> Result<(), String> {
    let told =
        |path: &str| format!("field {path}: the character U+0000 is no text, and databases do not keep it");
    nul(value).map_or(Ok(()), |path| Err(told(path.trim_start_matches('.'))))
}

/// The way to the first text with U+0000, as in `.extraction.quotes[0].cue`.
fn nul(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(at, item)| Some(format!("[{at}]{}", nul(item)?)))
        }
        Value::Object(fields) => {
            fields.iter().find_map(|(key, field)| Some(format!(".{key}{}", nul(field)?)))
        }
        _ => None,
    }
}

/// Checks that every day lies in the years that databases keep; that of an instant is its day in UTC.
pub(super) fn check_days(article: &Article, extraction: Option<&Extraction>) -> Result<(), String> {
    let instants = [
        ("created_at", article.created_at),
        ("published_at", article.published_at),
        ("modified_at", article.modified_at),
    ];
    for (name, at) in instants {
        at.map_or(Ok(()), |at| check_day(name, at.to_utc().date_naive()))?;
    }
    article.published_on.map_or(Ok(()), |day| check_day("published_on", day))?;
    let Some(found) = extraction else { return Ok(()) };
    let dateline = found.dateline.as_ref().and_then(|dateline| dateline.on);
    dateline.map_or(Ok(()), |day| check_day("extraction.dateline.on", day))?;
    let mut quotes = found.quotes.iter().enumerate();
    quotes.try_for_each(|(at, quote)| {
        let path = || format!("extraction.quotes[{at}].said.on");
        quote.said.as_ref().map_or(Ok(()), |said| check_day(&path(), said.on))
    })
}

fn check_day(path: &str, day: NaiveDate) -> Result<(), String> {
    let is_kept = (1..=9999).contains(&day.year());
    is_kept.then_some(()).ok_or_else(|| format!("field {path}: {day} is not within the years 0001 to 9999"))
}
