//! People of reference data. In: names, external ids and the offices they hold. Out: a record each: the one that
//! bears an external id; else the only one that bears a name which nobody else in the files bears; else the only
//! one that print saw in one of their offices at the time; else a new one.

use super::names::{Named, Slugs, identified, identify, keyed};
use super::{Count, Matched};
use crate::bulk::{self, Conflict};
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::key::name_key;
use crate::keys::one_of;
use crate::known::{self, Held};
use crate::seat::{Seat, are_apart, jurisdiction};
use entity::{NameSource, PersonId, external_id, person, person_name};
use read::reference::{Identifier, Membership, Person, Reference};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Also gives those who were the only ones of a name until now.
pub(super) async fn import(
    tx: &DatabaseTransaction,
    reference: &Reference,
) -> Result<(Matched<PersonId>, HashSet<PersonId>)> {
    let people = &reference.people;
    let known = Known::load(tx, reference).await?;
    let mut new = Ids::reserve(tx, "person", people.len()).await?;
    let mut slugs =
        Slugs::load::<person::Entity>(tx, person::Column::Slug, people.iter().map(|one| &*one.name)).await?;
    let mut matched = Matched { ids: HashMap::new(), count: Count::default() };
    let (mut rows, mut identifiers, mut taken) = (Vec::new(), Vec::new(), HashSet::new());
    let mut namesakes = HashSet::new();
    for one in people {
        let found = known.find(one).filter(|id| taken.insert(*id));
        let known_by = known.identifiers(one);
        let id = found.unwrap_or_else(|| {
            namesakes.extend(known.elsewhere(one));
            let id = PersonId(new.take());
            rows.push(row(id, one, slugs.take(&one.name)));
            id
        });
        matched.count.created += usize::from(found.is_none());
        matched.count.matched += usize::from(found.is_some());
        identifiers.extend(known_by.into_iter().map(|identifier| (identifier, Named::Person(id))));
        matched.ids.insert(one.id.clone(), id);
    }
    bulk::write(tx, rows, Conflict::Refuse).await?;
    bulk::write(tx, names(people, &matched.ids), Conflict::Keep).await?;
    identify(tx, identifiers).await?;
    Ok((matched, namesakes))
}

fn row(id: PersonId, one: &Person, slug: String) -> person::ActiveModel {
    person::ActiveModel {
        id: Set(id),
        slug: Set(slug),
        name: Set(one.name.clone()),
        given_name: Set(one.given_name.clone()),
        family_name: Set(one.family_name.clone()),
        description: Set(None),
        merged_into_id: Set(None),
    }
}

fn names(people: &[Person], ids: &HashMap<String, PersonId>) -> Vec<person_name::ActiveModel> {
    let of = |one: &Person| {
        let id = ids[&one.id];
        // The family name alone finds them where an office stands beside it.
        let all = whole_names(one).chain(one.family_name.as_deref());
        keyed(all).into_iter().map(move |(key, name)| person_name::ActiveModel {
            id: NotSet,
            person_id: Set(id),
            name: Set(name),
            name_key: Set(key),
            source: Set(NameSource::Reference),
        })
    };
    people.iter().flat_map(of).collect()
}

/// A person by their file and their id in it.
fn own_id(one: &Person) -> Identifier {
    ("file".to_owned(), format!("{}#{}", one.file, one.id))
}

fn whole_names(one: &Person) -> impl Iterator<Item = &str> {
    std::iter::once(&*one.name).chain(one.other_names.iter().map(String::as_str))
}

/// What is known of the people in the files.
struct Known<'r> {
    identified: HashMap<(String, String), external_id::Model>,
    /// People by the keys of their whole names.
    by_name: HashMap<String, Vec<PersonId>>,
    /// External ids of those people.
    ids_of: HashMap<PersonId, Vec<Identifier>>,
    /// The offices that they are known by.
    seen: HashMap<PersonId, Vec<Held>>,
    /// How many people of the files bear a name.
    bearers: HashMap<String, usize>,
    /// What people hold by the files, by their ids there.
    held: HashMap<&'r str, Vec<&'r Membership>>,
}

impl<'r> Known<'r> {
    async fn load(tx: &DatabaseTransaction, reference: &'r Reference) -> Result<Self> {
        let people = &reference.people;
        let own: Vec<Identifier> = people.iter().map(own_id).collect();
        let identified = identified(tx, people.iter().flat_map(|one| &one.identifiers).chain(&own)).await?;
        let mut bearers: HashMap<String, usize> = HashMap::new();
        for one in people {
            keyed(whole_names(one)).into_iter().for_each(|(key, _)| *bearers.entry(key).or_default() += 1);
        }
        let keys: BTreeSet<String> = bearers.keys().cloned().collect();
        let by_name = known::people_by_name(tx, &keys).await?;
        let ids: HashSet<PersonId> = by_name.values().flatten().copied().collect();
        let ids_of = identifiers_of(tx, &ids).await?;
        let seen = known::tenures_of(tx, &ids).await?;
        let mut held: HashMap<&str, Vec<&Membership>> = HashMap::new();
        for membership in &reference.memberships {
            held.entry(&membership.person).or_default().push(membership);
        }
        Ok(Self { identified, by_name, ids_of, seen, bearers, held })
    }

    fn find(&self, one: &Person) -> Option<PersonId> {
        let by_id = one.identifiers.iter().find_map(|identifier| self.identified.get(identifier)?.person_id);
        let by_id = by_id.or_else(|| self.by_own_id(one)).or_else(|| self.by_name(one));
        by_id.or_else(|| self.by_office(one))
    }

    /// By what tells those apart who share a name and have no identifiers: the file that told of them, and their id in it.
    fn by_own_id(&self, one: &Person) -> Option<PersonId> {
        let id = self.identified.get(&own_id(one))?.person_id?;
        // Another edition of the file may have given the id to somebody else.
        self.candidates(one).contains(&id).then_some(id)
    }

    /// Who they are elsewhere; where nothing else tells them from others of their name, who they are in their file.
    fn identifiers(&self, one: &Person) -> Vec<Identifier> {
        if one.identifiers.is_empty() && self.is_shared(one) {
            vec![own_id(one)]
        } else {
            one.identifiers.clone()
        }
    }

    /// Whether somebody else in the files bears one of the names.
    fn is_shared(&self, one: &Person) -> bool {
        keyed(whole_names(one)).iter().any(|(key, _)| self.bearers[key] > 1)
    }

    /// The only one of that name, when nobody else in the files bears it.
    fn by_name(&self, one: &Person) -> Option<PersonId> {
        match self.candidates(one)[..] {
            [only] if !self.is_shared(one) => Some(only),
            _ => None,
        }
    }

    /// The only one of that name whom print saw in an office of theirs while they held it.
    fn by_office(&self, one: &Person) -> Option<PersonId> {
        let held = self.held.get(one.id.as_str()).map_or(&[][..], Vec::as_slice);
        let was_seen = |id: &PersonId| {
            let seen = self.seen.get(id).into_iter().flatten();
            seen.into_iter().any(|seen| held.iter().any(|membership| is_in(seen, membership)))
        };
        let candidates = self.candidates(one);
        let mut seen = candidates.into_iter().filter(was_seen);
        seen.next().filter(|_| seen.next().is_none())
    }

    /// Those who bear one of the names, and are nobody else by an external id or by offices of other places.
    fn candidates(&self, one: &Person) -> Vec<PersonId> {
        let known_by = self.identifiers(one);
        let is_another = |id: &PersonId| {
            let theirs = self.ids_of.get(id).into_iter().flatten();
            theirs
                .into_iter()
                .any(|(scheme, value)| known_by.iter().any(|(other, id)| other == scheme && id != value))
        };
        let elsewhere = self.elsewhere(one);
        self.bearers(one).filter(|id| !is_another(id) && !elsewhere.contains(id)).collect()
    }

    /// Those who bear one of the names, and are known by offices of other places alone.
    fn elsewhere(&self, one: &Person) -> HashSet<PersonId> {
        let held = self.held.get(one.id.as_str()).into_iter().flatten();
        let seats: Vec<Seat> = held.filter_map(|membership| seat_of(membership)).collect();
        let is_elsewhere = |id: &PersonId| {
            let seen = self.seen.get(id).into_iter().flatten();
            are_apart(seats.iter(), seen.filter_map(|seen| seen.seat.as_ref()))
        };
        self.bearers(one).filter(is_elsewhere).collect()
    }

    fn bearers(&self, one: &Person) -> impl Iterator<Item = PersonId> {
        let keys = keyed(whole_names(one));
        let all = keys.iter().flat_map(|(key, _)| self.by_name.get(key).into_iter().flatten());
        all.copied().collect::<BTreeSet<PersonId>>().into_iter()
    }
}

/// Whether somebody was seen in an office of the files while it was held.
fn is_in(seen: &Held, membership: &Membership) -> bool {
    let begins = membership.start.is_none_or(|start| seen.ended_on.is_none_or(|to| start.day <= to));
    let ends = membership.end.is_none_or(|end| seen.started_on.is_none_or(|from| from <= end.day));
    seen.title_key == name_key(&membership.title) && begins && ends
}

/// The place that a membership's office is of.
fn seat_of(membership: &Membership) -> Option<Seat> {
    let office = extract::Office {
        title: membership.title.clone(),
        jurisdiction: membership.jurisdiction.clone(),
        organization: None,
    };
    Seat::new(&jurisdiction(&office, &[])?)
}

async fn identifiers_of(
    tx: &DatabaseTransaction,
    people: &HashSet<PersonId>,
) -> Result<HashMap<PersonId, Vec<Identifier>>> {
    let query = external_id::Entity::find().filter(one_of(tx, external_id::Column::PersonId, people));
    let rows = query.all(tx).await.map_err(|error| Error::Load("external ids", error))?;
    let mut found: HashMap<PersonId, Vec<Identifier>> = HashMap::new();
    for row in rows {
        let Some(person) = row.person_id else { continue };
        found.entry(person).or_default().push((row.scheme, row.value));
    }
    Ok(found)
}
