//! A run that is cut off leaves no half document, and the next run leaves the same rows as if nothing had been.

use crate::harness::{Database, Store, corpus, newsgraph_command, on_both_databases};
use std::process::Stdio;
use std::time::Duration;

/// The corpus many times over under other addresses, so that a run takes long enough to be cut off.
fn long_corpus(store: &Store) -> String {
    let line = std::fs::read_to_string(corpus().join("wire.jsonl")).expect("the wire's stories");
    let mut lines = String::new();
    for copy in 0..120 {
        for story in line.lines() {
            lines.push_str(&story.replace("https://", &format!("https://copy-{copy}.")));
            lines.push('\n');
        }
    }
    store.file("long.jsonl", lines)
}

on_both_databases! {
    fn kill_9_in_the_middle_and_again(store: &Store) {
        let whole = Store::create(store.database);
        let file = long_corpus(&whole);
        whole.newsgraph(&["ingest", &file]).succeeds();
        store.newsgraph(&["migrate", "up"]).succeeds();
        let mut cut_off = 0;
        for wait in [150, 300, 450] {
            let mut command = newsgraph_command(&["ingest", &file], &[("DATABASE_URL", &store.url)]);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().expect("it starts");
            std::thread::sleep(Duration::from_millis(wait));
            cut_off += usize::from(child.try_wait().expect("a status").is_none());
            child.kill().expect("it is killed");
            child.wait().expect("it ends");
            let halves = "SELECT CAST(count(*) AS TEXT) FROM article WHERE NOT EXISTS \
                          (SELECT 1 FROM article_version WHERE article_version.article_id = article.id)";
            assert_eq!(store.value(halves), "0", "no half document is seen");
        }
        assert!(cut_off > 0, "every run had ended before it was killed");
        store.newsgraph(&["ingest", &file]).succeeds();
        store.tells_the_same(&whole);
    }
}

#[test]
fn a_database_that_goes_away_is_told_and_nothing_is_half() {
    let store = Store::create(Database::Postgres);
    let file = long_corpus(&store);
    store.newsgraph(&["migrate", "up"]).succeeds();
    let mut command = newsgraph_command(&["ingest", &file], &[("DATABASE_URL", &store.url)]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(300));
    store.take_away();
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("could not") && !said.contains("panicked"), "{said}");
    store.bring_back();
    store.newsgraph(&["ingest", &file]).succeeds();
    let whole = Store::create(Database::Postgres);
    whole.newsgraph(&["ingest", &file]).succeeds();
    store.tells_the_same(&whole);
}
