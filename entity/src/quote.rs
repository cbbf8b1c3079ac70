//! One appearance of a statement (schema.org `Quotation`, Popolo `speech`). Offsets are Unicode code points of the body of its version.

use crate::{
    ArticleId, ArticleVersionId, Candidates, Precision, QuoteId, QuoteKind, QuoteMatch, SaidBasis, Spans,
    StatementId,
};
use sea_orm::entity::prelude::*;

/// A row of `quote`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "quote")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: QuoteId,
    /// Of which statement.
    pub statement_id: StatementId,
    /// Of which statement.
    #[sea_orm(belongs_to, from = "statement_id", to = "id")]
    pub statement: BelongsTo<super::statement::Entity>,
    /// In which article.
    pub article_id: ArticleId,
    /// In which article.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// In which version of it: the latest that prints it.
    pub article_version_id: ArticleVersionId,
    /// In which version of it: the latest that prints it.
    #[sea_orm(belongs_to, from = "article_version_id", to = "id")]
    pub article_version: BelongsTo<super::article_version::Entity>,
    /// Number of the first version that prints it.
    pub first_version: i32,
    /// Whether the article's latest version prints it.
    pub is_current: bool,
    /// From 0, in the order of the text.
    pub position: i32,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// The words as printed here.
    pub text: String,
    /// The places of the words; more than one when the quote is split.
    pub spans: Spans,
    /// What reports the speech: `said`.
    pub cue: Option<String>,
    /// Its place.
    pub cue_start: Option<i32>,
    /// Its end.
    pub cue_end: Option<i32>,
    /// Who spoke, as printed.
    pub attribution: Option<String>,
    /// Its place.
    pub attribution_start: Option<i32>,
    /// Its end.
    pub attribution_end: Option<i32>,
    /// The office as printed.
    pub office_printed: Option<String>,
    /// Whom it was said to.
    pub audience: Option<String>,
    /// The day it was said, by this article.
    pub said_on: Date,
    /// How exact that is.
    pub said_precision: Precision,
    /// What that rests on.
    pub said_basis: SaidBasis,
    /// The words that tell the day: `on Wednesday`.
    pub said_printed: Option<String>,
    /// How the words compare with the statement's.
    #[sea_orm(column_name = "match")]
    pub r#match: QuoteMatch,
    /// The rule that found it.
    pub rule: String,
    /// The version that wrote it: the extractor that found it, unless a document brought it along.
    pub extractor_version: String,
    /// How likely words and speaker are both right, from 0 to 1.
    pub confidence: f64,
    /// Who could have spoken, when the speaker is undecided.
    pub candidates: Option<Candidates>,
}

impl ActiveModelBehavior for ActiveModel {}
