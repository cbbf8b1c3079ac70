//! Opening the database. In: its address. Out: a pool, with what each database needs: `SQLite` keeps a write-ahead
//! log, waits for locks and holds foreign keys; `PostgreSQL` needs nothing.

use anyhow::{Context as _, bail};
use ingest::Trouble;
use migration::MigratorTrait as _;
use sea_orm::sqlx::{AssertSqlSafe, Executor as _};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbErr};
use std::path::Path;
use std::time::Duration;

/// How many connections a pool holds.
#[derive(Clone, Copy, Debug)]
pub struct Pool {
    /// The most that are open at once.
    pub connections: u32,
    /// How long a request waits for one.
    pub wait: Duration,
    /// What it is for.
    pub work: Work,
    /// How long a statement may take, where there is a limit.
    pub limit: Option<Duration>,
}

/// What a pool does most of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// It answers the same questions again and again.
    Answers,
    /// It takes documents in.
    Documents,
    /// It looks at what is there: nothing is made, not even a file, and one that may not be written is enough.
    Looking,
}

impl Work {
    /// What each connection to `SQLite` keeps of the file in memory: the value of the pragma `cache_size`, KiB as a
    /// negative number.
    fn cache_size(self) -> &'static str {
        match self {
            // The inner pages of all indexes of a million articles fit.
            Self::Answers | Self::Looking => "-16384",
            // What comes in goes to random places of two dozen indexes.
            Self::Documents => "-131072",
        }
    }

    /// Bytes of a `SQLite` file that are read where the system keeps them, without a copy for each connection.
    fn mmap_size(self) -> &'static str {
        match self {
            // The most that SQLite allows.
            Self::Answers | Self::Looking => "2147418112",
            // What is written is copied anyway, and memory stays what it is however large the file grows.
            Self::Documents => "0",
        }
    }
}

/// `PostgreSQL` keeps the plan of a statement. By itself it plans most of what is read here each time, for what it thinks
/// that a plan made for the values at hand would save; planning them takes as long as reading. `Reader` has those
/// planned each time that depend on their values. No answer takes so long that it would pay to compile its plan to machine
/// code, which takes longer than most answers.
const KEPT_PLANS: &str = "SET plan_cache_mode = force_generic_plan; SET jit = off";

/// A statement whose query was given up would keep its connection from others.
fn settings(limit: Option<Duration>) -> String {
    let limit = limit.map_or(0, |limit| limit.as_millis());
    format!("{KEPT_PLANS}; SET statement_timeout = {limit}")
}

/// A statement that takes longer is logged with its SQL, as a warning where people wait for answers.
const SLOW: Duration = Duration::from_secs(1);

/// A connection that nobody used for so long is tested before it is used.
const RESTED: Duration = Duration::from_millis(500);

/// Statements that a connection keeps prepared: more than the forms of questions that clients ask every day.
const PREPARED: usize = 500;

/// Pages that the write-ahead log of `SQLite` holds before they are moved into the file, 256 MiB in new files: pages that
/// many batches change are moved once.
const CHECKPOINT: &str = "32768";

/// Opens a database.
pub async fn open(url: &str, pool: Pool) -> anyhow::Result<DatabaseConnection> {
    let options = options(url, pool)?;
    Database::connect(options).await.map_err(|error| unopened(url, error))
}

fn options(url: &str, pool: Pool) -> anyhow::Result<ConnectOptions> {
    check_address(url)?;
    let slow = match pool.work {
        // A batch may take its seconds, and the SQL of one statement fills pages: whoever does not read them would stop the run.
        Work::Documents => log::LevelFilter::Debug,
        Work::Answers | Work::Looking => log::LevelFilter::Warn,
    };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(pool.connections)
        .acquire_timeout(pool.wait)
        // One that rested may be broken; testing each one every time would be a round trip for each query.
        .test_before_acquire_if_idle_for(RESTED)
        .sqlx_logging_level(log::LevelFilter::Debug)
        .sqlx_slow_statements_logging_settings(slow, SLOW);
    options.map_sqlx_sqlite_opts(move |options| {
        let options = match pool.work {
            Work::Looking => options.create_if_missing(false).read_only(true),
            _ => options.journal_mode(sea_orm::sqlx::sqlite::SqliteJournalMode::Wal),
        };
        options
            .synchronous(sea_orm::sqlx::sqlite::SqliteSynchronous::Normal)
            .busy_timeout(Duration::from_secs(30))
            .foreign_keys(true)
            .statement_cache_capacity(PREPARED)
            .pragma("mmap_size", pool.work.mmap_size())
            // A statement that may fail half-way keeps what it overwrites: in memory, not in a file.
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", pool.work.cache_size())
            .pragma("wal_autocheckpoint", CHECKPOINT)
    });
    options.map_sqlx_postgres_opts(|options| options.statement_cache_capacity(PREPARED));
    if pool.work == Work::Answers {
        let settings = settings(pool.limit);
        options.map_sqlx_postgres_pool_opts(move |pool| {
            let settings = settings.clone();
            pool.after_connect(move |connection, _| {
                let settings = AssertSqlSafe(settings.clone());
                Box::pin(async move { connection.execute(settings).await.map(|_| ()) })
            })
        });
        options.map_sqlx_sqlite_pool_opts(|pool| {
            // The deadline of a query (`reader.rs`) is nothing to whoever takes the connection next.
            pool.after_release(|connection, _| {
                Box::pin(async move {
                    connection.lock_handle().await?.remove_progress_handler();
                    Ok(true)
                })
            })
        });
    }
    Ok(options)
}

/// Why a database could not be opened.
fn unopened(url: &str, error: DbErr) -> anyhow::Error {
    let shown = without_password(url);
    let advice = match (missing(url), Trouble::of(&error)) {
        (Some(missing), _) => missing,
        (_, Trouble::ReadOnly) => format!("the database {shown} may not be written; see to its permissions"),
        (_, Trouble::Away | Trouble::Full | Trouble::Other) => format!("could not open the database {shown}"),
    };
    anyhow::Error::new(error).context(advice)
}

/// What is not there of a file of `SQLite`.
fn missing(url: &str) -> Option<String> {
    let file = Path::new(url.strip_prefix("sqlite://")?.split('?').next()?);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir());
    match folder {
        Some(folder) => {
            Some(format!("could not open the database {url}: there is no folder {}", folder.display()))
        }
        None if file.exists() => None,
        None => Some(format!(
            "there is no database {url}; newsgraph ingest makes one where the address ends with ?mode=rwc"
        )),
    }
}

/// An error where a file of `SQLite` is not there: who only asks makes none.
pub(crate) fn check_there(url: &str) -> anyhow::Result<()> {
    missing(url).map_or(Ok(()), |what| Err(anyhow::Error::msg(what)))
}

/// Opens a database to look at it alone; `None` where it is not there or not at this program's schema.
pub(crate) async fn open_as_it_is(url: &str) -> anyhow::Result<Option<DatabaseConnection>> {
    check_address(url)?;
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging_level(log::LevelFilter::Debug);
    options.map_sqlx_sqlite_opts(|options| options.create_if_missing(false).read_only(true));
    let Ok(database) = Database::connect(options).await else { return Ok(None) };
    let is_known = database.execute_unprepared("SELECT number FROM run_document LIMIT 1").await.is_ok();
    Ok(is_known.then_some(database))
}

/// Opens a replica, which may be down: it is tried for a second whenever a query needs a new connection to it.
pub(crate) async fn open_replica(url: &str, pool: Pool) -> anyhow::Result<DatabaseConnection> {
    if url.starts_with("sqlite:") {
        bail!("a replica follows PostgreSQL; write DATABASE_REPLICA_URL=postgres://USER@HOST/NAME");
    }
    let mut options = options(url, Pool { wait: Duration::from_secs(1), ..pool })?;
    options.connect_lazy(true);
    let shown = without_password(url);
    Database::connect(options).await.with_context(|| format!("could not open the replica {shown}"))
}

/// Opens a database for migrations.
pub(crate) async fn open_for_migrations(url: &str) -> anyhow::Result<DatabaseConnection> {
    check_address(url)?;
    migration::connect(url).await.map_err(|error| unopened(url, error))
}

/// An error unless the address names a database that the program speaks with.
fn check_address(url: &str) -> anyhow::Result<()> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if !known.iter().any(|scheme| url.starts_with(scheme)) {
        bail!(
            "the database address {:?} is not understood; write sqlite://FILE?mode=rwc or postgres://USER@HOST/NAME",
            without_password(url)
        );
    }
    Ok(())
}

/// The migrations that the database still needs; an error when it has some that this program does not know.
async fn pending(database: &DatabaseConnection) -> anyhow::Result<Vec<String>> {
    let unknown =
        migration::unknown(database).await.context("could not read the database's schema version")?;
    if let Some(first) = unknown.first() {
        bail!("the database is newer than this program: it has the migration {first}; run a newer newsgraph");
    }
    migration::pending(database).await.context("could not read the database's schema version")
}

/// Brings a database to this program's schema. Where another program is at it at the same time, both end there.
pub async fn migrate(url: &str) -> anyhow::Result<()> {
    /// Until what another program did is seen.
    const MOMENT: Duration = Duration::from_millis(500);
    let database = open_for_migrations(url).await?;
    let mut left = usize::MAX;
    while let Err(error) = up(&database).await {
        tokio::time::sleep(MOMENT).await;
        let now = pending(&database).await?.len();
        if now >= left {
            return Err(error);
        }
        left = now;
    }
    close(database).await
}

/// Closes a database. What the last one to close a file of `SQLite` does is move its write-ahead log into it: whoever copies
/// the file then has all of it.
pub(crate) async fn close(database: DatabaseConnection) -> anyhow::Result<()> {
    database.close().await.context("could not close the database")
}

/// Applies the migrations that are pending.
async fn up(database: &DatabaseConnection) -> anyhow::Result<()> {
    let pending = pending(database).await?;
    if !pending.is_empty() {
        migration::Migrator::up(database, None).await.context("a migration failed")?;
        tracing::info!(migrations = pending.len(), "the database is at this program's schema");
    }
    Ok(())
}

/// An error unless the database is at this program's schema.
pub async fn check_schema(database: &DatabaseConnection) -> anyhow::Result<()> {
    let pending = pending(database).await?;
    if let Some(first) = pending.first() {
        let count = pending.len();
        let behind = if count == 1 { "migration" } else { "migrations" };
        bail!(
            "the database is {count} {behind} behind this program, {first} first; run: newsgraph migrate up"
        );
    }
    Ok(())
}

fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(host)) if host > scheme => format!("{}{}", &url[..scheme + 3], &url[host + 1..]),
        _ => url.to_owned(),
    }
}
