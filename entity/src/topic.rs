//! What articles and statements are about: a subject, or the entity it stands for (`about`).

use crate::{OrganizationId, PersonId, PlaceId, TopicId, TopicKind};
use sea_orm::entity::prelude::*;

/// A row of `topic`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: TopicId,
    /// Unique and readable.
    pub slug: String,
    /// As printed first, or the taxonomy's name.
    pub name: String,
    /// Subject, or the kind of its entity.
    pub kind: TopicKind,
    /// IPTC Media Topics: `medtop:20000638`.
    pub iptc_code: Option<String>,
    /// The broader topic.
    pub parent_id: Option<TopicId>,
    /// The person it stands for.
    pub person_id: Option<PersonId>,
    /// The person it stands for.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
    /// The organization it stands for.
    pub organization_id: Option<OrganizationId>,
    /// The organization it stands for.
    #[sea_orm(belongs_to, from = "organization_id", to = "id")]
    pub organization: BelongsTo<Option<super::organization::Entity>>,
    /// The place it stands for.
    pub place_id: Option<PlaceId>,
    /// The place it stands for.
    #[sea_orm(belongs_to, from = "place_id", to = "id")]
    pub place: BelongsTo<Option<super::place::Entity>>,
    /// Every other name.
    #[sea_orm(has_many)]
    pub names: HasMany<super::topic_name::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
