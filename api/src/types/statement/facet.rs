//! How a list of statements divides and spreads. In: the unpaged selection of a list. Out: counts.

mod kept;

use crate::error::database;
use crate::loader::connection;
use crate::node::{Kind, id};
use crate::page::All;
use crate::reader::Planning;
use crate::scalar::Date;
use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use chrono::NaiveDate;
use entity::CountFacet;
use entity::statement::Column;
use sea_orm::sea_query::{
    Alias, Asterisk, Expr, ExprTrait as _, Func, IntoColumnRef, Order, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, DbErr, QueryResult};

/// What a list is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum FacetBy {
    /// What the statements are about; one statement counts for each of its topics.
    Topic,
    /// Who spoke; statements without a decided speaker are left out.
    Speaker,
    /// Who printed them; one statement counts for each publisher.
    Publisher,
    /// The places named in their words; one statement counts for each.
    Place,
    /// The offices that their speakers held that day; one statement counts for each.
    Office,
    /// The language they are printed in; statements of an unknown language are left out.
    Language,
    /// How they are reported.
    Kind,
    /// The month they were said in.
    Month,
}

/// How a list divides by one thing.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Facet {
    /// What it is divided by.
    by: FacetBy,
    /// The parts, the largest first.
    counts: Vec<FacetCount>,
}

/// A part of a list.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct FacetCount {
    /// Slug of the record, or the value itself.
    key: String,
    /// What readers call it.
    label: String,
    /// Global id of the record; null where the part is no record.
    id: Option<ID>,
    /// How many of the list are in it: statements, or articles where articles are counted.
    count: i64,
}

/// The length of a step of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Interval {
    /// Days.
    Day,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// A step of a timeline.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct TimelinePoint {
    /// Its first day.
    from: Date,
    /// How many are in it: statements that were said, or articles that were published.
    count: i64,
}

const MOST: u64 = 20;

/// Counts a list by each of `by`, one statement of SQL for each.
pub(super) async fn facets(ctx: &Context<'_>, all: &All, by: Vec<FacetBy>) -> Result<Vec<Facet>> {
    let mut facets = Vec::with_capacity(by.len());
    for by in by {
        let rows = || all.select();
        let counts = match (by, all.speaker) {
            (FacetBy::Topic, Some(speaker)) => {
                kept::records(ctx, speaker, CountFacet::Topic, "topic", Kind::Topic).await?
            }
            (FacetBy::Publisher, Some(speaker)) => {
                kept::records(ctx, speaker, CountFacet::Publisher, "organization", Kind::Organization).await?
            }
            (FacetBy::Kind, Some(speaker)) => kept::kinds(ctx, speaker).await?,
            (FacetBy::Topic, None) => records(ctx, &topics(&rows()), Kind::Topic).await?,
            (FacetBy::Publisher, None) => records(ctx, &publishers(&rows()), Kind::Organization).await?,
            (FacetBy::Kind, None) => kinds(ctx, &rows()).await?,
            (FacetBy::Place, _) => records(ctx, &places(&rows()), Kind::Place).await?,
            (FacetBy::Office, _) => records(ctx, &offices(&rows()), Kind::Office).await?,
            (FacetBy::Language, _) => values(ctx, of(&rows()), Column::Language).await?,
            (FacetBy::Speaker, _) => speakers(ctx, &rows()).await?,
            (FacetBy::Month, _) => months(ctx, all).await?,
        };
        facets.push(Facet { by, counts });
    }
    Ok(facets)
}

/// The whole list as `list`, with the columns that `filter.rs` selects for this.
fn of(all: &SelectStatement) -> SelectStatement {
    Query::select().from_subquery(all.clone(), "list").to_owned()
}

fn counted(select: &mut SelectStatement) -> &mut SelectStatement {
    select.expr_as(Func::count(Expr::col(Asterisk)), "count")
}

/// Groups by a record of `table`, with its slug and name.
fn by_record(select: &mut SelectStatement, table: &'static str) -> SelectStatement {
    named(select, table, "name")
}

fn named(select: &mut SelectStatement, table: &'static str, name: &'static str) -> SelectStatement {
    for (column, alias) in [("id", "id"), ("slug", "slug"), (name, "name")] {
        select.expr_as(Expr::col((table, column)), alias).group_by_col((table, column));
    }
    counted(select)
        .order_by("count", Order::Desc)
        .order_by((table, "slug"), Order::Asc)
        .limit(MOST)
        .to_owned()
}

fn topics(all: &SelectStatement) -> SelectStatement {
    let about = Expr::col(("statement_topic", "statement_id")).equals(("list", "id"));
    let is_topic = Expr::col(("topic", "id")).equals(("statement_topic", "topic_id"));
    let mut select = of(all);
    select.inner_join("statement_topic", about).inner_join("topic", is_topic);
    by_record(&mut select, "topic")
}

fn places(all: &SelectStatement) -> SelectStatement {
    let names = Expr::col(("statement_mention", "statement_id")).equals(("list", "id"));
    let is_place = Expr::col(("place", "id")).equals(("statement_mention", "place_id"));
    let mut select = of(all);
    select.inner_join("statement_mention", names).inner_join("place", is_place);
    by_record(&mut select, "place")
}

fn offices(all: &SelectStatement) -> SelectStatement {
    let made_in = Expr::col(("statement_office", "statement_id")).equals(("list", "id"));
    let is_office = Expr::col(("office", "id")).equals(("statement_office", "office_id"));
    let mut select = of(all);
    select.inner_join("statement_office", made_in).inner_join("office", is_office);
    select.and_where(super::filter::held_then());
    named(&mut select, "office", "title")
}

fn publishers(all: &SelectStatement) -> SelectStatement {
    let printed = Query::select()
        .distinct()
        .column(("quote", "statement_id"))
        .column(("article", "publisher_id"))
        .from("quote")
        .inner_join("article", Expr::col(("article", "id")).equals(("quote", "article_id")))
        .to_owned();
    let mut select = of(all);
    select
        .join_subquery(
            sea_orm::JoinType::InnerJoin,
            printed,
            "printed",
            Expr::col(("printed", "statement_id")).equals(("list", "id")),
        )
        .inner_join("organization", Expr::col(("organization", "id")).equals(("printed", "publisher_id")));
    by_record(&mut select, "organization")
}

async fn speakers(ctx: &Context<'_>, all: &SelectStatement) -> Result<Vec<FacetCount>> {
    let mut people = of(all);
    people.inner_join("person", Expr::col(("person", "id")).equals(("list", "speaker_person_id")));
    let mut counts = records(ctx, &by_record(&mut people, "person"), Kind::Person).await?;
    let mut bodies = of(all);
    bodies.inner_join(
        "organization",
        Expr::col(("organization", "id")).equals(("list", "speaker_organization_id")),
    );
    counts.extend(records(ctx, &by_record(&mut bodies, "organization"), Kind::Organization).await?);
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.key.cmp(&b.key)));
    counts.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(counts)
}

/// The records of a kind that a selection counts.
pub(crate) async fn records(
    ctx: &Context<'_>,
    select: &SelectStatement,
    kind: Kind,
) -> Result<Vec<FacetCount>> {
    labelled(ctx, select, kind, Planning::Each).await
}

async fn labelled(
    ctx: &Context<'_>,
    select: &SelectStatement,
    kind: Kind,
    planning: Planning,
) -> Result<Vec<FacetCount>> {
    read(ctx, select, planning, |row| {
        Ok(FacetCount {
            key: row.try_get("", "slug")?,
            label: row.try_get("", "name")?,
            id: Some(id(kind, row.try_get("", "id")?)),
            count: row.try_get("", "count")?,
        })
    })
    .await
}

async fn kinds(ctx: &Context<'_>, all: &SelectStatement) -> Result<Vec<FacetCount>> {
    let mut kinds = values(ctx, of(all), Column::Kind).await?;
    kinds.iter_mut().for_each(|kind| kind.key = kind.key.to_uppercase());
    Ok(kinds)
}

/// Counts rows by the values of a column, the most first; rows without a value are left out.
pub(crate) async fn values(
    ctx: &Context<'_>,
    mut select: SelectStatement,
    column: impl IntoColumnRef + Copy,
) -> Result<Vec<FacetCount>> {
    select.expr_as(Expr::col(column), "value").and_where(Expr::col(column).is_not_null());
    select.group_by_col(column);
    counted(&mut select).order_by("count", Order::Desc).order_by("value", Order::Asc);
    read(ctx, &select, Planning::Each, |row| {
        let value: String = row.try_get("", "value")?;
        Ok(FacetCount { key: value.clone(), label: value, id: None, count: row.try_get("", "count")? })
    })
    .await
}

async fn months(ctx: &Context<'_>, all: &All) -> Result<Vec<FacetCount>> {
    let mut points = timeline(ctx, all, Interval::Month).await?;
    points.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.from.cmp(&b.from)));
    let count = |point: TimelinePoint| {
        let month = point.from.0.format("%Y-%m").to_string();
        FacetCount { key: month.clone(), label: month, id: None, count: point.count }
    };
    Ok(points.into_iter().map(count).collect())
}

/// Counts a list by the steps of time.
pub(super) async fn timeline(ctx: &Context<'_>, all: &All, interval: Interval) -> Result<Vec<TimelinePoint>> {
    match (all.speaker, interval) {
        (Some(speaker), Interval::Month) => kept::months(ctx, speaker).await,
        _ => spread(ctx, of(&all.select()), "said_on", interval).await,
    }
}

/// Counts rows by the steps of time that the days of `column` fall in, the earliest first.
pub(crate) async fn spread(
    ctx: &Context<'_>,
    mut select: SelectStatement,
    column: &str,
    interval: Interval,
) -> Result<Vec<TimelinePoint>> {
    select.expr_as(first_day(connection(ctx).get_database_backend(), interval, column), "first");
    counted(&mut select).add_group_by([Expr::col(Alias::new("first"))]).order_by("first", Order::Asc);
    read(ctx, &select, Planning::Each, |row| {
        let from: NaiveDate = row.try_get("", "first")?;
        Ok(TimelinePoint { from: Date(from), count: row.try_get("", "count")? })
    })
    .await
}

/// The first day of the step that a day falls in. The databases spell it each in its own way.
fn first_day(backend: DatabaseBackend, interval: Interval, column: &str) -> Expr {
    let sql = match (backend, interval) {
        (_, Interval::Day) => column.to_owned(),
        (DatabaseBackend::Postgres, Interval::Month) => {
            format!("CAST(date_trunc('month', {column}) AS date)")
        }
        (DatabaseBackend::Postgres, Interval::Year) => format!("CAST(date_trunc('year', {column}) AS date)"),
        (_, Interval::Month) => format!("date({column}, 'start of month')"),
        (_, Interval::Year) => format!("date({column}, 'start of year')"),
    };
    Expr::cust(sql)
}

async fn read<T>(
    ctx: &Context<'_>,
    select: &SelectStatement,
    planning: Planning,
    of: impl Fn(&QueryResult) -> std::result::Result<T, DbErr>,
) -> Result<Vec<T>> {
    let rows = connection(ctx).planning(planning).query_all(select).await;
    let read = rows.and_then(|rows| rows.iter().map(of).collect());
    read.map_err(|error| database(&error))
}
