//! An article that prints nearly the same text as another. Each pair has two rows.

use crate::ArticleId;
use sea_orm::entity::prelude::*;

/// A row of `near_duplicate`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "near_duplicate")]
pub struct Model {
    /// One.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: ArticleId,
    /// One.
    #[sea_orm(belongs_to, relation_enum = "One", from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// The other.
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: ArticleId,
    /// The other.
    #[sea_orm(belongs_to, relation_enum = "Other", from = "other_id", to = "id")]
    pub other: BelongsTo<super::article::Entity>,
    /// Estimated share of the runs of five words that both have, from 0 to 1.
    pub similarity: f64,
}

impl ActiveModelBehavior for ActiveModel {}
