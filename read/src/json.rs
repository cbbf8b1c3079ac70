//! JSON documents. In: text. Out: its value, or a rejection that says where it breaks; and values as printed.

use crate::{Format, Rejection};
use serde::Serialize;
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

/// How JSON spells the character that texts are not kept with.
pub(crate) const NUL: &str = "\\u0000";

/// Whether any text in a value holds U+0000.
pub(crate) fn holds_nul(value: &impl Serialize) -> bool {
    fn holds(value: &Value) -> bool {
        match value {
            Value::String(text) => text.contains('\0'),
            Value::Array(all) => all.iter().any(holds),
            Value::Object(all) => all.values().any(holds),
            _ => false,
        }
    }
    serde_json::to_value(value).is_ok_and(|value| holds(&value))
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
