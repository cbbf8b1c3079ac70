//! What tells offices apart: title, organization and the place they are of; and what that place tells of who holds them.

use crate::choice::Stored as _;
use crate::document::Story;
use crate::key::{name_key, sha256, slug};
use crate::known::Held;
use crate::no_name::is_no_name;
use chrono::NaiveDate;
use entity::{PlaceKind, TenureBasis, place};
use extract::{Entity, EntityKind, OfficeHeld};

/// The place that an office is of, as far as it tells people apart.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    name: String,
    kind: PlaceKind,
    country_code: Option<String>,
    geonames_id: Option<i32>,
}

impl Seat {
    /// Of a place as extracted; none where nothing but a name is known of it.
    pub(crate) fn new(place: &Entity) -> Option<Self> {
        let number = place.geonames_id.and_then(|id| i32::try_from(id).ok());
        let (kind, country_code) = (place.place_kind?.stored(), place.country_code.clone());
        Some(Self { name: place.name.clone(), kind, country_code, geonames_id: number })
    }

    /// Of a place as stored.
    pub(crate) fn stored(place: place::Model) -> Self {
        let (country_code, geonames_id) = (place.country_code, place.geonames_id);
        Self { name: place.name, kind: place.kind, country_code, geonames_id }
    }

    /// Whether neither place can lie in the other: they are of two countries, or two regions, or two cities. Of places of one
    /// name print may mean either.
    pub(crate) fn is_apart(&self, other: &Self) -> bool {
        fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.is_some() && other.is_some() && one != other
        }
        let is_within = matches!(self.kind, PlaceKind::Region | PlaceKind::City);
        let are_two = differ(self.geonames_id.as_ref(), other.geonames_id.as_ref());
        let is_abroad = differ(self.country_code.as_ref(), other.country_code.as_ref());
        self.name != other.name && (is_abroad || is_within && self.kind == other.kind && are_two)
    }
}

/// Whether each of some places is apart from each of the others: they are not of one person.
pub(crate) fn are_apart<'s>(
    some: impl Iterator<Item = &'s Seat>,
    others: impl Iterator<Item = &'s Seat>,
) -> bool {
    let (some, mut others) = (some.collect::<Vec<_>>(), others.peekable());
    let is_apart = |other: &Seat| some.iter().all(|one| one.is_apart(other));
    !some.is_empty() && others.peek().is_some() && others.all(is_apart)
}

/// An office as printed beside a name.
#[derive(Clone, Debug)]
pub(crate) struct Sighting {
    pub(crate) title_key: String,
    pub(crate) seat: Option<Seat>,
    /// Whether print tells nothing but the title: it is many people's.
    pub(crate) is_bare: bool,
    /// When it was held, where print tells of no other time.
    day: Option<NaiveDate>,
}

impl Sighting {
    /// An office of a story, whose article is of that day.
    pub(crate) fn new(held: &OfficeHeld, entities: &[Entity], day: Option<NaiveDate>) -> Self {
        let is_past = held.qualifier == Some(extract::Qualifier::Former);
        Self {
            title_key: name_key(&held.office.title),
            seat: jurisdiction(&held.office, entities).as_ref().and_then(Seat::new),
            is_bare: held.office.jurisdiction.is_none() && held.office.organization.is_none(),
            day: day.filter(|_| !is_past),
        }
    }

    /// The offices printed beside one of a story's people.
    pub(crate) fn of(story: &Story, person: usize) -> Vec<Self> {
        let held = story.extraction.offices.iter().filter(|held| held.holder == person);
        held.map(|held| Self::new(held, &story.extraction.entities, story.article.day())).collect()
    }

    /// Whether it is a title alone that print alone has given somebody before.
    fn is_weak(&self, held: &Held) -> bool {
        self.is_bare && held.is_bare && held.basis == TenureBasis::Printed
    }

    fn can_be(&self, held: &Held) -> bool {
        let is_elsewhere =
            self.seat.as_ref().zip(held.seat.as_ref()).is_some_and(|(seen, held)| seen.is_apart(held));
        self.title_key == held.title_key && !is_elsewhere
    }
}

/// Whether a person of these tenures can have held an office as printed, on its day as far as reference data tells; print
/// alone tells no first and last day of an office. A title alone tells no namesake from the other.
pub(crate) fn may_hold(tenures: &[Held], seen: &Sighting, are_namesakes: bool) -> bool {
    let alike = || tenures.iter().filter(|held| seen.can_be(held) && !(are_namesakes && seen.is_weak(held)));
    let mut dated = alike().filter(|held| held.basis != TenureBasis::Printed).peekable();
    match seen.day {
        Some(day) if dated.peek().is_some() => dated.any(|held| held.covers(day)),
        _ => alike().next().is_some(),
    }
}

/// The place that an office is of: of those that the gazetteer calls alike the one that the article names, else the one
/// that the title governs; else a place of that name.
pub(crate) fn jurisdiction(office: &extract::Office, entities: &[Entity]) -> Option<Entity> {
    let Some(seat) = extract::jurisdiction(office) else {
        // A place in no gazetteer.
        return office.jurisdiction.as_deref().map(|name| Entity::new(EntityKind::Place, name));
    };
    let is_alike = |entity: &&Entity| {
        entity.kind == EntityKind::Place && entity.name == seat.name && entity.place_kind == seat.place_kind
    };
    let mut alike = entities.iter().filter(is_alike);
    let named = alike.next().filter(|_| alike.next().is_none()).cloned();
    Some(named.unwrap_or(seat))
}

/// The slug of an office is made of all that tells it from others, so it is its natural key: a place that shares its name
/// with the gazetteer's first adds its number, and what is too long for a slug the hash of all of it.
pub(crate) fn office_slug(office: &extract::Office, place: Option<&Entity>) -> String {
    let number = |place: &Entity| place.geonames_id;
    let first = extract::jurisdiction(office).as_ref().and_then(number);
    let number = place.and_then(number).filter(|number| Some(*number) != first);
    let number = number.map(|number| number.to_string());
    let parts =
        [Some(&office.title), office.organization.as_ref(), office.jurisdiction.as_ref(), number.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    let whole = parts.join(" ");
    let slug = slug(&whole);
    let is_whole = name_key(&whole).len() <= slug.len();
    if is_whole { slug } else { format!("{slug}-{}", &sha256(name_key(&whole).as_bytes())[..8]) }
}

/// Whether an office is known by who holds it alone: each country has a foreign ministry, and print does not tell which.
pub(crate) fn is_holders_own(office: &extract::Office) -> bool {
    let organization = office.organization.as_ref().filter(|_| office.jurisdiction.is_none());
    organization.is_some_and(|name| is_no_name(&name_key(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(title: &str, jurisdiction: Option<&str>) -> extract::Office {
        extract::Office {
            title: title.to_owned(),
            jurisdiction: jurisdiction.map(str::to_owned),
            organization: None,
        }
    }

    #[test]
    fn places_that_cannot_hold_each_other_are_apart() {
        let seat = |title: &str, name: &str| {
            Seat::new(&jurisdiction(&office(title, Some(name)), &[]).expect("a place"))
                .expect("a known place")
        };
        let (us, uk) = (seat("President", "United States"), seat("Prime Minister", "United Kingdom"));
        let (texas, ohio) = (seat("Governor", "Texas"), seat("Governor", "Ohio"));
        assert!(us.is_apart(&uk) && uk.is_apart(&texas) && texas.is_apart(&ohio));
        assert!(!us.is_apart(&us) && !us.is_apart(&texas) && !texas.is_apart(&texas));
        let georgias = (seat("Governor", "Georgia"), seat("Prime Minister", "Georgia"));
        assert!(!georgias.0.is_apart(&georgias.1), "print may mean either");
        assert!(Seat::new(&Entity::new(EntityKind::Place, "Avenmouth")).is_none());
    }

    #[test]
    fn offices_of_places_of_one_name_have_their_own_slugs() {
        let mayor = office("Mayor", Some("Córdoba"));
        let first = jurisdiction(&mayor, &[]).expect("a place");
        let other =
            Entity { geonames_id: Some(2_519_240), country_code: Some("ES".to_owned()), ..first.clone() };
        assert_eq!(office_slug(&mayor, Some(&first)), "mayor-cordoba");
        assert_eq!(jurisdiction(&mayor, std::slice::from_ref(&other)).as_ref(), Some(&other));
        assert_eq!(jurisdiction(&mayor, &[first.clone(), other.clone()]).as_ref(), Some(&first));
        assert_eq!(office_slug(&mayor, Some(&other)), "mayor-cordoba-2519240");
    }

    #[test]
    fn slugs_of_long_offices_differ_where_the_offices_do() {
        let long = "Chair of the Standing Joint Committee on the Reform of the Administration of Justice and";
        let slugs = ["Home Affairs", "Human Rights"]
            .map(|end| office_slug(&office(&format!("{long} {end}"), None), None));
        assert_ne!(slugs[0], slugs[1]);
        assert_eq!(office_slug(&office("Mayor", None), None), "mayor");
    }
}
