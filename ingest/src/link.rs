//! Who is who. In: the names of an article and what the database knows of them. Out: records. Every decision
//! about identity stands in this file, and it prefers two records to one wrong merge:
//!
//! - a whole name is one person until two are known by it; then the office printed beside it decides, else the
//!   article gets a person of its own;
//! - a single name is never enough: "Smith" is somebody known only if the office printed beside it is his;
//! - an organization whose name is no name ("the Foreign Ministry") is the article's own;
//! - a place is known by its `GeoNames` number, else by its name;
//! - a human's merge is followed wherever a name leads to the record that was merged.

use crate::choice::Stored;
use crate::document::Story;
use crate::key::{name_key, slug};
use crate::known::{Held, Known, jurisdiction, may_hold, office_slug};
use crate::record::Record;
use crate::rows::Rows;
use crate::taxonomy;
use chrono::{NaiveDate, TimeDelta};
use entity::{
    ArticleId, NameSource, OfficeId, OrganizationId, OrganizationKind, PersonId, PlaceId, PlaceKind,
    Precision, Qualifier, TenureBasis, TenureId, TopicId, TopicKind,
};
use extract::{Entity, EntityKind, Publisher, Topic};
use sea_orm::ActiveValue::Set;

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
}

/// A tenure that was seen on more days than before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretched {
    pub(crate) tenure: TenureId,
    /// Its first and last day now.
    pub(crate) days: (NaiveDate, NaiveDate),
    /// The days that it covers now and did not before, its old ends included.
    pub(crate) gained: (NaiveDate, NaiveDate),
}

/// Names that many organizations bear, one in each country: they tell nothing outside their article.
const NO_NAMES: &[&str] = &[
    "army",
    "assembly",
    "cabinet",
    "central bank",
    "congress",
    "constitutional court",
    "defence ministry",
    "defense ministry",
    "economy ministry",
    "education ministry",
    "electoral commission",
    "energy ministry",
    "finance ministry",
    "foreign ministry",
    "foreign office",
    "government",
    "health ministry",
    "high court",
    "house",
    "house of representatives",
    "interior ministry",
    "justice ministry",
    "lower house",
    "ministry of defence",
    "ministry of defense",
    "ministry of economy",
    "ministry of education",
    "ministry of finance",
    "ministry of foreign affairs",
    "ministry of health",
    "ministry of interior",
    "ministry of justice",
    "ministry of the interior",
    "ministry of trade",
    "ministry",
    "national assembly",
    "national police",
    "navy",
    "parliament",
    "police",
    "senate",
    "state department",
    "supreme court",
    "treasury",
    "trade ministry",
    "transport ministry",
    "upper house",
];

/// Sightings of an office in print that lie no further apart than half a year belong to one tenure; over a
/// longer silence somebody else may have held it.
const SILENCE: TimeDelta = TimeDelta::days(183);

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
        Self { known, rows, ids, stretched: Vec::new(), joined: Vec::new(), publishers: Vec::new() }
    }

    /// The record of each entity of a story.
    pub(crate) fn entities(&mut self, story: &Story, article: ArticleId) -> Vec<Record> {
        let entities = story.extraction.entities.iter().enumerate();
        entities
            .map(|(at, entity)| match entity.kind {
                EntityKind::Person => Record::Person(self.person(story, at, article)),
                EntityKind::Organization => {
                    Record::Organization(self.organization(&entity.name, OrganizationKind::Other, article))
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
        match *self.known.people.find(&key) {
            [person] if is_whole => person,
            [] if is_whole => {
                let slug = self.known.people.take_slug(&slug(&entity.name));
                self.new_person(entity, slug, None)
            }
            _ => self.by_office(story, at, &key).unwrap_or_else(|| {
                let slug = format!("{}-{}", slug(&entity.name), article.0);
                let told = format!("Named {} in “{}”.", entity.name, story.article.headline);
                self.new_person(entity, slug, Some(told))
            }),
        }
    }

    /// The only one of those who bear the name that holds an office printed beside it: on the article's day, as
    /// far as reference data tells when they held it.
    fn by_office(&self, story: &Story, at: usize, key: &str) -> Option<PersonId> {
        let held = story.extraction.offices.iter().filter(|held| held.holder == at);
        let titles: Vec<(String, Option<NaiveDate>)> = held
            .map(|held| {
                let is_past = held.qualifier == Some(extract::Qualifier::Former);
                (name_key(&held.office.title), story.article.day().filter(|_| !is_past))
            })
            .collect();
        let holds = |person: &&PersonId| {
            let tenures = self.known.tenures.get(person).map_or(&[][..], Vec::as_slice);
            titles.iter().any(|(title, day)| may_hold(tenures, title, *day))
        };
        let mut holders = self.known.people.find(key).iter().filter(holds);
        holders.next().copied().filter(|_| holders.next().is_none())
    }

    fn new_person(&mut self, entity: &Entity, slug: String, description: Option<String>) -> PersonId {
        let id = PersonId(self.ids.person.take());
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
        if NO_NAMES.contains(&key.as_str()) {
            let before = self.known.organizations_before.get(&(article, key.clone())).copied();
            return before.unwrap_or_else(|| {
                let id = self.new_organization(name, kind, format!("{}-{}", slug(name), article.0));
                self.known.organizations_before.insert((article, key), id);
                id
            });
        }
        if let Some(&known) = self.known.organizations.find(&key).first() {
            return known;
        }
        let slug = self.known.organizations.take_slug(&slug(name));
        self.new_organization(name, kind, slug)
    }

    fn new_organization(&mut self, name: &str, kind: OrganizationKind, slug: String) -> OrganizationId {
        let id = OrganizationId(self.ids.organization.take());
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

    /// The publisher of an article. Its name decides, since one site prints several; where a page tells no name,
    /// its site does.
    pub(crate) fn publisher(&mut self, publisher: &Publisher, article: ArticleId) -> OrganizationId {
        let of_site = publisher.domain.as_ref().and_then(|domain| self.known.domains.get(domain)).copied();
        let is_nameless = publisher.domain.as_ref() == Some(&publisher.name);
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

    /// The topic, and those broader than it.
    pub(crate) fn topic(&mut self, topic: &Topic, records: &[Record], entities: &[Entity]) -> TopicId {
        if let Some(at) = topic.entity {
            return self.topic_of(records[at], &entities[at].name, &topic.name);
        }
        if let Some(found) = topic.code.as_deref().and_then(|code| self.coded(code)) {
            return found;
        }
        let key = name_key(&topic.name);
        if let Some(&known) = self.known.topics.find(&key).first() {
            return known;
        }
        let new = entity::topic::ActiveModel { kind: Set(TopicKind::Subject), ..empty_topic() };
        self.new_topic(&topic.name, new)
    }

    /// The broader topics of a topic, narrowest first.
    pub(crate) fn broader(&self, topic: TopicId) -> impl Iterator<Item = TopicId> {
        let first = self.known.topic_parents.get(&topic).copied();
        std::iter::successors(first, |topic| self.known.topic_parents.get(topic).copied())
            .take(taxonomy::DEEPEST)
    }

    /// The topic that stands for a record.
    fn topic_of(&mut self, record: Record, name: &str, printed: &str) -> TopicId {
        let known = match record {
            Record::Person(id) => self.known.person_topics.get(&id),
            Record::Organization(id) => self.known.organization_topics.get(&id),
            Record::Place(id) => self.known.place_topics.get(&id),
        };
        let topic = known.copied().unwrap_or_else(|| self.new_topic_of(record, name));
        // "Rubio" names more than one person; what a place or an organization is called names it everywhere.
        if record.person().is_none() {
            self.name_topic(topic, printed);
        }
        topic
    }

    fn new_topic_of(&mut self, record: Record, name: &str) -> TopicId {
        let mut new = empty_topic();
        new.kind = Set(match record {
            Record::Person(_) => TopicKind::Person,
            Record::Organization(_) => TopicKind::Organization,
            Record::Place(_) => TopicKind::Place,
        });
        new.person_id = Set(record.person());
        new.organization_id = Set(record.organization());
        new.place_id = Set(record.place());
        let topic = self.new_topic(name, new);
        match record {
            Record::Person(id) => self.known.person_topics.insert(id, topic),
            Record::Organization(id) => self.known.organization_topics.insert(id, topic),
            Record::Place(id) => self.known.place_topics.insert(id, topic),
        };
        topic
    }

    /// The topic of an IPTC code, made with those above it where they are missing.
    fn coded(&mut self, code: &str) -> Option<TopicId> {
        let line: Vec<extract::Subject> = taxonomy::line(code).collect();
        let mut parent = None;
        for subject in line.into_iter().rev() {
            let known = self.known.topic_codes.get(subject.code).copied();
            let topic = known.unwrap_or_else(|| {
                let mut new = entity::topic::ActiveModel { kind: Set(TopicKind::Subject), ..empty_topic() };
                new.iptc_code = Set(Some(subject.code.to_owned()));
                new.parent_id = Set(parent);
                let topic = self.new_topic(subject.name, new);
                self.known.topic_codes.insert(subject.code.to_owned(), topic);
                self.known.topic_parents.extend(parent.map(|parent| (topic, parent)));
                topic
            });
            parent = Some(topic);
        }
        parent
    }

    fn new_topic(&mut self, name: &str, mut new: entity::topic::ActiveModel) -> TopicId {
        let id = TopicId(self.ids.topic.take());
        new.id = Set(id);
        new.name = Set(name.to_owned());
        new.slug = Set(self.known.topics.take_slug(&slug(name)));
        self.rows.topic.push(new);
        self.name_topic(id, name);
        id
    }

    fn name_topic(&mut self, id: TopicId, name: &str) {
        let key = name_key(name);
        if self.known.topics.enter(key.clone(), id) {
            self.rows.topic_name.push(entity::topic_name::ActiveModel {
                topic_id: Set(id),
                name: Set(name.to_owned()),
                name_key: Set(key),
                source: Set(NameSource::Article),
                ..Default::default()
            });
        }
    }

    /// The office of that title. A title alone, "the president", is the one that the person is known to hold
    /// under it, when there is just one.
    pub(crate) fn office(
        &mut self,
        office: &extract::Office,
        holder: PersonId,
        article: ArticleId,
    ) -> OfficeId {
        if office.jurisdiction.is_none() && office.organization.is_none() {
            let title = name_key(&office.title);
            let tenures = self.known.tenures.get(&holder).into_iter().flatten();
            let mut held: Vec<OfficeId> =
                tenures.filter(|tenure| tenure.title_key == title).map(|tenure| tenure.office).collect();
            held.sort_unstable();
            held.dedup();
            if let [one] = held[..] {
                return one;
            }
        }
        let slug = office_slug(office);
        if let Some(&known) = self.known.offices.get(&slug) {
            return known;
        }
        let id = OfficeId(self.ids.office.take());
        let organization = office.organization.as_ref();
        let organization =
            organization.map(|name| self.organization(name, OrganizationKind::Government, article));
        let jurisdiction = jurisdiction(office).map(|place| self.place(&place));
        self.known.offices.insert(slug.clone(), id);
        self.rows.office.push(entity::office::ActiveModel {
            id: Set(id),
            slug: Set(slug),
            title: Set(office.title.clone()),
            jurisdiction_id: Set(jurisdiction),
            organization_id: Set(organization),
        });
        id
    }

    /// Enters a sighting of a person in an office, and joins it with those close to it.
    pub(crate) fn tenure(
        &mut self,
        person: PersonId,
        (office, title): (OfficeId, &str),
        qualifier: Option<Qualifier>,
        day: NaiveDate,
    ) {
        let tenures = self.known.tenures.entry(person).or_default();
        let is_near = |held: &Held| {
            held.basis == TenureBasis::Printed
                && held.office == office
                && held.qualifier == qualifier
                && held.started_on.is_some_and(|start| start - day <= SILENCE)
                && held.ended_on.is_some_and(|end| day - end <= SILENCE)
        };
        let near: Vec<usize> = (0..tenures.len()).filter(|&at| is_near(&tenures[at])).collect();
        let [first, others @ ..] = &near[..] else {
            let id = TenureId(self.ids.tenure.take());
            tenures.push(Held {
                id,
                office,
                title_key: name_key(title),
                qualifier,
                basis: TenureBasis::Printed,
                started_on: Some(day),
                started_precision: Precision::Day,
                ended_on: Some(day),
                ended_precision: Precision::Day,
            });
            self.rows.tenure.push(printed_tenure(id, person, office, qualifier, day));
            return;
        };
        let days = near.iter().flat_map(|&at| [tenures[at].started_on, tenures[at].ended_on]);
        let days: Vec<NaiveDate> = days.flatten().chain([day]).collect();
        let (start, end) = days.iter().fold((day, day), |(start, end), &day| (start.min(day), end.max(day)));
        let held = &mut tenures[*first];
        let before = (held.started_on.unwrap_or(start), held.ended_on.unwrap_or(end));
        if before != (start, end) {
            (held.started_on, held.ended_on) = (Some(start), Some(end));
            let gained = match others {
                [] if day < before.0 => (day, before.0),
                [] => (before.1, day),
                _ => (start, end),
            };
            self.stretched.push(Stretched { tenure: held.id, days: (start, end), gained });
        }
        for &at in others.iter().rev() {
            self.joined.push(tenures.remove(at).id);
        }
    }
}

fn printed_tenure(
    id: TenureId,
    person: PersonId,
    office: OfficeId,
    qualifier: Option<Qualifier>,
    day: NaiveDate,
) -> entity::tenure::ActiveModel {
    entity::tenure::ActiveModel {
        id: Set(id),
        office_id: Set(office),
        person_id: Set(person),
        started_on: Set(Some(day)),
        started_precision: Set(Precision::Day),
        ended_on: Set(Some(day)),
        ended_precision: Set(Precision::Day),
        is_acting: Set(qualifier == Some(Qualifier::Acting)),
        qualifier: Set(qualifier),
        basis: Set(TenureBasis::Printed),
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

fn empty_topic() -> entity::topic::ActiveModel {
    entity::topic::ActiveModel {
        iptc_code: Set(None),
        parent_id: Set(None),
        person_id: Set(None),
        organization_id: Set(None),
        place_id: Set(None),
        ..Default::default()
    }
}
