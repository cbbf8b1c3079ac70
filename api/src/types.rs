//! The nouns of the contract, one a file: object, filter, order. Rows are wrapped, never exposed.

pub(crate) mod article;
pub(crate) mod brief;
pub(crate) mod choice;
pub(crate) mod correction;
mod nesting;
pub(crate) mod office;
pub(crate) mod organization;
pub(crate) mod person;
pub(crate) mod place;
pub(crate) mod quote;
pub(crate) mod range;
pub(crate) mod rate_limit;
pub(crate) mod statement;
pub(crate) mod topic;
pub(crate) mod version;

use async_graphql::{ID, Interface};

pub(crate) use article::Article;
pub(crate) use correction::Correction;
pub(crate) use office::Office;
pub(crate) use organization::Organization;
pub(crate) use person::Person;
pub(crate) use place::Place;
pub(crate) use quote::Quote;
pub(crate) use statement::Statement;
pub(crate) use topic::Topic;

/// A record with a global id (Relay).
#[derive(Clone, Debug, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Global id: opaque and stable."))]
pub(crate) enum Node {
    /// An article.
    Article(Article),
    /// A correction.
    Correction(Correction),
    /// An office.
    Office(Office),
    /// An organization.
    Organization(Organization),
    /// A person.
    Person(Person),
    /// A place.
    Place(Place),
    /// A quote.
    Quote(Quote),
    /// A statement.
    Statement(Statement),
    /// A topic.
    Topic(Topic),
}

/// Who can speak: a person or an organization.
#[expect(clippy::duplicated_attributes, reason = "fields of an interface may have the same type")]
#[derive(Clone, Debug, Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Global id: opaque and stable."),
    field(name = "name", ty = "String", desc = "The name readers know (schema.org `name`)."),
    field(name = "slug", ty = "String", desc = "Unique and readable: `marco-rubio`."),
    field(
        name = "statements",
        ty = "statement::StatementConnection",
        desc = "What was said, the latest first.",
        arg(
            name = "filter",
            ty = "Option<Box<statement::StatementFilter>>",
            desc = "Only those that match."
        ),
        arg(
            name = "order_by",
            ty = "Option<statement::StatementOrder>",
            desc = "The order of the list; by the day, the latest first, when left out."
        ),
        arg(
            name = "first",
            ty = "Option<i32>",
            desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most."
        ),
        arg(name = "after", ty = "Option<String>", desc = "Only rows behind this cursor."),
        arg(name = "last", ty = "Option<i32>", desc = "Rows from the end of the list."),
        arg(name = "before", ty = "Option<String>", desc = "Only rows before this cursor.")
    )
)]
pub(crate) enum Speaker {
    /// A person.
    Person(Person),
    /// An organization.
    Organization(Organization),
}

/// Who and what can be mentioned: a person, an organization or a place.
#[expect(clippy::duplicated_attributes, reason = "fields of an interface may have the same type")]
#[derive(Clone, Debug, Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Global id: opaque and stable."),
    field(name = "name", ty = "String", desc = "The name readers know (schema.org `name`)."),
    field(name = "slug", ty = "String", desc = "Unique and readable: `ukraine`.")
)]
pub(crate) enum Entity {
    /// A person.
    Person(Person),
    /// An organization.
    Organization(Organization),
    /// A place.
    Place(Place),
}
