//! A feed that is watched.

use crate::FeedId;
use sea_orm::entity::prelude::*;

/// A row of `feed`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: FeedId,
    /// Its address; unique.
    pub url: String,
    /// `ETag` of the latest answer, as it came.
    pub etag: Option<String>,
    /// `Last-Modified` of the latest answer, as it came.
    pub modified: Option<String>,
    /// When it was asked for last.
    pub polled_at: Option<DateTimeUtc>,
    /// Polls that failed since the last one that did not.
    pub failures: i32,
    /// Why the latest failed.
    pub failure: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
