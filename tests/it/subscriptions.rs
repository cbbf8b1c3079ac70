//! Listening: each statement that matches is told once, as soon as it is published, and nothing is lost between a
//! cursor and the next connection.

use crate::harness::{Database, Desk, Events, Server, Store, on_both_databases, page};
use serde_json::{Value, json};
use std::time::Duration;

const ABOUT: &str =
    "Mayor Ada Quill spoke on Monday about the harbour of Avenmouth, which has been closed for a year.";

fn ingest(store: &Store, number: usize) {
    let words =
        format!("\"We will open harbour number {number} in May, whatever the ministry says,\" Quill said.");
    let file = store.file("page.html", page(&format!("https://news.test/{number}"), &[ABOUT, &words]));
    store.newsgraph(&["ingest", &file]).succeeds();
}

/// Listens with a filter as GraphQL writes it.
fn listen(server: &Server, filter: &str, after: Option<&str>) -> Events {
    let after = after.map_or(String::new(), |after| format!(", after: {}", json!(after)));
    let query = format!(
        "subscription {{ statementPublished(filter: {filter}{after}) {{ cursor statement {{ id text }} }} }}"
    );
    server.listen(&json!({ "query": query }))
}

fn texts(events: &[Value]) -> Vec<String> {
    let text = |event: &Value| {
        event["data"]["statementPublished"]["statement"]["text"].as_str().unwrap_or("?").to_owned()
    };
    events.iter().map(text).collect()
}

fn cursor(event: &Value) -> String {
    event["data"]["statementPublished"]["cursor"].as_str().expect("a cursor").to_owned()
}

on_both_databases! {
    fn what_another_process_publishes_is_told_once(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        ingest(store, 1);
        let server = Server::start(store, &[]);
        let mut events = listen(&server, "{}", None);
        Events::open();
        ingest(store, 2);
        ingest(store, 3);
        let told = events.take(2);
        assert!(told[0].to_string().contains("number 2") && told[1].to_string().contains("number 3"), "{told:?}");
        // The same words again, by another outlet: known.
        let words = "\"We will open harbour number 3 in May, whatever the ministry says,\" Quill said.";
        let file = store.file("page.html", page("https://other.test/3", &[ABOUT, words]));
        store.newsgraph(&["ingest", &file]).succeeds();
        assert_eq!(events.rest(Duration::from_secs(1)), Vec::<Value>::new(), "it was told before");
    }

    fn a_cursor_goes_on_without_loss_or_repeats(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        let server = Server::start(store, &[]);
        (1..=4).for_each(|number| ingest(store, number));
        let mut told = Vec::new();
        let mut after = "BEGINNING".to_owned();
        for _ in 0..4 {
            // One event a connection, and more comes in between.
            let event = listen(&server, "{}", Some(&after)).take(1).remove(0);
            after = cursor(&event);
            told.push(event);
            ingest(store, 4 + told.len());
        }
        let mut events = listen(&server, "{}", Some(&after));
        told.extend(events.take(4));
        let texts = texts(&told);
        for number in 1..=8 {
            let named = texts.iter().filter(|text| text.contains(&format!("number {number} ")));
            assert_eq!(named.count(), 1, "{texts:?}");
        }
    }

    fn what_changes_while_a_subscriber_catches_up_is_not_lost(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        ingest(store, 1);
        ingest(store, 2);
        let words = "\"We will open harbour number 1 in May, whatever the ministry says,\" Quill said.";
        let file = store.file("page.html", page("https://other.test/1", &[ABOUT, words]));
        store.newsgraph(&["ingest", &file]).succeeds();
        let server = Server::start(store, &[]);
        let first = listen(&server, "{}", Some("BEGINNING")).take(1);
        let mut events = listen(&server, "{}", Some(&cursor(&first[0])));
        let told = texts(&[first, events.take(1), events.rest(Duration::from_millis(500))].concat());
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("number 1 ") && told[1].contains("number 2 "), "{told:?}");
    }

    fn a_person_may_come_later_than_the_subscription(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        let server = Server::start(store, &[]);
        let mut events = listen(&server, "{ speaker: { slug: \"ada-quill\" } }", Some("BEGINNING"));
        let mut others = listen(&server, "{ not: { speaker: { slug: \"ada-quill\" } } }", Some("BEGINNING"));
        Events::open();
        ingest(store, 1);
        assert!(texts(&events.take(1))[0].contains("number 1"));
        assert_eq!(others.rest(Duration::from_millis(500)), Vec::<Value>::new());
    }

    fn a_token_that_is_revoked_hears_nothing_more(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        ingest(store, 1);
        let server = Server::start(store, &["--require-token"]);
        let secret = store.newsgraph(&["token", "create", "page", "--role", "reader"]).succeeds().stdout;
        let query = "subscription { statementPublished(after: \"BEGINNING\") { statement { text } } }";
        let mut events = server.listen_as(&json!({ "query": query }), &format!("Bearer {}", secret.trim()));
        assert!(texts(&events.take(1))[0].contains("number 1 "));
        store.newsgraph(&["token", "revoke", "page"]).succeeds();
        ingest(store, 2);
        let rest = events.all();
        assert_eq!(rest.len(), 1, "{rest:?}");
        assert_eq!(rest[0]["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{rest:?}");
    }

    fn what_cannot_be_listened_to_is_told(store: &Store) {
        let server = Server::start(store, &["--subscriptions", "1"]);
        for (filter, after, said) in [
            ("{}", "nonsense", "no cursor"),
            ("{}", "cHVibGljYXRpb246OTk5OTk", "another one"),
            ("{ said: { from: \"2026-02-01\", to: \"2026-01-01\" } }", "BEGINNING", "filter.said"),
        ] {
            let told = listen(&server, filter, Some(after)).all();
            assert_eq!(told.len(), 1, "{told:?}");
            let error = &told[0]["errors"][0];
            assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{error}");
            assert!(error["message"].as_str().unwrap_or_default().contains(said), "{error}");
        }
        let _first = listen(&server, "{}", None);
        Events::open();
        let second = listen(&server, "{}", None).all();
        assert_eq!(second[0]["errors"][0]["extensions"]["code"], "RATE_LIMITED", "{second:?}");
    }

    fn a_stream_may_be_asked_for_by_get_as_an_event_source_does(store: &Store) {
        let server = Server::start(store, &[]);
        let answer = server.get("/graphql?query=%7B__typename%7D", &[("accept", "text/event-stream")]);
        assert_eq!((answer.status, answer.header("content-type")), (200, "text/event-stream"), "{}", answer.body);
        let events = ["event: next\ndata: {\"data\":{\"__typename\":\"Query\"}}\n\n", "event: complete\ndata: \n\n"];
        assert_eq!(answer.body, events.concat());
    }

    fn a_server_that_stops_ends_its_streams(store: &Store) {
        let server = Server::start(store, &[]);
        let mut events = listen(&server, "{}", None);
        Events::open();
        assert_eq!(server.stop(), Some(0));
        assert!(!events.completes(), "a stream without an end is taken up again");
    }
}

#[test]
fn what_is_new_is_read_by_its_position_however_common_the_topic() {
    let store = Store::with_corpus(Database::Sqlite);
    let server = Server::that_tells_its_sql(&store, &[]);
    for (number, filter) in [
        "{}",
        "{ topic: { slug: \"harbour-treaty\" } }",
        "{ office: { slug: \"prime-minister\" } }",
        "{ speaker: { slug: \"conrad-vale\" } }",
    ]
    .into_iter()
    .enumerate()
    {
        server.forget_log();
        let mut events = listen(&server, filter, Some("BEGINNING"));
        events.take(1);
        // What changed is read from the second batch on.
        ingest(&store, number);
        events.rest(Duration::from_secs(1));
        for column in ["published_position", "changed_position"] {
            let order = format!("ORDER BY \"statement\".\"{column}\"");
            let sql = server.sql().into_iter().find(|sql| sql.contains(&order));
            let sql = sql.unwrap_or_else(|| panic!("no read by {column} for {filter}"));
            let plan = store.rows(&format!("EXPLAIN QUERY PLAN {sql}"));
            let first = plan[0][3].clone().unwrap_or_default();
            assert!(first.contains(&format!("idx_statement_{column}")), "{filter}: {plan:?}");
        }
    }
}

#[test]
fn a_statement_that_comes_to_match_is_told_then() {
    let store = Store::create(Database::Sqlite);
    store.newsgraph(&["migrate", "up"]).succeeds();
    let desk = Desk::open(&store);
    let mut events = listen(&desk.server, "{ speaker: { slug: \"tom-reed\" } }", None);
    Events::open();
    let about = "Mayor Ada Quill and councillor Tom Reed spoke on Monday about the harbour of Avenmouth.";
    let words = "\"We will open the harbour in May, whatever the ministry says,\" Quill said.";
    let file = store.file("page.html", page("https://news.test/1", &[about, words]));
    store.newsgraph(&["ingest", &file]).succeeds();
    let id = desk.statement("{ text: \"harbour whatever\" }");
    desk.correct("correctStatement", &json!({ "statement": id, "speaker": { "slug": "tom-reed" } }));
    assert!(texts(&events.take(1))[0].contains("whatever the ministry"));
}
