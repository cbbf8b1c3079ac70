//! Records that match a search. In: a type and a text query. Out: its latest records with how well each answers,
//! and the older ones by age.

use super::{SearchType, Standing, WINDOW};
use crate::error::database;
use crate::loader::{connection, count_of, rows};
use crate::reader::Planning;
use crate::reference::TOPIC_THAT_STAYS;
use crate::text::{Searched, Snippet, TextQuery};
use async_graphql::{Context, Result};
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, FromQueryResult};
use std::collections::BTreeMap;

/// A record that matches.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) standing: Standing,
    title: String,
    text: String,
}

/// A row that matches: of the record, or of one of its names.
#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    id: i64,
    title: String,
    text: String,
}

/// Candidates that were ranked.
pub(super) struct Ranked {
    pub(super) candidates: Vec<Candidate>,
    pub(super) oldest: Option<i64>,
}

/// Which records of a type are read, by their ids.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch {
    pub(super) above: Option<i64>,
    pub(super) below: Option<i64>,
    /// Which are read where there are more than are wanted: the oldest of them, or the latest.
    pub(super) is_from_oldest: bool,
}

/// The records of one type that match.
pub(super) struct Source {
    pub(super) of: SearchType,
    all: SelectStatement,
}

impl SearchType {
    fn searched(self) -> Searched {
        match self {
            Self::Person => Searched::PersonName,
            Self::Organization => Searched::OrganizationName,
            Self::Office => Searched::Office,
            Self::Place => Searched::PlaceName,
            Self::Topic => Searched::TopicName,
            Self::Statement => Searched::Statement,
            Self::Article => Searched::Article,
        }
    }

    /// The table of the records and, where they have a table of names, the column that leads from a name to its record.
    fn table(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Person => ("person", Some("person_id")),
            Self::Organization => ("organization", Some("organization_id")),
            Self::Office => ("office", None),
            Self::Place => ("place", Some("place_id")),
            Self::Topic => ("topic", Some("topic_id")),
            Self::Statement => ("statement", None),
            Self::Article => ("article", None),
        }
    }

    /// What stands first and weighs more, and the rest.
    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Statement => ("''", "statement.text"),
            Self::Article => ("article.headline", "article.body"),
            Self::Office => ("office.title", "''"),
            Self::Person => ("person_name.name", "''"),
            Self::Organization => ("organization_name.name", "''"),
            Self::Place => ("place_name.name", "''"),
            Self::Topic => ("topic_name.name", "''"),
        }
    }
}

/// The newest record of each type.
pub(super) async fn newest(ctx: &Context<'_>, types: &[SearchType]) -> Result<Vec<i64>> {
    let mut found = Vec::with_capacity(types.len());
    for of in types {
        let newest = Func::coalesce([Func::max(Expr::col("id")).into(), Expr::val(0_i64)]);
        let select = Query::select().expr_as(newest, "id").from(of.table().0).to_owned();
        let row = connection(ctx).query_one(&select).await;
        let id = row.and_then(|row| row.map(|row| row.try_get("", "id")).transpose());
        found.push(id.map_err(|error| database(&error))?.unwrap_or_default());
    }
    Ok(found)
}

impl Source {
    pub(super) fn new(of: SearchType, query: &TextQuery, backend: DatabaseBackend, newest: i64) -> Self {
        let searched = of.searched();
        let (table, owner) = of.table();
        let (title, text) = of.texts();
        let id = owner.map_or((table, "id"), |owner| (searched.table(), owner));
        let mut all = Query::select();
        all.expr_as(Expr::col(id), "id")
            .expr_as(Expr::cust(title), "title")
            .expr_as(Expr::cust(text), "text")
            .from(searched.table())
            .and_where(query.matches(backend, searched))
            .and_where(Expr::col(id).lte(newest));
        match of {
            SearchType::Statement => {
                all.and_where(Expr::col((table, "status")).ne(entity::StatementStatus::Rejected));
            }
            SearchType::Person | SearchType::Organization => {
                all.inner_join(table, Expr::col((table, "id")).equals(id));
                all.and_where(Expr::col((table, "merged_into_id")).is_null());
            }
            SearchType::Topic => {
                all.inner_join(table, Expr::col((table, "id")).equals(id));
                all.and_where(Expr::cust(TOPIC_THAT_STAYS).is_null());
            }
            _ => {}
        }
        Self { of, all }
    }

    /// How many records match.
    pub(super) async fn count(&self, ctx: &Context<'_>) -> Result<i64> {
        count_of(ctx, self.ids()).await
    }

    fn ids(&self) -> SelectStatement {
        Query::select().distinct().column("id").from_subquery(self.all.clone(), "found").to_owned()
    }

    /// The latest records, each by the best of its names.
    pub(super) async fn ranked(&self, ctx: &Context<'_>, query: &TextQuery) -> Result<Ranked> {
        let mut best: BTreeMap<i64, Candidate> = BTreeMap::new();
        for row in self.rows(ctx, Stretch::default(), WINDOW).await? {
            let score = self.score(&row, query);
            let candidate = self.candidate(row, score);
            let id = candidate.standing.id;
            if best.get(&id).is_none_or(|known| known.standing.score < score) {
                best.insert(id, candidate);
            }
        }
        let oldest = best.keys().next().copied();
        Ok(Ranked { oldest, candidates: best.into_values().collect() })
    }

    /// Records too old to be ranked, behind all that are.
    pub(super) async fn old(
        &self,
        ctx: &Context<'_>,
        stretch: Stretch,
        limit: u64,
    ) -> Result<Vec<Candidate>> {
        let mut found = self.rows(ctx, stretch, limit).await?;
        found.dedup_by_key(|row| row.id);
        let score = -1.0 - f64::from(self.of as u8);
        Ok(found.into_iter().map(|row| self.candidate(row, score)).collect())
    }

    /// The rows of so many records that match, the latest first.
    async fn rows(&self, ctx: &Context<'_>, stretch: Stretch, records: u64) -> Result<Vec<Row>> {
        let mut ids = self.ids();
        if let Some(below) = stretch.below {
            ids.and_where(Expr::col("id").lt(below));
        }
        if let Some(above) = stretch.above {
            ids.and_where(Expr::col("id").gt(above));
        }
        let order = if stretch.is_from_oldest { Order::Asc } else { Order::Desc };
        ids.order_by("id", order).limit(records);
        // A join would have SQLite go through the ids anew for each row.
        let select = Query::select()
            .column(("found", "id"))
            .column(("found", "title"))
            .column(("found", "text"))
            .from_subquery(self.all.clone(), "found")
            .and_where(Expr::col(("found", "id")).in_subquery(ids))
            .order_by(("found", "id"), Order::Desc)
            .order_by(("found", "title"), Order::Asc)
            .to_owned();
        rows(ctx, &select, Planning::Each).await
    }

    fn candidate(&self, row: Row, score: f64) -> Candidate {
        Candidate { standing: Standing { score, of: self.of, id: row.id }, title: row.title, text: row.text }
    }

    /// A name that is all that was asked stands above texts that hold the words.
    fn score(&self, row: &Row, query: &TextQuery) -> f64 {
        const HEADLINE: f64 = 2.0;
        const NAME: f64 = 3.0;
        /// Scores have so many digits, so that a place in the list is the same wherever it is computed.
        const DIGITS: f64 = 1e6;
        let score = match self.of {
            SearchType::Statement | SearchType::Article => {
                query.score(&[(&row.title, HEADLINE), (&row.text, 1.0)])
            }
            _ => NAME * query.share(&row.title) + query.score(&[(&row.title, 1.0)]),
        };
        (score * DIGITS).round() / DIGITS
    }
}

impl Candidate {
    /// The part of it that answers.
    pub(super) fn snippet(&self, query: &TextQuery) -> Option<Snippet> {
        query.snippet(&self.text).or_else(|| query.snippet(&self.title))
    }
}
