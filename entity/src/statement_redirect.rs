//! Where a statement went that turned out to be another one.

use crate::StatementId;
use sea_orm::entity::prelude::*;

/// A row of `statement_redirect`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_redirect")]
pub struct Model {
    /// The id it had.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StatementId,
    /// The one that stays.
    pub statement_id: StatementId,
    /// The one that stays.
    #[sea_orm(belongs_to, from = "statement_id", to = "id")]
    pub statement: BelongsTo<super::statement::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
