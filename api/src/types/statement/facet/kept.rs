//! The counts of all that one speaker said, read from where they are kept.

use super::{FacetCount, MOST, TimelinePoint, labelled, read};
use crate::loader::load;
use crate::node::Kind;
use crate::reader::Planning;
use crate::reference::SpeakerId;
use crate::scalar::Date;
use async_graphql::{Context, Result};
use chrono::NaiveDate;
use entity::statement_count::{Column, Entity as Table};
use entity::{CountFacet, QuoteKind};
use sea_orm::Iterable as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, Order, Query, SelectStatement};

/// The counts of a speaker by one facet.
fn counts(speaker: SpeakerId, facet: CountFacet) -> SelectStatement {
    let (kind, id) = speaker.kept();
    Query::select()
        .column((Table, Column::Count))
        .from(Table)
        .and_where(Expr::col((Table, Column::SpeakerKind)).eq(kind))
        .and_where(Expr::col((Table, Column::SpeakerId)).eq(id))
        .and_where(Expr::col((Table, Column::Facet)).eq(facet))
        .take()
}

/// The largest counts by records of `table`, with their slugs and names.
pub(super) async fn records(
    ctx: &Context<'_>,
    speaker: SpeakerId,
    facet: CountFacet,
    table: &'static str,
    kind: Kind,
) -> Result<Vec<FacetCount>> {
    let mut select = counts(speaker, facet);
    select.inner_join(table, Expr::col((table, "id")).equals((Table, Column::PartId)));
    for column in ["id", "slug", "name"] {
        select.column((table, column));
    }
    select.order_by((Table, Column::Count), Order::Desc).order_by((table, "slug"), Order::Asc).limit(MOST);
    labelled(ctx, &select, kind, Planning::Kept).await
}

pub(super) async fn kinds(ctx: &Context<'_>, speaker: SpeakerId) -> Result<Vec<FacetCount>> {
    let said = load(ctx, speaker).await?.unwrap_or_default();
    let mut counts: Vec<FacetCount> = QuoteKind::iter()
        .map(|kind| {
            let label = sea_orm::ActiveEnum::to_value(&kind);
            FacetCount { key: label.to_uppercase(), label, id: None, count: said.of_kind(kind) }
        })
        .filter(|part| part.count > 0)
        .collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.key.cmp(&b.key)));
    Ok(counts)
}

pub(super) async fn months(ctx: &Context<'_>, speaker: SpeakerId) -> Result<Vec<TimelinePoint>> {
    let mut select = counts(speaker, CountFacet::Month);
    select.column((Table, Column::PartId)).order_by((Table, Column::PartId), Order::Asc);
    let points = read(ctx, &select, Planning::Kept, |row| {
        let (month, count): (i64, i64) = (row.try_get("", "part_id")?, row.try_get("", "count")?);
        Ok(first_day(month).map(|from| TimelinePoint { from: Date(from), count }))
    });
    Ok(points.await?.into_iter().flatten().collect())
}

/// The first day of a month that is written as a number of six digits.
fn first_day(month: i64) -> Option<NaiveDate> {
    let (year, month) = (i32::try_from(month / 100).ok()?, u32::try_from(month % 100).ok()?);
    NaiveDate::from_ymd_opt(year, month, 1)
}
