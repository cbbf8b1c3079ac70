//! Who is who. In: the names of an article and what the database knows of them. Out: records. Every decision
//! about identity stands in this file, and it prefers two records to one wrong merge:
//!
//! - a whole name is one person until two are known by it; then the office printed beside it decides, else the
//!   article gets a person of its own;
//! - whoever is printed in an office of one place is nobody who is known by offices of other places alone: the United
//!   States' John Carter is not the United Kingdom's;
//! - a single name is never enough: "Smith" is somebody known only if the office printed beside it is his;
//! - an organization whose name is no name ("the Foreign Ministry") is the article's own;
//! - a place is known by its `GeoNames` number, else by its name;
//! - a human's merge is followed wherever a name leads to the record that was merged.

mod office;
mod topic;

use crate::choice::Stored;
use crate::document::Story;
use crate::key::{name_key, slug};
use crate::known::{Known, own_slug};
use crate::no_name::is_no_name;
use crate::record::Record;
use crate::rows::Rows;
use crate::seat::{self, Sighting, may_hold};
use crate::taxonomy;
use entity::{
    ArticleId, NameSource, OrganizationId, OrganizationKind, PersonId, PlaceId, PlaceKind, TenureId,
};
use extract::{Entity, EntityKind, Extraction, Publisher};
pub(crate) use office::{SILENCE, Stretched, printed_tenure};
use sea_orm::ActiveValue::Set;
use std::collections::{BTreeSet, HashSet};

/// Ids of the tables that linking adds to.
#[derive(Debug)]
pub(crate) struct NewIds {
    pub(crate) person: crate::ids::Ids,
    pub(crate) organization: crate::ids::Ids,
    pub(crate) place: crate::ids::Ids,
    pub(crate) topic: crate::ids::Ids,
    pub(crate) office: crate::ids::Ids,
    pub(crate) tenure: crate::ids::Ids,
}

/// Links names to records, and makes the records that are missing.
#[derive(Debug)]
pub(crate) struct Linker {
    pub(crate) known: Known,
    pub(crate) rows: Rows,
    pub(crate) ids: NewIds,
    /// Tenures whose days changed.
    pub(crate) stretched: Vec<Stretched>,
    /// Tenures that became a part of another.
    pub(crate) joined: Vec<TenureId>,
    /// Publishers that were known before, with what this batch tells of them.
    pub(crate) publishers: Vec<(OrganizationId, Publisher)>,
    /// Organizations that were known before and that this batch prints as agencies.
    pub(crate) agencies: BTreeSet<OrganizationId>,
    /// Those who were the only ones of a name until now.
    pub(crate) namesakes: HashSet<PersonId>,
    /// Codes of the countries that this batch is the first to name.
    pub(crate) countries: BTreeSet<String>,
}

impl NewIds {
    /// As many ids as these stories can need.
    pub(crate) async fn reserve(
        tx: &sea_orm::DatabaseTransaction,
        stories: &[&Story],
    ) -> crate::error::Result<Self> {
        use crate::ids::Ids;
        let count = |of: fn(&Story) -> usize| stories.iter().map(|story| of(story)).sum();
        let entities = count(|story| story.extraction.entities.len());
        let offices = count(|story| story.extraction.offices.len());
        let topics: usize = count(|story| story.extraction.topics.len());
        // A publisher and an agency beside the entities; a subject and all above it.
        let beside = 2 * stories.len();
        Ok(Self {
            person: Ids::reserve(tx, "person", entities).await?,
            organization: Ids::reserve(tx, "organization", entities + offices + beside).await?,
            place: Ids::reserve(tx, "place", entities + offices).await?,
            topic: Ids::reserve(tx, "topic", topics * taxonomy::DEEPEST).await?,
            office: Ids::reserve(tx, "office", offices).await?,
            tenure: Ids::reserve(tx, "tenure", offices).await?,
        })
    }
}

impl Linker {
    /// Starts from what is known.
    pub(crate) fn new(known: Known, ids: NewIds, rows: Rows) -> Self {
        Self {
            known,
            rows,
            ids,
            stretched: Vec::new(),
            joined: Vec::new(),
            publishers: Vec::new(),
            agencies: BTreeSet::new(),
            namesakes: HashSet::new(),
            countries: BTreeSet::new(),
        }
    }

    /// The record of each entity of a story.
    pub(crate) fn entities(&mut self, story: &Story, article: ArticleId) -> Vec<Record> {
        let entities = story.extraction.entities.iter().enumerate();
        entities
            .map(|(at, entity)| match entity.kind {
                EntityKind::Person => Record::Person(self.person(story, at, article)),
                EntityKind::Organization => {
                    let kind = organization_kind(&story.extraction, at);
                    Record::Organization(self.organization(&entity.name, kind, article))
                }
                EntityKind::Place => Record::Place(self.place(entity)),
            })
            .collect()
    }

    fn person(&mut self, story: &Story, at: usize, article: ArticleId) -> PersonId {
        let entity = &story.extraction.entities[at];
        let key = name_key(&entity.name);
        let is_whole = entity.given_name.is_some() || entity.family_name.is_none() && key.contains(' ');
        if let Some(&before) = self.known.people_before.get(&(article, key.clone())) {
            return before;
        }
        let printed = Sighting::of(story, at);
        let bearers = self.known.people.find(&key).iter().copied();
        let bearers: Vec<PersonId> = bearers.filter(|person| !self.is_elsewhere(*person, &printed)).collect();
        let known = bearers.iter().filter(|person| !self.known.own_people.contains(person));
        let known: Vec<PersonId> = known.copied().collect();
        // A surname is many people's anyway.
        let are_namesakes = is_whole && known.len() > 1;
        if let Some(holder) = self.only_holder(&bearers, &printed, are_namesakes) {
            return holder;
        }
        match known[..] {
            [person] if is_whole => person,
            [] if is_whole => {
                let namesakes = self.known.people.find(&key).iter();
                self.namesakes.extend(namesakes.filter(|one| !self.known.own_people.contains(one)));
                let id = PersonId(self.ids.person.take());
                let slug = self.known.people.take_slug(&slug(&entity.name));
                self.new_person(id, entity, slug, None)
            }
            _ => self.own_person(entity, &story.article.headline),
        }
    }

    /// Whether somebody is known by offices, but by none of a place that a printed one can be of.
    fn is_elsewhere(&self, person: PersonId, printed: &[Sighting]) -> bool {
        let held = self.known.tenures.get(&person).into_iter().flatten();
        seat::are_apart(
            printed.iter().filter_map(|seen| seen.seat.as_ref()),
            held.filter_map(|held| held.seat.as_ref()),
        )
    }

    /// The only one of these who holds an office printed beside the name: on the article's day, as far as reference data
    /// tells when they held it.
    fn only_holder(
        &self,
        bearers: &[PersonId],
        printed: &[Sighting],
        are_namesakes: bool,
    ) -> Option<PersonId> {
        let holds = |person: &&PersonId| {
            let tenures = self.known.tenures.get(person).map_or(&[][..], Vec::as_slice);
            printed.iter().any(|seen| may_hold(tenures, seen, are_namesakes))
        };
        let mut holders = bearers.iter().filter(holds);
        holders.next().copied().filter(|_| holders.next().is_none())
    }

    /// A person whom nothing but one article knows.
    fn own_person(&mut self, entity: &Entity, headline: &str) -> PersonId {
        let told = format!("Named {} in “{headline}”.", entity.name);
        let id = PersonId(self.ids.person.take());
        self.known.own_people.insert(id);
        self.new_person(id, entity, own_slug(&slug(&entity.name), id.0), Some(told))
    }

    fn new_person(
        &mut self,
        id: PersonId,
        entity: &Entity,
        slug: String,
        description: Option<String>,
    ) -> PersonId {
        self.rows.person.push(entity::person::ActiveModel {
            id: Set(id),
            slug: Set(slug),
            name: Set(entity.name.clone()),
            given_name: Set(entity.given_name.clone()),
            family_name: Set(entity.family_name.clone()),
            description: Set(description),
            merged_into_id: Set(None),
        });
        self.name_person(id, &entity.name);
        if let Some(family_name) = &entity.family_name {
            self.name_person(id, family_name);
        }
        id
    }

    fn name_person(&mut self, id: PersonId, name: &str) {
        let key = name_key(name);
        if self.known.people.enter(key.clone(), id) {
            self.rows.person_name.push(entity::person_name::ActiveModel {
                person_id: Set(id),
                name: Set(name.to_owned()),
                name_key: Set(key),
                source: Set(NameSource::Article),
                ..Default::default()
            });
        }
    }

    /// The organization of that name, or the article's own where the name is none.
    pub(crate) fn organization(
        &mut self,
        name: &str,
        kind: OrganizationKind,
        article: ArticleId,
    ) -> OrganizationId {
        let key = name_key(name);
        if is_no_name(&key) {
            let before = self.known.organizations_before.get(&(article, key.clone())).copied();
            return before.unwrap_or_else(|| {
                let id = OrganizationId(self.ids.organization.take());
                self.known.organizations_before.insert((article, key), id);
                self.new_organization(id, name, kind, own_slug(&slug(name), id.0))
            });
        }
        if let Some(&known) = self.known.organizations.find(&key).first() {
            if kind == OrganizationKind::Agency {
                self.agencies.insert(known);
            }
            return known;
        }
        let id = OrganizationId(self.ids.organization.take());
        let slug = self.known.organizations.take_slug(&slug(name));
        self.new_organization(id, name, kind, slug)
    }

    fn new_organization(
        &mut self,
        id: OrganizationId,
        name: &str,
        kind: OrganizationKind,
        slug: String,
    ) -> OrganizationId {
        self.rows.organization.push(entity::organization::ActiveModel {
            id: Set(id),
            slug: Set(slug),
            name: Set(name.to_owned()),
            kind: Set(kind),
            ..empty_organization()
        });
        let key = name_key(name);
        self.known.organizations.enter(key.clone(), id);
        self.rows.organization_name.push(entity::organization_name::ActiveModel {
            organization_id: Set(id),
            name: Set(name.to_owned()),
            name_key: Set(key),
            source: Set(NameSource::Article),
            ..Default::default()
        });
        id
    }

    /// The publisher of an article. Its name decides, since one site prints several; where a page tells no name, or one
    /// that many bear, its site does.
    pub(crate) fn publisher(&mut self, publisher: &Publisher, article: ArticleId) -> OrganizationId {
        let of_site = publisher.domain.as_ref().and_then(|domain| self.known.domains.get(domain)).copied();
        let is_nameless =
            publisher.domain.as_ref() == Some(&publisher.name) || is_no_name(&name_key(&publisher.name));
        if let Some(known) = of_site.filter(|_| is_nameless) {
            return known;
        }
        let id = self.organization(&publisher.name, OrganizationKind::Publisher, article);
        let mut told = publisher.clone();
        match &told.domain {
            Some(_) if of_site.is_some() => told.domain = None,
            Some(domain) => drop(self.known.domains.insert(domain.clone(), id)),
            None => {}
        }
        self.publishers.push((id, told));
        id
    }

    fn place(&mut self, entity: &Entity) -> PlaceId {
        let number = entity.geonames_id.and_then(|number| i32::try_from(number).ok());
        let key = name_key(&entity.name);
        let known = match number {
            Some(number) => self.known.geonames.get(&number).copied(),
            None => self.known.places.find(&key).first().copied(),
        };
        known.unwrap_or_else(|| {
            let kind = entity.place_kind.map_or(PlaceKind::Other, Stored::stored);
            self.new_place(entity, key, kind, number)
        })
    }

    fn new_place(&mut self, entity: &Entity, key: String, kind: PlaceKind, number: Option<i32>) -> PlaceId {
        let id = PlaceId(self.ids.place.take());
        let country = entity.country_code.as_ref().and_then(|code| self.known.countries.get(code));
        self.rows.place.push(entity::place::ActiveModel {
            id: Set(id),
            slug: Set(self.known.places.take_slug(&slug(&entity.name))),
            name: Set(entity.name.clone()),
            kind: Set(kind),
            country_code: Set(entity.country_code.clone()),
            latitude: Set(None),
            longitude: Set(None),
            geonames_id: Set(number),
            parent_id: Set(country.copied().filter(|_| matches!(kind, PlaceKind::Region | PlaceKind::City))),
        });
        if let (PlaceKind::Country, Some(code)) = (kind, &entity.country_code) {
            self.known.countries.insert(code.clone(), id);
            self.countries.insert(code.clone());
        }
        if let Some(number) = number {
            self.known.geonames.insert(number, id);
        }
        self.known.places.enter(key.clone(), id);
        self.rows.place_name.push(entity::place_name::ActiveModel {
            place_id: Set(id),
            name: Set(entity.name.clone()),
            name_key: Set(key),
            source: Set(NameSource::Article),
            ..Default::default()
        });
        id
    }
}

/// What a story prints an organization as: the agency of its dateline, or one of a state, whose name says no more.
fn organization_kind(found: &Extraction, at: usize) -> OrganizationKind {
    let is_agency = found.dateline.as_ref().is_some_and(|dateline| dateline.agency == Some(at));
    match is_agency {
        true => OrganizationKind::Agency,
        false if is_no_name(&name_key(&found.entities[at].name)) => OrganizationKind::Government,
        false => OrganizationKind::Other,
    }
}

fn empty_organization() -> entity::organization::ActiveModel {
    entity::organization::ActiveModel {
        legal_name: Set(None),
        domain: Set(None),
        email: Set(None),
        telephone: Set(None),
        country_code: Set(None),
        merged_into_id: Set(None),
        ..Default::default()
    }
}
