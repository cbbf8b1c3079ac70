//! What became of a document of a run.

use crate::{RunId, RunOutcome};
use sea_orm::entity::prelude::*;

/// A row of `run_document`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_document")]
pub struct Model {
    /// Of which run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: RunId,
    /// Of which run.
    #[sea_orm(belongs_to, from = "run_id", to = "id")]
    pub run: BelongsTo<super::run::Entity>,
    /// From 0, in the order of the inputs.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Where it was found, for people: a file and line, an address.
    pub place: String,
    /// Hash of its bytes; null for what could not be read at all.
    pub sha256: Option<String>,
    /// What became of it.
    pub outcome: RunOutcome,
    /// Why it was rejected, as a sentence.
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
