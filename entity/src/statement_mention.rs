//! An entity named inside the words of a statement: exactly one of person, organization and place.

use crate::{OrganizationId, PersonId, PlaceId, StatementId, StatementMentionId};
use sea_orm::entity::prelude::*;

/// A row of `statement_mention`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_mention")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: StatementMentionId,
    /// Which statement.
    pub statement_id: StatementId,
    /// Which statement.
    #[sea_orm(belongs_to, from = "statement_id", to = "id")]
    pub statement: BelongsTo<super::statement::Entity>,
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
}

impl ActiveModelBehavior for ActiveModel {}
