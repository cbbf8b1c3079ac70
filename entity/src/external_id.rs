//! Somebody else's identifier of exactly one entity (schema.org `sameAs`).

use crate::{ExternalIdId, OrganizationId, PersonId, PlaceId, TopicId};
use sea_orm::entity::prelude::*;

/// A row of `external_id`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "external_id")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: ExternalIdId,
    /// `wikidata`, `geonames`, `bioguide`, `url`.
    pub scheme: String,
    /// The identifier.
    pub value: String,
    /// How sure, from 0 to 1.
    pub confidence: f64,
    /// Whose it is, where that is a person.
    pub person_id: Option<PersonId>,
    /// Whose it is, where that is a person.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
    /// Whose it is, where that is an organization.
    pub organization_id: Option<OrganizationId>,
    /// Whose it is, where that is an organization.
    #[sea_orm(belongs_to, from = "organization_id", to = "id")]
    pub organization: BelongsTo<Option<super::organization::Entity>>,
    /// Whose it is, where that is a place.
    pub place_id: Option<PlaceId>,
    /// Whose it is, where that is a place.
    #[sea_orm(belongs_to, from = "place_id", to = "id")]
    pub place: BelongsTo<Option<super::place::Entity>>,
    /// Whose it is, where that is a topic.
    pub topic_id: Option<TopicId>,
    /// Whose it is, where that is a topic.
    #[sea_orm(belongs_to, from = "topic_id", to = "id")]
    pub topic: BelongsTo<Option<super::topic::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
