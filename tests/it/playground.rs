//! The playground and GraphQL over HTTP.

use crate::harness::{Database, Server};

fn server() -> &'static Server {
    Server::shared(Database::Sqlite)
}

#[test]
fn the_page_names_no_outside_address() {
    let page = server().get("/", &[]);
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("default-src 'self'"));
    let names = page.body.split(['"', '\'']).filter(|part| part.starts_with("/playground/"));
    let mut count = 0;
    for name in names {
        let file = server().get(name, &[]);
        assert_eq!(file.status, 200, "{name}");
        assert!(!file.body.is_empty(), "{name}");
        count += 1;
    }
    assert!(count >= 5, "the page names {count} files");
    assert!(!page.body.contains("http://") && !page.body.contains("https://"), "{}", page.body);
    assert!(server().get("/playground/samples.js", &[]).body.contains("StatementsByOfficialAboutTopic"));
}

#[test]
fn both_media_types_and_their_status() {
    let ask = |accept: &str, query: &str| {
        let body = serde_json::json!({ "query": query }).to_string();
        server().send(&body, "application/json", &[("accept", accept)])
    };
    let good = "{ people { totalCount } }";
    let answer = ask("application/graphql-response+json", good);
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "application/graphql-response+json; charset=utf-8")
    );
    assert_eq!(ask("application/graphql-response+json", "{ nothing }").status, 400);
    assert_eq!(ask("application/json", "{ nothing }").status, 200);
    assert_eq!(ask("text/html", good).status, 406);
}

#[test]
fn an_answer_says_which_request_it_belongs_to() {
    let answer = server().get("/health", &[("x-request-id", "front-end-7")]);
    assert_eq!(answer.header("x-request-id"), "front-end-7");
    assert!(!server().get("/health", &[]).header("x-request-id").is_empty());
}

#[test]
fn another_site_may_read() {
    let answer = server().get("/health", &[("origin", "https://news.test")]);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}

#[test]
fn introspection_passes_the_limits() {
    let query = "{ __schema { types { name fields { name args { name type { kind name ofType { kind name ofType { \
                 kind name ofType { kind name } } } } } type { kind name ofType { kind name ofType { kind name } } } } } } }";
    let answer = server().ask(query);
    assert!(answer["__schema"]["types"].as_array().is_some_and(|types| types.len() > 40));
}
