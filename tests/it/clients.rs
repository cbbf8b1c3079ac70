//! The contract with the tools that clients use: the audits of GraphQL over HTTP, relay-compiler, and a linter with the
//! rules of Relay and of descriptions. They need Node and npm; where those are missing the tests say so and pass,
//! unless `REQUIRE_NODE` is set, as it is in `.ci/run`.

use crate::harness::{Database, Server, root};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The folder with the tools installed; none where Node is missing.
fn tools() -> Option<&'static PathBuf> {
    static TOOLS: OnceLock<Option<PathBuf>> = OnceLock::new();
    TOOLS.get_or_init(install).as_ref()
}

fn install() -> Option<PathBuf> {
    let has =
        |program: &str| Command::new(program).arg("--version").output().is_ok_and(|out| out.status.success());
    if !has("node") || !has("npm") {
        assert!(
            std::env::var_os("REQUIRE_NODE").is_none(),
            "Node and npm are required here, and are missing"
        );
        println!("skipped: Node and npm are not installed; on Debian they are the packages nodejs and npm");
        return None;
    }
    let folder = root().join("tests/clients");
    let lock = std::fs::read(folder.join("package-lock.json")).expect("the lock file");
    let kept = folder.join("node_modules/.installed-lock");
    if std::fs::read(&kept).is_ok_and(|installed| installed == lock) {
        return Some(folder);
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder);
    run(&mut npm);
    std::fs::write(kept, lock).expect("the folder can be written");
    Some(folder)
}

/// Runs a command to its end and fails with what it said.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}:\n{said}");
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
