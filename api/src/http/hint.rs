//! What would be right, behind what the library finds wrong with a query. In: its message. Out: the same with the values of
//! the enum, the field that was meant, or the shape of the input.

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use rapidfuzz::distance::osa;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The types of the contract.
#[derive(Default)]
struct Types {
    /// Values of enums, fields of input objects.
    parts: BTreeMap<String, Vec<String>>,
    /// Objects behind interfaces and unions, each with its fields.
    objects: BTreeMap<String, Vec<(String, Vec<String>)>>,
}

static TYPES: LazyLock<Types> = LazyLock::new(|| Types::of(&crate::schema::sdl()));

/// The message with a hint, where there is one.
pub(super) fn helped(message: &str) -> String {
    if let Some(place) = message.trim_start().strip_prefix("--> ") {
        return unreadable(place);
    }
    match hint(message) {
        Some(hint) => format!("{}; {hint}", message.trim_end_matches('.')),
        None => message.to_owned(),
    }
}

fn hint(message: &str) -> Option<String> {
    let named = |before: &str| Some(message.split_once(before)?.1.split_once('"')?.0);
    if let Some(name) = named("enumeration type \"") {
        let value = named("does not contain the value \"")?;
        return Some(one_of(value, TYPES.parts.get(name)?));
    }
    if let Some(field) = named("unknown field \"") {
        return Some(one_of(field, TYPES.parts.get(named("of type \"")?)?));
    }
    if let Some(name) = named("Expected input type \"") {
        let fields = TYPES.parts.get(name)?;
        return Some(format!(
            "write an object, as in {{{}: …}}; it has {}",
            fields.first()?,
            fields.join(", ")
        ));
    }
    let (field, on) = (named("Unknown field \"")?, named("on type \"")?);
    let with_field =
        TYPES.objects.get(on)?.iter().filter(|(_, fields)| fields.iter().any(|known| known == field));
    let objects: Vec<&str> = with_field.map(|(object, _)| object.as_str()).collect();
    let first = objects.first()?;
    Some(format!("ask {} for it in a fragment, as in ... on {first} {{ {field} }}", objects.join(", ")))
}

/// The name that was meant, else all there are.
fn one_of(given: &str, known: &[String]) -> String {
    let distance = |name: &str| osa::distance(given.to_lowercase().chars(), name.to_lowercase().chars());
    let nearest = known.iter().min_by_key(|name| distance(name));
    match nearest.filter(|name| distance(name) * 3 <= name.len()) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("it has {}", known.join(", ")),
    }
}

/// The parser draws the line; a place and what it expected say as much.
fn unreadable(drawn: &str) -> String {
    let place = drawn.lines().next().unwrap_or_default().trim();
    let expected = drawn.lines().find_map(|line| line.trim_start().strip_prefix("= "));
    let (line, column) = place.split_once(':').unwrap_or((place, "1"));
    format!(
        "the query cannot be read at line {line}, column {column}: {}",
        expected.unwrap_or("it ends early")
    )
}

impl Types {
    fn of(sdl: &str) -> Self {
        let mut types = Self::default();
        let Ok(document) = parse_schema(sdl) else { return types };
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::Enum(of) => {
                    let values = of.values.iter().map(|value| value.node.value.node.to_string());
                    types.parts.insert(name, values.collect());
                }
                TypeKind::InputObject(of) => {
                    let fields = of.fields.iter().map(|field| field.node.name.node.to_string());
                    types.parts.insert(name, fields.collect());
                }
                TypeKind::Object(of) => {
                    let fields: Vec<String> =
                        of.fields.iter().map(|field| field.node.name.node.to_string()).collect();
                    for behind in of.implements {
                        types
                            .objects
                            .entry(behind.node.to_string())
                            .or_default()
                            .push((name.clone(), fields.clone()));
                    }
                }
                _ => {}
            }
        }
        types
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_right_stands_behind_what_is_wrong() {
        let cases = [
            (
                "Invalid value for argument \"filter.kind\", enumeration type \"QuoteKind\" does not contain the value \"DIRCT\"",
                "; did you mean DIRECT?",
            ),
            (
                "Invalid value for argument \"filter.kind\", enumeration type \"QuoteKind\" does not contain the value \"SPOKEN\"",
                "; it has DIRECT, INDIRECT, MIXED",
            ),
            (
                "Invalid value for argument \"filter\", unknown field \"speker\" of type \"StatementFilter\"",
                "; did you mean speaker?",
            ),
            (
                "Unknown field \"audience\" on type \"Node\".",
                "; ask Quote for it in a fragment, as in ... on Quote { audience }",
            ),
            ("Unknown field \"nothing\" on type \"Node\".", ""),
        ];
        for (message, hint) in cases {
            let expected = if hint.is_empty() {
                message.to_owned()
            } else {
                format!("{}{hint}", message.trim_end_matches('.'))
            };
            assert_eq!(helped(message), expected);
        }
        let shape = helped("Expected input type \"TopicRef\", found \"ukraine\".");
        assert!(shape.contains("write an object, as in {") && shape.contains("slug"), "{shape}");
        let drawn = " --> 1:3\n  |\n1 | {{\n  |   ^---\n  |\n  = expected selection";
        assert_eq!(helped(drawn), "the query cannot be read at line 1, column 3: expected selection");
    }
}
