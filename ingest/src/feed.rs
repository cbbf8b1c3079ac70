//! What is kept of watched feeds between polls.

use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use entity::{article, article_version, feed};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait as _, DatabaseConnection, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::HashMap;

/// A feed as the latest poll left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// `ETag` of the latest answer.
    pub etag: Option<String>,
    /// `Last-Modified` of the latest answer.
    pub modified: Option<String>,
    /// When it was asked for last.
    pub polled_at: Option<DateTime<Utc>>,
    /// Polls that failed since the last one that did not.
    pub failures: i32,
    /// Why the latest failed.
    pub failure: Option<String>,
}

/// What is known of a feed.
pub async fn feed(database: &DatabaseConnection, url: &str) -> Result<Feed> {
    let row = feed::Entity::find().filter(feed::Column::Url.eq(url)).one(database).await;
    let row = row.map_err(|error| Error::Load("feeds", error))?;
    let known = |row: feed::Model| Feed {
        url: row.url,
        etag: row.etag,
        modified: row.modified,
        polled_at: row.polled_at,
        failures: row.failures,
        failure: row.failure,
    };
    Ok(row.map_or_else(|| Feed { url: url.to_owned(), ..Feed::default() }, known))
}

/// Keeps what a poll found out.
pub async fn keep_feed(database: &DatabaseConnection, feed: &Feed) -> Result<()> {
    use feed::Column::{Etag, Failure, Failures, Modified, PolledAt, Url};
    let row = feed::ActiveModel {
        id: NotSet,
        url: Set(feed.url.clone()),
        etag: Set(feed.etag.clone()),
        modified: Set(feed.modified.clone()),
        polled_at: Set(feed.polled_at),
        failures: Set(feed.failures),
        failure: Set(feed.failure.clone()),
    };
    let known =
        OnConflict::column(Url).update_columns([Etag, Modified, PolledAt, Failures, Failure]).to_owned();
    let kept = feed::Entity::insert(row).on_conflict(known).exec_without_returning(database).await;
    kept.map(drop).map_err(|error| Error::Write("feed", error))
}

/// When the articles at these addresses were last read, where they are there and whole: what only a feed or a list of
/// quotes told of, its page completes.
pub async fn seen_at(
    database: &DatabaseConnection,
    urls: impl IntoIterator<Item = &String>,
) -> Result<HashMap<String, DateTime<Utc>>> {
    let these = article::Column::Url.is_in(urls).and(article::Column::IsExcerpt.eq(false));
    let number = Expr::col((article_version::Entity, article_version::Column::Number));
    let query = article::Entity::find().filter(these).inner_join(article_version::Entity);
    let query = query.filter(number.equals((article::Entity, article::Column::Version))).select_only();
    let query = query.column(article::Column::Url).column(article_version::Column::SeenAt);
    let found: Vec<(String, DateTime<Utc>)> =
        query.into_tuple().all(database).await.map_err(|error| Error::Load("articles", error))?;
    Ok(found.into_iter().collect())
}
