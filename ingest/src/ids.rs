//! Ids handed out before the rows are written, so that a whole batch is linked in memory and written with one
//! statement a table. Only inside a writing transaction, which [is alone](crate::transaction).

use crate::error::{Error, Result};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, DatabaseTransaction, Statement};

/// Numbers of one table that nobody else has.
#[derive(Debug)]
pub(crate) struct Ids {
    next: i64,
    left: usize,
}

impl Ids {
    /// At most `count` new numbers of `table`.
    pub(crate) async fn reserve(tx: &DatabaseTransaction, table: &'static str, count: usize) -> Result<Self> {
        if count == 0 {
            return Ok(Self { next: 0, left: 0 });
        }
        let sql = match tx.get_database_backend() {
            DatabaseBackend::Postgres => format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), \
                 nextval(pg_get_serial_sequence('{table}', 'id')) + {count} - 1) - {count} + 1 AS first"
            ),
            _ => format!(
                "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0) + 1 AS first"
            ),
        };
        let statement = Statement::from_string(tx.get_database_backend(), sql);
        let row = tx.query_one_raw(statement).await.map_err(|error| Error::Load(table, error))?;
        let first = row.map(|row| row.try_get("", "first")).transpose();
        let next = first.map_err(|error| Error::Load(table, error))?.unwrap_or(1);
        Ok(Self { next, left: count })
    }

    /// How many may still be taken.
    pub(crate) fn left(&self) -> usize {
        self.left
    }

    /// The next number.
    ///
    /// # Panics
    /// When more are taken than were reserved: the caller counted wrongly.
    pub(crate) fn take(&mut self) -> i64 {
        assert!(self.left > 0, "more ids taken than reserved");
        self.left -= 1;
        self.next += 1;
        self.next - 1
    }
}
