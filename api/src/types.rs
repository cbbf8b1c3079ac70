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

use crate::object::interface;
pub(crate) use article::Article;
pub(crate) use correction::Correction;
pub(crate) use office::Office;
pub(crate) use organization::Organization;
pub(crate) use person::Person;
pub(crate) use place::Place;
pub(crate) use quote::Quote;
pub(crate) use statement::Statement;
pub(crate) use topic::Topic;

interface! {
    /// A record with a global id (Relay).
    Node of Article, Correction, Office, Organization, Person, Place, Quote, Statement, Topic;
    "id": "Global id: opaque and stable.";
}

interface! {
    /// Who can speak: a person or an organization.
    Speaker of Person, Organization;
    "id": "Global id: opaque and stable.";
    "name": "The name readers know (schema.org `name`).";
    "slug": "Unique and readable: `marco-rubio`.";
    "statements": "What was said, the latest first.";
}

interface! {
    /// Who and what can be mentioned: a person, an organization or a place.
    Entity of Person, Organization, Place;
    "id": "Global id: opaque and stable.";
    "name": "The name readers know (schema.org `name`).";
    "slug": "Unique and readable: `ukraine`.";
}
