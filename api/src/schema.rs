//! The schema: the contract. Built without a database; a request brings its connection.

use crate::find::Finding;
use crate::mutation::{Corrections, Documents, People};
use crate::query::{Lists, Lookups};
use crate::subscription::Subscriptions;
use async_graphql::{MergedObject, SDLExportOptions, ValidationMode};

/// Everything that can be asked.
#[derive(MergedObject)]
#[graphql(name = "Query")]
pub(crate) struct Root(Lookups, Lists, Finding);

/// Everything that can be written.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
pub(crate) struct Writes(Documents, Corrections, People);

/// The schema.
pub(crate) type Schema = async_graphql::Schema<Root, Writes, Subscriptions>;

/// Builds the schema. What a query may ask for is checked before it comes here: see [`crate::cost`].
pub(crate) fn schema() -> Schema {
    schema_that_checks(ValidationMode::Strict)
}

/// The schema for queries that are known to be valid.
pub(crate) fn unchecking_schema() -> Schema {
    schema_that_checks(ValidationMode::Fast)
}

fn schema_that_checks(mode: ValidationMode) -> Schema {
    /// Above what any limit lets pass: the library's own limit would refuse introspection.
    const DEEPEST: usize = 64;
    Schema::build(Root(Lookups, Lists, Finding), Writes::default(), Subscriptions)
        .limit_recursive_depth(DEEPEST)
        .validation_mode(mode)
        .register_output_type::<crate::types::Node>()
        .finish()
}

/// The schema as text, in an order that does not change between runs.
pub fn sdl() -> String {
    let options =
        SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
    let sdl = schema().sdl_with_options(options);
    // The exporter leaves two arguments on a line where the second has no description.
    let sdl = sdl.replace(",\t\t", ",\n\t\t");
    format!("{}\n", without_known(&sdl).join("\n").trim())
}

/// The lines of a schema without the directives that every tool knows by itself.
fn without_known(sdl: &str) -> Vec<&str> {
    const KNOWN: [&str; 4] = ["include", "skip", "specifiedBy", "deprecated"];
    let mut kept: Vec<&str> = Vec::new();
    for line in sdl.lines().map(str::trim_end) {
        let directive = line.strip_prefix("directive @").and_then(|rest| rest.split('(').next());
        if !directive.is_some_and(|name| KNOWN.contains(&name)) {
            kept.push(line);
            continue;
        }
        // Its description goes with it.
        if kept.pop_if(|line| *line == "\"\"\"").is_some() {
            while kept.pop().is_some_and(|line| line != "\"\"\"") {}
        }
    }
    kept
}
