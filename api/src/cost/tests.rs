use super::size::{Size, sizes};
use super::*;
use async_graphql::parser::parse_query;
use std::fmt::Write as _;

fn size(query: &str) -> Size {
    let sizes = sizes(&parse_query(query).expect("a query"), None).expect("no circle");
    sizes.into_iter().fold(Size::default(), |all, (_, size)| all.beside(size))
}

fn fields(query: &str) -> (usize, usize) {
    let size = size(query);
    (size.fields, size.depth)
}

fn cost(query: &str, variables: &str) -> Price {
    let shape = Shape::new(&crate::sdl());
    let variables = Variables::from_json(serde_json::from_str(variables).expect("variables"));
    price(&shape, &parse_query(query).expect("a query"), None, &variables)
}

#[test]
fn fragments_are_spread_out() {
    assert_eq!(fields("{ a { b c } }"), (3, 2));
    assert_eq!(fields("{ a { ...f ...f } } fragment f on T { b { c } }"), (5, 3));
    assert_eq!(fields("query x { a } query y { a b { c } }"), (4, 2));
    assert_eq!(fields("{ ... on T { a } ...missing }"), (1, 1));
    assert_eq!(fields("{ a @skip(if: true) @skip(if: true) }"), (3, 1));
}

#[test]
fn fragments_that_double_are_counted_at_once() {
    let mut query = "{ ...f0 } fragment f64 on T { a }".to_owned();
    for level in 0..64 {
        write!(query, " fragment f{level} on T {{ ...f{0} ...f{0} }}", level + 1).expect("text");
    }
    assert_eq!(fields(&query), (usize::MAX, 1));
}

#[test]
fn fragments_in_a_circle_are_refused() {
    let query = "{ ...a } fragment a on T { x ...b } fragment b on T { y ...a ...a }";
    let refused = check_size(&parse_query(query).expect("a query"), None, Limits::DEFAULT);
    assert_eq!(
        refused.expect_err("a refusal").message,
        "the fragment `a` spreads itself; take it out of its own fields"
    );
}

#[test]
fn introspection_is_counted_apart() {
    let size =
        size("{ __schema { types { fields { type { fields { name } } } } } people { nodes { name } } }");
    assert_eq!((size.fields, size.depth, size.introspection, size.lists), (3, 3, 6, 2));
}

#[test]
fn a_page_costs_as_many_times_its_rows_as_it_may_hold() {
    for (query, expected) in [
        ("{ people { nodes { name } } }", 21),
        ("{ people(first: 3) { nodes { name } } }", 4),
        ("{ people(last: 3) { edges { cursor node { name } } } }", 4),
        ("{ people(first: 3) { nodes { name offices { office { title } } } } }", 157),
        ("{ people(first: 3) { nodes { name offices(first: 5) { office { title } } } } }", 22),
        ("{ people(first: 3) { totalCount } }", 11),
        ("{ nodes(ids: [\"a\", \"b\"]) { id } }", 3),
        (
            "{ statements(first: 2) { facets(by: [KIND, MONTH]) { by } timeline(interval: DAY) { count } } }",
            78,
        ),
        ("{ people(first: 10) { nodes { statements(first: 10) { nodes { text } } } } }", 121),
        ("{ __schema { types { name } } nothing }", 0),
    ] {
        assert_eq!(cost(query, "{}").cost, expected, "{query}");
    }
    let query = "query($n: Int = 7, $by: [FacetBy!]!) { people(first: $n) { nodes { name } } \
                 statements(first: 0) { facets(by: $by) { by } } }";
    assert_eq!(cost(query, r#"{"by": ["KIND"]}"#).cost, 8 + 27);
    assert_eq!(cost(query, r#"{"n": 2, "by": ["KIND", "TOPIC"]}"#).cost, 3 + 52);
    let mutation =
        "mutation($input: IngestDocumentsInput!) { ingestDocuments(input: $input) { articles { change } } }";
    let two = r#"{"input": {"documents": [{"content": "a"}, {"content": "b"}]}}"#;
    assert_eq!(cost(mutation, two).cost, 201);
}

#[test]
fn a_refused_query_is_told_its_field_and_a_way_under_the_limit() {
    let query = "{ people(first: 100) { nodes { statements(first: 100) { nodes { text quotes { nodes { text } } } } } } }";
    let refused = check_price(&cost(query, "{}"), 10_000).expect_err("a refusal");
    assert_eq!(refused.excess.as_ref().expect("an excess").field, "people.nodes.statements");
    assert_eq!(
        refused.message,
        "the query costs 220201, and 10000 is the limit; `people.nodes.statements` costs 220100 of it, so ask for \
         `first: 4` there instead of 100"
    );
    let query =
        "{ people(first: 100) { nodes { statements(first: 99) { nodes { topics { topic { name } } } } } } }";
    let refused = check_price(&cost(query, "{}"), 10_000).expect_err("a refusal");
    assert_eq!(refused.excess.as_ref().expect("an excess").field, "people.nodes.statements");
    assert!(refused.message.ends_with("ask for `first: 13` there instead of 99"), "{}", refused.message);
    let query = query.replace("99", "13");
    assert!(check_price(&cost(&query, "{}"), 10_000).is_ok(), "the way leads under the limit");
    let refused = check_price(&cost("{ people(first: 20000) { nodes { name } } }", "{}"), 10_000);
    let message = refused.expect_err("a refusal").message;
    assert!(message.ends_with("ask for `first: 100` there instead of 20000"), "{message}");
}
