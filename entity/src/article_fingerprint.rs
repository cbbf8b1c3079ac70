//! What is compared to find articles with nearly the same text.

use crate::ArticleId;
use sea_orm::entity::prelude::*;

/// A row of `article_fingerprint`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_fingerprint")]
pub struct Model {
    /// Of which article.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: ArticleId,
    /// Of which article.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// 64 minima of 32 bits, little-endian.
    pub minima: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
