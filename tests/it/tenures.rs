//! Tenures decide by the day asked for, never by today: by person, by office, and for each statement by the day it
//! was said. The cases are data: `tenures.tsv`.

use crate::harness::{Server, Store, on_both_databases};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A line of the data.
struct Case {
    kind: &'static str,
    /// Who or which office.
    name: &'static str,
    day: &'static str,
    expected: BTreeSet<String>,
}

fn lines() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = include_str!("tenures.tsv").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

fn cases() -> Vec<Case> {
    let case = |line: Vec<&'static str>| match line[..] {
        ["held", ..] => None,
        [kind, name, day, expected] => {
            let expected = expected.split(", ").filter(|name| *name != "-").map(str::to_owned).collect();
            Some(Case { kind, name, day, expected })
        }
        _ => panic!("no case: {line:?}"),
    };
    lines().filter_map(case).collect()
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// A day with how exact it is, as SQL.
fn exact(day: &str) -> (String, &'static str) {
    match day.len() {
        10 => (format!("'{day}'"), "day"),
        7 => (format!("'{day}-01'"), "month"),
        4 => (format!("'{day}-01-01'"), "year"),
        _ => ("NULL".to_owned(), "day"),
    }
}

/// People, offices and tenures of the data.
fn enter(store: &Store) {
    let held: Vec<Vec<&str>> = lines().filter(|line| line[0] == "held").collect();
    let people: BTreeSet<&str> = held.iter().map(|line| line[1]).collect();
    let offices: BTreeSet<&str> = held.iter().map(|line| line[2]).collect();
    for name in people {
        let (given, family) = name.split_once(' ').expect("two names");
        let slug = slug(name);
        store.execute(&format!(
            "INSERT INTO person (slug, name, given_name, family_name) VALUES ('{slug}', '{name}', '{given}', '{family}')"
        ));
        store.execute(&format!(
            "INSERT INTO person_name (person_id, name, name_key, source) \
             SELECT id, name, lower(name), 'reference' FROM person WHERE slug = '{slug}'"
        ));
    }
    for title in offices {
        store.execute(&format!("INSERT INTO office (slug, title) VALUES ('{}', '{title}')", slug(title)));
    }
    for line in held {
        let [_, person, office, from, to, qualifier] = line[..] else { panic!("no tenure: {line:?}") };
        let ((from, from_precision), (to, to_precision)) = (exact(from), exact(to));
        let qualifier = if qualifier == "-" { "NULL".to_owned() } else { format!("'{qualifier}'") };
        let is_acting = if qualifier == "'acting'" { "TRUE" } else { "FALSE" };
        store.execute(&format!(
            "INSERT INTO tenure (person_id, office_id, started_on, started_precision, ended_on, ended_precision, \
             is_acting, qualifier, basis) \
             SELECT person.id, office.id, {from}, '{from_precision}', {to}, '{to_precision}', {is_acting}, {qualifier}, \
             'reference' FROM person, office WHERE person.slug = '{}' AND office.slug = '{}'",
            slug(person),
            slug(office)
        ));
    }
}

/// An article a statement, through the program.
fn print(store: &Store) {
    let said = cases().into_iter().filter(|case| case.kind == "said").enumerate();
    let line = |(number, Case { name, day, .. }): (usize, Case)| {
        let body = format!(
            "\"The bridge number {number} will be painted in another colour this year,\" {name} said."
        );
        let url = format!("https://news.test/{number}");
        json!({"url": url, "headline": "A bridge", "body": body, "language": "en", "published_on": day})
            .to_string()
    };
    let lines: Vec<String> = said.map(line).collect();
    let file = store.file("said.jsonl", lines.join("\n"));
    store.newsgraph(&["ingest", &file]).succeeds();
}

fn texts(list: &Value, path: &str) -> BTreeSet<String> {
    let values = list.as_array().expect("a list").iter();
    values.map(|value| value.pointer(path).and_then(Value::as_str).expect("a text").to_owned()).collect()
}

on_both_databases! {
    fn each_day_has_its_holders(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        enter(store);
        print(store);
        let server = Server::start(store, &[]);
        let cases = cases();
        assert!(cases.len() >= 60, "{} cases", cases.len());
        for Case { kind, name, day, expected } in &cases {
            let slug = slug(name);
            let found = match *kind {
                "person" => {
                    let query = format!("{{ person(by: {{ slug: \"{slug}\" }}) {{ offices(at: \"{day}\") {{ office {{ title }} }} }} }}");
                    texts(&server.ask(&query)["person"]["offices"], "/office/title")
                }
                "office" => {
                    let query = format!("{{ office(by: {{ slug: \"{slug}\" }}) {{ holders(at: \"{day}\") {{ person {{ name }} }} }} }}");
                    texts(&server.ask(&query)["office"]["holders"], "/person/name")
                }
                _ => {
                    let query = format!(
                        "{{ statements(filter: {{ speaker: {{ slug: \"{slug}\" }}, said: {{ from: \"{day}\", to: \"{day}\" }} }}) {{ \
                         nodes {{ spokenAs {{ heldThen basis office {{ title }} }} }} }} }}"
                    );
                    let answer = server.ask(&query);
                    let nodes = answer["statements"]["nodes"].as_array().expect("nodes");
                    assert_eq!(nodes.len(), 1, "{name} said one thing on {day}: {answer}");
                    texts(&nodes[0]["spokenAs"], "/office/title")
                }
            };
            assert_eq!(&found, expected, "{kind} {name} on {day}");
        }
    }

    fn statements_of_an_office_are_those_of_whoever_held_it(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        enter(store);
        print(store);
        let server = Server::start(store, &[]);
        let mut expected: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for case in cases().into_iter().filter(|case| case.kind == "said") {
            for office in case.expected {
                expected.entry(office).or_default().insert(format!("{} on {}", case.name, case.day));
            }
        }
        assert_eq!(expected.len(), 4);
        for (office, said) in expected {
            let slug = slug(&office);
            for filter in [format!("office: {{ slug: \"{slug}\" }}"), format!("or: [{{ office: {{ slug: \"{slug}\" }} }}]")] {
                let query = format!("{{ statements(filter: {{ {filter} }}, first: 100) {{ nodes {{ saidOn speaker {{ name }} }} }} }}");
                let answer = server.ask(&query);
                let nodes = answer["statements"]["nodes"].as_array().expect("nodes").iter();
                let told = nodes.map(|node| {
                    format!("{} on {}", node["speaker"]["name"].as_str().unwrap_or_default(), node["saidOn"].as_str().unwrap_or_default())
                });
                assert_eq!(told.collect::<BTreeSet<String>>(), said, "{office}");
            }
        }
    }

    fn a_story_told_anew_keeps_the_offices_of_its_statements(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        enter(store);
        let page = |headline: &str, tags: &[&str]| {
            let body = "\"The bridge will be painted in another colour this year,\" Ada Moss said.";
            let page = json!({"url": "https://news.test/1", "headline": headline, "body": body, "language": "en",
                "published_on": "2016-07-13", "tags": tags});
            store.file("page.jsonl", page.to_string())
        };
        for (headline, tags) in [("A bridge", &[][..]), ("A bridge", &["Bridges"]), ("A painted bridge", &["Bridges"])] {
            store.newsgraph(&["ingest", &page(headline, tags)]).succeeds();
            assert_eq!(offices(store), [("Prime Minister".to_owned(), None)], "{headline} {tags:?}");
        }
    }

    /// Reference data says she held the office, print that she was acting.
    fn who_held_an_office_both_ways_held_it(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        enter(store);
        store.execute(
            "INSERT INTO tenure (person_id, office_id, started_on, started_precision, ended_on, ended_precision, \
             is_acting, qualifier, basis) \
             SELECT person.id, office.id, '2016-07-12', 'day', '2016-07-13', 'day', TRUE, 'acting', 'printed' \
             FROM person, office WHERE person.slug = 'ada-moss' AND office.slug = 'prime-minister'",
        );
        let body = "\"The bridge will be painted in another colour this year,\" Ada Moss said.";
        let page = json!({"url": "https://news.test/1", "headline": "A bridge", "body": body, "language": "en",
            "published_on": "2016-07-13"});
        store.newsgraph(&["ingest", &store.file("page.jsonl", page.to_string())]).succeeds();
        assert_eq!(offices(store), [("Prime Minister".to_owned(), None)]);
    }

    fn an_office_of_then_was_held_on_the_day_that_is_told(store: &Store) {
        for (when, qualifier) in [(" on February 4", None), (" in 2019", None), ("", Some("former")), (" on Friday", Some("former"))] {
            let one = Store::create(store.database);
            let body = format!("\"The tariff on grain will be gone by May,\" then-Economy Minister Ada Moss said{when}.");
            let page = json!({"url": "https://news.test/1", "headline": "Grain", "body": body, "language": "en",
                "published_on": "2026-02-20"});
            one.newsgraph(&["ingest", &one.file("page.jsonl", page.to_string())]).succeeds();
            let expected = [("Economy Minister".to_owned(), qualifier.map(str::to_owned))];
            assert_eq!(offices(&one), expected, "said{when}");
            assert_eq!(one.value("SELECT qualifier FROM tenure"), "former", "on the article's day");
            let again = Store::create(store.database);
            let exported = one.newsgraph(&["export"]).succeeds().stdout;
            again.newsgraph(&["import", &again.file("exported.jsonl", exported)]).succeeds();
            assert_eq!(offices(&again), expected, "said{when}, imported");
        }
    }
}

/// The offices of all statements, each with its qualifier.
fn offices(store: &Store) -> Vec<(String, Option<String>)> {
    let rows = store.rows(
        "SELECT office.title, statement_office.qualifier FROM statement_office \
         INNER JOIN office ON office.id = statement_office.office_id ORDER BY office.title",
    );
    rows.into_iter().map(|row| (row[0].clone().unwrap_or_default(), row[1].clone())).collect()
}
