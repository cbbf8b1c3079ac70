//! A database of a test's own, and a look into its rows.

use super::postgres::{self, Cluster};
use super::program::{Outcome, newsgraph};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database as Connect, DatabaseConnection, Statement};
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// The two databases that the product runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

/// Columns that differ whenever documents come in: when, and in which order.
const CLOCK: [&str; 6] =
    ["received_at", "seen_at", "bytes", "published_position", "changed_position", "latest"];

/// Columns that hold numbers of rows within.
const HOLDS_NUMBERS: [&str; 2] = ["candidates", "parts"];

/// Tables that each run adds to.
const JOURNAL: [&str; 2] = ["run", "run_document"];

/// An empty database.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) database: Database,
    pub(crate) url: String,
    /// A folder of the test's own.
    pub(crate) folder: TempDir,
    name: String,
}

impl Store {
    /// A database without tables.
    pub(crate) fn create(database: Database) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let url = match database {
            Database::Sqlite => format!("sqlite://{}?mode=rwc", folder.path().join("news.db").display()),
            Database::Postgres => {
                let create = format!("CREATE DATABASE {name}");
                execute(&format!("{}/postgres", postgres::address()), &create).expect("a new database");
                format!("{}/{name}", postgres::address())
            }
        };
        Self { database, url, folder, name }
    }

    /// A database without tables in a cluster of the test's own.
    pub(crate) fn on(cluster: &Cluster, name: &str) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        execute(&format!("{}/postgres", cluster.address()), &format!("CREATE DATABASE {name}"))
            .expect("a new database");
        Self {
            database: Database::Postgres,
            url: format!("{}/{name}", cluster.address()),
            folder,
            name: name.to_owned(),
        }
    }

    /// A database with the sample corpus.
    pub(crate) fn with_corpus(database: Database) -> Self {
        let store = Self::create(database);
        store.newsgraph(&["ingest", &super::corpus().display().to_string()]).succeeds();
        store
    }

    /// Runs the program on this database.
    pub(crate) fn newsgraph(&self, arguments: &[&str]) -> Outcome {
        newsgraph(arguments, &[("DATABASE_URL", &self.url)], "")
    }

    /// Writes a file into the test's folder.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("the folder takes a file");
        path.display().to_string()
    }

    /// Runs SQL.
    #[track_caller]
    pub(crate) fn execute(&self, sql: &str) {
        self.try_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Runs SQL on another database.
    pub(crate) fn execute_on(url: &str, sql: &str) {
        execute(url, sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Runs SQL that the database may refuse.
    pub(crate) fn try_execute(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        execute(&self.url, sql)
    }

    /// The same, where there is a database that answers.
    pub(crate) fn try_rows(&self, sql: &str) -> Option<Vec<Vec<Option<String>>>> {
        let answers = block_on(async { try_connect(&self.url).await.is_ok() });
        answers.then(|| self.rows(sql))
    }

    /// The rows of a query whose columns are text.
    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        block_on(async {
            let database = connect(&self.url).await;
            let query = Statement::from_string(database.get_database_backend(), sql);
            let rows = database.query_all_raw(query).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
            let cell = |row: &sea_orm::QueryResult, at: usize| {
                let text = row.try_get_by_index::<Option<String>>(at);
                let number =
                    || row.try_get_by_index::<Option<i64>>(at).map(|number| number.map(|n| n.to_string()));
                text.or_else(|_| number()).unwrap_or_else(|error| panic!("{sql}: column {at}: {error}"))
            };
            let rows = rows.iter().map(|row| (0..row.column_names().len()).map(|at| cell(row, at)).collect());
            rows.collect()
        })
    }

    /// The single value of a query.
    pub(crate) fn value(&self, sql: &str) -> String {
        self.rows(sql)[0][0].clone().unwrap_or_default()
    }

    /// How `PostgreSQL` would answer a query whatever its values, with tables as large as one likes.
    pub(crate) fn plan(&self, sql: &str) -> Vec<String> {
        block_on(async {
            let database = connect(&self.url).await;
            let run = async |sql: &str| {
                let result = database.execute_unprepared(sql).await;
                result.unwrap_or_else(|error| panic!("{sql}: {error}"));
            };
            run("SET plan_cache_mode = force_generic_plan").await;
            // On tables this small reading all rows is cheapest; an index is used where there is one.
            run("SET enable_seqscan = off").await;
            run(&format!("PREPARE asked AS {sql}")).await;
            let count = "SELECT CAST(cardinality(parameter_types) AS TEXT) FROM pg_prepared_statements WHERE name = 'asked'";
            let query = Statement::from_string(database.get_database_backend(), count);
            let row = database.query_one_raw(query).await.expect("a count").expect("a row");
            let count: usize = row.try_get_by_index::<String>(0).expect("a count").parse().expect("a number");
            let values = vec!["NULL"; count].join(", ");
            let asked = if count == 0 { "asked".to_owned() } else { format!("asked({values})") };
            let query =
                Statement::from_string(database.get_database_backend(), format!("EXPLAIN EXECUTE {asked}"));
            let lines = database.query_all_raw(query).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
            lines.iter().map(|line| line.try_get_by_index(0).expect("a line")).collect()
        })
    }

    /// Takes a `PostgreSQL` database away from everyone, as a server that stops does.
    pub(crate) fn take_away(&self) {
        let server = format!("{}/postgres", postgres::address());
        let name = &self.name;
        execute(&server, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).expect("it is closed");
        let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        execute(&server, &end).expect("its connections end");
    }

    /// Brings it back.
    pub(crate) fn bring_back(&self) {
        let open = format!("ALTER DATABASE {} ALLOW_CONNECTIONS true", self.name);
        execute(&format!("{}/postgres", postgres::address()), &open).expect("it is open");
    }

    /// How many rows a table has.
    pub(crate) fn count(&self, table: &str) -> usize {
        self.value(&format!("SELECT CAST(count(*) AS TEXT) FROM {table}")).parse().expect("a count")
    }

    /// The tables with their columns, whether each may be null, and its declared type.
    pub(crate) fn columns(&self) -> BTreeMap<String, Vec<(String, bool, String)>> {
        let sql = match self.database {
            Database::Sqlite => {
                "SELECT t.name, c.name, CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 THEN 'yes' ELSE 'no' END, c.type \
                 FROM sqlite_master t, pragma_table_info(t.name) c \
                 WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND t.name NOT LIKE '%_text_%' \
                 AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid"
            }
            Database::Postgres => {
                "SELECT table_name::text, column_name::text, lower(is_nullable::text), data_type::text \
                 FROM information_schema.columns WHERE table_schema = 'public' \
                 AND data_type <> 'tsvector' ORDER BY table_name, ordinal_position"
            }
        };
        let mut tables: BTreeMap<String, Vec<(String, bool, String)>> = BTreeMap::new();
        for row in self.rows(sql) {
            let [table, column, nullable, kind] = &row[..] else { panic!("four columns") };
            let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
            let column = (text(column), text(nullable) == "yes", text(kind));
            tables.entry(text(table)).or_default().push(column);
        }
        tables.remove("seaql_migrations");
        tables
    }

    /// All rows of all tables as text, but for when they came in and by which runs.
    pub(crate) fn dump(&self) -> BTreeMap<String, Vec<Vec<Option<String>>>> {
        let table = |(table, columns): (String, Vec<(String, bool, String)>)| {
            let kept = columns.iter().map(|(name, ..)| name).filter(|name| !CLOCK.contains(&name.as_str()));
            let cells: Vec<String> = kept.map(|name| self.as_text(name)).collect();
            let mut rows = self.rows(&format!("SELECT {} FROM {table}", cells.join(", ")));
            rows.sort();
            (table, rows)
        };
        let tables = self.columns().into_iter().filter(|(table, _)| !JOURNAL.contains(&table.as_str()));
        tables.map(table).collect()
    }

    /// A column as text, whatever it holds.
    fn as_text(&self, column: &str) -> String {
        let text = format!("CAST(\"{column}\" AS TEXT)");
        if self.url.starts_with("postgres") {
            return text;
        }
        format!("CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") ELSE {text} END")
    }

    /// Fails unless another database tells the same: the same articles with all that was found in them, and the
    /// same rows but for their numbers, which a run that was cut off may have used up.
    #[track_caller]
    pub(crate) fn tells_the_same(&self, other: &Self) {
        let (mine, theirs) = (self.without_numbers(), other.without_numbers());
        for (table, rows) in &mine {
            let differ = rows.iter().zip(&theirs[table]).find(|(mine, theirs)| mine != theirs);
            assert!(differ.is_none() && rows.len() == theirs[table].len(), "{table} differs: {differ:?}");
        }
        let export = |store: &Self| store.newsgraph(&["export"]).succeeds().stdout;
        assert!(export(self) == export(other), "the exports differ");
    }

    fn without_numbers(&self) -> BTreeMap<String, Vec<Vec<String>>> {
        let columns = self.columns();
        let plain = |table: &str, row: Vec<Option<String>>| {
            let kept =
                columns[table].iter().map(|(name, ..)| name.as_str()).filter(|name| !CLOCK.contains(name));
            let cells = kept
                .zip(row)
                .filter(|(name, _)| *name != "id" && !name.ends_with("_id") && !HOLDS_NUMBERS.contains(name));
            // The slug of a record that one article alone knows ends with that article's number.
            let text = |(name, cell): (&str, Option<String>)| match cell {
                Some(slug) if name == "slug" => {
                    slug.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
                }
                cell => cell.unwrap_or_default(),
            };
            cells.map(text).collect::<Vec<String>>()
        };
        let table = |(table, rows): (String, Vec<Vec<Option<String>>>)| {
            let mut rows: Vec<Vec<String>> = rows.into_iter().map(|row| plain(&table, row)).collect();
            rows.sort();
            (table, rows)
        };
        self.dump().into_iter().map(table).collect()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let is_compared = !std::thread::panicking() && crate::parts::are_there(self);
        let compare = AssertUnwindSafe(|| {
            crate::parts::hold(self);
            crate::counts::hold(self);
        });
        let held = is_compared.then(|| std::panic::catch_unwind(compare));
        if self.database == Database::Postgres {
            let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
            let server = self.url.rsplit_once('/').map_or("", |(server, _)| server);
            // What stays behind goes with the server.
            let _ = execute(&format!("{server}/postgres"), &drop);
        }
        if let Some(Err(differs)) = held {
            std::panic::resume_unwind(differs);
        }
    }
}

fn execute(url: &str, sql: &str) -> Result<(), sea_orm::DbErr> {
    block_on(async { connect(url).await.execute_unprepared(sql).await.map(drop) })
}

async fn connect(url: &str) -> DatabaseConnection {
    try_connect(url).await.unwrap_or_else(|error| panic!("{url}: {error}"))
}

async fn try_connect(url: &str) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Connect::connect(options).await
}

/// Waits for one piece of asynchronous work.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(work)
}
