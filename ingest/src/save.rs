//! Values into rows. In: documents. Out: the same in the database, and what changed. What is saved together is one
//! transaction: either all of it is there or none, and the same documents again change nothing.

use crate::bulk::Writer;
use crate::count::recount;
use crate::document::{Document, Story};
use crate::draft::{self, Placed, QuoteDraft};
use crate::error::Result;
use crate::existing::{Existing, Telling};
use crate::ids::Ids;
use crate::journal::{self, Entry, Run};
use crate::known::Known;
use crate::link::{Linker, NewIds};
use crate::near::Fingerprint;
use crate::rows::Rows;
use crate::tally::Tally;
use crate::{fuller, namesakes, near, proof, settle, tally, transaction, write};
use chrono::{DateTime, Utc};
use entity::{ArticleId, ArticleVersionId, DocumentId, PersonId, StatementId};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use std::collections::{BTreeSet, HashSet};

/// What a document did to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It was not there.
    Created,
    /// It was there with other words or other metadata.
    Updated,
    /// All that the document tells was there.
    Unchanged,
}

/// Writes documents in one transaction. Gives one change for each story, in order.
///
/// `received_at` is now; it dates what the documents themselves do not.
pub async fn save(
    database: &DatabaseConnection,
    documents: &[Document],
    received_at: DateTime<Utc>,
) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    let mut rest = documents;
    if rest.is_empty() {
        return Ok(changes);
    }
    let tx = transaction::begin(database).await?;
    while !rest.is_empty() {
        let (now, after) = rest.split_at(without_repeats(rest.iter().map(Some)));
        let now: Vec<&Document> = now.iter().collect();
        changes.extend(batch(&tx, &now, received_at).await?.into_iter().flatten());
        rest = after;
    }
    transaction::commit(tx).await?;
    Ok(changes)
}

/// Writes batches of the documents of a run in one transaction, and in the same what became of each document. Gives for
/// each entry one change for each of its stories; nothing for an entry that the journal tells of already.
pub async fn record(
    database: &DatabaseConnection,
    run: Run,
    batches: &[Vec<Entry>],
    received_at: DateTime<Utc>,
) -> Result<Vec<Option<Vec<Change>>>> {
    let mut all = Vec::with_capacity(batches.iter().map(Vec::len).sum());
    if batches.iter().all(Vec::is_empty) {
        return Ok(all);
    }
    let tx = transaction::begin(database).await?;
    for batch in batches {
        let mut rest = batch.as_slice();
        while !rest.is_empty() {
            let (now, after) = rest.split_at(without_repeats(rest.iter().map(Entry::document)));
            all.extend(record_batch(&tx, run, now, received_at).await?);
            rest = after;
        }
    }
    transaction::commit(tx).await?;
    Ok(all)
}

async fn record_batch(
    tx: &DatabaseTransaction,
    run: Run,
    entries: &[Entry],
    received_at: DateTime<Utc>,
) -> Result<Vec<Option<Vec<Change>>>> {
    let told = journal::told(tx, run, entries).await?;
    let new: Vec<&Entry> = entries.iter().filter(|entry| !told.contains(&entry.number)).collect();
    let documents: Vec<&Document> = new.iter().filter_map(|entry| entry.document()).collect();
    let mut of_documents = batch(tx, &documents, received_at).await?.into_iter();
    let mut changes = |entry: &Entry| entry.document().and_then(|_| of_documents.next()).unwrap_or_default();
    let changes: Vec<Vec<Change>> = new.iter().map(|entry| changes(entry)).collect();
    let outcomes: Vec<(&Entry, &[Change])> =
        new.iter().copied().zip(changes.iter().map(Vec::as_slice)).collect();
    journal::tell(tx, run, &outcomes, received_at).await?;
    let mut changes = changes.into_iter();
    let each = |entry: &Entry| if told.contains(&entry.number) { None } else { changes.next() };
    Ok(entries.iter().map(each).collect())
}

/// How many of the documents tell of different articles. Two tellings of one article are written one after the other, so
/// that the second finds the first.
fn without_repeats<'d>(documents: impl ExactSizeIterator<Item = Option<&'d Document>>) -> usize {
    let count = documents.len();
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, document) in documents.enumerate() {
        let Some(document) = document else { continue };
        let identities: HashSet<&str> = document.stories.iter().map(Story::identity).collect();
        let is_new =
            seen.insert(&document.sha256) && identities.iter().all(|identity| !seen.contains(identity));
        if !is_new {
            return at.max(1);
        }
        seen.extend(identities);
    }
    count
}

/// Writes documents that tell of different articles. Gives the changes of each.
async fn batch(
    tx: &DatabaseTransaction,
    documents: &[&Document],
    received_at: DateTime<Utc>,
) -> Result<Vec<Vec<Change>>> {
    let existing = Existing::load(tx, documents).await?;
    let fuller = fuller::stories(tx, documents, &existing).await?;
    let mut rows = Rows::default();
    let mut told = Vec::new();
    let mut changes = Vec::with_capacity(documents.len());
    let mut document_ids = Ids::reserve(tx, "document", documents.len()).await?;
    for document in documents {
        if existing.has(document) {
            changes.push(vec![Change::Unchanged; document.stories.len()]);
            continue;
        }
        let id = DocumentId(document_ids.take());
        rows.document.push(row(document, id, received_at));
        let mut in_document = HashSet::new();
        let each = document.stories.iter().map(|story| {
            let story = fuller.get(story.identity()).unwrap_or(story);
            let telling = existing.telling(story);
            // A document that tells of one article twice is taken at its first word.
            let is_first = in_document.insert(story.identity());
            let change = if is_first { Change::from(&telling) } else { Change::Unchanged };
            if is_first && telling != Telling::Unchanged {
                told.push(Told { story, document: id, telling, received_at });
            }
            change
        });
        changes.push(each.collect());
    }
    // On the heap: its future holds the rows of all tables.
    Box::pin(tell(tx, rows, &told)).await?;
    Ok(changes)
}

impl From<&Telling> for Change {
    fn from(telling: &Telling) -> Self {
        match telling {
            Telling::First => Self::Created,
            Telling::NewVersion(_) | Telling::SameText(_) => Self::Updated,
            Telling::Unchanged => Self::Unchanged,
        }
    }
}

fn row(document: &Document, id: DocumentId, received_at: DateTime<Utc>) -> entity::document::ActiveModel {
    entity::document::ActiveModel {
        id: Set(id),
        sha256: Set(document.sha256.clone()),
        format: Set(document.format.clone()),
        source: Set(document.source.clone()),
        received_at: Set(received_at),
        bytes: Set(document.bytes.clone()),
    }
}

/// A story that changes something.
#[derive(Debug)]
pub(crate) struct Told<'s> {
    pub(crate) story: &'s Story,
    /// The document that tells it.
    pub(crate) document: DocumentId,
    pub(crate) telling: Telling,
    /// When that document came in.
    pub(crate) received_at: DateTime<Utc>,
}

/// Writes the stories of a batch that change something, each of another article.
pub(crate) async fn tell(tx: &DatabaseTransaction, rows: Rows, told: &[Told<'_>]) -> Result<()> {
    tell_of(tx, rows, told, &HashSet::new()).await
}

/// Writes stories, which may name any of the `undecided` people or others of their names, whom they named before.
pub(crate) async fn tell_of(
    tx: &DatabaseTransaction,
    mut rows: Rows,
    told: &[Told<'_>],
    undecided: &HashSet<PersonId>,
) -> Result<()> {
    if told.is_empty() {
        return rows.write(tx).await;
    }
    let stories: Vec<&Story> = told.iter().map(|told| told.story).collect();
    let placed = place(tx, told).await?;
    let retold: HashSet<ArticleId> = told.iter().filter_map(|told| told.telling.article()).collect();
    let same_text: HashSet<ArticleId> = told.iter().filter_map(|told| told.telling.same_text()).collect();
    let before: Vec<ArticleId> = retold.iter().copied().collect();
    let mut known = Known::load(tx, &stories, &before).await?;
    known.people_before.retain(|_, person| !undecided.contains(person));
    rows.reserve(&stories);
    let mut linker = Linker::new(known, NewIds::reserve(tx, &stories).await?, rows);
    let quotes = stories.iter().map(|story| story.extraction.quotes.len()).sum();
    let quote_ids = Ids::reserve(tx, "quote", quotes).await?;
    let mut statement_ids = Ids::reserve(tx, "statement", quotes).await?;
    let Drafted { quotes, revised, printed } = draft(&mut linker, &placed, quote_ids, (&retold, &same_text));
    let namesakes = std::mem::take(&mut linker.namesakes);
    let clusters = settle::load(tx, &quotes, &retold).await?;
    let retold_before = clusters.printed_in(&retold);
    let publishers = tally::publishers(linker.rows.article.iter().chain(&revised));
    // While the database is at the articles, what they print is settled.
    let mut writer = Writer::new(tx);
    linker.rows.write_first(&mut writer).await?;
    let outcome = settle::settle(clusters, quotes, &mut statement_ids, &mut linker, &same_text);
    let tally = Tally::new(&outcome, &publishers);
    writer.wait().await?;
    let stored = outcome.stored();
    let touched: BTreeSet<StatementId> = stored.iter().copied().chain(retold_before).collect();
    let touched: Vec<StatementId> = touched.into_iter().collect();
    let written = recount(tx, &touched, async || {
        let proofs = proof::of_articles(tx, &retold).await?;
        write::forget(tx, &retold).await?;
        // On the heap, like the future of the whole batch.
        Box::pin(write::all(tx, &stories, linker, revised, outcome, stored)).await?;
        proof::take_back(tx, &proofs, &retold).await
    });
    Box::pin(written).await?;
    tally.add(tx).await?;
    let reprinted: Vec<ArticleId> = retold.difference(&same_text).copied().collect();
    near::forget(tx, &reprinted).await?;
    near::link(tx, &printed).await?;
    namesakes::link_anew(tx, &namesakes).await
}

/// What comes of drafting besides rows that are new.
struct Drafted<'s> {
    quotes: Vec<QuoteDraft>,
    /// The latest state of articles that were there.
    revised: Vec<entity::article::ActiveModel>,
    /// Articles whose text is new.
    printed: Vec<(ArticleId, &'s Fingerprint)>,
}

/// Drafts stories. `retold` articles were there, those of the `same_text` with this very text.
fn draft<'s>(
    linker: &mut Linker,
    placed: &[Placed<'s>],
    mut quote_ids: Ids,
    (retold, same_text): (&HashSet<ArticleId>, &HashSet<ArticleId>),
) -> Drafted<'s> {
    let quotes = Vec::with_capacity(quote_ids.left());
    let mut drafted = Drafted { quotes, revised: Vec::new(), printed: Vec::new() };
    for placed in placed {
        let article = draft::draft(linker, *placed, &mut quote_ids, &mut drafted.quotes);
        if retold.contains(&placed.article) {
            drafted.revised.push(article);
        } else {
            linker.rows.article.push(article);
        }
        if !same_text.contains(&placed.article) {
            linker.rows.article_version.push(placed.version_row());
            drafted.printed.push((placed.article, &placed.story.fingerprint));
        }
    }
    drafted
}

/// Gives every story its article and version.
async fn place<'s>(tx: &DatabaseTransaction, told: &[Told<'s>]) -> Result<Vec<Placed<'s>>> {
    let mut article_ids = Ids::reserve(tx, "article", told.len()).await?;
    let mut version_ids = Ids::reserve(tx, "article_version", told.len()).await?;
    let placed = told.iter().map(|told| {
        let (article, version, number) = match &told.telling {
            Telling::SameText(latest) => (latest.article, latest.version, latest.number),
            Telling::NewVersion(latest) => {
                (latest.article, ArticleVersionId(version_ids.take()), latest.number + 1)
            }
            Telling::First | Telling::Unchanged => {
                (ArticleId(article_ids.take()), ArticleVersionId(version_ids.take()), 1)
            }
        };
        Placed {
            story: told.story,
            article,
            version,
            number,
            document: told.document,
            received_at: told.received_at,
        }
    });
    Ok(placed.collect())
}
