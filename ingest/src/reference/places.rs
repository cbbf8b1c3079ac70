//! Places of reference data: the one with the `GeoNames` number, else a new one. Those that print named before get
//! their coordinates and the country that holds them.

use super::Count;
use super::names::{Slugs, keyed};
use crate::bulk::{self, Conflict};
use crate::choice::Stored as _;
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::key::name_key;
use crate::keys::one_of;
use crate::known::BINDS;
use entity::{NameSource, PlaceId, PlaceKind, place, place_name};
use read::reference::Place;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What reference data sets of a place that is there.
const MOVED: &str = "latitude = excluded.latitude, longitude = excluded.longitude";

pub(super) async fn import(tx: &DatabaseTransaction, places: &[Place]) -> Result<Count> {
    let known = known(tx, places).await?;
    let mut new = Ids::reserve(tx, "place", places.len()).await?;
    let mut slugs =
        Slugs::load::<place::Entity>(tx, place::Column::Slug, places.iter().map(|one| &*one.name)).await?;
    let (mut count, mut rows, mut ids) = (Count::default(), Vec::new(), HashMap::new());
    for one in places {
        let number = i32::try_from(one.geonames_id).unwrap_or_default();
        if ids.contains_key(&number) {
            continue;
        }
        let mut row = known.get(&number).cloned().map_or_else(
            || fresh(PlaceId(new.take()), one, slugs.take(&one.name), number),
            place::Model::into_active_model,
        );
        count.created += usize::from(!known.contains_key(&number));
        count.matched += usize::from(known.contains_key(&number));
        if let Some((latitude, longitude)) = one.position {
            row.latitude = Set(Some(latitude));
            row.longitude = Set(Some(longitude));
        }
        ids.insert(number, row.id.clone().unwrap());
        rows.push(row);
    }
    bulk::write(tx, rows, Conflict::Set("id", MOVED)).await?;
    bulk::write(tx, names(places, &ids), Conflict::Keep).await?;
    within_countries(tx, places.iter().filter_map(|one| one.country_code.clone()).collect()).await?;
    Ok(count)
}

async fn known(tx: &DatabaseTransaction, places: &[Place]) -> Result<HashMap<i32, place::Model>> {
    let numbers: HashSet<i32> = places.iter().filter_map(|one| i32::try_from(one.geonames_id).ok()).collect();
    let numbers: Vec<i32> = numbers.into_iter().collect();
    let mut known = HashMap::new();
    for chunk in numbers.chunks(BINDS) {
        let these = place::Column::GeonamesId.is_in(chunk.iter().copied());
        let rows = place::Entity::find().filter(these).all(tx).await;
        let rows = rows.map_err(|error| Error::Load("places", error))?;
        known.extend(rows.into_iter().filter_map(|row| Some((row.geonames_id?, row))));
    }
    Ok(known)
}

fn fresh(id: PlaceId, one: &Place, slug: String, number: i32) -> place::ActiveModel {
    place::ActiveModel {
        id: Set(id),
        slug: Set(slug),
        name: Set(one.name.clone()),
        kind: Set(one.kind.stored()),
        country_code: Set(one.country_code.clone()),
        latitude: Set(None),
        longitude: Set(None),
        geonames_id: Set(Some(number)),
        parent_id: Set(None),
    }
}

/// The names of places. A name that another place of the files bears as its first is not given to a second one
/// as one of many.
fn names(places: &[Place], ids: &HashMap<i32, PlaceId>) -> Vec<place_name::ActiveModel> {
    let first: HashSet<String> = places.iter().map(|one| name_key(&one.name)).collect();
    let of = |one: &Place| {
        let id = i32::try_from(one.geonames_id).ok().and_then(|number| ids.get(&number).copied());
        let others = one.other_names.iter().map(String::as_str);
        let others = others.filter(|name| !first.contains(&name_key(name)));
        let all = keyed(std::iter::once(&*one.name).chain(others));
        id.into_iter().flat_map(move |id| all.clone().into_iter().map(move |(key, name)| (id, key, name)))
    };
    let row = |(id, key, name)| place_name::ActiveModel {
        id: NotSet,
        place_id: Set(id),
        name: Set(name),
        name_key: Set(key),
        source: Set(NameSource::Reference),
    };
    places.iter().flat_map(of).map(row).collect()
}

/// Puts the cities and regions of these countries into them.
pub(crate) async fn within_countries(tx: &DatabaseTransaction, codes: BTreeSet<String>) -> Result<()> {
    if codes.is_empty() {
        return Ok(());
    }
    let country = "(SELECT min(country.id) FROM place country \
                   WHERE country.kind = 'country' AND country.country_code = place.country_code)";
    let update = place::Entity::update_many()
        .col_expr(place::Column::ParentId, Expr::cust(country))
        .filter(place::Column::ParentId.is_null())
        .filter(one_of(tx, place::Column::CountryCode, codes))
        .filter(place::Column::Kind.is_in([PlaceKind::City, PlaceKind::Region]));
    update.exec(tx).await.map_err(|error| Error::Write("place", error))?;
    Ok(())
}
