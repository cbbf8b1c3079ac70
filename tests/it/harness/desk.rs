//! A desk: a server and the token of somebody who may write.

use super::{Answer, Server, Store};
use serde_json::{Value, json};

/// A server with an editor's token.
#[derive(Debug)]
pub(crate) struct Desk<'s> {
    pub(crate) store: &'s Store,
    pub(crate) server: Server,
    pub(crate) bearer: String,
}

impl<'s> Desk<'s> {
    /// Serves a store and makes a token named `desk` that may do all of it.
    pub(crate) fn open(store: &'s Store) -> Self {
        let server = Server::start(store, &[]);
        let made = store.newsgraph(&["token", "create", "desk", "--role", "admin"]).succeeds();
        Self { store, server, bearer: format!("Bearer {}", made.stdout.trim()) }
    }

    /// Posts a query with the token.
    pub(crate) fn post(&self, query: &str, variables: &Value) -> Answer {
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.server.send(&body, "application/json", &[("authorization", &self.bearer)])
    }

    /// Runs a mutation with one input, and gives its payload, with `fields` beside `userErrors`.
    #[track_caller]
    pub(crate) fn run(&self, name: &str, input: &Value, fields: &str) -> Value {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let query = format!(
            "mutation($input: {kind}!) {{ {name}(input: $input) {{ {fields} userErrors {{ code field message }} }} }}"
        );
        let answer = self.post(&query, &json!({ "input": input })).json();
        assert!(answer.get("errors").is_none(), "{name} {input}: {answer}");
        answer["data"][name].clone()
    }

    /// Runs a mutation that makes a correction; gives the correction's id.
    #[track_caller]
    pub(crate) fn correct(&self, name: &str, input: &Value) -> String {
        let payload = self.run(name, input, "correction { id }");
        assert_eq!(payload["userErrors"], json!([]), "{name} {input}");
        payload["correction"]["id"].as_str().expect("an id").to_owned()
    }

    /// Runs a mutation that is refused; gives what was wrong.
    #[track_caller]
    pub(crate) fn refused(&self, name: &str, input: &Value) -> Value {
        let payload = self.run(name, input, "correction { id }");
        assert_eq!(payload["correction"], Value::Null, "{name} {input}");
        payload["userErrors"][0].clone()
    }

    /// Takes a correction back.
    #[track_caller]
    pub(crate) fn undo(&self, correction: &str) {
        self.correct("undoCorrection", &json!({ "correction": correction, "reason": "a mistake" }));
    }

    /// The statements of a filter: their words and who said them, `-` for nobody, the earliest first.
    #[track_caller]
    pub(crate) fn said(&self, filter: &str) -> Vec<(String, String)> {
        let query = format!(
            "{{ statements(filter: {filter}, orderBy: {{ field: SAID_ON, direction: ASC }}, first: 100) \
             {{ nodes {{ text speaker {{ slug }} }} }} }}"
        );
        let found = self.server.ask(&query);
        let nodes = found["statements"]["nodes"].as_array().expect("a list").iter();
        let text = |value: &Value, or: &str| value.as_str().unwrap_or(or).to_owned();
        nodes.map(|node| (text(&node["text"], ""), text(&node["speaker"]["slug"], "-"))).collect()
    }

    /// The id of the only statement of a filter.
    #[track_caller]
    pub(crate) fn statement(&self, filter: &str) -> String {
        let found = self.server.ask(&format!("{{ statements(filter: {filter}) {{ nodes {{ id }} }} }}"));
        let nodes = found["statements"]["nodes"].as_array().expect("a list");
        assert_eq!(nodes.len(), 1, "{filter}");
        nodes[0]["id"].as_str().expect("an id").to_owned()
    }

    /// All rows, but for what tells of corrections and tokens.
    pub(crate) fn rows(&self) -> std::collections::BTreeMap<String, Vec<Vec<Option<String>>>> {
        let mut rows = self.store.dump();
        for table in ["api_token", "correction", "merged_row"] {
            rows.remove(table);
        }
        rows
    }
}

/// A web page.
pub(crate) fn page(url: &str, paragraphs: &[&str]) -> String {
    let body: Vec<String> = paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    format!(
        "<html><head><link rel=canonical href='{url}'><title>The harbour of Avenmouth</title>\
         <meta property='article:published_time' content='2026-02-04T10:00:00Z'></head><body><article>\
         <h1>The harbour of Avenmouth</h1>{}</article></body></html>",
        body.concat()
    )
}
