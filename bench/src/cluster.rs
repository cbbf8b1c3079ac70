//! A `PostgreSQL` of the benchmark's own: made once in its folder, kept with its data, never run as root.

use crate::process::{Process, free_port};
use anyhow::{Context as _, ensure};
use std::fmt::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A running cluster.
#[derive(Debug)]
pub(crate) struct Cluster {
    pub(crate) process: Process,
    binaries: PathBuf,
    port: u16,
}

/// What a small server would be given, and the counter of statements.
const SETTINGS: &[&str] = &[
    "shared_buffers=1GB",
    "max_connections=300",
    "max_wal_size=4GB",
    "synchronous_commit=off",
    "random_page_cost=1.1",
    "shared_preload_libraries=pg_stat_statements",
    "jit=off",
    "timezone=UTC",
];

impl Cluster {
    /// Starts the cluster of a folder, made when it is not there.
    pub(crate) fn start(folder: &Path) -> anyhow::Result<Self> {
        let binaries = binaries().context("no PostgreSQL in /usr/lib/postgresql; install postgresql")?;
        let data = folder.join("postgres");
        if !data.join("PG_VERSION").exists() {
            std::fs::create_dir_all(&data)?;
            run(Command::new("chown").arg("-R").arg(account()?.0.to_string()).arg(&data))?;
            let mut init = Command::new(binaries.join("initdb"));
            init.arg("-D").arg(&data).args([
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ]);
            run(as_account(&mut init)?)?;
        }
        let port = free_port()?;
        let mut server = Command::new(binaries.join("postgres"));
        server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-k", ""]);
        server.args(["-c", "listen_addresses=127.0.0.1"]);
        for setting in SETTINGS {
            server.args(["-c", setting]);
        }
        as_account(&mut server)?;
        let process = Process::start(server, port, &folder.join("postgres.log"))?;
        let cluster = Self { process, binaries, port };
        // The port opens before the log is replayed.
        while cluster.rows("postgres", "SELECT 1").is_err() {
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        Ok(cluster)
    }

    /// The address of a database.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// A program of this version with the arguments that lead to a database.
    pub(crate) fn tool(&self, name: &str, database: &str) -> Command {
        let mut tool = Command::new(self.binaries.join(name));
        tool.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string()]);
        if name == "psql" {
            tool.args(["-d", database])
        } else {
            tool.arg(database)
        };
        tool
    }

    /// The rows of a query, their cells as text.
    pub(crate) fn rows(&self, database: &str, sql: &str) -> anyhow::Result<Vec<Vec<String>>> {
        let mut psql = self.tool("psql", database);
        psql.args(["-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", sql]);
        let output = psql.output().context("psql does not run")?;
        ensure!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout)?;
        Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
    }

    /// Statements that a database was asked since the count was last taken.
    pub(crate) fn statements(&self, database: &str) -> anyhow::Result<u64> {
        let sql = format!(
            "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements \
             WHERE dbid = (SELECT oid FROM pg_database WHERE datname = '{database}') \
             AND query !~* '^(BEGIN|COMMIT|SET|SHOW|DISCARD)'"
        );
        let rows = self.rows("postgres", &sql)?;
        self.rows("postgres", "SELECT pg_stat_statements_reset()")?;
        Ok(rows.first().and_then(|row| row.first()?.parse().ok()).unwrap_or(0))
    }

    /// Makes a database, or says that it is there.
    pub(crate) fn create(&self, database: &str) -> anyhow::Result<bool> {
        self.rows("postgres", "CREATE EXTENSION IF NOT EXISTS pg_stat_statements")?;
        let there =
            self.rows("postgres", &format!("SELECT 1 FROM pg_database WHERE datname = '{database}'"))?;
        if !there.is_empty() {
            return Ok(false);
        }
        self.rows("postgres", &format!("CREATE DATABASE {database}"))?;
        Ok(true)
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output().with_context(|| format!("{command:?} does not run"))?;
    let mut told = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let _ = write!(told, "{}", String::from_utf8_lossy(&output.stderr));
        anyhow::bail!("{command:?}: {told}");
    }
    Ok(told)
}

/// The newest installed version.
fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.into_iter().rev().find(|folder| folder.join("postgres").exists())
}

/// Who runs the server: this user, or under root the packaged account, since `PostgreSQL` refuses root.
fn account() -> anyhow::Result<(u32, u32)> {
    let number = |flag: &str, name: Option<&str>| -> anyhow::Result<u32> {
        Ok(run(Command::new("id").arg(flag).args(name))?.trim().parse()?)
    };
    match number("-u", None)? {
        0 => Ok((number("-u", Some("postgres"))?, number("-g", Some("postgres"))?)),
        own => Ok((own, number("-g", None)?)),
    }
}

fn as_account(command: &mut Command) -> anyhow::Result<&mut Command> {
    let (user, group) = account()?;
    Ok(command.uid(user).gid(group).current_dir("/"))
}
