//! `newsgraph runs` and `newsgraph rejected`: looking at the journal, as lines for people or as JSON for scripts.

use super::Clock;
use crate::config::Store;
use anyhow::bail;
use chrono::{DateTime, Utc};
use clap::Args;
use entity::{RunId, RunOutcome, RunVerb, run_document};
use ingest::journal::{DocumentFilter, RunFilter, RunSummary};
use sea_orm::{ActiveEnum as _, Iterable as _};
use serde_json::json;
use std::io::{self, Write, stdout};
use std::process::ExitCode;

/// Lists runs, the latest first, and how many documents came out how; of `reextract`, how many articles.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  newsgraph runs\n  newsgraph runs --open\n  newsgraph runs --verb ingest --json"
)]
pub(crate) struct Runs {
    #[command(flatten)]
    store: Store,
    /// Only runs of this command: ingest, import, reextract or watch.
    #[arg(long, value_parser = verb)]
    verb: Option<RunVerb>,
    /// Only runs that did not end: they go on, or were cut off.
    #[arg(long)]
    open: bool,
    /// At most so many.
    #[arg(long, default_value_t = 20)]
    limit: u64,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Lists documents of runs; those that were rejected, unless another outcome is asked for.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  newsgraph rejected\n  newsgraph rejected --run 7 --reason binary\n  \
                        newsgraph rejected --run 7 --outcome created --json")]
pub(crate) struct Rejected {
    #[command(flatten)]
    store: Store,
    /// Only documents of this run.
    #[arg(long)]
    run: Option<i64>,
    /// What became of the documents: created, updated, unchanged or rejected.
    #[arg(long, value_parser = outcome, default_value = "rejected")]
    outcome: RunOutcome,
    /// Only documents whose place holds this text.
    #[arg(long)]
    place: Option<String>,
    /// Only documents whose reason holds this text.
    #[arg(long)]
    reason: Option<String>,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

fn verb(name: &str) -> Result<RunVerb, String> {
    let known = RunVerb::iter().find(|verb| verb.to_value() == name);
    known.ok_or_else(|| "a run is ingest, import, reextract or watch".to_owned())
}

fn outcome(name: &str) -> Result<RunOutcome, String> {
    let known = RunOutcome::iter().find(|outcome| outcome.to_value() == name);
    known.ok_or_else(|| "a document is created, updated, unchanged or rejected".to_owned())
}

impl Runs {
    pub(crate) async fn run(self, clock: Clock) -> anyhow::Result<ExitCode> {
        let database = self.store.look().await?;
        let filter = RunFilter { verb: self.verb, is_open: self.open, limit: self.limit };
        let runs = ingest::journal::runs(&database, filter).await?;
        let mut output = stdout().lock();
        if !self.json {
            line(&mut output, &HEAD.map(str::to_owned))?;
        }
        for summary in &runs {
            if self.json {
                writeln!(output, "{}", as_json(summary))?;
            } else {
                line(&mut output, &cells(summary, clock()))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

const HEAD: [&str; 10] = [
    "run",
    "command",
    "began",
    "state",
    "documents",
    "created",
    "updated",
    "unchanged",
    "rejected",
    "inputs",
];

fn cells(RunSummary { run, documents }: &RunSummary, now: DateTime<Utc>) -> [String; 10] {
    let count = |outcome| documents.get(&outcome).copied().unwrap_or_default().to_string();
    let silence = (now - run.written_at).num_seconds();
    let state = match run.ended_at {
        Some(ended) => format!("took {} s", (ended - run.started_at).num_seconds()),
        None => format!("open, wrote {silence} s ago"),
    };
    [
        run.id.0.to_string(),
        run.verb.to_value(),
        run.started_at.format("%Y-%m-%d %H:%M").to_string(),
        state,
        documents.values().sum::<u64>().to_string(),
        count(RunOutcome::Created),
        count(RunOutcome::Updated),
        count(RunOutcome::Unchanged),
        count(RunOutcome::Rejected),
        run.inputs.0.join(" "),
    ]
}

fn line(output: &mut impl Write, cells: &[String; 10]) -> io::Result<()> {
    let [run, verb, began, state, documents, created, updated, unchanged, rejected, inputs] = cells;
    writeln!(
        output,
        "{run:>5}  {verb:9}  {began:16}  {state:24}  {documents:>9}  {created:>9}  {updated:>9}  {unchanged:>9}  {rejected:>9}  {inputs}"
    )
}

fn as_json(RunSummary { run, documents }: &RunSummary) -> serde_json::Value {
    let count = |outcome| documents.get(&outcome).copied().unwrap_or_default();
    json!({
        "run": run.id.0,
        "command": run.verb,
        "inputs": run.inputs,
        "started_at": run.started_at,
        "written_at": run.written_at,
        "ended_at": run.ended_at,
        "documents": documents.values().sum::<u64>(),
        "created": count(RunOutcome::Created),
        "updated": count(RunOutcome::Updated),
        "unchanged": count(RunOutcome::Unchanged),
        "rejected": count(RunOutcome::Rejected),
    })
}

/// Documents read at once.
const PAGE: u64 = 1_000;

impl Rejected {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.store.look().await?;
        if let Some(run) = self.run
            && !ingest::journal::is_there(&database, RunId(run)).await?
        {
            bail!("there is no run {run}; see newsgraph runs");
        }
        let mut filter = DocumentFilter {
            run: self.run.map(RunId),
            outcomes: vec![self.outcome],
            place: self.place,
            reason: self.reason,
            after: None,
            limit: PAGE,
        };
        let mut output = stdout().lock();
        loop {
            let page = ingest::journal::documents(&database, &filter).await?;
            for document in &page {
                tell(&mut output, document, self.json)?;
            }
            let Some(last) = page.last() else { return Ok(ExitCode::SUCCESS) };
            filter.after = Some((last.run_id, last.number));
        }
    }
}

fn tell(output: &mut impl Write, document: &run_document::Model, is_json: bool) -> io::Result<()> {
    if is_json {
        let object = json!({
            "run": document.run_id,
            "number": document.number,
            "place": document.place,
            "sha256": document.sha256,
            "outcome": document.outcome,
            "reason": document.reason,
        });
        return writeln!(output, "{object}");
    }
    let reason = document.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    writeln!(output, "{:>5}  {}{reason}", document.run_id.0, document.place)
}
