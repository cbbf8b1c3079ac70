//! An image of an article (schema.org `ImageObject`).

use crate::{ArticleId, ImageRole};
use sea_orm::entity::prelude::*;

/// A row of `article_image`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_image")]
pub struct Model {
    /// Of which article.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: ArticleId,
    /// Of which article.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// From 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Address as printed.
    pub url: String,
    /// What it is for.
    pub role: ImageRole,
    /// The publisher's number of the picture that several crops share.
    pub base_id: Option<String>,
    /// The part of the base picture, as printed.
    pub crop: Option<String>,
    /// In pixels.
    pub width: Option<i32>,
    /// In pixels.
    pub height: Option<i32>,
    /// `caption`.
    pub caption: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
