//! A human's word on a record. It outlives every re-run.

use crate::{CorrectionId, CorrectionKind, PersonId, StatementId};
use sea_orm::entity::prelude::*;

/// A row of `correction`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "correction")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: CorrectionId,
    /// What it changed.
    pub kind: CorrectionKind,
    /// When.
    pub made_at: DateTimeUtc,
    /// The name of the token it came with.
    pub made_by: String,
    /// Why.
    pub reason: Option<String>,
    /// The columns before.
    pub before: Json,
    /// The columns after.
    pub after: Json,
    /// Of a statement,
    pub statement_id: Option<StatementId>,
    /// Of a statement,
    #[sea_orm(belongs_to, from = "statement_id", to = "id")]
    pub statement: BelongsTo<Option<super::statement::Entity>>,
    /// or a person.
    pub person_id: Option<PersonId>,
    /// or a person.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
