//! Statements: the question that the product answers.

mod brief;
mod facet;
mod filter;

use super::article::Named;
use super::brief::{Extent, Recorded, Row};
use super::choice::{OfficeBasis, Precision, Qualifier, QuoteKind, SaidBasis, StatementStatus, TopicBasis};
use super::{Article, Correction, Entity, Office, Speaker, Topic, quote};
use crate::error::database;
use crate::loader::{
    Plan, Standing, StandingOf, StatementCorrections, connection as connection_of, load, plan, rows,
};
use crate::node::{Kind, id};
use crate::object::{List, object};
use crate::page::{All, Arguments, Direction, Key, KeyKind, Rows, Window, connection};
use crate::reader::Planning;
use crate::reference::SpeakerId;
use crate::scalar::{Date, DateTime};
use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Result};
pub(crate) use brief::Brief;
use entity::statement::{Column, Entity as Table, Model};
use entity::{OfficeId, PartMention, PartOffice, PartTopic, Parts, StatementId, TopicId};
pub(crate) use facet::{Facet, FacetBy, FacetCount, Interval, TimelinePoint, records, spread, values};
pub(crate) use filter::{Scope, StatementFilter, held_then};
use sea_orm::sea_query::{Expr, ExprTrait as _, Order, SelectStatement};
use sea_orm::{DatabaseBackend, DbErr};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Statement(pub(crate) Row<Brief>);

impl From<Row<Brief>> for Statement {
    fn from(row: Row<Brief>) -> Self {
        Self(row)
    }
}

impl From<Arc<Model>> for Statement {
    fn from(row: Arc<Model>) -> Self {
        Self(Row::Whole(row))
    }
}

impl Recorded for Statement {
    type Brief = Brief;

    fn row(&self) -> Option<&Row<Brief>> {
        Some(&self.0)
    }

    fn key(&self) -> StatementId {
        *self.0.id()
    }
}

object! {
    /// What somebody said, once, however many articles print it (schema.org `Quotation`).
    Statement(statement);

    /// Global id: opaque and stable; the id of a statement that turned out to be another one leads to that.
    id: ID = id(Kind::Statement, statement.0.id().0);

    /// The fullest printed form of the words (schema.org `text`).
    text: &str = statement.0.text();

    /// How the words are reported.
    kind: QuoteKind = (*statement.0.kind()).into();

    /// The day it was said, as far as print tells; else the article's. `saidBasis` tells which.
    saidOn: Date = Date(*statement.0.said_on());

    /// How many times it was printed.
    quoteCount: i32 = *statement.0.quote_count();

    whole(row):

    /// Somebody without a name, as printed: `a spokesman for the ministry`; null where print names the speaker.
    speakerPrinted: Option<&str> = row.speaker_printed.as_deref();

    /// How exact that day is as what `saidBasis` tells: with `PUBLICATION` it is the very day of the article, and the words may
    /// be older.
    saidPrecision: Precision = row.said_precision.into();

    /// BCP 47 (schema.org `inLanguage`); null where it is not known.
    language: Option<&str> = row.language.as_deref();

    /// When its first article was published.
    firstAppearedAt: DateTime = DateTime(row.first_appeared_at);

    /// How far it was looked at.
    status: StatementStatus = row.status.into();

    /// How likely words and speaker are both right, from 0 to 1: the highest of its quotes.
    confidence: f64 = row.confidence;

    leads:

    /// Who spoke (schema.org `spokenByCharacter`, Popolo `speaker`); null where print names nobody, or where more
    /// than one could have spoken: see `candidates` of its quotes.
    speaker: Option<Speaker> = SpeakerId::of(*statement.0.speaker_person_id(), *statement.0.speaker_organization_id());

    /// The article it appeared in first; null where none prints it.
    firstArticle: Option<Article> = *statement.0.first_article_id();

    lists:

    /// The offices that the speaker held on the day it was said, printed or by tenure (Popolo `role`).
    spokenAs: SpokenAs = told(&statement.0, |parts| &parts.offices);

    /// What it is about (schema.org `about`).
    topics: StatementTopic = told(&statement.0, |parts| &parts.topics);

    /// Who and where is named in its words (schema.org `mentions`).
    mentions: StatementMention = told(&statement.0, |parts| &parts.mentions);

    ahead(asked, records):

    quotes = quote::first_ahead(&statement.0, asked, records);

    .. more
}

#[ComplexObject]
impl Statement {
    /// What that day rests on.
    async fn said_basis(&self, ctx: &Context<'_>) -> Result<SaidBasis> {
        let row = self.0.whole(ctx).await?;
        Ok(SaidBasis::of(row.said_basis, row.said_is_editorial))
    }

    /// Whether the latest version of an article prints it. False for what was taken back: each article that printed it
    /// has come in anew without it, or with another speaker.
    async fn is_current(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.standing(ctx).await?.is_current)
    }

    /// Whether an article reports that the speaker denies it: `He denied that ...`. Then the words are not the speaker's
    /// claim but the opposite of it; see `cue` of its quotes.
    async fn is_denied(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.standing(ctx).await?.is_denied)
    }

    /// What humans corrected of it, the latest first.
    async fn corrections(&self, ctx: &Context<'_>) -> Result<Vec<Correction>> {
        let corrections = load(ctx, StatementCorrections(*self.0.id())).await?.unwrap_or_default();
        Ok(corrections.into_iter().rev().map(|row| Correction(Arc::new(row))).collect())
    }

    /// Where it was printed: its proof, the first that came in first.
    async fn quotes(
        &self,
        ctx: &Context<'_>,
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
        Box::pin(quote::of_statement(ctx, &self.0, &Arguments { first, after, last, before })).await
    }
}

impl Statement {
    async fn standing(&self, ctx: &Context<'_>) -> Result<Standing> {
        Ok(load(ctx, StandingOf(*self.0.id())).await?.unwrap_or_default())
    }
}

/// What a statement's row tells of its topics, offices or mentions, each as its type of the schema.
fn told<P: Clone, T: From<P>>(statement: &Row<Brief>, of: fn(&Parts) -> &Vec<P>) -> Result<List<T>> {
    let parts = statement.parts().told().map_err(damaged)?;
    Ok(of(parts).iter().cloned().map(T::from).collect())
}

/// The error of a row that holds what this program never wrote.
pub(crate) fn damaged(why: &str) -> async_graphql::Error {
    database(&DbErr::Json(format!("the parts of a statement: {why}")))
}

#[derive(Clone, Debug)]
pub(crate) struct SpokenAs {
    office: OfficeId,
    basis: entity::OfficeBasis,
    qualifier: Option<entity::Qualifier>,
    printed: Option<String>,
}

impl From<PartOffice> for SpokenAs {
    fn from(PartOffice(office, basis, qualifier, printed): PartOffice) -> Self {
        Self { office, basis, qualifier, printed }
    }
}

object! {
    /// An office that a speaker held on the day of a statement.
    SpokenAs(it);

    /// The office in the words printed beside the speaker's name: `US Secretary of State`; null where only the
    /// speaker's tenure tells of it.
    printed: Option<&str> = it.printed.as_deref();

    /// Whether the speaker held it then: not as a former or designated holder. "Then-President" held it where print tells a day
    /// before the article's on which it was said.
    heldThen: bool = !matches!(it.qualifier, Some(entity::Qualifier::Former | entity::Qualifier::Designate));

    /// How it was held; null for plain holding.
    qualifier: Option<Qualifier> = it.qualifier.map(Into::into);

    /// What links statement and office.
    basis: OfficeBasis = it.basis.into();

    leads:

    /// The office.
    office: Office = it.office;
}

#[derive(Clone, Debug)]
pub(crate) struct StatementTopic {
    topic: TopicId,
    basis: TopicBasis,
    is_inherited: bool,
}

impl From<PartTopic> for StatementTopic {
    fn from(PartTopic(topic, basis, is_inherited, is_editorial): PartTopic) -> Self {
        Self { topic, basis: TopicBasis::of(basis, is_editorial), is_inherited }
    }
}

object! {
    /// A topic of a statement.
    StatementTopic(it);

    /// What links statement and topic.
    basis: TopicBasis = it.basis;

    /// Whether it is a broader topic of one that was found.
    inherited: bool = it.is_inherited;

    leads:

    /// The topic.
    topic: Topic = it.topic;
}

#[derive(Clone, Debug)]
pub(crate) struct StatementMention {
    named: Named,
    printed: String,
}

impl From<PartMention> for StatementMention {
    fn from(PartMention(person, organization, place, printed): PartMention) -> Self {
        Self { named: Named::of(person, organization, place), printed }
    }
}

object! {
    /// An entity named in the words of a statement.
    StatementMention(it);

    /// The words as printed.
    printed: &str = &it.printed;

    leads:

    /// Who or where; null where no record of it was made.
    entity: Option<Entity> = it.named;
}

/// What statements are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum StatementOrderField {
    /// The day it was said.
    SaidOn,
    /// When its first article was published.
    PublishedAt,
}

/// The order of statements.
#[derive(Clone, Copy, Debug, InputObject)]
pub(crate) struct StatementOrder {
    /// What is compared.
    pub(crate) field: StatementOrderField,
    /// Which way.
    pub(crate) direction: Direction,
}

connection!(StatementConnection, StatementEdge, Statement, Row<Brief>, "statements", {
    /// How the whole list divides, by each of `by`: the counts of the parts, the largest first. Of speakers, offices,
    /// topics, places and publishers 20 at most, of kinds, languages and months (`2026-02`) all.
    async fn facets(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "What to divide by, each once.")] by: Vec<FacetBy>,
    ) -> async_graphql::Result<Vec<Facet>> {
        Box::pin(facet::facets(ctx, &self.all, by)).await
    }

    /// How the whole list spreads over time, the earliest first; times without a statement are left out.
    async fn timeline(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The length of a step.")] interval: Interval,
    ) -> async_graphql::Result<Vec<TimelinePoint>> {
        Box::pin(facet::timeline(ctx, &self.all, interval)).await
    }
});

/// Where a statement stands in the order of publications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where it came in: it keeps that place.
    Published,
    /// Where it changed last.
    Changed,
}

/// The statements that match and whose place lies behind `after` and up to `until`, in that order, `most` at most. Of
/// those that changed there, the ones that came in up to `after`: the others have a place as published behind it.
pub(crate) async fn placed(
    ctx: &Context<'_>,
    filter: StatementFilter,
    place: Place,
    (after, until): (i64, i64),
    most: u64,
) -> Result<Vec<Model>> {
    let mut select = filter::selection(ctx, None, filter).await?.select;
    select
        .clear_selects()
        .columns(Extent::Whole.columns::<Brief>().into_iter().map(|column| (Table, column)));
    let published = Expr::col((Table, Column::PublishedPosition));
    let position = match place {
        Place::Published => published,
        Place::Changed => {
            select.and_where(published.lte(after));
            Expr::col((Table, Column::ChangedPosition))
        }
    };
    let behind = position.clone().gt(after);
    // SQLite takes the equality of a topic for narrower than this range, whatever the topic; it is told better.
    let behind = match connection_of(ctx).get_database_backend() {
        DatabaseBackend::Sqlite => Expr::cust_with_expr("likelihood(?, 0.00001)", behind),
        _ => behind,
    };
    select.and_where(behind).and_where(position.clone().lte(until));
    select.order_by_expr(position, Order::Asc).limit(most);
    rows(ctx, &select, Planning::Each).await
}

/// The ids of the statements that match.
pub(crate) async fn ids(ctx: &Context<'_>, filter: StatementFilter) -> Result<SelectStatement> {
    let mut select = Box::pin(filter::selection(ctx, None, filter)).await?.select;
    Ok(select.clear_selects().column((Table, Column::Id)).take())
}

/// A page of statements: all of them, or those in the scope of a parent.
pub(crate) async fn list(
    ctx: &Context<'_>,
    scope: Option<Scope>,
    filter: Option<Box<StatementFilter>>,
    order_by: Option<StatementOrder>,
    arguments: &Arguments,
) -> Result<StatementConnection> {
    let direction = order_by.map_or(Direction::Desc, |order| order.direction);
    let field = order_by.map_or(StatementOrderField::SaidOn, |order| order.field);
    let listed = filter.clone();
    let list = move || format!("statements {scope:?} {field:?} {direction:?} {listed:?}");
    let key = match field {
        StatementOrderField::SaidOn => KeyKind::Day,
        StatementOrderField::PublishedAt => KeyKind::At,
    };
    let window = Window::new(ctx, arguments, (key, direction), list)?;
    let filter = *filter.unwrap_or_default();
    let speaker = filter.is_all_of(ctx, scope).await?;
    let planning = filter.planning(scope);
    let extent = match field {
        StatementOrderField::SaidOn => Extent::asked::<Brief>(ctx),
        // It goes by a column that is not in brief.
        StatementOrderField::PublishedAt => Extent::Whole,
    };
    let place = |row: &Row<Brief>| match (field, row) {
        (StatementOrderField::PublishedAt, Row::Whole(row)) => (Key::At(row.first_appeared_at), row.id.0),
        _ => (Key::Day(*row.said_on()), row.id().0),
    };
    let limit = |select: &mut SelectStatement, said_on: &Expr, number: &Expr| match field {
        StatementOrderField::SaidOn => window.apply(select, said_on, number),
        StatementOrderField::PublishedAt => {
            let published_at = Expr::col((Table, Column::FirstAppearedAt));
            window.apply(select, &published_at, &Expr::col((Table, Column::Id)));
        }
    };
    let (found, rows) = if let Some(scope) = scope {
        let plan = plan(ctx, scope.kind(), async || {
            let filter::Driven { select, said_on, id, owner } =
                filter::selection(ctx, Some(scope), filter).await?;
            Ok(Plan::new(select, extent.columns::<Brief>(), owner, planning, |select| {
                limit(select, &said_on, &id);
            })
            .with(quote::first_beside(ctx)))
        });
        let plan = plan.await?;
        let found = extent.children(ctx, &plan, scope.number()).await?;
        (window.sorted(found, place), Rows::Children(plan, scope.number()))
    } else {
        let filter::Driven { select: all, said_on, id, .. } =
            Box::pin(filter::selection(ctx, None, filter)).await?;
        let mut select = all.clone();
        limit(&mut select, &said_on, &id);
        let beside = quote::first_beside(ctx);
        let found = extent.rows_with(ctx, &mut select, planning, &beside).await?;
        (window.sorted(found, place), Rows::Selected(Box::new(all)))
    };
    Ok(StatementConnection { page: window.page(found, place), all: All { rows, speaker } })
}
