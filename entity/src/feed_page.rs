//! A page that an entry of a feed leads to.

use crate::{ArticleId, FeedPageId};
use sea_orm::entity::prelude::*;

/// A row of `feed_page`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_page")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: FeedPageId,
    /// The link of the entry; unique.
    pub url: String,
    /// Until when what its entry tells is known: it is asked for again when the entry was changed later.
    pub asked_at: DateTimeUtc,
    /// The article that it leads to, where that has another address.
    pub article_id: Option<ArticleId>,
    /// The article that it leads to, where that has another address.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<Option<super::article::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
