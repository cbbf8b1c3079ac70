//! The small children of a statement in short, as the statement's own row holds them. The tables are what statements
//! are found by; the row is what a page shows, without a look into four tables for each of its statements.

use crate::{
    ArticleId, OfficeBasis, OfficeId, OrganizationId, PersonId, PlaceId, Qualifier, QuoteId, TopicBasis,
    TopicId,
};
use sea_orm::DeriveValueType;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

/// What `statement_topic`, `statement_office`, `statement_mention` and `quote` say of a statement: JSON, an array of the
/// [topics](PartTopic), the [offices](PartOffice), the [mentions](PartMention) and the [first quote](PartQuote). A text,
/// since most who read the row ask for none of them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
pub struct StatementParts(pub String);

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
    /// Of topics and offices by their ids, of mentions in the order they came in, and of the quote that came in first.
    #[must_use]
    pub fn of(
        topics: &[PartTopic],
        offices: &[PartOffice],
        mentions: &[PartMention],
        quote: Option<PartQuote>,
    ) -> Self {
        Self(serde_json::to_string(&(topics, offices, mentions, quote)).unwrap_or_default())
    }

    /// What it is about.
    ///
    /// # Errors
    /// When the text is not what [`Self::of`] makes.
    pub fn topics(&self) -> serde_json::Result<Vec<PartTopic>> {
        self.read::<(_, IgnoredAny, IgnoredAny, IgnoredAny)>().map(|(topics, ..)| topics)
    }

    /// In which offices it was made.
    ///
    /// # Errors
    /// When the text is not what [`Self::of`] makes.
    pub fn offices(&self) -> serde_json::Result<Vec<PartOffice>> {
        self.read::<(IgnoredAny, _, IgnoredAny, IgnoredAny)>().map(|(_, offices, ..)| offices)
    }

    /// Who and where is named in it.
    ///
    /// # Errors
    /// When the text is not what [`Self::of`] makes.
    pub fn mentions(&self) -> serde_json::Result<Vec<PartMention>> {
        self.read::<(IgnoredAny, IgnoredAny, _, IgnoredAny)>().map(|(_, _, mentions, _)| mentions)
    }

    /// The quote that came in first.
    ///
    /// # Errors
    /// When the text is not what [`Self::of`] makes.
    pub fn first_quote(&self) -> serde_json::Result<Option<PartQuote>> {
        self.read::<(IgnoredAny, IgnoredAny, IgnoredAny, _)>().map(|(.., quote)| quote)
    }

    fn read<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(&self.0)
    }
}
