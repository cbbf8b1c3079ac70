//! Offices and dated tenures of reference data. In: memberships. Out: the offices, known by title, organization
//! and jurisdiction as print knows them; a tenure for each office, person and first day; and the offices in which
//! statements were made that are there already.

use super::places::within_countries;
use super::{Count, Matched};
use crate::bulk::{self, Conflict};
use crate::choice::Stored;
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::in_office;
use crate::key::{name_key, slug};
use crate::known::{self, BINDS, own_slug};
use crate::seat::{jurisdiction, office_slug};
use chrono::NaiveDate;
use entity::{
    NameSource, OfficeId, OrganizationId, PersonId, PlaceId, PlaceKind, Precision, TenureBasis, TenureId,
    external_id, office, place, place_name, tenure,
};
use extract::Entity;
use read::reference::{Date, Membership, Reference};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What importing offices did.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) offices: Count,
    pub(super) tenures: Count,
    pub(super) strangers: usize,
}

pub(super) async fn import(
    tx: &DatabaseTransaction,
    reference: &Reference,
    people: &Matched<PersonId>,
    organizations: &Matched<OrganizationId>,
) -> Result<Held> {
    let mut held = Held::default();
    let strangers = strangers(tx, reference, people).await?;
    let person = |id: &String| people.ids.get(id).or_else(|| strangers.get(id)).copied();
    let names: HashMap<&str, &str> =
        reference.organizations.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
    let is_described = |membership: &&Membership| {
        membership.organization.as_deref().is_none_or(|organization| names.contains_key(organization))
    };
    let known: Vec<(PersonId, &Membership)> = reference
        .memberships
        .iter()
        .filter(is_described)
        .filter_map(|membership| Some((person(&membership.person)?, membership)))
        .collect();
    held.strangers = reference.memberships.len() - known.len();
    let described =
        known.iter().map(|(_, membership)| Described::new(membership, &names)).collect::<Vec<_>>();
    let offices = offices(tx, &described, organizations, &mut held.offices).await?;
    let tenures = known.iter().zip(&described).map(|((person, membership), described)| {
        (*person, offices[&described.slug], membership.start, membership.end)
    });
    held.tenures = write_tenures(tx, tenures.collect()).await?;
    Ok(held)
}

/// People whom other files described before: their ids there are external ids here.
async fn strangers(
    tx: &DatabaseTransaction,
    reference: &Reference,
    people: &Matched<PersonId>,
) -> Result<HashMap<String, PersonId>> {
    let ids: BTreeSet<&String> = reference
        .memberships
        .iter()
        .map(|membership| &membership.person)
        .filter(|id| !people.ids.contains_key(*id))
        .collect();
    let ids: Vec<&String> = ids.into_iter().collect();
    let mut found = HashMap::new();
    for chunk in ids.chunks(BINDS) {
        let these = external_id::Column::Value.is_in(chunk.iter().copied());
        let rows = external_id::Entity::find().filter(these).all(tx).await;
        let rows = rows.map_err(|error| Error::Load("external ids", error))?;
        found.extend(rows.into_iter().filter_map(|row| Some((row.value, row.person_id?))));
    }
    Ok(found)
}

/// An office as its natural key.
struct Described<'m> {
    slug: String,
    title: &'m str,
    /// Its organization's id in the files.
    organization: Option<&'m str>,
    jurisdiction: Option<Entity>,
}

impl<'m> Described<'m> {
    fn new(membership: &'m Membership, names: &HashMap<&str, &str>) -> Self {
        let organization = membership.organization.as_deref();
        let office = extract::Office {
            title: membership.title.clone(),
            organization: organization.and_then(|id| names.get(id)).map(|name| (*name).to_owned()),
            jurisdiction: membership.jurisdiction.clone(),
        };
        let jurisdiction = jurisdiction(&office, &[]);
        Self {
            slug: office_slug(&office, jurisdiction.as_ref()),
            title: &membership.title,
            organization,
            jurisdiction,
        }
    }
}

async fn offices(
    tx: &DatabaseTransaction,
    described: &[Described<'_>],
    organizations: &Matched<OrganizationId>,
    count: &mut Count,
) -> Result<HashMap<String, OfficeId>> {
    let wanted: BTreeMap<&str, &Described<'_>> =
        described.iter().map(|one| (one.slug.as_str(), one)).collect();
    let slugs: BTreeSet<String> = wanted.keys().map(|slug| (*slug).to_owned()).collect();
    let mut known = known::offices(tx, &slugs).await?;
    count.matched = known.len();
    let mut new = Ids::reserve(tx, "office", wanted.len() - known.len()).await?;
    let mut jurisdictions: HashMap<(&str, Option<u32>), PlaceId> = HashMap::new();
    let mut rows = Vec::new();
    for (slug, one) in wanted {
        if known.contains_key(slug) {
            continue;
        }
        let jurisdiction = match &one.jurisdiction {
            Some(place) => Some(match jurisdictions.entry((&place.name, place.geonames_id)) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(free) => *free.insert(place_of(tx, place).await?),
            }),
            None => None,
        };
        let id = OfficeId(new.take());
        known.insert(slug.to_owned(), id);
        rows.push(office::ActiveModel {
            id: Set(id),
            slug: Set(slug.to_owned()),
            title: Set(one.title.to_owned()),
            jurisdiction_id: Set(jurisdiction),
            organization_id: Set(one.organization.and_then(|id| organizations.ids.get(id)).copied()),
        });
    }
    count.created = rows.len();
    bulk::write(tx, rows, Conflict::Refuse).await?;
    let places = described.iter().filter_map(|one| one.jurisdiction.as_ref());
    within_countries(tx, places.filter_map(|place| place.country_code.clone()).collect()).await?;
    Ok(known)
}

/// The place of that name, by the gazetteer's number, else by the name; made where it is missing.
async fn place_of(tx: &DatabaseTransaction, entity: &Entity) -> Result<PlaceId> {
    let load = |error| Error::Load("places", error);
    let name = entity.name.as_str();
    let number = entity.geonames_id.and_then(|id| i32::try_from(id).ok());
    let by_number = place::Entity::find().filter(place::Column::GeonamesId.eq(number));
    if let Some(row) = by_number.one(tx).await.map_err(load)? {
        return Ok(row.id);
    }
    let by_name = place_name::Entity::find().filter(place_name::Column::NameKey.eq(name_key(name)));
    if let Some(row) = by_name.one(tx).await.map_err(load)?.filter(|_| number.is_none()) {
        return Ok(row.place_id);
    }
    let id = PlaceId(Ids::reserve(tx, "place", 1).await?.take());
    let taken =
        place::Entity::find().filter(place::Column::Slug.eq(slug(name))).one(tx).await.map_err(load)?;
    let row = place::ActiveModel {
        id: Set(id),
        slug: Set(if taken.is_none() { slug(name) } else { own_slug(&slug(name), id.0) }),
        name: Set(name.to_owned()),
        kind: Set(entity.place_kind.map_or(PlaceKind::Other, Stored::stored)),
        country_code: Set(entity.country_code.clone()),
        latitude: Set(None),
        longitude: Set(None),
        geonames_id: Set(number),
        parent_id: Set(None),
    };
    let called = place_name::ActiveModel {
        id: NotSet,
        place_id: Set(id),
        name: Set(name.to_owned()),
        name_key: Set(name_key(name)),
        source: Set(NameSource::Reference),
    };
    bulk::write(tx, vec![row], Conflict::Refuse).await?;
    bulk::write(tx, vec![called], Conflict::Keep).await?;
    Ok(id)
}

/// What tells a tenure of reference data from others.
type Key = (PersonId, OfficeId, Option<NaiveDate>);

/// What reference data sets of a tenure that is there.
const ENDED: &str = "ended_on = excluded.ended_on, ended_precision = excluded.ended_precision";

/// Writes tenures, and enters the statements made in them.
async fn write_tenures(
    tx: &DatabaseTransaction,
    held: Vec<(PersonId, OfficeId, Option<Date>, Option<Date>)>,
) -> Result<Count> {
    let known = known_tenures(tx, held.iter().map(|one| one.0).collect()).await?;
    let mut new = Ids::reserve(tx, "tenure", held.len()).await?;
    let mut count = Count::default();
    let mut seen: HashSet<Key> = HashSet::new();
    let (mut rows, mut moved) = (Vec::new(), Vec::new());
    for (person, office, start, end) in held {
        let key = (person, office, start.map(|start| start.day));
        let before = known.get(&key);
        count.matched += usize::from(before.is_some());
        // Of those that begin on one day the first is heard, each time.
        if !seen.insert(key) {
            continue;
        }
        count.created += usize::from(before.is_none());
        let end_day = end.map(|end| end.day);
        if before.is_some_and(|before| before.ended_on == end_day) {
            continue;
        }
        moved.extend(before.map(|before| (before.person_id, before.office_id)));
        let id = before.map_or_else(|| TenureId(new.take()), |before| before.id);
        rows.push(row(id, person, office, start, end));
    }
    let ids: Vec<TenureId> = rows.iter().map(|row| *row.id.as_ref()).collect();
    bulk::write(tx, rows, Conflict::Set("id", ENDED)).await?;
    for (person, office) in moved {
        in_office::held_anew(tx, person, Some(office)).await?;
    }
    for chunk in ids.chunks(BINDS) {
        in_office::held(tx, tenure::Column::Id.is_in(chunk.iter().copied())).await?;
    }
    Ok(count)
}

async fn known_tenures(
    tx: &DatabaseTransaction,
    people: BTreeSet<PersonId>,
) -> Result<HashMap<Key, tenure::Model>> {
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut known = HashMap::new();
    for chunk in people.chunks(BINDS) {
        let rows = tenure::Entity::find()
            .filter(tenure::Column::PersonId.is_in(chunk.iter().copied()))
            .filter(tenure::Column::Basis.eq(TenureBasis::Reference))
            .all(tx)
            .await
            .map_err(|error| Error::Load("tenures", error))?;
        known.extend(rows.into_iter().map(|row| ((row.person_id, row.office_id, row.started_on), row)));
    }
    Ok(known)
}

fn row(
    id: TenureId,
    person: PersonId,
    office: OfficeId,
    start: Option<Date>,
    end: Option<Date>,
) -> tenure::ActiveModel {
    let precision = |date: Option<Date>| date.map_or(Precision::Day, |date| date.precision.stored());
    tenure::ActiveModel {
        id: Set(id),
        office_id: Set(office),
        person_id: Set(person),
        started_on: Set(start.map(|start| start.day)),
        started_precision: Set(precision(start)),
        ended_on: Set(end.map(|end| end.day)),
        ended_precision: Set(precision(end)),
        is_acting: Set(false),
        qualifier: Set(None),
        basis: Set(TenureBasis::Reference),
    }
}
