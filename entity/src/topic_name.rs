//! A name of a topic, the printed forms included.

use crate::{NameSource, TopicId, TopicNameId};
use sea_orm::entity::prelude::*;

/// A row of `topic_name`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_name")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: TopicNameId,
    /// Whose name.
    pub topic_id: TopicId,
    /// Whose name.
    #[sea_orm(belongs_to, from = "topic_id", to = "id")]
    pub topic: BelongsTo<super::topic::Entity>,
    /// As printed.
    pub name: String,
    /// As it is looked up: lower case, no accents, no punctuation.
    pub name_key: String,
    /// Where it comes from.
    pub source: NameSource,
}

impl ActiveModelBehavior for ActiveModel {}
