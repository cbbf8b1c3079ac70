//! Answers as JSON text. The library builds a map of every object and reads it once, to write it; objects of ours hand
//! on the text itself, as a value of bytes, which no type of the schema has otherwise.

use async_graphql::Value;
use serde::Serialize;

/// A value as JSON.
pub(crate) fn write(value: &Value, text: &mut Vec<u8>) {
    match value {
        Value::Null => text.extend_from_slice(b"null"),
        Value::Binary(written) => text.extend_from_slice(written),
        Value::String(value) => write_json(value, text),
        Value::Enum(name) => write_json(name.as_str(), text),
        Value::Boolean(value) => write_json(value, text),
        Value::Number(number) => write_json(number, text),
        Value::List(values) => {
            text.push(b'[');
            for (at, value) in values.iter().enumerate() {
                separate(at, text);
                write(value, text);
            }
            text.push(b']');
        }
        Value::Object(fields) => {
            text.push(b'{');
            for (at, (name, value)) in fields.iter().enumerate() {
                separate(at, text);
                write_name(name, text);
                write(value, text);
            }
            text.push(b'}');
        }
    }
}

/// A comma, unless it is the first.
pub(crate) fn separate(at: usize, text: &mut Vec<u8>) {
    if at > 0 {
        text.push(b',');
    }
}

/// The name of a field and what divides it from its value. No name of `GraphQL` holds what JSON would escape.
pub(crate) fn write_name(name: &str, text: &mut Vec<u8>) {
    text.push(b'"');
    text.extend_from_slice(name.as_bytes());
    text.extend_from_slice(b"\":");
}

/// What cannot fail: memory takes all that is written, and keys are texts.
pub(crate) fn write_json<T: Serialize + ?Sized>(value: &T, text: &mut Vec<u8>) {
    let is_written = serde_json::to_writer(text, value).is_ok();
    debug_assert!(is_written, "what is told can be written");
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_written_as_it_is_and_what_is_written_is_kept() {
        let told = json!({
            "text": "\"a\" \\ \u{1} \u{2028} é", "none": null, "flags": [true, false], "numbers": [1, -2.5, 1e300], "empty": {},
        });
        let mut value = Value::from_json(told.clone()).expect("a value");
        let mut text = Vec::new();
        write(&value, &mut text);
        assert_eq!(text, serde_json::to_vec(&value).expect("JSON"));
        if let Value::Object(fields) = &mut value {
            fields.insert(async_graphql::Name::new("again"), Value::Binary(text.clone().into()));
        }
        let mut whole = Vec::new();
        write(&value, &mut whole);
        let whole: serde_json::Value = serde_json::from_slice(&whole).expect("JSON");
        assert_eq!(whole["again"], told);
    }
}
