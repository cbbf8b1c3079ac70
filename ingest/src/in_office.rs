//! In which office a statement was made, where print does not tell: by the tenures of its speaker that cover the day. In:
//! tenures and statements; the day on which an article without one came in is no day of any office. Out: rows of
//! `statement_office`. A batch reckons those of the statements that it tells as a whole; wherever others were there already
//! the database joins the two tables.

use crate::error::{Error, Result};
use crate::keys::bound;
use crate::known::Held;
use crate::link::Stretched;
use crate::parts;
use crate::settle::Outcome;
use entity::{OfficeBasis, OfficeId, PersonId, SaidBasis, StatementId, statement, statement_office, tenure};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _, JoinType, OnConflict, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, StatementBuilder};
use std::collections::HashMap;

/// The offices that the speakers of statements held on the day, by the tenures that a batch knows: of new statements, and of
/// those that are told anew as a whole.
pub(crate) fn held_by_speakers<'o>(
    outcome: &'o Outcome,
    tenures: &'o HashMap<PersonId, Vec<Held>>,
) -> impl Iterator<Item = statement_office::ActiveModel> + 'o {
    let is_dated = |row: &&statement::ActiveModel| *row.said_basis.as_ref() != SaidBasis::Received;
    outcome.rows_of(outcome.new.iter().chain(&outcome.retold)).filter(is_dated).flat_map(|row| {
        let (statement, said_on) = (*row.id.as_ref(), *row.said_on.as_ref());
        let of_speaker = row.speaker_person_id.as_ref().and_then(|person| tenures.get(&person));
        let mut held: Vec<&Held> =
            of_speaker.into_iter().flatten().filter(|held| held.is_full() && held.covers(said_on)).collect();
        // Whoever held an office both ways held it: the row that is written first stays.
        held.sort_by_key(|held| held.qualifier);
        held.into_iter().map(move |held| statement_office::ActiveModel {
            statement_id: Set(statement),
            office_id: Set(held.office),
            basis: Set(OfficeBasis::Tenure),
            qualifier: Set(held.qualifier),
            printed: Set(None),
            said_on: Set(said_on),
        })
    })
}

/// Enters the offices of statements made in days that a tenure gained. Gives the statements that got one.
pub(crate) async fn gained(tx: &DatabaseTransaction, stretched: &[Stretched]) -> Result<Vec<StatementId>> {
    if stretched.is_empty() {
        return Ok(Vec::new());
    }
    let gained = |change: &Stretched| (change.tenure.0, change.gained.0, change.gained.1);
    let rows: Vec<_> = stretched.iter().map(gained).collect();
    let gained = bound(tx, &rows, &[("tenure_id", "bigint"), ("first", "date"), ("last", "date")]);
    let said_on = Expr::col((statement::Entity, statement::Column::SaidOn));
    let said_then = said_on.between(Expr::col(("gained", "first")), Expr::col(("gained", "last")));
    let of_tenure = Expr::col((tenure::Entity, tenure::Column::Id)).eq(Expr::col(("gained", "tenure_id")));
    let mut offices = offices_held();
    offices.join_subquery(JoinType::InnerJoin, gained, "gained", of_tenure.and(said_then));
    enter_offices(tx, offices).await
}

/// Enters into `statement_office` what tenures tell of the statements that `which` selects.
pub(crate) async fn held(tx: &DatabaseTransaction, which: Expr) -> Result<()> {
    let entered = enter_offices(tx, offices_held().and_where(which).take()).await?;
    parts::gather(tx, entered).await
}

/// Enters anew what tenures tell of the offices of a person's statements, or of one office.
pub(crate) async fn held_anew(
    tx: &DatabaseTransaction,
    person: PersonId,
    office: Option<OfficeId>,
) -> Result<()> {
    use statement_office::Column::{Basis, OfficeId, StatementId};
    let theirs = Query::select()
        .column(statement::Column::Id)
        .from(statement::Entity)
        .and_where(statement::Column::SpeakerPersonId.eq(person))
        .to_owned();
    let mut forgotten = Query::delete();
    forgotten
        .from_table(statement_office::Entity)
        .and_where(Basis.eq(OfficeBasis::Tenure))
        .and_where(StatementId.in_subquery(theirs))
        .and_where_option(office.map(|office| OfficeId.eq(office)))
        .returning_col(StatementId);
    let forgotten = statements(tx, &forgotten).await?;
    let mut still = offices_held();
    still
        .and_where(tenure::Column::PersonId.eq(person))
        .and_where_option(office.map(|office| tenure::Column::OfficeId.eq(office)));
    let entered = enter_offices(tx, still).await?;
    parts::gather(tx, forgotten.into_iter().chain(entered)).await
}

/// The rows of `statement_office` that tenures tell, of all statements. Whoever held an office both ways held it.
fn offices_held() -> SelectStatement {
    let covers = Expr::cust(format!(
        "statement.speaker_person_id = tenure.person_id \
         AND (statement.said_basis <> 'received' OR statement.said_is_editorial) \
         AND (tenure.started_on IS NULL OR {}) AND (tenure.ended_on IS NULL OR {}) \
         AND (tenure.qualifier IS NULL OR tenure.qualifier = 'acting')",
        in_order("statement.said_on", ">=", "tenure.started_on", "tenure.started_precision"),
        in_order("statement.said_on", "<=", "tenure.ended_on", "tenure.ended_precision"),
    ));
    let acting =
        Expr::cust("CASE WHEN min(CASE WHEN tenure.is_acting THEN 1 ELSE 0 END) = 1 THEN 'acting' END");
    Query::select()
        .column((statement::Entity, statement::Column::Id))
        .column((tenure::Entity, tenure::Column::OfficeId))
        .expr(Expr::val("tenure"))
        .expr(acting)
        .column((statement::Entity, statement::Column::SaidOn))
        .from(statement::Entity)
        .inner_join(tenure::Entity, covers)
        .group_by_col((statement::Entity, statement::Column::Id))
        .group_by_col((tenure::Entity, tenure::Column::OfficeId))
        .group_by_col((statement::Entity, statement::Column::SaidOn))
        .to_owned()
}

/// Gives the statements that got an office.
async fn enter_offices(tx: &DatabaseTransaction, offices: SelectStatement) -> Result<Vec<StatementId>> {
    use statement_office::Column::{Basis, OfficeId, Qualifier, SaidOn, StatementId};
    let mut insert = Query::insert();
    insert.into_table(statement_office::Entity).columns([StatementId, OfficeId, Basis, Qualifier, SaidOn]);
    insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    let selected = insert.select_from(offices);
    debug_assert!(selected.is_ok(), "as many columns as values");
    statements(tx, insert.returning_col(StatementId)).await
}

/// The statements whose offices a statement of SQL changed, which returns them.
async fn statements(tx: &DatabaseTransaction, change: &impl StatementBuilder) -> Result<Vec<StatementId>> {
    let rows = tx.query_all(change).await;
    let changed = rows.and_then(|rows| rows.iter().map(|row| row.try_get_by(0)).collect());
    changed.map_err(|error| Error::Write("statement_office", error))
}

/// SQL that compares a day with one that may be known to the month or year alone: the whole of that counts.
fn in_order(day: &str, order: &str, other: &str, precision: &str) -> String {
    let begin = |day: &str, letters: u32| format!("substr(CAST({day} AS TEXT), 1, {letters})");
    let (year, month) = (begin(day, 4), begin(day, 7));
    format!(
        "CASE {precision} WHEN 'year' THEN {year} {order} {} WHEN 'month' THEN {month} {order} {} \
         ELSE {day} {order} {other} END",
        begin(other, 4),
        begin(other, 7),
    )
}
