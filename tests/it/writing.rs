//! Answers are written as text, and say what the library's values would: a stream of answers still goes through those.

use crate::harness::{Database, Server, Store, on_both_databases, root};
use crate::queries::questions;
use serde_json::{Value, json};

/// The answer to a request as it is written, and as the library makes it for a stream.
fn both(server: &Server, request: &Value) -> (String, String) {
    let body = request.to_string();
    let streamed = server.send(&body, "application/json", &[("accept", "text/event-stream")]).body;
    let streamed = streamed.lines().find_map(|line| line.strip_prefix("data: "));
    (server.send(&body, "application/json", &[]).body, streamed.unwrap_or_default().to_owned())
}

fn check(database: Database) {
    let server = Server::shared(database);
    let asked = |query: &str| {
        let (written, made) = both(server, &json!({ "query": query }));
        assert!(written.starts_with("{\"data\":{") || written.contains("\"errors\""), "{query}: {written}");
        assert_eq!(written, made, "{query}");
    };
    for question in questions() {
        asked(&std::fs::read_to_string(question).expect("a question"));
    }
    for query in QUERIES {
        asked(query);
    }
}

const QUERIES: [&str; 17] = [
    // Interfaces, by the type, by themselves, and by what has nothing to do with the object.
    "{ statements { nodes { __typename speaker { __typename name ... on Person { givenName } ... on Organization { domain } \
     ... on Node { id } ...S } mentions { entity { __typename ... on Place { kind } ... on Person { slug } } } } } } \
     fragment S on Speaker { slug ... on Person { offices { office { title } } } }",
    // The same record by several ways, with the same and with other fields.
    "{ articles(first: 5) { nodes { quotes(first: 5) { nodes { text statement { speaker { ...P } topics { topic { name statements(first: 1) \
     { nodes { text speaker { ...Q } } } } } } } } } } } fragment P on Person { name statements(first: 2) { nodes { text quotes(first: 1) \
     { nodes { article { headline publisher { name } } } } } } } fragment Q on Person { name statements(first: 1) { totalCount } }",
    "{ a: people { nodes { n: name name slug } edges { cursor node { id name } } pageInfo { hasNextPage endCursor } totalCount } }",
    // Values that must be merged.
    "{ people { nodes { name } nodes { slug } } people { totalCount } }",
    "{ statements { nodes { speaker { ... on Person { statements(first: 1) { nodes { text } } } ... on Speaker { statements(first: 1) \
     { nodes { saidOn } } } } } } }",
    // The first quote, as it is known ahead and as it is not.
    "{ statements { nodes { quotes(first: 1) { nodes { text cue article { headline } } __typename } } } }",
    "query ($n: Int = 1) { statements { nodes { quotes(first: $n) { nodes { article { headline } } } } } }",
    "{ statements { nodes { told: quotes(first: 1) { nodes { id article { url } } } read: quotes(first: 1) { nodes { text } } } } }",
    "{ statements { nodes { quotes(first: 1) { ... on QuoteConnection { a: nodes { ...Q } b: nodes { id } } } } } } \
     fragment Q on Quote { __typename statement { id text } article { url publisher { name } } }",
    "{ statements { nodes { quotes(first: 1) { edges { cursor node { id article { url } } } } } } }",
    "{ statements { nodes { quotes(first: 1) { nodes { id } pageInfo { hasNextPage } totalCount } } } }",
    "{ statements { nodes { quotes(first: 1, after: null) { nodes { id } } a: quotes(first: 0) { nodes { id } } } } }",
    "{ statements { nodes { quotes(first: 1) { nodes { article { wordCount } } } } } }",
    // Fields twice, which say the same.
    "{ topics { nodes { name ... on Topic { name } ...T } } } fragment T on Topic { name slug }",
    // What is skipped and what is not there.
    "{ people { nodes { name @skip(if: true) slug @include(if: true) } } person(by: {slug: \"nobody-at-all\"}) { name } }",
    "{ __schema { queryType { name } } statements(first: 1) { nodes { text } } }",
    // An error beside an answer.
    "{ statements(first: 1) { nodes { text } } person(by: {slug: \"\"}) { name } node(id: \"x\") { id } }",
];

#[test]
fn on_sqlite() {
    check(Database::Sqlite);
}

#[test]
fn on_postgres() {
    check(Database::Postgres);
}

/// What is read beside a list, or told by its rows, is what its own level would read.
fn check_beside(database: Database) {
    let server = Server::shared(database);
    let beside = "nodes { id text cue article { id headline url publisher { name } } statement { id text quoteCount } }";
    let told = "nodes { __typename id article { id headline wordCount } statement { id text } } \
                edges { cursor node { id article { url } } }";
    let lists = [
        "statements(first: 100)",
        "people(first: 5) { nodes { statements(first: 10)",
        "topics(first: 5) { nodes { statements(first: 10)",
    ];
    // With a count and without: nodes alone are a page that is written ahead of its level.
    let asked =
        [beside.to_owned(), told.to_owned(), format!("{beside} totalCount"), format!("{told} totalCount")];
    for (quote, list) in asked.iter().flat_map(|quote| lists.map(|list| (quote, list))) {
        let close = if list.contains('{') { "} }" } else { "" };
        let ask = |first: usize| {
            let quotes = format!("nodes {{ id quotes(first: {first}) {{ {quote} }} }}");
            server.ask(&format!("{{ {list} {{ {quotes} }} {close} }}"))
        };
        let (mut one, mut more) = (ask(1), ask(5));
        let (one, more) = (quotes(&mut one), quotes(&mut more));
        assert!(one.len() > 3 && one.len() == more.len(), "{list}: {} {}", one.len(), more.len());
        for (one, more) in one.iter().zip(&more) {
            assert_eq!(one["nodes"][0], more["nodes"][0], "{list}");
            assert_eq!(one["edges"][0], more["edges"][0], "{list}");
            assert_eq!(one["totalCount"], more["totalCount"], "{list}");
        }
    }
}

/// All lists of quotes in an answer, in its order.
fn quotes(answer: &mut Value) -> Vec<Value> {
    match answer {
        Value::Object(fields) => {
            let own = fields.remove("quotes");
            own.into_iter().chain(fields.values_mut().flat_map(quotes)).collect()
        }
        Value::Array(values) => values.iter_mut().flat_map(quotes).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn beside_on_sqlite() {
    check_beside(Database::Sqlite);
}

#[test]
fn beside_on_postgres() {
    check_beside(Database::Postgres);
}

on_both_databases! {
    fn the_first_quote_is_the_one_that_came_in_first(store: &Store) {
        for (number, day) in [(1, 5), (2, 3)] {
            let page = json!({
                "url": format!("https://news.test/{number}"), "headline": "Harbour opens", "language": "en",
                "published_on": format!("2026-02-{day:02}"), "publisher": {"name": "Avenmouth Echo"},
                "body": "Mayor Ada Quill spoke about the harbour.\n\"We will open the harbour in May,\" Mayor Ada Quill said.",
            });
            let file = store.file("page.jsonl", format!("{page}\n"));
            store.newsgraph(&["ingest", &file]).succeeds();
        }
        let server = Server::start(store, &[]);
        let answer = server.ask(
            "{ statements { nodes { firstArticle { url } first: quotes(first: 1) { nodes { article { url } } } \
             all: quotes { nodes { article { url } } } } } }",
        );
        let [statement] = &answer["statements"]["nodes"].as_array().expect("statements")[..] else {
            panic!("{answer}")
        };
        let (came, appeared) = (json!("https://news.test/1"), json!("https://news.test/2"));
        assert_eq!(statement["firstArticle"]["url"], appeared, "{answer}");
        assert_eq!(statement["all"]["nodes"][0]["article"]["url"], came, "{answer}");
        assert_eq!(statement["first"]["nodes"], json!([{"article": {"url": came}}]), "{answer}");
    }
}

#[test]
fn an_error_names_the_field_that_it_came_by() {
    let server = Server::shared(Database::Sqlite);
    let query =
        "{ statements(first: 3) { nodes { speaker { statements(first: 101) { nodes { text } } } } } }";
    let answer = server.post(&json!({ "query": query })).json();
    let errors = answer["errors"].as_array().expect("errors");
    let speakers = answer["data"]["statements"]["nodes"].as_array().expect("statements");
    assert!(
        speakers.len() == 3 && speakers.iter().all(|statement| statement["speaker"].is_null()),
        "{answer}"
    );
    // One for each statement, though they have one speaker.
    assert_eq!(errors.len(), 3, "{answer}");
    for at in 0..3 {
        let path = json!(["statements", "nodes", at, "speaker", "statements"]);
        assert!(errors.iter().any(|error| error["path"] == path), "{path} {answer}");
    }
}

#[test]
fn the_benchmark_is_answered_alike() {
    let server = Server::shared(Database::Postgres);
    for (name, variables) in [
        (
            "w1",
            json!({"speaker": "marco-rubio", "topic": "ukraine", "from": "2026-01-01", "to": "2026-12-31"}),
        ),
        ("w6", json!({"until": "2027-01-01T00:00:00Z"})),
    ] {
        let query = std::fs::read_to_string(root().join(format!("bench/workloads/{name}/newsgraph.graphql")));
        let query = query.expect("a question").replace("first: 50", "first: 20");
        let (written, made) = both(server, &json!({"query": query, "variables": variables}));
        assert!(written.len() > 500 && written == made, "{name}: {written}");
    }
}
