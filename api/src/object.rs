//! Objects of the schema that answers have many of. In: rows. Out: the JSON text of the fields that are asked for.
//!
//! Most fields are columns of a row that is there: [`object`] takes them by an expression, and they are written where
//! they stand. Many others lead to one record, which is mostly known, and is then written where it stands, too
//! ([`Lead`]); so are lists that the row tells. What takes arguments or has to be read first is a `ComplexObject`; a page of
//! one that is known ahead is written where it stands as well. Where a request is not
//! [`Written`], and for objects that are not ours, values are the library's own.
//!
//! An extension of the library that looks at single fields would not see them; there is none.

mod budget;
mod draft;
mod interface;
mod lead;
mod leaf;
mod list;
mod resolve;
pub(crate) mod text;
mod written;

use crate::node::Kind;
use async_graphql::indexmap::IndexMap;
use async_graphql::registry::{Deprecation, MetaField, MetaType, MetaTypeId, Registry};
use async_graphql::resolver_utils::ContainerType;
use async_graphql::{CacheControl, OutputType};
pub(crate) use budget::Budget;
pub(crate) use interface::{interface, register as register_interface};
pub(crate) use lead::{Columns, Known, Lead, Shown};
pub(crate) use leaf::Leaf;
pub(crate) use list::List;
pub(crate) use resolve::{or_null, resolve, value};
pub(crate) use written::Written;

/// An object whose columns are there.
pub(crate) trait Told: ContainerType + Columns {
    /// All of its fields, in the order of the schema.
    fn fields(registry: &mut Registry) -> Vec<(String, MetaField)>;

    /// The record that it is, where it is one.
    fn record(&self) -> Option<(Kind, i64)> {
        None
    }
}

/// Makes a GraphQL object of a type.
///
/// `Person(person) is Person by person.0.id.0;` names the type, what its columns call a value of it, and the record
/// that it is, where it is one. Each column has a description, its name in the schema, its type, and an expression.
/// Those behind `brief(row):` are in the row of a record of which less may be known, those behind `whole(row):` in the
/// whole row of one that may be there in brief (`types/brief.rs`). Those behind `leads:` lead to one record, whose type
/// is given, an `Option` where there may be none, and whose id is the expression; those behind `lists:` are lists of what the expression gives. `.. more`
/// stands where a `ComplexObject` has other fields; those behind `ahead(asked, records):` are among these, and the
/// expression gives the page of one, where it is known without a read.
macro_rules! object {
    (@fields $registry:ident) => { Vec::new() };
    (@fields $registry:ident more) => { <Self as async_graphql::ComplexObject>::fields($registry) };
    (@resolve $object:expr, $ctx:ident) => { Ok(None) };
    (@resolve $object:expr, $ctx:ident more) => {
        async_graphql::ComplexObject::resolve_field($object, $ctx).await
    };
    (
        $(#[doc = $doc:expr])+
        $object:ident($it:ident) $(is $kind:ident by $number:expr)? ;
        $($(#[doc = $of:expr])+ $name:ident: $type:ty = $value:expr;)*
        $(brief($brief:ident): $($(#[doc = $of_brief:expr])+ $name_of_brief:ident: $type_of_brief:ty = $value_of_brief:expr;)+)?
        $(whole($row:ident): $($(#[doc = $of_whole:expr])+ $name_of_whole:ident: $type_of_whole:ty = $value_of_whole:expr;)+)?
        $(leads: $($(#[doc = $of_lead:expr])+ $lead:ident: $to:ty = $key:expr;)+)?
        $(lists: $($(#[doc = $of_list:expr])+ $list:ident: $item:ty = $items:expr;)+)?
        $(ahead($asked:ident, $records:ident): $($page:ident = $known:expr;)+)?
        $(.. $more:ident)?
    ) => {
        impl crate::object::Told for $object {
            fn fields(
                registry: &mut async_graphql::registry::Registry,
            ) -> Vec<(String, async_graphql::registry::MetaField)> {
                let mut fields = vec![
                    $(crate::object::column::<$type>(registry, stringify!($name), &[$($of),+]),)*
                    $($(crate::object::column::<$type_of_brief>(
                        registry, stringify!($name_of_brief), &[$($of_brief),+],
                    ),)+)?
                    $($(crate::object::column::<$type_of_whole>(
                        registry, stringify!($name_of_whole), &[$($of_whole),+],
                    ),)+)?
                    $($(crate::object::column::<$to>(
                        registry, stringify!($lead), &[$($of_lead),+],
                    ),)+)?
                    $($(crate::object::column::<crate::object::List<$item>>(
                        registry, stringify!($list), &[$($of_list),+],
                    ),)+)?
                ];
                fields.extend::<Vec<_>>(crate::object::object!(@fields registry $($more)?));
                fields
            }

            $(fn record(&self) -> Option<(crate::node::Kind, i64)> {
                let $it = self;
                Some((crate::node::Kind::$kind, $number))
            })?
        }

        impl crate::object::Columns for $object {
            fn object(&self) -> &'static str {
                stringify!($object)
            }

            fn leaf(&self, field: &str) -> Option<crate::object::Leaf<'_>> {
                let ($it, _) = (self, field);
                let _ = $it;
                $(if field == crate::object::bare(stringify!($name)) {
                    let value: $type = $value;
                    return Some(value.into());
                })*
                $(if let Some($brief) = crate::types::brief::Recorded::row(self) {
                    $(if field == crate::object::bare(stringify!($name_of_brief)) {
                        let value: $type_of_brief = $value_of_brief;
                        return Some(value.into());
                    })+
                })?
                $(if let Some(crate::types::brief::Row::Whole($row)) = crate::types::brief::Recorded::row(self) {
                    $(if field == crate::object::bare(stringify!($name_of_whole)) {
                        let value: $type_of_whole = $value_of_whole;
                        return Some(value.into());
                    })+
                })?
                None
            }

            fn lead(
                &self,
                field: &str,
                records: &crate::loader::Records,
                write: &mut dyn FnMut(Option<&dyn crate::object::Columns>) -> bool,
            ) -> bool {
                let ($it, _, _) = (self, field, records);
                let _ = ($it, &write);
                $($(if field == crate::object::bare(stringify!($lead)) {
                    return match crate::object::Lead::known(&$key, records) {
                        crate::object::Known::There(record) => write(Some(&record)),
                        crate::object::Known::Nothing => write(None),
                        crate::object::Known::Unread => false,
                    };
                })+)?
                false
            }

            fn list(
                &self,
                field: &str,
                write: &mut dyn FnMut(&[&dyn crate::object::Columns]) -> bool,
            ) -> bool {
                let ($it, _) = (self, field);
                let _ = ($it, &write);
                $($(if field == crate::object::bare(stringify!($list)) {
                    let told: async_graphql::Result<crate::object::List<$item>> = $items;
                    return told.is_ok_and(|told| write(&told.columns()));
                })+)?
                false
            }

            $(fn page(
                &self,
                $asked: async_graphql::SelectionField<'_>,
                $records: &crate::loader::Records,
                write: &mut dyn FnMut(&dyn crate::object::Columns) -> bool,
            ) -> bool {
                let $it = self;
                $(if $asked.name() == crate::object::bare(stringify!($page)) {
                    return $known.is_some_and(|page| write(&page));
                })+
                false
            })?
        }

        $(impl $object {
            /// The columns that are in the whole row alone.
            pub(crate) const OF_WHOLE: &'static [&'static str] = &[$(stringify!($name_of_whole)),+];
        })?

        impl async_graphql::resolver_utils::ContainerType for $object {
            async fn resolve_field(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> async_graphql::ServerResult<Option<async_graphql::Value>> {
                if let Some(leaf) = crate::object::Columns::leaf(self, &ctx.item.node.name.node) {
                    return Ok(Some(leaf.into()));
                }
                crate::object::or_null(ctx, stringify!($object), async {
                    $(if [$(crate::object::bare(stringify!($name_of_brief))),+]
                        .contains(&ctx.item.node.name.node.as_str())
                    {
                        let $brief = crate::types::brief::Recorded::read(self, ctx).await.map_err(|error| {
                            ctx.set_error_path(error.into_server_error(ctx.item.pos))
                        })?;
                        let in_brief = Self::from($brief);
                        let leaf = crate::object::Columns::leaf(&in_brief, &ctx.item.node.name.node);
                        return Ok(leaf.map(Into::into));
                    })?
                    $(if Self::OF_WHOLE.contains(&ctx.item.node.name.node.as_str()) {
                        let $row = crate::types::brief::Recorded::whole(self, ctx).await.map_err(|error| {
                            ctx.set_error_path(error.into_server_error(ctx.item.pos))
                        })?;
                        let whole = Self::from($row);
                        let leaf = crate::object::Columns::leaf(&whole, &ctx.item.node.name.node);
                        return Ok(leaf.map(Into::into));
                    })?
                    $($(if ctx.item.node.name.node == crate::object::bare(stringify!($lead)) {
                        let $it = self;
                        let found = crate::object::Lead::read(&$key, ctx).await;
                        let shown = found.and_then(crate::object::Shown::<$to>::shown);
                        return crate::object::value(ctx, shown).await;
                    })+)?
                    $($(if ctx.item.node.name.node == crate::object::bare(stringify!($list)) {
                        let $it = self;
                        let told: async_graphql::Result<crate::object::List<$item>> = $items;
                        return crate::object::value(ctx, told).await;
                    })+)?
                    crate::object::object!(@resolve self, ctx $($more)?)
                })
                .await
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
pub(crate) fn register<T: Told>(registry: &mut Registry, lines: &[&str]) -> String {
    registry.create_output_type::<T, _>(MetaTypeId::Object, |registry| MetaType::Object {
        name: T::type_name().into_owned(),
        description: Some(description(lines)),
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

/// A field of the schema that is a column.
pub(crate) fn column<T: OutputType>(
    registry: &mut Registry,
    name: &'static str,
    lines: &[&str],
) -> (String, MetaField) {
    let name = bare(name);
    let field = MetaField {
        name: name.to_owned(),
        description: Some(description(lines)),
        args: IndexMap::default(),
        ty: T::create_type_info(registry),
        deprecation: Deprecation::NoDeprecated,
        cache_control: CacheControl::default(),
        external: false,
        requires: None,
        provides: None,
        visible: None,
        shareable: false,
        inaccessible: false,
        tags: Vec::new(),
        override_from: None,
        compute_complexity: None,
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    };
    (name.to_owned(), field)
}

/// The name of a field; one that is a word of Rust is written `r#match`.
pub(crate) fn bare(name: &'static str) -> &'static str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// A description from the lines of a doc comment.
fn description(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    lines.join("\n")
}
