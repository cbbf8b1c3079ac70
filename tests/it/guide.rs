//! The schema guide shows what the program answers: each query of it is asked, and what follows is the answer.

use crate::harness::{Database, Desk, Store, check_answer, root};
use serde_json::json;
use std::fmt::Write as _;

/// Asks every `graphql` block of a document, in order, and gives the document with the answers in the `json` blocks
/// behind them. A block before which stands `<!-- not asked -->` is left alone.
fn answered(desk: &Desk<'_>, document: &str) -> (String, usize) {
    let mut told = String::new();
    let mut count = 0;
    let mut rest = document;
    while let Some((before, behind)) = rest.split_once("```graphql\n") {
        let (query, behind) = behind.split_once("```\n").expect("an end of the query");
        write!(told, "{before}```graphql\n{query}```\n").expect("text");
        rest = behind;
        if before.trim_end().ends_with("<!-- not asked -->") {
            continue;
        }
        let (between, behind) = rest.split_once("```json\n").expect("an answer behind the query");
        assert_eq!(between.trim(), "", "the answer stands right behind its query:\n{query}");
        let (_, behind) = behind.split_once("```\n").expect("an end of the answer");
        let answer = desk.post(query, &json!({})).json();
        let answer = serde_json::to_string_pretty(&answer).expect("JSON");
        write!(told, "\n```json\n{answer}\n```\n").expect("text");
        rest = behind;
        count += 1;
    }
    told.push_str(rest);
    (told, count)
}

#[test]
fn the_schema_guide_shows_what_the_program_answers() {
    let store = Store::with_corpus(Database::Sqlite);
    let desk = Desk::open(&store);
    let file = root().join("docs/schema-guide.md");
    let guide = std::fs::read_to_string(&file).expect("the guide");
    let (told, count) = answered(&desk, &guide);
    assert!(count >= 10, "the guide has {count} examples");
    check_answer(&file, &told);
}
