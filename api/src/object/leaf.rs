//! Values without fields, as a row that is there tells them. In: columns. Out: JSON, or a value of the library.

use super::text::write_json;
use crate::scalar::{Date, DateTime, Url};
use crate::types::choice;
use async_graphql::resolver_utils::EnumType;
use async_graphql::{ID, Name, Value};
use std::borrow::Cow;

/// A value without fields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf<'a> {
    Null,
    Text(Cow<'a, str>),
    /// A value of an enum, by its name in the schema.
    Choice(&'static str),
    Integer(i64),
    Real(f64),
    Flag(bool),
}

impl Leaf<'_> {
    /// As JSON.
    pub(super) fn write(&self, text: &mut Vec<u8>) {
        match self {
            Self::Null => text.extend_from_slice(b"null"),
            Self::Text(value) => write_json(&**value, text),
            Self::Choice(name) => write_json(*name, text),
            Self::Integer(value) => write_json(value, text),
            Self::Real(value) => write_json(value, text),
            Self::Flag(value) => text.extend_from_slice(if *value { b"true" } else { b"false" }),
        }
    }
}

impl From<Leaf<'_>> for Value {
    fn from(leaf: Leaf<'_>) -> Self {
        match leaf {
            Leaf::Null => Self::Null,
            Leaf::Text(text) => Self::String(text.into_owned()),
            Leaf::Choice(name) => Self::Enum(Name::new(name)),
            Leaf::Integer(number) => number.into(),
            Leaf::Real(number) => number.into(),
            Leaf::Flag(flag) => Self::Boolean(flag),
        }
    }
}

impl<'a, T> From<Option<T>> for Leaf<'a>
where
    Leaf<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

impl<'a> From<&'a str> for Leaf<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

macro_rules! leaves {
    ($($type:ty => |$value:ident| $leaf:expr;)+) => {$(
        impl From<$type> for Leaf<'_> {
            fn from($value: $type) -> Self {
                $leaf
            }
        }
    )+};
}

leaves! {
    String => |text| Self::Text(Cow::Owned(text));
    ID => |id| Self::Text(Cow::Owned(id.0));
    Url => |url| Self::Text(Cow::Owned(url.0));
    Date => |day| Self::Text(Cow::Owned(day.to_string()));
    DateTime => |at| Self::Text(Cow::Owned(at.to_string()));
    i32 => |number| Self::Integer(number.into());
    i64 => |number| Self::Integer(number);
    f64 => |number| Self::Real(number);
    bool => |flag| Self::Flag(flag);
}

macro_rules! choices {
    ($($choice:ident),+ $(,)?) => {$(
        impl From<choice::$choice> for Leaf<'_> {
            fn from(value: choice::$choice) -> Self {
                name(value)
            }
        }
    )+};
}

choices! {
    CorrectionKind, ImageRole, NameSource, OfficeBasis, OrganizationKind, PlaceKind, Precision, Qualifier, QuoteKind,
    QuoteMatch, SaidBasis, StatementStatus, TenureBasis, TopicBasis, TopicKind, TopicSource,
}

/// The name of a choice; each has one.
fn name<T: EnumType>(value: T) -> Leaf<'static> {
    T::items().iter().find(|item| item.value == value).map_or(Leaf::Null, |item| Leaf::Choice(item.name))
}
