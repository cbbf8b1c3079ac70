//! What is kept as JSON inside a row, because it is read with the row and never searched.

use crate::{OfficeId, OrganizationId, PersonId, Qualifier, TopicBasis, TopicId};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Places in a body, `[start, end)` in Unicode code points, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Spans(pub Vec<(i32, i32)>);

/// Words in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Words(pub Vec<String>);

/// Those who could have spoken, the likeliest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Candidates(pub Vec<Candidate>);

/// Somebody who could have spoken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who, where it is a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Who, where it is an organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Share of the evidence, from 0 to 1.
    pub weight: f32,
}

/// The topics that were found for a statement, without the broader ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct ExtractedTopics(pub Vec<(TopicId, TopicBasis)>);

/// The offices that were printed beside a statement's speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct ExtractedOffices(pub Vec<ExtractedOffice>);

/// An office printed beside a speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractedOffice {
    /// Which.
    pub office: OfficeId,
    /// How it was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    /// The words as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
}
