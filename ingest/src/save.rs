//! Values into rows. In: documents. Out: the same in the database, and what changed. One transaction a batch:
//! either all of it is there or none, and the same documents again change nothing.

use crate::document::{Document, Story};
use crate::draft::{self, Placed, QuoteDraft};
use crate::error::Result;
use crate::existing::{Existing, Telling};
use crate::ids::Ids;
use crate::known::Known;
use crate::link::{Linker, NewIds};
use crate::rows::Rows;
use crate::{fuller, settle, transaction, write};
use chrono::{DateTime, Utc};
use entity::{ArticleId, ArticleVersionId, DocumentId};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use std::collections::HashSet;

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

/// Writes documents. Gives one change for each story, in order.
///
/// `received_at` is now; it dates what the documents themselves do not.
pub async fn save(
    database: &DatabaseConnection,
    documents: &[Document],
    received_at: DateTime<Utc>,
) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    let mut rest = documents;
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(without_repeats(rest));
        changes.extend(transact(database, batch, received_at).await?);
        rest = after;
    }
    Ok(changes)
}

/// How many of the documents tell of different articles. Two tellings of one article go into two transactions,
/// so that the second finds the first.
fn without_repeats(documents: &[Document]) -> usize {
    let mut seen: HashSet<&str> = HashSet::new();
    let repeats = documents.iter().position(|document| {
        let identities: HashSet<&str> = document.stories.iter().map(Story::identity).collect();
        let is_new =
            seen.insert(&document.sha256) && identities.iter().all(|identity| !seen.contains(identity));
        seen.extend(identities);
        !is_new
    });
    repeats.unwrap_or(documents.len()).max(1)
}

async fn transact(
    database: &DatabaseConnection,
    documents: &[Document],
    received_at: DateTime<Utc>,
) -> Result<Vec<Change>> {
    let tx = transaction::begin(database).await?;
    let changes = batch(&tx, documents, received_at).await?;
    transaction::commit(tx).await?;
    Ok(changes)
}

async fn batch(
    tx: &DatabaseTransaction,
    documents: &[Document],
    received_at: DateTime<Utc>,
) -> Result<Vec<Change>> {
    let existing = Existing::load(tx, documents).await?;
    let fuller = fuller::stories(tx, documents, &existing).await?;
    let mut rows = Rows::default();
    let mut told = Vec::new();
    let mut changes = Vec::new();
    let mut document_ids = Ids::reserve(tx, "document", documents.len()).await?;
    for document in documents {
        if existing.has(document) {
            changes.extend(document.stories.iter().map(|_| Change::Unchanged));
            continue;
        }
        let id = DocumentId(document_ids.take());
        rows.document.push(row(document, id, received_at));
        let mut in_document = HashSet::new();
        for story in &document.stories {
            let story = fuller.get(story.identity()).unwrap_or(story);
            let telling = existing.telling(story);
            // A document that tells of one article twice is taken at its first word.
            let is_first = in_document.insert(story.identity());
            changes.push(if is_first { Change::from(&telling) } else { Change::Unchanged });
            if is_first && telling != Telling::Unchanged {
                told.push((story, id, telling));
            }
        }
    }
    // On the heap: its future holds the rows of all tables.
    Box::pin(tell(tx, rows, &told, received_at)).await?;
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

/// Writes the stories of a batch that change something.
async fn tell(
    tx: &DatabaseTransaction,
    rows: Rows,
    told: &[(&Story, DocumentId, Telling)],
    received_at: DateTime<Utc>,
) -> Result<()> {
    let stories: Vec<&Story> = told.iter().map(|(story, ..)| *story).collect();
    let placed = place(tx, told, received_at).await?;
    let retold: HashSet<ArticleId> = told.iter().filter_map(|(_, _, telling)| telling.article()).collect();
    let same_text: HashSet<ArticleId> =
        told.iter().filter_map(|(_, _, telling)| telling.same_text()).collect();
    let before: Vec<ArticleId> = retold.iter().copied().collect();
    let known = Known::load(tx, &stories, &before).await?;
    let mut linker = Linker::new(known, NewIds::reserve(tx, &stories).await?, rows);
    let quotes = stories.iter().map(|story| story.extraction.quotes.len()).sum();
    let mut quote_ids = Ids::reserve(tx, "quote", quotes).await?;
    let mut statement_ids = Ids::reserve(tx, "statement", quotes).await?;
    let mut drafts: Vec<QuoteDraft> = Vec::with_capacity(quotes);
    let mut revised = Vec::new();
    for placed in placed {
        let drafted = draft::draft(&mut linker, placed, &mut quote_ids);
        drafts.extend(drafted.quotes);
        if retold.contains(&placed.article) {
            revised.push(drafted.article);
        } else {
            linker.rows.article.push(drafted.article);
        }
        if !same_text.contains(&placed.article) {
            linker.rows.article_version.push(placed.version_row());
        }
    }
    let clusters = settle::load(tx, &drafts, &retold).await?;
    let outcome = settle::settle(clusters, drafts, &mut statement_ids, &mut linker, &same_text);
    write::forget(tx, &retold).await?;
    write::revise(tx, revised).await?;
    write::all(tx, linker, outcome).await
}

/// Gives every story its article and version.
async fn place<'s>(
    tx: &DatabaseTransaction,
    told: &[(&'s Story, DocumentId, Telling)],
    received_at: DateTime<Utc>,
) -> Result<Vec<Placed<'s>>> {
    let mut article_ids = Ids::reserve(tx, "article", told.len()).await?;
    let mut version_ids = Ids::reserve(tx, "article_version", told.len()).await?;
    let placed = told.iter().map(|(story, document, telling)| {
        let (article, version, number) = match telling {
            Telling::SameText(latest) => (latest.article, latest.version, latest.number),
            Telling::NewVersion(latest) => {
                (latest.article, ArticleVersionId(version_ids.take()), latest.number + 1)
            }
            Telling::First | Telling::Unchanged => {
                (ArticleId(article_ids.take()), ArticleVersionId(version_ids.take()), 1)
            }
        };
        Placed { story, article, version, number, document: *document, received_at }
    });
    Ok(placed.collect())
}
