//! Raw documents into entries of a run, on all cores and in order. In: inputs. Out: batches for the one writer;
//! what waits between the stages is bounded.

use super::super::cores;
use super::progress::Progress;
use super::source::Sources;
use futures_util::StreamExt as _;
use ingest::{Document, Entry, Found};
use read::{Raw, Rejection};
use sea_orm::{DatabaseBackend, DatabaseConnection};
use std::collections::HashSet;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Documents that are prepared and written at once.
const BATCH: usize = 1024;
/// Bytes of a batch, more only where a single document has more.
const BATCH_BYTES: usize = 8 << 20;
/// Batches that wait between two stages.
const WAITING: usize = 2;

/// The most batches that go into one transaction, where they wait already: enough to share its work, few enough that
/// others who wait for the lock wait for moments. `SQLite` writes each page that changed anew in every transaction, and a
/// batch changes a page in most places of an index; `PostgreSQL` keeps them for its checkpoints.
fn together(database: Option<&DatabaseConnection>) -> usize {
    match database.map(DatabaseConnection::get_database_backend) {
        Some(DatabaseBackend::Sqlite) => 4,
        _ => 1,
    }
}

/// Documents in their order; the number is that of the first.
struct Numbered {
    first: i64,
    raws: Vec<Result<Raw, Rejection>>,
    /// Bytes of the inputs that were read up to the last of them.
    read: u64,
}

/// What is to be written next.
#[derive(Debug)]
pub(super) struct Next {
    pub(super) batches: Vec<Vec<Entry>>,
    /// Bytes of the inputs up to the end of the last batch.
    pub(super) read: u64,
}

/// The entries of all inputs, batch by batch.
#[derive(Debug)]
pub(super) struct Entries {
    batches: mpsc::Receiver<(Vec<Entry>, u64)>,
    together: usize,
    stages: JoinSet<()>,
}

impl Entries {
    /// A batch, and those behind it that wait already; nothing at the end of the inputs.
    ///
    /// # Panics
    /// When a stage did: what it did not bring must not look like the end.
    pub(super) async fn next(&mut self) -> Option<Next> {
        let mut batches = Vec::with_capacity(self.together);
        if self.batches.recv_many(&mut batches, self.together).await > 0 {
            let read = batches.last().map_or(0, |(_, read)| *read);
            return Some(Next { batches: batches.into_iter().map(|(batch, _)| batch).collect(), read });
        }
        while let Some(ended) = self.stages.join_next().await {
            ended.unwrap_or_else(|fault| std::panic::resume_unwind(fault.into_panic()));
        }
        None
    }
}

/// Streams the entries of all inputs. Documents whose hash `database` knows are not read again.
pub(super) fn entries(
    sources: Sources,
    keep_bytes: bool,
    database: Option<DatabaseConnection>,
    progress: Progress,
) -> Entries {
    let together = together(database.as_ref());
    let (to_cores, from_inputs) = mpsc::channel(WAITING);
    let (to_writer, batches) = mpsc::channel(together.max(WAITING));
    let mut stages = JoinSet::new();
    stages.spawn_blocking(move || split(sources, &to_cores, &progress));
    let numbered =
        futures_util::stream::unfold(from_inputs, |mut from_inputs: mpsc::Receiver<Numbered>| async move {
            from_inputs.recv().await.map(|batch| (batch, from_inputs))
        });
    let prepare = move |batch: Numbered| {
        let (read, database) = (batch.read, database.clone());
        async move { (number(batch, keep_bytes, database).await, read) }
    };
    stages.spawn(async move {
        let mut prepared = std::pin::pin!(numbered.map(prepare).buffered(cores::count()));
        while let Some(batch) = prepared.next().await {
            // The writer is gone only when it failed, and then it has said so.
            if to_writer.send(batch).await.is_err() {
                return;
            }
        }
    });
    Entries { batches, together, stages }
}

/// Splits the inputs into documents.
fn split(sources: Sources, to_cores: &mpsc::Sender<Numbered>, progress: &Progress) {
    let mut batch = Numbered { first: 0, raws: Vec::with_capacity(BATCH), read: 0 };
    let mut bytes = 0;
    for source in sources {
        for raw in source.documents(progress) {
            bytes += raw.as_ref().map_or(0, |raw| raw.bytes.len());
            batch.raws.push(raw);
            if batch.raws.len() < BATCH && bytes < BATCH_BYTES {
                continue;
            }
            bytes = 0;
            batch.read = progress.ahead();
            let next = batch.first + i64::try_from(batch.raws.len()).unwrap_or_default();
            let next = Numbered { first: next, raws: Vec::with_capacity(BATCH), read: 0 };
            if to_cores.blocking_send(std::mem::replace(&mut batch, next)).is_err() {
                return;
            }
        }
    }
    batch.read = progress.ahead();
    // The next stage is gone only when the writer failed, and then it has said so.
    let _ = to_cores.blocking_send(batch);
}

/// The entries of documents that came one by one, numbered from `first`.
pub(crate) async fn prepare_raws(
    first: i64,
    raws: Vec<Result<Raw, Rejection>>,
    database: &DatabaseConnection,
) -> Vec<Entry> {
    number(Numbered { first, raws, read: 0 }, true, Some(database.clone())).await
}

/// Documents that came all at once, prepared on all cores, in order.
pub(crate) fn prepare(
    raws: Vec<Result<Raw, Rejection>>,
    keep_bytes: bool,
) -> Vec<Result<Document, Rejection>> {
    cores::on_all_cores(raws, |raw: Result<Raw, Rejection>| read_and_extract(hashed(raw?), keep_bytes))
}

async fn number(batch: Numbered, keep_bytes: bool, database: Option<DatabaseConnection>) -> Vec<Entry> {
    let raws: Vec<_> = batch.raws.into_iter().map(|raw| raw.map(hashed)).collect();
    let known = match &database {
        Some(database) => {
            let hashes: Vec<&str> = raws.iter().flatten().map(|(_, sha256)| sha256.as_str()).collect();
            // A database that does not answer now is the writer's to wait for.
            ingest::journal::known(database, &hashes).await.unwrap_or_default()
        }
        None => HashSet::new(),
    };
    let work = move || {
        let documents = (batch.first..).zip(raws);
        documents.map(|(number, raw)| entry(number, raw, &known, keep_bytes)).collect()
    };
    let prepared = tokio::task::spawn_blocking(work).await;
    prepared.unwrap_or_else(|fault| std::panic::resume_unwind(fault.into_panic()))
}

/// A document with the hash of its bytes.
fn hashed(raw: Raw) -> (Raw, String) {
    let sha256 = ingest::sha256(&raw.bytes);
    (raw, sha256)
}

fn entry(
    number: i64,
    raw: Result<(Raw, String), Rejection>,
    known: &HashSet<String>,
    keep_bytes: bool,
) -> Entry {
    let (raw, sha256) = match raw {
        Ok(hashed) => hashed,
        Err(rejection) => {
            let found = Found::Rejected(reason(&rejection));
            return Entry { number, place: rejection.place().to_owned(), sha256: None, found };
        }
    };
    let place = raw.place.clone();
    let found = if known.contains(&sha256) {
        Found::Known
    } else {
        match read_and_extract((raw, sha256.clone()), keep_bytes) {
            Ok(document) => Found::Document(document),
            Err(rejection) => Found::Rejected(reason(&rejection)),
        }
    };
    Entry { number, place, sha256: Some(sha256), found }
}

/// Why, without where.
fn reason(rejection: &Rejection) -> String {
    let sentence = rejection.to_string();
    let place = format!("{}: ", rejection.place());
    sentence.strip_prefix(&place).map(str::to_owned).unwrap_or(sentence)
}

fn read_and_extract((raw, sha256): (Raw, String), keep_bytes: bool) -> Result<Document, Rejection> {
    guarded(raw, |raw| Document::prepare(raw, sha256, keep_bytes))
}

/// One document. A fault of the program costs that document, with a line that says so, and not the run.
pub(crate) fn guarded<T>(raw: Raw, work: impl FnOnce(Raw) -> Result<T, Rejection>) -> Result<T, Rejection> {
    let place = raw.place.clone();
    let work = std::panic::AssertUnwindSafe(|| work(raw));
    std::panic::catch_unwind(work).unwrap_or_else(|_| {
        let what = "newsgraph itself failed on this document; please report it with the document".to_owned();
        Err(Rejection::Damaged { place, what })
    })
}
