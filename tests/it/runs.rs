//! Runs: each document is in the journal, a dry run writes nothing, what was cut off goes on.

use crate::harness::{Store, corpus, newsgraph, on_both_databases};
use serde_json::Value;

fn lines(output: &str) -> Vec<Value> {
    output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect()
}

on_both_databases! {
    fn the_journal_tells_of_every_document(store: &Store) {
        let good = corpus().join("wire.jsonl").display().to_string();
        let bad = store.file("broken.jsonl", "{\"headline\": \"no body\"}\n{broken\n");
        store.newsgraph(&["ingest", &good, &bad]).fails(3, &["newsgraph rejected --run 1"]);
        store.newsgraph(&["ingest", &good]).succeeds();
        let runs = lines(&store.newsgraph(&["runs", "--json"]).succeeds().stdout);
        let counts = |run: &Value| ["created", "unchanged", "rejected"].map(|key| run[key].as_u64().unwrap_or_default());
        let stories = std::fs::read_to_string(&good).expect("the wire's stories").lines().count() as u64;
        assert_eq!(counts(&runs[0]), [0, stories, 0]);
        assert_eq!(runs[1]["documents"], stories + 2);
        assert_eq!(counts(&runs[1]), [stories, 0, 2]);
        assert!(runs.iter().all(|run| run["ended_at"].is_string()), "{runs:?}");
        let rejected = lines(&store.newsgraph(&["rejected", "--json"]).succeeds().stdout);
        assert_eq!(rejected.len(), 2);
        assert!(rejected[0]["place"].as_str().is_some_and(|place| place.ends_with("broken.jsonl:1")), "{rejected:?}");
        assert!(rejected[0]["reason"].as_str().is_some_and(|reason| reason.contains("\"body\"")), "{rejected:?}");
        let some = store.newsgraph(&["rejected", "--reason", "JSONL"]).succeeds().stdout;
        assert_eq!(some.lines().count(), 1, "{some}");
        let some = |of: &str| store.newsgraph(&["rejected", "--place", of]).succeeds().stdout.lines().count();
        assert_eq!((some("BROKEN.jsonl"), some("broken_jsonl"), some("brok%")), (2, 0, 0), "in any case, and nothing stands for other letters");
        let created = store.newsgraph(&["rejected", "--outcome", "created", "--run", "1"]).succeeds().stdout;
        assert_eq!(created.lines().count() as u64, stories);
        store.newsgraph(&["rejected", "--outcome", "lost"]).fails(2, &["created, updated, unchanged or rejected"]);
        store.newsgraph(&["rejected", "--run", "99"]).fails(1, &["there is no run 99"]);
        assert_eq!(store.newsgraph(&["runs", "--open"]).succeeds().stdout.lines().count(), 1, "the head alone");
    }

    fn a_dry_run_says_what_would_happen(store: &Store) {
        let wire = corpus().join("wire.jsonl").display().to_string();
        let before = store.newsgraph(&["ingest", "--dry-run", &wire]).succeeds();
        assert!(before.stderr.contains("nothing was written"), "{}", before.stderr);
        let real = store.newsgraph(&["ingest", &wire]).succeeds();
        assert_eq!(before.summary(), real.summary());
        let dump = store.dump();
        let again = store.newsgraph(&["ingest", "--dry-run", &wire]).succeeds();
        assert!(again.summary().starts_with("0 created, 0 updated,"), "{}", again.summary());
        assert_eq!(store.dump(), dump);
        assert_eq!(store.count("run"), 1, "a dry run is none of the journal's");
    }

    fn a_dry_run_knows_what_completes_an_article(store: &Store) {
        let line = |more: Value| {
            let mut line = serde_json::json!({ "url": "https://news.test/1", "headline": "The harbour", "published_on": "2026-02-04" });
            line.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
            format!("{line}\n")
        };
        let page = store.file("page.jsonl", line(serde_json::json!({ "body": "The harbour opened." })));
        store.newsgraph(&["ingest", &page]).succeeds();
        let excerpt = store.file("excerpt.jsonl", line(serde_json::json!({ "body": "", "is_excerpt": true, "description": "At last." })));
        let dry = store.newsgraph(&["ingest", "--dry-run", &excerpt]).succeeds();
        let real = store.newsgraph(&["ingest", &excerpt]).succeeds();
        assert_eq!(dry.summary(), "0 created, 1 updated, 0 unchanged, 0 rejected");
        assert_eq!(dry.summary(), real.summary());
    }

    fn articles_with_more_than_a_statement_can_bind_are_exported_and_extracted_anew(store: &Store) {
        let names: Vec<String> = (0..700).map(|number| format!("Egypt met Kenya {number} times.")).collect();
        let article = |number: u32| serde_json::json!({
            "url": format!("https://news.test/{number}"), "headline": "The harbour", "published_on": "2026-02-04", "body": names.join(" "),
        });
        let lines: Vec<String> = (0..60).map(|number| article(number).to_string()).collect();
        let file = store.file("long.jsonl", lines.join("\n"));
        store.newsgraph(&["ingest", &file]).succeeds();
        assert!(store.count("mention") > 65_535, "more than PostgreSQL binds");
        assert_eq!(store.newsgraph(&["export"]).succeeds().stdout.lines().count(), 60);
        store.execute("UPDATE article SET content_sha256 = 'older'");
        store.newsgraph(&["reextract"]).succeeds();
    }

    fn what_a_better_extraction_no_longer_finds_leaves_statements_of_several_texts(store: &Store) {
        let article = |outlet: &str| serde_json::json!({
            "url": format!("https://{outlet}.test/1"), "headline": "The harbour", "published_on": "2026-02-04", "keywords": ["zorbing"],
            "body": "\"We will open the harbour for ships of Egypt in May, whatever they say,\" Kenya's Foreign Minister Ada Quill said.",
        });
        let about = "SELECT (SELECT count(*) FROM statement_topic st JOIN topic t ON t.id = st.topic_id WHERE t.slug = 'zorbing') || ' ' || \
                     (SELECT count(*) FROM statement_mention) || ' ' || (SELECT count(*) FROM statement_office WHERE basis = 'printed')";
        for is_quoted in [true, false] {
            let store = Store::create(store.database);
            let import = |lines: &str| {
                let file = store.file("articles.jsonl", lines);
                store.newsgraph(&["import", &file]).succeeds();
                assert_eq!(store.count("statement"), 1);
                store.value(about)
            };
            assert_eq!(import(&format!("{}\n{}\n", article("gazette"), article("herald"))), "1 1 1");
            let exported = store.newsgraph(&["export"]).succeeds().stdout;
            for (at, (line, left)) in exported.lines().zip(["1 1 1", "0 0 0"]).enumerate() {
                let mut line: Value = serde_json::from_str(line).expect("an article");
                line["keywords"] = serde_json::json!([]);
                let found = &mut line["extraction"];
                for list in ["topics", "mentions", "offices"] {
                    found[list] = serde_json::json!([]);
                }
                let quote = &mut found["quotes"][0];
                (quote["topics"], quote["mentions"], quote["office"]) = (serde_json::json!([]), serde_json::json!([]), Value::Null);
                if at == 1 && !is_quoted {
                    found["quotes"] = serde_json::json!([]);
                }
                assert_eq!(import(&format!("{line}\n")), left, "{is_quoted}");
            }
            crate::parts::hold(&store);
            crate::counts::hold(&store);
        }
    }

    fn what_is_kept_of_documents_is_a_choice(store: &Store) {
        let wire = std::fs::read_to_string(corpus().join("wire.jsonl")).expect("the wire's stories");
        let (first, second) = wire.split_once('\n').expect("lines");
        let url = [("DATABASE_URL", store.url.as_str())];
        newsgraph(&["ingest", "--keep", "hash", "-"], &url, first).succeeds();
        let kept = "SELECT CAST(count(*) AS TEXT) FROM document WHERE bytes IS NOT NULL";
        assert_eq!(store.value(kept), "0");
        newsgraph(&["ingest", "-"], &url, second).succeeds();
        assert_eq!(store.value(kept), second.lines().count().to_string());
    }

    fn a_run_that_was_cut_off_goes_on(store: &Store) {
        let wire = corpus().join("wire.jsonl").display().to_string();
        store.newsgraph(&["ingest", &wire]).succeeds();
        let count = store.count("run_document");
        // As a killed run leaves it: no end, and only some of its documents told.
        store.execute("UPDATE run SET ended_at = NULL");
        store.execute("DELETE FROM run_document WHERE number > 1");
        let open = store.newsgraph(&["runs", "--open"]).succeeds().stdout;
        assert!(open.contains("open, wrote"), "{open}");
        let on = store.newsgraph(&["ingest", &wire]).succeeds();
        assert!(on.stderr.contains("run 1 was cut off behind 2 documents and goes on"), "{}", on.stderr);
        assert_eq!((store.count("run"), store.count("run_document")), (1, count));
        let first = "SELECT outcome FROM run_document WHERE number = 0";
        assert_eq!(store.value(first), "created", "what was told stays told");
    }

    fn extracting_anew_by_the_same_program_changes_nothing(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let before = store.newsgraph(&["export"]).succeeds().stdout;
        let columns = "SELECT CAST(id AS TEXT), CAST(published_position AS TEXT), CAST(changed_position AS TEXT) FROM statement ORDER BY id";
        let statements = store.rows(columns);
        for how in [&["reextract"][..], &["reextract", "--reread"], &["reextract"]] {
            let told = store.newsgraph(how).succeeds();
            assert!(told.summary().starts_with("0 created, 0 updated,"), "{how:?}: {}", told.summary());
        }
        assert_eq!(store.newsgraph(&["export"]).succeeds().stdout, before);
        assert_eq!(store.rows(columns), statements, "nobody who listens is told of a change");
    }

    fn extracting_anew_changes_nothing_and_keeps_what_humans_said(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        store.execute("UPDATE statement SET status = 'confirmed' WHERE id IN (SELECT min(id) FROM statement)");
        // As a worse extractor left it: a mention and the topics of a statement are missing, and are not counted.
        store.execute("DELETE FROM mention WHERE id IN (SELECT max(id) FROM mention)");
        store.execute(
            "UPDATE statement_count SET count = count - 1 WHERE facet = 'topic' AND speaker_kind = 'person' \
             AND speaker_id IN (SELECT speaker_person_id FROM statement WHERE id IN (SELECT min(id) FROM statement)) \
             AND part_id IN (SELECT topic_id FROM statement_topic WHERE statement_id IN (SELECT min(id) FROM statement))",
        );
        store.execute("DELETE FROM statement_count WHERE count = 0");
        store.execute("DELETE FROM statement_topic WHERE statement_id IN (SELECT min(id) FROM statement)");
        store.execute("UPDATE article SET content_sha256 = 'older'");
        let mentions = store.count("mention");
        let statements = "SELECT CAST(id AS TEXT), text, status, CAST(said_on AS TEXT) FROM statement ORDER BY id";
        let before = store.rows(statements);
        store.newsgraph(&["reextract"]).succeeds();
        assert_eq!(store.count("mention"), mentions + 1, "what was missing is found");
        assert_eq!(store.rows(statements), before, "statements keep their ids and what was said of them");
        let dump = store.dump();
        let again = store.newsgraph(&["reextract"]).succeeds();
        assert!(again.summary().starts_with("0 created, 0 updated,"), "{}", again.summary());
        assert_eq!(store.dump(), dump);
        store.newsgraph(&["reextract", "--reread"]).succeeds();
        assert_eq!(store.rows(statements), before);
        assert_eq!(store.count("article_version"), store.count("article"), "the same document is no new version");
    }
}

#[test]
fn a_file_that_may_not_be_written_is_said() {
    let store = Store::create(crate::harness::Database::Sqlite);
    let wire = corpus().join("wire.jsonl").display().to_string();
    store.newsgraph(&["migrate", "up"]).succeeds();
    let read_only = store.url.replace("mode=rwc", "mode=ro");
    newsgraph(&["ingest", &wire], &[("DATABASE_URL", &read_only)], "").fails(1, &["may not be written"]);
}

/// Whoever copies the file has all of it, without the log that stands beside it while a program is at it.
#[test]
fn a_file_is_whole_when_a_command_ends() {
    let store = Store::create(crate::harness::Database::Sqlite);
    let wire = corpus().join("wire.jsonl").display().to_string();
    let file = store.url.trim_start_matches("sqlite://").split('?').next().expect("a path").to_owned();
    for command in [&["ingest", wire.as_str()][..], &["import", wire.as_str()], &["reextract"]] {
        store.newsgraph(command).succeeds();
        assert!(!std::path::Path::new(&format!("{file}-wal")).exists(), "{command:?} leaves its log behind");
    }
}
