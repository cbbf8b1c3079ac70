//! Places.

use super::choice::PlaceKind;
use super::person::{ExternalId, Name, begins};
use super::range::few;
use crate::loader::{PlaceIds, PlaceNames, load};
use crate::node::{Kind, id};
use crate::object::{List, object};
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
    Place(place) is Place by place.0.id.0;

    /// Global id: opaque and stable.
    id: ID = id(Kind::Place, place.0.id.0);

    /// The gazetteer's name, else as printed (schema.org `name`).
    name: &str = &place.0.name;

    /// Unique and readable: `ukraine`.
    slug: &str = &place.0.slug;

    /// What it is.
    kind: PlaceKind = place.0.kind.into();

    /// ISO 3166-1 alpha-2 (schema.org `addressCountry`); null for continents and places in no gazetteer.
    countryCode: Option<&str> = place.0.country_code.as_deref();

    /// Degrees north (schema.org `latitude`); null where no reference data tells it.
    latitude: Option<f64> = place.0.latitude;

    /// Degrees east (schema.org `longitude`); null where no reference data tells it.
    longitude: Option<f64> = place.0.longitude;

    /// Number in `GeoNames`; null for places in no gazetteer.
    geonamesId: Option<i32> = place.0.geonames_id;

    leads:

    /// The place that holds it (schema.org `containedInPlace`); null where it is not known.
    parent: Option<Place> = place.0.parent_id;

    .. more
}

#[ComplexObject]
impl Place {
    /// Its identifiers elsewhere.
    async fn external_ids(&self, ctx: &Context<'_>) -> Result<List<ExternalId>> {
        let mut all = ExternalId::all(load(ctx, PlaceIds(self.0.id)).await?);
        all.0.extend(self.0.geonames_id.map(|number| ExternalId::new("geonames", &number.to_string())));
        Ok(all)
    }

    /// Every name known.
    async fn names(&self, ctx: &Context<'_>) -> Result<List<Name>> {
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
    /// ISO 3166-1 alpha-2.
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
        select.and_where(Expr::col((Table, Column::CountryCode)).eq(code.to_ascii_uppercase()));
    }
    Ok(())
}
