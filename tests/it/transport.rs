//! GraphQL over HTTP beyond one query in one body: persisted queries, trusted documents, batches, caches, origins.

use crate::harness::{Answer, Database, Server, Store, root};
use serde_json::json;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;

/// SHA-256 of a text, in hexadecimal.
fn sha256(text: &str) -> String {
    ingest::sha256(text.as_bytes())
}

/// A GET of the endpoint with these parameters.
fn get(server: &Server, parameters: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
    let encode = |text: &str| {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect::<String>()
    };
    let pairs: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    server.get(&format!("/graphql?{}", pairs.join("&")), headers)
}

/// The head of a compressed answer as it comes over the wire.
fn head_of(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address.trim_start_matches("http://")).expect("a connection");
    write!(
        stream,
        "{request} HTTP/1.1\r\nhost: news.test\r\naccept-encoding: gzip\r\nconnection: close\r\n\r\n"
    )
    .expect("a request");
    let lines = BufReader::new(stream).split(b'\n').map_while(Result::ok).take_while(|line| line != b"\r");
    lines.map(|line| String::from_utf8_lossy(&line).to_lowercase()).collect()
}

#[test]
fn a_failure_is_logged_with_the_id_of_its_request() {
    let store = Store::create(Database::Sqlite);
    let server = Server::start(&store, &[]);
    store.execute("ALTER TABLE topic_name RENAME TO hidden");
    store.execute("ALTER TABLE topic RENAME TO hidden_too");
    let query = json!({"query": "{ topics(first: 1) { nodes { name } } }"}).to_string();
    let answer = server.send(&query, "application/json", &[("x-request-id", "my-request-7")]);
    assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "INTERNAL_SERVER_ERROR");
    assert_eq!(answer.header("x-request-id"), "my-request-7");
    let log = server.log();
    let told = log.iter().find(|line| line.contains("a query of the database failed"));
    let told = told.unwrap_or_else(|| panic!("the failure is logged: {}", log.join("\n")));
    assert!(told.contains("my-request-7") && told.contains("/graphql"), "{told}");
}

#[test]
fn a_query_is_sent_once_and_then_its_hash_by_get() {
    let server = Server::shared(Database::Sqlite);
    let query = "query Names($n: Int!) { people(first: $n) { nodes { name } } }";
    let extensions = json!({"persistedQuery": {"version": 1, "sha256Hash": sha256(query)}});
    let by_hash = |variables: &str| {
        get(server, &[("extensions", &extensions.to_string()), ("variables", variables)], &[])
    };
    let unknown = by_hash("{\"n\": 1}").json();
    assert_eq!(unknown["errors"][0]["message"], "PersistedQueryNotFound");
    assert_eq!(unknown["errors"][0]["extensions"]["code"], "PERSISTED_QUERY_NOT_FOUND");
    let sent = server.post(&json!({"query": query, "variables": {"n": 1}, "extensions": extensions})).json();
    assert_eq!(by_hash("{\"n\": 1}").json(), sent);
    let dear = by_hash("{\"n\": 1000000}").json();
    assert_eq!(
        dear["errors"][0]["extensions"]["code"], "QUERY_TOO_COMPLEX",
        "a known query is priced, too: {dear}"
    );
    let wrong = server.post(&json!({"query": "{ __typename }", "extensions": extensions})).json();
    assert_eq!(wrong["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
}

#[test]
fn only_trusted_documents_are_answered_where_the_operator_says_so() {
    let store = Store::with_corpus(Database::Sqlite);
    let text = std::fs::read_to_string(root().join("tests/queries/person_page.graphql")).expect("a query");
    let file = store.file("person_page.graphql", &text);
    let folder = std::path::Path::new(&file).parent().expect("a folder").display().to_string();
    let server = Server::start(&store, &["--trusted-documents", &folder]);
    let known = server.post(&json!({"documentId": "person_page"})).json();
    assert_eq!(known["data"]["person"]["name"], "Ilse Marrow", "{known}");
    assert_eq!(server.post(&json!({"query": text})).json(), known);
    let by_hash = json!({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256(&text)}}});
    assert_eq!(server.post(&by_hash).json(), known);
    for other in ["{ people { totalCount } }", "{ __schema { types { name } } }"] {
        let message = server.refuses(other, "FORBIDDEN");
        assert!(message.contains("queries it was given"), "{message}");
    }
    let none = store.file("none.txt", "");
    store.newsgraph(&["serve", "--trusted-documents", &none]).fails(1, &["holds no query"]);
    let broken = store.file("broken.graphql", "{ people {");
    store.newsgraph(&["serve", "--trusted-documents", &broken]).fails(1, &["broken.graphql"]);
}

#[test]
fn a_batch_is_answered_in_its_order_where_it_is_allowed() {
    let batch = json!([{"query": "{ people { totalCount } }"}, {"query": "{ nothing }"}, {"query": "{ a: __typename }"}]);
    let shared = Server::shared(Database::Sqlite);
    let refused = shared.post(&batch);
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("no batches"), "{}", refused.body);
    let store = Store::with_corpus(Database::Sqlite);
    let server = Server::start(&store, &["--batch-limit", "3"]);
    let answer = server.post(&batch);
    let answers = answer.json();
    assert!(answers[0]["data"]["people"]["totalCount"].as_i64() > Some(0), "{answers}");
    assert_eq!(answers[1]["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    assert_eq!(answers[2], json!({"data": {"a": "Query"}}));
}

#[test]
fn an_answer_to_get_is_kept_until_it_changes() {
    let server = Server::shared(Database::Sqlite);
    let question = [("query", "{ people(first: 1) { nodes { name } } }")];
    let first = get(server, &question, &[]);
    let tag = first.header("etag");
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(first.header("cache-control"), "public, max-age=5");
    assert!(
        first
            .headers
            .get_all("vary")
            .iter()
            .any(|vary| vary.to_str().is_ok_and(|vary| vary.contains("accept")))
    );
    let again = get(server, &question, &[("if-none-match", tag)]);
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag));
    let other =
        get(server, &[("query", "{ places(first: 1) { nodes { name } } }")], &[("if-none-match", tag)]);
    assert_eq!(other.status, 200);
    for query in ["{ nothing }", "{ rateLimit { cost } }", "{ ... { rateLimit { cost } } }"] {
        let parameters = [("query", query)];
        assert_eq!(get(server, &parameters, &[]).header("cache-control"), "no-store", "{parameters:?}");
    }
    assert_eq!(server.post(&json!({"query": question[0].1})).header("cache-control"), "no-store");
}

#[test]
fn answers_are_compressed_and_named_for_other_sites() {
    let store = Store::with_corpus(Database::Sqlite);
    let server = Server::start(&store, &["--cors-origins", "https://desk.test,https://news.test"]);
    let answer =
        get(&server, &[("query", "{ articles { nodes { body } } }")], &[("origin", "https://news.test")]);
    assert_eq!(answer.header("access-control-allow-origin"), "https://news.test");
    let exposed = answer.header("access-control-expose-headers");
    assert!(exposed.contains("x-request-id") && exposed.contains("retry-after"), "{exposed}");
    let other = get(&server, &[("query", "{ __typename }")], &[("origin", "https://elsewhere.test")]);
    assert_eq!(other.header("access-control-allow-origin"), "");
    // The agent unpacks what it asked for and then takes the header away.
    let packed =
        get(&server, &[("query", "{ articles { nodes { body } } }")], &[("accept-encoding", "gzip")]);
    assert!(packed.header("content-encoding") == "gzip" || packed.body.starts_with("{\"data\""));
    let both = "application/graphql-response+json, application/json;q=0.9, text/event-stream;q=0.8";
    let once = get(&server, &[("query", "{ __typename }")], &[("accept", both)]);
    assert!(
        once.header("content-type").starts_with("application/graphql-response+json"),
        "{}",
        once.header("content-type")
    );
    let head =
        head_of(&server, "GET /graphql?query=%7B%20__schema%20%7B%20types%20%7B%20name%20%7D%20%7D%20%7D");
    assert!(
        head.contains("content-encoding: gzip") && head.contains("content-length: "),
        "in one piece: {head}"
    );
    assert!(
        packed
            .headers
            .get_all("vary")
            .iter()
            .any(|vary| vary.to_str().is_ok_and(|vary| vary.contains("accept-encoding")))
    );
}

/// Asks a query with variables that it is answered with, then with wrong ones: once in its text, which was answered, and
/// once in another text, which was not. Both are refused alike.
fn is_as_strict_as_new(server: &Server, query: &str, good: &serde_json::Value, wrong: &[serde_json::Value]) {
    let ask = |query: &str, variables: &serde_json::Value| {
        server.post(&json!({"query": query, "variables": variables})).json()
    };
    let first = ask(query, good);
    assert!(first.get("errors").is_none(), "{first}");
    assert_eq!(ask(query, good), first, "answered again");
    let first_error = |answer: &serde_json::Value| {
        let error = &answer["errors"][0];
        (error["message"].clone(), error["extensions"]["code"].clone())
    };
    for wrong in wrong {
        let new = ask(&format!("# {wrong}\n{query}"), wrong);
        assert!(new.get("errors").is_some(), "{query} {wrong}: {new}");
        assert_eq!(first_error(&ask(query, wrong)), first_error(&new), "{query} {wrong}");
    }
}

#[test]
fn a_query_that_was_answered_before_is_as_strict_as_a_new_one() {
    let server = Server::shared(Database::Sqlite);
    is_as_strict_as_new(
        server,
        "query Known($filter: PersonFilter, $first: Int) { people(filter: $filter, first: $first) { nodes { ... on Person { name } name } } }",
        &json!({"first": 2, "filter": {"hasStatements": true}}),
        &[
            json!({"filter": {"hasStatement": true}}),
            json!({"filter": {"hasStatements": "yes"}}),
            json!({"first": "two"}),
            json!({"first": 101}),
            json!({"first": [1]}),
        ],
    );
    // A field that is left out looks like an answer.
    is_as_strict_as_new(
        server,
        "query Left($with: Boolean!) { topics(first: 1) { nodes { name @include(if: $with) } } }",
        &json!({"with": true}),
        &[json!({"with": "true"}), json!({"with": 1}), json!({"with": null})],
    );
    // Nobody there to be asked: the argument is never looked at.
    is_as_strict_as_new(
        server,
        "query Nobody($slug: String!, $n: Int) { person(by: { slug: $slug }) { statements(first: $n) { totalCount } } }",
        &json!({"slug": "nobody-of-this-name", "n": 1}),
        &[json!({"slug": "nobody-of-this-name", "n": "two"})],
    );
    // What has no value yet is not looked at either.
    is_as_strict_as_new(
        server,
        "query Missing($has: Boolean = true) { people(first: 1, filter: { hasStatement: $has }) { nodes { name } } }",
        &json!({}),
        &[json!({"has": true})],
    );
}

#[test]
fn a_variable_that_was_not_given_is_told() {
    let query = "query Said($filter: StatementFilter!, $first: Int = 1) { statements(filter: $filter, first: $first) { totalCount } }";
    let answer = Server::shared(Database::Sqlite).post(&json!({"query": query})).json();
    let message =
        "the variable `$filter` of type StatementFilter! was not given; send its value in `variables`";
    assert_eq!(answer["errors"][0]["message"], message);
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    assert_eq!(
        (answer.get("data"), answer["errors"][0].get("path")),
        (None, None),
        "an error of the request: {answer}"
    );
}

/// The first line of the answer to a raw request.
fn status_of(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).expect("a request");
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).expect("an answer");
    line.trim().to_owned()
}

fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address.trim_start_matches("http://")).expect("a connection")
}

#[test]
fn pages_of_other_sites_open_no_web_socket() {
    let store = Store::create(Database::Sqlite);
    let server = Server::start(&store, &["--cors-origins", "https://news.test"]);
    let own = server.address.clone();
    for (origin, expected) in
        [("https://evil.test", "403"), ("https://news.test", "101"), (own.as_str(), "101")]
    {
        let host = own.trim_start_matches("http://");
        let request = format!(
            "GET /graphql HTTP/1.1\r\nhost: {host}\r\norigin: {origin}\r\nupgrade: websocket\r\nconnection: upgrade\r\n\
             sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\
             sec-websocket-protocol: graphql-transport-ws\r\n\r\n"
        );
        let status = status_of(&mut connect(&server), &request);
        assert!(status.contains(expected), "{origin}: {status}");
    }
}

#[test]
fn a_request_without_an_end_does_not_keep_the_server() {
    let store = Store::create(Database::Sqlite);
    let server = Server::start(&store, &["--timeout", "1"]);
    let mut half = connect(&server);
    let head = "POST /graphql HTTP/1.1\r\nhost: news.test\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";
    half.write_all(head.as_bytes()).expect("a beginning");
    server.ask("{ __typename }");
    assert_eq!(server.stop(), Some(0));
}
