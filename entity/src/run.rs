//! A run over documents.

use crate::{RunId, RunVerb, Words};
use sea_orm::entity::prelude::*;

/// A row of `run`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: RunId,
    /// The command.
    pub verb: RunVerb,
    /// Files, folders, patterns or feeds, as the user named them.
    pub inputs: Words,
    /// When it began.
    pub started_at: DateTimeUtc,
    /// When its latest batch was written.
    pub written_at: DateTimeUtc,
    /// When it ended; null while it goes on, and where it was cut off.
    pub ended_at: Option<DateTimeUtc>,
    /// What became of its documents.
    #[sea_orm(has_many)]
    pub documents: HasMany<super::run_document::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
