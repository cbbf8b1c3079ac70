//! Records that the rows of a list lead to, read beside them: the article of each quote, the first quote of each
//! statement. A join takes the place of a statement of SQL for the next level of a query.

use super::Records;
use crate::types::brief::{Brief, is_of_whole};
use async_graphql::SelectionField;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, JoinType, Order, Query, SelectStatement};
use sea_orm::{DatabaseBackend, DbErr, EntityName as _, IdenStatic, QueryResult};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

/// A record that is read beside each row.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    table: &'static str,
    columns: Vec<&'static str>,
    by: By,
    /// The place among its columns of the number that it is kept by.
    key: usize,
    keep: Keep,
    /// What is read beside that.
    beyond: Vec<Self>,
}

/// Keeps the record that a row holds from a column on; the last is the place of its key among its columns.
type Keep = fn(&Seen, &QueryResult, usize, usize) -> Result<(), DbErr>;

/// How a row leads to the record.
#[derive(Clone, Copy, Debug)]
enum By {
    /// By its column that holds the record's id.
    Link(&'static str),
    /// By the record's column that holds the row's id, as the first of those records.
    Owner(&'static str),
}

impl Beside {
    /// The record that a field of a list's nodes leads to by the column `link`, where brief columns of it are asked for and
    /// nothing more. `asked` are the fields of the nodes.
    pub(crate) fn link<B: Brief>(
        asked: &[SelectionField<'_>],
        field: &str,
        link: &'static str,
    ) -> Option<Self> {
        let mut fields = asked.iter().filter(|asked| asked.name() == field).peekable();
        fields.peek()?;
        let is_brief = fields.all(|asked| !asked.selection_set().any(is_of_whole::<B>));
        is_brief.then(|| Self::new::<B, B>(By::Link(link), "id", Vec::new()))
    }

    /// The first of the records whose column `owner` holds the row's id, which [`first_seen`] finds by that id.
    pub(crate) fn first<B: Brief>(owner: &'static str, beyond: Vec<Self>) -> Self {
        Self::new::<First<B>, B>(By::Owner(owner), owner, beyond)
    }

    /// Kept as `As` by the number in the column `key`.
    fn new<As: 'static, B: Brief>(by: By, key: &str, beyond: Vec<Self>) -> Self {
        let columns: Vec<_> = B::COLUMNS.iter().map(IdenStatic::as_str).collect();
        let key = columns.iter().position(|column| *column == key).unwrap_or_default();
        let keep: Keep = |seen, row, from, key| {
            seen.keep::<As, B>(row.try_get_by(from + key)?, B::read(row, from)?);
            Ok(())
        };
        Self { table: B::Table::default().table_name(), columns, by, key, keep, beyond }
    }

    /// Joins it to the rows of `listed`. Its columns follow those that are selected already.
    pub(super) fn join(&self, backend: DatabaseBackend, select: &mut SelectStatement, listed: &str) {
        let name = format!("{listed}_{}", self.table);
        let column = |column: &str| Expr::col((Alias::new(&name), Alias::new(column)));
        let row = |column: &str| Expr::col((Alias::new(listed), Alias::new(column)));
        match self.by {
            By::Link(link) => {
                let is_it = column("id").eq(row(link));
                select.join_as(JoinType::LeftJoin, self.table, Alias::new(&name), is_it);
            }
            By::Owner(owner) => {
                let of = |column: &str| Expr::col((Alias::new(self.table), Alias::new(column)));
                let mut first = Query::select();
                first.from(self.table).and_where(of(owner).eq(row("id")));
                first.order_by_expr(of("id"), Order::Asc).limit(1);
                if backend == DatabaseBackend::Postgres {
                    first.columns(self.columns.iter().map(|column| Alias::new(*column)));
                    select.join_lateral(JoinType::LeftJoin, first, Alias::new(&name), Expr::cust("TRUE"));
                } else {
                    // It has no lateral joins, and looks a row up by its number in no time.
                    let is_first =
                        column("id").eq(Expr::SubQuery(None, Box::new(first.expr(of("id")).take().into())));
                    select.join_as(JoinType::LeftJoin, self.table, Alias::new(&name), is_first);
                }
            }
        }
        for (at, own) in self.columns.iter().enumerate() {
            // Under names of their own: rows that are read by name have columns of the same name.
            select.expr_as(column(own), format!("{name}_{at}"));
        }
        self.beyond.iter().for_each(|beyond| beyond.join(backend, select, &name));
    }

    /// Keeps what a row holds of it from the column `from` on, if anything, and gives the column behind.
    fn keep(&self, seen: &Seen, row: &QueryResult, from: usize) -> Result<usize, DbErr> {
        if row.try_get_by::<Option<i64>, _>(from)?.is_some() {
            (self.keep)(seen, row, from, self.key)?;
        }
        seen.keep_beside(&self.beyond, row, from + self.columns.len())
    }
}

/// The rows of a page, of which it selects `columns`, with records beside each. They may come in another order.
pub(crate) fn joined<C: IdenStatic>(
    backend: DatabaseBackend,
    page: SelectStatement,
    columns: &[C],
    beside: &[Beside],
) -> SelectStatement {
    let listed = "listed";
    let mut select = Query::select();
    select.columns(columns.iter().map(|column| (Alias::new(listed), Alias::new(column.as_str()))));
    select.from_subquery(page, listed);
    beside.iter().for_each(|beside| beside.join(backend, &mut select, listed));
    select
}

/// Marks records that are kept by the one they are the first of.
struct First<B>(PhantomData<B>);

/// The first of the records that belong to the one with this id, where it was read beside that.
pub(crate) fn first_seen<B: Brief>(records: &Records, owner: i64) -> Option<Arc<B>> {
    records.seen.find::<First<B>, B>(owner)
}

/// The records that a query has read beside others. What lasts longer or writes in between keeps none: they change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen(Option<Arc<Mutex<Found>>>);

type Found = HashMap<(TypeId, i64), Arc<dyn Any + Send + Sync>>;

impl Seen {
    pub(super) fn new(is_of_query: bool) -> Self {
        Self(is_of_query.then(Arc::default))
    }

    /// Whether it keeps any, so that it pays to read them.
    pub(crate) fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// Keeps the records beside a row, from the column `from` on, and gives the column behind.
    pub(crate) fn keep_beside(
        &self,
        beside: &[Beside],
        row: &QueryResult,
        from: usize,
    ) -> Result<usize, DbErr> {
        beside.iter().try_fold(from, |from, beside| beside.keep(self, row, from))
    }

    fn keep<As: 'static, B: Brief>(&self, number: i64, record: B) {
        let Some(records) = &self.0 else { return };
        let mut records = records.lock().unwrap_or_else(PoisonError::into_inner);
        records.insert((TypeId::of::<As>(), number), Arc::new(record));
    }

    pub(super) fn find<As: 'static, B: Brief>(&self, number: i64) -> Option<Arc<B>> {
        let records = self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(records.get(&(TypeId::of::<As>(), number))?).downcast().ok()
    }
}
