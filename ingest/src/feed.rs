//! What is kept of watched feeds between polls.

mod page;

pub use page::{OwnAddresses, keep_page, own_addresses, rename, seen_at};

use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use entity::feed;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DatabaseConnection, EntityTrait as _, QueryFilter as _};

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
