//! People.

use super::choice::{NameSource, Precision, Qualifier, TenureBasis};
use super::{Office, statement};
use crate::error::bad_input;
use crate::loader::{PersonIds, PersonNames, PersonTenures, load};
use crate::node::{Kind, id};
use crate::object::{List, object};
use crate::page::{Arguments, list_by_name, size};
use crate::reference::{OfficeRef, SpeakerId};
use crate::scalar::Date;
use async_graphql::{ComplexObject, Context, ID, InputObject, Result};
use entity::person::{Column, Entity as Table, Model};
use ingest::name_key;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Person(pub(crate) Arc<Model>);

impl From<Arc<Model>> for Person {
    fn from(row: Arc<Model>) -> Self {
        Self(row)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) name: String,
    pub(crate) source: NameSource,
}

object! {
    /// A name of a record, the printed forms included.
    Name(it);

    /// As printed.
    name: &str = &it.name;

    /// Where it comes from.
    source: NameSource = it.source;
}

#[derive(Clone, Debug)]
pub(crate) struct ExternalId {
    scheme: String,
    value: String,
}

impl ExternalId {
    pub(crate) fn new(scheme: &str, value: &str) -> Self {
        Self { scheme: scheme.to_owned(), value: value.to_owned() }
    }

    /// Those of a record's rows.
    pub(crate) fn all(rows: Option<Vec<entity::external_id::Model>>) -> List<Self> {
        let rows = rows.unwrap_or_default().into_iter();
        rows.map(|row| Self { scheme: row.scheme, value: row.value }).collect()
    }
}

object! {
    /// Somebody else's identifier of a record (schema.org `identifier`, Popolo `identifiers`). Look-ups take it as
    /// `externalId: "SCHEME:VALUE"`.
    ExternalId(it);

    /// Whose: `wikidata`, `geonames`, `medtop`, `bioguide`.
    scheme: &str = &it.scheme;

    /// The identifier.
    value: &str = &it.value;
}

object! {
    /// A human being (schema.org and Popolo `Person`).
    Person(person) is Person by person.0.id.0;

    /// Global id: opaque and stable; the id of a person that was merged leads to the one that stays.
    id: ID = id(Kind::Person, person.0.id.0);

    /// The fullest name known (schema.org `name`).
    name: &str = &person.0.name;

    /// Unique and readable: `marco-rubio`.
    slug: &str = &person.0.slug;

    /// Given names (schema.org `givenName`); null where only one name is known.
    givenName: Option<&str> = person.0.given_name.as_deref();

    /// Family name with its particle (schema.org `familyName`); null where it is not known.
    familyName: Option<&str> = person.0.family_name.as_deref();

    /// One line that tells the person from others (schema.org `disambiguatingDescription`); null where the name
    /// does.
    description: Option<&str> = person.0.description.as_deref();

    .. more
}

#[ComplexObject]
impl Person {
    /// Its identifiers elsewhere.
    async fn external_ids(&self, ctx: &Context<'_>) -> Result<List<ExternalId>> {
        Ok(ExternalId::all(load(ctx, PersonIds(self.0.id)).await?))
    }

    /// Every name known (Popolo `other_names`).
    async fn names(&self, ctx: &Context<'_>) -> Result<List<Name>> {
        let names = load(ctx, PersonNames(self.0.id)).await?.unwrap_or_default();
        Ok(names.into_iter().map(|row| Name { name: row.name, source: row.source.into() }).collect())
    }

    /// Offices held, or printed beside the name (Popolo `memberships`). With `at`, those held on that day: tenures
    /// decide by the day asked for, never by today.
    async fn offices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; all days when left out.")] at: Option<Date>,
        #[graphql(desc = "Tenures from the first on, 100 at most.", default = 50)] first: i32,
    ) -> Result<List<Tenure>> {
        held(load(ctx, PersonTenures(self.0.id)).await?, at, first)
    }

    /// What the person said, the latest first. What was taken back is in the list
    /// and its counts, too, unless `filter: { current: true }` leaves it out.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    pub(crate) async fn statements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that match.")] filter: Option<Box<statement::StatementFilter>>,
        #[graphql(desc = "The order of the list; by the day, the latest first, when left out.")]
        order_by: Option<statement::StatementOrder>,
        #[graphql(
            desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end of the list, 100 at most; never beside `first`.")] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<statement::StatementConnection> {
        let arguments = Arguments { first, after, last, before };
        let scope = statement::Scope::Speaker(SpeakerId::Person(self.0.id));
        Box::pin(statement::list(ctx, Some(scope), filter, order_by, &arguments)).await
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Tenure(pub(crate) entity::tenure::Model);

object! {
    /// Holding an office (Popolo `Membership`).
    Tenure(it);

    /// The first day (Popolo `start_date`), for a printed tenure the first day it was seen in print; null where
    /// the start is not known.
    startedOn: Option<Date> = it.0.started_on.map(Date);

    /// How exact the first day is; of no matter where it is null.
    startedPrecision: Precision = it.0.started_precision.into();

    /// The last day (Popolo `end_date`), for a printed tenure the last day it was seen in print; null while it
    /// lasts.
    endedOn: Option<Date> = it.0.ended_on.map(Date);

    /// How exact the last day is; of no matter where it is null.
    endedPrecision: Precision = it.0.ended_precision.into();

    /// Printed before the title: former, acting, designate; null for plain holding.
    qualifier: Option<Qualifier> = it.0.qualifier.map(Into::into);

    /// What it rests on.
    basis: TenureBasis = it.0.basis.into();

    leads:

    /// The office held (Popolo `post`).
    office: Office = it.0.office_id;

    /// Who held it (Popolo `person`).
    person: Person = it.0.person_id;
}

/// The first tenures that hold on a day; of all of them without one. A former or designated holder holds nothing.
pub(crate) fn held(
    tenures: Option<Vec<entity::tenure::Model>>,
    at: Option<Date>,
    first: i32,
) -> Result<List<Tenure>> {
    let most = size("first", first)?;
    let mut tenures = tenures.unwrap_or_default();
    if let Some(Date(day)) = at {
        tenures.retain(|tenure| {
            let holds =
                !matches!(tenure.qualifier, Some(entity::Qualifier::Former | entity::Qualifier::Designate));
            holds && covers(tenure, day)
        });
    }
    Ok(tenures.into_iter().take(most).map(Tenure).collect())
}

/// Whether a tenure covers a day; a start or end that is known to the month or year alone covers the whole of it.
fn covers(tenure: &entity::tenure::Model, day: chrono::NaiveDate) -> bool {
    use chrono::Datelike as _;
    use entity::Precision::{Month, Year};
    // What of a day counts beside one that is not known better.
    let known = |day: chrono::NaiveDate, precision| match precision {
        Year => (day.year(), 0, 0),
        Month => (day.year(), day.month(), 0),
        _ => (day.year(), day.month(), day.day()),
    };
    let (starts, ends) = (tenure.started_precision, tenure.ended_precision);
    tenure.started_on.is_none_or(|start| known(start, starts) <= known(day, starts))
        && tenure.ended_on.is_none_or(|end| known(day, ends) <= known(end, ends))
}

/// Which people.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct PersonFilter {
    /// Any of their names starts like this, in any case and without accents.
    name: Option<String>,
    /// They held the office at some time, or were printed with it.
    office: Option<OfficeRef>,
    /// They said something; what was taken back counts, what was rejected does not.
    has_statements: Option<bool>,
}

list_by_name!(
    person.name as Name,
    Person,
    PersonConnection,
    PersonEdge,
    PersonOrderField,
    PersonOrder,
    PersonFilter,
    "people"
);

/// The condition that any name of a row of `table` begins like this.
pub(crate) fn begins(table: &'static str, name: &str) -> Result<Expr> {
    let key = name_key(name);
    if key.is_empty() {
        return Err(bad_input("`filter.name` is empty; give at least one letter"));
    }
    let names = Alias::new(format!("{table}_name"));
    let owner = Alias::new(format!("{table}_id"));
    // No name sorts behind the last code point, so that the range is the names that begin alike.
    let range =
        Expr::col("name_key").gte(key.clone()).and(Expr::col("name_key").lt(format!("{key}\u{10ffff}")));
    let owners = Query::select().column(owner).from(names).and_where(range).to_owned();
    Ok(Expr::col((table, "id")).in_subquery(owners))
}

async fn narrow(ctx: &Context<'_>, select: &mut SelectStatement, filter: PersonFilter) -> Result<()> {
    select.and_where(Expr::col((Table, Column::MergedIntoId)).is_null());
    if let Some(name) = &filter.name {
        select.and_where(begins("person", name)?);
    }
    if let Some(office) = &filter.office {
        let office = office.resolve(ctx).await?;
        let mut holders = Query::select();
        holders.column(entity::tenure::Column::PersonId).from(entity::tenure::Entity);
        holders.and_where(Expr::col(entity::tenure::Column::OfficeId).eq(office));
        select.and_where(Expr::col((Table, Column::Id)).in_subquery(holders));
    }
    if let Some(wanted) = filter.has_statements {
        use entity::statement_count::{Column as Kept, Entity as Counts};
        let said = Query::select()
            .expr(Expr::val(1))
            .from(Counts)
            .and_where(Expr::col((Counts, Kept::SpeakerKind)).eq(entity::SpeakerKind::Person))
            .and_where(Expr::col((Counts, Kept::SpeakerId)).equals((Table, Column::Id)))
            .and_where(Expr::col((Counts, Kept::Facet)).eq(entity::CountFacet::All))
            .and_where(Expr::col((Counts, Kept::Count)).gt(0))
            .to_owned();
        let exists = Expr::exists(said);
        select.and_where(if wanted { exists } else { exists.not() });
    }
    Ok(())
}
