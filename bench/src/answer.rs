//! Whether two servers answer alike. In: answers in two dialects. Out: the values in them, however nested and named.

use anyhow::ensure;
use serde_json::Value;

/// The values of an answer in an order of their own; nulls are what a dialect leaves out. Letters count in any
/// case: one dialect spells the kinds of quotes in capitals.
fn values(answer: &Value) -> Vec<String> {
    fn collect(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::Null => {}
            Value::Array(values) => values.iter().for_each(|value| collect(value, into)),
            Value::Object(fields) => fields.values().for_each(|value| collect(value, into)),
            Value::String(text) => into.push(text.to_lowercase()),
            value => into.push(value.to_string()),
        }
    }
    let mut all = Vec::new();
    collect(answer, &mut all);
    all.sort_unstable();
    all
}

/// An error unless both answers hold the same values, and some.
pub(crate) fn check_alike(question: &str, ours: &Value, theirs: &Value) -> anyhow::Result<()> {
    let (ours, theirs) = (values(ours), values(theirs));
    ensure!(!ours.is_empty(), "{question}: the answer is empty");
    let only = |of: &[String], other: &[String]| {
        of.iter().filter(|value| other.binary_search(value).is_err()).take(5).cloned().collect::<Vec<_>>()
    };
    ensure!(
        ours == theirs,
        "{question}: the answers differ: {} and {} values; only in the first: {:?}, only in the second: {:?}",
        ours.len(),
        theirs.len(),
        only(&ours, &theirs),
        only(&theirs, &ours)
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_alike;
    use serde_json::json;

    #[test]
    fn answers_are_compared_by_their_values() {
        let ours = json!({"nodes": [{"kind": "DIRECT", "speaker": {"name": "Ann"}, "at": null}]});
        assert!(check_alike("a", &ours, &json!([["ann", "direct"]])).is_ok());
        assert!(check_alike("a", &ours, &json!([["ann", "indirect"]])).is_err());
        assert!(check_alike("a", &ours, &json!([["ann", "direct", "direct"]])).is_err());
        assert!(check_alike("a", &json!({}), &json!({})).is_err());
    }
}
