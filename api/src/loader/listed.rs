//! Lists of children: the first rows of many parents in one statement, and how many there are in another.
//!
//! What a list field reads is the same for each of its parents but for their keys, so its selection is made once a
//! request, by the first parent that asks: a [`Plan`].

use super::Records;
use super::batch::Loader;
use super::keys::{PARENT, parent, parents};
use super::{Beside, connection, load, reads};
use crate::error::database;
use crate::page::{All, Rows};
use crate::reader::{Planning, Reader};
use async_graphql::{Context, Pos, Result};
use sea_orm::sea_query::{
    Alias, Asterisk, DynIden, Expr, ExprTrait as _, Func, IntoIden, Query, SelectStatement,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, DatabaseBackend, DbErr, EntityTrait, FromQueryResult, JoinType,
};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

/// What a list field reads for each of its parents.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The rows of a page; the parent is [`parent`].
    page: SelectStatement,
    /// All rows, of whatever parent.
    all: SelectStatement,
    /// The columns of a page.
    columns: Vec<DynIden>,
    beside: Vec<Beside>,
    pub(crate) ahead: Ahead,
    /// The column that names the parent.
    owner: Expr,
    planning: Planning,
}

/// What is known of a page when its parent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ahead {
    Nothing,
    /// It is the first row alone, in brief, which may have been read beside the parent.
    Beside,
    /// It is the first row alone, of which no more is asked for than what the parent's row tells.
    Told,
}

impl Plan {
    /// A plan for these columns of the rows of `all` that `owner` divides among parents, cut to a page by `limit`.
    pub(crate) fn new<C: ColumnTrait>(
        all: SelectStatement,
        columns: Vec<C>,
        owner: Expr,
        planning: Planning,
        limit: impl FnOnce(&mut SelectStatement),
    ) -> Self {
        let mut page = all.clone();
        page.clear_selects().columns(columns.iter().map(ColumnTrait::as_column_ref));
        page.and_where(owner.clone().eq(parent()));
        limit(&mut page);
        let columns = columns.into_iter().map(IntoIden::into_iden).collect();
        Self { page, all, columns, beside: Vec::new(), ahead: Ahead::Nothing, owner, planning }
    }

    /// The same, with these records beside each row.
    pub(crate) fn with(self, beside: Vec<Beside>) -> Self {
        Self { beside, ..self }
    }

    /// The same, where so much of a page is known ahead.
    pub(crate) fn with_ahead(self, ahead: Ahead) -> Self {
        Self { ahead, ..self }
    }

    /// All rows of one parent.
    pub(crate) fn all_of(&self, parent: impl Into<Expr>) -> SelectStatement {
        self.all.clone().and_where(self.owner.clone().eq(parent)).take()
    }
}

/// The plans of a request, by where their field stands in the query and what kind of parent it has.
#[derive(Debug, Default)]
pub(crate) struct Plans(Mutex<HashMap<(Pos, &'static str), Arc<Plan>>>);

/// The plan of the field at hand; `make` runs for its first parent alone.
pub(crate) async fn plan(
    ctx: &Context<'_>,
    of: &'static str,
    make: impl AsyncFnOnce() -> Result<Plan>,
) -> Result<Arc<Plan>> {
    let plans = || reads(ctx).plans().0.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (ctx.item.pos, of);
    if let Some(known) = plans().get(&key) {
        return Ok(Arc::clone(known));
    }
    // On the heap, so that the others keep no room for it.
    let new = Arc::new(Box::pin(make()).await?);
    Ok(Arc::clone(plans().entry(key).or_insert(new)))
}

/// A plan by its identity, for one parent.
#[derive(Clone, Debug)]
struct Children {
    plan: Arc<Plan>,
    of: i64,
}

impl PartialEq for Children {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of && Arc::ptr_eq(&self.plan, &other.plan)
    }
}

impl Eq for Children {}

impl Hash for Children {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.of.hash(state);
        Arc::as_ptr(&self.plan).hash(state);
    }
}

/// The parents that each plan is asked for.
fn alike<'c>(keys: impl Iterator<Item = &'c Children>) -> Vec<(Arc<Plan>, Vec<i64>)> {
    let mut alike: HashMap<*const Plan, (Arc<Plan>, Vec<i64>)> = HashMap::new();
    for Children { plan, of } in keys {
        let entry = alike.entry(Arc::as_ptr(plan)).or_insert_with(|| (Arc::clone(plan), Vec::new()));
        entry.1.push(*of);
    }
    alike.into_values().collect()
}

/// A page of one parent's children in the table `E`.
#[derive(Debug)]
pub(crate) struct Listed<E, R> {
    children: Children,
    row: PhantomData<fn() -> (E, R)>,
}

impl<E, R> Clone for Listed<E, R> {
    fn clone(&self) -> Self {
        Self { children: self.children.clone(), row: PhantomData }
    }
}

impl<E, R> PartialEq for Listed<E, R> {
    fn eq(&self, other: &Self) -> bool {
        self.children == other.children
    }
}

impl<E, R> Eq for Listed<E, R> {}

impl<E, R> Hash for Listed<E, R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.children.hash(state);
    }
}

/// The rows of a page for the parent `of`, read together with those of its siblings.
pub(crate) async fn listed<E, R>(ctx: &Context<'_>, plan: &Arc<Plan>, of: i64) -> Result<Vec<Arc<R>>>
where
    E: EntityTrait,
    R: FromQueryResult + Send + Sync + 'static,
{
    let children = Children { plan: Arc::clone(plan), of };
    Ok(load(ctx, Listed::<E, R> { children, row: PhantomData }).await?.unwrap_or_default())
}

impl<E, R> Loader<Listed<E, R>> for Records
where
    E: EntityTrait,
    R: FromQueryResult + Send + Sync + 'static,
{
    type Value = Vec<Arc<R>>;

    async fn load(
        &self,
        keys: &[Listed<E, R>],
    ) -> std::result::Result<HashMap<Listed<E, R>, Self::Value>, DbErr> {
        let mut found: HashMap<Listed<E, R>, Self::Value> = HashMap::new();
        for (plan, of) in alike(keys.iter().map(|key| &key.children)) {
            let select = first_of_each::<E>(self.reader.get_database_backend(), &plan, of);
            for row in self.reader.planning(plan.planning).query_all(&select).await? {
                let children = Children { plan: Arc::clone(&plan), of: row.try_get("", "parent_id")? };
                let rows = found.entry(Listed { children, row: PhantomData }).or_default();
                rows.push(Arc::new(R::from_query_result(&row, "")?));
                self.seen.keep_beside(&plan.beside, &row, plan.columns.len() + 1)?;
            }
        }
        Ok(found)
    }
}

/// The children of each parent, in one statement. A window function would read every child of every parent.
/// `PostgreSQL` reads them in a lateral join; `SQLite`, which has none, by the ids that a subquery gives for each
/// parent.
fn first_of_each<E: EntityTrait>(
    backend: DatabaseBackend,
    Plan { page, columns, beside, .. }: &Plan,
    of: Vec<i64>,
) -> SelectStatement {
    let listed = Alias::new("listed");
    let mut select = Query::select();
    select
        .columns(columns.iter().map(|column| (listed.clone(), column.clone())))
        .expr_as(parent(), "parent_id")
        .from_subquery(parents(backend, of), PARENT);
    if backend == DatabaseBackend::Postgres {
        select.join_lateral(JoinType::InnerJoin, page.clone(), listed, Expr::cust("TRUE"));
    } else {
        let id = Alias::new("id");
        let ids = page.clone().clear_selects().column((E::default(), id.clone())).take();
        let is_one = Expr::col((listed.clone(), id)).in_subquery(ids);
        select.join_as(JoinType::InnerJoin, E::default(), listed, is_one);
    }
    beside.iter().for_each(|beside| beside.join(backend, &mut select, "listed"));
    select
}

/// How many rows a list has.
pub(crate) async fn count(ctx: &Context<'_>, all: &All) -> Result<i64> {
    if let Some(speaker) = all.speaker {
        return Ok(load(ctx, speaker).await?.unwrap_or_default().all());
    }
    match &all.rows {
        Rows::Children(plan, of) => {
            let children = Children { plan: Arc::clone(plan), of: *of };
            Ok(load(ctx, Counted(children)).await?.unwrap_or_default())
        }
        Rows::Selected(select) => count_of(ctx, SelectStatement::clone(select)).await,
    }
}

/// How many rows a selection has.
pub(crate) async fn count_of(ctx: &Context<'_>, all: SelectStatement) -> Result<i64> {
    let found = connection(ctx).planning(Planning::Each).query_one(&how_many(all)).await;
    let found = found.and_then(|row| row.map_or(Ok(0), |row| row.try_get("", "count")));
    found.map_err(|error| database(&error))
}

/// How many rows `of` has for each parent, which it names by [`parent`].
pub(crate) async fn counts(
    ctx: &Context<'_>,
    of: SelectStatement,
    parents: Vec<i64>,
) -> Result<HashMap<i64, i64>> {
    count_each(connection(ctx), of, parents).await.map_err(|error| database(&error))
}

async fn count_each(
    reader: &Reader,
    of: SelectStatement,
    keys: Vec<i64>,
) -> Result<HashMap<i64, i64>, DbErr> {
    let select = Query::select()
        .expr_as(parent(), "parent_id")
        .expr_as(Expr::SubQuery(None, Box::new(how_many(of).into())), "count")
        .from_subquery(parents(reader.get_database_backend(), keys), PARENT)
        .take();
    let rows = reader.planning(Planning::Each).query_all(&select).await?;
    rows.iter().map(|row| Ok((row.try_get("", "parent_id")?, row.try_get("", "count")?))).collect()
}

/// The number of one parent's children.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Counted(Children);

impl Loader<Counted> for Records {
    type Value = i64;

    async fn load(&self, keys: &[Counted]) -> std::result::Result<HashMap<Counted, i64>, DbErr> {
        let mut found = HashMap::new();
        for (plan, of) in alike(keys.iter().map(|key| &key.0)) {
            for (of, count) in count_each(&self.reader, plan.all_of(parent()), of).await? {
                found.insert(Counted(Children { plan: Arc::clone(&plan), of }), count);
            }
        }
        Ok(found)
    }
}

fn how_many(all: SelectStatement) -> SelectStatement {
    let count = Func::count(Expr::col(Asterisk));
    Query::select().expr_as(count, "count").from_subquery(all, "counted").take()
}
