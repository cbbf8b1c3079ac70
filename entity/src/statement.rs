//! What somebody said, once, however many print it (schema.org `Quotation`).

use crate::{
    ArticleId, OrganizationId, PersonId, Precision, QuoteKind, SaidBasis, StatementId, StatementParts,
    StatementStatus,
};
use sea_orm::entity::prelude::*;

/// A row of `statement`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statement")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: StatementId,
    /// Who spoke, where it is a person.
    pub speaker_person_id: Option<PersonId>,
    /// Who spoke, where it is a person.
    #[sea_orm(belongs_to, from = "speaker_person_id", to = "id")]
    pub speaker_person: BelongsTo<Option<super::person::Entity>>,
    /// Who spoke, where it is an organization.
    pub speaker_organization_id: Option<OrganizationId>,
    /// Who spoke, where it is an organization.
    #[sea_orm(belongs_to, from = "speaker_organization_id", to = "id")]
    pub speaker_organization: BelongsTo<Option<super::organization::Entity>>,
    /// Who spoke, as printed, where that names nobody; null when undecided.
    pub speaker_printed: Option<String>,
    /// The fullest printed form of the words.
    pub text: String,
    /// Hash of the words after normalisation.
    pub text_sha256: String,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// The day it was said.
    pub said_on: Date,
    /// How exact that is.
    pub said_precision: Precision,
    /// What that rests on.
    pub said_basis: SaidBasis,
    /// The first of the days that its quotes tell, where they tell more than one.
    pub said_from: Option<Date>,
    /// The last of these.
    pub said_until: Option<Date>,
    /// Whether a human said the day; the basis then tells what the machine went by.
    pub said_is_editorial: bool,
    /// BCP 47.
    pub language: Option<String>,
    /// When its first article was listed.
    pub first_appeared_at: DateTimeUtc,
    /// How many times it was printed.
    pub quote_count: i32,
    /// How far it was looked at.
    pub status: StatementStatus,
    /// The highest of its quotes.
    pub confidence: f64,
    /// Its place in the order in which statements came in.
    pub published_position: i64,
    /// Its place in the order in which statements changed last.
    pub changed_position: i64,
    /// Its topics, offices, mentions and first quote in short.
    pub parts: StatementParts,
    /// The article it appeared in first.
    pub first_article_id: Option<ArticleId>,
    /// The article it appeared in first.
    #[sea_orm(belongs_to, from = "first_article_id", to = "id")]
    pub first_article: BelongsTo<Option<super::article::Entity>>,
    /// Where it was printed.
    #[sea_orm(has_many)]
    pub quotes: HasMany<super::quote::Entity>,
    /// What it is about.
    #[sea_orm(has_many)]
    pub topics: HasMany<super::statement_topic::Entity>,
    /// In which office it was said.
    #[sea_orm(has_many)]
    pub offices: HasMany<super::statement_office::Entity>,
    /// Who and where is named in it.
    #[sea_orm(has_many)]
    pub mentions: HasMany<super::statement_mention::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
