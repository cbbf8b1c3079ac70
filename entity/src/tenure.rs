//! A person holding an office (Popolo `membership`).

use crate::{OfficeId, PersonId, Precision, Qualifier, TenureBasis, TenureId};
use sea_orm::entity::prelude::*;

/// A row of `tenure`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tenure")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: TenureId,
    /// Which office.
    pub office_id: OfficeId,
    /// Which office.
    #[sea_orm(belongs_to, from = "office_id", to = "id")]
    pub office: BelongsTo<super::office::Entity>,
    /// Who.
    pub person_id: PersonId,
    /// Who.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    /// First day; for a printed tenure the first day it was seen in print.
    pub started_on: Option<Date>,
    /// How exact that is.
    pub started_precision: Precision,
    /// Last day; null while it lasts; for a printed tenure the last day it was seen.
    pub ended_on: Option<Date>,
    /// How exact that is.
    pub ended_precision: Precision,
    /// For the time being.
    pub is_acting: bool,
    /// Printed before the title.
    pub qualifier: Option<Qualifier>,
    /// What it rests on.
    pub basis: TenureBasis,
}

impl ActiveModelBehavior for ActiveModel {}
