//! The choices of the contract. Each is a text enum of the database under the same name.

use async_graphql::Enum;

/// How words are reported (Pareti 2012).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::QuoteKind")]
pub(crate) enum QuoteKind {
    /// All of it inside quotation marks.
    Direct,
    /// None of it inside quotation marks.
    Indirect,
    /// Some of it inside quotation marks.
    Mixed,
}

/// What the day of a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
pub(crate) enum SaidBasis {
    /// A date in the sentence.
    Explicit,
    /// A weekday or "yesterday", counted from the article's day.
    Relative,
    /// Nothing was printed: the article's own day, on or before which it was said.
    Publication,
    /// Not even the article has a day: the day its document was received, which tells nothing but that it was said before. It is
    /// no day of an office.
    Received,
    /// A human's word.
    Editorial,
}

impl SaidBasis {
    /// What a day rests on, where the machine went by `basis`.
    pub(crate) fn of(basis: entity::SaidBasis, is_editorial: bool) -> Self {
        match basis {
            _ if is_editorial => Self::Editorial,
            entity::SaidBasis::Explicit => Self::Explicit,
            entity::SaidBasis::Relative => Self::Relative,
            entity::SaidBasis::Publication => Self::Publication,
            entity::SaidBasis::Received => Self::Received,
        }
    }
}

/// How exact a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::Precision")]
pub(crate) enum Precision {
    /// That very day.
    Day,
    /// Some day of the week that starts with it.
    Week,
    /// Some day of its month.
    Month,
    /// Some day of its year.
    Year,
}

/// How far a statement was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::StatementStatus")]
pub(crate) enum StatementStatus {
    /// As the extractor found it.
    Machine,
    /// A human agreed.
    Confirmed,
    /// A human took it out.
    Rejected,
}

/// How the printed words compare with the statement's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::QuoteMatch")]
pub(crate) enum QuoteMatch {
    /// The same words.
    Exact,
    /// A part of them.
    Truncated,
    /// Nearly the same words: some are left out or added, none that means something stands in the place of another.
    Edited,
}

/// What links a statement and a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
pub(crate) enum TopicBasis {
    /// The statement's own words.
    Words,
    /// The sentence around them.
    Sentence,
    /// The article's topics.
    Article,
    /// A human's word.
    Editorial,
}

impl TopicBasis {
    /// What links statement and topic, where the machine went by `basis`.
    pub(crate) fn of(basis: entity::TopicBasis, is_editorial: bool) -> Self {
        match basis {
            _ if is_editorial => Self::Editorial,
            entity::TopicBasis::Words => Self::Words,
            entity::TopicBasis::Sentence => Self::Sentence,
            entity::TopicBasis::Article => Self::Article,
        }
    }
}

/// What a topic stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::TopicKind")]
pub(crate) enum TopicKind {
    /// A matter: trade, migration.
    Subject,
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A place.
    Place,
}

/// Where a topic of an article was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::TopicSource")]
pub(crate) enum TopicSource {
    /// The publisher's tags.
    Tag,
    /// The keywords.
    Keyword,
    /// The body's own words.
    Text,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::PlaceKind")]
pub(crate) enum PlaceKind {
    /// A part of the world that holds countries.
    Continent,
    /// A sovereign or dependent country.
    Country,
    /// A first-level division of a country.
    Region,
    /// A populated place.
    City,
    /// Named in print, and in no gazetteer.
    Other,
}

/// What an organization does for the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::OrganizationKind")]
pub(crate) enum OrganizationKind {
    /// It publishes articles.
    Publisher,
    /// It files stories that others print.
    Agency,
    /// A ministry, parliament or office of a state.
    Government,
    /// A political party.
    Party,
    /// Anything else, or not known.
    Other,
}

/// How an office is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::Qualifier")]
pub(crate) enum Qualifier {
    /// No longer.
    Former,
    /// For the time being.
    Acting,
    /// Not yet.
    Designate,
}

/// What a tenure rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::TenureBasis")]
pub(crate) enum TenureBasis {
    /// Imported reference data.
    Reference,
    /// An article printed the office beside the name.
    Printed,
    /// A human's word.
    Editorial,
}

/// What links a statement and the office it was made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::OfficeBasis")]
pub(crate) enum OfficeBasis {
    /// Printed beside the speaker's name.
    Printed,
    /// A tenure that covers the day.
    Tenure,
}

/// What an image is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::ImageRole")]
pub(crate) enum ImageRole {
    /// It stands above the story.
    Lead,
    /// It stands elsewhere.
    Other,
}

/// Where a name of a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::NameSource")]
pub(crate) enum NameSource {
    /// Printed in an article.
    Article,
    /// Imported reference data.
    Reference,
    /// A human's word.
    Editorial,
}

/// What a correction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::CorrectionKind")]
pub(crate) enum CorrectionKind {
    /// Two records of one person became one.
    Merge,
    /// What is recorded of a statement: who, when, how, about what.
    Statement,
    /// Whether a statement stands.
    Status,
    /// Who held an office when.
    Tenure,
    /// Another name of a record.
    Name,
}
