//! Small requests that ask for much: each is refused before the database is asked anything, however it multiplies.

use crate::harness::{Database, Server, Store};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Parts of a query, one a number.
fn each(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, number| {
        write!(all, "{} ", part(number)).expect("text");
        all
    })
}

/// Every attack with the code that refuses it.
#[expect(clippy::too_many_lines, reason = "a list")]
fn attacks() -> Vec<(&'static str, Value, &'static str)> {
    let query = |text: String| json!({"query": text});
    let speaker =
        |inner: String, _| format!("statements {{ nodes {{ speaker {{ ... on Person {{ {inner} }} }} }} }}");
    let introspect = |inner: String, _| format!("fields {{ type {{ {inner} }} }}");
    vec![
        (
            "aliases",
            query(format!("{{ {} }}", each(5_000, |at| format!("a{at}: people {{ totalCount }}")))),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "aliases of a dear field",
            query(format!("{{ {} }}", each(200, |at| format!("a{at}: search(text: \"treaty\") {{ totalCount }}")))),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "aliases of __typename",
            query(format!("{{ {} }}", each(9_000, |at| format!("a{at}: __typename")))),
            "QUERY_TOO_COMPLEX",
        ),
        ("a batch", json!(vec![json!({"query": "{ people { totalCount } }"}); 100]), "BAD_USER_INPUT"),
        (
            "depth",
            query(format!("{{ people {{ nodes {{ {} }} }} }}", (0..40).fold("name".to_owned(), speaker))),
            "QUERY_TOO_COMPLEX",
        ),
        ("brackets", query(format!("{}{}", "{ a ".repeat(50_000), "}".repeat(50_000))), "QUERY_TOO_COMPLEX"),
        ("brackets in a value", query(format!("{{ nodes(ids: {} }}", "[".repeat(100_000))), "QUERY_TOO_COMPLEX"),
        (
            "brackets behind a block string",
            query(format!("{{ node(id: \"\"\"\n\"\"\", b: {}", "[".repeat(3_000))),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "wide pages inside wide pages",
            query(
                "{ people(first: 100) { nodes { statements(first: 100) { nodes { quotes(first: 100) { nodes { text } } } } } } }"
                    .to_owned(),
            ),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "wide pages by a variable",
            json!({
                "query": "query($n: Int) { people(first: $n) { nodes { statements(first: $n) { nodes { quotes(first: $n) { nodes { text } } } } } } }",
                "variables": {"n": 100},
            }),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "directives",
            query(format!("{{ people {{ totalCount {} }} }}", "@skip(if: false) ".repeat(5_000))),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "fragments that double",
            query(format!(
                "{} fragment f25 on Person {{ name }} {{ people {{ nodes {{ ...f0 }} }} }}",
                each(25, |level| format!("fragment f{level} on Person {{ ...f{0} ...f{0} }}", level + 1))
            )),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "a circle of fragments",
            query("fragment a on Person { ...b } fragment b on Person { ...a } { people { nodes { ...a } } }".to_owned()),
            "BAD_USER_INPUT",
        ),
        (
            "a crowd of circles",
            query(format!(
                "{} {{ people {{ nodes {{ ...f0 }} }} }}",
                each(30, |level| format!(
                    "fragment f{level} on Person {{ name {} }}",
                    each(30, |other| format!("...f{other}"))
                ))
            )),
            "BAD_USER_INPUT",
        ),
        (
            "introspection that multiplies",
            query(format!("{{ __schema {{ types {{ {} }} }} }}", (0..6).fold("name".to_owned(), introspect))),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "introspection under aliases",
            query(format!("{{ {} }}", each(600, |at| format!("a{at}: __schema {{ types {{ name }} }}")))),
            "QUERY_TOO_COMPLEX",
        ),
        (
            "filters inside filters",
            query(format!(
                "{{ statements(filter: {}{}) {{ totalCount }} }}",
                "{ not: ".repeat(60) + "{ kind: [DIRECT] }",
                "}".repeat(60)
            )),
            "BAD_USER_INPUT",
        ),
        (
            "filters beside filters",
            query(format!(
                "{{ statements(filter: {{ or: [{}] }}) {{ totalCount }} }}",
                "{ speaker: { slug: \"marco-rubio\" } } ".repeat(4_000)
            )),
            "BAD_USER_INPUT",
        ),
    ]
}

#[test]
fn small_requests_that_ask_for_much_reach_no_database() {
    let store = Store::with_corpus(Database::Sqlite);
    let server = Server::that_tells_its_sql(&store, &[]);
    server.forget_log();
    for (name, body, code) in attacks() {
        let begun = std::time::Instant::now();
        let answer = server.post(&body);
        let took = begun.elapsed();
        // Each is read in linear time; what multiplies would never end.
        assert!(took.as_secs() < 30, "{name} took {took:?}");
        let error = &answer.json()["errors"][0];
        assert_eq!(
            error["extensions"]["code"],
            code,
            "{name}: {}",
            &answer.body[..answer.body.len().min(500)]
        );
        assert!(answer.status < 500 && answer.body.len() < 2_000, "{name}: {}", answer.status);
    }
    assert_eq!(server.sql(), Vec::<String>::new(), "an attack was read from the database");
    server.ask("{ people { totalCount } }");
    assert!(!server.sql().is_empty(), "the log would have told");
}

#[test]
fn introspection_passes_whatever_the_limits() {
    let store = Store::create(Database::Sqlite);
    let limits = ["--depth-limit", "2", "--field-limit", "5", "--cost-limit", "1"];
    let server = Server::start(&store, &limits);
    let types = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name \
                 ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }";
    let query = format!(
        "{{ __schema {{ queryType {{ name }} types {{ kind name fields {{ name args {{ name type {{ {types} }} }} \
         type {{ {types} }} }} inputFields {{ name type {{ {types} }} }} interfaces {{ {types} }} \
         enumValues {{ name }} possibleTypes {{ {types} }} }} directives {{ name args {{ name type {{ {types} }} }} }} }} }}"
    );
    let answer = server.ask(&query);
    assert!(answer["__schema"]["types"].as_array().is_some_and(|types| types.len() > 40));
    server.refuses("{ people { nodes { name } } }", "QUERY_TOO_COMPLEX");
}
