//! What a client names in a filter or look-up: a person by slug, an office by id. In: a reference. Out: the id of
//! the record, or an error that says what is there instead. A reference to nothing is an error in a filter: an
//! empty answer would look like an answer.

use crate::error::{Code, bad_input, database, error};
use crate::loader::{connection, records};
use crate::node::{Kind, parse, parse_as};
use crate::scalar::short;
use async_graphql::{Context, ID, OneofObject, Result};
use entity::{OfficeId, OrganizationId, PersonId, PlaceId, TopicId};
use ingest::name_key;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Order, Query};
use sea_orm::{ConnectionTrait as _, DbErr};

/// Names one person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, OneofObject)]
pub(crate) enum PersonRef {
    /// By global id.
    Id(ID),
    /// By slug: `marco-rubio`.
    Slug(String),
    /// By a name that no other person bears, in any case.
    Name(String),
    /// By somebody else's identifier: `wikidata:Q324546`.
    ExternalId(String),
}

/// Names one organization.
#[derive(Clone, Debug, PartialEq, Eq, Hash, OneofObject)]
pub(crate) enum OrganizationRef {
    /// By global id.
    Id(ID),
    /// By slug.
    Slug(String),
    /// By a name that no other organization bears, in any case.
    Name(String),
    /// By somebody else's identifier.
    ExternalId(String),
}

/// Names one speaker: a person or an organization.
#[derive(Clone, Debug, PartialEq, Eq, Hash, OneofObject)]
pub(crate) enum SpeakerRef {
    /// By global id.
    Id(ID),
    /// By slug: `marco-rubio`; the person's where an organization has the same.
    Slug(String),
    /// By a name that no other speaker bears, in any case.
    Name(String),
    /// By somebody else's identifier.
    ExternalId(String),
}

/// Names one place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, OneofObject)]
pub(crate) enum PlaceRef {
    /// By global id.
    Id(ID),
    /// By slug.
    Slug(String),
    /// By a name that no other place bears, in any case.
    Name(String),
    /// By somebody else's identifier: `geonames:690791`.
    ExternalId(String),
}

/// Names one topic.
#[derive(Clone, Debug, PartialEq, Eq, Hash, OneofObject)]
pub(crate) enum TopicRef {
    /// By global id.
    Id(ID),
    /// By slug: `ukraine`.
    Slug(String),
    /// By a name that no other topic bears, in any case.
    Name(String),
    /// By IPTC code: `medtop:20000638`.
    ExternalId(String),
}

/// Names one office.
#[derive(Clone, Debug, PartialEq, Eq, Hash, OneofObject)]
pub(crate) enum OfficeRef {
    /// By global id.
    Id(ID),
    /// By slug: `secretary-of-state-united-states`.
    Slug(String),
}

/// A resolved speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SpeakerId {
    Person(PersonId),
    Organization(OrganizationId),
}

impl SpeakerId {
    /// The one of two columns that is set.
    pub(crate) fn of(person: Option<PersonId>, organization: Option<OrganizationId>) -> Option<Self> {
        person.map(Self::Person).or_else(|| organization.map(Self::Organization))
    }
}

/// Brought by a request that listens: a record that is not there may come, so that a reference to it is no error;
/// it matches nothing until then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Awaiting;

/// The id that no record has.
const NOBODY: i64 = 0;

/// What all references have in common.
enum By<'r> {
    Id(&'r ID),
    Slug(&'r str),
    Name(&'r str),
    ExternalId(&'r str),
}

macro_rules! resolvable {
    ($($reference:ident => $id:ident, $kind:ident, $table:literal, $names:expr;)+) => {$(
        impl $reference {
            /// The record, or `None` where there is none.
            pub(crate) async fn find(&self, ctx: &Context<'_>) -> Result<Option<$id>> {
                Ok(find(ctx, Kind::$kind, $table, $names, &self.by()).await?.map($id))
            }

            /// The record; an error with what is there instead where there is none.
            pub(crate) async fn resolve(&self, ctx: &Context<'_>) -> Result<$id> {
                match self.find(ctx).await? {
                    Some(id) => Ok(id),
                    None if ctx.data_opt::<Awaiting>().is_some() => Ok($id(NOBODY)),
                    None => Err(nothing(ctx, &[(Kind::$kind, $table)], &self.by()).await),
                }
            }
        }
    )+};
}

macro_rules! by {
    ($($reference:ident),+) => {$(
        impl $reference {
            fn by(&self) -> By<'_> {
                match self {
                    Self::Id(id) => By::Id(id),
                    Self::Slug(slug) => By::Slug(slug),
                    Self::Name(name) => By::Name(name),
                    Self::ExternalId(external) => By::ExternalId(external),
                }
            }
        }
    )+};
}

by!(PersonRef, OrganizationRef, SpeakerRef, PlaceRef, TopicRef);

impl OfficeRef {
    fn by(&self) -> By<'_> {
        match self {
            Self::Id(id) => By::Id(id),
            Self::Slug(slug) => By::Slug(slug),
        }
    }
}

resolvable! {
    PersonRef => PersonId, Person, "person", true;
    OrganizationRef => OrganizationId, Organization, "organization", true;
    PlaceRef => PlaceId, Place, "place", true;
    TopicRef => TopicId, Topic, "topic", true;
    OfficeRef => OfficeId, Office, "office", false;
}

impl SpeakerRef {
    /// The person or organization; an error with what is there instead where there is neither.
    pub(crate) async fn resolve(&self, ctx: &Context<'_>) -> Result<SpeakerId> {
        let by = self.by();
        let (mut person, mut organization) = (None, None);
        let kind = if let By::Id(id) = by { Some(parse(id)?.0) } else { None };
        if kind.is_none_or(|kind| kind == Kind::Person) {
            person = find(ctx, Kind::Person, "person", true, &by).await?.map(PersonId);
        }
        // A slug is most of what is asked: where it is a person's, nothing else is looked up.
        let is_found = person.is_some() && matches!(by, By::Slug(_));
        if !is_found && kind.is_none_or(|kind| kind == Kind::Organization) {
            organization =
                find(ctx, Kind::Organization, "organization", true, &by).await?.map(OrganizationId);
        }
        if person.is_some() && organization.is_some() {
            let message = "a person and an organization are called so; name one of them by its id";
            return Err(bad_input(message));
        }
        if let Some(speaker) = SpeakerId::of(person, organization) {
            return Ok(speaker);
        }
        if kind.is_some_and(|kind| !matches!(kind, Kind::Person | Kind::Organization)) {
            return Err(bad_input("a speaker is a person or an organization; this is the id of neither"));
        }
        if ctx.data_opt::<Awaiting>().is_some() {
            return Ok(SpeakerId::Person(PersonId(NOBODY)));
        }
        Err(nothing(ctx, &[(Kind::Person, "person"), (Kind::Organization, "organization")], &by).await)
    }
}

/// For the topic of a person that was merged, the topic of the one that stays; null for all others.
pub(crate) const TOPIC_THAT_STAYS: &str = "(SELECT stays.id FROM person gone JOIN topic stays \
    ON stays.person_id = gone.merged_into_id WHERE gone.id = topic.person_id)";

/// The record that a reference names; a merged one leads to the one that stays.
async fn find(
    ctx: &Context<'_>,
    kind: Kind,
    table: &'static str,
    has_names: bool,
    by: &By<'_>,
) -> Result<Option<i64>> {
    let By::Slug(slug) = by else { return look_up(ctx, kind, table, has_names, by).await };
    let key = (table, (*slug).to_owned());
    if let Some(kept) = records(ctx).kept_slug(&key) {
        return Ok(Some(kept));
    }
    let found = look_up(ctx, kind, table, has_names, by).await?;
    if let Some(id) = found {
        records(ctx).keep_slug(key, id);
    }
    Ok(found)
}

async fn look_up(
    ctx: &Context<'_>,
    kind: Kind,
    table: &'static str,
    has_names: bool,
    by: &By<'_>,
) -> Result<Option<i64>> {
    let mut select = Query::select();
    select.column((table, "id")).from(table);
    match by {
        By::Id(id) => select.and_where(Expr::col((table, "id")).eq(parse_as(id, kind)?)),
        By::Slug(slug) => select.and_where(Expr::col((table, "slug")).eq(*slug)),
        By::Name(name) if has_names => {
            let names = format!("{table}_name");
            let owner = format!("{table}_id");
            let key = Expr::col((Alias::new(&names), Alias::new("name_key"))).eq(name_key(name));
            let joined = Expr::col((Alias::new(&names), Alias::new(&owner))).equals((table, "id"));
            select.distinct().inner_join(Alias::new(&names), joined).and_where(key)
        }
        By::Name(_) => return Ok(None),
        By::ExternalId(external) => external_id(&mut select, table, external)?,
    };
    let is_merged = matches!(kind, Kind::Person | Kind::Organization | Kind::Topic);
    if kind == Kind::Topic {
        select.expr_as(Expr::cust(TOPIC_THAT_STAYS), "merged_into_id");
    } else if is_merged {
        select.column((table, "merged_into_id"));
    }
    let rows = connection(ctx).query_all(&select.clone()).await.map_err(|error| database(&error))?;
    let read = |row: &sea_orm::QueryResult| -> std::result::Result<i64, DbErr> {
        let merged: Option<i64> = if is_merged { row.try_get("", "merged_into_id")? } else { None };
        Ok(merged.map_or(row.try_get("", "id")?, |into| into))
    };
    let ids: std::result::Result<Vec<i64>, DbErr> = rows.iter().map(read).collect();
    let mut ids = ids.map_err(|error| database(&error))?;
    ids.sort_unstable();
    ids.dedup();
    match ids[..] {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(bad_input(format!(
            "{} {}s bear the name {}; name one by its slug",
            ids.len(),
            kind.name(),
            if let By::Name(name) = by { short(name) } else { String::new() }
        ))),
    }
}

fn external_id<'s>(
    select: &'s mut sea_orm::sea_query::SelectStatement,
    table: &'static str,
    external: &str,
) -> Result<&'s mut sea_orm::sea_query::SelectStatement> {
    let Some((scheme, value)) = external.split_once(':') else {
        return Err(bad_input(format!(
            "{} is no external id; write scheme:value, as in wikidata:Q30",
            short(external)
        )));
    };
    match (table, scheme) {
        ("topic", "medtop") => Ok(select.and_where(Expr::col((table, "iptc_code")).eq(external))),
        ("place", "geonames") => {
            let number: Option<i32> = value.parse().ok();
            Ok(select.and_where(Expr::col((table, "geonames_id")).eq(number)))
        }
        _ => {
            let owner = format!("{table}_id");
            let joined = Expr::col(("external_id", Alias::new(&owner))).equals((table, "id"));
            Ok(select
                .inner_join("external_id", joined)
                .and_where(Expr::col(("external_id", "scheme")).eq(scheme))
                .and_where(Expr::col(("external_id", "value")).eq(value)))
        }
    }
}

/// The error for a reference to nothing in any of the tables, with slugs that begin alike.
async fn nothing(ctx: &Context<'_>, tables: &[(Kind, &'static str)], by: &By<'_>) -> async_graphql::Error {
    const BEGINNING: usize = 4;
    let kinds: Vec<&str> = tables.iter().map(|(kind, _)| kind.name()).collect();
    let kinds = kinds.join(" or ");
    let (told, begin) = match by {
        By::Id(_) => return error(Code::NotFound, format!("There is no {kinds} of this id.")),
        By::Slug(text) | By::Name(text) | By::ExternalId(text) => (short(text), ingest::slug(text)),
    };
    let begin: String = begin.chars().take(BEGINNING).collect();
    let mut slugs: Vec<String> = Vec::new();
    for &(_, table) in tables {
        let mut select = Query::select();
        let alike = Expr::col("slug").like(format!("{begin}%"));
        select.column("slug").from(table).and_where(alike).order_by("slug", Order::Asc).limit(5);
        let rows = connection(ctx).query_all(&select.clone()).await.unwrap_or_default();
        slugs.extend(rows.iter().filter_map(|row| row.try_get("", "slug").ok()));
    }
    let hint = if slugs.is_empty() {
        let list =
            |table: &str| if table == "person" { "`people`".to_owned() } else { format!("`{table}s`") };
        let lists: Vec<String> = tables.iter().map(|(_, table)| list(table)).collect();
        format!("Look it up with `suggest` or in {}.", lists.join(" or "))
    } else {
        format!("Did you mean {}?", slugs.join(", "))
    };
    error(Code::NotFound, format!("There is no {kinds} {told}. {hint}"))
}
