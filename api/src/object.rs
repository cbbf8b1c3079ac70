//! Objects of the schema that answers have many of. Most of their fields are columns of a row that is there: they are
//! resolved where they stand. The library keeps a future of every field of an answer, a kilobyte each, until all of them
//! have been asked for; here only those are kept that wait for something.
//!
//! An object's fields are a `ComplexObject`, and [`object`] makes the object of it that `Object` would make. An extension
//! of the library that looks at single fields would not see them; there is none.

use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::registry::{MetaType, MetaTypeId, Registry};
use async_graphql::resolver_utils::{ContainerType, resolve_container};
use async_graphql::{
    CacheControl, ComplexObject, ContextSelectionSet, Name, OutputType, Positioned, ServerResult, Value,
    indexmap::IndexMap,
};
use std::future::poll_fn;
use std::task::{Context, Poll};
use tokio_util::sync::ReusableBoxFuture;

/// Makes a GraphQL object of a type whose fields are a `ComplexObject`, with its description.
macro_rules! object {
    ($(#[doc = $doc:expr])+ $object:ident) => {
        impl async_graphql::resolver_utils::ContainerType for $object {
            async fn resolve_field(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> async_graphql::ServerResult<Option<async_graphql::Value>> {
                async_graphql::ComplexObject::resolve_field(self, ctx).await
            }
        }

        impl async_graphql::OutputType for $object {
            fn type_name() -> std::borrow::Cow<'static, str> {
                stringify!($object).into()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                crate::object::register::<Self>(registry, &[$($doc),+])
            }

            async fn resolve(
                &self,
                ctx: &async_graphql::ContextSelectionSet<'_>,
                _: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                crate::object::resolve(ctx, self).await
            }
        }

        impl async_graphql::ObjectType for $object {}
    };
}
pub(crate) use object;

/// Enters an object into the schema.
pub(crate) fn register<T: OutputType + ComplexObject>(registry: &mut Registry, lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    registry.create_output_type::<T, _>(MetaTypeId::Object, |registry| MetaType::Object {
        name: T::type_name().into_owned(),
        description: Some(lines.join("\n")),
        fields: T::fields(registry).into_iter().collect(),
        cache_control: CacheControl::default(),
        extends: false,
        shareable: false,
        resolvable: true,
        inaccessible: false,
        interface_object: false,
        tags: Vec::new(),
        keys: None,
        visible: None,
        is_subscription: false,
        rust_typename: Some(std::any::type_name::<T>()),
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    })
}

/// Resolves the fields of an object that are asked for.
pub(crate) async fn resolve<T: ContainerType + OutputType>(
    ctx: &ContextSelectionSet<'_>,
    object: &T,
) -> ServerResult<Value> {
    let mut fields = Vec::with_capacity(ctx.item.node.items.len());
    if !collect::<T>(ctx, &ctx.item.node, &mut fields) {
        return resolve_container(ctx, object).await;
    }
    let begun = poll_fn(|task| Poll::Ready(begin(ctx, object, &fields, task))).await;
    let Begun { mut values, mut waiting } = begun?;
    poll_fn(|task| go_on(&mut values, &mut waiting, task)).await?;
    Ok(Value::Object(values))
}

/// An object on its way: what is resolved, with null in the place of what waits.
struct Begun<'a> {
    values: IndexMap<Name, Value>,
    waiting: Vec<(usize, Resolved<'a>)>,
}

/// The value of a field on its way.
type Resolved<'a> = ReusableBoxFuture<'a, ServerResult<Option<Value>>>;

/// The fields of a selection and of its fragments on the type itself; false when there is anything else, or one twice:
/// how fields are merged is the library's to know.
fn collect<'a, T: OutputType>(
    ctx: &ContextSelectionSet<'a>,
    selection: &'a SelectionSet,
    fields: &mut Vec<&'a Positioned<Field>>,
) -> bool {
    selection.items.iter().all(|item| match &item.node {
        Selection::Field(field) => {
            let name = &field.node.response_key().node;
            let is_new = fields.iter().all(|other| other.node.response_key().node != *name);
            fields.push(field);
            is_new && field.node.directives.is_empty()
        }
        Selection::FragmentSpread(spread) => {
            let fragment = ctx.query_env.fragments.get(&spread.node.fragment_name.node);
            fragment.is_some_and(|fragment| {
                *fragment.node.type_condition.node.on.node == *T::type_name()
                    && collect::<T>(ctx, &fragment.node.selection_set.node, fields)
            })
        }
        Selection::InlineFragment(fragment) => {
            let condition = fragment.node.type_condition.as_ref();
            condition.is_none_or(|condition| *condition.node.on.node == *T::type_name())
                && collect::<T>(ctx, &fragment.node.selection_set.node, fields)
        }
    })
}

/// Resolves all fields as far as they go at once.
fn begin<'a, T: ContainerType + OutputType>(
    ctx: &'a ContextSelectionSet<'a>,
    object: &'a T,
    fields: &[&'a Positioned<Field>],
    task: &mut Context<'_>,
) -> ServerResult<Begun<'a>> {
    let mut begun = Begun { values: IndexMap::with_capacity(fields.len()), waiting: Vec::new() };
    // Of a field that is there at once, the next one takes the place.
    let mut place: Option<Resolved<'a>> = None;
    for (at, &field) in fields.iter().enumerate() {
        let name = field.node.response_key().node.clone();
        if field.node.name.node == "__typename" {
            begun.values.insert(name, Value::String(T::type_name().into_owned()));
            continue;
        }
        let field = async move { object.resolve_field(&ctx.with_field(field)).await };
        let mut resolved = match place.take() {
            Some(mut place) => {
                place.set(field);
                place
            }
            None => ReusableBoxFuture::new(field),
        };
        let value = match resolved.poll(task) {
            Poll::Ready(value) => {
                place = Some(resolved);
                value?.unwrap_or_default()
            }
            Poll::Pending => {
                begun.waiting.push((at, resolved));
                Value::Null
            }
        };
        begun.values.insert(name, value);
    }
    Ok(begun)
}

/// Fills in what has come for the fields that wait; the first that fails ends it.
fn go_on(
    values: &mut IndexMap<Name, Value>,
    waiting: &mut Vec<(usize, Resolved<'_>)>,
    task: &mut Context<'_>,
) -> Poll<ServerResult<()>> {
    let mut outcome = Ok(());
    waiting.retain_mut(|(at, field)| {
        if outcome.is_err() {
            return true;
        }
        match field.poll(task) {
            Poll::Pending => return true,
            Poll::Ready(Ok(value)) => values[*at] = value.unwrap_or_default(),
            Poll::Ready(Err(error)) => outcome = Err(error),
        }
        false
    });
    if waiting.is_empty() || outcome.is_err() { Poll::Ready(outcome) } else { Poll::Pending }
}
