//! What a query reads with: one connection for all of its statements, taken from a pool when it reads first and
//! given back when it is answered. A pool tests a connection whenever it comes back, so a connection for each
//! statement would be one more round trip for each.
//!
//! Where there is a replica, queries read from it; when it fails they go on with the primary.

use sea_orm::sea_query::Values;
use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::postgres::PgRow;
use sea_orm::sqlx::query::Query;
use sea_orm::sqlx::{
    AssertSqlSafe, Connection as _, Error, PgConnection, Postgres, Sqlite, SqliteConnection, query_with,
};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, ExecResult, QueryResult,
    RuntimeErr, Statement,
};
use sea_query_sqlx::SqlxValues;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The databases that queries read from.
#[derive(Clone, Debug)]
pub(crate) struct Databases {
    primary: DatabaseConnection,
    replica: Option<Replica>,
    /// How long a query may read.
    limit: Option<Duration>,
}

/// A copy of the primary that follows it.
#[derive(Clone, Debug)]
struct Replica {
    database: DatabaseConnection,
    /// When it is tried again, after it failed.
    again: Arc<Mutex<Option<Instant>>>,
}

impl Databases {
    pub(crate) fn new(primary: DatabaseConnection, replica: Option<DatabaseConnection>) -> Self {
        let replica = replica.map(|database| Replica { database, again: Arc::default() });
        Self { primary, replica, limit: None }
    }

    /// The same for queries that are given up after a while: what they were at is given up soon after.
    pub(crate) fn within(self, limit: Duration) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// The database that is written to.
    pub(crate) fn primary(&self) -> &DatabaseConnection {
        &self.primary
    }

    /// Reads for a query of anybody, with a connection that another one handed on.
    pub(crate) fn reader(&self, handed: Option<Held>) -> Reader {
        if let Some(Held { connection: Connection::Sqlite(_, Some(deadline)), .. }) = &handed {
            deadline.begin();
        }
        let held = Some(Arc::new(tokio::sync::Mutex::new(handed)));
        Reader { databases: self.clone(), planning: Planning::Kept, held }
    }

    /// Reads for a query of somebody who writes and must find what was written: a replica may be behind.
    pub(crate) fn reader_of_writer(&self) -> Reader {
        let held = Some(Arc::default());
        Reader { databases: self.without_replica(), planning: Planning::Kept, held }
    }

    /// Reads from the database itself, each statement with whatever connection is free: for what lasts long or
    /// writes in between.
    pub(crate) fn passing_reader(&self) -> Reader {
        Reader { databases: self.without_replica(), planning: Planning::Kept, held: None }
    }

    /// A connection to the primary.
    async fn connect(&self) -> Result<Connection, DbErr> {
        Connection::acquire(&self.primary, self.limit).await
    }

    /// How many connections to the primary rest in its pool.
    fn resting(&self) -> usize {
        match self.primary.get_database_backend() {
            DatabaseBackend::Postgres => self.primary.get_postgres_connection_pool().num_idle(),
            _ => self.primary.get_sqlite_connection_pool().num_idle(),
        }
    }

    fn without_replica(&self) -> Self {
        Self { primary: self.primary.clone(), replica: None, limit: self.limit }
    }
}

impl Replica {
    fn is_up(&self) -> bool {
        let again = self.again.lock().unwrap_or_else(PoisonError::into_inner);
        again.is_none_or(|again| again <= Instant::now())
    }

    /// Leaves it alone for a while.
    fn failed(&self, error: &DbErr) {
        const WHILE: Duration = Duration::from_secs(5);
        tracing::warn!(%error, "the replica does not answer; queries read from the primary");
        *self.again.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + WHILE);
    }
}

/// How `PostgreSQL` comes to the plan of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Planning {
    /// It keeps one: whatever the values, the statement reads by keys, or one range of one index.
    Kept,
    /// It makes one for the values at hand: how rare a publisher or a word is decides how it is best looked for.
    Each,
}

impl Planning {
    /// For a list by name or number, which is one range of one index unless a filter divides it.
    pub(crate) fn of_filter(is_filtered: bool) -> Self {
        if is_filtered { Self::Each } else { Self::Kept }
    }
}

/// Reads for one query.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    databases: Databases,
    planning: Planning,
    /// The connection that it keeps; none where it keeps none.
    held: Option<Arc<tokio::sync::Mutex<Option<Held>>>>,
}

/// The connection, once there is one.
#[derive(Debug)]
pub(crate) struct Held {
    connection: Connection,
    /// Where it leads, when that is a replica.
    replica: Option<Replica>,
    /// When the pool gave it.
    since: Instant,
}

impl Held {
    fn new(connection: Connection, replica: Option<Replica>) -> Self {
        Self { connection, replica, since: Instant::now() }
    }

    /// How long the pool has been without it.
    pub(crate) fn held_for(&self) -> Duration {
        self.since.elapsed()
    }
}

#[derive(Debug)]
enum Connection {
    Postgres(PoolConnection<Postgres>),
    Sqlite(PoolConnection<Sqlite>, Option<Deadline>),
}

/// When the statements of a connection to `SQLite` are given up; `PostgreSQL` looks to that itself (`database.rs`).
#[derive(Clone, Debug)]
struct Deadline {
    limit: Duration,
    at: Arc<Mutex<Instant>>,
}

impl Deadline {
    /// Sets one for a connection.
    async fn set(connection: &mut SqliteConnection, limit: Duration) -> Result<Self, Error> {
        /// Steps of a statement between two looks at the clock, far less than a millisecond.
        const STEPS: i32 = 10_000;
        let deadline = Self { limit, at: Arc::new(Mutex::new(Instant::now() + limit)) };
        let looked_at = deadline.clone();
        connection.lock_handle().await?.set_progress_handler(STEPS, move || Instant::now() < *looked_at.at());
        Ok(deadline)
    }

    /// Counts anew, for another query.
    fn begin(&self) {
        *self.at() = Instant::now() + self.limit;
    }

    fn at(&self) -> MutexGuard<'_, Instant> {
        self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    /// The dialect of both databases.
    pub(crate) fn get_database_backend(&self) -> DatabaseBackend {
        self.databases.primary.get_database_backend()
    }

    /// The database that is written to.
    pub(crate) fn primary(&self) -> &DatabaseConnection {
        &self.databases.primary
    }

    /// Whether it is for one query, and not for what lasts long or writes in between.
    pub(crate) fn is_of_query(&self) -> bool {
        self.held.is_some()
    }

    /// The same, with plans of this kind.
    pub(crate) fn planning(&self, planning: Planning) -> Self {
        Self { planning, ..self.clone() }
    }

    async fn read(&self, statement: &Statement) -> Result<Vec<QueryResult>, DbErr> {
        let planning = self.planning;
        let Some(held) = &self.held else {
            return self.databases.connect().await?.read(statement, planning).await;
        };
        let mut held = held.lock().await;
        // Whoever leaves in the middle of a statement, or finds the connection broken, leaves it to the pool.
        let mut of = match held.take() {
            Some(held) => held,
            None => self.acquire().await?,
        };
        // Of a database that went and came back, each connection that rested may be broken.
        let mut broken = 1 + self.databases.resting();
        loop {
            let rows = of.connection.read(statement, planning).await;
            let Err(error) = &rows else {
                *held = Some(of);
                return rows;
            };
            match &of.replica {
                // What is wrong with a statement is wrong on the primary, too, and told from there.
                Some(replica) if !is_of_statement(error) => replica.failed(error),
                Some(_) => {}
                None if broken > 0 && is_gone(error) => broken -= 1,
                None => return rows,
            }
            // First it gives back what it has: there may be no more connections than queries that found theirs broken.
            drop(of);
            of = Held::new(self.databases.connect().await?, None);
        }
    }

    async fn acquire(&self) -> Result<Held, DbErr> {
        if let Some(replica) = self.databases.replica.as_ref().filter(|replica| replica.is_up()) {
            match Connection::acquire(&replica.database, None).await {
                Ok(connection) => return Ok(Held::new(connection, Some(replica.clone()))),
                Err(error) => replica.failed(&error),
            }
        }
        Ok(Held::new(self.databases.connect().await?, None))
    }

    /// Its connection, when it has one that no statement is under way on.
    pub(crate) fn release(&self) -> Option<Held> {
        self.held.as_ref()?.try_lock().ok()?.take()
    }
}

/// Whether the connection is broken, or was ended by a database that stops (SQLSTATE class 57P).
fn is_gone(error: &DbErr) -> bool {
    let DbErr::Query(RuntimeErr::SqlxError(error)) = error else { return false };
    match error.as_database_error() {
        Some(error) => error.code().is_some_and(|code| code.starts_with("57P")),
        None => matches!(**error, Error::Io(_) | Error::Protocol(_)),
    }
}

/// Whether the database understood and refused, and did not just go away.
fn is_of_statement(error: &DbErr) -> bool {
    matches!(error, DbErr::Query(RuntimeErr::SqlxError(error)) if error.as_database_error().is_some())
}

impl Connection {
    async fn acquire(database: &DatabaseConnection, limit: Option<Duration>) -> Result<Self, DbErr> {
        let connection = match database.get_database_backend() {
            DatabaseBackend::Postgres => {
                database.get_postgres_connection_pool().acquire().await.map(Self::Postgres)
            }
            _ => Self::of_sqlite(database, limit).await,
        };
        connection.map_err(|error| match error {
            Error::PoolTimedOut => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
            error => DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))),
        })
    }

    async fn of_sqlite(database: &DatabaseConnection, limit: Option<Duration>) -> Result<Self, Error> {
        let mut connection = database.get_sqlite_connection_pool().acquire().await?;
        let deadline = match limit {
            Some(limit) => Some(Deadline::set(&mut connection, limit).await?),
            None => None,
        };
        Ok(Self::Sqlite(connection, deadline))
    }

    async fn read(&mut self, statement: &Statement, planning: Planning) -> Result<Vec<QueryResult>, DbErr> {
        let values = SqlxValues(statement.values.clone().unwrap_or(Values(Vec::new())));
        let sql = AssertSqlSafe(statement.sql.as_str());
        let rows = match self {
            Self::Postgres(connection) => {
                // Words are rare or not wherever they are looked for.
                let is_kept = planning == Planning::Kept && !statement.sql.contains(" @@ ");
                let query = query_with::<Postgres, _>(sql, values);
                let rows = if is_kept {
                    query.fetch_all(&mut **connection).await
                } else {
                    planned_each(connection, query).await
                };
                rows.map(|rows| rows.into_iter().map(QueryResult::from).collect())
            }
            Self::Sqlite(connection, _) => {
                let rows = query_with::<Sqlite, _>(sql, values).fetch_all(&mut **connection).await;
                rows.map(|rows| rows.into_iter().map(QueryResult::from).collect())
            }
        };
        rows.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(Arc::new(error))))
    }
}

/// Reads with a plan for the values at hand; the connection keeps plans otherwise, see `database.rs`.
async fn planned_each(
    connection: &mut PgConnection,
    query: Query<'_, Postgres, SqlxValues>,
) -> Result<Vec<PgRow>, Error> {
    // Whoever leaves in the middle leaves a transaction that is rolled back, and the mode with it.
    let mut own = connection.begin_with("BEGIN; SET LOCAL plan_cache_mode = force_custom_plan").await?;
    let rows = query.fetch_all(&mut *own).await?;
    own.commit().await?;
    Ok(rows)
}

#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DatabaseBackend {
        Self::get_database_backend(self)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.read(&statement).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.read(&statement).await?.into_iter().next())
    }

    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(DbErr::Custom("a query reads and never writes".to_owned()))
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(DbErr::Custom("a query reads and never writes".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::{Pool, Work, open};

    #[tokio::test]
    async fn a_statement_is_given_up_and_its_connection_serves_the_next() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let (wait, limit) = (Duration::from_secs(5), Duration::from_millis(300));
        let pool = Pool { connections: 1, wait, work: Work::Answers, limit: Some(limit) };
        let database = open(&format!("sqlite://{}", file.path().display()), pool).await.expect("a database");
        let databases = Databases::new(database, None).within(limit);
        let without_end =
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n";
        let ask = |sql: &str| Statement::from_string(DatabaseBackend::Sqlite, sql);
        let error = databases.reader(None).query_one_raw(ask(without_end)).await.expect_err("it has no end");
        assert_eq!(crate::error::database(&error).message, "a part of the query took too long; ask for less");
        databases.primary().query_one_raw(ask("SELECT 1")).await.expect("its time is no matter to others");
        let reader = databases.reader(None);
        reader.query_one_raw(ask("SELECT 1")).await.expect("a row");
        tokio::time::sleep(2 * limit).await;
        let next = databases.reader(reader.release());
        let many = without_end.replace("FROM n) SELECT", "FROM n LIMIT 20000) SELECT");
        next.query_one_raw(ask(&many)).await.expect("it has time of its own");
    }
}
