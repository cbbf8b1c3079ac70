//! What nobody should send: each is refused with a sentence, and the server lives on.

use crate::harness::{Database, Server};
use serde_json::json;
use std::fmt::Write as _;

fn server() -> &'static Server {
    Server::shared(Database::Sqlite)
}

/// Section 6.4.4 of the specification: an error goes no further up than the next field that may be null.
#[test]
fn an_error_stays_with_the_field_it_is_of() {
    let server = Server::shared(Database::Sqlite);
    let person = server.ask("{ people(first: 1) { nodes { id } } }")["people"]["nodes"][0]["id"].clone();
    let query = format!(
        "{{ a: node(id: \"garbage\") {{ id }} b: topics(first: 0) {{ totalCount }} c: nodes(ids: [\"garbage\", {person}]) {{ id }} }}"
    );
    let answer = server.post(&serde_json::json!({"query": query})).json();
    let data = &answer["data"];
    assert!(data["a"].is_null() && data["b"]["totalCount"].is_number(), "{answer}");
    assert_eq!(data["c"], serde_json::json!([null, {"id": person}]));
    let mut paths: Vec<String> =
        answer["errors"].as_array().expect("errors").iter().map(|error| error["path"].to_string()).collect();
    paths.sort();
    assert_eq!(paths, ["[\"a\"]", "[\"c\",0]"]);
}

#[test]
fn arguments_that_cannot_be_taken() {
    for (query, words) in [
        ("{ people(first: -1) { nodes { name } } }", "first"),
        ("{ people(first: 1000) { nodes { name } } }", "100"),
        ("{ people(first: 1, last: 1) { nodes { name } } }", "last"),
        ("{ people(after: \"nonsense\") { nodes { name } } }", "cursor"),
        ("{ statements(filter: { said: { from: \"2026-02-30\" } }) { totalCount } }", "2026-02-30"),
        (
            "{ statements(filter: { said: { from: \"2026-03-01\", to: \"2026-02-01\" } }) { totalCount } }",
            "from",
        ),
        ("{ statements(filter: { said: { from: \"yesterday\" } }) { totalCount } }", "yesterday"),
        ("{ statements(filter: { speaker: { slug: \"marco-rubi\" } }) { totalCount } }", "marco-rubio"),
        ("{ statements(filter: { speaker: {} }) { totalCount } }", "filter.speaker"),
        ("{ statements(filter: { text: \"-\" }) { totalCount } }", "word"),
        ("{ node(id: \"nonsense\") { id } }", "id"),
        ("{ persons { nodes { name } } }", "persons"),
        ("{ people { nodes { nam } } }", "name"),
        ("{ people { nodes { name } }", "expected"),
    ] {
        let answer = server().post(&json!({"query": query}));
        let error = answer.json()["errors"][0].clone();
        let message = error["message"].as_str().unwrap_or_default().to_owned();
        let code = error["extensions"]["code"].as_str().unwrap_or_default().to_owned();
        assert!(["BAD_USER_INPUT", "NOT_FOUND"].contains(&code.as_str()), "{query}: {error}");
        assert!(message.contains(words), "{query} is answered without {words:?}: {message}");
        assert!(!message.contains("sea_orm") && !message.contains("SELECT"), "{message}");
    }
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let people = server().ask("{ people(first: 1) { pageInfo { endCursor } } }");
    let cursor = &people["people"]["pageInfo"]["endCursor"];
    let message =
        server().refuses(&format!("{{ places(after: {cursor}) {{ nodes {{ name }} }} }}"), "BAD_USER_INPUT");
    assert!(message.contains("cursor"), "{message}");
}

#[test]
fn numbers_at_their_limits() {
    for number in ["2147483647", "-2147483648", "0"] {
        let query = format!("{{ people(first: {number}) {{ nodes {{ name }} }} }}");
        server().post(&json!({"query": query})).json();
    }
    for day in ["0000-01-01", "9999-12-31", "-262143-01-01", "262142-12-31", "99999999999-01-01"] {
        let query = format!(
            "{{ statements(filter: {{ said: {{ from: \"{day}\" }} }}) {{ timeline(interval: DAY) {{ count }} }} }}"
        );
        server().post(&json!({"query": query})).json();
    }
    server().ask("{ people { totalCount } }");
}

#[test]
fn queries_that_grow() {
    let deep = (0..40).fold("name".to_owned(), |inner, _| {
        format!("statements {{ nodes {{ speaker {{ ... on Person {{ {inner} }} }} }} }}")
    });
    server().refuses(&format!("{{ people {{ nodes {{ {deep} }} }} }}"), "QUERY_TOO_COMPLEX");
    let mut doubled = String::new();
    for level in 0..25 {
        write!(doubled, "fragment f{level} on Person {{ ...f{0} ...f{0} }} ", level + 1).expect("text");
    }
    let begun = std::time::Instant::now();
    server().refuses(
        &format!("{doubled} fragment f25 on Person {{ name }} {{ people {{ nodes {{ ...f0 }} }} }}"),
        "QUERY_TOO_COMPLEX",
    );
    assert!(begun.elapsed().as_secs() < 5, "fragments that double took {:?}", begun.elapsed());
    let mut wide = String::new();
    for at in 0..5_000 {
        write!(wide, "a{at}: people {{ totalCount }} ").expect("text");
    }
    server().refuses(&format!("{{ {wide} }}"), "QUERY_TOO_COMPLEX");
    let circular =
        "fragment a on Person { ...b } fragment b on Person { ...a } { people { nodes { ...a } } }";
    let answer = server().post(&json!({"query": circular})).json();
    assert!(answer["errors"][0]["message"].is_string(), "{answer}");
    let nodes = |count| format!("{{ nodes(ids: [{}]) {{ id }} }}", vec!["\"x\""; count].join(","));
    server().refuses(&nodes(200), "BAD_USER_INPUT");
    server().refuses(&nodes(20_000), "QUERY_TOO_COMPLEX");
    server().ask("{ people { totalCount } }");
}

#[test]
fn bodies_that_are_none() {
    let query = json!({"query": "{ people { totalCount } }"}).to_string();
    assert_eq!(server().send(&query, "text/plain", &[]).status, 415, "a form of another site sends this");
    assert_eq!(server().send("", "application/json", &[]).status, 400);
    assert_eq!(server().send("{\"query\": 7}", "application/json", &[]).status, 400);
    assert_eq!(server().send("[1, 2]", "application/json", &[]).status, 400);
    let long =
        json!({"query": format!("{{ people {{ totalCount }} }} # {}", "x".repeat(1 << 20))}).to_string();
    assert_eq!(server().send(&long, "application/json", &[]).status, 413);
    let nested = format!("{{\"query\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(server().send(&nested, "application/json", &[]).status, 400);
    assert_eq!(server().get("/graphql?query=%7B%20people%20%7B%20totalCount%20%7D%20%7D", &[]).status, 200);
    assert_eq!(server().get("/graphql?query=mutation%20%7B%20x%20%7D", &[]).status, 405);
    assert_eq!(server().get("/nowhere", &[]).status, 404);
}

#[test]
fn text_that_looks_like_sql_is_text() {
    for text in ["'; DROP TABLE person; --", "\\\" OR 1=1", "%", "_", "NEAR(a b)", "a* OR *b", "((", "\u{0}"]
    {
        let text = serde_json::to_string(text).expect("a string");
        for query in [
            format!("{{ statements(filter: {{ text: {text} }}) {{ totalCount }} }}"),
            format!("{{ people(filter: {{ name: {text} }}) {{ totalCount }} }}"),
            format!("{{ person(by: {{ slug: {text} }}) {{ name }} }}"),
        ] {
            for database in [Database::Sqlite, Database::Postgres] {
                let answer = Server::shared(database).post(&json!({"query": query})).json();
                let code = &answer["errors"][0]["extensions"]["code"];
                assert!(code.is_null() || code == "BAD_USER_INPUT", "{database:?} {query}: {answer}");
            }
        }
    }
    assert!(server().ask("{ people { totalCount } }")["people"]["totalCount"].as_i64() > Some(0));
}
