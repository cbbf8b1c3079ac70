//! The United States' legislators, presidents and committees, as the project unitedstates/congress-legislators
//! (CC0) publishes them, in JSON or YAML.

use super::{Membership, Organization, Person, Reference, days, identifier, list, note_each, text};
use serde_json::Value;

/// Adds legislators with their terms, or committees; false when the file is neither.
pub(super) fn read(value: &Value, reference: &mut Reference) -> bool {
    let Some(all) = value.as_array() else { return false };
    let is_legislators =
        all.first().is_some_and(|one| one.get("terms").is_some() && one.get("name").is_some());
    let is_committees = all.first().is_some_and(|one| one.get("thomas_id").is_some());
    if is_legislators {
        let mut wrong = Vec::new();
        for one in all {
            let Some(person) = person(one) else { continue };
            for term in list(one, "terms") {
                match office(&person.id, term) {
                    Ok(held) => reference.memberships.extend(held),
                    Err(what) => wrong.push(format!("a term of {:?} was left out: {what}", person.name)),
                }
            }
            reference.people.push(person);
        }
        note_each(&mut reference.notes, wrong);
    } else if is_committees {
        reference.organizations.extend(all.iter().filter_map(committee));
    }
    is_legislators || is_committees
}

fn person(value: &Value) -> Option<Person> {
    let name = value.get("name")?;
    let (first, last) = (text(name, "first")?, text(name, "last")?);
    let familiar = format!("{first} {last}");
    let suffix = text(name, "suffix");
    let forms = [
        text(name, "official_full").map(str::to_owned),
        text(name, "nickname").map(|nickname| format!("{nickname} {last}")),
        text(name, "middle").map(|middle| format!("{first} {middle} {last}")),
        suffix.map(|suffix| format!("{first} {last}, {suffix}")),
        // An encyclopedia's title is how readers know them; what it adds in brackets tells them apart from others.
        value
            .pointer("/id/wikipedia")
            .and_then(Value::as_str)
            .map(|title| title.split_once(" (").map_or(title, |(name, _)| name).to_owned()),
    ];
    let mut others: Vec<String> = Vec::new();
    for form in forms.into_iter().flatten() {
        if form != familiar && !others.contains(&form) {
            others.push(form);
        }
    }
    let ids = value.get("id").and_then(Value::as_object)?;
    let identifiers: Vec<(String, String)> = ids
        .iter()
        .filter(|(scheme, _)| SCHEMES.contains(&scheme.as_str()))
        .filter_map(|(scheme, id)| Some((scheme.clone(), identifier(id)?)))
        .collect();
    let id = identifiers.first().map(|(scheme, id)| format!("{scheme}:{id}"))?;
    Some(Person {
        id,
        name: familiar,
        given_name: Some(first.to_owned()),
        family_name: Some(last.to_owned()),
        other_names: others,
        identifiers,
        ..Person::default()
    })
}

/// Identifiers that name one person and that others use.
const SCHEMES: [&str; 6] = ["bioguide", "wikidata", "govtrack", "opensecrets", "votesmart", "icpsr"];

/// The office of a term, where it is one that is known; or why its days cannot be.
fn office(person: &str, term: &Value) -> Result<Option<Membership>, String> {
    let title = match text(term, "type") {
        Some("sen") => "Senator",
        Some("rep") => "Representative",
        Some("prez") => "President",
        Some("viceprez") => "Vice President",
        _ => return Ok(None),
    };
    let jurisdiction = match title {
        "Senator" | "Representative" => text(term, "state").and_then(seat),
        _ => Some("United States"),
    };
    let (start, end) = days(text(term, "start"), text(term, "end"))?;
    Ok(Some(Membership {
        person: person.to_owned(),
        title: title.to_owned(),
        organization: None,
        jurisdiction: jurisdiction.map(str::to_owned),
        start,
        end,
    }))
}

/// What a member of Congress holds a seat of, as print tells it: "Sen. Ada Quill (D-Wash.)"; for delegates their territory.
fn seat(code: &str) -> Option<&'static str> {
    let territory = || TERRITORIES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
    extract::state(code).or_else(territory)
}

/// Those that send delegates (48 U.S.C. 1711, 1731, 1751; 48 U.S.C. 891; 2 U.S.C. 25a).
const TERRITORIES: [(&str, &str); 6] = [
    ("AS", "American Samoa"),
    ("DC", "District of Columbia"),
    ("GU", "Guam"),
    ("MP", "Northern Mariana Islands"),
    ("PR", "Puerto Rico"),
    ("VI", "U.S. Virgin Islands"),
];

fn committee(value: &Value) -> Option<Organization> {
    let id = text(value, "thomas_id")?.to_owned();
    Some(Organization {
        name: text(value, "name")?.to_owned(),
        other_names: Vec::new(),
        classification: Some("committee".to_owned()),
        identifiers: vec![("thomas".to_owned(), id.clone())],
        id,
    })
}
