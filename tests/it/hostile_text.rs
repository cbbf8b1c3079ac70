//! Hostile values in every argument there is: the arguments are read from the schema itself, so that a new one is
//! covered by being there. None gives a fault of the server, and none shows its inside.

use crate::harness::{Database, Server, Store};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The schema as introspection tells it.
struct Schema {
    types: BTreeMap<String, Value>,
}

/// The name at the core of a type, and whether it is a list or required.
struct Of<'s> {
    name: &'s str,
    is_list: bool,
    is_required: bool,
}

fn of(kind: &Value) -> Of<'_> {
    match kind["kind"].as_str() {
        Some("NON_NULL") => Of { is_required: true, ..of(&kind["ofType"]) },
        Some("LIST") => Of { is_list: true, is_required: false, ..of(&kind["ofType"]) },
        _ => Of { name: kind["name"].as_str().expect("a name"), is_list: false, is_required: false },
    }
}

impl Schema {
    fn read(server: &Server) -> Self {
        let kind = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
        let answer = server.ask(&format!(
            "{{ __schema {{ types {{ kind name possibleTypes {{ name }} enumValues {{ name }} \
             fields {{ name args {{ name defaultValue type {{ {kind} }} }} type {{ {kind} }} }} \
             inputFields {{ name defaultValue type {{ {kind} }} }} }} }} }}"
        ));
        let types = answer["__schema"]["types"].as_array().expect("types").iter();
        Self {
            types: types
                .map(|found| (found["name"].as_str().expect("a name").to_owned(), found.clone()))
                .collect(),
        }
    }

    fn kind(&self, name: &str) -> &str {
        self.types[name]["kind"].as_str().expect("a kind")
    }

    fn list<'s>(&'s self, name: &str, what: &str) -> &'s [Value] {
        self.types[name][what].as_array().map_or(&[], Vec::as_slice)
    }

    /// A value that is taken, for an argument that is required.
    fn usual(&self, kind: &Value) -> String {
        let Of { name, is_list, .. } = of(kind);
        let one = match name {
            "String" => "\"the harbour treaty\"".to_owned(),
            "ID" => "\"c3RhdGVtZW50OjE\"".to_owned(),
            "URL" => "\"https://news.test/1\"".to_owned(),
            "Int" => "1".to_owned(),
            "Boolean" => "true".to_owned(),
            "PersonRef" | "SpeakerRef" => "{ slug: \"marco-rubio\" }".to_owned(),
            "OrganizationRef" => "{ slug: \"sorrel-wire\" }".to_owned(),
            "PlaceRef" | "TopicRef" => "{ slug: \"ukraine\" }".to_owned(),
            "OfficeRef" => "{ slug: \"prime-minister\" }".to_owned(),
            "ArticleRef" => "{ id: \"YXJ0aWNsZTox\" }".to_owned(),
            other if self.kind(other) == "ENUM" => {
                self.list(other, "enumValues")[0]["name"].as_str().expect("a value").to_owned()
            }
            other => {
                let needed =
                    self.list(other, "inputFields").iter().filter(|field| of(&field["type"]).is_required);
                let fields: Vec<String> = needed
                    .map(|field| {
                        format!("{}: {}", field["name"].as_str().expect("a name"), self.usual(&field["type"]))
                    })
                    .collect();
                format!("{{ {} }}", fields.join(" "))
            }
        };
        if is_list { format!("[{one}]") } else { one }
    }

    /// The arguments that a field needs, with values that are taken, but for one.
    fn needed(&self, field: &Value, but: &str) -> Vec<String> {
        let args = field["args"].as_array().expect("arguments").iter();
        let needed = args.filter(|arg| of(&arg["type"]).is_required && arg["defaultValue"].is_null());
        let needed = needed.filter(|arg| arg["name"] != but);
        needed
            .map(|arg| format!("{}: {}", arg["name"].as_str().expect("a name"), self.usual(&arg["type"])))
            .collect()
    }

    /// What to ask of a type so that all of it that can fail is executed.
    fn selection(&self, name: &str) -> &'static str {
        match self.kind(name) {
            "SCALAR" | "ENUM" => "",
            _ if name.ends_with("Connection") => "{ totalCount nodes { __typename } pageInfo { endCursor } }",
            _ => "{ __typename }",
        }
    }

    /// For each object a query around it, `{}` in the place of its fields: the shortest way from the root.
    fn ways(&self) -> BTreeMap<String, String> {
        let mut ways = BTreeMap::from([("Query".to_owned(), "{ {} }".to_owned())]);
        let mut next = VecDeque::from(["Query".to_owned()]);
        while let Some(name) = next.pop_front() {
            let way = ways[&name].clone();
            let mut go = |to: &str, step: String| {
                if !ways.contains_key(to) {
                    ways.insert(to.to_owned(), way.replace("{}", &step));
                    next.push_back(to.to_owned());
                }
            };
            for possible in self.list(&name, "possibleTypes") {
                let possible = possible["name"].as_str().expect("a name");
                go(possible, format!("... on {possible} {{ {{}} }}"));
            }
            for field in self.list(&name, "fields") {
                let to = of(&field["type"]).name;
                if matches!(self.kind(to), "OBJECT" | "INTERFACE" | "UNION") && !to.starts_with("__") {
                    let needed = self.needed(field, "").join(" ");
                    let needed = if needed.is_empty() { String::new() } else { format!("({needed})") };
                    go(to, format!("{}{needed} {{ {{}} }}", field["name"].as_str().expect("a name")));
                }
            }
        }
        ways
    }

    /// The scalars inside an argument's type: where each stands, with `{}` in its place, and what it is. A field of an
    /// input is read by the same code wherever the input stands, so it is met once, in the first place there is.
    fn places(&self, kind: &Value, seen: &mut BTreeSet<String>) -> Vec<(String, String)> {
        let Of { name, is_list, .. } = of(kind);
        let around = |text: String| if is_list { format!("[{text}]") } else { text };
        match self.kind(name) {
            "SCALAR" => vec![(around("{}".to_owned()), name.to_owned())],
            "INPUT_OBJECT" if seen.insert(name.to_owned()) => {
                let mut places = Vec::new();
                for field in self.list(name, "inputFields") {
                    let own = field["name"].as_str().expect("a name");
                    let needed = self.list(name, "inputFields").iter();
                    let needed =
                        needed.filter(|other| of(&other["type"]).is_required && other["name"] != own);
                    let needed: Vec<String> = needed
                        .map(|other| {
                            format!(
                                " {}: {}",
                                other["name"].as_str().expect("a name"),
                                self.usual(&other["type"])
                            )
                        })
                        .collect();
                    for (inside, scalar) in self.places(&field["type"], seen) {
                        places.push((around(format!("{{ {own}: {inside}{} }}", needed.concat())), scalar));
                    }
                }
                places
            }
            _ => Vec::new(),
        }
    }

    /// Every place of every argument: a query with `{}` in its place, and the scalar that belongs there.
    fn questions(&self) -> Vec<(String, String)> {
        let mut questions = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, way) in self.ways() {
            for field in self.list(&name, "fields") {
                for arg in field["args"].as_array().expect("arguments") {
                    let own = arg["name"].as_str().expect("a name");
                    for (place, scalar) in self.places(&arg["type"], &mut seen) {
                        let mut arguments = self.needed(field, own);
                        arguments.push(format!("{own}: {place}"));
                        let called = format!(
                            "{}({}) {}",
                            field["name"].as_str().expect("a name"),
                            arguments.join(" "),
                            self.selection(of(&field["type"]).name)
                        );
                        questions.push((way.replacen("{}", &called, 1), scalar));
                    }
                }
            }
        }
        questions
    }
}

/// Values that no person writes, as GraphQL literals.
fn hostile(scalar: &str) -> Vec<String> {
    let text = |text: &str| serde_json::to_string(text).expect("a string");
    let strings = [
        "",
        " ",
        "'; DROP TABLE person; --",
        "\" OR \"1\"=\"1",
        "\\",
        "%",
        "_",
        "*",
        "-",
        "\"",
        "a\u{301}\u{200f}\u{1f600}",
        "OR OR OR",
        "(((",
        "NEAR(a b, 2)",
        "'a' & !'b' | c:*",
        "{}",
        "eyJ4IjoxfQ",
        "WyJ4IixbIjIwMjYtMDEtMDEiLDFdXQ",
        "cGVyc29uOi0x",
        "cGVyc29uOjk5OTk5OTk5OTk5OTk5OTk5OTk5",
        "person:1",
        "medtop:1",
        "geonames:99999999999",
        ":",
        "wikidata:Q1",
        "2026-02-04",
        "../../etc/passwd",
        "https://news.test/'; DROP TABLE article; --",
        "\u{1}\u{7f}\r\n\t",
    ];
    let days = [
        "0000-00-00",
        "0000-01-01",
        "-0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "+262142-12-31",
        "-262143-01-01",
        "2026-02-30",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "+262142-12-31T23:59:59Z",
        "2026-01-01T00:00:00+99:99",
        "2026-01-01T24:00:00Z",
    ];
    let numbers = [
        "-1",
        "0",
        "2147483647",
        "-2147483648",
        "2147483648",
        "1e400",
        "-1e308",
        "1e308",
        "9223372036854775808",
    ];
    match scalar {
        "Int" | "Float" => numbers.map(str::to_owned).to_vec(),
        "Boolean" => vec!["\"true\"".to_owned(), "1".to_owned()],
        "Date" | "DateTime" => {
            days.iter().chain(&strings[..4]).map(|day| text(day)).chain(["1".to_owned()]).collect()
        }
        _ => strings.iter().map(|string| text(string)).chain(["1".to_owned()]).collect(),
    }
}

/// What an answer must never hold.
const INSIDE: [&str; 14] = [
    "sqlx",
    "sea_orm",
    "sqlite",
    "postgres",
    "SELECT",
    "syntax error",
    "panicked",
    "src/",
    "tsquery",
    "fts5",
    "MATCH",
    "rowid",
    "unwrap",
    "os error",
];

const CODES: [&str; 3] = ["BAD_USER_INPUT", "NOT_FOUND", "QUERY_TOO_COMPLEX"];

fn check(server: &Server, query: &str, body: &Value) {
    let answer = server.post(body);
    let shown: String = query.chars().take(300).collect();
    assert!(answer.status < 500, "{} for {shown}: {}", answer.status, answer.body);
    let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    for error in errors {
        let code = error["extensions"]["code"].as_str().unwrap_or("no code");
        assert!(CODES.contains(&code), "{shown}: {error}");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.len() > 10 && message.len() < 700, "{shown}: {message}");
        let told = INSIDE.iter().find(|word| message.contains(*word));
        assert!(told.is_none(), "{shown} shows the inside: {message}");
    }
}

fn every_argument(database: Database) {
    let store = Store::with_corpus(database);
    let server = Server::start(&store, &["--body-limit", "4000000"]);
    let schema = Schema::read(&server);
    let questions = schema.questions();
    let scalars: BTreeSet<&str> = questions.iter().map(|(_, scalar)| scalar.as_str()).collect();
    assert!(questions.len() >= 100, "{} places", questions.len());
    assert!(
        ["String", "ID", "URL", "Date", "DateTime", "Int", "Float"]
            .iter()
            .all(|scalar| scalars.contains(scalar)),
        "{scalars:?}"
    );
    let megabyte = "x'\" ".repeat(262_144);
    for (question, scalar) in &questions {
        for value in hostile(scalar) {
            let query = question.replacen("{}", &value, 1);
            check(&server, &query, &json!({"query": query}));
        }
        // A megabyte, and U+0000, in a variable, where no parser of GraphQL looks.
        if !["Int", "Float", "Boolean"].contains(&scalar.as_str()) {
            let query = format!("query($x: {scalar}!) {}", question.replacen("{}", "$x", 1));
            check(&server, &query, &json!({"query": query, "variables": {"x": megabyte}}));
            let answer = server.post(&json!({"query": query, "variables": {"x": "a\u{0}b"}}));
            assert_eq!(
                answer.json()["errors"][0]["extensions"]["code"],
                "BAD_USER_INPUT",
                "{query}: {}",
                answer.body
            );
        }
    }
    assert!(server.ask("{ people { totalCount } }")["people"]["totalCount"].as_i64() > Some(0));
}

#[test]
fn every_argument_takes_hostile_values_on_sqlite() {
    every_argument(Database::Sqlite);
}

#[test]
fn every_argument_takes_hostile_values_on_postgres() {
    every_argument(Database::Postgres);
}
