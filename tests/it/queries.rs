//! The cookbook: questions and their answers on the sample corpus. Each `tests/queries/NAME.graphql` is asked on
//! both databases, and both say what `NAME.json` says.

use crate::harness::{Database, Server, check_answer, root};
use std::path::PathBuf;

pub(crate) fn questions() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("tests/queries")).expect("the folder of questions");
    let mut files: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "graphql"));
    files.sort();
    assert!(files.len() >= 10, "the cookbook has {} questions", files.len());
    files
}

fn check(database: Database) {
    let server = Server::shared(database);
    for question in questions() {
        let query = std::fs::read_to_string(&question).expect("a question");
        let answer = serde_json::to_string_pretty(&server.ask(&query)).expect("JSON");
        check_answer(&question.with_extension("json"), &format!("{answer}\n"));
    }
}

#[test]
fn on_sqlite() {
    check(Database::Sqlite);
}

#[test]
fn on_postgres() {
    check(Database::Postgres);
}

#[test]
fn the_playground_opens_on_questions_that_have_answers() {
    let samples = root().join("api/assets/playground/samples");
    let mut count = 0;
    for sample in std::fs::read_dir(samples).expect("samples").flatten() {
        let query = std::fs::read_to_string(sample.path()).expect("a query");
        let answer = Server::shared(Database::Sqlite).ask(&query).to_string();
        assert!(answer.len() > 100, "{}: {answer}", sample.path().display());
        count += 1;
    }
    assert!(count >= 5);
}

#[test]
fn the_readme_shows_what_the_program_answers() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let part = |from: &str, to: &str| {
        let (_, rest) = readme.split_once(from).unwrap_or_else(|| panic!("the README has no {from}"));
        rest.split_once(to).unwrap_or_else(|| panic!("nothing ends {from}")).0.to_owned()
    };
    let request: serde_json::Value = serde_json::from_str(&part(" -d '", "'\n")).expect("a request");
    let shown: serde_json::Value = serde_json::from_str(&part("```json\n", "\n```")).expect("an answer");
    assert_eq!(Server::shared(Database::Sqlite).post(&request).json(), shown);
}
