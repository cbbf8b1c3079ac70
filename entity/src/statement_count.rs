//! How many statements a speaker made, in all and by what they divide by. Rejected ones do not count.

use crate::{CountFacet, SpeakerKind};
use sea_orm::entity::prelude::*;

/// A row of `statement_count`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_count")]
pub struct Model {
    /// Whether a person or an organization speaks.
    #[sea_orm(primary_key, auto_increment = false)]
    pub speaker_kind: SpeakerKind,
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub speaker_id: i64,
    /// What is divided by.
    #[sea_orm(primary_key, auto_increment = false)]
    pub facet: CountFacet,
    /// The topic, the publisher, or the month as year and month in six digits; 0 where the facet says it all.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part_id: i64,
    /// How many statements.
    pub count: i64,
}

impl ActiveModelBehavior for ActiveModel {}
