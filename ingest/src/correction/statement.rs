//! Corrections of a statement.

use super::day::first;
use super::{Editor, Of, Refusal, Result, StatementChange, Voiced, keep, overlay, refuse};
use crate::error::Error;
use crate::{publication, transaction};
use entity::{
    CorrectionId, CorrectionKind, StatementId, StatementStatus, TopicId, statement, statement_topic,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
};

/// Corrects what is recorded of a statement.
pub async fn correct_statement(
    database: &DatabaseConnection,
    id: StatementId,
    mut change: StatementChange,
    editor: &Editor,
) -> Result<CorrectionId> {
    if change.is_empty() {
        return refuse(
            Refusal::Invalid,
            "input",
            "nothing is corrected; give at least one field beside the reason",
        );
    }
    if let Some(topic) = change.add_topics.iter().find(|topic| change.remove_topics.contains(topic)) {
        let at = change.add_topics.iter().position(|other| other == topic).unwrap_or_default();
        let message = format!("the topic at {at} is added and removed at once; name it in one of the lists");
        return refuse(Refusal::Invalid, "addTopics", message);
    }
    // As the extractor keeps them.
    change.said = change.said.map(|(day, precision)| (first(day, precision), precision));
    write(database, CorrectionKind::Statement, id, change, editor).await
}

/// Says whether a statement stands: rejected ones leave the lists, confirmed ones were looked at.
pub async fn set_status(
    database: &DatabaseConnection,
    id: StatementId,
    status: StatementStatus,
    editor: &Editor,
) -> Result<CorrectionId> {
    let change = StatementChange { status: Some(status), ..Default::default() };
    write(database, CorrectionKind::Status, id, change, editor).await
}

async fn write(
    database: &DatabaseConnection,
    kind: CorrectionKind,
    id: StatementId,
    change: StatementChange,
    editor: &Editor,
) -> Result<CorrectionId> {
    let tx = transaction::begin(database).await?;
    let row = statement::Entity::find_by_id(id).one(&tx).await;
    let Some(row) = row.map_err(|error| Error::Load("statements", error))? else {
        return refuse(Refusal::NotFound, "statement", "there is no statement of this id");
    };
    let about = about(&tx, id).await?;
    let is_broader = |topic: &TopicId| about.iter().any(|row| row.topic_id == *topic && row.is_inherited);
    if let Some(at) = change.remove_topics.iter().position(is_broader) {
        let message = format!("the topic at {at} is broader than one of the statement's; remove that one");
        return refuse(Refusal::Invalid, "removeTopics", message);
    }
    let change = news(&row, &about, change);
    if change.is_empty() {
        let message = match kind {
            CorrectionKind::Status => format!("the statement is {} already", told(row.status)),
            _ => "all of this is so already; `confirmStatement` tells that somebody looked at it".to_owned(),
        };
        return refuse(Refusal::Already, "statement", message);
    }
    let before = before(&row, &change);
    overlay::lay(&tx, &row).await?;
    let json = (json(&before)?, json(&change)?);
    let of = Of { statement: Some(id), ..Of::default() };
    let correction = keep(&tx, kind, editor, of, json).await?;
    overlay::correct(&tx, id).await?;
    publish(&tx, id).await?;
    transaction::commit(tx).await?;
    Ok(correction)
}

/// Tells listeners that a statement is another one now.
pub(super) async fn publish(tx: &DatabaseTransaction, id: StatementId) -> Result<()> {
    let position = publication::advance(tx, 1).await?;
    let row = statement::ActiveModel { id: Set(id), changed_position: Set(position), ..Default::default() };
    statement::Entity::update(row).exec(tx).await.map_err(|error| Error::Write("statement", error))?;
    Ok(())
}

fn told(status: StatementStatus) -> &'static str {
    match status {
        StatementStatus::Machine => "as the machine found it",
        StatementStatus::Confirmed => "confirmed",
        StatementStatus::Rejected => "rejected",
    }
}

/// What the statement is about.
async fn about(tx: &DatabaseTransaction, id: StatementId) -> Result<Vec<statement_topic::Model>> {
    let these = statement_topic::Entity::find().filter(statement_topic::Column::StatementId.eq(id));
    Ok(these.all(tx).await.map_err(|error| Error::Load("topics", error))?)
}

/// What of a change is one: what is so already is left out.
fn news(
    row: &statement::Model,
    about: &[statement_topic::Model],
    change: StatementChange,
) -> StatementChange {
    let is_about = |topic: &TopicId| about.iter().any(|row| row.topic_id == *topic && !row.is_inherited);
    StatementChange {
        speaker: change.speaker.filter(|speaker| *speaker != voiced(row)),
        said: change.said.filter(|said| *said != (row.said_on, row.said_precision)),
        kind: change.kind.filter(|kind| *kind != row.kind),
        status: change.status.filter(|status| *status != row.status),
        add_topics: change.add_topics.into_iter().filter(|topic| !is_about(topic)).collect(),
        remove_topics: change.remove_topics.into_iter().filter(is_about).collect(),
    }
}

/// What the change replaces.
fn before(row: &statement::Model, change: &StatementChange) -> StatementChange {
    StatementChange {
        speaker: change.speaker.is_some().then(|| voiced(row)),
        said: change.said.map(|_| (row.said_on, row.said_precision)),
        kind: change.kind.map(|_| row.kind),
        status: change.status.map(|_| row.status),
        // Seen from before: those that were there.
        add_topics: change.remove_topics.clone(),
        remove_topics: Vec::new(),
    }
}

fn voiced(row: &statement::Model) -> Voiced {
    match (row.speaker_person_id, row.speaker_organization_id, &row.speaker_printed) {
        (Some(person), ..) => Voiced::Person(person),
        (_, Some(organization), _) => Voiced::Organization(organization),
        (_, _, Some(printed)) => Voiced::Printed(printed.clone()),
        _ => Voiced::Unknown,
    }
}

fn json(change: &StatementChange) -> Result<serde_json::Value> {
    let error =
        |error: serde_json::Error| Error::Write("correction", sea_orm::DbErr::Json(error.to_string()));
    Ok(serde_json::to_value(change).map_err(error)?)
}
