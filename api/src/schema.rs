//! The schema: the contract with its limits. Built without a database; a request brings its connection.

use crate::mutation::{Corrections, Documents, People};
use crate::query::{Lists, Lookups};
use crate::subscription::Subscriptions;
use async_graphql::extensions::apollo_persisted_queries::{ApolloPersistedQueries, LruCacheStorage};
use async_graphql::{MergedObject, SDLExportOptions};

/// Everything that can be asked.
#[derive(MergedObject)]
#[graphql(name = "Query")]
pub(crate) struct Root(Lookups, Lists);

/// Everything that can be written.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
pub(crate) struct Writes(Documents, Corrections, People);

/// The schema.
pub(crate) type Schema = async_graphql::Schema<Root, Writes, Subscriptions>;

/// The most that one query may ask for. `GraphiQL`'s introspection has depth 15 and complexity 229.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Fields inside fields.
    pub(crate) depth: usize,
    /// Fields in all.
    pub(crate) complexity: usize,
}

impl Limits {
    /// What a server starts with.
    pub(crate) const DEFAULT: Self = Self { depth: 16, complexity: 1_000 };
}

/// Builds the schema.
pub(crate) fn schema(limits: Limits) -> Schema {
    /// Persisted queries kept; the least used go first.
    const PERSISTED: usize = 1_000;
    Schema::build(Root(Lookups, Lists), Writes::default(), Subscriptions)
        .limit_recursive_depth(limits.depth * 2)
        .limit_directives(8)
        .register_output_type::<crate::types::Node>()
        .extension(ApolloPersistedQueries::new(LruCacheStorage::new(PERSISTED)))
        .finish()
}

/// The schema as text, in an order that does not change between runs.
pub fn sdl() -> String {
    let options =
        SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
    let sdl = schema(Limits::DEFAULT).sdl_with_options(options);
    // The exporter leaves two arguments on a line where the second has no description.
    let sdl = sdl.replace(",\t\t", ",\n\t\t");
    let lines: Vec<&str> = sdl.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim())
}
