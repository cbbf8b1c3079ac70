//! A better extractor over everything that is there. In: articles as stored, or their documents where the bytes
//! were kept. Out: their mentions, quotes and topics anew, in the places of the old ones: a statement that is
//! still made keeps its id, and what a human said of it.

use crate::document::{Story, lists_quotes};
use crate::error::{Error, Result};
use crate::existing::{Latest, Telling, latest_of};
use crate::export::{BATCH, articles};
use crate::journal::{self, Entry, Found, Run};
use crate::keys::one_of;
use crate::rows::Rows;
use crate::save::{self, Change, Told};
use crate::{fuller, transaction};
use chrono::{DateTime, Utc};
use entity::{ArticleId, DocumentId, article, article_version, document, quote, statement_extracted};
use extract::Article;
use read::{Format, Raw};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _, TransactionTrait as _,
};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// An article as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    id: ArticleId,
    article: Article,
    latest: Latest,
    document: DocumentId,
    received_at: DateTime<Utc>,
    /// Whether it has quotes that a list gives: who spoke is the list's word, which no extraction finds again.
    is_listed: bool,
    /// Its document, where its bytes were kept and are wanted.
    raw: Option<Arc<Raw>>,
}

/// An article, extracted anew.
#[derive(Debug)]
pub struct Retold {
    stored: Stored,
    /// Nothing where its document was read and does not tell of it any more.
    story: std::result::Result<Story, String>,
}

/// How many articles there are.
pub async fn count(database: &DatabaseConnection) -> Result<u64> {
    use sea_orm::PaginatorTrait as _;
    article::Entity::find().count(database).await.map_err(|error| Error::Load("articles", error))
}

/// The last article that a run told of.
pub async fn reached(database: &DatabaseConnection, run: Run) -> Result<Option<ArticleId>> {
    use entity::run_document::Column::{Number, RunId};
    let query = entity::run_document::Entity::find().filter(RunId.eq(run.id)).order_by_desc(Number);
    let last = query.one(database).await.map_err(|error| Error::Load("runs", error))?;
    Ok(last.map(|row| ArticleId(row.number)))
}

/// The next articles behind `after`; none at the end. With `is_reread` their documents come along, so that a
/// better reader reads them, too.
pub async fn stored(
    database: &DatabaseConnection,
    after: Option<ArticleId>,
    is_reread: bool,
) -> Result<Vec<Stored>> {
    // Read before the articles: what comes in anew in between is then seen not to be the latest any more.
    let mut latest = latest_of_articles(database, &next(database, after).await?).await?;
    let articles = crate::export(database, after).await?;
    let versions = latest.values().map(|latest| latest.version);
    let versions = article_version::Entity::find().filter(article_version::Column::Id.is_in(versions));
    let columns = [
        article_version::Column::ArticleId,
        article_version::Column::DocumentId,
        article_version::Column::SeenAt,
    ];
    let versions: Vec<(ArticleId, DocumentId, DateTime<Utc>)> = versions
        .select_only()
        .columns(columns)
        .into_tuple()
        .all(database)
        .await
        .map_err(|error| Error::Load("articles", error))?;
    let documents = versions.iter().map(|row| row.1).collect();
    let raws = if is_reread { raws(database, documents).await? } else { HashMap::new() };
    let told: HashMap<ArticleId, (DocumentId, DateTime<Utc>)> =
        versions.into_iter().map(|(article, document, at)| (article, (document, at))).collect();
    let stored = articles.into_iter().filter_map(|(id, article, extraction)| {
        let (document, received_at) = *told.get(&id)?;
        let latest = latest.remove(&id)?;
        let is_listed = latest.is_listed() || extraction.quotes.iter().any(|quote| lists_quotes(&quote.rule));
        let raw = raws.get(&document).cloned();
        Some(Stored { id, article, latest, document, received_at, is_listed, raw })
    });
    Ok(stored.collect())
}

async fn next(database: &DatabaseConnection, after: Option<ArticleId>) -> Result<Vec<ArticleId>> {
    let query = article::Entity::find()
        .apply_if(after, |query, after| query.filter(article::Column::Id.gt(after)))
        .order_by_asc(article::Column::Id)
        .limit(BATCH);
    let ids = query.select_only().column(article::Column::Id).into_tuple().all(database).await;
    ids.map_err(|error| Error::Load("articles", error))
}

async fn latest_of_articles(
    database: &impl ConnectionTrait,
    ids: &[ArticleId],
) -> Result<HashMap<ArticleId, Latest>> {
    let latest = latest_of(database, one_of(database, article::Column::Id, ids)).await?;
    Ok(latest.into_iter().map(|latest| (latest.article, latest)).collect())
}

async fn raws(
    database: &DatabaseConnection,
    documents: Vec<DocumentId>,
) -> Result<HashMap<DocumentId, Arc<Raw>>> {
    let rows = document::Entity::find().filter(document::Column::Id.is_in(documents)).all(database).await;
    let rows = rows.map_err(|error| Error::Load("documents", error))?;
    let raw = |row: document::Model| {
        let format = Format::parse(&row.format).ok()?;
        Some((row.id, Arc::new(Raw { format, place: row.source, url: None, bytes: row.bytes? })))
    };
    Ok(rows.into_iter().filter_map(raw).collect())
}

impl Stored {
    /// Which article it is.
    pub fn id(&self) -> ArticleId {
        self.id
    }

    /// Reads where its document came along, and extracts.
    pub fn retell(mut self) -> Retold {
        let story = match self.raw.take() {
            Some(raw) if !self.is_listed => self.reread(&raw),
            _ => Ok(page(self.article.clone())),
        };
        Retold { story: story.map(Story::new), stored: self }
    }

    /// The page of the document that tells of this article.
    fn reread(&self, raw: &Raw) -> std::result::Result<read::Page, String> {
        let raw = Raw { url: self.fetched_from(raw), ..raw.clone() };
        let pages = raw.read().map_err(|rejection| rejection.to_string())?;
        let is_only = pages.len() == 1;
        let found = pages.into_iter().find(|page| is_only || self.is_of(&page.article));
        let found = found.ok_or_else(|| "its document does not tell of it any more".to_owned())?;
        // What the article is known by stays, whatever a reader makes of the page now.
        let mut article = Article { url: self.article.url.clone(), ..found.article };
        if article.url.is_none() {
            article.external_id.clone_from(&self.article.external_id);
        }
        if self.latest.number > 1 {
            // An earlier document may have told what this one is silent about.
            fuller::fill(&mut article, &self.article);
        }
        Ok(page(article))
    }

    /// The address that completes what its document tells: a page's own, and that of a feed, which is its place.
    fn fetched_from(&self, raw: &Raw) -> Option<String> {
        match raw.format {
            Format::Html | Format::JsonLd => self.article.url.clone(),
            _ => Some(raw.place.clone()).filter(|place| place.starts_with("http")),
        }
    }

    /// Whether what was read is this article: by its address, else by its agency's id, else by its headline.
    fn is_of(&self, read: &Article) -> bool {
        match (&self.article.url, &self.article.external_id) {
            (Some(_), _) => read.url == self.article.url,
            (None, Some(_)) => read.external_id == self.article.external_id,
            (None, None) => read.headline == self.article.headline,
        }
    }
}

fn page(article: Article) -> read::Page {
    read::Page { article, extraction: None, notes: Vec::new() }
}

/// Writes articles that were extracted anew, and in the same transaction what became of each.
pub async fn retell(
    database: &DatabaseConnection,
    run: Run,
    retold: &[Retold],
    now: DateTime<Utc>,
) -> Result<Vec<std::result::Result<Change, String>>> {
    let tx = transaction::begin(database).await?;
    let ids: Vec<ArticleId> = retold.iter().map(|retold| retold.stored.id).collect();
    let latest = latest_of_articles(&tx, &ids).await?;
    // An article that came in anew since it was read was extracted then.
    let is_latest = |retold: &Retold| latest.get(&retold.stored.id) == Some(&retold.stored.latest);
    let mut tellings: Vec<Telling> = retold
        .iter()
        .map(|retold| match &retold.story {
            Ok(story) if is_latest(retold) && !retold.stored.is_listed => retold.stored.latest.telling(story),
            _ => Telling::Unchanged,
        })
        .collect();
    leave_alone(&tx, retold, &mut tellings).await?;
    let told = told(retold, &tellings);
    // On the heap: its future holds the rows of all tables.
    Box::pin(save::tell(&tx, Rows::default(), &told)).await?;
    let changes: Vec<Change> = tellings.iter().map(Change::from).collect();
    let entries: Vec<Entry> = retold.iter().map(entry).collect();
    let told = journal::told(&tx, run, &entries).await?;
    let outcomes: Vec<(&Entry, &[Change])> =
        entries.iter().zip(changes.chunks(1)).filter(|(entry, _)| !told.contains(&entry.number)).collect();
    journal::tell(&tx, run, &outcomes, now).await?;
    transaction::commit(tx).await?;
    let each = retold.iter().zip(changes).map(|(retold, change)| match &retold.story {
        Ok(_) => Ok(change),
        Err(reason) => Err(reason.clone()),
    });
    Ok(each.collect())
}

/// What is to be written of these articles.
fn told<'r>(retold: &'r [Retold], tellings: &[Telling]) -> Vec<Told<'r>> {
    let changed = retold.iter().zip(tellings).filter(|(_, telling)| **telling != Telling::Unchanged);
    let told = changed.filter_map(|(retold, telling)| {
        let stored = &retold.stored;
        let story = retold.story.as_ref().ok()?;
        let (document, received_at) = (stored.document, stored.received_at);
        Some(Told { story, document, telling: telling.clone(), received_at })
    });
    told.collect()
}

/// Leaves articles alone that would be what they are. What was told of them may differ all the same: a record has one name,
/// whatever a document calls it. So it is written, compared with what was there, and undone; and what it comes from is
/// kept, so that the next time nothing is tried.
async fn leave_alone(tx: &DatabaseTransaction, retold: &[Retold], tellings: &mut [Telling]) -> Result<()> {
    let told = told(retold, tellings);
    let ids: Vec<ArticleId> = told.iter().filter_map(|told| told.telling.article()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let corrected = corrected(tx, &ids).await?;
    let before = articles(tx, &ids).await?;
    let trial = tx.begin().await.map_err(|error| Error::Transaction("begin", error))?;
    Box::pin(save::tell(&trial, Rows::default(), &told)).await?;
    let after = articles(&trial, &ids).await?;
    trial.rollback().await.map_err(|error| Error::Transaction("undo", error))?;
    let same = before.iter().filter(|one| after.contains(one)).map(|(id, ..)| *id);
    let as_before: HashSet<ArticleId> = same.filter(|id| !corrected.contains(id)).collect();
    for (retold, telling) in retold.iter().zip(tellings) {
        let Ok(story) = &retold.story else { continue };
        let Some(article) = telling.article().filter(|article| as_before.contains(article)) else { continue };
        let hash = Expr::value(story.content_sha256.clone());
        let keep = article::Entity::update_many().col_expr(article::Column::ContentSha256, hash);
        let kept = keep.filter(article::Column::Id.eq(article)).exec(tx).await;
        kept.map_err(|error| Error::Write("article", error))?;
        *telling = Telling::Unchanged;
    }
    Ok(())
}

/// Those of these articles with a statement that a human corrected, which hides what is extracted.
pub(crate) async fn corrected(tx: &DatabaseTransaction, ids: &[ArticleId]) -> Result<HashSet<ArticleId>> {
    let beneath = Query::select()
        .column(statement_extracted::Column::StatementId)
        .from(statement_extracted::Entity)
        .take();
    let query = quote::Entity::find()
        .filter(quote::Column::ArticleId.is_in(ids.iter().copied()))
        .filter(quote::Column::StatementId.in_subquery(beneath));
    let found: Vec<ArticleId> = query
        .select_only()
        .column(quote::Column::ArticleId)
        .into_tuple()
        .all(tx)
        .await
        .map_err(|error| Error::Load("quotes", error))?;
    Ok(found.into_iter().collect())
}

fn entry(retold: &Retold) -> Entry {
    let found = match &retold.story {
        Ok(_) => Found::Known,
        Err(reason) => Found::Rejected(reason.clone()),
    };
    let id = retold.stored.id.0;
    let url = retold.stored.article.url.clone();
    Entry { number: id, place: url.unwrap_or_else(|| format!("article {id}")), sha256: None, found }
}
