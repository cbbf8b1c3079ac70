//! The program as operators run it: help, configuration, health, an end without loss.

use crate::harness::{Database, Server, Store, corpus, newsgraph, newsgraph_command, on_both_databases};
use std::process::Stdio;

#[test]
fn help_has_examples() {
    let commands: [&[&str]; 19] = [
        &[],
        &["serve"],
        &["ingest"],
        &["import"],
        &["export"],
        &["extract"],
        &["runs"],
        &["rejected"],
        &["reextract"],
        &["reference", "import"],
        &["watch"],
        &["reference"],
        &["schema"],
        &["migrate"],
        &["migrate", "up"],
        &["migrate", "down"],
        &["migrate", "status"],
        &["token", "create"],
        &["token", "list"],
    ];
    for command in commands {
        let arguments: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let help = newsgraph(&arguments, &[], "").succeeds().stdout;
        assert!(help.contains("Example"), "{command:?}: {help}");
    }
}

#[test]
fn a_wrong_value_stops_the_start_with_a_sentence() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let missing = format!("sqlite://{}/no/such/folder/news.db?mode=rwc", folder.path().display());
    let nothing = format!("sqlite://{}/news.db?mode=rwc", folder.path().display());
    for (arguments, variables, words) in [
        (
            &["serve"][..],
            &[("DATABASE_URL", "mysql://localhost/news")][..],
            &["mysql://", "postgres://USER"][..],
        ),
        (&["serve"], &[("DATABASE_URL", missing.as_str())], &["could not open the database", "no folder"]),
        (&["runs"], &[("DATABASE_URL", nothing.as_str())], &["there is no database", "newsgraph ingest"]),
        (&["serve"], &[("NEWSGRAPH_CORS_ORIGINS", "notanorigin")], &["notanorigin", "https://news.example"]),
        (&["migrate", "status", "--database-url", "mysql://x"], &[], &["mysql://x"]),
        (&["migrate", "status"], &[("DATABASE_URL", nothing.as_str())], &["there is no database"]),
        (&["token", "list"], &[("DATABASE_URL", nothing.as_str())], &["there is no database"]),
        (
            &["serve"],
            &[("DATABASE_URL", "postgres://u:secret@127.0.0.1:1/x")],
            &["could not open the database"],
        ),
        (&["serve", "--listen", "here"], &[], &["--listen", "here"]),
        (&["serve"], &[("NEWSGRAPH_TIMEOUT", "0")], &["--timeout", "1..=600"]),
        (&["serve"], &[("NEWSGRAPH_BODY_LIMIT", "0")], &["--body-limit", "1.."]),
        (&["serve"], &[("NEWSGRAPH_DEPTH_LIMIT", "0")], &["--depth-limit", "1.."]),
        (&["serve"], &[("NEWSGRAPH_LOG", "loud=very")], &["--log"]),
        (&["serve", "--depth"], &[], &["--depth"]),
        (&["ingest", "/no/such/file"], &[("DATABASE_URL", "sqlite::memory:")], &["/no/such/file"]),
        (&["ingest"], &[], &["PATHS"]),
    ] {
        let outcome = newsgraph(arguments, variables, "");
        assert!(matches!(outcome.status, Some(1 | 2)), "{arguments:?}: {outcome:?}");
        for word in words {
            assert!(outcome.stderr.contains(word), "{arguments:?} does not say {word:?}: {}", outcome.stderr);
        }
        assert!(
            !outcome.stderr.contains("panicked") && !outcome.stderr.contains("secret"),
            "{}",
            outcome.stderr
        );
    }
}

/// How long a start with the sample corpus takes until it has answered.
fn first_answer(store: &Store) -> std::time::Duration {
    let begun = std::time::Instant::now();
    let server = Server::start(store, &["--sample"]);
    let answer = server.ask("{ articles(first: 1) { totalCount } }");
    let spent = begun.elapsed();
    let count = answer["articles"]["totalCount"].as_i64().expect("a count");
    assert!(count > 40, "the corpus has {count} articles");
    assert_eq!((server.get("/health", &[]).status, server.get("/ready", &[]).status), (200, 200));
    assert_eq!(server.stop(), Some(0));
    spent
}

/// As in `newsgraph schema | head -1` and `newsgraph ingest pages 2>&1 | head -1`.
#[test]
fn who_stops_reading_ends_nothing_but_the_words() {
    let store = Store::create(Database::Sqlite);
    let url = [("DATABASE_URL", store.url.as_str())];
    let corpus = corpus().display().to_string();
    for (arguments, is_deaf) in [(&["schema"][..], false), (&["ingest", &corpus], true), (&["export"], false)]
    {
        let mut command = newsgraph_command(arguments, &url);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        drop(child.stdout.take());
        if is_deaf {
            drop(child.stderr.take());
        }
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && !said.contains("panicked") && !said.contains("Broken pipe"),
            "{arguments:?}: {said}"
        );
    }
    let runs = store.newsgraph(&["runs", "--open"]).succeeds().stdout;
    assert_eq!(runs.lines().count(), 1, "the run was ended: {runs}");
}

on_both_databases! {
    fn the_first_command_serves_the_sample_corpus(store: &Store) {
        let spent = first_answer(store);
        if spent.as_secs() >= 10 {
            // A machine too slow for the bound is its own yardstick: the same corpus, taken in without a server.
            let begun = std::time::Instant::now();
            Store::with_corpus(store.database);
            let by_hand = begun.elapsed();
            assert!(spent < 3 * by_hand, "the first answer came after {spent:?}, an ingest took {by_hand:?}");
        }
    }

    fn an_older_schema_is_told_and_left_alone(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        store.newsgraph(&["migrate", "down"]).succeeds();
        let words = ["1 migration behind", "newsgraph migrate up"];
        store.newsgraph(&["serve", "--no-migrate", "--listen", "127.0.0.1:0"]).fails(1, &words);
        store.newsgraph(&["export"]).fails(1, &words);
    }

    fn a_schema_from_the_future_is_told(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        store.execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)");
        let outcome = store.newsgraph(&["export"]);
        assert_eq!(outcome.status, Some(1), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("m9999_from_the_future"), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("newer"), "{}", outcome.stderr);
    }
}

#[test]
fn ready_follows_the_database() {
    let store = Store::with_corpus(Database::Postgres);
    let server = Server::start(&store, &[]);
    assert_eq!(server.get("/ready", &[]).status, 200);
    // Several connections, none of which may stand in the way afterwards.
    let ask_at_once = || {
        std::thread::scope(|scope| {
            let asked: Vec<_> =
                (0..6).map(|_| scope.spawn(|| server.ask("{ people { nodes { name } } }"))).collect();
            asked.into_iter().for_each(|asked| {
                asked.join().expect("an answer");
            });
        });
    };
    ask_at_once();
    store.take_away();
    assert_eq!(server.get("/ready", &[]).status, 503);
    assert_eq!(server.get("/health", &[]).status, 200, "the process itself lives");
    let message = server.refuses("{ people { nodes { name } } }", "INTERNAL_SERVER_ERROR");
    assert!(!message.contains("postgres") && message.contains("try again"), "{message}");
    store.bring_back();
    ask_at_once();
}

#[test]
fn an_answer_on_its_way_is_given_before_the_end() {
    let store = Store::with_corpus(Database::Sqlite);
    let server = Server::start(&store, &[]);
    let address = server.address.clone();
    let asked = std::thread::spawn(move || {
        let query = "{ statements(first: 100) { nodes { text quotes { nodes { text } } } } }";
        let body = serde_json::json!({ "query": query });
        ureq::post(format!("{address}/graphql")).send_json(body).map(|answer| answer.status().as_u16())
    });
    std::thread::sleep(std::time::Duration::from_millis(5));
    assert_eq!(server.stop(), Some(0));
    // Asked before the end it is answered; asked after, nobody is there. It is never cut off halfway.
    match asked.join().expect("a client") {
        Ok(status) => assert_eq!(status, 200),
        Err(error) => assert!(matches!(error, ureq::Error::Io(_) | ureq::Error::ConnectionFailed), "{error}"),
    }
}
