//! The fields of an object that are asked for, from the selection to the text.

use super::draft::Draft;
use super::{Told, Written};
use crate::loader::Reads;
use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::resolver_utils::resolve_container;
use async_graphql::{ContextBase, ContextSelectionSet, OutputType, Positioned, ServerResult, Value};
use std::future::poll_fn;
use std::task::Poll;

/// The fields that are asked of an object.
pub(super) type Fields<'a> = Vec<&'a Positioned<Field>>;

/// Resolves the fields of an object that are asked for.
pub(crate) async fn resolve<T: Told>(ctx: &ContextSelectionSet<'_>, object: &T) -> ServerResult<Value> {
    let Some(written) = ctx.data_opt::<Written>() else {
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

async fn write<T: Told>(
    ctx: &ContextSelectionSet<'_>,
    object: &T,
    fields: &Fields<'_>,
) -> ServerResult<Value> {
    let mut draft = Draft::new(ctx.data_unchecked::<Reads>().hot());
    poll_fn(|task| Poll::Ready(draft.object(ctx, object, fields, task))).await?;
    poll_fn(|task| draft.go_on(task)).await?;
    Ok(Value::Binary(draft.finish().into()))
}

/// The fields that a selection and its fragments ask of an object of the type, each once: a request is [`Written`] only
/// where fields of the same name ask for the same.
pub(super) fn fields<'a, T: OutputType>(ctx: &ContextSelectionSet<'a>) -> Fields<'a> {
    fields_of(ctx, &T::type_name(), &ctx.item.node)
}

/// The same for an object by its name.
pub(super) fn fields_of<'a, T>(
    ctx: &ContextBase<'a, T>,
    object: &str,
    selection: &'a SelectionSet,
) -> Fields<'a> {
    let mut fields = Vec::with_capacity(selection.items.len());
    collect(ctx, object, selection, &mut fields);
    fields
}

fn collect<'a, T>(
    ctx: &ContextBase<'a, T>,
    object: &str,
    selection: &'a SelectionSet,
    fields: &mut Fields<'a>,
) {
    for item in &selection.items {
        let (on, selection) = match &item.node {
            Selection::Field(field) => {
                let name = &field.node.response_key().node;
                if fields.iter().all(|other| other.node.response_key().node != *name) {
                    fields.push(field);
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
            collect(ctx, object, &selection.node, fields);
        }
    }
}

/// Whether an object is of the type of that name.
fn is_a<T>(ctx: &ContextBase<'_, T>, object: &str, name: &str) -> bool {
    let interfaces = || ctx.schema_env.registry.implements.get(object);
    object == name || interfaces().is_some_and(|interfaces| interfaces.contains(name))
}
