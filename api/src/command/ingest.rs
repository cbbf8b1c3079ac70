//! `newsgraph ingest` and `newsgraph import`: documents into the database. Reading and extraction run on all
//! cores, one writer follows; progress, a summary at the end, an exit status for scripts.

mod patience;
mod prepare;
mod preview;
mod progress;
mod run;
mod source;

use super::Clock;
use crate::config::{Patience, Store};
use crate::database::close;
use crate::{Pool, Work, check_schema, migrate, open};
use clap::{Args, ValueEnum};
use entity::RunVerb;
pub(crate) use patience::{explain, patiently};
pub(crate) use prepare::{guarded, prepare, prepare_raws};
pub(crate) use progress::Progress;
use read::Format;
pub(crate) use run::{Counted, Run, Summary};
use sea_orm::DatabaseConnection;
pub(crate) use source::Sources;
use std::process::ExitCode;

/// Reads documents into the database.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 all documents are in, 3 some were rejected, 1 the run failed, 130 it was stopped.\n\
                  A run that was cut off goes on when the same command is given again; what is there is left alone.\n\n\
                  Examples:\n  newsgraph ingest sample/documents\n  newsgraph ingest 'pages/*.html'\n  \
                  newsgraph ingest --dry-run pages/\n  zcat pages.jsonl.gz | newsgraph ingest -\n  \
                  newsgraph rejected"
)]
pub(crate) struct Ingest {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    patience: Patience,
    /// Files, folders, patterns such as 'pages/*.html', or - for standard input.
    #[arg(required = true)]
    paths: Vec<String>,
    /// The format of the documents; found by their content when left out.
    #[arg(long, value_parser = format)]
    format: Option<Format>,
    /// What is kept of each document, beside what it says.
    #[arg(long, value_enum, default_value = "bytes", env = "NEWSGRAPH_KEEP")]
    keep: Keep,
    /// Read and extract, say what would happen, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What is kept of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Keep {
    /// All of it, so that a better reader can read it again.
    Bytes,
    /// Its hash and where it was found.
    Hash,
}

/// Reads newsgraph's own JSONL into the database.
#[derive(Debug, Args)]
#[command(
    after_help = "Lines without an extraction are extracted. A run that was cut off goes on when the same \
                        command is given again.\n\nExamples:\n  newsgraph import articles.jsonl\n  \
                        newsgraph import archive.jsonl.zst --database-url postgres://localhost/news"
)]
pub(crate) struct Import {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    patience: Patience,
    /// Files, folders, patterns, or - for standard input.
    #[arg(required = true)]
    paths: Vec<String>,
}

pub(crate) fn format(name: &str) -> Result<Format, String> {
    Format::parse(name).map_err(|error| error.to_string())
}

impl Ingest {
    pub(crate) async fn run(self, clock: Clock) -> anyhow::Result<ExitCode> {
        let sources = Sources::find(&self.paths, self.format)?;
        if self.dry_run {
            return Ok(preview::preview(sources, &self.store).await?.exit());
        }
        run_over(&self.store, sources, |database| Run {
            database,
            clock,
            verb: RunVerb::Ingest,
            inputs: self.paths,
            keep_bytes: self.keep == Keep::Bytes,
            patience: self.patience.duration(),
        })
        .await
    }
}

impl Import {
    pub(crate) async fn run(self, clock: Clock) -> anyhow::Result<ExitCode> {
        let sources = Sources::find(&self.paths, Some(Format::Jsonl))?;
        run_over(&self.store, sources, |database| Run {
            database,
            clock,
            verb: RunVerb::Import,
            inputs: self.paths,
            keep_bytes: false,
            patience: self.patience.duration(),
        })
        .await
    }
}

/// A run over documents from the opening of the database to its close.
async fn run_over(
    store: &Store,
    sources: Sources,
    run: impl FnOnce(&DatabaseConnection) -> Run<'_>,
) -> anyhow::Result<ExitCode> {
    let database = ready(&store.alone()).await?;
    // A pool for what is looked up beside the writing.
    let lookups = opened(store).await?;
    let summary = run(&database).documents(sources, lookups.clone()).await?;
    close(lookups).await?;
    close(database).await?;
    Ok(summary.exit())
}

/// The database, brought to this program's schema.
pub(crate) async fn ready(store: &Store) -> anyhow::Result<DatabaseConnection> {
    migrate(&store.database_url).await?;
    let database = opened(store).await?;
    check_schema(&database).await?;
    Ok(database)
}

async fn opened(store: &Store) -> anyhow::Result<DatabaseConnection> {
    open(&store.database_url, Pool { work: Work::Documents, ..store.pool() }).await
}
