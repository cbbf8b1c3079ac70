//! Taking a correction back: what it changed is again as it was.

use super::{Editor, Refusal, Result, merge, name, overlay, refuse, statement, tenure};
use crate::error::Error;
use crate::transaction;
use entity::{CorrectionId, CorrectionKind, correction};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseConnection, EntityTrait as _};

/// Takes a correction back. It stays on record with who took it back, when and why.
pub async fn undo(database: &DatabaseConnection, id: CorrectionId, editor: &Editor) -> Result<()> {
    let tx = transaction::begin(database).await?;
    let row = correction::Entity::find_by_id(id).one(&tx).await;
    let Some(row) = row.map_err(|error| Error::Load("corrections", error))? else {
        return refuse(Refusal::NotFound, "correction", "there is no correction of this id");
    };
    if let Some(at) = row.undone_at {
        let by = row.undone_by.unwrap_or_default();
        let message = format!("it was undone on {} by {by} already", at.date_naive());
        return refuse(Refusal::Already, "correction", message);
    }
    let undone = correction::ActiveModel {
        id: Set(id),
        undone_at: Set(Some(editor.at)),
        undone_by: Set(Some(editor.name.clone())),
        undone_reason: Set(editor.reason.clone()),
        ..Default::default()
    };
    correction::Entity::update(undone).exec(&tx).await.map_err(|error| Error::Write("correction", error))?;
    match row.kind {
        CorrectionKind::Statement | CorrectionKind::Status => {
            if let Some(id) = row.statement_id {
                overlay::correct(&tx, id).await?;
                statement::publish(&tx, id).await?;
            }
        }
        CorrectionKind::Merge => merge::undo(&tx, &row).await?,
        CorrectionKind::Tenure => tenure::undo(&tx, &row).await?,
        CorrectionKind::Name => name::undo(&tx, &row).await?,
    }
    transaction::commit(tx).await?;
    Ok(())
}
