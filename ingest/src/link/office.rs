//! Offices, and who was seen in them when.

use super::Linker;
use crate::key::name_key;
use crate::known::{Held, own_slug};
use crate::seat::{Sighting, is_holders_own, jurisdiction, office_slug};
use chrono::{NaiveDate, TimeDelta};
use entity::{ArticleId, OfficeId, OrganizationKind, PersonId, Precision, Qualifier, TenureBasis, TenureId};
use extract::Extraction;
use sea_orm::ActiveValue::{NotSet, Set};
use std::collections::BTreeSet;

/// Sightings of an office in print that lie no further apart than half a year belong to one tenure; over a
/// longer silence somebody else may have held it.
pub(crate) const SILENCE: TimeDelta = TimeDelta::days(183);

/// A tenure that was seen on more days than before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretched {
    pub(crate) tenure: TenureId,
    /// Its first and last day now.
    pub(crate) days: (NaiveDate, NaiveDate),
    /// The days that it covers now and did not before, its old ends included.
    pub(crate) gained: (NaiveDate, NaiveDate),
}

impl Linker {
    /// The office printed beside a person. A title alone, "the president", is the one that the person is known to hold
    /// under it, when there is just one.
    pub(crate) fn office(
        &mut self,
        found: &Extraction,
        printed: &extract::Office,
        holder: PersonId,
        article: ArticleId,
    ) -> OfficeId {
        let is_bare = printed.jurisdiction.is_none() && printed.organization.is_none();
        if let Some(held) = is_bare.then(|| self.held_alone(holder, &printed.title)).flatten() {
            return held;
        }
        let jurisdiction = jurisdiction(printed, &found.entities);
        let mut slug = office_slug(printed, jurisdiction.as_ref());
        if is_holders_own(printed) {
            slug = own_slug(&slug, holder.0);
        }
        if let Some(&known) = self.known.offices.get(&slug) {
            return known;
        }
        let id = OfficeId(self.ids.office.take());
        let organization = printed.organization.as_ref();
        let organization = organization.map(|name| self.organization(name, OrganizationKind::Other, article));
        let jurisdiction = jurisdiction.map(|place| self.place(&place));
        self.known.offices.insert(slug.clone(), id);
        self.rows.office.push(entity::office::ActiveModel {
            id: Set(id),
            slug: Set(slug),
            title: Set(printed.title.clone()),
            jurisdiction_id: Set(jurisdiction),
            organization_id: Set(organization),
        });
        id
    }

    /// The only office of that title that a person is known to hold.
    fn held_alone(&self, holder: PersonId, title: &str) -> Option<OfficeId> {
        let title = name_key(title);
        let tenures = self.known.tenures.get(&holder).into_iter().flatten();
        let held: BTreeSet<OfficeId> =
            tenures.filter(|tenure| tenure.title_key == title).map(|tenure| tenure.office).collect();
        let mut held = held.into_iter();
        held.next().filter(|_| held.next().is_none())
    }

    /// Enters a sighting of a person in an office, and joins it with those close to it.
    pub(crate) fn tenure(
        &mut self,
        person: PersonId,
        (office, sighting): (OfficeId, Sighting),
        qualifier: Option<Qualifier>,
        day: NaiveDate,
    ) {
        let tenures = self.known.tenures.entry(person).or_default();
        let is_near = |held: &Held| {
            held.basis == TenureBasis::Printed
                && held.office == office
                && held.qualifier == qualifier
                && held.started_on.is_some_and(|start| start - day <= SILENCE)
                && held.ended_on.is_some_and(|end| day - end <= SILENCE)
        };
        let near: Vec<usize> = (0..tenures.len()).filter(|&at| is_near(&tenures[at])).collect();
        let [first, others @ ..] = &near[..] else {
            let id = TenureId(self.ids.tenure.take());
            tenures.push(Held {
                id,
                office,
                title_key: sighting.title_key,
                seat: sighting.seat,
                is_bare: sighting.is_bare,
                qualifier,
                basis: TenureBasis::Printed,
                started_on: Some(day),
                started_precision: Precision::Day,
                ended_on: Some(day),
                ended_precision: Precision::Day,
            });
            self.rows.tenure.push(printed_tenure(Some(id), person, office, qualifier, (day, day)));
            // What the person said on that day is there already, it may be.
            self.stretched.push(Stretched { tenure: id, days: (day, day), gained: (day, day) });
            return;
        };
        let days = near.iter().flat_map(|&at| [tenures[at].started_on, tenures[at].ended_on]);
        let days: Vec<NaiveDate> = days.flatten().chain([day]).collect();
        let (start, end) = days.iter().fold((day, day), |(start, end), &day| (start.min(day), end.max(day)));
        let held = &mut tenures[*first];
        let before = (held.started_on.unwrap_or(start), held.ended_on.unwrap_or(end));
        if before != (start, end) {
            (held.started_on, held.ended_on) = (Some(start), Some(end));
            let gained = match others {
                [] if day < before.0 => (day, before.0),
                [] => (before.1, day),
                _ => (start, end),
            };
            self.stretched.push(Stretched { tenure: held.id, days: (start, end), gained });
        }
        for &at in others.iter().rev() {
            self.joined.push(tenures.remove(at).id);
        }
    }
}

/// A tenure that print proves between two days.
pub(crate) fn printed_tenure(
    id: Option<TenureId>,
    person: PersonId,
    office: OfficeId,
    qualifier: Option<Qualifier>,
    (start, end): (NaiveDate, NaiveDate),
) -> entity::tenure::ActiveModel {
    entity::tenure::ActiveModel {
        id: id.map_or(NotSet, Set),
        office_id: Set(office),
        person_id: Set(person),
        started_on: Set(Some(start)),
        started_precision: Set(Precision::Day),
        ended_on: Set(Some(end)),
        ended_precision: Set(Precision::Day),
        is_acting: Set(qualifier == Some(Qualifier::Acting)),
        qualifier: Set(qualifier),
        basis: Set(TenureBasis::Printed),
    }
}
