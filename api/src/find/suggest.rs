//! Type-ahead. In: what was typed so far. Out: records of which a name begins like it, with that name.

use crate::error::{bad_input, database};
use crate::loader::{connection, counts, load, parent};
use crate::node::{Kind, id};
use crate::reference::TOPIC_THAT_STAYS;
use crate::text::{Searched, TextQuery};
use crate::types::article::Span;
use crate::types::statement::held_then;
use crate::types::{Node, Office, Organization, Person, Place, Topic};
use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use entity::statement_count::{Column as Count, Entity as Counts};
use entity::{CountFacet, OfficeId, OrganizationId, PersonId, PlaceId, SpeakerKind, TopicId};
use ingest::name_key;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{ConnectionTrait as _, Order};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enum)]
pub(crate) enum SuggestionType {
    /// People, by any of their names.
    Person,
    /// Organizations, by any of their names.
    Organization,
    /// Offices, by their titles.
    Office,
    /// Places, by any of their names.
    Place,
    /// Topics, by any of their names.
    Topic,
}

const TYPES: [SuggestionType; 5] = [
    SuggestionType::Person,
    SuggestionType::Organization,
    SuggestionType::Office,
    SuggestionType::Place,
    SuggestionType::Topic,
];

/// A record that may be meant.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Suggestion {
    /// Global id of the record.
    id: ID,
    /// What it is.
    r#type: SuggestionType,
    /// The name readers know, or the title of an office.
    name: String,
    /// Unique and readable; what filters and look-ups take.
    slug: String,
    /// The name that begins like what was typed: an alias, where it is not `name`.
    matched: String,
    /// Where what was typed stands in `matched`.
    highlight: Span,
    /// Statements by a person or organization, in an office, or about a place or topic, counted to 1,000; what was
    /// rejected does not count.
    statement_count: i64,
    /// The record itself.
    node: Node,
}

/// How well a name fits what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is the whole name.
    Whole,
    /// The name begins with it.
    Beginning,
    /// A word of the name begins with it.
    Word,
}

/// A name that fits.
#[derive(Clone, Debug)]
struct Named {
    of: SuggestionType,
    id: i64,
    name: String,
    fit: Fit,
    /// Whether one article alone knows the record: by a surname, or a name that several bear.
    is_own: bool,
}

pub(super) async fn suggest(
    ctx: &Context<'_>,
    prefix: &str,
    types: Option<Vec<SuggestionType>>,
    first: i32,
) -> Result<Vec<Suggestion>> {
    const MOST: usize = 50;
    const LONGEST: usize = 200;
    let most = usize::try_from(first).ok().filter(|first| *first <= MOST).ok_or_else(|| {
        bad_input(format!("`first: {first}` is out of range; between 0 and {MOST} is possible"))
    })?;
    if prefix.len() > LONGEST {
        return Err(bad_input(format!(
            "`prefix` has at most {LONGEST} bytes; this one has {}",
            prefix.len()
        )));
    }
    let Some(query) = TextQuery::beginning(prefix) else { return Ok(Vec::new()) };
    let mut types = types.unwrap_or_else(|| TYPES.to_vec());
    types.sort_unstable();
    types.dedup();
    let mut found = Vec::new();
    for of in types {
        found.extend(named(ctx, of, prefix, &query).await?);
    }
    let mut found = with_counts(ctx, found).await?;
    found.sort_by(|(a, a_count), (b, b_count)| {
        let key =
            |named: &Named, count: i64| (named.fit, named.is_own, Reverse(count), named.name.chars().count());
        key(a, *a_count)
            .cmp(&key(b, *b_count))
            .then_with(|| (&a.name, a.of, a.id).cmp(&(&b.name, b.of, b.id)))
    });
    found.truncate(most);
    let suggestions = found.into_iter().map(|(named, count)| suggestion(ctx, named, count, &query));
    let suggestions = futures_util::future::try_join_all(suggestions).await?;
    Ok(suggestions.into_iter().flatten().collect())
}

impl SuggestionType {
    /// As what they speak, where they do.
    fn speaker(self) -> Option<SpeakerKind> {
        match self {
            Self::Person => Some(SpeakerKind::Person),
            Self::Organization => Some(SpeakerKind::Organization),
            Self::Office | Self::Place | Self::Topic => None,
        }
    }

    /// The table of the records, the table of their names, and the column that leads from a name to its record.
    fn tables(self) -> (&'static str, Searched, &'static str) {
        match self {
            Self::Person => ("person", Searched::PersonName, "person_id"),
            Self::Organization => ("organization", Searched::OrganizationName, "organization_id"),
            Self::Office => ("office", Searched::Office, "id"),
            Self::Place => ("place", Searched::PlaceName, "place_id"),
            Self::Topic => ("topic", Searched::TopicName, "topic_id"),
        }
    }
}

/// The records of a type with the name of each that fits best.
async fn named(ctx: &Context<'_>, of: SuggestionType, prefix: &str, query: &TextQuery) -> Result<Vec<Named>> {
    /// Names that are looked at; beyond them nobody has typed enough.
    const MOST: u64 = 200;
    let (_, names, _) = of.tables();
    let key = name_key(prefix);
    let mut selects = Vec::new();
    if of != SuggestionType::Office && !key.is_empty() {
        // No name sorts behind the last code point, so that the range is the names that begin alike.
        let mut begins = all(of);
        begins.and_where(Expr::col((names.table(), "name_key")).gte(key.clone()));
        begins.and_where(Expr::col((names.table(), "name_key")).lt(format!("{key}\u{10ffff}")));
        // Of many that begin alike, those that said the most must be among those that are looked at.
        if let Some(speaker) = of.speaker() {
            let mut loudest = begins.clone();
            said_by(&mut loudest, speaker, (names.table(), of.tables().2));
            loudest.order_by((Counts, Count::Count), Order::Desc).limit(MOST);
            selects.push(loudest);
        }
        begins.order_by((names.table(), "name_key"), Order::Asc).limit(MOST);
        selects.push(begins);
    }
    let mut words = all(of);
    words.and_where(query.matches(connection(ctx).get_database_backend(), names)).limit(MOST);
    selects.push(words);
    let mut best: BTreeMap<i64, Named> = BTreeMap::new();
    for select in selects {
        for row in connection(ctx).query_all(&select).await.map_err(|error| database(&error))? {
            let read = || Ok((row.try_get("", "id")?, row.try_get("", "name")?, row.try_get("", "is_own")?));
            let (id, name, is_own): (i64, String, bool) =
                read().map_err(|error: sea_orm::DbErr| database(&error))?;
            let found = Named { of, id, fit: fit(&name, prefix), name, is_own };
            let order = |one: &Named| (one.fit, one.name.chars().count(), one.name.clone());
            if best.get(&id).is_none_or(|known| order(&found) < order(known)) {
                best.insert(id, found);
            }
        }
    }
    Ok(best.into_values().collect())
}

/// Adds how much each speaker said, to a selection in which `owner` is their id; those who said nothing fall out.
fn said_by(select: &mut SelectStatement, speaker: SpeakerKind, owner: (&'static str, &'static str)) {
    let is_theirs = Expr::col((Counts, Count::SpeakerKind))
        .eq(speaker)
        .and(Expr::col((Counts, Count::SpeakerId)).equals(owner))
        .and(Expr::col((Counts, Count::Facet)).eq(CountFacet::All));
    select.inner_join(Counts, is_theirs);
}

/// All names of a type, each with the record it leads to: for a merged one, the one that stays.
fn all(of: SuggestionType) -> SelectStatement {
    let (table, names, owner) = of.tables();
    let mut select = Query::select();
    let own = match of {
        SuggestionType::Person | SuggestionType::Organization => {
            Expr::col((table, "slug")).like(format!("%{}%", ingest::OWN))
        }
        _ => Expr::val(false),
    };
    select.from(names.table()).expr_as(own, "is_own");
    match of {
        SuggestionType::Office => {
            select.expr_as(Expr::col((table, "title")), "name").expr_as(Expr::col((table, "id")), "id");
        }
        SuggestionType::Person | SuggestionType::Organization => {
            let into = Expr::cust(format!("COALESCE({table}.merged_into_id, {table}.id)"));
            select.column((names.table(), "name")).expr_as(into, "id");
            select.inner_join(table, Expr::col((table, "id")).equals((names.table(), owner)));
        }
        SuggestionType::Topic => {
            let into = Expr::cust(format!("COALESCE({TOPIC_THAT_STAYS}, topic.id)"));
            select.column((names.table(), "name")).expr_as(into, "id");
            select.inner_join(table, Expr::col((table, "id")).equals((names.table(), owner)));
        }
        SuggestionType::Place => {
            select.column((names.table(), "name")).expr_as(Expr::col((names.table(), owner)), "id");
        }
    }
    select
}

fn fit(name: &str, prefix: &str) -> Fit {
    let (name, typed) = (crate::text::words(name).join(" "), crate::text::words(prefix).join(" "));
    match name.strip_prefix(typed.as_str()) {
        Some("") => Fit::Whole,
        Some(_) => Fit::Beginning,
        None => Fit::Word,
    }
}

/// Records with how many statements they have, one statement of SQL for each type.
async fn with_counts(ctx: &Context<'_>, found: Vec<Named>) -> Result<Vec<(Named, i64)>> {
    let mut counted = Vec::with_capacity(found.len());
    for of_type in found.chunk_by(|a, b| a.of == b.of) {
        let Some(first) = of_type.first() else { continue };
        let counts =
            counts(ctx, statements(first.of), of_type.iter().map(|named| named.id).collect()).await?;
        counted.extend(of_type.iter().map(|named| counts.get(&named.id).copied().unwrap_or_default()));
    }
    Ok(found.into_iter().zip(counted).collect())
}

/// The statements that make a record likely to be meant.
fn statements(of: SuggestionType) -> SelectStatement {
    /// Beyond it more say nothing.
    const MOST: u64 = 1_000;
    let (table, column, id) = match of {
        SuggestionType::Person => ("statement", "speaker_person_id", "id"),
        SuggestionType::Organization => ("statement", "speaker_organization_id", "id"),
        SuggestionType::Office => ("statement_office", "office_id", "statement_id"),
        SuggestionType::Place => ("statement_mention", "place_id", "statement_id"),
        SuggestionType::Topic => ("statement_topic", "topic_id", "statement_id"),
    };
    let mut select = Query::select();
    select.expr_as(Expr::val(1), "one").from(table).and_where(Expr::col((table, column)).eq(parent()));
    if table != "statement" {
        select.inner_join("statement", Expr::col(("statement", "id")).equals((table, id)));
    }
    select.and_where(Expr::col(("statement", "status")).ne(entity::StatementStatus::Rejected));
    if of == SuggestionType::Office {
        select.and_where(held_then());
    }
    select.limit(MOST).to_owned()
}

async fn suggestion(
    ctx: &Context<'_>,
    named: Named,
    statement_count: i64,
    query: &TextQuery,
) -> Result<Option<Suggestion>> {
    let Named { of, id: number, name: matched, .. } = named;
    let found = match of {
        SuggestionType::Person => load(ctx, PersonId(number))
            .await?
            .map(|row| (Kind::Person, row.name.clone(), row.slug.clone(), Node::Person(Person(row)))),
        SuggestionType::Organization => load(ctx, OrganizationId(number)).await?.map(|row| {
            (Kind::Organization, row.name.clone(), row.slug.clone(), Node::Organization(Organization(row)))
        }),
        SuggestionType::Office => load(ctx, OfficeId(number))
            .await?
            .map(|row| (Kind::Office, row.title.clone(), row.slug.clone(), Node::Office(Office(row)))),
        SuggestionType::Place => load(ctx, PlaceId(number))
            .await?
            .map(|row| (Kind::Place, row.name.clone(), row.slug.clone(), Node::Place(Place(row)))),
        SuggestionType::Topic => load(ctx, TopicId(number))
            .await?
            .map(|row| (Kind::Topic, row.name.clone(), row.slug.clone(), Node::Topic(Topic(row)))),
    };
    let Some((kind, name, slug, node)) = found else { return Ok(None) };
    let highlight = Span::of(query.place(&matched).unwrap_or_default());
    Ok(Some(Suggestion {
        id: id(kind, number),
        r#type: of,
        name,
        slug,
        matched,
        highlight,
        statement_count,
        node,
    }))
}
