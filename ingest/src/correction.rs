//! What humans correct. In: an editor's word on a statement, a person, a tenure or a name. Out: the corrected rows
//! and a row of `correction` that keeps who said so, when and why, until it is undone.
//!
//! A correction of a statement lies over what the extractor says ([`overlay`]); beneath it documents keep coming
//! in, so that it outlives them all, and what lies beneath holds again once it is undone. A merge moves rows and
//! remembers which ([`merge`]).

mod change;
mod day;
pub(crate) mod merge;
mod name;
pub(crate) mod overlay;
mod statement;
mod tenure;
mod twin;
mod undo;

use crate::error::Error;
pub use change::{StatementChange, Voiced};
use chrono::{DateTime, Utc};
use entity::{CorrectionId, CorrectionKind, OrganizationId, PersonId, StatementId, correction};
pub use merge::merge_people;
pub use name::{Bearing, add_name};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{DatabaseTransaction, EntityTrait as _};
pub use statement::{correct_statement, set_status};
pub use tenure::{NewTenure, add_tenure};
pub use undo::undo;

/// Who corrects, when and why.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The name of their token.
    pub name: String,
    /// Why.
    pub reason: Option<String>,
    /// Now.
    pub at: DateTime<Utc>,
}

/// Why a correction was not made.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It makes no sense; the editor is told.
    #[error("{message}")]
    Refused {
        /// What is wrong, in a word that programs read.
        code: Refusal,
        /// The field of the input.
        field: &'static str,
        /// What would be right.
        message: String,
    },
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// What is wrong with a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such record.
    NotFound,
    /// It is so already.
    Already,
    /// The values contradict each other.
    Invalid,
    /// Something else must be undone first.
    Blocked,
}

pub(crate) type Result<T> = std::result::Result<T, Failure>;

pub(crate) fn refuse<T>(code: Refusal, field: &'static str, message: impl Into<String>) -> Result<T> {
    Err(Failure::Refused { code, field, message: message.into() })
}

/// The record that a correction is of.
#[derive(Clone, Copy, Debug, Default)]
struct Of {
    statement: Option<StatementId>,
    person: Option<PersonId>,
    organization: Option<OrganizationId>,
}

/// Keeps a correction.
async fn keep(
    tx: &DatabaseTransaction,
    kind: CorrectionKind,
    editor: &Editor,
    of: Of,
    (before, after): (serde_json::Value, serde_json::Value),
) -> Result<CorrectionId> {
    let row = correction::ActiveModel {
        id: NotSet,
        kind: Set(kind),
        made_at: Set(editor.at),
        made_by: Set(editor.name.clone()),
        reason: Set(editor.reason.clone()),
        before: Set(before),
        after: Set(after),
        undone_at: Set(None),
        undone_by: Set(None),
        undone_reason: Set(None),
        statement_id: Set(of.statement),
        person_id: Set(of.person),
        organization_id: Set(of.organization),
    };
    let kept = correction::Entity::insert(row).exec(tx).await;
    Ok(kept.map_err(|error| Error::Write("correction", error))?.last_insert_id)
}
