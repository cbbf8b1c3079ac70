//! Batched reads: every child of every record of a level comes with one statement. In: keys that resolvers ask
//! for while the query can go on. Out: rows by key.

mod batch;
mod printing;

use crate::error::database;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Result};
pub(crate) use batch::Queue;
use entity::{
    ArticleId, ArticleVersionId, CorrectionId, OfficeId, OrganizationId, PersonId, PlaceId, QuoteId,
    StatementId, TopicId,
};
pub(crate) use printing::{Printing, Printings};
use sea_orm::sea_query::{Alias, Asterisk, Expr, Func, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseConnection, DbErr, EntityTrait as _, FromQueryResult,
    QueryFilter as _, QueryOrder as _,
};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// Reads rows in batches.
#[derive(Clone, Debug)]
pub(crate) struct Records {
    database: DatabaseConnection,
}

/// A loader for one request; its reads wait in `queue`.
pub(crate) fn loader(database: DatabaseConnection, queue: Queue) -> DataLoader<Records> {
    DataLoader::new(Records { database }, move |read| queue.push(read)).delay(Duration::ZERO)
}

/// The row or rows of a key.
pub(crate) async fn load<K>(ctx: &Context<'_>, key: K) -> Result<Option<<Records as Loader<K>>::Value>>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    Records: Loader<K, Error = Arc<DbErr>>,
{
    ctx.data_unchecked::<DataLoader<Records>>().load_one(key).await.map_err(|error| database(&error))
}

/// A person; for one that was merged, the one that stays.
pub(crate) async fn person_that_stays(
    ctx: &Context<'_>,
    id: PersonId,
) -> Result<Option<entity::person::Model>> {
    let row = load(ctx, id).await?;
    match row.as_ref().and_then(|row| row.merged_into_id) {
        Some(into) => load(ctx, into).await,
        None => Ok(row),
    }
}

/// How many rows a selection has.
pub(crate) async fn count(ctx: &Context<'_>, all: &SelectStatement) -> Result<i64> {
    let counted = load(ctx, Counted(Sql::new(ctx, all.clone()))).await?;
    Ok(counted.unwrap_or_default())
}

/// The connection that a request reads from.
pub(crate) fn connection<'c>(ctx: &Context<'c>) -> &'c DatabaseConnection {
    ctx.data_unchecked::<DatabaseConnection>()
}

/// Reads the rows of a selection.
pub(crate) async fn rows<R: FromQueryResult>(ctx: &Context<'_>, select: &SelectStatement) -> Result<Vec<R>> {
    let connection = connection(ctx);
    let found = connection
        .query_all(select)
        .await
        .and_then(|rows| rows.iter().map(|row| R::from_query_result(row, "")).collect());
    found.map_err(|error: DbErr| database(&error))
}

macro_rules! by_id {
    ($($id:ty => $table:ident),+ $(,)?) => {$(
        impl Loader<$id> for Records {
            type Value = entity::$table::Model;
            type Error = Arc<DbErr>;

            async fn load(&self, keys: &[$id]) -> std::result::Result<HashMap<$id, Self::Value>, Self::Error> {
                let these = entity::$table::Column::Id.is_in(keys.iter().copied());
                let rows = entity::$table::Entity::find().filter(these).all(&self.database).await?;
                Ok(rows.into_iter().map(|row| (row.id, row)).collect())
            }
        }
    )+};
}

by_id! {
    ArticleId => article,
    ArticleVersionId => article_version,
    CorrectionId => correction,
    OfficeId => office,
    OrganizationId => organization,
    PersonId => person,
    PlaceId => place,
    QuoteId => quote,
    StatementId => statement,
    TopicId => topic,
}

macro_rules! children {
    ($($(#[$doc:meta])* $key:ident($owner:ty) => $table:ident.$column:ident by $order:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) struct $key(pub(crate) $owner);

        impl Loader<$key> for Records {
            type Value = Vec<entity::$table::Model>;
            type Error = Arc<DbErr>;

            async fn load(&self, keys: &[$key]) -> std::result::Result<HashMap<$key, Self::Value>, Self::Error> {
                let these = entity::$table::Column::$column.is_in(keys.iter().map(|key| key.0));
                let rows = entity::$table::Entity::find().filter(these);
                let rows = rows.order_by_asc(entity::$table::Column::$order).all(&self.database).await?;
                let mut of: HashMap<$key, Self::Value> = HashMap::new();
                for row in rows {
                    let owner = Option::<$owner>::from(children!(@owner row, $table, $column));
                    if let Some(owner) = owner {
                        of.entry($key(owner)).or_default().push(row);
                    }
                }
                Ok(of)
            }
        }
    )+};
    (@owner $row:ident, $table:ident, ArticleId) => { $row.article_id };
    (@owner $row:ident, $table:ident, PersonId) => { $row.person_id };
    (@owner $row:ident, $table:ident, OfficeId) => { $row.office_id };
    (@owner $row:ident, $table:ident, OrganizationId) => { $row.organization_id };
    (@owner $row:ident, $table:ident, PlaceId) => { $row.place_id };
    (@owner $row:ident, $table:ident, TopicId) => { $row.topic_id };
    (@owner $row:ident, $table:ident, StatementId) => { $row.statement_id };
}

children! {
    /// The byline of an article.
    Authors(ArticleId) => article_author.ArticleId by Position,
    /// The images of an article.
    Images(ArticleId) => article_image.ArticleId by Position,
    /// The pages an article points to.
    Links(ArticleId) => article_link.ArticleId by Position,
    /// The topics of an article.
    ArticleTopics(ArticleId) => article_topic.ArticleId by Position,
    /// Who and where is named in an article.
    Mentions(ArticleId) => mention.ArticleId by SpanStart,
    /// The articles that print nearly the same as an article, the least alike first.
    NearDuplicates(ArticleId) => near_duplicate.ArticleId by Similarity,
    /// The states in which an article was seen.
    Versions(ArticleId) => article_version.ArticleId by Number,
    /// The other names of a person.
    PersonNames(PersonId) => person_name.PersonId by Name,
    /// The other names of an organization.
    OrganizationNames(OrganizationId) => organization_name.OrganizationId by Name,
    /// The other names of a place.
    PlaceNames(PlaceId) => place_name.PlaceId by Name,
    /// The other names of a topic.
    TopicNames(TopicId) => topic_name.TopicId by Name,
    /// The offices a person held.
    PersonTenures(PersonId) => tenure.PersonId by StartedOn,
    /// Who held an office.
    OfficeTenures(OfficeId) => tenure.OfficeId by StartedOn,
    /// What a statement is about.
    StatementTopics(StatementId) => statement_topic.StatementId by TopicId,
    /// In which offices a statement was made.
    StatementOffices(StatementId) => statement_office.StatementId by OfficeId,
    /// Who and where is named in a statement.
    StatementMentions(StatementId) => statement_mention.StatementId by Id,
    /// What humans corrected of a statement.
    StatementCorrections(StatementId) => correction.StatementId by Id,
}

/// A selection that is known by its SQL.
#[derive(Clone, Debug)]
struct Sql {
    text: String,
    select: SelectStatement,
}

impl Sql {
    fn new(ctx: &Context<'_>, select: SelectStatement) -> Self {
        let text = connection(ctx).get_database_backend().build(&select).to_string();
        Self { text, select }
    }
}

impl PartialEq for Sql {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Sql {}

impl Hash for Sql {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// The number of rows of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Counted(Sql);

/// The rows of a limited selection: the first of one parent's children.
#[derive(Clone, Debug)]
pub(crate) struct Listed<R>(Sql, PhantomData<fn() -> R>);

impl<R> PartialEq for Listed<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<R> Eq for Listed<R> {}

impl<R> Hash for Listed<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// The rows of a limited selection, read together with those of its siblings.
pub(crate) async fn listed<R>(ctx: &Context<'_>, select: SelectStatement) -> Result<Vec<R>>
where
    R: FromQueryResult + Clone + Send + Sync + 'static,
{
    Ok(load(ctx, Listed::<R>(Sql::new(ctx, select), PhantomData)).await?.unwrap_or_default())
}

/// As many selections as one compound statement holds; `SQLite` allows 500.
const BRANCHES: usize = 200;

impl<R> Loader<Listed<R>> for Records
where
    R: FromQueryResult + Clone + Send + Sync + 'static,
{
    type Value = Vec<R>;
    type Error = Arc<DbErr>;

    /// One UNION ALL of limited selects. A window function would read every child of every parent.
    async fn load(
        &self,
        keys: &[Listed<R>],
    ) -> std::result::Result<HashMap<Listed<R>, Self::Value>, Self::Error> {
        let mut found = HashMap::new();
        for chunk in keys.chunks(BRANCHES) {
            let branch = |select: &SelectStatement| {
                Query::select()
                    .column(Asterisk)
                    .from_subquery(select.clone(), Alias::new("listed"))
                    .to_owned()
            };
            let union = union(chunk.iter().map(|key| branch(&key.0.select)));
            for row in self.database.query_all(&union).await? {
                let number: i32 = row.try_get("", "branch")?;
                let key = usize::try_from(number).ok().and_then(|at| chunk.get(at));
                if let Some(key) = key {
                    let rows: &mut Vec<R> = found.entry(key.clone()).or_default();
                    rows.push(R::from_query_result(&row, "")?);
                }
            }
        }
        Ok(found)
    }
}

impl Loader<Counted> for Records {
    type Value = i64;
    type Error = Arc<DbErr>;

    async fn load(&self, keys: &[Counted]) -> std::result::Result<HashMap<Counted, i64>, Self::Error> {
        let mut found = HashMap::new();
        for chunk in keys.chunks(BRANCHES) {
            let branch = |select: &SelectStatement| {
                let count = Func::count(Expr::col(Asterisk));

                Query::select().expr_as(count, "count").from_subquery(select.clone(), "counted").to_owned()
            };
            let union = union(chunk.iter().map(|key| branch(&key.0.select)));
            for row in self.database.query_all(&union).await? {
                let (number, count): (i32, i64) = (row.try_get("", "branch")?, row.try_get("", "count")?);
                let key = usize::try_from(number).ok().and_then(|at| chunk.get(at));
                found.extend(key.map(|key| (key.clone(), count)));
            }
        }
        Ok(found)
    }
}

/// All selections in one statement; `branch` tells which a row is of.
fn union(selects: impl Iterator<Item = SelectStatement>) -> SelectStatement {
    let mut branches = (0_i32..).zip(selects).map(|(number, mut select)| {
        select.expr_as(Expr::cust(number.to_string()), "branch");
        select
    });
    let mut first = branches.next().unwrap_or_default();
    for branch in branches {
        first.union(UnionType::All, branch);
    }
    first
}
