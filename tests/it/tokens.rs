//! Who may write: tokens with roles, made by the operator, shown once, kept as hashes.

use crate::harness::{Answer, Server, Store, on_both_databases};
use serde_json::{Value, json};

/// Makes a token and gives its secret.
pub(crate) fn token(store: &Store, name: &str, role: &str) -> String {
    store.newsgraph(&["token", "create", name, "--role", role]).succeeds().stdout.trim().to_owned()
}

/// Posts a query with a token.
fn post(server: &Server, query: &str, authorization: &str) -> Answer {
    let body = json!({ "query": query }).to_string();
    server.send(&body, "application/json", &[("authorization", authorization)])
}

fn code(answer: &Answer) -> String {
    let answer: Value = answer.json();
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("none").to_owned()
}

const EDIT: &str = r#"mutation { addName(input: { bearer: { slug: "nobody" }, name: "No One" }) { userErrors { code field message } } }"#;
const SEND: &str =
    "mutation { ingestDocuments(input: { documents: [] }) { articles { change } userErrors { code } } }";
const ASK: &str = "{ statements(first: 1) { nodes { text } } }";

on_both_databases! {
    fn a_server_without_tokens_refuses_writes_and_says_how_to_make_one(store: &Store) {
        let server = Server::start(store, &[]);
        server.ask(ASK);
        for write in [EDIT, SEND] {
            let message = server.refuses(write, "UNAUTHENTICATED");
            assert!(message.contains("newsgraph token create"), "{message}");
        }
        token(store, "desk", "editor");
        let message = server.refuses(EDIT, "UNAUTHENTICATED");
        assert!(message.contains("Authorization: Bearer"), "{message}");
    }

    fn each_role_may_what_it_is_for(store: &Store) {
        let server = Server::start(store, &[]);
        for (role, may_edit, may_send) in
            [("reader", false, false), ("ingester", false, true), ("editor", true, false), ("admin", true, true)]
        {
            let bearer = format!("Bearer {}", token(store, role, role));
            for (write, may) in [(EDIT, may_edit), (SEND, may_send)] {
                let answer = post(&server, write, &bearer);
                let expected = if may { "none" } else { "FORBIDDEN" };
                assert_eq!(code(&answer), expected, "{role}: {}", answer.body);
                assert!(may || answer.body.contains(&role.to_uppercase()), "{}", answer.body);
            }
            assert_eq!(code(&post(&server, ASK, &bearer)), "none", "{role} may ask");
        }
    }

    fn a_token_that_does_not_hold_is_refused(store: &Store) {
        let server = Server::start(store, &[]);
        let good = token(store, "desk", "editor");
        let revoked = token(store, "gone", "editor");
        store.newsgraph(&["token", "revoke", "gone"]).succeeds();
        let expired = token(store, "old", "editor");
        store.execute("UPDATE api_token SET expires_on = '2020-01-31' WHERE name = 'old'");
        let other = format!("{}0", &good[..good.len() - 1]);
        let flipped = if other == good { format!("{}1", &good[..good.len() - 1]) } else { other };
        for (wrong, said) in [
            (format!("Bearer {revoked}"), "revoked"),
            (format!("Bearer {expired}"), "expired on 2020-01-31"),
            (format!("Bearer {flipped}"), "not known"),
            ("Bearer newsgraph_999_00".to_owned(), "not known"),
            ("Bearer newsgraph_x'; --_00".to_owned(), "not known"),
            (format!("Basic {good}"), "Authorization: Bearer"),
            (String::new(), "Authorization: Bearer"),
        ] {
            for query in [EDIT, ASK] {
                let answer = post(&server, query, &wrong);
                assert_eq!((answer.status, code(&answer).as_str()), (401, "UNAUTHENTICATED"), "{wrong}: {}", answer.body);
                assert_eq!(answer.header("www-authenticate"), "Bearer");
                assert!(answer.body.contains(said), "{wrong}: {}", answer.body);
            }
        }
        assert_eq!(code(&post(&server, EDIT, &format!("bearer {good}"))), "none");
    }

    fn asking_may_need_a_token_too(store: &Store) {
        let server = Server::start(store, &["--require-token"]);
        let refused = server.post(&json!({ "query": ASK }));
        assert_eq!((refused.status, code(&refused).as_str()), (401, "UNAUTHENTICATED"));
        assert_eq!(server.get("/graphql?query=%7B__typename%7D", &[]).status, 401);
        let bearer = format!("Bearer {}", token(store, "page", "reader"));
        let answer = post(&server, ASK, &bearer);
        assert_eq!((answer.status, code(&answer).as_str()), (200, "none"), "{}", answer.body);
        assert_eq!(server.get("/health", &[]).status, 200);
    }

    fn the_secret_is_shown_once(store: &Store) {
        let secret = token(store, "desk", "editor");
        assert!(secret.starts_with("newsgraph_") && secret.len() > 70, "{secret}");
        let rest = secret.rsplit_once('_').expect("a secret").1.to_owned();
        assert!(!format!("{:?}", store.dump()).contains(&rest), "only the hash is kept");
        let listed = store.newsgraph(&["token", "list"]).succeeds().stdout;
        assert!(listed.contains("desk") && listed.contains("editor") && !listed.contains(&rest), "{listed}");
        store.newsgraph(&["token", "create", "desk", "--role", "admin"]).fails(1, &["desk", "choose another"]);
        store.newsgraph(&["token", "create", "x", "--role", "admin", "--expires-on", "2020-01-01"]).fails(1, &["past"]);
        store.newsgraph(&["token", "revoke", "nobody"]).fails(1, &["nobody", "token list"]);
        store.newsgraph(&["token", "create", " ", "--role", "admin"]).fails(2, &["characters"]);
        store.newsgraph(&["token", "revoke", "desk"]).succeeds();
        let listed = store.newsgraph(&["token", "list"]).succeeds().stdout;
        assert!(listed.contains("revoked on"), "{listed}");
    }
}
