//! What of an article most pages show.

use super::Article;
use crate::types::brief::brief;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{ArticleId, OrganizationId};

brief! {
    /// The columns of an article that most pages show.
    Article of article by ArticleId, whole Head without [Body, BodySha256, ContentSha256]:
    id / Id: ArticleId,
    url / Url: Option<String>,
    headline / Headline: String,
    published_at / PublishedAt: Option<DateTime<Utc>>,
    published_on / PublishedOn: Option<NaiveDate>,
    listed_at / ListedAt: DateTime<Utc>,
    publisher_id / PublisherId: Option<OrganizationId>;
    whole for "dateline", "copyright"
}
