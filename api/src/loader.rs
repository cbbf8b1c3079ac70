//! Batched reads: every child of every record of a level comes with one statement. In: keys that resolvers ask
//! for while the query can go on. Out: rows by key.

mod batch;
mod beside;
mod keys;
mod listed;
mod parts;
mod printing;
mod said;
mod standing;

use crate::error::database;
use crate::hot::Hot;
use crate::object::Budget;
use crate::reader::{Planning, Reader};
use crate::types::brief::Brief;
use async_graphql::{Context, Result};
pub(crate) use batch::{Loader, Reads, Turn};
pub(crate) use beside::{Beside, Seen, first_seen, joined};
use entity::{
    ArticleId, ArticleVersionId, CorrectionId, OfficeId, OrganizationId, PersonId, PlaceId, QuoteId,
    StatementId, TopicId,
};
use keys::among;
pub(crate) use keys::parent;
pub(crate) use listed::{Ahead, Plan, Plans, count, count_of, counts, listed, plan};
pub(crate) use parts::{Arm, Cells, Part, parts, some};
pub(crate) use printing::{Printing, Printings};
use sea_orm::sea_query::{Alias, Expr, SelectStatement};
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QueryResult, QuerySelect as _,
};
pub(crate) use standing::{Standing, StandingOf};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Instant;

/// Reads rows in batches.
#[derive(Clone, Debug)]
pub(crate) struct Records {
    reader: Reader,
    hot: Hot,
    /// When the request began.
    begun: Instant,
    seen: Seen,
    budget: Budget,
}

/// The row or rows of a key.
pub(crate) async fn load<K>(ctx: &Context<'_>, key: K) -> Result<Option<<Records as Loader<K>>::Value>>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    Records: Loader<K>,
{
    reads(ctx).load(key).await.map_err(|error| database(&error))
}

/// A person; for one that was merged, the one that stays.
pub(crate) async fn person_that_stays(
    ctx: &Context<'_>,
    id: PersonId,
) -> Result<Option<Arc<entity::person::Model>>> {
    let row = load(ctx, id).await?;
    match row.as_ref().and_then(|row| row.merged_into_id) {
        Some(into) => load(ctx, into).await,
        None => Ok(row),
    }
}

fn reads<'c>(ctx: &Context<'c>) -> &'c Reads {
    ctx.data_unchecked::<Reads>()
}

/// What a request reads its rows from.
pub(crate) fn records<'c>(ctx: &Context<'c>) -> &'c Records {
    reads(ctx).records()
}

/// What a request reads with.
pub(crate) fn connection<'c>(ctx: &Context<'c>) -> &'c Reader {
    &records(ctx).reader
}

/// The database that is written to.
pub(crate) fn primary<'c>(ctx: &Context<'c>) -> &'c DatabaseConnection {
    connection(ctx).primary()
}

/// What a request has read beside other records.
pub(crate) fn seen<'c>(ctx: &Context<'c>) -> &'c Seen {
    &records(ctx).seen
}

/// Reads a selection.
pub(crate) async fn found(
    ctx: &Context<'_>,
    select: &SelectStatement,
    planning: Planning,
) -> Result<Vec<QueryResult>> {
    connection(ctx).planning(planning).query_all(select).await.map_err(|error| database(&error))
}

/// Reads the rows of a selection.
pub(crate) async fn rows<R: FromQueryResult>(
    ctx: &Context<'_>,
    select: &SelectStatement,
    planning: Planning,
) -> Result<Vec<R>> {
    let rows = found(ctx, select, planning).await?;
    let read = rows.iter().map(|row| R::from_query_result(row, "")).collect::<Result<_, _>>();
    read.map_err(|error: DbErr| database(&error))
}

/// Reads the rows of a page.
pub(crate) async fn shared_rows<R: FromQueryResult>(
    ctx: &Context<'_>,
    select: &SelectStatement,
    planning: Planning,
) -> Result<Vec<Arc<R>>> {
    Ok(rows(ctx, select, planning).await?.into_iter().map(Arc::new).collect())
}

macro_rules! by_id {
    ($($id:ty => $table:ident),+ $(,)?) => {$(
        impl Loader<$id> for Records {
            type Value = Arc<entity::$table::Model>;

            async fn load(&self, keys: &[$id]) -> std::result::Result<HashMap<$id, Self::Value>, DbErr> {
                let rows = self.by_id::<entity::$table::Entity>(keys.iter().map(|key| key.0).collect()).await?;
                Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
            }
        }
    )+};
}

by_id! {
    ArticleVersionId => article_version,
    CorrectionId => correction,
    QuoteId => quote,
    StatementId => statement,
}

impl Loader<ArticleId> for Records {
    type Value = Arc<entity::article::Head>;

    async fn load(&self, keys: &[ArticleId]) -> std::result::Result<HashMap<ArticleId, Self::Value>, DbErr> {
        let these = self.among::<entity::article::Entity>(keys.iter().map(|key| key.0).collect());
        let rows: Vec<entity::article::Head> = these.into_partial_model().all(&self.reader).await?;
        Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
    }
}

/// The columns of a record that most pages show.
pub(crate) struct InBrief<B: Brief>(pub(crate) B::Id);

impl<B: Brief> Clone for InBrief<B> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<B: Brief> PartialEq for InBrief<B> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<B: Brief> Eq for InBrief<B> {}

impl<B: Brief> Hash for InBrief<B> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<B: Brief> Loader<InBrief<B>> for Records {
    type Value = Arc<B>;

    fn known(&self, key: &InBrief<B>) -> Option<Arc<B>> {
        self.seen.find::<B, B>(B::number(key.0))
    }

    async fn load(&self, keys: &[InBrief<B>]) -> std::result::Result<HashMap<InBrief<B>, Arc<B>>, DbErr> {
        let these = self.among::<B::Table>(keys.iter().map(|key| B::number(key.0)).collect()).select_only();
        let rows = these.columns(B::COLUMNS.iter().copied()).into_model::<B>().all(&self.reader).await?;
        Ok(rows.into_iter().map(|row| (InBrief(row.id()), Arc::new(row))).collect())
    }
}

/// Like [`by_id`], for records that are kept for a while.
macro_rules! hot_by_id {
    ($($id:ty => $table:ident),+ $(,)?) => {$(
        impl Loader<$id> for Records {
            type Value = Arc<entity::$table::Model>;

            const TURN: Turn = Turn::First;

            fn known(&self, key: &$id) -> Option<Self::Value> {
                self.hot.$table.find(key, self.begun)
            }

            async fn load(&self, keys: &[$id]) -> std::result::Result<HashMap<$id, Self::Value>, DbErr> {
                let rows = self.by_id::<entity::$table::Entity>(keys.iter().map(|key| key.0).collect()).await?;
                let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
                Ok(rows.inspect(|(id, row)| self.hot.$table.keep(*id, Arc::clone(row))).collect())
            }
        }
    )+};
}

hot_by_id! {
    OfficeId => office,
    OrganizationId => organization,
    PersonId => person,
    PlaceId => place,
    TopicId => topic,
}

impl Records {
    /// What the answer may still take.
    pub(crate) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The id that a slug of a table leads to, where that is kept.
    pub(crate) fn kept_slug(&self, of: &(&'static str, String)) -> Option<i64> {
        self.hot.slug.find(of, self.begun)
    }

    pub(crate) fn keep_slug(&self, of: (&'static str, String), id: i64) {
        self.hot.slug.keep(of, id);
    }

    async fn by_id<E: EntityTrait>(&self, keys: Vec<i64>) -> std::result::Result<Vec<E::Model>, DbErr> {
        self.among::<E>(keys).all(&self.reader).await
    }

    fn among<E: EntityTrait>(&self, keys: Vec<i64>) -> sea_orm::Select<E> {
        let id = Expr::col((E::default(), Alias::new("id")));
        E::find().filter(among(self.reader.get_database_backend(), id, keys))
    }
}

macro_rules! children {
    ($($(#[$doc:meta])* $key:ident($owner:ty) => $table:ident.$column:ident by $order:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) struct $key(pub(crate) $owner);

        impl Loader<$key> for Records {
            type Value = Vec<entity::$table::Model>;

            async fn load(&self, keys: &[$key]) -> std::result::Result<HashMap<$key, Self::Value>, DbErr> {
                let owner = Expr::col((entity::$table::Entity, entity::$table::Column::$column));
                let keys = keys.iter().map(|key| key.0.0).collect();
                let these = among(self.reader.get_database_backend(), owner, keys);
                let rows = entity::$table::Entity::find().filter(these);
                let rows = rows.order_by_asc(entity::$table::Column::$order).all(&self.reader).await?;
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
    /// The pages an article points to.
    Links(ArticleId) => article_link.ArticleId by Position,
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
    /// The identifiers of a person elsewhere.
    PersonIds(PersonId) => external_id.PersonId by Id,
    /// The identifiers of an organization elsewhere.
    OrganizationIds(OrganizationId) => external_id.OrganizationId by Id,
    /// The identifiers of a place elsewhere.
    PlaceIds(PlaceId) => external_id.PlaceId by Id,
    /// The identifiers of a topic elsewhere.
    TopicIds(TopicId) => external_id.TopicId by Id,
    /// The offices a person held.
    PersonTenures(PersonId) => tenure.PersonId by StartedOn,
    /// Who held an office.
    OfficeTenures(OfficeId) => tenure.OfficeId by StartedOn,
    /// What humans corrected of a statement.
    StatementCorrections(StatementId) => correction.StatementId by Id,
}
