//! Statements: the question that the product answers.

mod brief;
mod facet;
mod filter;

use super::article::entity;
use super::choice::{OfficeBasis, Precision, Qualifier, QuoteKind, SaidBasis, StatementStatus, TopicBasis};
use super::{Article, Correction, Entity, Office, Organization, Person, Speaker, Topic, quote};
use crate::loader::{
    Plan, StatementCorrections, StatementMentions, StatementOffices, StatementTopics,
    connection as connection_of, listed, load, plan, rows, shared_rows,
};
use crate::node::{Kind, id};
use crate::object::object;
use crate::page::{All, Arguments, Direction, Key, Rows, Window, connection};
use crate::scalar::{Date, DateTime};
use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Result};
pub(crate) use brief::Brief;
use entity::statement::{Column, Entity as Table, Model};
pub(crate) use facet::{Facet, FacetBy, FacetCount, Interval, TimelinePoint, records, spread, values};
pub(crate) use filter::{Scope, StatementFilter};
use sea_orm::DatabaseBackend;
use sea_orm::sea_query::{Expr, ExprTrait as _, Order, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) enum Statement {
    Whole(Arc<Model>),
    Brief(Arc<Brief>),
}

impl From<Arc<Self>> for Statement {
    fn from(row: Arc<Self>) -> Self {
        Self::clone(&row)
    }
}

object! {
    /// What somebody said, once, however many articles print it (schema.org `Quotation`).
    Statement
}

#[ComplexObject]
impl Statement {
    /// Global id: opaque and stable; the id of a statement that turned out to be another one leads to that.
    pub(crate) async fn id(&self) -> ID {
        id(Kind::Statement, self.key().0)
    }

    /// The fullest printed form of the words (schema.org `text`).
    async fn text(&self) -> &str {
        self.words()
    }

    /// How the words are reported.
    async fn kind(&self) -> QuoteKind {
        self.reported().into()
    }

    /// Who spoke (schema.org `spokenByCharacter`, Popolo `speaker`); null where print names nobody, or where more
    /// than one could have spoken: see `candidates` of its quotes.
    async fn speaker(&self, ctx: &Context<'_>) -> Result<Option<Speaker>> {
        if let Some(person) = self.speaker_person_id() {
            return Ok(load(ctx, person).await?.map(|row| Speaker::Person(Person(row))));
        }
        let Some(organization) = self.speaker_organization_id() else { return Ok(None) };
        Ok(load(ctx, organization).await?.map(|row| Speaker::Organization(Organization(row))))
    }

    /// Somebody without a name, as printed: `a spokesman for the ministry`; null where print names the speaker.
    async fn speaker_printed(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.whole(ctx).await?.speaker_printed.clone())
    }

    /// The offices that the speaker held on the day it was said, printed or by tenure (Popolo `role`).
    async fn spoken_as(&self, ctx: &Context<'_>) -> Result<Vec<SpokenAs>> {
        let offices = load(ctx, StatementOffices(self.key())).await?.unwrap_or_default();
        Ok(offices.into_iter().map(SpokenAs).collect())
    }

    /// The day it was said.
    async fn said_on(&self) -> Date {
        Date(self.day())
    }

    /// How exact that day is.
    async fn said_precision(&self, ctx: &Context<'_>) -> Result<Precision> {
        Ok(self.whole(ctx).await?.said_precision.into())
    }

    /// What that day rests on.
    async fn said_basis(&self, ctx: &Context<'_>) -> Result<SaidBasis> {
        let row = self.whole(ctx).await?;
        Ok(SaidBasis::of(row.said_basis, row.said_is_editorial))
    }

    /// BCP 47 (schema.org `inLanguage`); null where it is not known.
    async fn language(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.whole(ctx).await?.language.clone())
    }

    /// When its first article was published.
    async fn first_appeared_at(&self, ctx: &Context<'_>) -> Result<DateTime> {
        Ok(DateTime(self.whole(ctx).await?.first_appeared_at))
    }

    /// The article it appeared in first.
    async fn first_article(&self, ctx: &Context<'_>) -> Result<Option<Article>> {
        let Some(article) = self.whole(ctx).await?.first_article_id else { return Ok(None) };
        Ok(load(ctx, article).await?.map(Article))
    }

    /// How many times it was printed.
    async fn quote_count(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(self.whole(ctx).await?.quote_count)
    }

    /// How far it was looked at.
    async fn status(&self, ctx: &Context<'_>) -> Result<StatementStatus> {
        Ok(self.whole(ctx).await?.status.into())
    }

    /// How likely words and speaker are both right, from 0 to 1: the highest of its quotes.
    async fn confidence(&self, ctx: &Context<'_>) -> Result<f64> {
        Ok(self.whole(ctx).await?.confidence)
    }

    /// What it is about (schema.org `about`).
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<StatementTopic>> {
        let topics = load(ctx, StatementTopics(self.key())).await?.unwrap_or_default();
        Ok(topics.into_iter().map(StatementTopic).collect())
    }

    /// Who and where is named in its words (schema.org `mentions`).
    async fn mentions(&self, ctx: &Context<'_>) -> Result<Vec<StatementMention>> {
        let mentions = load(ctx, StatementMentions(self.key())).await?.unwrap_or_default();
        Ok(mentions.into_iter().map(StatementMention).collect())
    }

    /// What humans corrected of it, the latest first.
    async fn corrections(&self, ctx: &Context<'_>) -> Result<Vec<Correction>> {
        let corrections = load(ctx, StatementCorrections(self.key())).await?.unwrap_or_default();
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
        #[graphql(desc = "Rows from the end of the list.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<quote::QuoteConnection> {
        Box::pin(quote::of_statement(ctx, self.key(), &Arguments { first, after, last, before })).await
    }
}

#[derive(Clone, Debug)]
pub(crate) struct SpokenAs(entity::statement_office::Model);

object! {
    /// An office that a speaker held on the day of a statement.
    SpokenAs
}

#[ComplexObject]
impl SpokenAs {
    /// The office.
    async fn office(&self, ctx: &Context<'_>) -> Result<Option<Office>> {
        Ok(load(ctx, self.0.office_id).await?.map(Office))
    }

    /// The office in the words printed beside the speaker's name: `US Secretary of State`; null where only the
    /// speaker's tenure tells of it.
    async fn printed(&self) -> Option<&str> {
        self.0.printed.as_deref()
    }

    /// Whether the speaker held it then: not as a former or designated holder.
    async fn held_then(&self) -> bool {
        !matches!(self.0.qualifier, Some(entity::Qualifier::Former | entity::Qualifier::Designate))
    }

    /// How it was held; null for plain holding.
    async fn qualifier(&self) -> Option<Qualifier> {
        self.0.qualifier.map(Into::into)
    }

    /// What links statement and office.
    async fn basis(&self) -> OfficeBasis {
        self.0.basis.into()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct StatementTopic(entity::statement_topic::Model);

object! {
    /// A topic of a statement.
    StatementTopic
}

#[ComplexObject]
impl StatementTopic {
    /// The topic.
    async fn topic(&self, ctx: &Context<'_>) -> Result<Option<Topic>> {
        Ok(load(ctx, self.0.topic_id).await?.map(Topic))
    }

    /// What links statement and topic.
    async fn basis(&self) -> TopicBasis {
        TopicBasis::of(self.0.basis, self.0.is_editorial)
    }

    /// Whether it is a broader topic of one that was found.
    async fn inherited(&self) -> bool {
        self.0.is_inherited
    }
}

#[derive(Clone, Debug)]
pub(crate) struct StatementMention(entity::statement_mention::Model);

object! {
    /// An entity named in the words of a statement.
    StatementMention
}

#[ComplexObject]
impl StatementMention {
    /// Who or where.
    async fn entity(&self, ctx: &Context<'_>) -> Result<Option<Entity>> {
        entity(ctx, self.0.person_id, self.0.organization_id, self.0.place_id).await
    }

    /// The words as printed.
    async fn printed(&self) -> &str {
        &self.0.printed
    }
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

connection!(StatementConnection, StatementEdge, Statement, Statement, "statements", {
    /// How the whole list divides, by each of `by`: the counts of the records, the largest first, 20 at most.
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
    rows(ctx, &select).await
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
    let list = format!("statements {scope:?} {field:?} {direction:?} {filter:?}");
    let window = Window::new(arguments, direction, list)?;
    let filter = *filter.unwrap_or_default();
    let speaker = filter.is_all_of(ctx, scope).await?;
    // Another order needs the column that it goes by.
    let is_brief = field == StatementOrderField::SaidOn && !brief::wants_whole(ctx);
    let place = |row: &Statement| match (field, row) {
        (StatementOrderField::PublishedAt, Statement::Whole(row)) => {
            (Key::At(row.first_appeared_at), row.id.0)
        }
        _ => (Key::Day(row.day()), row.key().0),
    };
    let limit = |select: &mut SelectStatement, said_on: &Expr, number: &Expr| {
        if is_brief {
            brief::narrow(select);
        }
        match field {
            StatementOrderField::SaidOn => window.apply(select, said_on, number),
            StatementOrderField::PublishedAt => {
                let published_at = Expr::col((Table, Column::FirstAppearedAt));
                window.apply(select, &published_at, &Expr::col((Table, Column::Id)));
            }
        }
    };
    let (found, rows) = if let Some(scope) = scope {
        let plan = plan(ctx, scope.kind(), async {
            let filter::Driven { select, said_on, id, owner } =
                filter::selection(ctx, Some(scope), filter).await?;
            Ok(Plan::new(select, owner, |select| limit(select, &said_on, &id)))
        });
        let plan = plan.await?;
        let found = if is_brief {
            all_of(listed::<Table, Brief>(ctx, &plan, scope.number()).await?, Statement::Brief)
        } else {
            all_of(listed::<Table, Model>(ctx, &plan, scope.number()).await?, Statement::Whole)
        };
        (window.sorted(found, place), Rows::Children(plan, scope.number()))
    } else {
        let filter::Driven { select: all, said_on, id, .. } = filter::selection(ctx, None, filter).await?;
        let mut select = all.clone();
        limit(&mut select, &said_on, &id);
        let found = if is_brief {
            all_of(shared_rows::<Brief>(ctx, &select).await?, Statement::Brief)
        } else {
            all_of(shared_rows::<Model>(ctx, &select).await?, Statement::Whole)
        };
        (found, Rows::Selected(Box::new(all)))
    };
    Ok(StatementConnection { page: window.page(found, place), all: All { rows, speaker } })
}

fn all_of<R>(rows: Vec<Arc<R>>, statement: fn(Arc<R>) -> Statement) -> Vec<Arc<Statement>> {
    rows.into_iter().map(|row| Arc::new(statement(row))).collect()
}
