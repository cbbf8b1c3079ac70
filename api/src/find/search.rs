//! Ranked search over everything. In: a text query. Out: a connection of records, the best first, each with the
//! part of it that answers.
//!
//! Of each type the latest [`WINDOW`] records that match are read and ranked here, so that both databases rank alike;
//! older ones follow by age, so that the list is as long as `totalCount` says. The first page fixes what there is: a
//! cursor knows the newest record of each type at that time, and what comes in later neither moves nor repeats any.

mod candidates;

use crate::error::bad_input;
use crate::loader::{connection, load};
use crate::page::{self, PageInfo};
use crate::text::{Snippet, TextQuery};
use crate::types::article::Span;
use crate::types::{Article, Office, Organization, Person, Place, Statement, Topic};
use async_graphql::{Context, Enum, Object, Result, SimpleObject, Union};
use candidates::{Candidate, Stretch};
use entity::{ArticleId, OfficeId, OrganizationId, PersonId, PlaceId, StatementId, TopicId};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Records of a type that are ranked.
const WINDOW: u64 = 500;

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enum, Serialize, Deserialize)]
pub(crate) enum SearchType {
    /// Names of people.
    Person,
    /// Names of organizations.
    Organization,
    /// Titles of offices.
    Office,
    /// Names of places.
    Place,
    /// Names of topics.
    Topic,
    /// The words of statements.
    Statement,
    /// Headlines and bodies of articles.
    Article,
}

const TYPES: [SearchType; 7] = [
    SearchType::Person,
    SearchType::Organization,
    SearchType::Office,
    SearchType::Place,
    SearchType::Topic,
    SearchType::Statement,
    SearchType::Article,
];

/// Where a record stands among those found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Standing {
    score: f64,
    of: SearchType,
    id: i64,
}

impl Standing {
    /// The best first; equal ones by type, then the latest first.
    fn compare(&self, other: &Self) -> Ordering {
        let score = other.score.total_cmp(&self.score);
        score.then_with(|| self.of.cmp(&other.of)).then_with(|| other.id.cmp(&self.id))
    }
}

/// What a cursor holds: what there was at the first page, and a place in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Position {
    /// Of each type.
    newest: Vec<i64>,
    standing: Standing,
}

/// Records that answer a search.
#[derive(Clone, Debug)]
pub(crate) struct SearchConnection {
    edges: Vec<SearchEdge>,
    has_next: bool,
    has_previous: bool,
    total: i64,
}

/// A record that answers a search, with its place in the list.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SearchEdge {
    /// The place in the list, for `after` and `before`.
    cursor: String,
    /// How well it answers, compared with the others of this search; 0 or less for one too old to be ranked.
    score: f64,
    /// The part of it that holds the words; null where only parts of it that are not shown do.
    snippet: Option<Highlighted>,
    /// The record itself.
    node: SearchResult,
}

/// A part of a text with the places of the words that were searched.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Highlighted {
    /// Plain text: put the highlights in yourself, and escape it as any text.
    text: String,
    /// Where the words stand in `text`.
    highlights: Vec<Span>,
}

impl From<Snippet> for Highlighted {
    fn from(snippet: Snippet) -> Self {
        Self { text: snippet.text, highlights: snippet.highlights.into_iter().map(Span::of).collect() }
    }
}

/// What a search can find.
#[derive(Clone, Debug, Union)]
pub(crate) enum SearchResult {
    /// By its words.
    Article(Article),
    /// By its title.
    Office(Office),
    /// By a name.
    Organization(Organization),
    /// By a name.
    Person(Person),
    /// By a name.
    Place(Place),
    /// By its words.
    Statement(Statement),
    /// By a name.
    Topic(Topic),
}

/// A page of what a search found (Relay connection).
#[Object]
impl SearchConnection {
    /// The records of this page.
    async fn nodes(&self) -> Vec<SearchResult> {
        self.edges.iter().map(|edge| edge.node.clone()).collect()
    }

    /// The records of this page with their cursors, scores and snippets.
    async fn edges(&self) -> &[SearchEdge] {
        &self.edges
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        let cursor = |edge: Option<&SearchEdge>| edge.map(|edge| edge.cursor.clone());
        let (first, last) = (cursor(self.edges.first()), cursor(self.edges.last()));
        PageInfo::new(self.has_next, self.has_previous, first, last)
    }

    /// How many records match. Counted only when asked for.
    async fn total_count(&self) -> i64 {
        self.total
    }
}

/// The page that is asked for.
struct Window {
    limit: usize,
    is_backward: bool,
    after: Option<Position>,
    before: Option<Position>,
    /// What its cursors are bound to.
    bound: String,
}

impl Window {
    fn new(arguments: &page::Arguments, list: &str) -> Result<Self> {
        let (limit, is_backward) = arguments.extent()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let bound = page::bound(list);
        let position = |name: &str, cursor: &Option<String>| {
            cursor.as_ref().map(|text| page::parse(name, text, &bound)).transpose()
        };
        let (after, before) = (position("after", &arguments.after)?, position("before", &arguments.before)?);
        Ok(Self { limit, is_backward, after, before, bound })
    }

    /// The newest record of each type when the first page was read; none on the first page.
    fn newest(&self, types: usize) -> Option<Vec<i64>> {
        let position = self.after.as_ref().or(self.before.as_ref());
        position.map(|position| &position.newest).filter(|newest| newest.len() == types).cloned()
    }

    fn holds(&self, standing: &Standing) -> bool {
        let is = |position: &Option<Position>, wanted| {
            position.as_ref().is_none_or(|position| standing.compare(&position.standing) == wanted)
        };
        is(&self.after, Ordering::Greater) && is(&self.before, Ordering::Less)
    }

    /// Which of a type's records that are too old to be ranked may stand on the page.
    fn old(&self, of: SearchType, oldest: i64) -> Stretch {
        let id = |position: &Option<Position>| {
            let standing = position.as_ref().map(|position| position.standing);
            standing.filter(|standing| standing.of == of && standing.score < 0.0).map(|standing| standing.id)
        };
        let below = id(&self.after).map_or(oldest, |id| id.min(oldest));
        Stretch { above: id(&self.before), below: Some(below), is_from_oldest: self.is_backward }
    }

    /// What stands on the page, and whether more follows in its direction.
    fn cut(&self, mut found: Vec<Candidate>) -> (Vec<Candidate>, bool) {
        found.retain(|candidate| self.holds(&candidate.standing));
        found.sort_by(|a, b| a.standing.compare(&b.standing));
        let rest = found.len().saturating_sub(self.limit);
        if self.is_backward {
            found.drain(..rest);
        } else {
            found.truncate(self.limit);
        }
        (found, rest > 0)
    }
}

/// A page of what is found.
pub(super) async fn search(
    ctx: &Context<'_>,
    text: &str,
    types: Option<Vec<SearchType>>,
    arguments: &page::Arguments,
) -> Result<SearchConnection> {
    let query = TextQuery::parse(text)?;
    let mut types = types.unwrap_or_else(|| TYPES.to_vec());
    types.sort_unstable();
    types.dedup();
    if types.is_empty() {
        return Err(bad_input("`types` is empty; name at least one or leave it out"));
    }
    let window = Window::new(arguments, &format!("search {text:?} {types:?}"))?;
    let backend = connection(ctx).get_database_backend();
    let newest = match window.newest(types.len()) {
        Some(newest) => newest,
        None => candidates::newest(ctx, &types).await?,
    };
    let is_counted = ctx.look_ahead().field("totalCount").exists();
    let mut found = Found { candidates: Vec::new(), total: 0, is_counted };
    for (&of, &newest) in types.iter().zip(&newest) {
        found.add(ctx, &candidates::Source::new(of, &query, backend, newest), &query, &window).await?;
    }
    let (page, has_more) = window.cut(found.candidates);
    let nodes =
        futures_util::future::try_join_all(page.iter().map(|candidate| node(ctx, candidate.standing)));
    let edges = page.iter().zip(nodes.await?).filter_map(|(candidate, node)| {
        let position = Position { newest: newest.clone(), standing: candidate.standing };
        Some(SearchEdge {
            cursor: page::cursor(&window.bound, position),
            score: candidate.standing.score,
            snippet: candidate.snippet(&query).map(Highlighted::from),
            node: node?,
        })
    });
    let (has_next, has_previous) = if window.is_backward {
        (window.before.is_some(), has_more)
    } else {
        (has_more, window.after.is_some())
    };
    Ok(SearchConnection { edges: edges.collect(), has_next, has_previous, total: found.total })
}

/// What the types gave so far.
struct Found {
    candidates: Vec<Candidate>,
    total: i64,
    /// Whether anybody asks how many there are.
    is_counted: bool,
}

impl Found {
    /// Adds the ranked candidates of a type and, behind them, enough of the older ones for one page.
    async fn add(
        &mut self,
        ctx: &Context<'_>,
        source: &candidates::Source,
        query: &TextQuery,
        window: &Window,
    ) -> Result<()> {
        let ranked = source.ranked(ctx, query).await?;
        let count = ranked.candidates.len() as u64;
        self.candidates.extend(ranked.candidates);
        let Some(oldest) = ranked.oldest.filter(|_| count == WINDOW) else {
            self.total += i64::try_from(count).unwrap_or_default();
            return Ok(());
        };
        if self.is_counted {
            self.total += source.count(ctx).await?;
        }
        let old = window.old(source.of, oldest);
        self.candidates.extend(source.old(ctx, old, window.limit as u64 + 1).await?);
        Ok(())
    }
}

async fn node(ctx: &Context<'_>, Standing { of, id, .. }: Standing) -> Result<Option<SearchResult>> {
    Ok(match of {
        SearchType::Person => load(ctx, PersonId(id)).await?.map(|row| SearchResult::Person(Person(row))),
        SearchType::Organization => {
            load(ctx, OrganizationId(id)).await?.map(|row| SearchResult::Organization(Organization(row)))
        }
        SearchType::Office => load(ctx, OfficeId(id)).await?.map(|row| SearchResult::Office(Office(row))),
        SearchType::Place => load(ctx, PlaceId(id)).await?.map(|row| SearchResult::Place(Place(row))),
        SearchType::Topic => load(ctx, TopicId(id)).await?.map(|row| SearchResult::Topic(Topic(row))),
        SearchType::Statement => {
            load(ctx, StatementId(id)).await?.map(|row| SearchResult::Statement(row.into()))
        }
        SearchType::Article => load(ctx, ArticleId(id)).await?.map(|row| SearchResult::Article(row.into())),
    })
}
