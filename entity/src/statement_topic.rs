//! A topic of a statement, with the columns that the main question filters and sorts by.

use crate::{OrganizationId, PersonId, StatementId, TopicBasis, TopicId};
use sea_orm::entity::prelude::*;

/// A row of `statement_topic`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_topic")]
pub struct Model {
    /// Which statement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub statement_id: StatementId,
    /// Which statement.
    #[sea_orm(belongs_to, from = "statement_id", to = "id")]
    pub statement: BelongsTo<super::statement::Entity>,
    /// Which topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: TopicId,
    /// Which topic.
    #[sea_orm(belongs_to, from = "topic_id", to = "id")]
    pub topic: BelongsTo<super::topic::Entity>,
    /// What links them.
    pub basis: TopicBasis,
    /// A broader topic of one that was found.
    pub is_inherited: bool,
    /// Whether a human said so; the basis then says nothing.
    pub is_editorial: bool,
    /// The statement's.
    pub said_on: Date,
    /// The statement's.
    pub speaker_person_id: Option<PersonId>,
    /// The statement's.
    pub speaker_organization_id: Option<OrganizationId>,
}

impl ActiveModelBehavior for ActiveModel {}
