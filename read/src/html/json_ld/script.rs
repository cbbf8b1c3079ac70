//! The JSON of a script. In: its text. Out: the values in it. Strict parsing is asked first; only what it refuses is
//! mended, once. A script that holds its object as a string is read as that object.

use super::mend;
use serde_json::Value;

/// The values of a script, most often one.
pub(super) fn values(script: &str) -> Vec<Value> {
    let bare = bare(script);
    match strict(bare) {
        Some(Value::String(inner)) => strict(&inner).map_or_else(|| mended(&inner), |value| vec![value]),
        Some(value) => vec![value],
        None => mended(bare),
    }
}

/// Generators wrap their JSON in comments, end it like a statement and put a mark of byte order before it.
fn bare(script: &str) -> &str {
    let bare = script.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let bare = bare.trim_start_matches("//").trim_start();
    let bare =
        bare.strip_prefix("<![CDATA[").or_else(|| bare.strip_prefix("<!--")).unwrap_or(bare).trim_end();
    let bare = bare.strip_suffix("]]>").or_else(|| bare.strip_suffix("-->")).unwrap_or(bare);
    bare.trim_end().trim_end_matches("//").trim_end().trim_end_matches(';')
}

/// Generators break lines inside strings too.
fn strict(text: &str) -> Option<Value> {
    serde_json::from_str(&text.replace(|c: char| c.is_control(), " ")).ok()
}

/// What is whole of a text with slips; values one behind the other are several.
fn mended(text: &str) -> Vec<Value> {
    const LARGEST: usize = 1 << 20;
    const MOST: usize = 50;
    if text.len() > LARGEST {
        return Vec::new();
    }
    let mended = if is_escaped(text) { mend::mend(&without_entities(text)) } else { mend::mend(text) };
    let values = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
    values.map_while(Result::ok).take(MOST).collect()
}

/// Whether a template escaped the whole object as if it were text of the page.
fn is_escaped(text: &str) -> bool {
    let inside = text.trim_start_matches(|c: char| matches!(c, '{' | '[') || c.is_whitespace());
    inside.len() < text.len() && (inside.starts_with("&quot;") || inside.starts_with("&#34;"))
}

/// The ampersand comes last: an entity inside a value was escaped twice and stays one.
fn without_entities(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&")
}
