//! The rows of a batch of articles, one statement a table.

use super::*;
use entity::{
    ArticleStatus, StatementId, article_author, article_image, article_link, article_topic, mention, office,
    office_mention, quote, statement, statement_topic,
};

/// Everything that a batch of articles refers to.
pub(super) struct Batch {
    pub(super) authors: HashMap<ArticleId, Vec<article_author::Model>>,
    pub(super) images: HashMap<ArticleId, Vec<article_image::Model>>,
    pub(super) links: HashMap<ArticleId, Vec<article_link::Model>>,
    pub(super) article_topics: HashMap<ArticleId, Vec<article_topic::Model>>,
    pub(super) mentions: HashMap<ArticleId, Vec<mention::Model>>,
    pub(super) office_mentions: HashMap<ArticleId, Vec<office_mention::Model>>,
    pub(super) quotes: HashMap<ArticleId, Vec<quote::Model>>,
    pub(super) statements: HashMap<StatementId, statement::Model>,
    pub(super) statement_topics: HashMap<StatementId, Vec<statement_topic::Model>>,
    pub(super) people: HashMap<PersonId, person::Model>,
    pub(super) organizations: HashMap<OrganizationId, organization::Model>,
    pub(super) places: HashMap<PlaceId, place::Model>,
    pub(super) topics: HashMap<TopicId, topic::Model>,
    pub(super) offices: HashMap<entity::OfficeId, office::Model>,
}

macro_rules! of_articles {
    ($database:ident, $ids:ident, $table:ident, $order:ident) => {{
        let query = $table::Entity::find().filter($table::Column::ArticleId.is_in($ids.iter().copied()));
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
        let query = $table::Entity::find().filter($table::Column::Id.is_in($ids));
        let rows = query.all($database).await.map_err(|error| Error::Load(stringify!($table), error))?;
        rows.into_iter().map(|row| (row.id, row)).collect::<HashMap<_, _>>()
    }};
}

impl Batch {
    pub(super) async fn load(database: &impl ConnectionTrait, articles: &[article::Model]) -> Result<Self> {
        let ids: Vec<ArticleId> = articles.iter().map(|row| row.id).collect();
        let mentions = of_articles!(database, ids, mention, SpanStart);
        let office_mentions = of_articles!(database, ids, office_mention, SpanStart);
        let article_topics = of_articles!(database, ids, article_topic, Position);
        let mut quotes = of_articles!(database, ids, quote, Position);
        quotes.values_mut().for_each(|rows| rows.retain(|row| row.is_current));
        let spoken: Vec<StatementId> = quotes.values().flatten().map(|row| row.statement_id).collect();
        let statements = by_id!(database, spoken.iter().copied(), statement);
        let about =
            statement_topic::Entity::find().filter(statement_topic::Column::StatementId.is_in(spoken));
        let about = about.all(database).await.map_err(|error| Error::Load("statement_topic", error))?;
        let mut statement_topics: HashMap<StatementId, Vec<statement_topic::Model>> = HashMap::new();
        about.into_iter().for_each(|row| statement_topics.entry(row.statement_id).or_default().push(row));
        let topic_ids = article_topics.values().flatten().map(|row: &article_topic::Model| row.topic_id);
        let topics: HashMap<TopicId, topic::Model> = by_id!(database, topic_ids, topic);
        let candidates =
            || quotes.values().flatten().filter_map(|row| row.candidates.as_ref()).flat_map(|all| &all.0);
        let named = || mentions.values().flatten();
        let people = named().filter_map(|row: &mention::Model| row.person_id);
        let people = people.chain(statements.values().filter_map(|row| row.speaker_person_id));
        let people =
            people.chain(office_mentions.values().flatten().map(|row: &office_mention::Model| row.person_id));
        let people = people.chain(topics.values().filter_map(|row| row.person_id));
        let people: Vec<PersonId> = people.chain(candidates().filter_map(|one| one.person)).collect();
        let offices = office_mentions.values().flatten().map(|row: &office_mention::Model| row.office_id);
        let offices: HashMap<entity::OfficeId, office::Model> = by_id!(database, offices, office);
        let bodies = named().filter_map(|row| row.organization_id);
        let bodies = bodies.chain(statements.values().filter_map(|row| row.speaker_organization_id));
        let bodies = bodies.chain(topics.values().filter_map(|row| row.organization_id));
        let bodies = bodies
            .chain(articles.iter().flat_map(|row| [row.publisher_id, row.dateline_agency_id]).flatten());
        let bodies = bodies.chain(offices.values().filter_map(|row| row.organization_id));
        let bodies: Vec<OrganizationId> =
            bodies.chain(candidates().filter_map(|one| one.organization)).collect();
        let places = named().filter_map(|row| row.place_id);
        let places = places.chain(topics.values().filter_map(|row| row.place_id));
        let places = places.chain(offices.values().filter_map(|row| row.jurisdiction_id));
        let places: Vec<PlaceId> =
            places.chain(articles.iter().filter_map(|row| row.dateline_place_id)).collect();
        Ok(Self {
            authors: of_articles!(database, ids, article_author, Position),
            images: of_articles!(database, ids, article_image, Position),
            links: of_articles!(database, ids, article_link, Position),
            people: by_id!(database, people, person),
            organizations: by_id!(database, bodies, organization),
            places: by_id!(database, places, place),
            article_topics,
            mentions,
            office_mentions,
            quotes,
            statements,
            statement_topics,
            topics,
            offices,
        })
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
