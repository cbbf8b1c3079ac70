//! What the database knows of the names in a batch, read with one statement a table. In: the stories. Out:
//! maps from keys to ids, that [`crate::link`] decides by. New records are entered here too, so that the next
//! story of the batch finds them.

use crate::document::Story;
use crate::error::{Error, Result};
use crate::key::{name_key, slug};
use crate::keys::one_of;
use crate::taxonomy;
use chrono::{Datelike as _, NaiveDate};
use entity::{
    ArticleId, OfficeId, OrganizationId, PersonId, PlaceId, PlaceKind, Precision, Qualifier, TenureBasis,
    TenureId, TopicId, mention, office, organization, organization_name, person, person_name, place,
    place_name, tenure, topic, topic_name,
};
use extract::EntityKind;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait, QueryFilter as _, QuerySelect as _, TryGetable,
};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

/// As many values as are bound in one statement; `SQLite` allows 32,766.
pub(crate) const BINDS: usize = 30_000;

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

    /// Takes the first free slug of `base`, `base-2`, `base-3` ...
    pub(crate) fn take_slug(&mut self, base: &str) -> String {
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let mut all = std::iter::once(base.to_owned()).chain(numbered);
        let free = all.find(|slug| !self.slugs.contains(slug)).unwrap_or_default();
        self.slugs.insert(free.clone());
        free
    }
}

/// A tenure as the database has it, or as it will.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) id: TenureId,
    pub(crate) office: OfficeId,
    pub(crate) title_key: String,
    pub(crate) qualifier: Option<Qualifier>,
    pub(crate) basis: TenureBasis,
    pub(crate) started_on: Option<NaiveDate>,
    pub(crate) started_precision: Precision,
    pub(crate) ended_on: Option<NaiveDate>,
    pub(crate) ended_precision: Precision,
}

impl Held {
    /// Whether it was the office itself: neither "former" nor "designate".
    pub(crate) fn is_full(&self) -> bool {
        matches!(self.qualifier, None | Some(Qualifier::Acting))
    }

    /// Whether the office was held on a day. Of a first or last day that is known to the month or year alone the whole of
    /// that counts, as in the SQL of [`crate::in_office`].
    pub(crate) fn covers(&self, day: NaiveDate) -> bool {
        let begun = self
            .started_on
            .is_none_or(|start| cut(start, self.started_precision) <= cut(day, self.started_precision));
        begun
            && self
                .ended_on
                .is_none_or(|end| cut(day, self.ended_precision) <= cut(end, self.ended_precision))
    }
}

/// A day as far as it is known: year, month and day, those that are not known as 0.
fn cut(day: NaiveDate, precision: Precision) -> (i32, u32, u32) {
    match precision {
        Precision::Year => (day.year(), 0, 0),
        Precision::Month => (day.year(), day.month(), 0),
        Precision::Week | Precision::Day => (day.year(), day.month(), day.day()),
    }
}

/// Whether a person of these tenures can have held an office of that title on a day, as far as reference data tells;
/// print alone tells no first and last day of an office.
pub(crate) fn may_hold(tenures: &[Held], title: &str, day: Option<NaiveDate>) -> bool {
    let of_title = || tenures.iter().filter(|held| held.title_key == title);
    let dated: Vec<&Held> = of_title().filter(|held| held.basis != TenureBasis::Printed).collect();
    match day {
        Some(day) if !dated.is_empty() => dated.iter().any(|held| held.covers(day)),
        _ => of_title().next().is_some(),
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
        self.people.extend(article.authors.iter().map(|author| name_key(author)));
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
            self.offices.insert(office_slug(&held.office));
            held.office.organization.iter().for_each(|name| self.organization(name));
            jurisdiction(&held.office).iter().for_each(|place| self.place(place));
        }
    }

    fn organization(&mut self, name: &str) {
        self.organizations.insert(name_key(name));
    }

    fn place(&mut self, entity: &extract::Entity) {
        self.places.insert(name_key(&entity.name));
        self.geonames.extend(entity.geonames_id.and_then(|id| i32::try_from(id).ok()));
        self.countries.extend(entity.country_code.clone());
    }
}

/// The place that an office is of: the gazetteer's, else one of that name.
pub(crate) fn jurisdiction(office: &extract::Office) -> Option<extract::Entity> {
    let named = |name: &String| extract::Entity {
        kind: EntityKind::Place,
        name: name.clone(),
        given_name: None,
        family_name: None,
        country_code: None,
        geonames_id: None,
        place_kind: None,
    };
    extract::jurisdiction(office).or_else(|| office.jurisdiction.as_ref().map(named))
}

/// The slug of an office is made of all that tells it from others, so it is its natural key.
pub(crate) fn office_slug(office: &extract::Office) -> String {
    let parts = [Some(&office.title), office.organization.as_ref(), office.jurisdiction.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    slug(&parts.join(" "))
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
        let offices = offices(tx, &keys.offices).await?;
        let domains = pairs::<organization::Entity, _, _>(
            tx,
            organization::Column::Domain,
            organization::Column::Id,
            &keys.domains,
        )
        .await?;
        let mut known = Self {
            topic_parents: HashMap::new(),
            person_topics: topics_of(tx, topic::Column::PersonId, people.ids.values().flatten()).await?,
            organization_topics: topics_of(
                tx,
                topic::Column::OrganizationId,
                organizations.ids.values().flatten(),
            )
            .await?,
            place_topics: topics_of(
                tx,
                topic::Column::PlaceId,
                places.ids.values().flatten().chain(geonames.values()),
            )
            .await?,
            countries: countries(tx, &keys.countries).await?,
            tenures: HashMap::new(),
            people,
            organizations,
            places,
            topics,
            topic_codes,
            geonames,
            offices,
            domains,
            people_before: people_before(tx, revised).await?,
            organizations_before: organizations_before(tx, revised).await?,
        };
        known.load_tenures(tx).await?;
        known.load_parents(tx).await?;
        Ok(known)
    }

    async fn load_tenures(&mut self, tx: &DatabaseTransaction) -> Result<()> {
        let people: HashSet<PersonId> =
            self.people.ids.values().flatten().chain(self.people_before.values()).copied().collect();
        let query = tenure::Entity::find().filter(one_of(tx, tenure::Column::PersonId, &people));
        let rows = query.all(tx).await.map_err(|error| Error::Load("tenures", error))?;
        let title_keys = title_keys(tx, rows.iter().map(|row| row.office_id)).await?;
        for row in rows {
            let held = Held {
                id: row.id,
                office: row.office_id,
                title_key: title_keys.get(&row.office_id).cloned().unwrap_or_default(),
                qualifier: row.qualifier.or(row.is_acting.then_some(Qualifier::Acting)),
                basis: row.basis,
                started_on: row.started_on,
                started_precision: row.started_precision,
                ended_on: row.ended_on,
                ended_precision: row.ended_precision,
            };
            self.tenures.entry(row.person_id).or_default().push(held);
        }
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

/// The keys of the titles of offices.
async fn title_keys(
    tx: &DatabaseTransaction,
    offices: impl Iterator<Item = OfficeId>,
) -> Result<HashMap<OfficeId, String>> {
    let offices: HashSet<OfficeId> = offices.collect();
    let titles =
        rows::<office::Entity, OfficeId, String>(tx, office::Column::Id, office::Column::Title, &offices);
    Ok(titles.await?.into_iter().map(|(id, title)| (id, name_key(&title))).collect())
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

async fn load_topics(tx: &DatabaseTransaction, keys: &Keys) -> Result<Book<TopicId>> {
    let ids = topics_by_name(tx, &keys.topics).await?;
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

async fn people_before(
    tx: &DatabaseTransaction,
    revised: &[ArticleId],
) -> Result<HashMap<(ArticleId, String), PersonId>> {
    use mention::Column::{ArticleId as Article, PersonId as Person};
    use person_name::Column::{NameKey, PersonId as Owner};
    let named = rows::<mention::Entity, ArticleId, PersonId>(tx, Article, Person, revised).await?;
    let ids: BTreeSet<PersonId> = named.iter().map(|row| row.1).collect();
    let keys = rows::<person_name::Entity, PersonId, String>(tx, Owner, NameKey, &ids).await?;
    Ok(by_name(&named, &keys))
}

async fn organizations_before(
    tx: &DatabaseTransaction,
    revised: &[ArticleId],
) -> Result<HashMap<(ArticleId, String), OrganizationId>> {
    use mention::Column::{ArticleId as Article, OrganizationId as Organization};
    use organization_name::Column::{NameKey, OrganizationId as Owner};
    let named =
        rows::<mention::Entity, ArticleId, OrganizationId>(tx, Article, Organization, revised).await?;
    let ids: BTreeSet<OrganizationId> = named.iter().map(|row| row.1).collect();
    let keys = rows::<organization_name::Entity, OrganizationId, String>(tx, Owner, NameKey, &ids).await?;
    Ok(by_name(&named, &keys))
}

/// Joins what each article names with what each of those is called.
fn by_name<I: Copy + Eq + Hash>(
    named: &[(ArticleId, I)],
    keys: &[(I, String)],
) -> HashMap<(ArticleId, String), I> {
    let mut of: HashMap<I, Vec<&String>> = HashMap::new();
    keys.iter().for_each(|(id, key)| of.entry(*id).or_default().push(key));
    let each = named.iter().flat_map(|&(article, id)| {
        let keys = of.get(&id).into_iter().flatten();
        keys.map(move |&key| ((article, key.clone()), id))
    });
    each.collect()
}
