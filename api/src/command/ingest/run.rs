//! One run over documents: inputs are split, read and extracted on all cores, and one writer follows.

use super::patience::patiently;
use super::prepare::{self, Next};
use super::progress::{Progress, per_second};
use super::source::Sources;
use crate::command::Clock;
use crate::say::say;
use entity::{RunOutcome, RunVerb};
use ingest::{Change, Entry, Found, feed};
use sea_orm::DatabaseConnection;
use std::process::ExitCode;
use std::time::Duration;

/// How a run goes.
#[derive(Clone, Debug)]
pub(crate) struct Run<'d> {
    pub(crate) database: &'d DatabaseConnection,
    pub(crate) clock: Clock,
    pub(crate) verb: RunVerb,
    /// What the user named.
    pub(crate) inputs: Vec<String>,
    pub(crate) keep_bytes: bool,
    /// How long it waits for a database that does not answer.
    pub(crate) patience: Duration,
}

/// Writes what a run brings, and counts.
#[derive(Debug)]
pub(crate) struct Writer<'d> {
    how: Run<'d>,
    run: ingest::Run,
    summary: Summary,
    progress: Progress,
}

/// What a run did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Summary {
    counted: Counted,
    created: u64,
    updated: u64,
    unchanged: u64,
    pub(crate) rejected: u64,
    /// Those that the documents told of.
    articles_created: u64,
    articles_updated: u64,
    /// Whether Ctrl-C ended it early.
    pub(crate) is_stopped: bool,
}

/// What a run goes over, one after the other: each has an outcome in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Documents,
    Articles,
}

/// Rejections said one by one; the journal has all of them.
const SAID: u64 = 100;

impl<'d> Run<'d> {
    /// Reads, extracts and writes all documents of the sources; what is there already is looked up by `lookups`.
    pub(crate) async fn documents(
        self,
        sources: Sources,
        lookups: DatabaseConnection,
    ) -> anyhow::Result<Summary> {
        let keep_bytes = self.keep_bytes;
        let progress = Progress::new(sources.bytes());
        let mut writer = self.begin(progress.clone()).await?;
        let mut entries = prepare::entries(sources, keep_bytes, Some(lookups), progress);
        let mut stop = std::pin::pin!(tokio::signal::ctrl_c());
        loop {
            let write = async {
                let Some(Next { batches, read }) = entries.next().await else { return Ok(true) };
                writer.write(batches, read).await.map(|()| false)
            };
            tokio::select! {
                is_over = write => if is_over? { return writer.end().await },
                _ = &mut stop => return Ok(writer.stop()),
            }
        }
    }

    /// Begins, or goes on where a run over the same inputs was cut off.
    pub(crate) async fn begin(self, progress: Progress) -> anyhow::Result<Writer<'d>> {
        let begin =
            async || ingest::journal::begin(self.database, self.verb, &self.inputs, (self.clock)()).await;
        let run = patiently(self.patience, begin).await?;
        if run.done > 0 {
            say(format!("run {} was cut off behind {} documents and goes on", run.id.0, run.done));
        }
        Ok(Writer { how: self, run, summary: Summary::of(Counted::Documents), progress })
    }
}

impl Writer<'_> {
    /// Writes batches of documents, all of them or none. `read` tells how far into the inputs they go, in bytes.
    pub(crate) async fn write(&mut self, mut batches: Vec<Vec<Entry>>, read: u64) -> anyhow::Result<()> {
        let Run { database, clock, patience, .. } = self.how;
        let own = async || feed::own_addresses(database, batches.iter().flatten()).await;
        let own = patiently(patience, own).await?;
        feed::rename(batches.iter_mut().flatten(), &own);
        // On the heap: it keeps the state of every table's statements.
        let record = async || Box::pin(ingest::record(database, self.run, &batches, clock())).await;
        let changes = patiently(patience, record).await?;
        for (entry, changes) in batches.iter().flatten().zip(changes) {
            self.summary.add(entry, changes.as_deref(), &self.progress);
        }
        self.progress.written(self.summary.count(), self.summary.rejected, read);
        Ok(())
    }

    /// The number behind those of a run that was cut off and of all that was written since.
    pub(crate) fn next_number(&self) -> i64 {
        i64::try_from(self.run.done + self.summary.count()).unwrap_or(i64::MAX)
    }

    /// Ends the run: the same command again is another one.
    pub(crate) async fn end(self) -> anyhow::Result<Summary> {
        let Run { database, clock, patience, .. } = self.how;
        patiently(patience, async || ingest::journal::end(database, self.run, clock()).await).await?;
        Ok(self.say())
    }

    /// Leaves the run where it is: the same command goes on from there.
    pub(crate) fn stop(mut self) -> Summary {
        self.summary.is_stopped = true;
        self.say()
    }

    fn say(&self) -> Summary {
        self.summary.say(self.progress.finish());
        if self.summary.rejected > 0 {
            say(format!("newsgraph rejected --run {} tells why", self.run.id.0));
        }
        self.summary
    }
}

impl Summary {
    pub(crate) fn of(counted: Counted) -> Self {
        Self {
            counted,
            created: 0,
            updated: 0,
            unchanged: 0,
            rejected: 0,
            articles_created: 0,
            articles_updated: 0,
            is_stopped: false,
        }
    }

    /// How many it went over.
    pub(crate) fn count(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.rejected
    }

    /// Counts an entry and says what is to be said of it; `changes` is nothing for what the journal told before.
    pub(crate) fn add(&mut self, entry: &Entry, changes: Option<&[Change]>, progress: &Progress) {
        self.enter(entry.outcome(changes.unwrap_or_default()));
        let Some(changes) = changes else { return };
        match &entry.found {
            Found::Rejected(reason) => self.say_rejected(&format!("{}: {reason}", entry.place), progress),
            Found::Known => {}
            Found::Document(document) => {
                for (change, story) in changes.iter().zip(&document.stories) {
                    self.articles_created += u64::from(*change == Change::Created);
                    self.articles_updated += u64::from(*change == Change::Updated);
                    let notes = story.notes.iter().filter(|_| *change != Change::Unchanged);
                    notes.for_each(|note| progress.say(&format!("note: {}: {note}", entry.place)));
                }
            }
        }
    }

    /// Counts an article that was extracted anew.
    pub(crate) fn change(&mut self, change: Result<Change, String>, progress: &Progress) {
        match change {
            Ok(change) => self.enter(change.into()),
            Err(why) => {
                self.enter(RunOutcome::Rejected);
                self.say_rejected(&why, progress);
            }
        }
    }

    fn say_rejected(&self, why: &str, progress: &Progress) {
        if self.rejected <= SAID {
            progress.say(&format!("rejected: {why}"));
        }
    }

    fn enter(&mut self, outcome: RunOutcome) {
        match outcome {
            RunOutcome::Created => self.created += 1,
            RunOutcome::Updated => self.updated += 1,
            RunOutcome::Unchanged => self.unchanged += 1,
            RunOutcome::Rejected => self.rejected += 1,
        }
    }

    /// One line, in the words that scripts may look for; what is counted is counted as in the journal.
    pub(crate) fn say(&self, elapsed: Duration) {
        let Self { created, updated, unchanged, rejected, articles_created, articles_updated, .. } = *self;
        let outcomes =
            format!("{created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected");
        let (rate, seconds) = (per_second(self.count(), elapsed), elapsed.as_secs_f64());
        say(match self.counted {
            Counted::Documents => format!(
                "documents: {outcomes}; articles: {articles_created} created, {articles_updated} updated; \
                 in {seconds:.1} s ({rate} documents/s)"
            ),
            Counted::Articles => format!("articles: {outcomes}; in {seconds:.1} s ({rate} articles/s)"),
        });
        if self.is_stopped {
            say("stopped; the same command goes on from here");
        }
    }

    /// 0 when all are in, 3 when some were rejected, 130 when Ctrl-C ended it.
    pub(crate) fn exit(self) -> ExitCode {
        const SOME_REJECTED: u8 = 3;
        const INTERRUPTED: u8 = 130;
        match self {
            Self { is_stopped: true, .. } => ExitCode::from(INTERRUPTED),
            Self { rejected: 0, .. } => ExitCode::SUCCESS,
            _ => ExitCode::from(SOME_REJECTED),
        }
    }
}
