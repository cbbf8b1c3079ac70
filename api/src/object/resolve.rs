//! The fields of an object that are asked for, from the selection to the text.

use super::budget::OBJECT;
use super::draft::Draft;
use super::{Told, Written};
use crate::loader::Reads;
use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::resolver_utils::resolve_container;
use async_graphql::{
    Context, ContextBase, ContextSelectionSet, OutputType, Positioned, Result, ServerResult, Value,
};
use std::collections::HashSet;

/// The fields that are asked of an object.
pub(super) type Fields<'a> = Vec<&'a Positioned<Field>>;

/// Resolves the fields of an object that are asked for.
pub(crate) async fn resolve<T: Told>(ctx: &ContextSelectionSet<'_>, object: &T) -> ServerResult<Value> {
    let Some(written) = ctx.data_opt::<Written>() else {
        ctx.data_unchecked::<Reads>().records().budget().take(OBJECT)?;
        return resolve_container(ctx, object).await;
    };
    let fields = fields::<T>(ctx);
    // A few columns are written as fast as they are looked up.
    let leads_on = |field: &&Positioned<Field>| !field.node.selection_set.node.items.is_empty();
    match object.record().filter(|_| fields.iter().any(leads_on)) {
        Some(record) => written.once(ctx, record, write(ctx, object, &fields)).await,
        None => write(ctx, object, &fields).await,
    }
}

/// The value of the field at hand from what was found for it.
pub(crate) async fn value<T: OutputType>(ctx: &Context<'_>, found: Result<T>) -> ServerResult<Option<Value>> {
    let found = found.map_err(|error| ctx.set_error_path(error.into_server_error(ctx.item.pos)))?;
    let of_it = ctx.with_selection_set(&ctx.item.node.selection_set);
    found.resolve(&of_it, ctx.item).await.map(Some)
}

/// The value of the field at hand. What went wrong with one that may be null stays with it (section 6.4.4 of the
/// specification); the library lets it pass up, so that one field would empty the whole answer.
pub(crate) async fn or_null(
    ctx: &Context<'_>,
    object: &str,
    resolving: impl Future<Output = ServerResult<Option<Value>>>,
) -> ServerResult<Option<Value>> {
    let resolved = resolving.await;
    let Err(error) = resolved else { return resolved };
    let of = ctx.schema_env.registry.types.get(object);
    let field = of.and_then(|of| of.field_by_name(&ctx.item.node.name.node));
    if field.is_none_or(|field| field.ty.ends_with('!')) {
        return Err(error);
    }
    ctx.add_error(error);
    Ok(Some(Value::Null))
}

async fn write<T: Told>(
    ctx: &ContextSelectionSet<'_>,
    object: &T,
    fields: &Fields<'_>,
) -> ServerResult<Value> {
    let records = ctx.data_unchecked::<Reads>().records();
    Draft::write(records, |draft, task| draft.object(ctx, object, fields, task)).await
}

/// The fields that a selection and its fragments ask of an object of the type, each name once, as it comes first: a request
/// is [`Written`] only where nothing has to be merged.
pub(super) fn fields<'a, T: OutputType>(ctx: &ContextSelectionSet<'a>) -> Fields<'a> {
    fields_of(ctx, &T::type_name(), &ctx.item.node)
}

/// The same for an object by its name.
pub(super) fn fields_of<'a, T>(
    ctx: &ContextBase<'a, T>,
    object: &str,
    selection: &'a SelectionSet,
) -> Fields<'a> {
    let mut found = Found { fields: Vec::with_capacity(selection.items.len()), names: HashSet::new() };
    found.collect(ctx, object, selection);
    found.fields
}

struct Found<'a> {
    fields: Fields<'a>,
    /// Their names, once there are many: few are faster looked at one by one.
    names: HashSet<&'a str>,
}

impl<'a> Found<'a> {
    fn collect<T>(&mut self, ctx: &ContextBase<'a, T>, object: &str, selection: &'a SelectionSet) {
        for item in &selection.items {
            let (on, selection) = match &item.node {
                Selection::Field(field) => {
                    if self.is_new(field.node.response_key().node.as_str()) {
                        self.fields.push(field);
                    }
                    continue;
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = ctx.query_env.fragments.get(&spread.node.fragment_name.node);
                    let Some(fragment) = fragment else { continue };
                    (Some(&fragment.node.type_condition), &fragment.node.selection_set)
                }
                Selection::InlineFragment(fragment) => {
                    (fragment.node.type_condition.as_ref(), &fragment.node.selection_set)
                }
            };
            if on.is_none_or(|on| is_a(ctx, object, &on.node.on.node)) {
                self.collect(ctx, object, &selection.node);
            }
        }
    }

    fn is_new(&mut self, name: &'a str) -> bool {
        const FEW: usize = 16;
        if self.fields.len() < FEW {
            return self.fields.iter().all(|other| other.node.response_key().node != *name);
        }
        if self.names.is_empty() {
            self.names.extend(self.fields.iter().map(|field| field.node.response_key().node.as_str()));
        }
        self.names.insert(name)
    }
}

/// Whether an object is of the type of that name.
fn is_a<T>(ctx: &ContextBase<'_, T>, object: &str, name: &str) -> bool {
    let interfaces = || ctx.schema_env.registry.implements.get(object);
    object == name || interfaces().is_some_and(|interfaces| interfaces.contains(name))
}
