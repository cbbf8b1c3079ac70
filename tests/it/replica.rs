//! Two clusters of `PostgreSQL`: queries read from the replica, whoever brings a token reads from the primary, and
//! when the replica stops queries go on.

use crate::harness::{Cluster, Server, Store};
use serde_json::json;

/// The name of the only topic, which tells where an answer comes from.
fn topic(server: &Server, headers: &[(&str, &str)]) -> String {
    let body = json!({"query": "{ topics { nodes { name } } }"}).to_string();
    let answer = server.send(&body, "application/json", headers).json();
    answer["data"]["topics"]["nodes"][0]["name"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

#[test]
fn queries_read_from_the_replica_and_go_on_without_it() {
    let primary = Cluster::primary();
    let store = Store::on(&primary, "news");
    store.newsgraph(&["migrate", "up"]).succeeds();
    store.execute("INSERT INTO topic (name, slug, kind) VALUES ('before', 'harbour', 'subject')");
    let token = store.newsgraph(&["token", "create", "desk", "--role", "editor"]).succeeds().stdout;
    let bearer = format!("Bearer {}", token.trim());
    let mut replica = primary.replica();
    let copy = format!("{}/news", replica.address());
    // The replica stands still, so that it can be told from the primary.
    Store::execute_on(&copy, "SELECT pg_wal_replay_pause()");
    store.execute("UPDATE topic SET name = 'after'");
    let variables = [("DATABASE_REPLICA_URL", copy.as_str())];
    let server = Server::start_with(&store, &[], &variables);
    assert_eq!(topic(&server, &[]), "before", "a query reads from the replica");
    assert_eq!(
        topic(&server, &[("authorization", bearer.as_str())]),
        "after",
        "who writes reads what was written"
    );
    let answers = std::thread::scope(|scope| {
        let asking = scope.spawn(|| (0..200).map(|_| topic(&server, &[])).collect::<Vec<String>>());
        replica.stop();
        asking.join().expect("every query is answered")
    });
    assert!(answers.iter().all(|name| name == "before" || name == "after"), "{answers:?}");
    assert_eq!(topic(&server, &[]), "after", "queries go on with the primary");
    let without = Server::start_with(&store, &[], &variables);
    assert_eq!(topic(&without, &[]), "after", "a server starts without its replica");
}
