//! The clients of front ends, as they come from their registry: they run where Node is installed, and must run where
//! `REQUIRE_NODE` is set.

use crate::harness::{Database, Desk, Server, Store, root};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Whether Node and npm are there; says so once when they are not.
fn has_node() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| {
        let runs = |program: &str| {
            Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
        };
        let has = runs("node") && runs("npm");
        assert!(
            has || std::env::var_os("REQUIRE_NODE").is_none(),
            "Node and npm are required here and are not on the PATH"
        );
        if !has {
            eprintln!("skipped: no Node on the PATH, so the clients of front ends were not run");
        }
        has
    })
}

/// Runs a program in a folder and gives what it said.
#[track_caller]
fn run(folder: &Path, program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).envs(variables.iter().copied());
    let output = command.output().unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{program} {arguments:?}:\n{}{}",
        said(&output.stdout),
        said(&output.stderr)
    );
    said(&output.stdout)
}

/// A folder with its packages as its lock file has them, installed once.
fn installed(folder: PathBuf) -> PathBuf {
    let lock = std::fs::read(folder.join("package-lock.json")).expect("a lock file");
    let mark = folder.join("node_modules/.installed");
    if std::fs::read(&mark).ok() != Some(lock.clone()) {
        run(&folder, "npm", &["ci", "--no-fund", "--no-audit", "--loglevel", "error"], &[]);
        std::fs::write(mark, lock).expect("a mark");
    }
    folder
}

/// The folder of the clients' own checks.
fn clients() -> &'static Path {
    static CLIENTS: OnceLock<PathBuf> = OnceLock::new();
    CLIENTS.get_or_init(|| installed(root().join("tests/clients")))
}

fn known_clients_listen(database: Database) {
    if !has_node() {
        return;
    }
    let store = Store::with_corpus(database);
    let desk = Desk::open(&store);
    let url = format!("{}/graphql", desk.server.address);
    let token = desk.bearer.trim_start_matches("Bearer ");
    let said = run(clients(), "node", &["listen.mjs", &url], &[("NEWSGRAPH_TOKEN", token)]);
    assert!(said.contains("graphql-ws: ") && said.contains("graphql-sse: "), "{said}");
}

#[test]
fn graphql_ws_and_graphql_sse_listen_on_sqlite() {
    known_clients_listen(Database::Sqlite);
}

#[test]
fn graphql_ws_and_graphql_sse_listen_on_postgres() {
    known_clients_listen(Database::Postgres);
}

#[test]
fn the_typed_front_end_compiles_and_pages_through_the_answer() {
    if !has_node() {
        return;
    }
    let folder = installed(root().join("examples/web-client"));
    run(&folder, "npm", &["run", "build"], &[]);
    let server = Server::shared(Database::Sqlite);
    let filter = "{ speaker: { slug: \"conrad-vale\" }, said: { from: \"2025-09-01\", to: \"2026-01-31\" } }";
    let expected = server.ask(&format!("{{ statements(filter: {filter}) {{ totalCount }} }}"));
    let expected = expected["statements"]["totalCount"].as_u64().expect("a count");
    assert!(expected > 3, "more than one page: {expected}");
    let url = format!("{}/graphql", server.address);
    let said =
        run(&folder, "node", &["dist/main.js", &url, "conrad-vale", "", "2025-09-01", "2026-01-31"], &[]);
    assert_eq!(said.lines().count() as u64, expected, "{said}");
    assert!(said.lines().all(|line| line.contains("Conrad Vale")), "{said}");
}

#[test]
fn lock_files_name_no_registry() {
    for folder in ["tests/clients", "examples/web-client"] {
        let lock =
            std::fs::read_to_string(root().join(folder).join("package-lock.json")).expect("a lock file");
        assert!(!lock.contains("\"resolved\""), "{folder}: npm install --omit-lockfile-registry-resolved");
    }
}
