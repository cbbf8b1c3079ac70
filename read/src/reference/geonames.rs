//! Places of `GeoNames` (CC BY 4.0), as JSON: a list or lines of cities, or an object of countries, continents or
//! states by their codes.

use super::{Place, Reference, text};
use extract::PlaceKind;
use serde_json::Value;

/// Adds places; false when the file has none.
pub(super) fn read(value: &Value, reference: &mut Reference) -> bool {
    let all: Vec<&Value> = match value {
        Value::Array(all) => all.iter().collect(),
        Value::Object(by_code) => by_code.values().collect(),
        _ => return false,
    };
    let found: Vec<Place> = all.iter().filter_map(|one| place(one)).collect();
    let left_out = all.len() - found.len();
    if !found.is_empty() && left_out > 0 {
        reference
            .notes
            .push(format!("{left_out} places without a name or a geonameid that is a number were left out"));
    }
    let is_known = !found.is_empty();
    reference.places.extend(found);
    is_known
}

fn place(value: &Value) -> Option<Place> {
    let number = value.get("geonameid").or_else(|| value.get("geonameId"))?.as_u64()?;
    let kind = kind(value);
    let country = text(value, "countrycode").or_else(|| text(value, "iso"));
    let state = country.is_none() && kind == PlaceKind::Region;
    let degrees = |keys: [&str; 2]| keys.iter().find_map(|key| number_of(value.get(*key)?));
    let others = value.get("alternatenames").and_then(Value::as_array).into_iter().flatten();
    Some(Place {
        geonames_id: u32::try_from(number).ok()?,
        name: text(value, "name").or_else(|| text(value, "toponymName"))?.to_owned(),
        other_names: others
            .filter_map(Value::as_str)
            .filter(|name| is_name(name))
            .map(str::to_owned)
            .collect(),
        kind,
        // The states in a file of their own are those of the United States.
        country_code: country.or(state.then_some("US")).map(str::to_owned),
        position: degrees(["lat", "latitude"]).zip(degrees(["lon", "lng"])),
    })
}

fn kind(value: &Value) -> PlaceKind {
    let has = |key: &str| value.get(key).is_some();
    if has("iso3") {
        PlaceKind::Country
    } else if has("fips") {
        PlaceKind::Region
    } else if has("toponymName") {
        PlaceKind::Continent
    } else {
        PlaceKind::City
    }
}

/// A number, also where it is written as text.
fn number_of(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

/// Whether readers would know a place by it: codes of airports are no names.
fn is_name(name: &str) -> bool {
    name.chars().count() > 3 && name.chars().any(char::is_lowercase)
        || name.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}
