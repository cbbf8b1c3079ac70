//! Limits that a client is told: what a query costs, what it may cost, what is left, and a way under the limit.

use crate::harness::{Database, Server, Store};
use serde_json::{Value, json};

fn shared() -> &'static Server {
    Server::shared(Database::Sqlite)
}

#[test]
fn a_query_tells_what_it_costs() {
    let answer = shared().ask("{ rateLimit { cost queryLimit limit remaining resetAt } people(first: 5) { nodes { name } totalCount } }");
    assert_eq!(
        answer["rateLimit"],
        json!({"cost": 16, "queryLimit": 10_000, "limit": null, "remaining": null, "resetAt": null})
    );
}

#[test]
fn a_dry_run_tells_what_a_query_would_cost_and_executes_nothing() {
    let store = Store::with_corpus(Database::Sqlite);
    let server = Server::that_tells_its_sql(&store, &[]);
    server.forget_log();
    let dear = "people(first: 100) { nodes { ...p } } } fragment p on Person { statements(first: $n) { nodes { text } } }";
    let query =
        format!("query Dear($n: Int!, $dry: Boolean = true) {{ rateLimit(dryRun: $dry) {{ cost }} {dear}");
    let answer =
        server.post(&json!({"query": query, "variables": {"n": 100}, "operationName": "Dear"})).json();
    assert_eq!(answer, json!({"data": {"rateLimit": {"cost": 10_201}}}));
    assert_eq!(server.sql(), Vec::<String>::new());
    let wet = server.post(&json!({"query": query, "variables": {"n": 100, "dry": false}})).json();
    assert_eq!(wet["errors"][0]["extensions"]["code"], "QUERY_TOO_COMPLEX", "{wet}");
}

#[test]
fn a_dry_run_is_one_wherever_the_field_stands() {
    for query in [
        "query { ...F people(first: 2) { nodes { name } } } fragment F on Query { rateLimit(dryRun: true) { cost } }",
        "{ ... { rateLimit(dryRun: true) { cost } } people(first: 2) { nodes { name } } }",
    ] {
        assert_eq!(shared().ask(query), json!({"rateLimit": {"cost": 3}}), "{query}");
    }
    let skipped =
        "{ people(first: 2) { nodes { __typename } } rateLimit(dryRun: true) @skip(if: true) { cost } }";
    assert!(shared().ask(skipped)["people"].is_object());
}

/// One office with a thousand holders, each of whom leads to it again.
#[test]
fn an_answer_that_multiplies_itself_is_refused() {
    let store = Store::create(Database::Sqlite);
    let people: Vec<Value> = (0..300)
        .map(|number| json!({"id": format!("p{number}"), "name": format!("Ada Member{number}")}))
        .collect();
    let holds =
        |number| json!({"person_id": format!("p{number}"), "post_id": "seat", "start_date": "2020-01-01"});
    let memberships: Vec<Value> = (0..300).map(holds).collect();
    let house = json!({"persons": people, "organizations": [{"id": "house", "name": "The House"}],
        "posts": [{"id": "seat", "label": "Member", "organization_id": "house"}], "memberships": memberships});
    store.newsgraph(&["reference", "import", &store.file("house.json", house.to_string())]).succeeds();
    let server = Server::start(&store, &["--cost-limit", "1000000000", "--depth-limit", "40"]);
    let ask = |first: u32| {
        let level = |inner: String, _| {
            format!(
                "holders(first: {first}) {{ person {{ name offices(first: 1) {{ office {{ {inner} }} }} }} }}"
            )
        };
        let query = (0..4).fold("title".to_owned(), level);
        server.post(&json!({"query": format!("{{ offices(first: 1) {{ nodes {{ {query} }} }} }}")})).json()
    };
    assert_eq!(ask(2).get("errors"), None);
    let refused = ask(100);
    assert_eq!(refused["errors"][0]["extensions"]["code"], "QUERY_TOO_COMPLEX", "{refused}");
    assert_eq!(refused.get("data"), None);
}

#[test]
fn the_extension_tells_the_cost_when_asked_for() {
    let query = "{ people(first: 5) { nodes { name } } places(first: 1) { totalCount } }";
    let asked = shared().post(&json!({"query": query, "extensions": {"cost": true}})).json();
    assert_eq!(
        asked["extensions"]["cost"],
        json!({"cost": 17, "limit": 10_000, "fields": [{"field": "people", "cost": 6}, {"field": "places", "cost": 11}]})
    );
    assert_eq!(shared().post(&json!({"query": query})).json().get("extensions"), None);
}

#[test]
fn a_refused_query_is_told_its_field_its_cost_the_limit_and_a_way_under_it() {
    let query = "{ people(first: 100) { nodes { all: statements(first: 99) { nodes { topics { topic { name } } } } } } }";
    let answer = shared().post(&json!({"query": query})).json();
    let error = &answer["errors"][0];
    assert_eq!(
        error["extensions"],
        json!({"code": "QUERY_TOO_COMPLEX", "field": "people.nodes.all", "cost": 69_501, "limit": 10_000})
    );
    let message = error["message"].as_str().expect("a message");
    let (_, fits) = message.split_once("ask for `first: ").expect("a way");
    let fits: usize = fits.split('`').next().expect("a number").parse().expect("a number");
    let smaller = query.replace("99", &fits.to_string());
    shared().ask(&smaller);
}

#[test]
fn a_client_that_spent_its_minute_is_told_when_to_come_back() {
    let store = Store::with_corpus(Database::Sqlite);
    let server = Server::start(&store, &["--rate-limit", "100", "--behind-proxy"]);
    let ask = |client: &str| {
        let body = json!({"query": "{ people(first: 50) { nodes { name } } rateLimit { cost limit remaining resetAt } }"});
        server.send(&body.to_string(), "application/json", &[("x-forwarded-for", client)])
    };
    let first = ask("10.0.0.1").json();
    let limit = &first["data"]["rateLimit"];
    assert_eq!(
        (&limit["cost"], &limit["limit"], &limit["remaining"]),
        (&json!(51), &json!(100), &json!(49)),
        "{first}"
    );
    assert!(limit["resetAt"].as_str().is_some_and(|at| at.ends_with(":00Z")), "{first}");
    // The minute may turn between two requests; within three of one minute the third is too many.
    let mut last = ask("10.0.0.1");
    if last.status == 200 {
        last = ask("10.0.0.1");
    }
    assert_eq!(last.status, 429, "{}", last.body);
    assert_eq!(last.json()["errors"][0]["extensions"]["code"], Value::from("RATE_LIMITED"));
    assert!(last.header("retry-after").parse::<u64>().is_ok_and(|seconds| (1..=60).contains(&seconds)));
    assert_eq!(ask("10.0.0.1, 10.0.0.2").status, 200, "another client has a minute of its own");
}

#[test]
fn who_finds_no_room_is_told_at_once_and_when_to_ask_again() {
    let store = Store::with_corpus(Database::Sqlite);
    let few = [("NEWSGRAPH_CONNECTIONS", "1"), ("NEWSGRAPH_WAITING", "1")];
    let server = Server::start_with(&store, &[], &few);
    let body = json!({"query": "{ statements(first: 100) { nodes { text topics { topic { name } } quotes { nodes { article { body } } } } } }"});
    let answers = std::thread::scope(|scope| {
        let ask = || (0..10).map(|_| server.post(&body)).collect::<Vec<_>>();
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        asking.into_iter().flat_map(|asks| asks.join().expect("answers")).collect::<Vec<_>>()
    });
    let (busy, answered): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 503);
    assert!(!answered.is_empty() && !busy.is_empty(), "{} answered, {} busy", answered.len(), busy.len());
    assert!(answered.iter().all(|answer| answer.json()["errors"].is_null()));
    for answer in busy {
        assert_eq!(answer.header("retry-after"), "1");
        assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "BUSY");
    }
    assert_eq!(server.post(&body).status, 200, "there is room again");
}

/// A view in the place of a table makes every read of it take half a minute.
#[test]
fn what_a_query_was_at_when_it_was_given_up_ends_soon_after() {
    let store = Store::with_corpus(Database::Postgres);
    store.execute("ALTER TABLE place RENAME TO place_of_old");
    store.execute("CREATE VIEW place AS SELECT * FROM place_of_old WHERE pg_sleep(30) IS NOT NULL");
    let server = Server::start(&store, &["--timeout", "1", "--no-migrate"]);
    assert_eq!(server.post(&json!({"query": "{ places { nodes { name } } }"})).status, 504);
    let given_up = std::time::Instant::now();
    let running = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%place%' AND pid <> pg_backend_pid()";
    while store.value(running) != "0" {
        assert!(given_up.elapsed().as_secs() < 20, "the query goes on");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}
