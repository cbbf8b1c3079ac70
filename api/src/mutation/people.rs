//! Corrections of who is who: merges, tenures, names.

use super::correct::payload;
use super::editor;
use super::fault::{UserError, UserErrorCode, at, step, told};
use crate::auth::EDIT;
use crate::loader::{connection, load, primary};
use crate::reference::{OfficeRef, PersonRef, SpeakerId, SpeakerRef};
use crate::scalar::Date;
use crate::types::choice::Precision;
use crate::types::correction::Correction;
use crate::types::person::Tenure;
use crate::types::{Organization, Person, Speaker};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use entity::tenure;
use ingest::correction::{self, Bearing, NewTenure};
use sea_orm::EntityTrait as _;

/// Two records of one person.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct MergePeopleInput {
    /// The record that goes; its id, slug and names lead to the survivor from now on.
    duplicate: PersonRef,
    /// The record that stays.
    survivor: PersonRef,
    /// Why, for those who look at it later.
    reason: Option<String>,
}

/// Who held which office when.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AddTenureInput {
    /// Who.
    person: PersonRef,
    /// Which office.
    office: OfficeRef,
    /// The first day; left out when it is not known.
    started_on: Option<Date>,
    /// How exact the first day is: a year stands for all of it. A week is too uncommon to be kept.
    started_precision: Option<Precision>,
    /// The last day; left out while it lasts.
    ended_on: Option<Date>,
    /// How exact the last day is: a year stands for all of it. A week is too uncommon to be kept.
    ended_precision: Option<Precision>,
    /// Whether it was held for the time being.
    acting: Option<bool>,
    /// Why, for those who look at it later.
    reason: Option<String>,
}

/// Another name of a person or an organization.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AddNameInput {
    /// Whose.
    bearer: SpeakerRef,
    /// The name as it is printed.
    name: String,
    /// Why, for those who look at it later.
    reason: Option<String>,
}

payload!(MergePeoplePayload, "Two records that became one.", {
    /// The person that stays; null when something was wrong.
    person: Person,
    /// What was kept of the correction, for `undoCorrection`; null when something was wrong.
    correction: Correction
});
payload!(AddTenurePayload, "A tenure that was added.", {
    /// The tenure; null when something was wrong.
    tenure: Tenure,
    /// What was kept of the correction, for `undoCorrection`; null when something was wrong.
    correction: Correction
});
payload!(AddNamePayload, "A name that was added.", {
    /// Who bears it; null when something was wrong.
    bearer: Speaker,
    /// What was kept of the correction, for `undoCorrection`; null when something was wrong.
    correction: Correction
});

/// Corrections of who is who.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct People;

#[Object]
impl People {
    /// Makes one person of two records: statements, mentions, tenures and names move to the survivor, and articles
    /// to come lead there. The same words of both stay two statements, so that undoing parts them again. Needs the role
    /// EDITOR or ADMIN.
    #[graphql(guard = "EDIT")]
    async fn merge_people(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who goes into whom, and why.")] input: MergePeopleInput,
    ) -> Result<MergePeoplePayload> {
        let duplicate = step!(at(&["duplicate"], input.duplicate.resolve(ctx).await), Into::into);
        let survivor = step!(at(&["survivor"], input.survivor.resolve(ctx).await), Into::into);
        let editor = step!(at(&["reason"], editor(ctx, input.reason)), Into::into);
        let made = correction::merge_people(primary(ctx), duplicate, survivor, &editor).await;
        let made = step!(told(made), Into::into);
        let person = load(ctx, survivor).await?.map(Person);
        let correction = load(ctx, made).await?.map(Correction);
        Ok(MergePeoplePayload { person, correction, user_errors: Vec::new() })
    }

    /// Adds who held an office when. Statements of those days are made in that office from now on. Needs the role
    /// EDITOR or ADMIN.
    #[graphql(guard = "EDIT")]
    async fn add_tenure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who held which office from when to when, and why.")] input: AddTenureInput,
    ) -> Result<AddTenurePayload> {
        let person = step!(at(&["person"], input.person.resolve(ctx).await), Into::into);
        let office = step!(at(&["office"], input.office.resolve(ctx).await), Into::into);
        for (field, precision, day) in [
            ("startedPrecision", input.started_precision, input.started_on),
            ("endedPrecision", input.ended_precision, input.ended_on),
        ] {
            if precision.is_some() && day.is_none() {
                let message = format!("`{field}` tells how exact a day is; give the day, too.");
                return Ok(UserError::new(UserErrorCode::Invalid, &[field], message).into());
            }
        }
        let exact = |day: Option<Date>, precision: Option<Precision>| {
            day.map(|day| (day.0, precision.map_or(entity::Precision::Day, Into::into)))
        };
        let new = NewTenure {
            person,
            office,
            started: exact(input.started_on, input.started_precision),
            ended: exact(input.ended_on, input.ended_precision),
            is_acting: input.acting == Some(true),
        };
        let editor = step!(at(&["reason"], editor(ctx, input.reason)), Into::into);
        let made = correction::add_tenure(primary(ctx), new, &editor).await;
        let (tenure, made) = step!(told(made), Into::into);
        let row = tenure::Entity::find_by_id(tenure).one(connection(ctx)).await;
        let tenure = row.map_err(|error| crate::error::database(&error))?.map(Tenure);
        let correction = load(ctx, made).await?.map(Correction);
        Ok(AddTenurePayload { tenure, correction, user_errors: Vec::new() })
    }

    /// Adds a name to a person or an organization. Articles that print it from now on lead there, unless somebody
    /// else bears it, too. Needs the role EDITOR or ADMIN.
    #[graphql(guard = "EDIT")]
    async fn add_name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose name, and which.")] input: AddNameInput,
    ) -> Result<AddNamePayload> {
        let bearer = step!(at(&["bearer"], input.bearer.resolve(ctx).await), Into::into);
        let bearing = match bearer {
            SpeakerId::Person(id) => Bearing::Person(id),
            SpeakerId::Organization(id) => Bearing::Organization(id),
        };
        let editor = step!(at(&["reason"], editor(ctx, input.reason)), Into::into);
        let made = correction::add_name(primary(ctx), bearing, &input.name, &editor).await;
        let made = step!(told(made), Into::into);
        let bearer = match bearer {
            SpeakerId::Person(id) => load(ctx, id).await?.map(|row| Speaker::Person(Person(row))),
            SpeakerId::Organization(id) => {
                load(ctx, id).await?.map(|row| Speaker::Organization(Organization(row)))
            }
        };
        let correction = load(ctx, made).await?.map(Correction);
        Ok(AddNamePayload { bearer, correction, user_errors: Vec::new() })
    }
}
