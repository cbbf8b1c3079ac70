//! `newsgraph ingest` and `newsgraph import`: documents into the database. Reading and extraction run on all
//! cores, one writer follows; progress on a terminal, a summary at the end, an exit status for scripts.

mod source;

use super::Clock;
use crate::config::Store;
use crate::{check_schema, migrate, open};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use ingest::{Change, Document, save};
use read::{Format, Raw, Rejection};
use sea_orm::DatabaseConnection;
pub(crate) use source::Sources;
use std::process::ExitCode;
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// Reads documents into the database.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 all documents are in, 3 some were rejected, 1 the run failed.\n\nExamples:\n  \
                  newsgraph ingest sample/documents\n  newsgraph ingest 'pages/*.html'\n  \
                  zcat pages.jsonl.gz | newsgraph ingest -"
)]
pub(crate) struct Ingest {
    #[command(flatten)]
    store: Store,
    /// Files, folders, patterns such as 'pages/*.html', or - for standard input.
    #[arg(required = true)]
    paths: Vec<String>,
    /// The format of the documents; found by their content when left out.
    #[arg(long, value_parser = format)]
    format: Option<Format>,
    /// Keep only the hash and the place of each document, not its bytes.
    #[arg(long)]
    drop_bytes: bool,
    /// Read and extract, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Reads newsgraph's own JSONL into the database.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  newsgraph import articles.jsonl")]
pub(crate) struct Import {
    #[command(flatten)]
    store: Store,
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
            let database =
                open("sqlite::memory:", crate::Pool { connections: 1, ..self.store.pool() }).await?;
            <migration::Migrator as migration::MigratorTrait>::up(&database, None).await?;
            let summary = Run { keep_bytes: false, ..Run::new(&database, clock) }.documents(sources).await?;
            return Ok(summary.exit());
        }
        migrate(&self.store.database_url).await?;
        let database = open(&self.store.database_url, self.store.pool()).await?;
        check_schema(&database).await?;
        let run = Run { keep_bytes: !self.drop_bytes, ..Run::new(&database, clock) };
        Ok(run.documents(sources).await?.exit())
    }
}

impl Import {
    pub(crate) async fn run(self, clock: Clock) -> anyhow::Result<ExitCode> {
        let sources = Sources::find(&self.paths, Some(Format::Jsonl))?;
        migrate(&self.store.database_url).await?;
        let database = open(&self.store.database_url, self.store.pool()).await?;
        let run = Run { keep_bytes: false, ..Run::new(&database, clock) };
        Ok(run.documents(sources).await?.exit())
    }
}

/// One run over documents.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'d> {
    database: &'d DatabaseConnection,
    clock: Clock,
    keep_bytes: bool,
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    created: usize,
    updated: usize,
    unchanged: usize,
    rejected: usize,
}

impl Summary {
    fn exit(self) -> ExitCode {
        const SOME_REJECTED: u8 = 3;
        if self.rejected > 0 { ExitCode::from(SOME_REJECTED) } else { ExitCode::SUCCESS }
    }
}

/// A batch on its way to the writer.
type Prepared = Vec<Result<Document, Rejection>>;

/// Documents written in one transaction. Larger ones gain little and hold the writer's lock longer.
const BATCH: usize = 64;

impl<'d> Run<'d> {
    pub(crate) fn new(database: &'d DatabaseConnection, clock: Clock) -> Self {
        Self { database, clock, keep_bytes: true }
    }

    /// Reads, extracts and writes all documents of the sources.
    pub(crate) async fn documents(self, sources: Sources) -> anyhow::Result<Summary> {
        let started = Instant::now();
        let progress = progress(sources.len());
        let (send, mut receive) = mpsc::channel::<Prepared>(2);
        let keep_bytes = self.keep_bytes;
        let bar = progress.clone();
        let reader = tokio::task::spawn_blocking(move || prepare_all(sources, keep_bytes, &send, &bar));
        let mut summary = Summary::default();
        while let Some(batch) = receive.recv().await {
            let mut documents = Vec::with_capacity(batch.len());
            for prepared in batch {
                match prepared {
                    Ok(document) => documents.push(document),
                    Err(rejection) => {
                        summary.rejected += 1;
                        progress.suspend(|| eprintln!("rejected: {rejection}"));
                    }
                }
            }
            let changes = save(self.database, &documents, (self.clock)()).await?;
            let stories = documents
                .iter()
                .flat_map(|document| document.stories.iter().map(move |story| (&document.source, story)));
            for (change, (place, story)) in changes.into_iter().zip(stories) {
                if change != Change::Unchanged {
                    let note = |note| progress.suspend(|| eprintln!("note: {place}: {note}"));
                    story.notes.iter().for_each(note);
                }
                match change {
                    Change::Created => summary.created += 1,
                    Change::Updated => summary.updated += 1,
                    Change::Unchanged => summary.unchanged += 1,
                }
            }
        }
        reader.await?;
        progress.finish_and_clear();
        let Summary { created, updated, unchanged, rejected } = summary;
        eprintln!(
            "{created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected, in {:.1} s",
            started.elapsed().as_secs_f64()
        );
        Ok(summary)
    }
}

/// A bar on a terminal, nothing elsewhere.
fn progress(inputs: u64) -> ProgressBar {
    let bar = ProgressBar::new(inputs);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} inputs, {per_sec}, {eta} left  {msg}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Splits the sources into documents and prepares them on all cores, in order.
fn prepare_all(sources: Sources, keep_bytes: bool, send: &mpsc::Sender<Prepared>, bar: &ProgressBar) {
    let mut batch: Vec<Result<Raw, Rejection>> = Vec::with_capacity(BATCH);
    for source in sources {
        bar.set_message(source.name.clone());
        for raw in source.documents() {
            batch.push(raw);
            if batch.len() == BATCH
                && send.blocking_send(prepare(std::mem::take(&mut batch), keep_bytes)).is_err()
            {
                return;
            }
        }
        bar.inc(1);
    }
    if !batch.is_empty() {
        // The writer is gone only when it failed, and then it has said so.
        let _ = send.blocking_send(prepare(std::mem::take(&mut batch), keep_bytes));
    }
}

/// Prepares a batch on all cores, in order.
pub(crate) fn prepare(raws: Vec<Result<Raw, Rejection>>, keep_bytes: bool) -> Prepared {
    on_all_cores(raws, |raw| Document::prepare(raw, keep_bytes))
}

/// Does some work on every document of a batch, on all cores; the results come in the order of the documents.
pub(super) fn on_all_cores<T: Send>(
    raws: Vec<Result<Raw, Rejection>>,
    work: impl Fn(Raw) -> Result<T, Rejection> + Copy + Send,
) -> Vec<Result<T, Rejection>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = raws.len().div_ceil(cores).max(1);
    let mut shares: Vec<Vec<Result<Raw, Rejection>>> = Vec::with_capacity(cores);
    let mut raws = raws.into_iter().peekable();
    while raws.peek().is_some() {
        shares.push(raws.by_ref().take(share).collect());
    }
    let each = move |raw: Result<Raw, Rejection>| raw.and_then(|raw| guarded(raw, work));
    std::thread::scope(|scope| {
        let working: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || share.into_iter().map(each).collect::<Vec<_>>()))
            .collect();
        let done = |thread: ScopedJoinHandle<'_, Vec<_>>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        working.into_iter().flat_map(done).collect()
    })
}

/// One document. A fault of the program costs that document, with a line that says so, and not the run.
fn guarded<T>(raw: Raw, work: impl Fn(Raw) -> Result<T, Rejection>) -> Result<T, Rejection> {
    let place = raw.place.clone();
    let work = std::panic::AssertUnwindSafe(|| work(raw));
    std::panic::catch_unwind(work).unwrap_or_else(|_| {
        let what = "newsgraph itself failed on this document; please report it with the document".to_owned();
        Err(Rejection::Damaged { place, what })
    })
}
