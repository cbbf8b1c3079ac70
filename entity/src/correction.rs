//! A human's word on a record. It outlives every re-run.

use crate::{CorrectionId, CorrectionKind, OrganizationId, PersonId, StatementId};
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
    /// What it changed, before.
    pub before: Json,
    /// What it changed, after.
    pub after: Json,
    /// When it was taken back; it holds until then.
    pub undone_at: Option<DateTimeUtc>,
    /// The name of the token that took it back.
    pub undone_by: Option<String>,
    /// Why it was taken back.
    pub undone_reason: Option<String>,
    /// What it is of, where that is a statement.
    pub statement_id: Option<StatementId>,
    /// What it is of, where that is a statement.
    #[sea_orm(belongs_to, from = "statement_id", to = "id")]
    pub statement: BelongsTo<Option<super::statement::Entity>>,
    /// What it is of, where that is a person.
    pub person_id: Option<PersonId>,
    /// What it is of, where that is a person.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
    /// What it is of, where that is an organization.
    pub organization_id: Option<OrganizationId>,
    /// What it is of, where that is an organization.
    #[sea_orm(belongs_to, from = "organization_id", to = "id")]
    pub organization: BelongsTo<Option<super::organization::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
