//! An office printed beside a person's name: the proof of a printed tenure.

use crate::{ArticleId, OfficeId, OfficeMentionId, PersonId, Qualifier};
use sea_orm::entity::prelude::*;

/// A row of `office_mention`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "office_mention")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: OfficeMentionId,
    /// Where.
    pub article_id: ArticleId,
    /// Where.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
    /// Who holds it.
    pub person_id: PersonId,
    /// Who holds it.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    /// Which office.
    pub office_id: OfficeId,
    /// Which office.
    #[sea_orm(belongs_to, from = "office_id", to = "id")]
    pub office: BelongsTo<super::office::Entity>,
    /// How it is held.
    pub qualifier: Option<Qualifier>,
    /// Whether it was held at the time that is told of: `then-President`.
    pub is_then: bool,
    /// The words as printed.
    pub printed: String,
    /// Offset in the body, in Unicode code points.
    pub span_start: i32,
    /// Offset after the last one.
    pub span_end: i32,
    /// The article's day; the day it came in, which proves nothing, where it has none.
    pub seen_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
