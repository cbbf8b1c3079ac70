//! Popolo: people, organizations, posts and memberships (popoloproject.com), as `EveryPolitician` and `TheyWorkForYou`
//! publish them. Dates that a membership leaves out are those of its legislative period.

use super::{Date, Membership, Organization, Person, Reference, list, text};
use extract::PlaceKind;
use serde_json::Value;
use std::collections::HashMap;

/// Adds what a Popolo file tells; false when it is none.
pub(super) fn read(value: &Value, reference: &mut Reference) -> bool {
    let (people, organizations) = (list(value, "persons"), list(value, "organizations"));
    let memberships = list(value, "memberships");
    if people.is_empty() && organizations.is_empty() && memberships.is_empty() {
        return false;
    }
    reference.people.extend(people.iter().filter_map(person));
    reference.organizations.extend(organizations.iter().filter_map(organization));
    let by_id = |key: &str| -> HashMap<&str, &Value> {
        list(value, key).iter().filter_map(|one| Some((text(one, "id")?, one))).collect()
    };
    let files = Files {
        posts: by_id("posts"),
        areas: by_id("areas"),
        periods: by_id("events"),
        bodies: by_id("organizations"),
    };
    let found: Vec<Membership> = memberships.iter().filter_map(|one| membership(one, &files)).collect();
    let left_out = memberships.len() - found.len();
    if left_out > 0 {
        reference.notes.push(format!("{left_out} memberships without a role were left out"));
    }
    reference.memberships.extend(found);
    true
}

fn person(value: &Value) -> Option<Person> {
    let others = || list(value, "other_names").iter();
    let joined = |one: &Value| Some(format!("{} {}", text(one, "given_name")?, text(one, "family_name")?));
    let whole = |one: &Value| text(one, "name").map(str::to_owned).or_else(|| joined(one));
    let main = others().find(|one| text(one, "note") == Some("Main"));
    let name = text(value, "name").map(str::to_owned).or_else(|| whole(main?))?;
    let part = |key: &str| text(value, key).or_else(|| text(main?, key)).map(str::to_owned);
    Some(Person {
        id: text(value, "id")?.to_owned(),
        given_name: part("given_name"),
        family_name: part("family_name"),
        other_names: others().filter_map(whole).filter(|other| *other != name).collect(),
        identifiers: identifiers(value),
        name: shout_no_more(&name),
    })
}

/// A name in capitals as names are printed: "MALLAM GANA" is "Mallam Gana".
fn shout_no_more(name: &str) -> String {
    if name.chars().any(char::is_lowercase) || !name.contains(' ') {
        return name.to_owned();
    }
    let mut is_inside = false;
    let letter = |c: char| {
        let lower = if is_inside { c.to_lowercase().to_string() } else { c.to_string() };
        is_inside = c.is_alphabetic();
        lower
    };
    name.chars().map(letter).collect()
}

fn organization(value: &Value) -> Option<Organization> {
    let others = list(value, "other_names").iter();
    Some(Organization {
        id: text(value, "id")?.to_owned(),
        name: text(value, "name")?.to_owned(),
        other_names: others.filter_map(|one| text(one, "name")).map(str::to_owned).collect(),
        classification: text(value, "classification").map(str::to_owned),
        identifiers: identifiers(value),
    })
}

fn identifiers(value: &Value) -> Vec<(String, String)> {
    let all = list(value, "identifiers").iter();
    let pair =
        |one: &Value| Some((text(one, "scheme")?.to_owned(), super::identifier(one.get("identifier")?)?));
    all.filter_map(pair).collect()
}

type ById<'v> = HashMap<&'v str, &'v Value>;

/// What memberships refer to, by its ids.
struct Files<'v> {
    posts: ById<'v>,
    areas: ById<'v>,
    periods: ById<'v>,
    bodies: ById<'v>,
}

fn membership(value: &Value, files: &Files<'_>) -> Option<Membership> {
    let post = text(value, "post_id").and_then(|id| files.posts.get(id)).copied();
    let title = text(value, "label")
        .or_else(|| post.and_then(|post| text(post, "role").or_else(|| text(post, "label"))))
        .or_else(|| text(value, "role"))?;
    let period = text(value, "legislative_period_id");
    let period = period
        .and_then(|id| files.periods.get(id).or_else(|| files.periods.get(id.rsplit('/').next()?)))
        .copied();
    let date = |key: &str| text(value, key).or_else(|| text(period?, key));
    let organization = text(value, "organization_id").or_else(|| text(post?, "organization_id"));
    // One of many parties' members is in no office.
    let is_party =
        |id: &str| files.bodies.get(id).and_then(|body| text(body, "classification")) == Some("party");
    if organization.is_some_and(is_party) && post.is_none() {
        return None;
    }
    Some(Membership {
        person: text(value, "person_id")?.to_owned(),
        title: capital(title),
        organization: organization.map(str::to_owned),
        jurisdiction: post.and_then(|post| files.area(post)).and_then(|area| governed(title, area)),
        start: date("start_date").and_then(Date::start),
        end: date("end_date").and_then(Date::end),
    })
}

impl<'v> Files<'v> {
    /// The name of the area that a post is of.
    fn area(&self, post: &'v Value) -> Option<&'v str> {
        let listed = text(post, "area_id").and_then(|id| self.areas.get(id)).copied();
        text(listed.or_else(|| post.get("area"))?, "name")
    }
}

/// The country or region of a name, as print knows it. A constituency is none: it shares its name with cities elsewhere.
fn governed(title: &str, area: &str) -> Option<String> {
    let (title, jurisdiction) = (title.to_owned(), Some(area.to_owned()));
    let place = extract::jurisdiction(&extract::Office { title, jurisdiction, organization: None })?;
    let is_governed = matches!(place.place_kind, Some(PlaceKind::Country | PlaceKind::Region));
    is_governed.then_some(place.name)
}

fn capital(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
