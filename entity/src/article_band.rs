//! Keys that articles with much text in common are likely to share.

use crate::ArticleId;
use sea_orm::entity::prelude::*;

/// A row of `article_band`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_band")]
pub struct Model {
    /// Hash of four minima and of which four they are.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: i64,
    /// Of which article. No foreign key looks after it, since there are sixteen rows an article: who forgets an article's
    /// fingerprint forgets its keys.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: ArticleId,
}

impl ActiveModelBehavior for ActiveModel {}
