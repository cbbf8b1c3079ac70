//! Interfaces: one of several objects, which is resolved as itself.

use super::{Told, description};
use async_graphql::OutputType;
use async_graphql::registry::{MetaField, MetaType, MetaTypeId, Registry};

/// Makes a GraphQL interface of an enum of objects. Its fields are those of the first of them, with descriptions of
/// their own.
macro_rules! interface {
    (
        $(#[doc = $doc:expr])+
        $interface:ident of $first:ident $(, $object:ident)+ ;
        $($name:literal: $described:literal;)+
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub(crate) enum $interface {
            $first($first),
            $($object($object)),+
        }

        impl crate::object::Columns for $interface {
            fn object(&self) -> &'static str {
                match self {
                    Self::$first(object) => object.object(),
                    $(Self::$object(object) => object.object(),)+
                }
            }

            fn leaf(&self, field: &str) -> Option<crate::object::Leaf<'_>> {
                match self {
                    Self::$first(object) => object.leaf(field),
                    $(Self::$object(object) => object.leaf(field),)+
                }
            }

            fn lead(
                &self,
                field: &str,
                records: &crate::loader::Records,
                write: &mut dyn FnMut(Option<&dyn crate::object::Columns>) -> bool,
            ) -> bool {
                match self {
                    Self::$first(object) => object.lead(field, records, write),
                    $(Self::$object(object) => object.lead(field, records, write),)+
                }
            }

            fn list(
                &self,
                field: &str,
                write: &mut dyn FnMut(&[&dyn crate::object::Columns]) -> bool,
            ) -> bool {
                match self {
                    Self::$first(object) => object.list(field, write),
                    $(Self::$object(object) => object.list(field, write),)+
                }
            }

            fn page(
                &self,
                asked: async_graphql::SelectionField<'_>,
                records: &crate::loader::Records,
                write: &mut dyn FnMut(&dyn crate::object::Columns) -> bool,
            ) -> bool {
                match self {
                    Self::$first(object) => object.page(asked, records, write),
                    $(Self::$object(object) => object.page(asked, records, write),)+
                }
            }
        }

        impl async_graphql::OutputType for $interface {
            fn type_name() -> std::borrow::Cow<'static, str> {
                stringify!($interface).into()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                crate::object::register_interface::<Self, $first>(
                    registry,
                    &[$($doc),+],
                    &[$(($name, $described)),+],
                    &[
                        <$first as async_graphql::OutputType>::create_type_info,
                        $(<$object as async_graphql::OutputType>::create_type_info),+
                    ],
                )
            }

            async fn resolve(
                &self,
                ctx: &async_graphql::ContextSelectionSet<'_>,
                field: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                match self {
                    Self::$first(object) => async_graphql::OutputType::resolve(object, ctx, field).await,
                    $(Self::$object(object) => async_graphql::OutputType::resolve(object, ctx, field).await,)+
                }
            }
        }
    };
}
pub(crate) use interface;

/// Enters an interface into the schema.
pub(crate) fn register<T: OutputType, First: Told>(
    registry: &mut Registry,
    lines: &[&str],
    described: &[(&str, &str)],
    objects: &[fn(&mut Registry) -> String],
) -> String {
    registry.create_output_type::<T, _>(MetaTypeId::Interface, |registry| {
        let possible = objects.iter().map(|register| register(registry).trim_end_matches('!').to_owned());
        let possible_types: async_graphql::indexmap::IndexSet<String> = possible.collect();
        for object in &possible_types {
            registry.add_implements(object, &T::type_name());
        }
        let fields = First::fields(registry).into_iter().filter_map(|(name, field)| {
            let (_, described) = described.iter().find(|(of, _)| *of == name)?;
            let described = Some((*described).to_owned());
            Some((name, MetaField { description: described, ..field }))
        });
        MetaType::Interface {
            name: T::type_name().into_owned(),
            description: Some(description(lines)),
            fields: fields.collect(),
            possible_types,
            extends: false,
            keys: None,
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            rust_typename: Some(std::any::type_name::<T>()),
            directive_invocations: Vec::new(),
            requires_scopes: Vec::new(),
        }
    })
}
