//! Pages that entries of feeds lead to. In: the link of an entry, and the address that its page turned out to have. Out: one
//! article, whichever of the two came first: what entries tell under the link is told of the page's article.

use crate::error::{Error, Result};
use crate::existing::{Latest, Telling, latest_of};
use crate::export::articles;
use crate::journal::{Entry, Found};
use crate::keys::one_of;
use crate::rows::Rows;
use crate::save::{self, Told};
use crate::{Story, fuller, near, transaction};
use chrono::{DateTime, Utc};
use entity::{
    ArticleId, StatementStatus, article, article_link, article_version, feed_page, quote, statement,
};
use extract::{Article, Extraction};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QuerySelect as _,
};
use std::collections::HashMap;

/// Up to when what the entries of these links tell is known: their pages were asked for to the end, or their articles are
/// there and whole. What only a feed or a list of quotes told of, its page completes.
pub async fn seen_at(
    database: &DatabaseConnection,
    links: impl IntoIterator<Item = &String>,
) -> Result<HashMap<String, DateTime<Utc>>> {
    let links: Vec<&String> = links.into_iter().collect();
    let whole = one_of(database, article::Column::Url, &links).and(article::Column::IsExcerpt.eq(false));
    let number = Expr::col((article_version::Entity, article_version::Column::Number));
    let query = article::Entity::find().filter(whole).inner_join(article_version::Entity);
    let query = query.filter(number.equals((article::Entity, article::Column::Version))).select_only();
    let query = query.column(article::Column::Url).column(article_version::Column::SeenAt);
    let mut seen: Vec<(String, DateTime<Utc>)> =
        query.into_tuple().all(database).await.map_err(|error| Error::Load("articles", error))?;
    let asked =
        feed_page::Entity::find().filter(one_of(database, feed_page::Column::Url, &links)).select_only();
    let asked =
        asked.columns([feed_page::Column::Url, feed_page::Column::AskedAt]).into_tuple().all(database);
    seen.extend(asked.await.map_err(|error| Error::Load("feed pages", error))?);
    // The later of the two.
    seen.sort_by_key(|(_, at)| *at);
    Ok(seen.into_iter().collect())
}

/// Keeps that the page of a link need not be asked for again unless its entry was changed after `asked_at`. `own` is the
/// address of the article that it told, where it told one.
pub async fn keep_page(
    database: &DatabaseConnection,
    link: &str,
    own: Option<&str>,
    asked_at: DateTime<Utc>,
) -> Result<()> {
    let tx = transaction::begin(database).await?;
    let article = match own {
        Some(own) if own != link => lead(&tx, link, own).await?,
        _ => None,
    };
    let row = feed_page::ActiveModel {
        id: NotSet,
        url: Set(link.to_owned()),
        asked_at: Set(asked_at),
        article_id: Set(article),
    };
    let mut known = OnConflict::column(feed_page::Column::Url);
    known.update_column(feed_page::Column::AskedAt);
    // A page that cannot be read any more led somewhere before.
    if own.is_some() {
        known.update_column(feed_page::Column::ArticleId);
    }
    let kept = feed_page::Entity::insert(row).on_conflict(known).exec_without_returning(&tx).await;
    kept.map_err(|error| Error::Write("feed_page", error))?;
    transaction::commit(tx).await
}

/// The whole article at a page's own address. What an entry told of it under its link becomes a part of it.
async fn lead(tx: &DatabaseTransaction, link: &str, own: &str) -> Result<Option<ArticleId>> {
    let latest = latest_of(tx, one_of(tx, article::Column::Url, [link, own])).await?;
    let at = |url: &str| latest.iter().find(|latest| latest.url.as_deref() == Some(url));
    let Some(page) = at(own).filter(|page| !page.is_excerpt) else { return Ok(None) };
    if let Some(excerpt) = at(link).filter(|excerpt| excerpt.is_excerpt && !excerpt.is_listed())
        && !is_needed(tx, excerpt.article).await?
    {
        fold(tx, excerpt, page).await?;
    }
    Ok(Some(page.article))
}

/// Whether an article has quotes that its latest text does not print, or that a human looked at: it stays.
async fn is_needed(tx: &DatabaseTransaction, article: ArticleId) -> Result<bool> {
    let is_human = statement::Column::Status.ne(StatementStatus::Machine);
    let quotes = quote::Entity::find().inner_join(statement::Entity);
    let quotes = quotes.filter(quote::Column::ArticleId.eq(article));
    let needed = quotes.filter(quote::Column::IsCurrent.eq(false).or(is_human)).count(tx).await;
    needed.map(|count| count > 0).map_err(|error| Error::Load("quotes", error))
}

/// Makes one article of an excerpt and its page: what the page does not tell itself stays, what it prints is said once.
async fn fold(tx: &DatabaseTransaction, excerpt: &Latest, page: &Latest) -> Result<()> {
    let values = articles(tx, &[excerpt.article, page.article]).await?;
    let mut there: HashMap<ArticleId, (Article, Extraction)> =
        values.into_iter().map(|(id, article, found)| (id, (article, found))).collect();
    let (Some((part, _)), Some((whole, found))) =
        (there.remove(&excerpt.article), there.remove(&page.article))
    else {
        return Ok(());
    };
    // Nothing is said there any more; settled like what a better extractor no longer finds.
    let emptied = Story::told(part, Extraction::default(), Vec::new());
    let filled = fuller::filled(&emptied, &whole, &found);
    let told = |story, latest: &Latest| Told {
        story,
        document: latest.document,
        telling: Telling::SameText(latest.clone()),
        received_at: latest.seen_at,
    };
    let filled = filled.as_ref().map(|filled| told(filled, page));
    let all: Vec<Told<'_>> = filled.into_iter().chain([told(&emptied, excerpt)]).collect();
    // On the heap: its future holds the rows of all tables.
    Box::pin(save::tell(tx, Rows::default(), &all)).await?;
    near::forget(tx, &[excerpt.article]).await?;
    let links = article_link::Entity::update_many()
        .col_expr(article_link::Column::TargetId, Expr::value(page.article))
        .filter(article_link::Column::TargetId.eq(excerpt.article));
    links.exec(tx).await.map_err(|error| Error::Write("article_link", error))?;
    let gone = article::Entity::delete_by_id(excerpt.article).exec(tx).await;
    gone.map(drop).map_err(|error| Error::Write("article", error))
}

/// The addresses that the articles behind links have themselves.
#[derive(Debug, Default)]
pub struct OwnAddresses(HashMap<String, String>);

/// The own addresses behind the links that excerpts are told under.
pub async fn own_addresses(
    database: &DatabaseConnection,
    entries: impl Iterator<Item = &Entry>,
) -> Result<OwnAddresses> {
    let documents = entries.filter_map(Entry::document);
    let excerpts = documents.flat_map(|document| &document.stories).filter(|story| story.article.is_excerpt);
    let links: Vec<&String> = excerpts.filter_map(|story| story.article.url.as_ref()).collect();
    if links.is_empty() {
        return Ok(OwnAddresses::default());
    }
    let query = feed_page::Entity::find().filter(one_of(database, feed_page::Column::Url, links));
    let query = query.inner_join(article::Entity).filter(article::Column::Url.is_not_null()).select_only();
    let query = query.column(feed_page::Column::Url).column(article::Column::Url);
    let found: Vec<(String, String)> =
        query.into_tuple().all(database).await.map_err(|error| Error::Load("feed pages", error))?;
    Ok(OwnAddresses(found.into_iter().collect()))
}

/// Tells excerpts under these addresses of their own.
pub fn rename<'e>(entries: impl Iterator<Item = &'e mut Entry>, own: &OwnAddresses) {
    for entry in entries {
        let Found::Document(document) = &mut entry.found else { continue };
        for story in document.stories.iter_mut().filter(|story| story.article.is_excerpt) {
            let own = story.article.url.as_ref().and_then(|link| own.0.get(link));
            if let Some(own) = own {
                let article = Article { url: Some(own.clone()), ..story.article.clone() };
                *story = Story::told(article, story.extraction.clone(), story.notes.clone());
            }
        }
    }
}
