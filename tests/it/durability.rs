//! A run that is cut off leaves no half document, and the next run leaves the same rows as if nothing had been.

use crate::harness::{Database, Store, corpus, newsgraph_command, on_both_databases};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// The corpus many times over under other addresses, so that a run takes long enough to be cut off. With 200 copies
/// there are more documents than one batch takes.
fn long_corpus(store: &Store, copies: usize) -> String {
    let line = std::fs::read_to_string(corpus().join("wire.jsonl")).expect("the wire's stories");
    let mut lines = String::new();
    for copy in 0..copies {
        for story in line.lines() {
            lines.push_str(&story.replace("https://", &format!("https://copy-{copy}.")));
            lines.push('\n');
        }
    }
    store.file("long.jsonl", lines)
}

/// What the journal tells of the documents of the first run.
fn journal(store: &Store) -> Vec<Vec<Option<String>>> {
    store.rows("SELECT CAST(number AS TEXT), place, outcome, reason FROM run_document WHERE run_id = 1 ORDER BY number")
}

/// Starts a run, kills it after a while and checks that nothing is half. Gives whether it was still running.
fn cut_off(store: &Store, file: &str, wait: Duration) -> bool {
    let mut command = newsgraph_command(&["ingest", file], &[("DATABASE_URL", &store.url)]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    std::thread::sleep(wait);
    let is_running = child.try_wait().expect("a status").is_none();
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    let halves = "SELECT CAST(count(*) AS TEXT) FROM article WHERE NOT EXISTS \
                  (SELECT 1 FROM article_version WHERE article_version.article_id = article.id)";
    assert_eq!(store.value(halves), "0", "no half document is seen");
    is_running
}

/// Kills a run over and over, lets it end, and compares with a run that nobody disturbed. `wait` tells how long before each
/// kill, from how long that one took.
fn survives(store: &Store, file: &str, kills: u64, wait: impl Fn(u64, Duration) -> Duration) {
    let whole = Store::create(store.database);
    let begun = Instant::now();
    let undisturbed = whole.newsgraph(&["ingest", file]).succeeds();
    let took = begun.elapsed();
    store.newsgraph(&["migrate", "up"]).succeeds();
    let cut_offs = (0..kills).filter(|number| cut_off(store, file, wait(*number, took))).count();
    assert!(cut_offs > 0, "every run had ended before it was killed");
    let written = store.count("run_document");
    store.newsgraph(&["ingest", file]).succeeds();
    store.tells_the_same(&whole);
    // A kill that came after the run's end made the last one a second run, which found nothing to do.
    assert!(journal(store) == journal(&whole), "the journals differ");
    eprintln!(
        "{cut_offs} kills survived, {written} documents in by then; undisturbed: {}",
        undisturbed.summary()
    );
}

on_both_databases! {
    fn kill_9_in_the_middle_and_again(store: &Store) {
        let file = long_corpus(store, 120);
        survives(store, &file, 3, |number, _| Duration::from_millis(150 * (number + 1)));
    }

    /// The whole bar: 10,000 documents, 50 kills. `NEWSGRAPH_KILLS=50 cargo test --release -p tests fifty_kills`.
    fn fifty_kills_over_ten_thousand_documents(store: &Store) {
        let Some(kills) = std::env::var("NEWSGRAPH_KILLS").ok().and_then(|kills| kills.parse::<u64>().ok()) else { return };
        let wire = std::fs::read_to_string(corpus().join("wire.jsonl")).expect("the wire's stories");
        let copies = 10_000 / wire.lines().count() + 1;
        let copy = |number: usize| wire.replace("https://", &format!("https://copy-{number}."));
        let file = store.file("ten-thousand.jsonl", (0..copies).map(copy).collect::<String>());
        // Moments that no two runs of this test share need no seed: any of them must do. The longest wait is a little more
        // than one of the run's ten batches takes, so that one in five is written before its kill and the kills move on through the run.
        survives(store, &file, kills, |number, took| {
            let noise = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), (number, Instant::now()));
            Duration::from_millis(100) + took / 8 * u32::try_from(noise % 1000).unwrap_or(0) / 1000
        });
    }
}

#[test]
fn a_database_that_goes_away_is_waited_for() {
    let store = Store::create(Database::Postgres);
    let file = long_corpus(&store, 200);
    store.newsgraph(&["migrate", "up"]).succeeds();
    let mut command = newsgraph_command(&["ingest", &file], &[("DATABASE_URL", &store.url)]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    wait_for_a_batch(&store);
    store.take_away();
    std::thread::sleep(Duration::from_secs(absence()));
    store.bring_back();
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("does not answer; waiting") && said.contains("answers again"), "{said}");
    let whole = Store::create(Database::Postgres);
    whole.newsgraph(&["ingest", &file]).succeeds();
    store.tells_the_same(&whole);
    assert!(journal(&store) == journal(&whole), "the journals differ");
}

/// Waits until a run is in the middle of its work.
fn wait_for_a_batch(store: &Store) {
    let begun = Instant::now();
    while store.count("run_document") == 0 {
        assert!(begun.elapsed() < Duration::from_mins(2), "no batch was written");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Seconds; the bar is ten.
fn absence() -> u64 {
    std::env::var("NEWSGRAPH_ABSENCE").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(2)
}

#[test]
fn a_database_that_stays_away_is_told_and_nothing_is_half() {
    let store = Store::create(Database::Postgres);
    let file = long_corpus(&store, 200);
    store.newsgraph(&["migrate", "up"]).succeeds();
    let arguments = ["ingest", "--patience", "0", &file];
    let mut command = newsgraph_command(&arguments, &[("DATABASE_URL", &store.url)]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    wait_for_a_batch(&store);
    store.take_away();
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("the same command again") && !said.contains("panicked"), "{said}");
    store.bring_back();
    store.newsgraph(&["ingest", &file]).succeeds();
    let whole = Store::create(Database::Postgres);
    whole.newsgraph(&["ingest", &file]).succeeds();
    store.tells_the_same(&whole);
}

/// A statement that waits is no warning with its SQL, of which a batch has pages: it filled the pipe of whoever did not
/// read it, and stopped the run.
#[test]
fn a_batch_that_waits_says_nothing() {
    let store = Store::create(Database::Postgres);
    store.newsgraph(&["migrate", "up"]).succeeds();
    let locked = "SELECT CAST(count(*) AS TEXT) FROM pg_locks \
                  WHERE relation = CAST('article' AS regclass) AND mode = 'ShareLock' AND granted";
    std::thread::scope(|scope| {
        scope.spawn(|| {
            store.execute("BEGIN; LOCK TABLE article IN SHARE MODE; SELECT pg_sleep(1.5); COMMIT");
        });
        while store.value(locked) == "0" {
            std::thread::sleep(Duration::from_millis(20));
        }
        let ingested = store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        assert!(!ingested.stderr.contains("INSERT"), "{}", ingested.stderr);
    });
}
