//! An entity named in an article: exactly one of person, organization and place.

use crate::{ArticleId, Creator, MentionId, OrganizationId, PersonId, PlaceId};
use sea_orm::entity::prelude::*;

/// A row of `mention`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mention")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: MentionId,
    /// Where.
    pub article_id: ArticleId,
    /// Where.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// What is named, where it is a person.
    pub person_id: Option<PersonId>,
    /// What is named, where it is a person.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
    /// What is named, where it is an organization.
    pub organization_id: Option<OrganizationId>,
    /// What is named, where it is an organization.
    #[sea_orm(belongs_to, from = "organization_id", to = "id")]
    pub organization: BelongsTo<Option<super::organization::Entity>>,
    /// What is named, where it is a place.
    pub place_id: Option<PlaceId>,
    /// What is named, where it is a place.
    #[sea_orm(belongs_to, from = "place_id", to = "id")]
    pub place: BelongsTo<Option<super::place::Entity>>,
    /// The words as printed.
    pub printed: String,
    /// Offset in the body, in Unicode code points.
    pub span_start: i32,
    /// Offset after the last one.
    pub span_end: i32,
    /// Who found it.
    pub creator: Creator,
}

impl ActiveModelBehavior for ActiveModel {}
