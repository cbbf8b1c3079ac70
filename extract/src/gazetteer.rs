//! Places by the names they are printed with. In: a name. Out: the places that bear it, the likeliest first:
//! continents, countries, regions, capitals, then cities by population.

use crate::lexicon::lines;
use crate::{Entity, EntityKind, PlaceKind};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) kind: PlaceKind,
    /// ISO 3166-1 alpha-2; empty for a continent.
    pub(crate) country: &'static str,
    pub(crate) geonames_id: u32,
}

/// Words of the longest name: "Saint Vincent and the Grenadines".
pub(crate) const LONGEST: usize = 5;

struct Gazetteer {
    by_name: HashMap<String, Vec<Place>>,
    by_code: HashMap<&'static str, Place>,
    demonyms: HashMap<&'static str, &'static str>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut by_name: HashMap<String, Vec<Place>> = HashMap::new();
    let mut by_code = HashMap::new();
    for place in lines(include_str!("lexicon/places.tsv")).filter_map(parse) {
        if place.kind == PlaceKind::Country {
            by_code.insert(place.country, place);
        }
        by_name.entry(key(place.name)).or_default().push(place);
    }
    for (alias, name) in lines(include_str!("lexicon/aliases.tsv")).filter_map(|line| line.split_once('\t')) {
        match by_name.get(&key(name)).cloned() {
            Some(places) => by_name.insert(key(alias), places),
            None => by_name.remove(&key(alias)),
        };
    }
    let demonyms =
        lines(include_str!("lexicon/demonyms.tsv")).filter_map(|line| line.split_once('\t')).collect();
    Gazetteer { by_name, by_code, demonyms }
});

fn parse(line: &'static str) -> Option<Place> {
    let mut fields = line.split('\t');
    let name = fields.next()?;
    let kind = match fields.next()? {
        "continent" => PlaceKind::Continent,
        "country" => PlaceKind::Country,
        "region" => PlaceKind::Region,
        _ => PlaceKind::City,
    };
    let country = fields.next()?;
    let geonames_id = fields.nth(1)?.parse().ok()?;
    Some(Place { name, kind, country, geonames_id })
}

fn key(name: &str) -> String {
    name.to_lowercase().replace('’', "'")
}

/// All places of that name, in any case, words joined by one blank; the likeliest first.
pub(crate) fn places(name: &str) -> &'static [Place] {
    GAZETTEER.by_name.get(&key(name)).map_or(&[], Vec::as_slice)
}

/// The country that a word like "Russian" tells of.
pub(crate) fn demonym(word: &str) -> Option<Place> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let code = GAZETTEER.demonyms.get(word).or_else(|| GAZETTEER.demonyms.get(singular))?;
    GAZETTEER.by_code.get(code).copied()
}

/// The place that a name means in an article that names these countries: one of them if it can be, else the
/// likeliest.
pub(crate) fn choose(name: &str, countries: &[&str]) -> Option<Place> {
    let all = places(name);
    let is_country = |place: &&Place| place.kind == PlaceKind::Country || place.kind == PlaceKind::Continent;
    let likeliest = all.first().filter(is_country);
    let near = all.iter().find(|place| countries.contains(&place.country));
    likeliest.or(near).or(all.first()).copied()
}

impl Place {
    /// The place as an entity.
    pub(crate) fn entity(self) -> Entity {
        Entity {
            kind: EntityKind::Place,
            name: self.name.to_owned(),
            given_name: None,
            family_name: None,
            country_code: Some(self.country.to_owned()).filter(|code| !code.is_empty()),
            geonames_id: Some(self.geonames_id),
            place_kind: Some(self.kind),
        }
    }
}
