//! Records that the rows of a list lead to, read beside them: the article of each quote, the statement of each quote. One
//! join takes the place of a statement of SQL for the next level of a query.

use crate::types::brief::{Brief, asked_of_nodes, is_of_whole};
use async_graphql::Context;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, JoinType, SelectStatement};
use sea_orm::{DbErr, EntityName as _, IdenStatic as _, QueryResult};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What is read beside each row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside {
    table: &'static str,
    columns: fn() -> Vec<&'static str>,
    /// The column of the row that holds the record's id.
    link: &'static str,
    keep: fn(&Seen, &QueryResult, usize) -> Result<(), DbErr>,
}

impl Beside {
    /// The record that a field of the nodes of the list at hand leads to by `link`, where brief columns of it are asked
    /// for and nothing more.
    pub(crate) fn asked<B: Brief>(ctx: &Context<'_>, field: &str, link: &'static str) -> Option<Self> {
        let mut links = asked_of_nodes(ctx).into_iter().filter(|asked| asked.name() == field).peekable();
        links.peek()?;
        let is_brief = links.all(|asked| !asked.selection_set().any(is_of_whole::<B>));
        is_brief.then(|| Self {
            table: B::Table::default().table_name(),
            columns: || B::COLUMNS.iter().map(|column| column.as_str()).collect(),
            link,
            keep: |seen, row, from| seen.keep(Arc::new(B::read(row, from)?)),
        })
    }

    /// Joins it to the rows of `listed`. Its columns follow those that are selected already.
    pub(super) fn join(&self, select: &mut SelectStatement, listed: &Alias) {
        let beside = || Alias::new(self.table);
        let is_it = Expr::col((beside(), "id")).equals((listed.clone(), self.link));
        select.join(JoinType::InnerJoin, self.table, is_it);
        for (at, column) in (self.columns)().into_iter().enumerate() {
            // Under names of their own: rows that are read by name have columns of the same name.
            select.expr_as(Expr::col((beside(), column)), format!("{}_{at}", self.table));
        }
    }

    /// Keeps what a row holds of it from a column on, and gives the column behind.
    pub(super) fn keep(&self, seen: &Seen, row: &QueryResult, from: usize) -> Result<usize, DbErr> {
        (self.keep)(seen, row, from)?;
        Ok(from + (self.columns)().len())
    }
}

/// The records that a request has read beside others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen(Arc<Mutex<HashMap<(TypeId, i64), Arc<dyn Any + Send + Sync>>>>);

impl Seen {
    fn keep<B: Brief>(&self, record: Arc<B>) -> Result<(), DbErr> {
        let key = (TypeId::of::<B>(), B::number(record.id()));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, record);
        Ok(())
    }

    pub(super) fn find<B: Brief>(&self, id: B::Id) -> Option<Arc<B>> {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = seen.get(&(TypeId::of::<B>(), B::number(id)))?;
        Arc::clone(found).downcast().ok()
    }
}
