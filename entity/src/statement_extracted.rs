//! A statement that a human looked at, as the extractor has it: what holds again when the human's word is taken
//! back.

use crate::{
    ExtractedOffices, ExtractedTopics, OrganizationId, PersonId, Precision, QuoteKind, SaidBasis, StatementId,
};
use sea_orm::entity::prelude::*;

/// A row of `statement_extracted`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_extracted")]
pub struct Model {
    /// Which statement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub statement_id: StatementId,
    /// Which statement.
    #[sea_orm(belongs_to, from = "statement_id", to = "id")]
    pub statement: BelongsTo<super::statement::Entity>,
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
    /// Who spoke, as printed, where that names nobody.
    pub speaker_printed: Option<String>,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// The day it was said.
    pub said_on: Date,
    /// How exact that is.
    pub said_precision: Precision,
    /// What that rests on.
    pub said_basis: SaidBasis,
    /// What it is about.
    pub topics: ExtractedTopics,
    /// The offices printed beside the speaker.
    pub offices: ExtractedOffices,
}

impl ActiveModelBehavior for ActiveModel {}
