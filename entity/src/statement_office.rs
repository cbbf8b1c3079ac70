//! An office that the speaker held on the day of a statement.

use crate::{OfficeBasis, OfficeId, Qualifier, StatementId};
use sea_orm::entity::prelude::*;

/// A row of `statement_office`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_office")]
pub struct Model {
    /// Which statement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub statement_id: StatementId,
    /// Which statement.
    #[sea_orm(belongs_to, from = "statement_id", to = "id")]
    pub statement: BelongsTo<super::statement::Entity>,
    /// Which office.
    #[sea_orm(primary_key, auto_increment = false)]
    pub office_id: OfficeId,
    /// Which office.
    #[sea_orm(belongs_to, from = "office_id", to = "id")]
    pub office: BelongsTo<super::office::Entity>,
    /// What links them.
    pub basis: OfficeBasis,
    /// How it was held.
    pub qualifier: Option<Qualifier>,
    /// The words as printed beside the speaker's name; null where a tenure alone tells.
    pub printed: Option<String>,
    /// The statement's.
    pub said_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
