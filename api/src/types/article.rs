//! Articles.

mod filter;

pub(crate) use filter::ArticleFilter;

use super::choice::{ImageRole, QuoteKind, TopicSource};
use super::range::few;
use super::version::ArticleVersion;
use super::{Entity, Organization, Person, Place, Topic, quote};
use crate::loader::{
    ArticleTopics, Authors, Body, Images, Links, Mentions, NearDuplicates, Plan, Versions, listed, load,
    person_that_stays, plan, shared_rows,
};
use crate::node::{Kind, id};
use crate::object::object;
use crate::page::{All, Arguments, Direction, Key, Rows, Window, connection, part};
use crate::scalar::{Date, DateTime, Url};
use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use entity::OrganizationId;
use entity::article::{Column, Entity as Table, Head};
use sea_orm::sea_query::{Expr, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Article(pub(crate) Arc<Head>);

impl From<Arc<Head>> for Article {
    fn from(row: Arc<Head>) -> Self {
        Self(row)
    }
}

object! {
    /// A news story in its latest state (schema.org `NewsArticle`).
    Article
}

#[ComplexObject]
impl Article {
    /// Global id: opaque and stable.
    pub(crate) async fn id(&self) -> ID {
        id(Kind::Article, self.0.id.0)
    }

    /// Canonical address (schema.org `url`); null for a story that came without one.
    async fn url(&self) -> Option<Url> {
        self.0.url.clone().map(Url)
    }

    /// The publisher's own identifier (schema.org `identifier`); null where its address holds none.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// schema.org `headline`.
    async fn headline(&self) -> &str {
        &self.0.headline
    }

    /// schema.org `alternativeHeadline`; null where it is the same or missing.
    async fn alternative_headline(&self) -> Option<&str> {
        self.0.alternative_headline.as_deref()
    }

    /// The standfirst (schema.org `description`); null where none is printed.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// The story (schema.org `articleBody`): paragraphs separated by one line feed, dateline included. Spans of
    /// mentions and quotes count its Unicode code points.
    async fn body(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(load(ctx, Body(self.0.id)).await?.unwrap_or_default())
    }

    /// Whether `body` is known to be a part of the story or none of it, as feeds and lists of quotes give it (ninjs
    /// `representationType`). The page of the same address completes it.
    async fn is_excerpt(&self) -> bool {
        self.0.is_excerpt
    }

    /// BCP 47 (schema.org `inLanguage`); null where it is not known.
    async fn language(&self) -> Option<&str> {
        self.0.language.as_deref()
    }

    /// schema.org `articleSection`; null where the page tells none.
    async fn section(&self) -> Option<&str> {
        self.0.section.as_deref()
    }

    /// schema.org `genre`; null where the page tells none.
    async fn genre(&self) -> Option<&str> {
        self.0.genre.as_deref()
    }

    /// schema.org `dateCreated`; null where the page tells none.
    async fn created_at(&self) -> Option<DateTime> {
        self.0.created_at.map(DateTime)
    }

    /// schema.org `datePublished`; null where only a day or nothing is known.
    async fn published_at(&self) -> Option<DateTime> {
        self.0.published_at.map(DateTime)
    }

    /// The day of publication in the zone it was printed in; null where nothing is known.
    async fn published_on(&self) -> Option<Date> {
        self.0.published_on.map(Date)
    }

    /// schema.org `dateModified`; null where the page tells none.
    async fn modified_at(&self) -> Option<DateTime> {
        self.0.modified_at.map(DateTime)
    }

    /// schema.org `wordCount`.
    async fn word_count(&self) -> i32 {
        self.0.word_count
    }

    /// Number of the latest version, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Where and by whom it was filed (schema.org `dateline`); null where none is printed.
    async fn dateline(&self) -> Option<Dateline> {
        let printed = self.0.dateline.clone()?;
        Some(Dateline { printed, place: self.0.dateline_place_id, agency: self.0.dateline_agency_id })
    }

    /// schema.org `publisher`; null where the page tells none.
    async fn publisher(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        let Some(publisher) = self.0.publisher_id else { return Ok(None) };
        Ok(load(ctx, publisher).await?.map(Organization))
    }

    /// The byline's names in order (schema.org `author`).
    async fn authors(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let authors = load(ctx, Authors(self.0.id)).await?.unwrap_or_default();
        Ok(authors.into_iter().map(|row| row.name).collect())
    }

    /// Who holds the rights; null where the page does not tell.
    async fn copyright(&self) -> Option<Copyright> {
        let row = &self.0;
        let is_told =
            row.copyright_holder.is_some() || row.copyright_year.is_some() || row.copyright_notice.is_some();
        is_told.then(|| Copyright {
            holder: row.copyright_holder.clone(),
            year: row.copyright_year,
            notice: row.copyright_notice.clone(),
        })
    }

    /// schema.org `image`, in order.
    async fn images(&self, ctx: &Context<'_>) -> Result<Vec<Image>> {
        let images = load(ctx, Images(self.0.id)).await?.unwrap_or_default();
        Ok(images.into_iter().map(Image::from).collect())
    }

    /// Pages it points to (schema.org `relatedLink`), in order.
    async fn links(&self, ctx: &Context<'_>) -> Result<Vec<ArticleLink>> {
        let links = load(ctx, Links(self.0.id)).await?.unwrap_or_default();
        Ok(links.into_iter().map(ArticleLink).collect())
    }

    /// What it is about (schema.org `about` and `keywords`), in the order printed.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<ArticleTopic>> {
        let topics = load(ctx, ArticleTopics(self.0.id)).await?.unwrap_or_default();
        Ok(topics.into_iter().map(ArticleTopic).collect())
    }

    /// Who and where is named in the body (schema.org `mentions`), in the order of the text.
    async fn mentions(&self, ctx: &Context<'_>) -> Result<Vec<Mention>> {
        let mentions = load(ctx, Mentions(self.0.id)).await?.unwrap_or_default();
        Ok(mentions.into_iter().map(Mention).collect())
    }

    /// Every state in which it was seen, the first first.
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<ArticleVersion>> {
        let versions = load(ctx, Versions(self.0.id)).await?.unwrap_or_default();
        Ok(versions.into_iter().map(|row| ArticleVersion(Arc::new(row))).collect())
    }

    /// Articles that print nearly the same text, as agency copy in other outlets does, the most alike first: at
    /// least half of the runs of five words are in both. Nothing is left out of any list for it.
    async fn near_duplicates(&self, ctx: &Context<'_>) -> Result<Vec<NearDuplicate>> {
        let others = load(ctx, NearDuplicates(self.0.id)).await?.unwrap_or_default();
        Ok(others.into_iter().rev().map(NearDuplicate).collect())
    }

    /// The quotes its latest version prints, in the order of the text.
    async fn quotes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only these kinds.")] kind: Option<Vec<QuoteKind>>,
        #[graphql(
            desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end of the list.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<quote::QuoteConnection> {
        few("kind", kind.as_deref())?;
        let arguments = Arguments { first, after, last, before };
        Box::pin(quote::of_article(ctx, self.0.id, kind, &arguments)).await
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Dateline {
    printed: String,
    place: Option<entity::PlaceId>,
    agency: Option<OrganizationId>,
}

object! {
    /// Where and by whom a story was filed.
    Dateline
}

#[ComplexObject]
impl Dateline {
    /// As printed, with the dash.
    async fn printed(&self) -> &str {
        &self.printed
    }

    /// The place (schema.org `locationCreated`); null where none is printed.
    async fn place(&self, ctx: &Context<'_>) -> Result<Option<Place>> {
        let Some(place) = self.place else { return Ok(None) };
        Ok(load(ctx, place).await?.map(Place))
    }

    /// The agency (schema.org `sourceOrganization`); null where none is printed.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        let Some(agency) = self.agency else { return Ok(None) };
        Ok(load(ctx, agency).await?.map(Organization))
    }
}

/// The rights of an article.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Copyright {
    /// schema.org `copyrightHolder`; null where the page does not tell.
    holder: Option<String>,
    /// schema.org `copyrightYear`; null where the page does not tell.
    year: Option<i32>,
    /// schema.org `copyrightNotice`; null where the page does not tell.
    notice: Option<String>,
}

/// An image of an article (schema.org `ImageObject`).
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Image {
    /// Address as printed (schema.org `contentUrl`).
    url: String,
    /// What it is for.
    role: ImageRole,
    /// The publisher's number of the picture that several crops share; null where the address holds none.
    base_id: Option<String>,
    /// The part of the base picture as printed, `left:top:right:bottom` in pixels; null where it is whole.
    crop: Option<String>,
    /// schema.org `width` in pixels; null where it is not told.
    width: Option<i32>,
    /// schema.org `height` in pixels; null where it is not told.
    height: Option<i32>,
    /// schema.org `caption`; null where there is none.
    caption: Option<String>,
}

impl From<entity::article_image::Model> for Image {
    fn from(row: entity::article_image::Model) -> Self {
        let entity::article_image::Model { url, role, base_id, crop, width, height, caption, .. } = row;
        Self { url, role: role.into(), base_id, crop, width, height, caption }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ArticleLink(entity::article_link::Model);

/// A page that an article points to.
#[Object]
impl ArticleLink {
    /// Address as printed.
    async fn url(&self) -> &str {
        &self.0.url
    }

    /// Tags printed beside the link; they are the linked page's.
    async fn tags(&self) -> &[String] {
        &self.0.tags.0
    }

    /// The article at that address; null until it comes in.
    async fn target(&self, ctx: &Context<'_>) -> Result<Option<Article>> {
        let Some(target) = self.0.target_id else { return Ok(None) };
        Ok(load(ctx, target).await?.map(Article))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ArticleTopic(entity::article_topic::Model);

object! {
    /// A topic of an article.
    ArticleTopic
}

#[ComplexObject]
impl ArticleTopic {
    /// The topic.
    async fn topic(&self, ctx: &Context<'_>) -> Result<Option<Topic>> {
        Ok(load(ctx, self.0.topic_id).await?.map(Topic))
    }

    /// Where it was found.
    async fn source(&self) -> TopicSource {
        self.0.source.into()
    }
}

/// Places in a body: `[start, end)`, in Unicode code points.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct Span {
    /// Offset of the first code point inside.
    pub(crate) start: i32,
    /// Offset of the first code point behind.
    pub(crate) end: i32,
}

#[derive(Clone, Debug)]
pub(crate) struct Mention(entity::mention::Model);

object! {
    /// An entity named in an article (schema.org `mentions`).
    Mention
}

#[ComplexObject]
impl Mention {
    /// Who or where.
    async fn entity(&self, ctx: &Context<'_>) -> Result<Option<Entity>> {
        entity(ctx, self.0.person_id, self.0.organization_id, self.0.place_id).await
    }

    /// The words as printed.
    async fn printed(&self) -> &str {
        &self.0.printed
    }

    /// Where they stand in the body.
    async fn span(&self) -> Span {
        Span { start: self.0.span_start, end: self.0.span_end }
    }
}

/// The record that one of three columns names.
pub(crate) async fn entity(
    ctx: &Context<'_>,
    person: Option<entity::PersonId>,
    organization: Option<OrganizationId>,
    place: Option<entity::PlaceId>,
) -> Result<Option<Entity>> {
    if let Some(person) = person {
        return Ok(person_that_stays(ctx, person).await?.map(|row| Entity::Person(Person(row))));
    }
    if let Some(organization) = organization {
        return Ok(load(ctx, organization).await?.map(|row| Entity::Organization(Organization(row))));
    }
    let Some(place) = place else { return Ok(None) };
    Ok(load(ctx, place).await?.map(|row| Entity::Place(Place(row))))
}

#[derive(Clone, Debug)]
pub(crate) struct NearDuplicate(entity::near_duplicate::Model);

/// An article that prints nearly the same text.
#[Object]
impl NearDuplicate {
    /// The other article.
    async fn article(&self, ctx: &Context<'_>) -> Result<Option<Article>> {
        Ok(load(ctx, self.0.other_id).await?.map(Article))
    }

    /// Estimated share of the runs of five words that both have, from 0 to 1; within 0.06 in two of three cases.
    async fn similarity(&self) -> f64 {
        self.0.similarity
    }
}

/// What articles are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ArticleOrderField {
    /// The instant of publication, else the start of its day, else when the document came in.
    PublishedAt,
}

/// The order of articles.
#[derive(Clone, Copy, Debug, InputObject)]
pub(crate) struct ArticleOrder {
    /// What is compared.
    pub(crate) field: ArticleOrderField,
    /// Which way.
    pub(crate) direction: Direction,
}

connection!(ArticleConnection, ArticleEdge, Article, Head, "articles");

/// A page of articles, of one publisher or of all.
pub(crate) async fn list(
    ctx: &Context<'_>,
    publisher: Option<OrganizationId>,
    filter: Option<Box<ArticleFilter>>,
    order_by: Option<ArticleOrder>,
    arguments: &Arguments,
) -> Result<ArticleConnection> {
    let direction = order_by.map_or(Direction::Desc, |order| order.direction);
    let window =
        Window::new(arguments, direction, format!("articles {publisher:?} {direction:?} {filter:?}"))?;
    let place = |row: &Head| (Key::At(row.listed_at), row.id.0);
    let limit = |select: &mut SelectStatement| {
        window.apply(select, &Expr::col((Table, Column::ListedAt)), &Expr::col((Table, Column::Id)));
    };
    let selected = filtered(ctx, *filter.unwrap_or_default());
    let (found, rows) = if let Some(publisher) = publisher {
        let owner = Expr::col((Table, Column::PublisherId));
        let plan = plan(ctx, "publisher", async { Ok(Plan::new(selected.await?, owner, limit)) }).await?;
        let found = listed::<Table, _>(ctx, &plan, publisher.0).await?;
        (window.sorted(found, place), Rows::Children(plan, publisher.0))
    } else {
        let all = selected.await?;
        let mut select = all.clone();
        limit(&mut select);
        (shared_rows(ctx, &select).await?, Rows::Selected(Box::new(all)))
    };
    Ok(ArticleConnection { page: window.page(found, place), all: All::of(rows) })
}

/// All articles that match.
pub(crate) async fn filtered(ctx: &Context<'_>, filter: ArticleFilter) -> Result<SelectStatement> {
    let mut select = part::<Table, Head>();
    filter::narrow(ctx, &mut select, filter).await?;
    Ok(select)
}
