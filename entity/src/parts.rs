//! The small children of a statement in short, as the statement's own row holds them. The tables are what statements
//! are found by; the row is what a page shows, without a look into four tables for each of its statements.

use crate::{
    ArticleId, OfficeBasis, OfficeId, OrganizationId, PersonId, PlaceId, Qualifier, QuoteId, TopicBasis,
    TopicId,
};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// What `statement_topic`, `statement_office`, `statement_mention` and `quote` say of a statement. A text in the row, whose
/// JSON is an array of the four.
#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveValueType)]
#[sea_orm(
    value_type = "String",
    from_str = "StatementParts::read",
    to_str = "StatementParts::text",
    column_type = "Text"
)]
pub struct StatementParts {
    /// What it is about, by the topics' ids.
    pub topics: Vec<PartTopic>,
    /// In which offices it was made, by the offices' ids.
    pub offices: Vec<PartOffice>,
    /// Who and where is named in it, in the order they came in.
    pub mentions: Vec<PartMention>,
    /// The quote that came in first.
    pub first_quote: Option<PartQuote>,
}

/// A row of `statement_topic`: the topic, the basis, whether it is inherited, whether a human said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTopic(pub TopicId, pub TopicBasis, pub bool, pub bool);

/// A row of `statement_office`: the office, the basis, how it was held, the words as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOffice(pub OfficeId, pub OfficeBasis, pub Option<Qualifier>, pub Option<String>);

/// A row of `statement_mention`: a person, an organization or a place, and the words as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartMention(pub Option<PersonId>, pub Option<OrganizationId>, pub Option<PlaceId>, pub String);

/// A row of `quote`: which, and the article that prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartQuote(pub QuoteId, pub ArticleId);

impl StatementParts {
    /// As the row holds it.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { topics, offices, mentions, first_quote } = self;
        serde_json::to_string(&(topics, offices, mentions, first_quote)).unwrap_or_default()
    }

    fn read(text: &str) -> serde_json::Result<Self> {
        let (topics, offices, mentions, first_quote) = serde_json::from_str(text)?;
        Ok(Self { topics, offices, mentions, first_quote })
    }
}
