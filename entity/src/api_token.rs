//! A token that lets its holder write. Only its hash is kept.

use crate::{ApiTokenId, Role};
use sea_orm::entity::prelude::*;

/// A row of `api_token`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: ApiTokenId,
    /// Unique; written beside what it changed.
    pub name: String,
    /// Hash of the token, in hexadecimal.
    pub sha256: String,
    /// What it may do.
    pub role: Role,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// Its last day.
    pub expires_on: Option<Date>,
    /// When it was taken back.
    pub revoked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
