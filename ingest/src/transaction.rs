//! A transaction that writes: alone among writers, on both databases.

use crate::error::{Error, Result};
use crate::ids;
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
    if database.get_database_backend() == DatabaseBackend::Postgres {
        // Plans for the values at hand, also where the connection keeps plans otherwise: batches differ.
        let planned = tx.execute_unprepared("SET LOCAL plan_cache_mode = auto").await;
        planned.map_err(|error| Error::Transaction("begin", error))?;
    }
    ids::alone(&tx).await?;
    Ok(tx)
}

/// Makes all of it seen.
pub(crate) async fn commit(tx: DatabaseTransaction) -> Result<()> {
    tx.commit().await.map_err(|error| Error::Transaction("commit", error))
}
