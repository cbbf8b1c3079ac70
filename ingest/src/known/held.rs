//! Tenures as the database has them, with what tells their offices apart.

use crate::error::{Error, Result};
use crate::key::name_key;
use crate::keys::one_of;
use crate::seat::Seat;
use chrono::{Datelike as _, NaiveDate};
use entity::{OfficeId, PersonId, Precision, Qualifier, TenureBasis, TenureId, office, place, tenure};
use sea_orm::{DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use std::collections::{HashMap, HashSet};

/// A tenure as the database has it, or as it will.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) id: TenureId,
    pub(crate) office: OfficeId,
    pub(crate) title_key: String,
    pub(crate) seat: Option<Seat>,
    /// Whether nothing but its title is known of the office.
    pub(crate) is_bare: bool,
    pub(crate) qualifier: Option<Qualifier>,
    pub(crate) basis: TenureBasis,
    pub(crate) started_on: Option<NaiveDate>,
    pub(crate) started_precision: Precision,
    pub(crate) ended_on: Option<NaiveDate>,
    pub(crate) ended_precision: Precision,
}

impl Held {
    /// Whether it was the office itself: neither "former" nor "designate".
    pub(crate) fn is_full(&self) -> bool {
        matches!(self.qualifier, None | Some(Qualifier::Acting))
    }

    /// Whether the office was held on a day. Of a first or last day that is known to the month or year alone the whole of
    /// that counts, as in the SQL of [`crate::in_office`].
    pub(crate) fn covers(&self, day: NaiveDate) -> bool {
        let begun = self
            .started_on
            .is_none_or(|start| cut(start, self.started_precision) <= cut(day, self.started_precision));
        begun
            && self
                .ended_on
                .is_none_or(|end| cut(day, self.ended_precision) <= cut(end, self.ended_precision))
    }
}

/// A day as far as it is known: year, month and day, those that are not known as 0.
fn cut(day: NaiveDate, precision: Precision) -> (i32, u32, u32) {
    match precision {
        Precision::Year => (day.year(), 0, 0),
        Precision::Month => (day.year(), day.month(), 0),
        Precision::Week | Precision::Day => (day.year(), day.month(), day.day()),
    }
}

/// The tenures of people.
pub(crate) async fn tenures_of(
    tx: &DatabaseTransaction,
    people: &HashSet<PersonId>,
) -> Result<HashMap<PersonId, Vec<Held>>> {
    let query = tenure::Entity::find().filter(one_of(tx, tenure::Column::PersonId, people));
    let rows = query.all(tx).await.map_err(|error| Error::Load("tenures", error))?;
    let ids: HashSet<OfficeId> = rows.iter().map(|row| row.office_id).collect();
    let query = office::Entity::find().filter(one_of(tx, office::Column::Id, &ids));
    let offices = query.find_also_related(place::Entity).all(tx).await;
    let offices = offices.map_err(|error| Error::Load("offices", error))?;
    let offices: HashMap<OfficeId, (office::Model, Option<place::Model>)> =
        offices.into_iter().map(|(office, place)| (office.id, (office, place))).collect();
    let mut tenures: HashMap<PersonId, Vec<Held>> = HashMap::new();
    for row in rows {
        let Some((office, place)) = offices.get(&row.office_id) else { continue };
        tenures.entry(row.person_id).or_default().push(Held {
            id: row.id,
            office: row.office_id,
            title_key: name_key(&office.title),
            seat: place.clone().map(Seat::stored),
            is_bare: office.jurisdiction_id.is_none() && office.organization_id.is_none(),
            qualifier: row.qualifier.or(row.is_acting.then_some(Qualifier::Acting)),
            basis: row.basis,
            started_on: row.started_on,
            started_precision: row.started_precision,
            ended_on: row.ended_on,
            ended_precision: row.ended_precision,
        });
    }
    Ok(tenures)
}
