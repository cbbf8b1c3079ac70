//! A continent, country, region or city (schema.org `Place`).

use crate::{PlaceId, PlaceKind};
use sea_orm::entity::prelude::*;

/// A row of `place`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: PlaceId,
    /// Unique and readable.
    pub slug: String,
    /// The gazetteer's name, else as printed.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2.
    pub country_code: Option<String>,
    /// In degrees.
    pub latitude: Option<f64>,
    /// In degrees.
    pub longitude: Option<f64>,
    /// Number in `GeoNames`; unique.
    pub geonames_id: Option<i32>,
    /// The place that holds it.
    pub parent_id: Option<PlaceId>,
    /// Every other name.
    #[sea_orm(has_many)]
    pub names: HasMany<super::place_name::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
