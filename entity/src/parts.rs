//! The small children of a statement in short, as the statement's own row holds them. The tables are what statements
//! are found by; the row is what a page shows, without a look into four tables for each of its statements.

use crate::{
    ArticleId, OfficeBasis, OfficeId, OrganizationId, PersonId, PlaceId, Qualifier, QuoteId, TopicBasis,
    TopicId,
};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

/// What `statement_topic`, `statement_office`, `statement_mention` and `quote` say of a statement, as its row holds it: a
/// text, since most who read the row ask for none of it. Who does has it read, once.
#[derive(Clone, Debug, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub struct StatementParts {
    text: String,
    told: OnceLock<Result<Parts, String>>,
}

/// The small children of a statement. The text is JSON, an array of the four.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
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
    /// What the text says.
    ///
    /// # Errors
    /// When it is not the text of any [`Parts`]: why.
    pub fn told(&self) -> Result<&Parts, &str> {
        let told = self.told.get_or_init(|| Parts::read(&self.text).map_err(|error| error.to_string()));
        told.as_ref().map_err(String::as_str)
    }
}

impl FromStr for StatementParts {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self { text: text.to_owned(), told: OnceLock::new() })
    }
}

impl fmt::Display for StatementParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl From<&Parts> for StatementParts {
    fn from(Parts { topics, offices, mentions, first_quote }: &Parts) -> Self {
        let text = serde_json::to_string(&(topics, offices, mentions, first_quote));
        Self { text: text.expect("ids, names and words are JSON"), told: OnceLock::new() }
    }
}

impl PartialEq for StatementParts {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Parts {
    fn read(text: &str) -> serde_json::Result<Self> {
        let (topics, offices, mentions, first_quote) = serde_json::from_str(text)?;
        Ok(Self { topics, offices, mentions, first_quote })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let office = |held, printed: Option<&str>| {
            PartOffice(OfficeId(3), OfficeBasis::Printed, held, printed.map(str::to_owned))
        };
        let parts = Parts {
            topics: vec![PartTopic(TopicId(7), TopicBasis::Words, true, false)],
            offices: vec![office(None, None), office(Some(Qualifier::Acting), Some("the \"acting\" mayor"))],
            mentions: vec![PartMention(None, None, Some(PlaceId(9)), "Łódź".to_owned())],
            first_quote: Some(PartQuote(QuoteId(1), ArticleId(2))),
        };
        assert_eq!(StatementParts::from(&parts).told(), Ok(&parts));
        let none = StatementParts::from(&Parts::default());
        assert_eq!((none.to_string().as_str(), none.told()), ("[[],[],[],null]", Ok(&Parts::default())));
    }

    #[test]
    fn a_row_of_another_program_is_told_as_such() {
        let Ok(row) = "".parse::<StatementParts>();
        assert!(row.told().is_err_and(|why| why.contains("EOF")));
    }
}
