//! The journal of runs. In: what became of the documents of a batch. Out: rows of `run` and `run_document`,
//! written in the transaction of the documents themselves: a run that was cut off goes on where it stopped, and
//! a batch that is written again after a lost answer is told once.

mod list;

pub use list::{DocumentFilter, RunFilter, RunSummary, documents, is_there, runs};

use crate::document::Document;
use crate::error::{Error, Result};
use crate::keys::one_of;
use crate::save::Change;
use chrono::{DateTime, Utc};
use entity::{RunId, RunOutcome, RunVerb, Words, document, run, run_document};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseConnection, DatabaseTransaction,
    EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::{HashMap, HashSet};

/// A run that documents are recorded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its row.
    pub id: RunId,
    /// How many documents the journal holds already: more than none where a run was cut off.
    pub done: u64,
}

/// A document in its place in a run.
#[derive(Clone, Debug)]
pub struct Entry {
    /// From 0, in the order of the inputs.
    pub number: i64,
    /// Where it was found, for people.
    pub place: String,
    /// Hash of its bytes; nothing for what could not be read at all.
    pub sha256: Option<String>,
    /// What it gave.
    pub found: Found,
}

/// What a document gave.
#[derive(Clone, Debug)]
pub enum Found {
    /// Stories.
    Document(Document),
    /// Nothing new: [`known`] told so, and it was not read.
    Known,
    /// A sentence that says why it was not read.
    Rejected(String),
}

impl Entry {
    pub(crate) fn document(&self) -> Option<&Document> {
        if let Found::Document(document) = &self.found { Some(document) } else { None }
    }

    /// What became of it, by what it did to the articles it tells of.
    pub fn outcome(&self, changes: &[Change]) -> RunOutcome {
        match self.found {
            Found::Rejected(_) => RunOutcome::Rejected,
            _ if changes.contains(&Change::Created) => RunOutcome::Created,
            _ if changes.contains(&Change::Updated) => RunOutcome::Updated,
            _ => RunOutcome::Unchanged,
        }
    }
}

impl From<Change> for RunOutcome {
    fn from(change: Change) -> Self {
        match change {
            Change::Created => Self::Created,
            Change::Updated => Self::Updated,
            Change::Unchanged => Self::Unchanged,
        }
    }
}

/// Begins a run, or goes on with the latest of the same inputs that did not end. Standard input, `-`, is new
/// every time.
pub async fn begin(
    database: &DatabaseConnection,
    verb: RunVerb,
    inputs: &[String],
    now: DateTime<Utc>,
) -> Result<Run> {
    let inputs = Words(inputs.to_vec());
    let is_new = inputs.0.iter().any(|input| input == "-");
    if let Some(id) = if is_new { None } else { cut_off(database, verb, &inputs).await? } {
        let done = run_document::Entity::find().filter(run_document::Column::RunId.eq(id)).count(database);
        return Ok(Run { id, done: done.await.map_err(|error| Error::Load("runs", error))? });
    }
    let row = run::ActiveModel {
        id: NotSet,
        verb: Set(verb),
        inputs: Set(inputs),
        started_at: Set(now),
        written_at: Set(now),
        ended_at: Set(None),
    };
    let row = row.insert(database).await.map_err(|error| Error::Write("run", error))?;
    Ok(Run { id: row.id, done: 0 })
}

async fn cut_off(database: &DatabaseConnection, verb: RunVerb, inputs: &Words) -> Result<Option<RunId>> {
    let open = run::Entity::find().filter(run::Column::Verb.eq(verb)).filter(run::Column::EndedAt.is_null());
    let open = open.order_by_desc(run::Column::Id).all(database).await;
    let open = open.map_err(|error| Error::Load("runs", error))?;
    Ok(open.into_iter().find(|run| run.inputs == *inputs).map(|run| run.id))
}

/// Ends a run: the same inputs again are another one.
pub async fn end(database: &DatabaseConnection, run: Run, now: DateTime<Utc>) -> Result<()> {
    let ended = run::Entity::update_many()
        .col_expr(run::Column::EndedAt, Expr::value(now))
        .filter(run::Column::Id.eq(run.id));
    ended.exec(database).await.map_err(|error| Error::Write("run", error))?;
    Ok(())
}

/// Those of these hashes whose documents are in the database: they need not be read again.
pub async fn known(database: &impl ConnectionTrait, hashes: &[&str]) -> Result<HashSet<String>> {
    let these = one_of(database, document::Column::Sha256, hashes);
    let query = document::Entity::find().filter(these).select_only().column(document::Column::Sha256);
    let found: Vec<String> =
        query.into_tuple().all(database).await.map_err(|error| Error::Load("documents", error))?;
    Ok(found.into_iter().collect())
}

/// The numbers of those entries that the journal tells of already.
pub(crate) async fn told(tx: &DatabaseTransaction, run: Run, entries: &[Entry]) -> Result<HashSet<i64>> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(HashSet::new()) };
    let rows = run_document::Entity::find()
        .filter(run_document::Column::RunId.eq(run.id))
        .filter(run_document::Column::Number.between(first.number, last.number))
        .all(tx)
        .await
        .map_err(|error| Error::Load("runs", error))?;
    let rows: HashMap<i64, run_document::Model> = rows.into_iter().map(|row| (row.number, row)).collect();
    let is_same =
        |row: &run_document::Model, entry: &Entry| row.place == entry.place && row.sha256 == entry.sha256;
    let told = entries.iter().filter(|entry| rows.get(&entry.number).is_some_and(|row| is_same(row, entry)));
    let told: HashSet<i64> = told.map(|entry| entry.number).collect();
    // Inputs that changed since the run was cut off: what is told of these numbers now holds.
    let stale: Vec<i64> = rows.into_keys().filter(|number| !told.contains(number)).collect();
    if !stale.is_empty() {
        let these = one_of(tx, run_document::Column::Number, stale);
        let delete = run_document::Entity::delete_many().filter(run_document::Column::RunId.eq(run.id));
        delete.filter(these).exec(tx).await.map_err(|error| Error::Write("run_document", error))?;
    }
    Ok(told)
}

/// Writes what became of entries.
pub(crate) async fn tell(
    tx: &DatabaseTransaction,
    run: Run,
    outcomes: &[(&Entry, &[Change])],
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = outcomes.iter().map(|(entry, changes)| run_document::ActiveModel {
        run_id: Set(run.id),
        number: Set(entry.number),
        place: Set(entry.place.clone()),
        sha256: Set(entry.sha256.clone()),
        outcome: Set(entry.outcome(changes)),
        reason: Set(if let Found::Rejected(reason) = &entry.found { Some(reason.clone()) } else { None }),
    });
    crate::rows::insert(tx, rows.collect()).await?;
    let written = run::Entity::update_many()
        .col_expr(run::Column::WrittenAt, Expr::value(now))
        .filter(run::Column::Id.eq(run.id));
    written.exec(tx).await.map_err(|error| Error::Write("run", error))?;
    Ok(())
}
