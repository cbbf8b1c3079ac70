//! Articles.

mod brief;
mod filter;

pub(crate) use brief::Brief;
pub(crate) use filter::ArticleFilter;

use super::brief::{Extent, Recorded, Row};
use super::choice::{ImageRole, QuoteKind, TopicSource};
use super::range::few;
use super::version::ArticleVersion;
use super::{Entity, Organization, Place, Topic, quote};
use crate::loader::{Arm, Cells, Links, NearDuplicates, Part, Plan, Versions, load, parts, plan, some};
use crate::node::{Kind, id};
use crate::object::{List, Shown as _, object};
use crate::page::{All, Arguments, Direction, Key, KeyKind, Rows, Window, connection, part};
use crate::scalar::{Date, DateTime, Url};
use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Result, SimpleObject};
use entity::article::{Column, Entity as Table, Head};
use entity::{ArticleId, ArticleStatus, OrganizationId, PersonId, PlaceId, TopicId};
use sea_orm::DbErr;
use sea_orm::sea_query::{Expr, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Article(pub(crate) Row<Brief>);

impl From<Row<Brief>> for Article {
    fn from(row: Row<Brief>) -> Self {
        Self(row)
    }
}

impl From<Arc<Head>> for Article {
    fn from(row: Arc<Head>) -> Self {
        Self(Row::Whole(row))
    }
}

impl Recorded for Article {
    type Brief = Brief;

    fn row(&self) -> Option<&Row<Brief>> {
        Some(&self.0)
    }

    fn key(&self) -> ArticleId {
        *self.0.id()
    }
}

object! {
    /// A news story in its latest state (schema.org `NewsArticle`).
    Article(article) is Article by article.0.id().0;

    /// Global id: opaque and stable.
    id: ID = id(Kind::Article, article.0.id().0);

    /// Canonical address (schema.org `url`); null for a story that came without one.
    url: Option<Url> = article.0.url().clone().map(Url);

    /// schema.org `headline`.
    headline: &str = article.0.headline();

    /// schema.org `datePublished`; null where only a day or nothing is known.
    publishedAt: Option<DateTime> = article.0.published_at().map(DateTime);

    /// The day of publication in the zone it was printed in; null where nothing is known.
    publishedOn: Option<Date> = article.0.published_on().map(Date);

    whole(row):

    /// The publisher's own identifier (schema.org `identifier`); null where its address holds none.
    externalId: Option<&str> = row.external_id.as_deref();

    /// schema.org `alternativeHeadline`; null where it is the same or missing.
    alternativeHeadline: Option<&str> = row.alternative_headline.as_deref();

    /// The standfirst (schema.org `description`); null where none is printed.
    description: Option<&str> = row.description.as_deref();

    /// Whether `body` is known to be a part of the story or none of it, as feeds and lists of quotes give it (ninjs
    /// `representationType`). The page of the same address completes it.
    isExcerpt: bool = row.is_excerpt;

    /// Whether its publisher took it back (IPTC publishing status `canceled`). Its words and statements stay on record: say
    /// beside them that it was withdrawn.
    isWithdrawn: bool = row.status == ArticleStatus::Withdrawn;

    /// BCP 47 (schema.org `inLanguage`); null where it is not known.
    language: Option<&str> = row.language.as_deref();

    /// schema.org `articleSection`; null where the page tells none.
    section: Option<&str> = row.section.as_deref();

    /// schema.org `genre`; null where the page tells none.
    genre: Option<&str> = row.genre.as_deref();

    /// schema.org `dateCreated`; null where the page tells none.
    createdAt: Option<DateTime> = row.created_at.map(DateTime);

    /// schema.org `dateModified`; null where the page tells none.
    modifiedAt: Option<DateTime> = row.modified_at.map(DateTime);

    /// schema.org `wordCount`.
    wordCount: i32 = row.word_count;

    /// Number of the latest version, from 1.
    version: i32 = row.version;

    leads:

    /// schema.org `publisher`; null where the page tells none.
    publisher: Option<Organization> = *article.0.publisher_id();

    .. more
}

#[ComplexObject]
impl Article {
    /// The story (schema.org `articleBody`): paragraphs separated by one line feed, dateline included. Spans of
    /// mentions and quotes count its Unicode code points.
    async fn body(&self, ctx: &Context<'_>) -> Result<String> {
        let bodies: Vec<Body> = parts(ctx, self.0.id().0).await?;
        Ok(bodies.into_iter().map(|body| body.0).collect())
    }

    /// Where and by whom it was filed (schema.org `dateline`); null where none is printed.
    async fn dateline(&self, ctx: &Context<'_>) -> Result<Option<Dateline>> {
        let row = self.0.whole(ctx).await?;
        let Some(printed) = row.dateline.clone() else { return Ok(None) };
        Ok(Some(Dateline { printed, place: row.dateline_place_id, agency: row.dateline_agency_id }))
    }

    /// The byline's names in order (schema.org `author`).
    async fn authors(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let authors: Vec<Author> = parts(ctx, self.0.id().0).await?;
        Ok(authors.into_iter().map(|author| author.0).collect())
    }

    /// Who holds the rights; null where the page does not tell.
    async fn copyright(&self, ctx: &Context<'_>) -> Result<Option<Copyright>> {
        let row = self.0.whole(ctx).await?;
        let is_told =
            row.copyright_holder.is_some() || row.copyright_year.is_some() || row.copyright_notice.is_some();
        Ok(is_told.then(|| Copyright {
            holder: row.copyright_holder.clone(),
            year: row.copyright_year,
            notice: row.copyright_notice.clone(),
        }))
    }

    /// schema.org `image`, in order.
    async fn images(&self, ctx: &Context<'_>) -> Result<List<Image>> {
        parts(ctx, self.0.id().0).await.map(List)
    }

    /// Pages it points to (schema.org `relatedLink`), in order.
    async fn links(&self, ctx: &Context<'_>) -> Result<Vec<ArticleLink>> {
        let links = load(ctx, Links(*self.0.id())).await?.unwrap_or_default();
        Ok(links.into_iter().map(ArticleLink).collect())
    }

    /// What it is about (schema.org `about` and `keywords`), in the order printed.
    async fn topics(&self, ctx: &Context<'_>) -> Result<List<ArticleTopic>> {
        parts(ctx, self.0.id().0).await.map(List)
    }

    /// Who and where is named in the body (schema.org `mentions`), in the order of the text.
    async fn mentions(&self, ctx: &Context<'_>) -> Result<List<Mention>> {
        parts(ctx, self.0.id().0).await.map(List)
    }

    /// Every state in which it was seen, the first first.
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<ArticleVersion>> {
        let versions = load(ctx, Versions(*self.0.id())).await?.unwrap_or_default();
        Ok(versions.into_iter().map(|row| ArticleVersion(Arc::new(row))).collect())
    }

    /// Articles that print nearly the same text, as agency copy in other outlets does, the most alike first: at
    /// least half of the runs of five words are in both. Nothing is left out of any list for it.
    async fn near_duplicates(&self, ctx: &Context<'_>) -> Result<Vec<NearDuplicate>> {
        let others = load(ctx, NearDuplicates(*self.0.id())).await?.unwrap_or_default();
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
        #[graphql(desc = "Rows from the end of the list, 100 at most; never beside `first`.")] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<quote::QuoteConnection> {
        few("kind", kind.as_deref())?;
        let arguments = Arguments { first, after, last, before };
        Box::pin(quote::of_article(ctx, *self.0.id(), kind, &arguments)).await
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
    Dateline(it);

    /// As printed, with the dash.
    printed: &str = &it.printed;

    leads:

    /// The place (schema.org `locationCreated`); null where none is printed.
    place: Option<Place> = it.place;

    /// The agency (schema.org `sourceOrganization`); null where none is printed.
    agency: Option<Organization> = it.agency;
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

#[derive(Clone, Debug)]
pub(crate) struct Image {
    url: String,
    role: ImageRole,
    base_id: Option<String>,
    crop: Option<String>,
    width: Option<i32>,
    height: Option<i32>,
    caption: Option<String>,
}

object! {
    /// An image of an article (schema.org `ImageObject`).
    Image(it);

    /// Address as printed (schema.org `contentUrl`).
    url: &str = &it.url;

    /// What it is for.
    role: ImageRole = it.role;

    /// The publisher's number of the picture that several crops share; null where the address holds none.
    baseId: Option<&str> = it.base_id.as_deref();

    /// The part of the base picture as printed, `left:top:right:bottom` in pixels; null where it is whole.
    crop: Option<&str> = it.crop.as_deref();

    /// schema.org `width` in pixels; null where it is not told.
    width: Option<i32> = it.width;

    /// schema.org `height` in pixels; null where it is not told.
    height: Option<i32> = it.height;

    /// schema.org `caption`; null where there is none.
    caption: Option<&str> = it.caption.as_deref();
}

impl Part for Image {
    const ARM: &'static Arm = &Arm {
        table: "article_image",
        owner: "article_id",
        place: "position",
        numbers: &["width", "height"],
        texts: &["url", "role", "base_id", "crop", "caption"],
    };

    fn read(mut cells: Cells) -> std::result::Result<Self, DbErr> {
        Ok(Self {
            url: some(cells.text(0))?,
            role: some(cells.choice::<entity::ImageRole>(1)?)?.into(),
            base_id: cells.text(2),
            crop: cells.text(3),
            width: cells.number(0),
            height: cells.number(1),
            caption: cells.text(4),
        })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ArticleLink(entity::article_link::Model);

object! {
    /// A page that an article points to.
    ArticleLink(it);

    /// Address as printed.
    url: &str = &it.0.url;

    .. more
}

#[ComplexObject]
impl ArticleLink {
    /// Tags printed beside the link; they are the linked page's.
    async fn tags(&self) -> &[String] {
        &self.0.tags.0
    }

    /// The article at that address; null until it comes in.
    async fn target(&self, ctx: &Context<'_>) -> Result<Option<Article>> {
        let Some(target) = self.0.target_id else { return Ok(None) };
        Ok(Row::linked(ctx, target).await?.map(Article))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ArticleTopic {
    topic: TopicId,
    source: entity::TopicSource,
}

impl Part for ArticleTopic {
    const ARM: &'static Arm = &Arm {
        table: "article_topic",
        owner: "article_id",
        place: "position",
        numbers: &["topic_id"],
        texts: &["source"],
    };

    fn read(mut cells: Cells) -> std::result::Result<Self, DbErr> {
        Ok(Self { topic: some(cells.id(0, TopicId))?, source: some(cells.choice(0)?)? })
    }
}

object! {
    /// A topic of an article.
    ArticleTopic(it);

    /// Where it was found.
    source: TopicSource = it.source.into();

    leads:

    /// The topic.
    topic: Topic = it.topic;
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) start: i32,
    pub(crate) end: i32,
}

impl Span {
    /// A place in a text of ours, none of which is so long.
    pub(crate) fn of((start, end): (usize, usize)) -> Self {
        let point = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        Self { start: point(start), end: point(end) }
    }
}

object! {
    /// A place in a text: `[start, end)`, in Unicode code points. Which text, says the field that gives it.
    Span(it);

    /// Offset of the first code point inside.
    start: i32 = it.start;

    /// Offset of the first code point behind.
    end: i32 = it.end;
}

/// The body of an article, which is longer than all the rest of it: only who asks for it reads it.
struct Body(String);

impl Part for Body {
    const ARM: &'static Arm =
        &Arm { table: "article", owner: "id", place: "id", numbers: &[], texts: &["body"] };

    fn read(mut cells: Cells) -> std::result::Result<Self, DbErr> {
        Ok(Self(some(cells.text(0))?))
    }
}

/// The name of an author.
struct Author(String);

impl Part for Author {
    const ARM: &'static Arm = &Arm {
        table: "article_author",
        owner: "article_id",
        place: "position",
        numbers: &[],
        texts: &["name"],
    };

    fn read(mut cells: Cells) -> std::result::Result<Self, DbErr> {
        Ok(Self(some(cells.text(0))?))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Mention {
    named: Named,
    printed: String,
    span: Span,
}

impl Part for Mention {
    const ARM: &'static Arm = &Arm {
        table: "mention",
        owner: "article_id",
        place: "span_start",
        numbers: &["person_id", "organization_id", "place_id", "span_end"],
        texts: &["printed"],
    };

    fn read(mut cells: Cells) -> std::result::Result<Self, DbErr> {
        let start = some(i32::try_from(cells.place).ok())?;
        let span = Span { start, end: some(cells.number(3))? };
        Ok(Self { named: Named::read(&cells), printed: some(cells.text(0))?, span })
    }
}

object! {
    /// An entity named in an article (schema.org `mentions`).
    Mention(it);

    /// The words as printed.
    printed: &str = &it.printed;

    leads:

    /// Who or where; null where no record of it was made.
    entity: Option<Entity> = it.named;

    .. more
}

#[ComplexObject]
impl Mention {
    /// Where they stand in the body.
    async fn span(&self) -> Span {
        self.span
    }
}

/// The record that one of three columns names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Named {
    Person(PersonId),
    Organization(OrganizationId),
    Place(PlaceId),
    Nobody,
}

impl Named {
    /// Of the first numbers of a row.
    fn read(cells: &Cells) -> Self {
        Self::of(cells.id(0, PersonId), cells.id(1, OrganizationId), cells.id(2, PlaceId))
    }

    /// The one of three columns that is set.
    pub(crate) fn of(
        person: Option<PersonId>,
        organization: Option<OrganizationId>,
        place: Option<PlaceId>,
    ) -> Self {
        let person = person.map(Self::Person);
        let organization = organization.map(Self::Organization);
        person.or(organization).or(place.map(Self::Place)).unwrap_or(Self::Nobody)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct NearDuplicate(entity::near_duplicate::Model);

object! {
    /// An article that prints nearly the same text.
    NearDuplicate(it);

    /// Estimated share of the runs of five words that both have, from 0 to 1; within 0.06 in two of three cases.
    similarity: f64 = it.0.similarity;

    .. more
}

#[ComplexObject]
impl NearDuplicate {
    /// The other article.
    async fn article(&self, ctx: &Context<'_>) -> Result<Article> {
        Row::linked(ctx, self.0.other_id).await?.map(Article).shown()
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

connection!(ArticleConnection, ArticleEdge, Article, Row<Brief>, "articles");

/// A page of articles, of one publisher or of all.
pub(crate) async fn list(
    ctx: &Context<'_>,
    publisher: Option<OrganizationId>,
    filter: Option<Box<ArticleFilter>>,
    order_by: Option<ArticleOrder>,
    arguments: &Arguments,
) -> Result<ArticleConnection> {
    let direction = order_by.map_or(Direction::Desc, |order| order.direction);
    let listed = filter.clone();
    let list = move || format!("articles {publisher:?} {direction:?} {listed:?}");
    let window = Window::new(ctx, arguments, (KeyKind::At, direction), list)?;
    let extent = Extent::asked::<Brief>(ctx);
    let place = |row: &Row<Brief>| (Key::At(*row.listed_at()), row.id().0);
    let limit = |select: &mut SelectStatement| {
        window.apply(select, &Expr::col((Table, Column::ListedAt)), &Expr::col((Table, Column::Id)));
    };
    let filter = *filter.unwrap_or_default();
    let planning = filter.planning();
    let selected = filtered(ctx, filter);
    let (found, rows) = if let Some(publisher) = publisher {
        let owner = Expr::col((Table, Column::PublisherId));
        let plan = plan(ctx, "publisher", async || {
            Ok(Plan::new(selected.await?, extent.columns::<Brief>(), owner, planning, limit))
        });
        let plan = plan.await?;
        let found = extent.children(ctx, &plan, publisher.0).await?;
        (window.sorted(found, place), Rows::Children(plan, publisher.0))
    } else {
        let all = selected.await?;
        let mut select = all.clone();
        limit(&mut select);
        (extent.rows(ctx, &mut select, planning).await?, Rows::Selected(Box::new(all)))
    };
    Ok(ArticleConnection { page: window.page(found, place), all: All::of(rows) })
}

/// All articles that match.
pub(crate) async fn filtered(ctx: &Context<'_>, filter: ArticleFilter) -> Result<SelectStatement> {
    let mut select = part::<Table, Head>();
    filter::narrow(ctx, &mut select, filter).await?;
    Ok(select)
}
