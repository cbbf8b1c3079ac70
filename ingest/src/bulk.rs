//! Many rows into one table. In: rows, and what happens to those that are there. Out: a few statements that the
//! database has prepared already: rows go in groups of fixed sizes, so that the SQL is the same each time and
//! is neither built nor parsed nor planned again for each batch.

use crate::error::{Error, Result};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt as _, poll};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait as _, DatabaseBackend, DatabaseTransaction,
    EntityName as _, EntityTrait, Iterable as _, Statement, Value,
};
use std::fmt::Write as _;
use std::task::Poll;

/// Rows in one statement, the largest group first: few enough that a statement binds no more values than databases
/// take, and many, since full text is indexed once a statement.
const GROUPS: [usize; 5] = [512, 128, 32, 8, 1];

/// What happens to a row that is there by one of its keys.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Conflict<'s> {
    /// It stays as it is.
    Keep,
    /// Its `key` is this; these columns are set, as SQL.
    Set(&'s str, &'s str),
}

/// Writes rows into one table. All of them set the same columns.
pub(crate) async fn write<A>(tx: &DatabaseTransaction, rows: Vec<A>, conflict: Conflict<'_>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let mut writer = Writer::new(tx);
    writer.write(rows, conflict).await?;
    writer.wait().await
}

/// Writes the rows of one table after the other: while the database writes a group, the next is made ready. Whoever asks the
/// transaction anything else [waits](Self::wait) first.
pub(crate) struct Writer<'t> {
    tx: &'t DatabaseTransaction,
    /// What the database is at.
    at_work: Option<BoxFuture<'t, Result<()>>>,
}

impl<'t> Writer<'t> {
    pub(crate) fn new(tx: &'t DatabaseTransaction) -> Self {
        Self { tx, at_work: None }
    }

    /// Writes rows, but for the last of them, which the database may still be at. All of them set the same columns.
    pub(crate) async fn write<A>(&mut self, rows: Vec<A>, conflict: Conflict<'_>) -> Result<()>
    where
        A: ActiveModelTrait + Send,
    {
        let Some(first) = rows.first() else { return Ok(()) };
        let backend = self.tx.get_database_backend();
        let table = A::Entity::default().table_name();
        let columns: Vec<_> = <A::Entity as EntityTrait>::Column::iter()
            .filter(|column| !first.get(*column).is_not_set())
            .collect();
        let names: Vec<&str> = columns.iter().map(sea_orm::IdenStatic::as_str).collect();
        let mut left = rows.len();
        let mut rows = rows.into_iter();
        for group in GROUPS {
            if left < group {
                continue;
            }
            let sql = insert(backend, table, &names, group, conflict);
            while left >= group {
                let values = rows.by_ref().take(group).flat_map(|mut row| {
                    columns.iter().map(move |column| value(row.take(*column))).collect::<Vec<Value>>()
                });
                self.begin(table, Statement::from_sql_and_values(backend, sql.as_str(), values)).await?;
                left -= group;
            }
        }
        Ok(())
    }

    /// Hands a statement to the database, once it is through with the one before.
    async fn begin(&mut self, table: &'static str, statement: Statement) -> Result<()> {
        self.wait().await?;
        let written = self.tx.execute_raw(statement).map(move |done| match done {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::Write(table, error)),
        });
        let mut written = written.boxed();
        match poll!(&mut written) {
            Poll::Ready(done) => done,
            Poll::Pending => {
                self.at_work = Some(written);
                Ok(())
            }
        }
    }

    /// Until the database is through with all rows.
    pub(crate) async fn wait(&mut self) -> Result<()> {
        match self.at_work.take() {
            Some(written) => written.await,
            None => Ok(()),
        }
    }
}

/// # Panics
/// When a row leaves out a column that the first one sets: its writer forgot it.
fn value(set: ActiveValue<Value>) -> Value {
    set.into_value().unwrap_or_else(|| panic!("rows of one list set the same columns"))
}

fn insert(
    backend: DatabaseBackend,
    table: &str,
    columns: &[&str],
    rows: usize,
    conflict: Conflict<'_>,
) -> String {
    let mut sql = format!("INSERT INTO {table} (\"{}\") VALUES ", columns.join("\", \""));
    let mut number = 0;
    // Writing to a string cannot fail.
    for row in 0..rows {
        for column in 0..columns.len() {
            number += 1;
            sql.push_str(if column > 0 {
                ", "
            } else if row > 0 {
                "), ("
            } else {
                "("
            });
            let _ = match backend {
                DatabaseBackend::Postgres => write!(sql, "${number}"),
                _ => write!(sql, "?"),
            };
        }
    }
    let _ = match conflict {
        Conflict::Keep => write!(sql, ") ON CONFLICT DO NOTHING"),
        Conflict::Set(key, set) => write!(sql, ") ON CONFLICT ({key}) DO UPDATE SET {set}"),
    };
    sql
}
