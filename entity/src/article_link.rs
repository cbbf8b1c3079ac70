//! A page that an article points to.

use crate::{ArticleId, Words};
use sea_orm::entity::prelude::*;

/// A row of `article_link`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_link")]
pub struct Model {
    /// Which article points.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: ArticleId,
    /// Which article points.
    #[sea_orm(belongs_to, relation_enum = "Source", from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// From 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Address as printed.
    pub url: String,
    /// Tags printed beside the link; they are the linked page's.
    pub tags: Words,
    /// The article at that address, once it came in.
    pub target_id: Option<ArticleId>,
    /// The article at that address, once it came in.
    #[sea_orm(belongs_to, relation_enum = "Target", from = "target_id", to = "id")]
    pub target: BelongsTo<Option<super::article::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
