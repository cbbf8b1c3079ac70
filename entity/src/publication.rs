//! How many publications of statements there were: the last position handed out. One row.

use crate::PublicationId;
use sea_orm::entity::prelude::*;

/// A row of `publication`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
pub struct Model {
    /// Primary key: 1.
    #[sea_orm(primary_key)]
    pub id: PublicationId,
    /// The last position.
    pub latest: i64,
}

impl ActiveModelBehavior for ActiveModel {}
