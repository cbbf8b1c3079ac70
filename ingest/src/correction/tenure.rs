//! Tenures that a human adds.

use super::day::{first, last};
use super::{Editor, Of, Refusal, Result, keep, refuse};
use crate::error::Error;
use crate::{in_office, transaction};
use chrono::NaiveDate;
use entity::{
    CorrectionId, CorrectionKind, OfficeId, PersonId, Precision, Qualifier, TenureBasis, TenureId,
    correction, tenure,
};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
};
use serde_json::json;

/// Who held which office when.
#[derive(Clone, Copy, Debug)]
pub struct NewTenure {
    /// Who.
    pub person: PersonId,
    /// Which office.
    pub office: OfficeId,
    /// The first day; open when it is not known.
    pub started: Option<(NaiveDate, Precision)>,
    /// The last day; open while it lasts.
    pub ended: Option<(NaiveDate, Precision)>,
    /// For the time being.
    pub is_acting: bool,
}

/// Adds a tenure. Statements that the person made in its days are made in that office.
pub async fn add_tenure(
    database: &DatabaseConnection,
    new: NewTenure,
    editor: &Editor,
) -> Result<(TenureId, CorrectionId)> {
    let (started, ended) = days(new)?;
    let tx = transaction::begin(database).await?;
    if is_there(&tx, new, (started, ended)).await? {
        return refuse(Refusal::Already, "input", "this tenure of these days was added already");
    }
    let row = tenure::ActiveModel {
        id: NotSet,
        office_id: Set(new.office),
        person_id: Set(new.person),
        started_on: Set(started),
        started_precision: Set(new.started.map_or(Precision::Day, |(_, precision)| precision)),
        ended_on: Set(ended),
        ended_precision: Set(new.ended.map_or(Precision::Day, |(_, precision)| precision)),
        is_acting: Set(new.is_acting),
        qualifier: Set(new.is_acting.then_some(Qualifier::Acting)),
        basis: Set(TenureBasis::Editorial),
    };
    let made = tenure::Entity::insert(row).exec(&tx).await;
    let id = made.map_err(|error| Error::Write("tenure", error))?.last_insert_id;
    in_office::held(&tx, tenure::Column::Id.eq(id)).await?;
    let of = Of { person: Some(new.person), ..Of::default() };
    let after = json!({
        "tenure": id, "office": new.office, "started_on": started, "ended_on": ended, "acting": new.is_acting,
    });
    let correction = keep(&tx, CorrectionKind::Tenure, editor, of, (json!({}), after)).await?;
    transaction::commit(tx).await?;
    Ok((id, correction))
}

/// The first day and the last.
fn days(new: NewTenure) -> Result<(Option<NaiveDate>, Option<NaiveDate>)> {
    for (field, told) in [("startedPrecision", new.started), ("endedPrecision", new.ended)] {
        if told.is_some_and(|(_, precision)| precision == Precision::Week) {
            let message = "tenures are known to the day, the month or the year; give the day in that week";
            return refuse(Refusal::Invalid, field, message);
        }
    }
    let started = new.started.map(|(day, precision)| first(day, precision));
    let ended = new.ended.map(|(day, precision)| last(day, precision));
    if let (Some(start), Some(end)) = (started, ended)
        && start > end
    {
        let message = format!("the tenure ends on {end}, before it starts on {start}; swap the two");
        return refuse(Refusal::Invalid, "endedOn", message);
    }
    Ok((started, ended))
}

/// Whether a human added this tenure of these days before.
async fn is_there(
    tx: &DatabaseTransaction,
    new: NewTenure,
    (started, ended): (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<bool> {
    use tenure::Column::{Basis, EndedOn, OfficeId, PersonId, StartedOn};
    let same = tenure::Entity::find()
        .filter(PersonId.eq(new.person))
        .filter(OfficeId.eq(new.office))
        .filter(Basis.eq(TenureBasis::Editorial))
        .filter(started.map_or(StartedOn.is_null(), |day| StartedOn.eq(day)))
        .filter(ended.map_or(EndedOn.is_null(), |day| EndedOn.eq(day)));
    Ok(same.one(tx).await.map_err(|error| Error::Load("tenures", error))?.is_some())
}

/// Takes a tenure out again.
pub(super) async fn undo(tx: &DatabaseTransaction, row: &correction::Model) -> Result<()> {
    let Some(id) = row.after["tenure"].as_i64().map(TenureId) else { return Ok(()) };
    let found =
        tenure::Entity::find_by_id(id).one(tx).await.map_err(|error| Error::Load("tenures", error))?;
    let Some(found) = found else { return Ok(()) };
    let gone = tenure::Entity::delete_by_id(id).exec(tx).await;
    gone.map_err(|error| Error::Write("tenure", error))?;
    Ok(in_office::held_anew(tx, found.person_id, None).await?)
}
