//! A row that a merge moved to the person that stays.

use crate::CorrectionId;
use sea_orm::entity::prelude::*;

/// A row of `merged_row`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "merged_row")]
pub struct Model {
    /// Which merge.
    #[sea_orm(primary_key, auto_increment = false)]
    pub correction_id: CorrectionId,
    /// Which merge.
    #[sea_orm(belongs_to, from = "correction_id", to = "id")]
    pub correction: BelongsTo<super::correction::Entity>,
    /// The row's table.
    #[sea_orm(primary_key, auto_increment = false)]
    pub table_name: String,
    /// Its key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_id: i64,
    /// The rest of a key of two columns, else 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i32,
}

impl ActiveModelBehavior for ActiveModel {}
