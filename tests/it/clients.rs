//! The contract with the tools and clients of front ends, as they come from their registry: the audits of GraphQL over
//! HTTP, relay-compiler, a linter with the rules of Relay and of descriptions, graphql-ws and graphql-sse, and a typed
//! front end. They need Node and npm; where those are missing the tests say so and pass, unless `REQUIRE_NODE` is set,
//! as it is in `.ci/run`.

use crate::harness::{Database, Desk, Server, Store, root};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder with the tools installed; none where Node is missing.
fn tools() -> Option<&'static Path> {
    static TOOLS: OnceLock<Option<PathBuf>> = OnceLock::new();
    TOOLS.get_or_init(|| has_node().then(|| installed("tests/clients"))).as_deref()
}

/// Whether Node and npm are there; says so when they are not.
fn has_node() -> bool {
    let has =
        |program: &str| Command::new(program).arg("--version").output().is_ok_and(|out| out.status.success());
    let has = has("node") && has("npm");
    assert!(
        has || std::env::var_os("REQUIRE_NODE").is_none(),
        "Node and npm are required here, and are missing"
    );
    if !has {
        println!("skipped: Node and npm are not installed; on Debian they are the packages nodejs and npm");
    }
    has
}

/// A folder with its packages as its lock file has them, installed once.
fn installed(folder: &str) -> PathBuf {
    let folder = root().join(folder);
    let lock = std::fs::read(folder.join("package-lock.json")).expect("the lock file");
    let kept = folder.join("node_modules/.installed-lock");
    if !std::fs::read(&kept).is_ok_and(|installed| installed == lock) {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder);
        run(&mut npm);
        std::fs::write(kept, lock).expect("the folder can be written");
    }
    folder
}

/// Runs a command to its end and gives what it said; fails with all of it.
#[track_caller]
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}:\n{said}{complained}");
    said
}

#[test]
fn the_audits_of_graphql_over_http_hold() {
    let Some(folder) = tools() else { return };
    for database in [Database::Sqlite, Database::Postgres] {
        let address = format!("{}/graphql", Server::shared(database).address);
        let said = run(Command::new("node").arg("audit.mjs").arg(address).current_dir(folder));
        assert!(said.contains(" audits hold"), "{said}");
    }
}

#[test]
fn relay_compiler_accepts_the_schema() {
    let Some(folder) = tools() else { return };
    let said = run(Command::new("node").args(["relay.mjs", "../../schema.graphql"]).current_dir(folder));
    assert!(said.contains("compiled"), "{said}");
}

#[test]
fn a_linter_finds_nothing_in_the_schema() {
    let Some(folder) = tools() else { return };
    let eslint = folder.join("node_modules/eslint/bin/eslint.js");
    let config = folder.join("eslint.config.js");
    let mut lint = Command::new("node");
    lint.arg(eslint).arg("--config").arg(config).args(["--max-warnings", "0", "schema.graphql"]);
    run(lint.current_dir(root()));
}

fn known_clients_listen(database: Database) {
    let Some(folder) = tools() else { return };
    let store = Store::with_corpus(database);
    let desk = Desk::open(&store);
    let mut listen = Command::new("node");
    listen.arg("listen.mjs").arg(format!("{}/graphql", desk.server.address));
    listen.env("NEWSGRAPH_TOKEN", desk.bearer.trim_start_matches("Bearer ")).current_dir(folder);
    let said = run(&mut listen);
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
    let folder = installed("examples/web-client");
    run(Command::new("npm").args(["run", "build"]).current_dir(&folder));
    let server = Server::shared(Database::Sqlite);
    let readme = std::fs::read_to_string(folder.join("README.md")).expect("the README");
    let asked =
        readme.lines().find_map(|line| line.strip_prefix("npm start -- http://127.0.0.1:8000/graphql "));
    let asked: Vec<&str> = asked.expect("a command").split(' ').collect();
    let [speaker, topic, from, to] = asked[..] else { panic!("a speaker, a topic and two days: {asked:?}") };
    let filter = format!(
        "{{ speaker: {{ slug: \"{speaker}\" }}, topic: {{ slug: \"{topic}\" }}, said: {{ from: \"{from}\", to: \"{to}\" }} }}"
    );
    let counts = "totalCount facets(by: [KIND]) { counts { key count } }";
    let expected = server.ask(&format!("{{ statements(filter: {filter}) {{ {counts} }} }}"));
    let list = &expected["statements"];
    let total = list["totalCount"].as_u64().expect("a count");
    assert!(total > 3, "more than one page: {expected}");
    let kinds = list["facets"][0]["counts"].as_array().expect("counts").iter();
    let direct = kinds.filter(|kind| kind["key"] == "DIRECT").find_map(|kind| kind["count"].as_u64());
    let main = |arguments: &[&str]| {
        let mut main = Command::new("node");
        main.arg("dist/main.js").arg(format!("{}/graphql", server.address)).args(arguments);
        main.current_dir(&folder);
        main
    };
    let said = run(&mut main(&asked));
    assert_eq!(said.lines().count() as u64, total, "{said}");
    assert!(said.lines().all(|line| line.contains("Piotr Vasko")), "{said}");
    assert_eq!(
        said.matches(": “").count() as u64,
        direct.expect("direct ones"),
        "marks around quotes alone: {said}"
    );
    let refused = main(&["piotr-vasco"]).output().expect("it starts");
    let complained = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(
        complained.trim(),
        "There is no person or organization \"piotr-vasco\". Did you mean piotr-vasko?"
    );
}

#[test]
fn lock_files_name_no_registry() {
    for folder in ["tests/clients", "examples/web-client"] {
        let lock = std::fs::read_to_string(root().join(folder).join("package-lock.json"));
        let lock = lock.expect("the lock file");
        assert!(!lock.contains("\"resolved\""), "{folder}: npm install --omit-lockfile-registry-resolved");
    }
}
