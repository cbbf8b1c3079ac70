//! What the database knows of the names in a batch, read with one statement a table. In: the stories. Out:
//! maps from keys to ids, that [`crate::link`] decides by. New records are entered here too, so that the next
//! story of the batch finds them.

mod before;
mod held;

use crate::document::Story;
use crate::error::{Error, Result};
use crate::key::{name_key, slug, take_slug};
use crate::keys::one_of;
use crate::no_name::is_no_name;
use crate::seat::{is_holders_own, jurisdiction, office_slug};
use crate::taxonomy;
use before::{organizations_before, people_before};
use entity::{
    ArticleId, OfficeId, OrganizationId, PersonId, PlaceId, PlaceKind, TopicId, office, organization,
    organization_name, person, person_name, place, place_name, topic, topic_name,
};
use extract::EntityKind;
pub(crate) use held::{Held, tenures_of};
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait, QueryFilter as _, QuerySelect as _, TryGetable,
};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

/// As many values as are bound in one statement; `SQLite` allows 32,766.
pub(crate) const BINDS: usize = 30_000;

/// What stands in the slug of a record that is another's own: no name gives two hyphens in a row.
pub const OWN: &str = "--";

/// The slug of a record that one article or one person alone knows, with a number that is nobody else's.
pub(crate) fn own_slug(base: &str, number: i64) -> String {
    format!("{base}{OWN}{number}")
}

/// Records of one kind by the keys of their names, and the slugs that are taken.
#[derive(Debug)]
pub(crate) struct Book<I> {
    ids: HashMap<String, Vec<I>>,
    slugs: HashSet<String>,
}

impl<I: Copy + PartialEq> Book<I> {
    /// All that bear the name.
    pub(crate) fn find(&self, key: &str) -> &[I] {
        self.ids.get(key).map_or(&[], Vec::as_slice)
    }

    /// Enters a name; false when it was there.
    pub(crate) fn enter(&mut self, key: String, id: I) -> bool {
        let ids = self.ids.entry(key).or_default();
        let is_new = !ids.contains(&id);
        if is_new {
            ids.push(id);
        }
        is_new
    }

    /// Takes the first slug of `base`, `base-2`, `base-3` ... that is free.
    pub(crate) fn take_slug(&mut self, base: &str) -> String {
        take_slug(&mut self.slugs, base)
    }
}

/// All of it.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) people: Book<PersonId>,
    pub(crate) organizations: Book<OrganizationId>,
    pub(crate) places: Book<PlaceId>,
    pub(crate) topics: Book<TopicId>,
    pub(crate) topic_codes: HashMap<String, TopicId>,
    pub(crate) topic_parents: HashMap<TopicId, TopicId>,
    pub(crate) person_topics: HashMap<PersonId, TopicId>,
    pub(crate) organization_topics: HashMap<OrganizationId, TopicId>,
    pub(crate) place_topics: HashMap<PlaceId, TopicId>,
    pub(crate) geonames: HashMap<i32, PlaceId>,
    pub(crate) countries: HashMap<String, PlaceId>,
    pub(crate) offices: HashMap<String, OfficeId>,
    pub(crate) tenures: HashMap<PersonId, Vec<Held>>,
    pub(crate) domains: HashMap<String, OrganizationId>,
    /// People whom one article alone knows.
    pub(crate) own_people: HashSet<PersonId>,
    /// Whom an earlier version of an article named: those known to that article alone stay who they were.
    pub(crate) people_before: HashMap<(ArticleId, String), PersonId>,
    pub(crate) organizations_before: HashMap<(ArticleId, String), OrganizationId>,
}

/// The keys to look up.
#[derive(Default)]
struct Keys {
    people: BTreeSet<String>,
    organizations: BTreeSet<String>,
    places: BTreeSet<String>,
    topics: BTreeSet<String>,
    codes: BTreeSet<String>,
    geonames: BTreeSet<i32>,
    countries: BTreeSet<String>,
    offices: BTreeSet<String>,
    /// Offices that are their holders' own, with the keys of their holders' names.
    own_offices: BTreeSet<(String, String)>,
    domains: BTreeSet<String>,
}

impl Keys {
    fn of(stories: &[&Story]) -> Self {
        let mut keys = Self::default();
        for story in stories {
            keys.add_article(&story.article);
            keys.add_extraction(&story.extraction);
        }
        keys
    }

    fn add_article(&mut self, article: &extract::Article) {
        if let Some(publisher) = &article.publisher {
            self.organization(&publisher.name);
            self.domains.extend(publisher.domain.clone());
        }
    }

    fn add_extraction(&mut self, found: &extract::Extraction) {
        for entity in &found.entities {
            match entity.kind {
                EntityKind::Person => {
                    self.people.insert(name_key(&entity.name));
                }
                EntityKind::Organization => self.organization(&entity.name),
                EntityKind::Place => self.place(entity),
            }
        }
        for topic in &found.topics {
            self.topics.insert(name_key(&topic.name));
            let entity = topic.entity.and_then(|at| found.entities.get(at));
            self.topics.extend(entity.map(|entity| name_key(&entity.name)));
            for subject in topic.code.iter().flat_map(|code| taxonomy::line(code)) {
                self.codes.insert(subject.code.to_owned());
                self.topics.insert(name_key(subject.name));
            }
        }
        for held in &found.offices {
            let place = jurisdiction(&held.office, &found.entities);
            let slug = office_slug(&held.office, place.as_ref());
            if let Some(holder) = found.entities.get(held.holder).filter(|_| is_holders_own(&held.office)) {
                self.own_offices.insert((slug, name_key(&holder.name)));
            } else {
                self.offices.insert(slug);
            }
            held.office.organization.iter().for_each(|name| self.organization(name));
            place.iter().for_each(|place| self.place(place));
        }
    }

    fn organization(&mut self, name: &str) {
        let key = name_key(name);
        if !is_no_name(&key) {
            self.organizations.insert(key);
        }
    }

    fn place(&mut self, entity: &extract::Entity) {
        self.places.insert(name_key(&entity.name));
        self.geonames.extend(entity.geonames_id.and_then(|id| i32::try_from(id).ok()));
        self.countries.extend(entity.country_code.clone());
    }
}

impl Known {
    /// Reads what is known of the names in `stories`. `revised` are the articles that get a new version.
    pub(crate) async fn load(
        tx: &DatabaseTransaction,
        stories: &[&Story],
        revised: &[ArticleId],
    ) -> Result<Self> {
        let keys = Keys::of(stories);
        let people = load_people(tx, &keys).await?;
        let organizations = load_organizations(tx, &keys).await?;
        let places = load_places(tx, &keys).await?;
        let topics = load_topics(tx, &keys).await?;
        let topic_codes =
            pairs::<topic::Entity, _, _>(tx, topic::Column::IptcCode, topic::Column::Id, &keys.codes).await?;
        let geonames =
            pairs::<place::Entity, _, _>(tx, place::Column::GeonamesId, place::Column::Id, &keys.geonames)
                .await?;
        let domains = pairs::<organization::Entity, _, _>(
            tx,
            organization::Column::Domain,
            organization::Column::Id,
            &keys.domains,
        )
        .await?;
        let mut known = Self {
            topic_parents: HashMap::new(),
            person_topics: HashMap::new(),
            organization_topics: HashMap::new(),
            place_topics: HashMap::new(),
            countries: countries(tx, &keys.countries).await?,
            own_people: own_people(tx, people.ids.values().flatten()).await?,
            tenures: HashMap::new(),
            people,
            organizations,
            places,
            topics,
            topic_codes,
            geonames,
            offices: HashMap::new(),
            domains,
            people_before: people_before(tx, revised).await?,
            organizations_before: organizations_before(tx, revised).await?,
        };
        known.load_offices(tx, keys).await?;
        known.load_tenures(tx).await?;
        known.load_entity_topics(tx).await?;
        known.load_parents(tx).await?;
        Ok(known)
    }

    /// The topics that stand for the people, organizations and places at hand.
    async fn load_entity_topics(&mut self, tx: &DatabaseTransaction) -> Result<()> {
        use topic::Column::{OrganizationId, PersonId, PlaceId};
        self.person_topics = topics_of(tx, PersonId, self.people.ids.values().flatten()).await?;
        let organizations =
            self.organizations.ids.values().flatten().chain(self.organizations_before.values());
        self.organization_topics = topics_of(tx, OrganizationId, organizations).await?;
        let places = self.places.ids.values().flatten().chain(self.geonames.values());
        self.place_topics = topics_of(tx, PlaceId, places).await?;
        Ok(())
    }

    async fn load_tenures(&mut self, tx: &DatabaseTransaction) -> Result<()> {
        let people: HashSet<PersonId> =
            self.people.ids.values().flatten().chain(self.people_before.values()).copied().collect();
        self.tenures = tenures_of(tx, &people).await?;
        Ok(())
    }

    /// The offices printed, and of those that are their holders' own each that somebody of the holder's name may have.
    async fn load_offices(&mut self, tx: &DatabaseTransaction, keys: Keys) -> Result<()> {
        let mut slugs = keys.offices;
        for (slug, name) in keys.own_offices {
            let before = self.people_before.iter().filter(|((_, key), _)| *key == name).map(|(_, id)| id);
            let holders = self.people.find(&name).iter().chain(before);
            slugs.extend(holders.map(|holder| own_slug(&slug, holder.0)));
        }
        self.offices = offices(tx, &slugs).await?;
        Ok(())
    }

    /// Climbs from the topics at hand to the broadest, one statement a level.
    async fn load_parents(&mut self, tx: &DatabaseTransaction) -> Result<()> {
        let found = self.topics.ids.values().flatten();
        let of_entities = self.person_topics.values().chain(self.organization_topics.values());
        let all = found.chain(of_entities).chain(self.place_topics.values()).chain(self.topic_codes.values());
        let mut level: HashSet<TopicId> = all.copied().collect();
        while !level.is_empty() {
            use topic::Column::{Id, ParentId};
            let found = rows::<topic::Entity, TopicId, TopicId>(tx, Id, ParentId, &level).await?;
            level = found.iter().map(|row| row.1).filter(|id| !self.topic_parents.contains_key(id)).collect();
            self.topic_parents.extend(found);
        }
        Ok(())
    }
}

async fn load_people(tx: &DatabaseTransaction, keys: &Keys) -> Result<Book<PersonId>> {
    let ids = people_by_name(tx, &keys.people).await?;
    let slugs = free_for::<person::Entity>(tx, person::Column::Slug, &keys.people).await?;
    Ok(Book { ids, slugs })
}

async fn load_organizations(tx: &DatabaseTransaction, keys: &Keys) -> Result<Book<OrganizationId>> {
    let ids = organizations_by_name(tx, &keys.organizations).await?;
    let slugs = free_for::<organization::Entity>(tx, organization::Column::Slug, &keys.organizations).await?;
    Ok(Book { ids, slugs })
}

async fn load_places(tx: &DatabaseTransaction, keys: &Keys) -> Result<Book<PlaceId>> {
    use place_name::Column::{NameKey, PlaceId as Owner};
    let ids = names::<place_name::Entity, PlaceId>(tx, NameKey, Owner, &keys.places).await?;
    let slugs = free_for::<place::Entity>(tx, place::Column::Slug, &keys.places).await?;
    Ok(Book { ids, slugs })
}

/// A keyword leads to no person: whether print has named them before must not decide what it is about.
async fn load_topics(tx: &DatabaseTransaction, keys: &Keys) -> Result<Book<TopicId>> {
    let mut ids = topics_by_name(tx, &keys.topics).await?;
    let found: HashSet<TopicId> = ids.values().flatten().copied().collect();
    let people = topic::Column::PersonId;
    let people = pairs::<topic::Entity, TopicId, PersonId>(tx, topic::Column::Id, people, &found).await?;
    ids.values_mut().for_each(|topics| topics.retain(|topic| !people.contains_key(topic)));
    let slugs = free_for::<topic::Entity>(tx, topic::Column::Slug, &keys.topics).await?;
    Ok(Book { ids, slugs })
}

/// People by the keys of their names, merges followed.
pub(crate) async fn people_by_name(
    tx: &DatabaseTransaction,
    keys: &BTreeSet<String>,
) -> Result<HashMap<String, Vec<PersonId>>> {
    use person_name::Column::{NameKey, PersonId as Owner};
    let mut ids = names::<person_name::Entity, PersonId>(tx, NameKey, Owner, keys).await?;
    let found: HashSet<PersonId> = ids.values().flatten().copied().collect();
    let merged = pairs::<person::Entity, _, _>(tx, person::Column::Id, person::Column::MergedIntoId, &found);
    follow(&mut ids, &merged.await?);
    Ok(ids)
}

/// Organizations by the keys of their names, merges followed.
pub(crate) async fn organizations_by_name(
    tx: &DatabaseTransaction,
    keys: &BTreeSet<String>,
) -> Result<HashMap<String, Vec<OrganizationId>>> {
    use organization::Column::{Id, MergedIntoId};
    use organization_name::Column::{NameKey, OrganizationId as Owner};
    let mut ids = names::<organization_name::Entity, OrganizationId>(tx, NameKey, Owner, keys).await?;
    let found: HashSet<OrganizationId> = ids.values().flatten().copied().collect();
    let merged = pairs::<organization::Entity, _, _>(tx, Id, MergedIntoId, &found);
    follow(&mut ids, &merged.await?);
    Ok(ids)
}

/// Topics by the keys of their names.
pub(crate) async fn topics_by_name(
    tx: &DatabaseTransaction,
    keys: &BTreeSet<String>,
) -> Result<HashMap<String, Vec<TopicId>>> {
    use topic_name::Column::{NameKey, TopicId as Owner};
    names::<topic_name::Entity, TopicId>(tx, NameKey, Owner, keys).await
}

/// Offices by their slugs.
pub(crate) async fn offices(
    tx: &DatabaseTransaction,
    slugs: &BTreeSet<String>,
) -> Result<HashMap<String, OfficeId>> {
    pairs::<office::Entity, _, _>(tx, office::Column::Slug, office::Column::Id, slugs).await
}

/// Replaces records that were merged by those they were merged into.
fn follow<I: Copy + Eq + Hash + Ord>(ids: &mut HashMap<String, Vec<I>>, merged: &HashMap<I, I>) {
    for all in ids.values_mut() {
        for id in all.iter_mut() {
            *id = merged.get(id).copied().unwrap_or(*id);
        }
        all.sort_unstable();
        all.dedup();
    }
}

/// The owners of names.
async fn names<N, I>(
    tx: &DatabaseTransaction,
    key: N::Column,
    owner: N::Column,
    keys: &BTreeSet<String>,
) -> Result<HashMap<String, Vec<I>>>
where
    N: EntityTrait,
    I: TryGetable + Ord,
{
    let mut owners: HashMap<String, Vec<I>> = HashMap::new();
    for (key, id) in rows::<N, String, I>(tx, key, owner, keys).await? {
        owners.entry(key).or_default().push(id);
    }
    owners.values_mut().for_each(|ids| ids.sort_unstable());
    Ok(owners)
}

/// One value a key.
async fn pairs<'k, E, K, V>(
    tx: &DatabaseTransaction,
    key: E::Column,
    value: E::Column,
    keys: impl IntoIterator<Item = &'k K>,
) -> Result<HashMap<K, V>>
where
    E: EntityTrait,
    K: TryGetable + Serialize + Eq + Hash + 'k,
    V: TryGetable,
{
    Ok(rows::<E, K, V>(tx, key, value, keys).await?.into_iter().collect())
}

/// The rows of `E` whose `key` is one of `keys` and whose `value` is not null.
async fn rows<'k, E, K, V>(
    tx: &DatabaseTransaction,
    key: E::Column,
    value: E::Column,
    keys: impl IntoIterator<Item = &'k K>,
) -> Result<Vec<(K, V)>>
where
    E: EntityTrait,
    K: TryGetable + Serialize + 'k,
    V: TryGetable,
{
    let mut keys = keys.into_iter().peekable();
    if keys.peek().is_none() {
        return Ok(Vec::new());
    }
    let query = E::find().filter(one_of(tx, key, keys)).filter(value.is_not_null());
    let columns = query.select_only().columns([key, value]).into_tuple();
    columns.all(tx).await.map_err(|error| Error::Load("what is known", error))
}

/// The slugs that stand in the way of these names: the slug itself, and the same with a number behind it. A name that
/// is known may need one, too: of another Paris, of the person whose name is a topic already.
async fn free_for<E: EntityTrait>(
    tx: &DatabaseTransaction,
    column: E::Column,
    keys: &BTreeSet<String>,
) -> Result<HashSet<String>> {
    let bases = keys.iter().map(|key| slug(key)).collect();
    let mut slugs = taken::<E>(tx, column, &bases).await?;
    let mut open: Vec<String> = slugs.iter().cloned().collect();
    let (mut from, mut to) = (2, 4);
    while !open.is_empty() {
        let numbered =
            |base: &String| (from..to).map(|number| format!("{base}-{number}")).collect::<Vec<_>>();
        let asked: BTreeSet<String> = open.iter().flat_map(numbered).collect();
        let found = taken::<E>(tx, column, &asked).await?;
        open.retain(|base| numbered(base).iter().all(|slug| found.contains(slug)));
        slugs.extend(found);
        (from, to) = (to, 2 * to);
    }
    Ok(slugs)
}

/// Those of `values` that a row has.
async fn taken<E: EntityTrait>(
    tx: &DatabaseTransaction,
    column: E::Column,
    values: &BTreeSet<String>,
) -> Result<HashSet<String>> {
    let found = rows::<E, String, String>(tx, column, column, values).await?;
    Ok(found.into_iter().map(|row| row.0).collect())
}

/// The topics that stand for entities.
async fn topics_of<'i, I>(
    tx: &DatabaseTransaction,
    column: topic::Column,
    ids: impl Iterator<Item = &'i I>,
) -> Result<HashMap<I, TopicId>>
where
    I: TryGetable + Clone + Serialize + Eq + Hash + 'i,
{
    let ids: HashSet<I> = ids.cloned().collect();
    pairs::<topic::Entity, I, TopicId>(tx, column, topic::Column::Id, &ids).await
}

/// Those of these people whom one article alone knows.
async fn own_people<'i>(
    tx: &DatabaseTransaction,
    people: impl Iterator<Item = &'i PersonId>,
) -> Result<HashSet<PersonId>> {
    use person::Column::{Id, Slug};
    let people: HashSet<&PersonId> = people.collect();
    let slugs = rows::<person::Entity, PersonId, String>(tx, Id, Slug, people).await?;
    Ok(slugs.into_iter().filter(|(_, slug)| slug.contains(OWN)).map(|(id, _)| id).collect())
}

async fn countries(tx: &DatabaseTransaction, codes: &BTreeSet<String>) -> Result<HashMap<String, PlaceId>> {
    let query = place::Entity::find().filter(one_of(tx, place::Column::CountryCode, codes));
    let query = query.filter(place::Column::Kind.eq(PlaceKind::Country)).select_only();
    let rows: Vec<(String, PlaceId)> = query
        .columns([place::Column::CountryCode, place::Column::Id])
        .into_tuple()
        .all(tx)
        .await
        .map_err(|error| Error::Load("countries", error))?;
    Ok(rows.into_iter().collect())
}
