//! A state in which an article was seen.

use crate::{ArticleId, ArticleVersionId, DocumentId};
use sea_orm::entity::prelude::*;

/// A row of `article_version`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_version")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: ArticleVersionId,
    /// Of which article.
    pub article_id: ArticleId,
    /// Of which article.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// The document that told of it.
    pub document_id: DocumentId,
    /// The document that told of it.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
    /// From 1, in the order they were seen.
    pub number: i32,
    /// When its document came in.
    pub seen_at: DateTimeUtc,
    /// The headline then.
    pub headline: String,
    /// The body then; the spans of its quotes count in it.
    pub body: String,
    /// Hash of that body.
    pub body_sha256: String,
}

impl ActiveModelBehavior for ActiveModel {}
