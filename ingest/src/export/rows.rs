//! The rows of a batch of articles, one statement a table.

use super::*;
use entity::{
    ArticleStatus, OfficeId, StatementId, TopicBasis, article_author, article_image, article_link,
    article_topic, mention, office, office_mention, quote, statement, statement_extracted, statement_topic,
};
use std::collections::BTreeSet;

/// Everything that a batch of articles refers to.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) authors: HashMap<ArticleId, Vec<article_author::Model>>,
    pub(super) images: HashMap<ArticleId, Vec<article_image::Model>>,
    pub(super) links: HashMap<ArticleId, Vec<article_link::Model>>,
    pub(super) article_topics: HashMap<ArticleId, Vec<article_topic::Model>>,
    pub(super) mentions: HashMap<ArticleId, Vec<mention::Model>>,
    pub(super) office_mentions: HashMap<ArticleId, Vec<office_mention::Model>>,
    pub(super) quotes: HashMap<ArticleId, Vec<quote::Model>>,
    pub(super) statements: HashMap<StatementId, statement::Model>,
    /// What statements are about, without broader topics.
    pub(super) statement_topics: HashMap<StatementId, Vec<(TopicId, TopicBasis)>>,
    pub(super) people: HashMap<PersonId, person::Model>,
    pub(super) organizations: HashMap<OrganizationId, organization::Model>,
    pub(super) places: HashMap<PlaceId, place::Model>,
    pub(super) topics: HashMap<TopicId, topic::Model>,
    pub(super) offices: HashMap<OfficeId, office::Model>,
}

macro_rules! of_articles {
    ($database:ident, $ids:ident, $table:ident, $order:ident) => {{
        let query = $table::Entity::find().filter(one_of($database, $table::Column::ArticleId, &$ids));
        let rows = query.order_by_asc($table::Column::$order).all($database).await;
        let mut of: HashMap<ArticleId, Vec<$table::Model>> = HashMap::new();
        for row in rows.map_err(|error| Error::Load(stringify!($table), error))? {
            of.entry(row.article_id).or_default().push(row);
        }
        of
    }};
}

macro_rules! by_id {
    ($database:ident, $ids:expr, $table:ident) => {{
        let query = $table::Entity::find().filter(one_of($database, $table::Column::Id, $ids));
        let rows = query.all($database).await.map_err(|error| Error::Load(stringify!($table), error))?;
        rows.into_iter().map(|row| (row.id, row)).collect::<HashMap<_, _>>()
    }};
}

/// The records that rows refer to.
#[derive(Default)]
struct Referred {
    people: BTreeSet<PersonId>,
    organizations: BTreeSet<OrganizationId>,
    places: BTreeSet<PlaceId>,
}

impl Referred {
    fn add(
        &mut self,
        person: Option<PersonId>,
        organization: Option<OrganizationId>,
        place: Option<PlaceId>,
    ) {
        self.people.extend(person);
        self.organizations.extend(organization);
        self.places.extend(place);
    }
}

impl Batch {
    pub(super) async fn load(
        database: &impl ConnectionTrait,
        articles: &[article::Model],
        layer: Layer,
    ) -> Result<Self> {
        let ids: Vec<ArticleId> = articles.iter().map(|row| row.id).collect();
        let mut batch = Self {
            authors: of_articles!(database, ids, article_author, Position),
            images: of_articles!(database, ids, article_image, Position),
            links: of_articles!(database, ids, article_link, Position),
            article_topics: of_articles!(database, ids, article_topic, Position),
            mentions: of_articles!(database, ids, mention, SpanStart),
            office_mentions: of_articles!(database, ids, office_mention, SpanStart),
            quotes: of_articles!(database, ids, quote, Position),
            ..Self::default()
        };
        batch.quotes.values_mut().for_each(|rows| rows.retain(|row| row.is_current));
        batch.load_statements(database, layer).await?;
        let topics: BTreeSet<TopicId> =
            batch.article_topics.values().flatten().map(|row| row.topic_id).collect();
        batch.topics = by_id!(database, topics, topic);
        let offices: BTreeSet<OfficeId> =
            batch.office_mentions.values().flatten().map(|row| row.office_id).collect();
        batch.offices = by_id!(database, offices, office);
        let referred = batch.referred(articles);
        batch.people = by_id!(database, referred.people, person);
        batch.organizations = by_id!(database, referred.organizations, organization);
        batch.places = by_id!(database, referred.places, place);
        Ok(batch)
    }

    /// The statements of the quotes.
    async fn load_statements(&mut self, database: &impl ConnectionTrait, layer: Layer) -> Result<()> {
        let spoken: BTreeSet<StatementId> =
            self.quotes.values().flatten().map(|row| row.statement_id).collect();
        self.statements = by_id!(database, &spoken, statement);
        let about = statement_topic::Entity::find()
            .filter(one_of(database, statement_topic::Column::StatementId, &spoken))
            .filter(statement_topic::Column::IsInherited.eq(false));
        let about = about.all(database).await.map_err(|error| Error::Load("statement_topic", error))?;
        for row in about {
            self.statement_topics.entry(row.statement_id).or_default().push((row.topic_id, row.basis));
        }
        if layer == Layer::Extracted {
            let these = one_of(database, statement_extracted::Column::StatementId, &spoken);
            let beneath = statement_extracted::Entity::find().filter(these).all(database).await;
            let beneath = beneath.map_err(|error| Error::Load("extracted statements", error))?;
            beneath.into_iter().for_each(|row| self.uncover(row));
        }
        Ok(())
    }

    /// Takes away what humans said of a statement.
    fn uncover(&mut self, extracted: statement_extracted::Model) {
        if let Some(statement) = self.statements.get_mut(&extracted.statement_id) {
            statement.speaker_person_id = extracted.speaker_person_id;
            statement.speaker_organization_id = extracted.speaker_organization_id;
            statement.speaker_printed = extracted.speaker_printed;
        }
        self.statement_topics.insert(extracted.statement_id, extracted.topics.0);
    }

    fn referred(&self, articles: &[article::Model]) -> Referred {
        let mut referred = Referred::default();
        for row in articles {
            referred.add(None, row.publisher_id, row.dateline_place_id);
            referred.add(None, row.dateline_agency_id, None);
        }
        for row in self.mentions.values().flatten() {
            referred.add(row.person_id, row.organization_id, row.place_id);
        }
        for row in self.office_mentions.values().flatten() {
            referred.add(Some(row.person_id), None, None);
        }
        for row in self.statements.values() {
            referred.add(row.speaker_person_id, row.speaker_organization_id, None);
        }
        for one in self.quotes.values().flatten().flat_map(|row| &row.candidates).flat_map(|all| &all.0) {
            referred.add(one.person, one.organization, None);
        }
        for row in self.topics.values() {
            referred.add(row.person_id, row.organization_id, row.place_id);
        }
        for row in self.offices.values() {
            referred.add(None, row.organization_id, row.jurisdiction_id);
        }
        referred
    }

    /// The article and extraction that a row and what belongs to it tell.
    pub(super) fn value(&mut self, row: article::Model) -> (ArticleId, Article, Extraction) {
        let id = row.id;
        let extraction = found::extraction(self, &row);
        let zone = |at: chrono::DateTime<chrono::Utc>| at.fixed_offset();
        let names = |source: entity::TopicSource| {
            let topics = self
                .article_topics
                .get(&id)
                .into_iter()
                .flatten()
                .filter(move |about| about.source == source);
            topics.filter_map(|about| Some(self.topics.get(&about.topic_id)?.name.clone())).collect()
        };
        let publisher = row.publisher_id.and_then(|publisher| self.organizations.get(&publisher));
        let article = Article {
            tags: names(entity::TopicSource::Tag),
            keywords: names(entity::TopicSource::Keyword),
            publisher: publisher.map(|publisher| Publisher {
                name: publisher.name.clone(),
                legal_name: publisher.legal_name.clone(),
                domain: publisher.domain.clone(),
                email: publisher.email.clone(),
                telephone: publisher.telephone.clone(),
                logo: None,
            }),
            authors: self.authors.remove(&id).unwrap_or_default().into_iter().map(|row| row.name).collect(),
            images: self.images.remove(&id).unwrap_or_default().into_iter().map(image).collect(),
            links: self.links.remove(&id).unwrap_or_default().into_iter().map(link).collect(),
            copyright: copyright(&row),
            url: row.url,
            external_id: row.external_id,
            headline: row.headline,
            alternative_headline: row.alternative_headline,
            description: row.description,
            body: row.body,
            is_excerpt: row.is_excerpt,
            is_withdrawn: row.status == ArticleStatus::Withdrawn,
            language: row.language,
            section: row.section,
            genre: row.genre,
            created_at: row.created_at.map(zone),
            published_at: row.published_at.map(zone),
            published_on: row.published_on,
            modified_at: row.modified_at.map(zone),
        };
        (id, article, extraction)
    }
}

fn copyright(row: &article::Model) -> Option<Copyright> {
    let copyright = Copyright {
        holder: row.copyright_holder.clone(),
        year: row.copyright_year,
        notice: row.copyright_notice.clone(),
    };
    (copyright != Copyright::default()).then_some(copyright)
}

fn image(row: article_image::Model) -> Image {
    let pixels = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    Image {
        width: pixels(row.width),
        height: pixels(row.height),
        url: row.url,
        base_id: row.base_id,
        crop: row.crop,
        caption: row.caption,
    }
}

fn link(row: article_link::Model) -> Link {
    Link { url: row.url, tags: row.tags.0 }
}
