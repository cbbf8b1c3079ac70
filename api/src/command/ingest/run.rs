//! One run over documents: inputs are split, read and extracted on all cores, and one writer follows.

use super::patience::patiently;
use super::prepare::{self, Next};
use super::progress::{Progress, per_second};
use super::source::Sources;
use crate::command::Clock;
use crate::say::say;
use entity::RunVerb;
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) created: u64,
    pub(crate) updated: u64,
    pub(crate) unchanged: u64,
    pub(crate) rejected: u64,
    /// Documents.
    pub(crate) documents: u64,
    /// Whether Ctrl-C ended it early.
    pub(crate) is_stopped: bool,
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
        Ok(Writer { how: self, run, summary: Summary::default(), progress })
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
        self.progress.written(self.summary.documents, self.summary.rejected, read);
        Ok(())
    }

    /// The number behind those of a run that was cut off and of all that was written since.
    pub(crate) fn next_number(&self) -> i64 {
        i64::try_from(self.run.done + self.summary.documents).unwrap_or(i64::MAX)
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
    /// Counts an entry and says what is to be said of it; `changes` is nothing for what the journal told before.
    pub(crate) fn add(&mut self, entry: &Entry, changes: Option<&[Change]>, progress: &Progress) {
        self.documents += 1;
        let Some(changes) = changes else {
            let is_rejected = matches!(entry.found, Found::Rejected(_));
            self.rejected += u64::from(is_rejected);
            self.unchanged += u64::from(!is_rejected);
            return;
        };
        match &entry.found {
            Found::Rejected(reason) => self.reject(&format!("{}: {reason}", entry.place), progress),
            Found::Known => self.unchanged += 1,
            Found::Document(document) => {
                for (change, story) in changes.iter().zip(&document.stories) {
                    self.count(*change);
                    let notes = story.notes.iter().filter(|_| *change != Change::Unchanged);
                    notes.for_each(|note| progress.say(&format!("note: {}: {note}", entry.place)));
                }
            }
        }
    }

    /// Counts an article that was extracted anew.
    pub(crate) fn change(&mut self, change: Result<Change, String>, progress: &Progress) {
        self.documents += 1;
        match change {
            Ok(change) => self.count(change),
            Err(why) => self.reject(&why, progress),
        }
    }

    fn reject(&mut self, why: &str, progress: &Progress) {
        self.rejected += 1;
        if self.rejected <= SAID {
            progress.say(&format!("rejected: {why}"));
        }
    }

    fn count(&mut self, change: Change) {
        match change {
            Change::Created => self.created += 1,
            Change::Updated => self.updated += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }

    /// One line, in the words that scripts may look for.
    pub(crate) fn say(&self, elapsed: Duration) {
        let Self { created, updated, unchanged, rejected, documents, is_stopped } = *self;
        let rate = per_second(documents, elapsed);
        say(format!(
            "{created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected, in {:.1} s ({rate} documents/s)",
            elapsed.as_secs_f64()
        ));
        if is_stopped {
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
