//! The same documents again change nothing; changed ones become new versions; what is exported comes back.

use crate::harness::{Database, Store, corpus, newsgraph, on_both_databases};
use std::path::PathBuf;

fn with_corpus(store: &Store) {
    store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
}

on_both_databases! {
    fn the_same_again_changes_nothing(store: &Store) {
        with_corpus(store);
        let before = store.dump();
        let again = store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        assert!(again.summary().starts_with("0 created, 0 updated,"), "{}", again.summary());
        assert!(again.summary().ends_with(" 0 rejected"), "{}", again.summary());
        assert_eq!(store.dump(), before);
    }

    fn the_order_of_documents_decides_no_statement(store: &Store) {
        with_corpus(store);
        let backwards = Store::create(store.database);
        let mut files: Vec<PathBuf> = std::fs::read_dir(corpus()).expect("the corpus").flatten().map(|entry| entry.path()).collect();
        files.sort();
        let files: Vec<String> = files.into_iter().rev().map(|file| file.display().to_string()).collect();
        let arguments: Vec<&str> = std::iter::once("ingest").chain(files.iter().map(String::as_str)).collect();
        backwards.newsgraph(&arguments).succeeds();
        let statements = "SELECT s.text, s.kind, CAST(s.said_on AS TEXT), CAST(s.quote_count AS TEXT), p.slug, o.slug \
                          FROM statement s LEFT JOIN person p ON p.id = s.speaker_person_id \
                          LEFT JOIN organization o ON o.id = s.speaker_organization_id";
        let plain = |row: Vec<Option<String>>| {
            // The slug of a record that one article alone knows ends with that article's number.
            let slug = |cell: Option<String>| cell.map(|slug| slug.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned());
            row.into_iter().map(slug).collect::<Vec<_>>()
        };
        let told = |store: &Store| store.rows(statements).into_iter().map(plain).collect::<Vec<_>>();
        let (mut one, mut other) = (told(store), told(&backwards));
        one.sort();
        other.sort();
        let differ = one.iter().zip(&other).find(|(one, other)| one != other);
        assert!(differ.is_none() && one.len() == other.len(), "{differ:?}");
    }

    fn a_country_that_only_its_offices_named_is_known_later(store: &Store) {
        for (number, who) in [(1, "Prime Minister Ada Quill"), (2, "Foreign Minister Tom Reed")] {
            let article = serde_json::json!({
                "url": format!("https://news.test/{number}"), "headline": "The harbour", "published_on": "2026-02-03",
                "body": format!("\"The harbour will open in May,\" Norwegian {who} said on Monday."),
            });
            let file = store.file("article.jsonl", article.to_string());
            store.newsgraph(&["ingest", &file]).succeeds();
        }
        let offices = "SELECT o.slug, p.slug FROM office o JOIN place p ON p.id = o.jurisdiction_id ORDER BY o.slug";
        let text = |cell: &str| Some(cell.to_owned());
        let row = |office: &str| [text(office), text("norway")];
        assert_eq!(store.rows(offices), ["foreign-minister-norway", "prime-minister-norway"].map(row));
    }

    fn a_later_telling_may_name_whom_nobody_named_before(store: &Store) {
        let tell = |publisher: &str, body: &str| {
            let article = serde_json::json!({
                "url": "https://news.test/1", "headline": "The harbour", "body": body, "tags": ["Ada Quill"],
                "publisher": {"name": publisher}, "published_on": "2026-02-03",
            });
            let file = store.file("article.jsonl", article.to_string());
            store.newsgraph(&["ingest", &file]).succeeds();
        };
        tell("Isles Post", "The harbour has been closed for a year.");
        tell("Harbour Gazette", "Mayor Ada Quill spoke on Monday about the harbour of Avenmouth.");
        let publisher = "SELECT o.name FROM article a JOIN organization o ON o.id = a.publisher_id";
        assert_eq!(store.value(publisher), "Harbour Gazette");
        // The tag was a subject; now it is a person, with a topic of her own.
        let topics = store.rows("SELECT slug, kind FROM topic WHERE name = 'Ada Quill' ORDER BY slug");
        let text = |cell: &str| Some(cell.to_owned());
        assert_eq!(topics, [[text("ada-quill"), text("subject")], [text("ada-quill-2"), text("person")]]);
    }

    fn what_any_document_of_a_batch_tells_of_a_publisher_is_known(store: &Store) {
        let article = |number: u32, publisher: serde_json::Value| serde_json::json!({
            "url": format!("https://news.test/{number}"), "headline": "The harbour", "body": "It opened.", "publisher": publisher,
        });
        let lines = [
            article(1, serde_json::json!({ "name": "Gazette" })),
            article(2, serde_json::json!({ "name": "Gazette", "email": "desk@gazette.test" })),
            article(3, serde_json::json!({ "name": "Gazette", "email": "other@gazette.test", "legal_name": "Gazette plc" })),
        ];
        let file = store.file("articles.jsonl", lines.map(|line| line.to_string()).join("\n"));
        store.newsgraph(&["ingest", &file]).succeeds();
        let told = store.rows("SELECT email, legal_name FROM organization WHERE name = 'Gazette'");
        assert_eq!(told, [["desk@gazette.test", "Gazette plc"].map(|cell| Some(cell.to_owned()))]);
    }

    fn a_changed_story_is_a_new_version(store: &Store) {
        let page = |words: &str| format!(
            "<html><head><link rel=canonical href='https://news.test/1'><title>Harbour opens</title></head><body>\
             <article><h1>Harbour opens</h1><p>Mayor Ada Quill spoke on Monday about the harbour of Avenmouth, which \
             has been closed for a year.</p><p>\"{words},\" Quill said. The ships went elsewhere in that year, and the \
             town lost its trade.</p></article></body></html>"
        );
        let ingest = |words: &str| {
            let file = store.file("page.html", page(words));
            store.newsgraph(&["ingest", &file]).succeeds().summary().to_owned()
        };
        assert_eq!(ingest("We will open the harbour in May"), "1 created, 0 updated, 0 unchanged, 0 rejected");
        assert_eq!(ingest("We will open the old market first"), "0 created, 1 updated, 0 unchanged, 0 rejected");
        assert_eq!(store.value("SELECT CAST(version AS TEXT) FROM article"), "2");
        assert_eq!(store.count("article_version"), 2);
        let quotes = store.rows("SELECT text, CASE WHEN is_current THEN 'current' ELSE 'withdrawn' END FROM quote ORDER BY id");
        let told: Vec<(&str, &str)> = quotes.iter().map(|row| (row[0].as_deref().unwrap_or(""), row[1].as_deref().unwrap_or(""))).collect();
        assert_eq!(told.len(), 2, "what was once printed stays on record: {told:?}");
        assert!(told.iter().any(|(text, state)| text.contains("in May") && *state == "withdrawn"), "{told:?}");
        assert!(told.iter().any(|(text, state)| text.contains("old market") && *state == "current"), "{told:?}");
    }

    fn what_is_exported_comes_back(store: &Store) {
        with_corpus(store);
        let exported = store.newsgraph(&["export"]).succeeds().stdout;
        assert!(exported.lines().count() > 40);
        let copy = Store::create(store.database);
        let file = copy.file("export.jsonl", &exported);
        copy.newsgraph(&["import", &file]).succeeds();
        assert_eq!(copy.newsgraph(&["export"]).succeeds().stdout, exported, "nothing is lost");
        for table in ["article", "statement", "quote", "person", "organization", "place", "topic", "office", "tenure", "mention"] {
            assert_eq!(copy.count(table), store.count(table), "{table}");
        }
        let again = copy.newsgraph(&["import", &file]).succeeds();
        assert!(again.summary().starts_with("0 created, 0 updated,"), "{}", again.summary());
    }

    fn standard_input_patterns_and_dry_runs(store: &Store) {
        let wire = std::fs::read_to_string(corpus().join("wire.jsonl")).expect("the wire's stories");
        let url = [("DATABASE_URL", store.url.as_str())];
        newsgraph(&["ingest", "--dry-run", "-"], &url, &wire).succeeds();
        newsgraph(&["migrate", "up"], &url, "").succeeds();
        assert_eq!(store.count("article"), 0, "a dry run writes nothing");
        newsgraph(&["ingest", "-"], &url, &wire).succeeds();
        assert_eq!(store.count("article"), wire.lines().count());
        let pattern = corpus().join("2026-02-0*.txt").display().to_string();
        store.newsgraph(&["ingest", &pattern]).succeeds();
        assert!(store.count("article") > wire.lines().count());
    }
}

#[test]
fn a_feed_of_more_entries_than_sqlite_binds_comes_in() {
    let store = Store::create(Database::Sqlite);
    let item =
        |number: u32| format!("<item><title>{number}</title><link>https://news.test/{number}</link></item>");
    let items: String = (0..33_000).map(item).collect();
    let rss = format!("<rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>");
    store.newsgraph(&["ingest", &store.file("feed.xml", rss)]).succeeds();
    assert_eq!(store.count("article"), 33_000);
}
