//! Looking at the journal. In: what to look for. Out: runs with their counts, documents with their reasons.

use crate::error::{Error, Result};
use entity::{RunId, RunOutcome, RunVerb, run, run_document};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, DatabaseBackend, DatabaseConnection, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _,
};
use std::collections::{BTreeMap, HashMap};

/// Which runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunFilter {
    /// One command's.
    pub verb: Option<RunVerb>,
    /// Those that did not end.
    pub is_open: bool,
    /// At most so many, the latest first.
    pub limit: u64,
}

/// A run with its counts, which are those of its documents.
#[derive(Clone, Debug)]
pub struct RunSummary {
    /// Its row.
    pub run: run::Model,
    /// How many documents came out how.
    pub documents: BTreeMap<RunOutcome, u64>,
}

/// Which documents of runs.
#[derive(Clone, Debug, Default)]
pub struct DocumentFilter {
    /// Of one run; of all, when left out.
    pub run: Option<RunId>,
    /// With one of these outcomes; with any, when empty.
    pub outcomes: Vec<RunOutcome>,
    /// Whose place holds this text, in any case.
    pub place: Option<String>,
    /// Whose reason holds this text, in any case.
    pub reason: Option<String>,
    /// Behind this one, as the latest page ended.
    pub after: Option<(RunId, i64)>,
    /// At most so many.
    pub limit: u64,
}

/// Whether there was such a run.
pub async fn is_there(database: &DatabaseConnection, run: RunId) -> Result<bool> {
    let row = run::Entity::find_by_id(run).one(database).await;
    Ok(row.map_err(|error| Error::Load("runs", error))?.is_some())
}

/// Runs, the latest first.
pub async fn runs(database: &DatabaseConnection, filter: RunFilter) -> Result<Vec<RunSummary>> {
    let rows = run::Entity::find()
        .apply_if(filter.verb, |query, verb| query.filter(run::Column::Verb.eq(verb)))
        .apply_if(filter.is_open.then_some(()), |query, ()| query.filter(run::Column::EndedAt.is_null()))
        .order_by_desc(run::Column::Id)
        .limit(filter.limit)
        .all(database)
        .await
        .map_err(|error| Error::Load("runs", error))?;
    let ids = rows.iter().map(|run| run.id);
    let counts: Vec<(RunId, RunOutcome, i64)> = run_document::Entity::find()
        .select_only()
        .columns([run_document::Column::RunId, run_document::Column::Outcome])
        .column_as(run_document::Column::Number.count(), "documents")
        .filter(run_document::Column::RunId.is_in(ids))
        .group_by(run_document::Column::RunId)
        .group_by(run_document::Column::Outcome)
        .into_tuple()
        .all(database)
        .await
        .map_err(|error| Error::Load("runs", error))?;
    let mut of_run: HashMap<RunId, BTreeMap<RunOutcome, u64>> = HashMap::new();
    for (run, outcome, count) in counts {
        of_run.entry(run).or_default().insert(outcome, u64::try_from(count).unwrap_or_default());
    }
    let summary = |run: run::Model| {
        let documents = of_run.remove(&run.id).unwrap_or_default();
        RunSummary { run, documents }
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Whether a text holds another, in any case. Nothing in it stands for other letters, as in a `LIKE`.
fn holds(database: &DatabaseConnection, column: run_document::Column, part: &str) -> Expr {
    let sql = match database.get_database_backend() {
        DatabaseBackend::Postgres => "strpos(lower($1), lower($2)) > 0",
        _ => "instr(lower(?), lower(?)) > 0",
    };
    Expr::cust_with_exprs(sql, [Expr::col(column), Expr::val(part)])
}

/// Documents of runs, in the order of the runs and their inputs.
pub async fn documents(
    database: &DatabaseConnection,
    filter: &DocumentFilter,
) -> Result<Vec<run_document::Model>> {
    use run_document::Column::{Number, Outcome, Place, Reason, RunId as Run};
    let query = run_document::Entity::find()
        .apply_if(filter.run, |query, run| query.filter(Run.eq(run)))
        .apply_if(filter.place.as_ref(), |query, place| query.filter(holds(database, Place, place)))
        .apply_if(filter.reason.as_ref(), |query, reason| query.filter(holds(database, Reason, reason)))
        .apply_if(filter.after, |query, (run, number)| {
            query.filter(Run.gt(run).or(Run.eq(run).and(Number.gt(number))))
        })
        .order_by_asc(Run)
        .order_by_asc(Number)
        .limit(filter.limit);
    let outcomes = Some(&filter.outcomes).filter(|outcomes| !outcomes.is_empty());
    let query =
        query.apply_if(outcomes, |query, outcomes| query.filter(Outcome.is_in(outcomes.iter().copied())));
    query.all(database).await.map_err(|error| Error::Load("runs", error))
}
