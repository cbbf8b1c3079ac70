//! A name of a person, the printed forms included.

use crate::{NameSource, PersonId, PersonNameId};
use sea_orm::entity::prelude::*;

/// A row of `person_name`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_name")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: PersonNameId,
    /// Whose name.
    pub person_id: PersonId,
    /// Whose name.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    /// As printed.
    pub name: String,
    /// As it is looked up: lower case, no accents, no punctuation.
    pub name_key: String,
    /// Where it comes from.
    pub source: NameSource,
}

impl ActiveModelBehavior for ActiveModel {}
