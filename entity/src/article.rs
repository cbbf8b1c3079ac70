//! A news story in its latest state (schema.org `NewsArticle`).

use crate::{ArticleId, ArticleStatus, OrganizationId, PlaceId};
use sea_orm::entity::prelude::*;

/// A row of `article`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: ArticleId,
    /// Canonical address; unique.
    pub url: Option<String>,
    /// The publisher's own identifier.
    pub external_id: Option<String>,
    /// `headline`.
    pub headline: String,
    /// `alternativeHeadline`.
    pub alternative_headline: Option<String>,
    /// The standfirst (`description`).
    pub description: Option<String>,
    /// `articleBody`: paragraphs separated by one line feed, dateline included.
    pub body: String,
    /// Whether the body is known to be a part of the story or none of it.
    pub is_excerpt: bool,
    /// BCP 47.
    pub language: Option<String>,
    /// `articleSection`.
    pub section: Option<String>,
    /// `genre`.
    pub genre: Option<String>,
    /// `dateCreated`.
    pub created_at: Option<DateTimeUtc>,
    /// `datePublished`, where the instant is known.
    pub published_at: Option<DateTimeUtc>,
    /// The day of publication, in the zone it was printed in.
    pub published_on: Option<Date>,
    /// `dateModified`.
    pub modified_at: Option<DateTimeUtc>,
    /// Orders lists: the instant of publication, else the start of its day in UTC, else when it came in.
    pub listed_at: DateTimeUtc,
    /// The dateline as printed.
    pub dateline: Option<String>,
    /// `copyrightHolder`.
    pub copyright_holder: Option<String>,
    /// `copyrightYear`.
    pub copyright_year: Option<i32>,
    /// `copyrightNotice`.
    pub copyright_notice: Option<String>,
    /// `wordCount`.
    pub word_count: i32,
    /// Hash of the body, in hexadecimal.
    pub body_sha256: String,
    /// Hash of what was told of it last, by its latest document or together with one before.
    pub content_sha256: String,
    /// Number of the latest version, from 1.
    pub version: i32,
    /// Whether it still stands.
    pub status: ArticleStatus,
    /// Who published it.
    pub publisher_id: Option<OrganizationId>,
    /// Who published it.
    #[sea_orm(belongs_to, relation_enum = "Publisher", from = "publisher_id", to = "id")]
    pub publisher: BelongsTo<Option<super::organization::Entity>>,
    /// The place of the dateline.
    pub dateline_place_id: Option<PlaceId>,
    /// The place of the dateline.
    #[sea_orm(belongs_to, from = "dateline_place_id", to = "id")]
    pub dateline_place: BelongsTo<Option<super::place::Entity>>,
    /// The agency of the dateline.
    pub dateline_agency_id: Option<OrganizationId>,
    /// The agency of the dateline.
    #[sea_orm(belongs_to, relation_enum = "DatelineAgency", from = "dateline_agency_id", to = "id")]
    pub dateline_agency: BelongsTo<Option<super::organization::Entity>>,
    /// Every state in which it was seen.
    #[sea_orm(has_many)]
    pub versions: HasMany<super::article_version::Entity>,
    /// The byline, in order.
    #[sea_orm(has_many)]
    pub authors: HasMany<super::article_author::Entity>,
    /// Images, in order.
    #[sea_orm(has_many)]
    pub images: HasMany<super::article_image::Entity>,
    /// What it is about.
    #[sea_orm(has_many)]
    pub topics: HasMany<super::article_topic::Entity>,
    /// Who and where is named in it.
    #[sea_orm(has_many)]
    pub mentions: HasMany<super::mention::Entity>,
    /// The quotes printed in it.
    #[sea_orm(has_many)]
    pub quotes: HasMany<super::quote::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

/// An article without its body, which is longer than all the rest of it: what lists and links read.
#[derive(Clone, Debug, PartialEq, Eq, sea_orm::DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Head {
    /// Primary key.
    pub id: ArticleId,
    /// Canonical address; unique.
    pub url: Option<String>,
    /// The publisher's own identifier.
    pub external_id: Option<String>,
    /// `headline`.
    pub headline: String,
    /// `alternativeHeadline`.
    pub alternative_headline: Option<String>,
    /// The standfirst (`description`).
    pub description: Option<String>,
    /// Whether the body is known to be a part of the story or none of it.
    pub is_excerpt: bool,
    /// BCP 47.
    pub language: Option<String>,
    /// `articleSection`.
    pub section: Option<String>,
    /// `genre`.
    pub genre: Option<String>,
    /// `dateCreated`.
    pub created_at: Option<DateTimeUtc>,
    /// `datePublished`, where the instant is known.
    pub published_at: Option<DateTimeUtc>,
    /// The day of publication, in the zone it was printed in.
    pub published_on: Option<Date>,
    /// `dateModified`.
    pub modified_at: Option<DateTimeUtc>,
    /// Orders lists.
    pub listed_at: DateTimeUtc,
    /// The dateline as printed.
    pub dateline: Option<String>,
    /// `copyrightHolder`.
    pub copyright_holder: Option<String>,
    /// `copyrightYear`.
    pub copyright_year: Option<i32>,
    /// `copyrightNotice`.
    pub copyright_notice: Option<String>,
    /// `wordCount`.
    pub word_count: i32,
    /// Number of the latest version, from 1.
    pub version: i32,
    /// Whether it still stands.
    pub status: ArticleStatus,
    /// Who published it.
    pub publisher_id: Option<OrganizationId>,
    /// The place of the dateline.
    pub dateline_place_id: Option<PlaceId>,
    /// The agency of the dateline.
    pub dateline_agency_id: Option<OrganizationId>,
}
