//! A quote in the place of an earlier one of the same article, with other words.

use crate::QuoteId;
use sea_orm::entity::prelude::*;

/// A row of `quote_change`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quote_change")]
pub struct Model {
    /// With the new words.
    #[sea_orm(primary_key, auto_increment = false)]
    pub quote_id: QuoteId,
    /// With the new words.
    #[sea_orm(belongs_to, relation_enum = "After", from = "quote_id", to = "id")]
    pub quote: BelongsTo<super::quote::Entity>,
    /// With the words before.
    pub replaced_id: QuoteId,
    /// With the words before.
    #[sea_orm(belongs_to, relation_enum = "Before", from = "replaced_id", to = "id")]
    pub replaced: BelongsTo<super::quote::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
