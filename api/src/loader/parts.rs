//! Small children of articles, those of several tables in one statement of SQL: byline, images, topics and mentions.
//! To ask `PostgreSQL` costs more than what such a table gives, so all that a level of a query asks for are arms of one
//! union. Every arm has the same columns: numbers and texts, null where a table has fewer. `SQLite` is asked within the
//! program: there each null costs more than a statement of its own, so each arm is read alone.

use super::batch::{Loader, Turn};
use super::keys::{among, list};
use super::{Records, load};
use crate::error::database;
use async_graphql::{Context, Result};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query, SelectStatement, UnionType};
use sea_orm::{ActiveEnum, ConnectionTrait as _, DatabaseBackend, DbErr, QueryResult, Statement, TryGetable};
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

/// A table of children, and its columns in the order in which [`Part::read`] takes them.
#[derive(Debug)]
pub(crate) struct Arm {
    pub(crate) table: &'static str,
    /// The column that names the record they belong to.
    pub(crate) owner: &'static str,
    /// The number that orders them.
    pub(crate) place: &'static str,
    pub(crate) numbers: &'static [&'static str],
    pub(crate) texts: &'static [&'static str],
}

/// A child that is read as an arm.
pub(crate) trait Part: Sized {
    const ARM: &'static Arm;

    fn read(cells: Cells) -> std::result::Result<Self, DbErr>;
}

/// What a row of an arm holds.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    pub(crate) place: i64,
    numbers: Vec<Option<i64>>,
    texts: Vec<Option<String>>,
}

impl Cells {
    /// A number that may be null, as an id.
    pub(crate) fn id<I>(&self, at: usize, id: fn(i64) -> I) -> Option<I> {
        self.numbers.get(at).copied().flatten().map(id)
    }

    /// A number that may be null and is small.
    pub(crate) fn number(&self, at: usize) -> Option<i32> {
        self.id(at, i32::try_from)?.ok()
    }

    pub(crate) fn text(&mut self, at: usize) -> Option<String> {
        self.texts.get_mut(at)?.take()
    }

    /// A text that stands for one of a few values, or null.
    pub(crate) fn choice<E: ActiveEnum<Value = String>>(
        &mut self,
        at: usize,
    ) -> std::result::Result<Option<E>, DbErr> {
        self.text(at).map(|text| E::try_from_value(&text)).transpose()
    }
}

/// What a column that is never null gave.
pub(crate) fn some<T>(value: Option<T>) -> std::result::Result<T, DbErr> {
    value.ok_or_else(|| DbErr::Type("a column that is never null is null".to_owned()))
}

/// The children of a record, in their order.
pub(crate) async fn parts<P: Part>(ctx: &Context<'_>, of: i64) -> Result<Vec<P>> {
    let cells = load(ctx, Parts { arm: P::ARM, of }).await?.unwrap_or_default();
    cells.into_iter().map(P::read).collect::<std::result::Result<_, _>>().map_err(|error| database(&error))
}

/// The children of a record in one table.
#[derive(Clone, Copy, Debug)]
struct Parts {
    arm: &'static Arm,
    of: i64,
}

impl PartialEq for Parts {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of && self.arm.table == other.arm.table
    }
}

impl Eq for Parts {}

impl Hash for Parts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.of.hash(state);
        self.arm.table.hash(state);
    }
}

impl Loader<Parts> for Records {
    type Value = Vec<Cells>;

    const TURN: Turn = Turn::Last;

    async fn load(&self, keys: &[Parts]) -> std::result::Result<HashMap<Parts, Vec<Cells>>, DbErr> {
        // By name, so that the same arms make the same SQL.
        let mut of_arm: BTreeMap<&'static str, (&'static Arm, Vec<i64>)> = BTreeMap::new();
        for Parts { arm, of } in keys {
            of_arm.entry(arm.table).or_insert_with(|| (*arm, Vec::new())).1.push(*of);
        }
        let arms: Vec<(&'static Arm, Vec<i64>)> = of_arm.into_values().collect();
        let together = match self.reader.get_database_backend() {
            DatabaseBackend::Postgres => arms.len().max(1),
            _ => 1,
        };
        let mut found: HashMap<Parts, Vec<Cells>> = HashMap::new();
        for arms in arms.chunks(together) {
            self.union(arms, &mut found).await?;
        }
        found.values_mut().for_each(|cells| cells.sort_by_key(|cells| cells.place));
        Ok(found)
    }
}

impl Records {
    /// Reads arms, each with its owners, in one statement.
    async fn union(
        &self,
        arms: &[(&'static Arm, Vec<i64>)],
        found: &mut HashMap<Parts, Vec<Cells>>,
    ) -> std::result::Result<(), DbErr> {
        let width = Width::of(arms);
        let backend = self.reader.get_database_backend();
        let values = arms.iter().map(|(_, owners)| list(backend, owners.clone()));
        let statement = Statement::from_sql_and_values(backend, &*sql(backend, arms), values);
        for row in self.reader.query_all_raw(statement).await? {
            let (at, of): (i32, i64) = (row.try_get_by(0)?, row.try_get_by(1)?);
            let Some((arm, _)) = usize::try_from(at).ok().and_then(|at| arms.get(at)) else { continue };
            found.entry(Parts { arm, of }).or_default().push(width.read(arm, &row)?);
        }
        Ok(())
    }
}

/// SQL by what it was built for: whether for `PostgreSQL`, and which tables.
type Built = BTreeMap<(bool, Vec<&'static str>), Arc<str>>;

/// The SQL of a union, whose values are the owners of each arm. Clients ask for the same arms again and again, so it is
/// built once for those that it has.
fn sql(backend: DatabaseBackend, arms: &[(&'static Arm, Vec<i64>)]) -> Arc<str> {
    static BUILT: Mutex<Built> = Mutex::new(Built::new());
    let tables = arms.iter().map(|(arm, _)| arm.table).collect();
    let key = (backend == DatabaseBackend::Postgres, tables);
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let sql = built.entry(key).or_insert_with(|| {
        let width = Width::of(arms);
        let mut selects = arms.iter().enumerate().map(|(at, (arm, _))| width.select(backend, at, arm));
        let mut union = selects.next().unwrap_or_default();
        selects.for_each(|other| {
            union.union(UnionType::All, other);
        });
        backend.build(&union).sql.into()
    });
    Arc::clone(sql)
}

/// The columns of a union behind the arm's number, the owner and the place.
#[derive(Clone, Copy, Debug)]
struct Width {
    numbers: usize,
    texts: usize,
}

impl Width {
    /// Wide enough for all of them.
    fn of(arms: &[(&'static Arm, Vec<i64>)]) -> Self {
        let widest = |of: fn(&Arm) -> &'static [&'static str]| {
            arms.iter().map(|(arm, _)| of(arm).len()).max().unwrap_or_default()
        };
        Self { numbers: widest(|arm| arm.numbers), texts: widest(|arm| arm.texts) }
    }

    fn select(self, backend: DatabaseBackend, at: usize, arm: &Arm) -> SelectStatement {
        let column = |name: &'static str| Expr::col((Alias::new(arm.table), Alias::new(name)));
        let mut select = Query::select();
        select.expr(Expr::cust(at.to_string())).expr(column(arm.owner)).from(arm.table);
        let cells = [
            (&[arm.place][..], 1, "bigint"),
            (arm.numbers, self.numbers, "bigint"),
            (arm.texts, self.texts, "text"),
        ];
        for (names, width, kind) in cells {
            for at in 0..width {
                select.expr(match names.get(at) {
                    Some(name) => column(name).cast_as(kind),
                    None => Expr::cust("NULL").cast_as(kind),
                });
            }
        }
        select.and_where(among(backend, column(arm.owner), Vec::new())).take()
    }

    /// Reads the cells of an arm, whose table may have fewer.
    fn read(self, arm: &Arm, row: &QueryResult) -> std::result::Result<Cells, DbErr> {
        let numbers = 3;
        let texts = numbers + self.numbers;
        Ok(Cells {
            place: row.try_get_by(2)?,
            numbers: cells(row, numbers, arm.numbers.len())?,
            texts: cells(row, texts, arm.texts.len())?,
        })
    }
}

fn cells<T: TryGetable>(row: &QueryResult, from: usize, count: usize) -> std::result::Result<Vec<T>, DbErr> {
    (from..from + count).map(|at| row.try_get_by(at)).collect()
}
