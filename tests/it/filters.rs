//! One filter, one truth: for any filter the list is as long as `totalCount` says, as the kinds and the timeline add up
//! to, as what `export` writes with it, and as what a subscription was told that was opened before anything was there;
//! and both databases say the same.

use crate::harness::{Database, Events, Server, Store, corpus, on_both_databases};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::time::Duration;

/// The records of the corpus that filters can name.
struct Names {
    speakers: Vec<Value>,
    offices: Vec<Value>,
    topics: Vec<Value>,
    places: Vec<Value>,
    publishers: Vec<Value>,
}

impl Names {
    fn of(server: &Server) -> Self {
        let slugs = |list: &str| {
            let answer = server.ask(&format!("{{ found: {list} {{ nodes {{ slug }} }} }}"));
            let nodes = answer["found"]["nodes"].as_array().expect("nodes");
            let slugs: Vec<Value> = nodes.iter().map(|node| json!({"slug": node["slug"]})).collect();
            assert!(!slugs.is_empty(), "{list}");
            slugs
        };
        Self {
            speakers: slugs("people(first: 100, filter: { hasStatements: true })"),
            offices: slugs("offices(first: 100)"),
            topics: slugs("topics(first: 100)"),
            places: slugs("places(first: 100)"),
            publishers: slugs("organizations(first: 100, filter: { kind: [PUBLISHER] })"),
        }
    }

    /// A filter of one field.
    fn leaf(&self) -> impl Strategy<Value = Value> + use<> {
        let one = |field: &'static str, values: &[Value]| {
            proptest::sample::select(values.to_vec()).prop_map(move |value| json!({field: value})).boxed()
        };
        let some = |field: &'static str, values: &'static [&'static str]| {
            let some = proptest::sample::subsequence(values, 1..=values.len());
            some.prop_map(move |values| json!({field: values})).boxed()
        };
        let day = |months: u32| format!("{}-{:02}-01", 2025 + (8 + months) / 12, (8 + months) % 12 + 1);
        let range = (0_u32..8, 0_u32..8, any::<(bool, bool)>()).boxed();
        let ends = move |(one, other, (from, to)): (u32, u32, (bool, bool)), of: &dyn Fn(u32) -> String| json!({"from": from.then(|| of(one.min(other))), "to": to.then(|| of(one.max(other)))});
        prop_oneof![
            3 => one("speaker", &self.speakers),
            2 => one("office", &self.offices),
            3 => one("topic", &self.topics),
            1 => one("place", &self.places),
            2 => one("publisher", &self.publishers),
            2 => some("kind", &["DIRECT", "INDIRECT", "MIXED"]),
            1 => some("language", &["en", "de", "fr"]),
            1 => some("status", &["MACHINE", "CONFIRMED", "REJECTED"]),
            2 => range.clone().prop_map(move |range| json!({"said": ends(range, &day)})),
            1 => range.prop_map(move |range| json!({"published": ends(range, &|months| format!("{}T12:00:00Z", day(months)))})),
            1 => (0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(a, b)| json!({"confidence": {"from": a.min(b), "to": a.max(b)}})),
            2 => proptest::sample::select(&["treaty", "\"harbour treaty\"", "tariff* OR bread", "will -not", "the", "xyzzy"][..])
                .prop_map(|text| json!({"text": text})),
        ]
    }

    /// Filters beside and inside each other.
    fn filter(&self) -> impl Strategy<Value = Value> + use<> {
        let leaf = prop_oneof![1 => Just(json!({})).boxed(), 20 => self.leaf().boxed()];
        leaf.prop_recursive(3, 12, 3, |inner| {
            let few = proptest::collection::vec(inner.clone(), 1..=3);
            prop_oneof![
                few.clone().prop_map(|filters| json!({"and": filters})),
                few.clone().prop_map(|filters| json!({"or": filters})),
                inner.clone().prop_map(|filter| json!({"not": filter})),
                few.prop_map(|filters| {
                    let fields =
                        filters.into_iter().filter_map(|filter| filter.as_object().cloned()).flatten();
                    Value::Object(fields.collect())
                }),
            ]
        })
    }
}

/// What a server says about the statements of a filter.
#[derive(Debug, PartialEq)]
struct Told {
    texts: Vec<String>,
    total: usize,
    kinds: usize,
    timelines: [usize; 3],
}

const QUESTION: &str = "query($filter: StatementFilter, $after: String) { statements(filter: $filter, first: 100, after: $after) { \
     totalCount nodes { id saidOn text } facets(by: [KIND]) { counts { count } } days: timeline(interval: DAY) { count } \
     months: timeline(interval: MONTH) { count } years: timeline(interval: YEAR) { count } pageInfo { endCursor hasNextPage } } }";

fn sum(counts: &Value) -> usize {
    let counts =
        counts.as_array().expect("counts").iter().map(|count| count["count"].as_u64().expect("a count"));
    usize::try_from(counts.sum::<u64>()).expect("a small number")
}

fn ask(server: &Server, filter: &Value) -> Told {
    let mut texts = Vec::new();
    let mut after = Value::Null;
    loop {
        let body = json!({"query": QUESTION, "variables": {"filter": filter, "after": after}});
        let answer = server.post(&body).json();
        assert!(answer.get("errors").is_none(), "{filter}: {answer}");
        let list = &answer["data"]["statements"];
        let nodes = list["nodes"].as_array().expect("nodes");
        texts.extend(nodes.iter().map(statement));
        if list["pageInfo"]["hasNextPage"] == true {
            after = list["pageInfo"]["endCursor"].clone();
            continue;
        }
        texts.sort();
        return Told {
            texts,
            total: usize::try_from(list["totalCount"].as_u64().expect("a count")).expect("a small number"),
            kinds: sum(&list["facets"][0]["counts"]),
            timelines: [sum(&list["days"]), sum(&list["months"]), sum(&list["years"])],
        };
    }
}

/// A database that is empty when the subscriptions are opened, and holds the corpus when they are heard.
struct Listening {
    store: Store,
    server: Server,
    events: Vec<Events>,
}

impl Listening {
    fn open(database: Database, filters: &[Value]) -> Self {
        let store = Store::create(database);
        store.newsgraph(&["migrate", "up"]).succeeds();
        let server = Server::start(&store, &[]);
        let listen = |filter: &Value| {
            let variables = json!({"filter": filter});
            server.listen(&json!({"query": SUBSCRIPTION, "variables": variables}))
        };
        let events = filters.iter().map(listen).collect();
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        Self { store, server, events }
    }

    /// What the subscription of that number was told: as much as is expected, and what else comes.
    fn told(&mut self, number: usize, expected: usize) -> Vec<String> {
        let events = &mut self.events[number];
        let told = [events.take(expected), events.rest(Duration::from_millis(100))].concat();
        let statement = |event: &Value| statement(&event["data"]["statementPublished"]["statement"]);
        let mut told: Vec<String> = told.iter().map(statement).collect();
        told.sort();
        told
    }
}

const SUBSCRIPTION: &str = "subscription($filter: StatementFilter) { statementPublished(filter: $filter, after: \"BEGINNING\") \
     { statement { saidOn text } } }";

#[test]
fn list_counts_facets_timelines_export_and_events_agree_for_any_filter() {
    const FILTERS: usize = 60;
    let names = Names::of(&Server::start(&Store::with_corpus(Database::Sqlite), &[]));
    let mut runner = TestRunner::deterministic();
    let strategy = names.filter();
    let mut filter = || strategy.new_tree(&mut runner).expect("a filter").current();
    let filters: Vec<Value> = (0..FILTERS).map(|_| filter()).collect();
    let mut listening =
        [Database::Sqlite, Database::Postgres].map(|database| Listening::open(database, &filters));
    let mut matching = 0;
    for (number, filter) in filters.iter().enumerate() {
        let told = listening.each_ref().map(|listening| ask(&listening.server, filter));
        assert_eq!(told[0], told[1], "the databases differ for {filter}");
        let Told { texts, total, kinds, timelines } = &told[0];
        assert_eq!((texts.len(), texts.len(), [texts.len(); 3]), (*total, *kinds, *timelines), "{filter}");
        for listening in &mut listening {
            assert_eq!(&listening.told(number, texts.len()), texts, "events of {filter}");
        }
        // An export is a run of the program: it takes longer than all questions, so one filter in five is exported.
        if number % 5 == 0 {
            let export = listening[0].store.newsgraph(&["export", "--filter", &filter.to_string()]);
            let mut exported: Vec<String> = export.succeeds().stdout.lines().map(line).collect();
            exported.sort();
            assert_eq!(&exported, texts, "{filter}");
        }
        matching += usize::from(!texts.is_empty());
    }
    assert!(matching >= FILTERS / 3, "only {matching} filters match anything");
}

fn line(line: &str) -> String {
    statement(&serde_json::from_str(line).expect("a line of JSON"))
}

/// A statement as all of them tell it.
fn statement(statement: &Value) -> String {
    format!("{} {}", statement["saidOn"], statement["text"])
}

/// How many articles match.
fn articles(server: &Server, filter: &str) -> i64 {
    let answer = server.ask(&format!("{{ articles(filter: {filter}) {{ totalCount }} }}"));
    answer["articles"]["totalCount"].as_i64().expect("a count")
}

on_both_databases! {
    fn filters_of_articles_combine(store: &Store) {
        const FILTERS: [&str; 5] = [
            "publisher: { slug: \"the-isles-post\" }",
            "topic: { slug: \"harbour-treaty\" }",
            "person: { slug: \"ilse-marrow\" }",
            "published: { from: \"2026-01-01T00:00:00Z\" }",
            "text: \"treaty OR tariff\"",
        ];
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let server = Server::start(store, &[]);
        let all = articles(&server, "{}");
        for one in FILTERS {
            let is = articles(&server, &format!("{{ {one} }}"));
            assert!((1..all).contains(&is), "{one}: {is} of {all}");
            assert_eq!(articles(&server, &format!("{{ not: {{ {one} }} }}")), all - is, "not {one}");
            for other in FILTERS {
                let either = articles(&server, &format!("{{ or: [{{ {one} }}, {{ {other} }}] }}"));
                let both = articles(&server, &format!("{{ and: [{{ {one} }}, {{ {other} }}] }}"));
                let other_is = articles(&server, &format!("{{ {other} }}"));
                assert_eq!(either + both, is + other_is, "{one}, {other}");
            }
        }
        server.refuses("{ articles(filter: { or: [] }) { totalCount } }", "BAD_USER_INPUT");
    }

    fn letters_and_languages_are_what_they_say(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let server = Server::start(store, &[]);
        let offices = |title: &str| {
            let query = "query($title: String) { offices(filter: { title: $title }) { totalCount } }";
            let answer = server.post(&serde_json::json!({"query": query, "variables": {"title": title}})).json();
            answer["data"]["offices"]["totalCount"].as_i64().unwrap_or_else(|| panic!("{title}: {answer}"))
        };
        for nothing in ["%", "_", "%%", "!", "\\", "."] {
            assert_eq!(offices(nothing), 0, "{nothing}");
        }
        assert!(offices("MINISTER") > 0);
        let english = articles(&server, "{ language: [\"en\"] }");
        assert!(english > 0);
        assert_eq!(articles(&server, "{ language: [\"EN\"] }"), english);
    }
}
