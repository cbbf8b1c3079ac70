//! Places.

use super::choice::PlaceKind;
use super::person::{Name, begins};
use super::range::few;
use crate::loader::{PlaceNames, load};
use crate::node::{Kind, id};
use crate::object::object;
use crate::page::list_by_name;
use async_graphql::{ComplexObject, Context, ID, InputObject, Result};
use entity::place::{Column, Entity as Table, Model};
use sea_orm::sea_query::{Expr, ExprTrait as _, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Place(pub(crate) Arc<Model>);

impl From<Arc<Model>> for Place {
    fn from(row: Arc<Model>) -> Self {
        Self(row)
    }
}

object! {
    /// A continent, country, region or city (schema.org `Place`).
    Place
}

#[ComplexObject]
impl Place {
    /// Global id: opaque and stable.
    pub(crate) async fn id(&self) -> ID {
        id(Kind::Place, self.0.id.0)
    }

    /// The gazetteer's name, else as printed (schema.org `name`).
    pub(crate) async fn name(&self) -> &str {
        &self.0.name
    }

    /// Unique and readable: `ukraine`.
    pub(crate) async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// What it is.
    async fn kind(&self) -> PlaceKind {
        self.0.kind.into()
    }

    /// ISO 3166-1 alpha-2 (schema.org `addressCountry`); null for continents and places in no gazetteer.
    async fn country_code(&self) -> Option<&str> {
        self.0.country_code.as_deref()
    }

    /// Degrees north (schema.org `latitude`); null where reference data was not imported.
    async fn latitude(&self) -> Option<f64> {
        self.0.latitude
    }

    /// Degrees east (schema.org `longitude`); null where reference data was not imported.
    async fn longitude(&self) -> Option<f64> {
        self.0.longitude
    }

    /// Number in `GeoNames` (schema.org `sameAs`); null for places in no gazetteer.
    async fn geonames_id(&self) -> Option<i32> {
        self.0.geonames_id
    }

    /// The place that holds it (schema.org `containedInPlace`); null where it is not known.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Place>> {
        let Some(parent) = self.0.parent_id else { return Ok(None) };
        Ok(load(ctx, parent).await?.map(Place))
    }

    /// Every name known.
    async fn names(&self, ctx: &Context<'_>) -> Result<Vec<Name>> {
        let names = load(ctx, PlaceNames(self.0.id)).await?.unwrap_or_default();
        Ok(names.into_iter().map(|row| Name { name: row.name, source: row.source.into() }).collect())
    }
}

/// Which places.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct PlaceFilter {
    /// Any of their names starts like this, in any case and without accents.
    name: Option<String>,
    /// What they are.
    kind: Option<Vec<PlaceKind>>,
    /// ISO 3166-1 alpha-2, in capitals.
    country_code: Option<String>,
}

list_by_name!(
    place.name as Name,
    Place,
    PlaceConnection,
    PlaceEdge,
    PlaceOrderField,
    PlaceOrder,
    PlaceFilter,
    "places"
);

#[expect(clippy::unused_async, reason = "one shape for every noun; those with references look them up")]
async fn narrow(_: &Context<'_>, select: &mut SelectStatement, filter: PlaceFilter) -> Result<()> {
    if let Some(name) = &filter.name {
        select.and_where(begins("place", name)?);
    }
    few("filter.kind", filter.kind.as_deref())?;
    if let Some(kinds) = filter.kind {
        let kinds = kinds.into_iter().map(entity::PlaceKind::from);
        select.and_where(Expr::col((Table, Column::Kind)).is_in(kinds));
    }
    if let Some(code) = filter.country_code {
        select.and_where(Expr::col((Table, Column::CountryCode)).eq(code));
    }
    Ok(())
}
