//! Places by the names they are printed with. In: a name. Out: the places that bear it, the likeliest first:
//! continents, countries, regions, capitals, then cities by population.

use crate::lexicon::{Map, Set, lines};
use crate::{Entity, EntityKind, PlaceKind};
use std::sync::LazyLock;

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) kind: PlaceKind,
    /// ISO 3166-1 alpha-2; empty where it lies in several countries.
    pub(crate) country: &'static str,
    pub(crate) geonames_id: Option<u32>,
    /// GeoNames' code of the part of its country it lies in; empty where none is told.
    pub(crate) division: &'static str,
    pub(crate) is_capital: bool,
}

/// Words of the longest name: "Saint Vincent and the Grenadines".
pub(crate) const LONGEST: usize = 7;

struct Gazetteer {
    by_name: Map<String, Vec<Place>>,
    demonyms: Map<&'static str, Place>,
    /// Names that are more often something else.
    doubtful: Set<String>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut by_name: Map<String, Vec<Place>> = Map::default();
    let mut by_code = Map::default();
    let mut enter = |name: &str, place: Place| {
        let all = by_name.entry(key(name)).or_default();
        // Washington is the capital before it is the state.
        let is_its_region = |other: &Place| other.kind == PlaceKind::Region && other.country == place.country;
        let before = all.iter().position(is_its_region).filter(|_| place.is_capital);
        all.insert(before.unwrap_or(all.len()), place);
    };
    // Countries first, then the regions of the own list, then the rest of GeoNames.
    let printed: Vec<(Place, Option<&str>)> =
        lines(include_str!("lexicon/places.tsv")).filter_map(parse).collect();
    let countries =
        printed.partition_point(|(place, _)| matches!(place.kind, PlaceKind::Continent | PlaceKind::Country));
    let regions = lines(include_str!("lexicon/regions.tsv")).filter_map(|line| line.split_once('\t'));
    let regions = regions.map(|(name, country)| {
        let kind = PlaceKind::Region;
        (Place { name, kind, country, geonames_id: None, division: "", is_capital: false }, None)
    });
    let (first, rest) = printed.split_at(countries);
    for (place, plain) in first.iter().copied().chain(regions).chain(rest.iter().copied()) {
        if place.kind == PlaceKind::Country {
            by_code.insert(place.country, place);
        }
        enter(place.name, place);
        plain.into_iter().for_each(|plain| enter(plain, place));
    }
    let mut doubtful = Set::default();
    for (alias, name) in lines(include_str!("lexicon/aliases.tsv")).filter_map(|line| line.split_once('\t')) {
        let Some(meant) = by_name.get(&key(name)).cloned() else {
            doubtful.insert(key(alias));
            continue;
        };
        drop(by_name.entry(key(alias)).or_default().splice(0..0, meant));
    }
    let demonyms = lines(include_str!("lexicon/demonyms.tsv")).filter_map(|line| line.split_once('\t'));
    let demonyms = demonyms.filter_map(|(word, place)| {
        let named = || by_name.get(&key(place)).and_then(|places| places.first());
        Some((word, *by_code.get(place).or_else(named)?))
    });
    let demonyms = demonyms.collect();
    Gazetteer { by_name, demonyms, doubtful }
});

fn parse(line: &'static str) -> Option<(Place, Option<&'static str>)> {
    let mut fields = line.split('\t');
    let name = fields.next()?;
    let printed = fields.next()?;
    let kind = match printed {
        "continent" => PlaceKind::Continent,
        "country" => PlaceKind::Country,
        "region" => PlaceKind::Region,
        _ => PlaceKind::City,
    };
    let country = fields.next()?;
    let division = fields.next()?;
    let geonames_id = fields.next()?.parse().ok();
    let is_capital = printed == "capital";
    Some((Place { name, kind, country, geonames_id, division, is_capital }, fields.nth(1)))
}

fn key(name: &str) -> String {
    name.to_lowercase().replace('’', "'")
}

/// All places of that name, in any case, words joined by one blank; the likeliest first.
fn all(name: &str) -> &'static [Place] {
    GAZETTEER.by_name.get(&key(name)).map_or(&[], Vec::as_slice)
}

/// The places that a name means wherever it stands; none for a name that is more often something else.
pub(crate) fn places(name: &str) -> &'static [Place] {
    let key = key(name);
    if GAZETTEER.doubtful.contains(&key) {
        return &[];
    }
    GAZETTEER.by_name.get(&key).map_or(&[], Vec::as_slice)
}

/// The place that a name means beyond doubt: a country, a region, a capital, or a city of the only country that has one.
pub(crate) fn sure(name: &str) -> Option<Place> {
    let all = places(name);
    let first = all.first()?;
    let is_first = first.is_capital || first.kind != PlaceKind::City;
    (is_first || all.iter().all(|place| place.country == first.country)).then_some(*first)
}

/// Whether a country or a part of one bears the name, be it doubtful.
pub(crate) fn is_country(name: &str) -> bool {
    all(name).first().is_some_and(|place| place.kind != PlaceKind::City)
}

/// The country or region that a word like "Russian" tells of.
pub(crate) fn demonym(word: &str) -> Option<Place> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    GAZETTEER.demonyms.get(word).or_else(|| GAZETTEER.demonyms.get(singular)).copied()
}

/// The place that a name means in an article that names these countries: a country or capital, else one in those
/// countries, else the largest.
pub(crate) fn choose(name: &str, countries: &[&str]) -> Option<Place> {
    let all = all(name);
    let near = all.iter().find(|place| countries.contains(&place.country));
    let is_first =
        |place: &&Place| place.is_capital || matches!(place.kind, PlaceKind::Country | PlaceKind::Continent);
    let is_doubtful = GAZETTEER.doubtful.contains(&key(name));
    let likeliest = all.first().filter(is_first).filter(|_| !is_doubtful);
    likeliest.or(near).or(all.first()).copied()
}

/// The place of a name that lies in another, as print tells it: "Birmingham, Alabama", "Paris, Texas".
pub(crate) fn within(name: &str, whole: Place) -> Option<Place> {
    let is_inside = |place: &&Place| {
        let is_there =
            whole.kind == PlaceKind::Country || whole.division == place.division || whole.division.is_empty();
        place.country == whole.country && is_there && **place != whole
    };
    all(name).iter().find(is_inside).copied()
}

/// The place of a name that an office governs, one of the kind wanted before the others.
pub(crate) fn seat(name: &str, wanted: PlaceKind) -> Option<Place> {
    let all = all(name);
    all.iter().find(|place| place.kind == wanted).or(all.first()).copied()
}

impl Place {
    /// The place as an entity.
    pub(crate) fn entity(self) -> Entity {
        Entity {
            country_code: Some(self.country.to_owned()).filter(|code| !code.is_empty()),
            geonames_id: self.geonames_id,
            place_kind: Some(self.kind),
            ..Entity::new(EntityKind::Place, self.name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_comes_before_the_region_of_its_country_that_bears_its_name() {
        assert!(places("Washington")[0].is_capital);
        assert_eq!(within("Washington", places("Texas")[0]), None);
    }
}
