//! People of reference data. In: names, external ids and the offices they hold. Out: a record each: the one that
//! bears an external id; else the only one that bears a name which nobody else in the files bears; else the only
//! one that print saw in one of their offices at the time; else a new one.

use super::names::{Named, Slugs, identified, identify, keyed};
use super::{Count, Matched};
use crate::bulk::{self, Conflict};
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::key::name_key;
use crate::known::{self, BINDS};
use chrono::NaiveDate;
use entity::{NameSource, PersonId, external_id, office, person, person_name, tenure};
use read::reference::{Identifier, Membership, Person, Reference};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use std::collections::{BTreeSet, HashMap, HashSet};

pub(super) async fn import(tx: &DatabaseTransaction, reference: &Reference) -> Result<Matched<PersonId>> {
    let people = &reference.people;
    let known = Known::load(tx, reference).await?;
    let mut new = Ids::reserve(tx, "person", people.len()).await?;
    let mut slugs =
        Slugs::load::<person::Entity>(tx, person::Column::Slug, people.iter().map(|one| &*one.name)).await?;
    let mut matched = Matched { ids: HashMap::new(), count: Count::default() };
    let (mut rows, mut identifiers, mut taken) = (Vec::new(), Vec::new(), HashSet::new());
    for one in people {
        let found = known.find(one, reference).filter(|id| taken.insert(*id));
        let known_by = known.identifiers(one);
        let id = found.unwrap_or_else(|| {
            let id = PersonId(new.take());
            rows.push(row(id, one, slugs.take(&one.name)));
            id
        });
        matched.count.created += usize::from(found.is_none());
        matched.count.matched += usize::from(found.is_some());
        identifiers.extend(known_by.into_iter().map(|identifier| (identifier, Named::Person(id))));
        matched.ids.insert(one.id.clone(), id);
    }
    bulk::write(tx, rows, Conflict::Keep).await?;
    bulk::write(tx, names(people, &matched.ids), Conflict::Keep).await?;
    identify(tx, identifiers).await?;
    Ok(matched)
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

/// A sighting of a person in an office.
struct Seen {
    title_key: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// What is known of the people in the files.
struct Known {
    identified: HashMap<(String, String), external_id::Model>,
    /// People by the keys of their whole names.
    by_name: HashMap<String, Vec<PersonId>>,
    /// External ids of those people.
    ids_of: HashMap<PersonId, Vec<(String, String)>>,
    seen: HashMap<PersonId, Vec<Seen>>,
    /// How many people of the files bear a name.
    bearers: HashMap<String, usize>,
}

impl Known {
    async fn load(tx: &DatabaseTransaction, reference: &Reference) -> Result<Self> {
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
        let ids: Vec<PersonId> = ids.into_iter().collect();
        let (mut ids_of, mut seen) = (HashMap::new(), HashMap::new());
        for chunk in ids.chunks(BINDS) {
            load_ids(tx, chunk, &mut ids_of).await?;
            load_seen(tx, chunk, &mut seen).await?;
        }
        Ok(Self { identified, by_name, ids_of, seen, bearers })
    }

    fn find(&self, one: &Person, reference: &Reference) -> Option<PersonId> {
        let by_id = one.identifiers.iter().find_map(|identifier| self.identified.get(identifier)?.person_id);
        let by_id = by_id.or_else(|| self.by_own_id(one)).or_else(|| self.by_name(one));
        by_id.or_else(|| self.by_office(one, reference))
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
    fn by_office(&self, one: &Person, reference: &Reference) -> Option<PersonId> {
        let held: Vec<&Membership> =
            reference.memberships.iter().filter(|membership| membership.person == one.id).collect();
        let was_seen = |id: &PersonId| {
            let seen = self.seen.get(id).into_iter().flatten();
            seen.into_iter().any(|seen| held.iter().any(|membership| seen.is_in(membership)))
        };
        let candidates = self.candidates(one);
        let mut seen = candidates.into_iter().filter(was_seen);
        seen.next().filter(|_| seen.next().is_none())
    }

    /// Those who bear one of the names and are nobody else by an external id.
    fn candidates(&self, one: &Person) -> Vec<PersonId> {
        let keys = keyed(whole_names(one));
        let all: BTreeSet<PersonId> =
            keys.iter().flat_map(|(key, _)| self.by_name.get(key).into_iter().flatten()).copied().collect();
        let known_by = self.identifiers(one);
        let is_another = |id: &PersonId| {
            let theirs = self.ids_of.get(id).into_iter().flatten();
            theirs
                .into_iter()
                .any(|(scheme, value)| known_by.iter().any(|(other, id)| other == scheme && id != value))
        };
        all.into_iter().filter(|id| !is_another(id)).collect()
    }
}

impl Seen {
    fn is_in(&self, membership: &Membership) -> bool {
        let begins = membership.start.is_none_or(|start| self.to.is_none_or(|to| start.day <= to));
        let ends = membership.end.is_none_or(|end| self.from.is_none_or(|from| from <= end.day));
        self.title_key == name_key(&membership.title) && begins && ends
    }
}

async fn load_ids(
    tx: &DatabaseTransaction,
    people: &[PersonId],
    ids_of: &mut HashMap<PersonId, Vec<(String, String)>>,
) -> Result<()> {
    let these = external_id::Column::PersonId.is_in(people.iter().copied());
    let rows = external_id::Entity::find().filter(these).all(tx).await;
    for row in rows.map_err(|error| Error::Load("external ids", error))? {
        let Some(person) = row.person_id else { continue };
        ids_of.entry(person).or_default().push((row.scheme, row.value));
    }
    Ok(())
}

async fn load_seen(
    tx: &DatabaseTransaction,
    people: &[PersonId],
    seen: &mut HashMap<PersonId, Vec<Seen>>,
) -> Result<()> {
    let these = tenure::Column::PersonId.is_in(people.iter().copied());
    let rows = tenure::Entity::find().filter(these).find_also_related(office::Entity).all(tx).await;
    for (row, office) in rows.map_err(|error| Error::Load("tenures", error))? {
        let title_key = office.map(|office| name_key(&office.title)).unwrap_or_default();
        seen.entry(row.person_id).or_default().push(Seen {
            title_key,
            from: row.started_on,
            to: row.ended_on,
        });
    }
    Ok(())
}
