//! Records as lists and links read them: the few columns that most pages show, or whole where more is asked for. A
//! resolver that finds a column missing reads the whole row, so what is read decides how fast an answer is and never what
//! it says.

use crate::error::database;
use crate::loader::{Beside, InBrief, Loader, Plan, Records, connection, found, joined, listed, load, seen};
use crate::reader::Planning;
use async_graphql::{Context, Result, SelectionField};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{DbErr, EntityTrait, FromQueryResult, QueryResult};
use std::hash::Hash;
use std::sync::Arc;

/// The columns of a record that most pages show.
pub(crate) trait Brief: FromQueryResult + Send + Sync + 'static {
    type Table: EntityTrait;
    type Id: Copy + std::fmt::Debug + Eq + Hash + Send + Sync + 'static;
    type Whole: FromQueryResult + Send + Sync + 'static;

    /// In the order in which a row is read.
    const COLUMNS: &'static [ColumnOf<Self>];
    /// The columns of the whole record.
    fn whole() -> Vec<ColumnOf<Self>>;
    /// The fields of the schema that need other columns: those columns themselves, and what is made of them.
    const OF_WHOLE: [&'static [&'static str]; 2];

    /// Reads the columns from the place `from` of a row on.
    fn read(row: &QueryResult, from: usize) -> std::result::Result<Self, DbErr>;
    fn id(&self) -> Self::Id;
    fn number(id: Self::Id) -> i64;
}

type ColumnOf<B> = <<B as Brief>::Table as EntityTrait>::Column;

/// A record that was read.
#[derive(Debug)]
pub(crate) enum Row<B: Brief> {
    Whole(Arc<B::Whole>),
    Brief(Arc<B>),
}

impl<B: Brief> Clone for Row<B> {
    fn clone(&self) -> Self {
        match self {
            Self::Whole(row) => Self::Whole(Arc::clone(row)),
            Self::Brief(row) => Self::Brief(Arc::clone(row)),
        }
    }
}

impl<B: Brief> Row<B>
where
    Records: Loader<B::Id, Value = Arc<B::Whole>>,
{
    /// All of it.
    pub(crate) async fn whole(&self, ctx: &Context<'_>) -> Result<Arc<B::Whole>> {
        match self {
            Self::Whole(row) => Ok(Arc::clone(row)),
            Self::Brief(row) => load(ctx, row.id()).await?.ok_or_else(|| gone::<B>(row.id())),
        }
    }

    /// The record that the field at hand leads to.
    pub(crate) async fn linked(ctx: &Context<'_>, id: B::Id) -> Result<Option<Self>> {
        if ctx.field().selection_set().any(is_of_whole::<B>) {
            return Ok(load(ctx, id).await?.map(Self::Whole));
        }
        Ok(load::<InBrief<B>>(ctx, InBrief(id)).await?.map(Self::Brief))
    }
}

/// An object of the schema that is a record, of which little may be known.
pub(crate) trait Recorded: Sync {
    type Brief: Brief;

    /// Its row, where that was read.
    fn row(&self) -> Option<&Row<Self::Brief>>;

    fn key(&self) -> <Self::Brief as Brief>::Id;

    /// Its row, at least in brief.
    fn read(&self, ctx: &Context<'_>) -> impl Future<Output = Result<Row<Self::Brief>>> + Send {
        async {
            if let Some(row) = self.row() {
                return Ok(row.clone());
            }
            let found: Option<Arc<Self::Brief>> = load(ctx, InBrief(self.key())).await?;
            Ok(Row::Brief(found.ok_or_else(|| gone::<Self::Brief>(self.key()))?))
        }
    }

    /// All of its row.
    fn whole(
        &self,
        ctx: &Context<'_>,
    ) -> impl Future<Output = Result<Arc<<Self::Brief as Brief>::Whole>>> + Send
    where
        Records: Loader<<Self::Brief as Brief>::Id, Value = Arc<<Self::Brief as Brief>::Whole>>,
    {
        async {
            match self.row() {
                Some(row) => row.whole(ctx).await,
                None => load(ctx, self.key()).await?.ok_or_else(|| gone::<Self::Brief>(self.key())),
            }
        }
    }
}

/// The error of a record that somebody removed meanwhile.
fn gone<B: Brief>(id: B::Id) -> async_graphql::Error {
    database(&DbErr::RecordNotFound(format!("{id:?}")))
}

/// The fields that are asked of the nodes of a list.
pub(crate) fn asked_of_nodes(list: SelectionField<'_>) -> Vec<SelectionField<'_>> {
    let mut asked = Vec::new();
    for field in list.selection_set() {
        match field.name() {
            "nodes" => asked.extend(field.selection_set()),
            "edges" => {
                let nodes = field.selection_set().filter(|field| field.name() == "node");
                nodes.for_each(|node| asked.extend(node.selection_set()));
            }
            _ => {}
        }
    }
    asked
}

/// Whether a field needs other columns than the brief ones.
pub(crate) fn is_of_whole<B: Brief>(field: SelectionField<'_>) -> bool {
    B::OF_WHOLE.iter().any(|fields| fields.contains(&field.name()))
}

/// How the records of a list are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    Brief,
}

impl Extent {
    /// As much as the list at hand is asked for.
    pub(crate) fn asked<B: Brief>(ctx: &Context<'_>) -> Self {
        if asked_of_nodes(ctx.field()).into_iter().any(is_of_whole::<B>) { Self::Whole } else { Self::Brief }
    }

    /// The columns that are read.
    pub(crate) fn columns<B: Brief>(self) -> Vec<ColumnOf<B>> {
        match self {
            Self::Whole => B::whole(),
            Self::Brief => B::COLUMNS.to_vec(),
        }
    }

    /// Reads a selection, whose columns it sets.
    pub(crate) async fn rows<B: Brief>(
        self,
        ctx: &Context<'_>,
        select: &mut SelectStatement,
        planning: Planning,
    ) -> Result<Vec<Row<B>>> {
        self.rows_with(ctx, select, planning, &[]).await
    }

    /// The same with records beside each row; where there are any, the rows may come in another order.
    pub(crate) async fn rows_with<B: Brief>(
        self,
        ctx: &Context<'_>,
        select: &mut SelectStatement,
        planning: Planning,
        beside: &[Beside],
    ) -> Result<Vec<Row<B>>> {
        let table = B::Table::default();
        let columns = self.columns::<B>();
        select.clear_selects().columns(columns.iter().map(|column| (table, *column)));
        if !beside.is_empty() {
            let backend = connection(ctx).get_database_backend();
            *select = joined(backend, select.take(), &columns, beside);
        }
        let rows = found(ctx, select, planning).await?;
        let seen = seen(ctx);
        let read = rows.iter().map(|row| {
            seen.keep_beside(beside, row, columns.len())?;
            Ok(match self {
                Self::Whole => Row::Whole(Arc::new(B::Whole::from_query_result(row, "")?)),
                Self::Brief => Row::Brief(Arc::new(B::read(row, 0)?)),
            })
        });
        read.collect::<std::result::Result<_, _>>().map_err(|error: DbErr| database(&error))
    }

    /// Reads a page of the children of `of`; the plan reads the columns of this extent.
    pub(crate) async fn children<B: Brief>(
        self,
        ctx: &Context<'_>,
        plan: &Arc<Plan>,
        of: i64,
    ) -> Result<Vec<Row<B>>> {
        Ok(match self {
            Self::Whole => listed::<B::Table, _>(ctx, plan, of).await?.into_iter().map(Row::Whole).collect(),
            Self::Brief => listed::<B::Table, _>(ctx, plan, of).await?.into_iter().map(Row::Brief).collect(),
        })
    }
}

/// Defines the brief form of a record by its columns, and what a row gives whatever its extent.
macro_rules! brief {
    (
        $(#[doc = $doc:expr])+
        $object:ident of $table:ident by $id:ident, whole $whole:ident without [$($without:ident),*]:
        $($name:ident / $column:ident: $kind:ty),+;
        whole for $($field:literal),+
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub(crate) struct Brief {
            $($name: $kind),+
        }

        impl sea_orm::FromQueryResult for Brief {
            fn from_query_result(row: &sea_orm::QueryResult, _: &str) -> Result<Self, sea_orm::DbErr> {
                crate::types::brief::Brief::read(row, 0)
            }
        }

        impl crate::types::brief::Brief for Brief {
            type Table = entity::$table::Entity;
            type Id = $id;
            type Whole = entity::$table::$whole;

            const COLUMNS: &'static [entity::$table::Column] = &[$(entity::$table::Column::$column),+];
            fn whole() -> Vec<entity::$table::Column> {
                let without: &[&str] = &[$(sea_orm::IdenStatic::as_str(&entity::$table::Column::$without)),*];
                let all = <entity::$table::Column as sea_orm::Iterable>::iter();
                all.filter(|column| !without.contains(&sea_orm::IdenStatic::as_str(column))).collect()
            }
            const OF_WHOLE: [&'static [&'static str]; 2] = [$object::OF_WHOLE, &[$($field),+]];

            fn read(row: &sea_orm::QueryResult, from: usize) -> Result<Self, sea_orm::DbErr> {
                let mut next = from..;
                Ok(Self { $($name: row.try_get_by(next.next().unwrap_or_default())?),+ })
            }

            fn id(&self) -> $id {
                self.id
            }

            fn number(id: $id) -> i64 {
                id.0
            }
        }

        impl crate::types::brief::Row<Brief> {
            $(pub(crate) fn $name(&self) -> &$kind {
                match self {
                    Self::Whole(row) => &row.$name,
                    Self::Brief(row) => &row.$name,
                }
            })+
        }
    };
}
pub(crate) use brief;
