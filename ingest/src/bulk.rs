//! Many rows into one table. In: rows, and what happens to those that are there. Out: a few statements that the
//! database has prepared already: rows go in groups of a few sizes, so that the SQL is the same each time and
//! is neither built nor parsed nor planned again for each batch.

use crate::error::{Error, Result};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt as _, poll};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ConnectionTrait as _, DatabaseBackend, DatabaseTransaction,
    EntityName as _, EntityTrait, IntoActiveModel, Iterable as _, Statement, Value,
};
use std::fmt::Write as _;
use std::task::Poll;

/// The most values in one statement: many, since a statement has its own journal and its own part of the full text, and not
/// the most that databases take, since each size of each table is kept prepared.
const VALUES: usize = 16_384;
/// The most rows in one statement.
const ROWS: usize = 4096;

/// What happens to a row that is there by one of its keys.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Conflict<'s> {
    /// It is an error.
    Refuse,
    /// It stays as it is.
    Keep,
    /// Its `key` is this; these columns are set, as SQL.
    Set(&'s str, &'s str),
}

/// Writes rows into one table. All of them set the same columns.
pub(crate) async fn write<R, A>(tx: &DatabaseTransaction, rows: Vec<R>, conflict: Conflict<'_>) -> Result<()>
where
    R: IntoActiveModel<A> + Send,
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
    pub(crate) async fn write<R, A>(&mut self, rows: Vec<R>, conflict: Conflict<'_>) -> Result<()>
    where
        R: IntoActiveModel<A> + Send,
        A: ActiveModelTrait + Send,
    {
        let backend = self.tx.get_database_backend();
        let table = A::Entity::default().table_name();
        let left = rows.len();
        let mut rows = rows.into_iter().map(R::into_active_model).peekable();
        let Some(first) = rows.peek() else { return Ok(()) };
        let columns: Vec<_> = <A::Entity as EntityTrait>::Column::iter()
            .filter(|column| !first.get(*column).is_not_set())
            .collect();
        let names: Vec<&str> = columns.iter().map(sea_orm::IdenStatic::as_str).collect();
        let (mut size, mut sql) = (0, String::new());
        for group in groups(left, columns.len()) {
            if group != size {
                (size, sql) = (group, insert(backend, table, &names, group, conflict));
            }
            let mut values = Vec::with_capacity(group * columns.len());
            for mut row in rows.by_ref().take(group) {
                values.extend(columns.iter().map(|column| value(backend, row.take(*column))));
            }
            self.begin(table, Statement::from_sql_and_values(backend, sql.as_str(), values)).await?;
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

/// How many rows go into each statement: powers of two, so that there are few different ones. The largest come last, since
/// the caller goes on while the database is at the last one.
fn groups(rows: usize, columns: usize) -> impl Iterator<Item = usize> {
    let fit = (VALUES / columns.max(1)).clamp(1, ROWS);
    let most = 1 << fit.ilog2();
    let small = (0..fit.ilog2()).map(|bit| 1 << bit).filter(move |group| rows & group != 0);
    small.chain(std::iter::repeat_n(most, rows / most))
}

/// A value as it is bound. `SQLite` keeps days as text: it is made here, while the database is at the rows before, and not when
/// it waits for these.
///
/// # Panics
/// When a row leaves out a column that the first one sets: its writer forgot it.
fn value(backend: DatabaseBackend, set: ActiveValue<Value>) -> Value {
    match set.into_value() {
        Some(Value::ChronoDate(Some(day))) if backend == DatabaseBackend::Sqlite => day.to_string().into(),
        Some(value) => value,
        None => panic!("rows of one list set the same columns"),
    }
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
        Conflict::Refuse => write!(sql, ")"),
        Conflict::Keep => write!(sql, ") ON CONFLICT DO NOTHING"),
        Conflict::Set(key, set) => write!(sql, ") ON CONFLICT ({key}) DO UPDATE SET {set}"),
    };
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_hold_all_rows_and_no_more_values_than_fit() {
        for (rows, columns) in [(0, 5), (1, 5), (1000, 28), (1024, 28), (70_001, 8), (3, 40_000)] {
            let groups: Vec<usize> = groups(rows, columns).collect();
            assert_eq!(groups.iter().sum::<usize>(), rows, "{rows} rows of {columns} columns");
            assert!(groups.is_sorted(), "{groups:?}");
            assert!(groups.iter().all(|group| *group == 1 || group * columns <= VALUES), "{groups:?}");
        }
        assert_eq!(groups(1000, 28).collect::<Vec<_>>(), [8, 32, 64, 128, 256, 512]);
    }
}
