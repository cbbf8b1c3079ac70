//! One statement, many appearances; articles with nearly the same text; what changes between versions.

use crate::harness::{Server, Store, on_both_databases};
use serde_json::{Value, json};

const FILLER: &str = "The ships of the northern fleet had waited in the bay for most of the week, and the pilots \
    were told to keep to their posts until the ministry decides. Traders in the old market counted what was left of \
    the harvest, while the ferries to the isles ran half empty. Nobody in the harbour office would say how long the \
    channel stays closed, and the engineers had gone home.";

fn story(outlet: &str, day: u32, body: &str) -> String {
    let line = json!({
        "url": format!("https://{outlet}.test/2026/harbour"),
        "headline": format!("Harbour stays closed, {outlet}"),
        "published_on": format!("2026-02-{day:02}"),
        "publisher": {"name": outlet, "domain": format!("{outlet}.test")},
        "body": body,
    });
    format!("{line}\n")
}

fn told(statement: &str) -> String {
    format!("AVENMOUTH (Sorrel Wire) - {FILLER}\n\"{statement},\" Mayor Ada Quill said.")
}

const WHOLE: &str = "We will open the harbour in May, whatever the ministry in the capital says about it";
const PART: &str = "We will open the harbour in May, whatever the ministry";
const EDITED: &str = "We will open this harbour in May, whatever the ministry in the capital says about it";

fn ask(store: &Store, query: &str) -> Value {
    Server::start(store, &[]).ask(query)
}

on_both_databases! {
    fn several_outlets_print_one_statement_in_any_order(store: &Store) {
        let stories = [
            story("gazette", 3, &told(WHOLE)),
            story("herald", 4, &told(PART)),
            story("tribune", 3, &told(EDITED)),
            story("post", 10, &told(WHOLE)),
        ];
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
            let one = Store::create(store.database);
            for at in order {
                let file = one.file("story.jsonl", &stories[at]);
                one.newsgraph(&["ingest", &file]).succeeds();
            }
            let statements = one.rows("SELECT text, CAST(quote_count AS TEXT), a.url FROM statement s JOIN article a ON a.id = s.first_article_id ORDER BY text");
            assert_eq!(statements.len(), 1, "{order:?}: {statements:?}");
            assert_eq!(statements[0][0].as_deref(), Some(format!("{WHOLE},").as_str()), "{order:?}");
            assert_eq!(statements[0][1].as_deref(), Some("4"), "{order:?}");
            let matches = one.rows("SELECT a.url, q.match FROM quote q JOIN article a ON a.id = q.article_id ORDER BY a.url");
            let matches: Vec<&str> = matches.iter().filter_map(|row| row[1].as_deref()).collect();
            assert_eq!(matches, ["exact", "truncated", "exact", "edited"], "{order:?}: gazette, herald, post, tribune");
        }
    }

    fn what_is_joined_through_other_days_is_one_statement_in_any_order(store: &Store) {
        // Each lies within a week of the next, and none of the last two of the first.
        let days = [1, 6, 12, 19];
        let stories: Vec<String> = days.iter().map(|day| story(&format!("outlet{day}"), *day, &told(WHOLE))).collect();
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [0, 3, 1, 2], [1, 0, 3, 2]] {
            let one = Store::create(store.database);
            for at in order {
                let file = one.file("story.jsonl", &stories[at]);
                one.newsgraph(&["ingest", &file]).succeeds();
            }
            let rows = one.rows("SELECT CAST(quote_count AS TEXT), CAST(said_on AS TEXT), CAST(said_from AS TEXT), CAST(said_until AS TEXT) FROM statement");
            let expected = ["4", "2026-02-01", "2026-02-01", "2026-02-19"].map(|value| Some(value.to_owned()));
            assert_eq!(rows, [expected], "{order:?}");
        }
    }

    fn copies_are_linked_and_agencies_known(store: &Store) {
        let other = FILLER.replace("harbour", "market").split(' ').rev().collect::<Vec<_>>().join(" ");
        let lines = story("gazette", 3, &told(WHOLE)) + &story("herald", 3, &told(PART)) + &story("post", 3, &other);
        let file = store.file("stories.jsonl", lines);
        store.newsgraph(&["ingest", &file]).succeeds();
        let answer = ask(store, "{ articles(first: 5) { nodes { url dateline { agency { name } } nearDuplicates { similarity article { url } } } } }");
        let nodes = answer["articles"]["nodes"].as_array().cloned().unwrap_or_default();
        let of = |outlet: &str| nodes.iter().find(|node| node["url"].as_str().is_some_and(|url| url.contains(outlet))).cloned().unwrap_or_default();
        assert_eq!(nodes.len(), 3, "nothing is dropped: {answer}");
        assert_eq!(of("gazette")["nearDuplicates"][0]["article"]["url"], "https://herald.test/2026/harbour", "{answer}");
        assert_eq!(of("herald")["nearDuplicates"][0]["article"]["url"], "https://gazette.test/2026/harbour");
        assert_eq!(of("post")["nearDuplicates"], json!([]));
        assert_eq!(of("gazette")["dateline"]["agency"]["name"], "Sorrel Wire");
    }

    fn what_changes_between_versions_can_be_asked_for(store: &Store) {
        let versions = [
            format!("{FILLER}\n\"{WHOLE},\" Mayor Ada Quill said.\n\"The grain in the silos is safe,\" Quill said."),
            format!("{FILLER}\n\"{EDITED},\" Mayor Ada Quill said.\n\"The ferries will sail again on Sunday morning,\" Quill said."),
        ];
        for body in &versions {
            let file = store.file("story.jsonl", story("gazette", 3, body));
            store.newsgraph(&["ingest", &file]).succeeds();
        }
        let answer = ask(store, "{ articles { nodes { versions { number quotes { text } quoteChanges { kind before { text } after { text } } } } } }");
        let versions = &answer["articles"]["nodes"][0]["versions"];
        let texts = |at: usize| {
            let quotes = versions[at]["quotes"].as_array().cloned().unwrap_or_default();
            quotes.iter().map(|quote| quote["text"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(texts(0), [format!("{WHOLE},"), "The grain in the silos is safe,".to_owned()], "{answer}");
        assert_eq!(texts(1), [format!("{EDITED},"), "The ferries will sail again on Sunday morning,".to_owned()]);
        assert_eq!(versions[0]["quoteChanges"], json!([]));
        let changes = &versions[1]["quoteChanges"];
        let kinds: Vec<&str> = (0..3).filter_map(|at| changes[at]["kind"].as_str()).collect();
        assert_eq!(kinds, ["CHANGED", "APPEARED", "VANISHED"], "{changes}");
        assert_eq!(changes[0]["before"]["text"], format!("{WHOLE},"));
        assert_eq!(changes[0]["after"]["text"], format!("{EDITED},"));
        assert_eq!(changes[2]["before"]["text"], "The grain in the silos is safe,");
    }

    fn a_figure_that_changes_is_another_statement_and_one_change(store: &Store) {
        for amount in ["four", "forty"] {
            let body = format!("{FILLER}\n\"The new quay will cost {amount} million crowns before it is done,\" Mayor Ada Quill said.\n\"The grain is safe,\" Quill said.");
            let file = store.file("story.jsonl", story("gazette", 3, &body));
            store.newsgraph(&["ingest", &file]).succeeds();
        }
        assert_eq!(store.count("statement"), 3, "two about the quay, one about the grain");
        let answer = ask(store, "{ articles { nodes { versions { quoteChanges { kind before { text } after { text } } } } } }");
        let changes = &answer["articles"]["nodes"][0]["versions"][1]["quoteChanges"];
        let told = |amount: &str| json!({ "text": format!("The new quay will cost {amount} million crowns before it is done,") });
        assert_eq!(changes, &json!([{ "kind": "CHANGED", "before": told("four"), "after": told("forty") }]));
    }

    fn contradicting_words_are_two_statements_and_contractions_are_none(store: &Store) {
        let words = [
            "The ship of the northern fleet is safe in the harbour of Avenmouth tonight",
            "The ship of the northern fleet is lost in the harbour of Avenmouth tonight",
            "It's open",
            "It is open",
        ];
        for (outlet, words) in ["gazette", "herald", "tribune", "post"].iter().zip(words) {
            let file = store.file("story.jsonl", story(outlet, 3, &told(words)));
            store.newsgraph(&["ingest", &file]).succeeds();
        }
        let counts = store.rows("SELECT CAST(quote_count AS TEXT) FROM statement ORDER BY id");
        assert_eq!(counts.concat(), ["1", "1", "2"].map(|count| Some(count.to_owned())));
    }

    fn the_day_of_a_statement_is_that_of_its_topics_and_offices(store: &Store) {
        let told = |day: u32, keyword: &str, when: &str| {
            let body = format!("\"{WHOLE},\" Kenya's Foreign Minister Ada Quill said{when}.");
            let mut line: Value = serde_json::from_str(&story(keyword, day, &body)).expect("an article");
            line["keywords"] = json!([keyword]);
            let file = store.file("story.jsonl", format!("{line}\n"));
            store.newsgraph(&["ingest", &file]).succeeds();
        };
        told(5, "trade", "");
        told(6, "zorbing", " on Tuesday");
        for table in ["statement", "statement_topic", "statement_office"] {
            let days = store.rows(&format!("SELECT DISTINCT CAST(said_on AS TEXT) FROM {table}"));
            assert_eq!(days, [[Some("2026-02-03".to_owned())]], "{table}");
        }
        crate::parts::hold(store);
        crate::counts::hold(store);
    }

    fn joined_statements_keep_what_each_of_them_names(store: &Store) {
        let middle = "the channel stays closed for all of them until the end of March";
        let first = format!("Ships from Egypt will have to wait, since {middle}");
        let second = format!("{middle}, and that is what we said to those from Kenya");
        for (outlet, words) in ["gazette", "herald", "tribune"].iter().zip([&first, &second, middle]) {
            let file = store.file("story.jsonl", story(outlet, 3, &told(words)));
            store.newsgraph(&["ingest", &file]).succeeds();
        }
        assert_eq!(store.count("statement"), 1);
        let named = store.rows("SELECT DISTINCT p.slug FROM statement_mention m JOIN place p ON p.id = m.place_id ORDER BY p.slug");
        let named: Vec<&str> = named.iter().filter_map(|row| row[0].as_deref()).collect();
        assert_eq!(named, ["egypt", "kenya"]);
        crate::parts::hold(store);
    }

    fn the_same_words_by_another_speaker_are_one_change(store: &Store) {
        for speaker in ["Mayor Ada Quill", "Governor Tom Reed"] {
            let body = format!("{FILLER}\n\"{WHOLE},\" {speaker} said.\n\"The grain is safe for now,\" Ivo Marsh said.");
            let file = store.file("story.jsonl", story("gazette", 3, &body));
            store.newsgraph(&["ingest", &file]).succeeds();
        }
        let side = "text statement { speaker { name } }";
        let answer = ask(store, &format!("{{ articles {{ nodes {{ versions {{ quoteChanges {{ kind before {{ {side} }} after {{ {side} }} }} }} }} }} }}"));
        let changes = &answer["articles"]["nodes"][0]["versions"][1]["quoteChanges"];
        let told = |name: &str| json!({ "text": format!("{WHOLE},"), "statement": { "speaker": { "name": name } } });
        assert_eq!(changes, &json!([{ "kind": "CHANGED", "before": told("Ada Quill"), "after": told("Tom Reed") }]));
    }
}
