//! What proves printed tenures: offices printed beside names. In: articles that are told anew. Out: the tenures that they
//! proved and prove no more, made anew from the mentions that are left.

use crate::error::{Error, Result};
use crate::in_office;
use crate::keys::one_of;
use crate::link::{SILENCE, printed_tenure};
use crate::rows;
use chrono::NaiveDate;
use entity::{
    ArticleId, OfficeId, PersonId, Qualifier, TenureBasis, TenureId, article, office_mention, tenure,
};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::HashSet;

/// Who was seen in which office, and how.
type Held = (PersonId, OfficeId, Option<Qualifier>);
/// A sighting in an article of a day.
type Proof = (Held, ArticleId, NaiveDate);

/// What articles prove.
pub(crate) async fn of_articles(
    tx: &DatabaseTransaction,
    articles: &HashSet<ArticleId>,
) -> Result<HashSet<Proof>> {
    if articles.is_empty() {
        return Ok(HashSet::new());
    }
    let query =
        office_mention::Entity::find().filter(one_of(tx, office_mention::Column::ArticleId, articles));
    let rows = query.all(tx).await.map_err(|error| Error::Load("office mentions", error))?;
    let proof = |row: office_mention::Model| {
        ((row.person_id, row.office_id, row.qualifier), row.article_id, row.seen_on)
    };
    Ok(rows.into_iter().map(proof).collect())
}

/// Makes the tenures anew that articles do not prove any more.
pub(crate) async fn take_back(
    tx: &DatabaseTransaction,
    before: &HashSet<Proof>,
    articles: &HashSet<ArticleId>,
) -> Result<()> {
    if before.is_empty() {
        return Ok(());
    }
    let now = of_articles(tx, articles).await?;
    let held: HashSet<Held> = before.difference(&now).map(|proof| proof.0).collect();
    for held in held {
        make_anew(tx, held).await?;
    }
    Ok(())
}

async fn make_anew(tx: &DatabaseTransaction, held: Held) -> Result<()> {
    let (person, office, qualifier) = held;
    let write = |error| Error::Write("tenure", error);
    let printed = tenure::Entity::find()
        .filter(tenure::Column::PersonId.eq(person))
        .filter(tenure::Column::OfficeId.eq(office))
        .filter(tenure::Column::Basis.eq(TenureBasis::Printed))
        .filter(is(tenure::Column::Qualifier, qualifier));
    let before = printed.all(tx).await.map_err(|error| Error::Load("tenures", error))?;
    let spans = spans(&days(tx, held).await?);
    let stays = |row: &tenure::Model| {
        spans.iter().any(|&(start, end)| (row.started_on, row.ended_on) == (Some(start), Some(end)))
    };
    let is_there = |span: &(NaiveDate, NaiveDate)| {
        before.iter().any(|row| (row.started_on, row.ended_on) == (Some(span.0), Some(span.1)))
    };
    let gone: Vec<TenureId> = before.iter().filter(|row| !stays(row)).map(|row| row.id).collect();
    let delete = tenure::Entity::delete_many().filter(one_of(tx, tenure::Column::Id, gone));
    delete.exec(tx).await.map_err(write)?;
    let new = spans
        .iter()
        .filter(|span| !is_there(span))
        .map(|&span| printed_tenure(None, person, office, qualifier, span));
    rows::insert(tx, new.collect()).await?;
    in_office::held_anew(tx, person, Some(office)).await
}

/// The days of the articles that prove it. An article without a day proves none.
async fn days(tx: &DatabaseTransaction, (person, office, qualifier): Held) -> Result<Vec<NaiveDate>> {
    use office_mention::Column::{OfficeId, PersonId, Qualifier, SeenOn};
    let query = office_mention::Entity::find()
        .inner_join(article::Entity)
        .filter(PersonId.eq(person))
        .filter(OfficeId.eq(office))
        .filter(is(Qualifier, qualifier))
        .filter(article::Column::PublishedOn.is_not_null())
        .order_by_asc(SeenOn);
    let days = query.select_only().column(SeenOn).distinct().into_tuple().all(tx).await;
    days.map_err(|error| Error::Load("office mentions", error))
}

fn is(column: impl ColumnTrait, qualifier: Option<Qualifier>) -> SimpleExpr {
    qualifier.map_or_else(|| column.is_null(), |qualifier| column.eq(qualifier))
}

/// The days, those between which there was no silence as one span.
fn spans(days: &[NaiveDate]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut spans: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for &day in days {
        match spans.last_mut() {
            Some((_, end)) if day - *end <= SILENCE => *end = day,
            _ => spans.push((day, day)),
        }
    }
    spans
}
