//! JSON documents. In: text. Out: its value, or a rejection that says where it breaks; and values as printed.

use crate::{Format, Rejection};
use serde_json::Value;

/// Objects and lists inside each other, as `serde_json` bounds them.
const DEEPEST: usize = 128;

/// Reads a document.
pub(crate) fn parse(text: &str, format: Format, place: &str) -> Result<Value, Rejection> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let place = place.to_owned();
        if error.to_string().contains("recursion limit") {
            return Rejection::TooDeep { place, limit: DEEPEST };
        }
        Rejection::Malformed { place, format: format.name(), what: error.to_string() }
    })
}

/// A string or number as printed; none when it is blank or something else.
pub(crate) fn printed(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The items of a list; a value alone is a list of one, null is none.
pub(crate) fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}
