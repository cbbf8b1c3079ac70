//! Popolo: people, organizations, posts and memberships (popoloproject.com), as `EveryPolitician` and `TheyWorkForYou`
//! publish them. Dates that a membership leaves out are those of its legislative period.

use super::{Membership, Organization, Person, Reference, days, list, note_each, text};
use extract::PlaceKind;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Adds what a Popolo file tells; false when it is none.
pub(super) fn read(value: &Value, reference: &mut Reference) -> bool {
    let (people, organizations) = (list(value, "persons"), list(value, "organizations"));
    let memberships = list(value, "memberships");
    if people.is_empty() && organizations.is_empty() && memberships.is_empty() {
        return false;
    }
    let (people, shared) = people_of(people, &mut reference.notes);
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
    let (mut without_role, mut of_parties, mut wrong) = (0, 0, Vec::new());
    for one in memberships {
        match membership(one, &files) {
            Ok(found) if shared.contains(&found.person) => {
                wrong.push(format!("{:?} of {:?} is of one of several people", found.title, found.person));
            }
            Ok(found) => reference.memberships.push(found),
            Err(Fault::NoRole) => without_role += 1,
            Err(Fault::OfParty) => of_parties += 1,
            Err(Fault::Days { person, title, what }) => {
                let name =
                    people.iter().find(|known| known.id == person).map_or(&person, |known| &known.name);
                wrong.push(format!("{title:?} of {name:?} was left out: {what}"));
            }
        }
    }
    reference.people.extend(people);
    for (count, why) in [(without_role, "without a role"), (of_parties, "of plain members of parties")] {
        if count > 0 {
            reference.notes.push(format!("{count} memberships {why} were left out"));
        }
    }
    note_each(&mut reference.notes, wrong);
    true
}

/// The people of a file, and the ids that several of them bear: what is told of those is told of nobody.
fn people_of(values: &[Value], notes: &mut Vec<String>) -> (Vec<Person>, HashSet<String>) {
    let (mut people, mut shared) = (Vec::<Person>::new(), HashSet::new());
    let mut names: HashMap<String, String> = HashMap::new();
    for one in values.iter().filter_map(person) {
        match names.get(&one.id) {
            None => {
                names.insert(one.id.clone(), one.name.clone());
                people.push(one);
            }
            Some(known) if *known == one.name => {}
            Some(_) => {
                shared.insert(one.id);
            }
        }
    }
    notes.extend(
        shared.iter().map(|id| format!("the id {id:?} is that of several people; the first was read")),
    );
    let nameless = values.iter().filter(|value| person(value).is_none()).count();
    if nameless > 0 {
        notes.push(format!("{nameless} people without id or name were left out"));
    }
    (people, shared)
}

fn person(value: &Value) -> Option<Person> {
    let others = || list(value, "other_names").iter();
    let joined = |one: &Value| Some(format!("{} {}", text(one, "given_name")?, text(one, "family_name")?));
    let whole = |one: &Value| text(one, "name").map(str::to_owned).or_else(|| joined(one));
    let main = others().find(|one| text(one, "note") == Some("Main"));
    let name = whole(value).or_else(|| whole(main?))?;
    let part = |key: &str| text(value, key).or_else(|| text(main?, key)).map(str::to_owned);
    Some(Person {
        id: text(value, "id")?.to_owned(),
        given_name: part("given_name"),
        family_name: part("family_name"),
        other_names: others().filter_map(whole).filter(|other| *other != name).collect(),
        identifiers: identifiers(value),
        name: shout_no_more(&name),
        ..Person::default()
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

/// Why a membership is no tenure of an office.
enum Fault {
    NoRole,
    OfParty,
    Days { person: String, title: String, what: String },
}

/// What memberships refer to, by its ids.
struct Files<'v> {
    posts: ById<'v>,
    areas: ById<'v>,
    periods: ById<'v>,
    bodies: ById<'v>,
}

fn membership(value: &Value, files: &Files<'_>) -> Result<Membership, Fault> {
    let post = text(value, "post_id").and_then(|id| files.posts.get(id)).copied();
    let title = text(value, "label")
        .or_else(|| post.and_then(|post| text(post, "role").or_else(|| text(post, "label"))))
        .or_else(|| text(value, "role"))
        .ok_or(Fault::NoRole)?;
    let period = text(value, "legislative_period_id");
    let period = period
        .and_then(|id| files.periods.get(id).or_else(|| files.periods.get(id.rsplit('/').next()?)))
        .copied();
    let date = |key: &str| text(value, key).or_else(|| text(period?, key));
    let organization = text(value, "organization_id").or_else(|| text(post?, "organization_id"));
    // One of many parties' members is in no office; who leads one is.
    let is_party =
        |id: &str| files.bodies.get(id).and_then(|body| text(body, "classification")) == Some("party");
    if organization.is_some_and(is_party) && post.is_none() && title.eq_ignore_ascii_case("member") {
        return Err(Fault::OfParty);
    }
    let person = text(value, "person_id").ok_or(Fault::NoRole)?.to_owned();
    let jurisdiction = post.and_then(|post| files.area(post)).and_then(|area| governed(title, area));
    let title = capital(title);
    match days(date("start_date"), date("end_date")) {
        Err(what) => Err(Fault::Days { person, title, what }),
        Ok((start, end)) => Ok(Membership {
            person,
            title,
            organization: organization.map(str::to_owned),
            jurisdiction,
            start,
            end,
        }),
    }
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
