//! A name of a place, the printed forms included.

use crate::{NameSource, PlaceId, PlaceNameId};
use sea_orm::entity::prelude::*;

/// A row of `place_name`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "place_name")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: PlaceNameId,
    /// Whose name.
    pub place_id: PlaceId,
    /// Whose name.
    #[sea_orm(belongs_to, from = "place_id", to = "id")]
    pub place: BelongsTo<super::place::Entity>,
    /// As printed.
    pub name: String,
    /// As it is looked up: lower case, no accents, no punctuation.
    pub name_key: String,
    /// Where it comes from.
    pub source: NameSource,
}

impl ActiveModelBehavior for ActiveModel {}
