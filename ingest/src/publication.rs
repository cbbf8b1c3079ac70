//! The order of publications. In: how many statements a transaction publishes. Out: their positions. They are
//! handed out inside the writing transaction, which is alone, so that they become visible in their order.

use crate::error::{Error, Result};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, DatabaseTransaction, Statement};

/// The channel on which `PostgreSQL` tells other processes of publications; the payload is the last position.
pub const CHANNEL: &str = "newsgraph_publication";

/// Hands out `count` positions and gives the first. Listeners hear of them when the transaction commits.
pub(crate) async fn advance(tx: &DatabaseTransaction, count: usize) -> Result<i64> {
    if count == 0 {
        return Ok(0);
    }
    let write = |error| Error::Write("publication", error);
    let backend = tx.get_database_backend();
    let sql = format!("UPDATE publication SET latest = latest + {count} WHERE id = 1 RETURNING latest");
    let row = tx.query_one_raw(Statement::from_string(backend, sql)).await.map_err(write)?;
    let missing = || sea_orm::DbErr::RecordNotFound("the count of publications".to_owned());
    let latest: i64 = row.ok_or_else(missing).and_then(|row| row.try_get("", "latest")).map_err(write)?;
    if backend == DatabaseBackend::Postgres {
        let notify = format!("SELECT pg_notify('{CHANNEL}', '{latest}')");
        tx.execute_unprepared(&notify).await.map_err(write)?;
    }
    Ok(latest + 1 - i64::try_from(count).unwrap_or(i64::MAX))
}
