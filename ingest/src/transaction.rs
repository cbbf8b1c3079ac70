//! A transaction that writes: alone among writers, on both databases.

use crate::error::{Error, Result};
use sea_orm::{
    ConnectionTrait as _, DatabaseBackend, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};

/// Begins, once no other transaction writes.
pub(crate) async fn begin(database: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let options = TransactionOptions {
        // A deferred transaction that reads and then writes fails whenever another wrote in between.
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    let tx =
        database.begin_with_options(options).await.map_err(|error| Error::Transaction("begin", error))?;
    alone(&tx).await?;
    Ok(tx)
}

/// Waits until no other transaction writes, and sets how this one is planned. `SQLite` has one writer anyway, once it began
/// IMMEDIATE.
async fn alone(tx: &DatabaseTransaction) -> Result<()> {
    /// Any number that no other program on the same database locks: "news" in ASCII.
    const LOCK: i64 = 0x6e65_7773;
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        // Plans for the values at hand, also where the connection keeps plans otherwise: batches differ. All of a writer's
        // reads are by key. Tables grow faster than their statistics: a plan made while they were empty would go on reading
        // them whole. Where PostgreSQL does read one whole it takes that for so dear that it would compile the plan to
        // machine code, which takes a hundred times as long as reading a small table.
        let lock = format!(
            "SELECT set_config('plan_cache_mode', 'auto', true), pg_advisory_xact_lock({LOCK}), \
             set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"
        );
        tx.execute_unprepared(&lock).await.map_err(|error| Error::Transaction("begin", error))?;
    }
    Ok(())
}

/// Makes all of it seen.
pub(crate) async fn commit(tx: DatabaseTransaction) -> Result<()> {
    tx.commit().await.map_err(|error| Error::Transaction("commit", error))
}
