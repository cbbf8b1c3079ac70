//! A topic of an article.

use crate::{ArticleId, TopicId, TopicSource};
use sea_orm::entity::prelude::*;

/// A row of `article_topic`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_topic")]
pub struct Model {
    /// Which article.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: ArticleId,
    /// Which article.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// Which topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: TopicId,
    /// Which topic.
    #[sea_orm(belongs_to, from = "topic_id", to = "id")]
    pub topic: BelongsTo<super::topic::Entity>,
    /// From 0, in the order they are printed.
    pub position: i32,
    /// Where it was found.
    pub source: TopicSource,
}

impl ActiveModelBehavior for ActiveModel {}
