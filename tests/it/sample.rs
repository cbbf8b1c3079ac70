//! The sample document, whole: every line of it has its place in the answers, as a person read it.

use crate::harness::{Server, Store, on_both_databases, root};
use serde_json::{Value, json};

fn article(server: &Server) -> Value {
    server.ask(include_str!("sample/article.graphql"))["articles"]["nodes"][0].clone()
}

fn serve(store: &Store) -> Server {
    let page = root().join("sample/documents/2026-02-04-sputnik-rubio.txt");
    store.newsgraph(&["ingest", &page.display().to_string()]).succeeds();
    Server::start(store, &[])
}

on_both_databases! {
    fn every_line_has_its_place(store: &Store) {
        let expected: Value = serde_json::from_str(include_str!("sample/article.json")).expect("JSON");
        let article = article(&serve(store));
        for (field, value) in expected.as_object().expect("fields") {
            assert_eq!(&article[field], value, "{field}");
        }
        let kept = article["body"].as_str().expect("a body");
        assert!(kept.starts_with("WASHINGTON (Sputnik) - The fact"), "{kept}");
        assert_eq!((kept.chars().count(), kept.lines().count()), (622, 3));
    }

    fn exactly_three_statements(store: &Store) {
        let answer = serve(store).ask(
            "{ statements { totalCount nodes { kind text saidOn saidBasis speaker { slug } speakerPrinted \
             spokenAs { printed heldThen office { title jurisdiction { name } } } \
             quotes { nodes { cue attribution audience spans { start end } article { body } } } } } }",
        );
        assert_eq!(answer["statements"]["totalCount"], 3);
        let statements = answer["statements"]["nodes"].as_array().expect("statements");
        for statement in statements {
            assert_eq!(statement["speaker"]["slug"], "marco-rubio", "{statement}");
            assert_eq!(statement["saidOn"], "2026-02-04", "{statement}");
            assert_eq!(statement["spokenAs"][0]["office"]["title"], "Secretary of State", "{statement}");
            assert_eq!(statement["spokenAs"][0]["office"]["jurisdiction"]["name"], "United States");
            assert_eq!(statement["spokenAs"][0]["heldThen"], true);
        }
        let by_cue = |cue: &str| {
            let found = statements.iter().find(|statement| statement["quotes"]["nodes"][0]["cue"] == cue);
            found.unwrap_or_else(|| panic!("no statement with the cue {cue}")).clone()
        };
        let lead = by_cue("said");
        assert_eq!((&lead["kind"], &lead["saidBasis"]), (&json!("INDIRECT"), &json!("RELATIVE")));
        assert_eq!(lead["spokenAs"][0]["printed"], "US Secretary of State");
        let direct = by_cue("told");
        let quote = &direct["quotes"]["nodes"][0];
        assert_eq!(direct["kind"], "DIRECT");
        assert_eq!((&quote["attribution"], &quote["audience"]), (&json!("Rubio"), &json!("reporters")));
        assert_eq!(quote["spans"], json!([{"start": 232, "end": 485}]));
        let body: Vec<char> = quote["article"]["body"].as_str().expect("a body").chars().collect();
        let words: String = body[232..485].iter().collect();
        assert!(words.starts_with("\"It's good") && words.ends_with("breakthrough,\""), "{words}");
        let added = by_cue("added");
        assert_eq!((&added["kind"], &added["quotes"]["nodes"][0]["attribution"]), (&json!("INDIRECT"), &json!("he")));
        assert_eq!(
            added["text"],
            "The bad news is that the most difficult things remain unresolved, and meanwhile, the conflict continues"
        );
    }

    fn records_and_nothing_else(store: &Store) {
        let answer = serve(store).ask(
            "{ people { nodes { slug offices { qualifier office { title jurisdiction { name } } } } } \
             organizations { nodes { name } } places { nodes { name } } \
             topics { nodes { name entity { name slug } } } }",
        );
        assert_eq!(
            answer["people"]["nodes"],
            json!([{"slug": "marco-rubio", "offices": [
                {"qualifier": null, "office": {"title": "Secretary of State", "jurisdiction": {"name": "United States"}}}
            ]}])
        );
        let names = |noun: &str| -> Vec<String> {
            let nodes = answer[noun]["nodes"].as_array().expect("nodes");
            nodes.iter().map(|node| node["name"].as_str().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(names("organizations"), ["Sputnik", "Sputnik International"]);
        assert_eq!(names("places"), ["Russia", "Ukraine", "United States", "Washington"]);
        let topics = answer["topics"]["nodes"].as_array().expect("topics");
        let link = |name: &str| topics.iter().find(|topic| topic["name"].as_str().is_some_and(|found| found.eq_ignore_ascii_case(name)));
        assert_eq!(link("russia").expect("russia")["entity"]["name"], "Russia");
        assert_eq!(link("ukraine").expect("ukraine")["entity"]["name"], "Ukraine");
        assert_eq!(link("marco rubio").expect("marco rubio")["entity"]["slug"], "marco-rubio");
        assert_eq!(link("united states").expect("us")["entity"]["name"], "United States");
    }

    fn the_main_question_is_answered_in_one_request(store: &Store) {
        let answer = serve(store).ask(
            "{ statements(filter: { speaker: { slug: \"marco-rubio\" }, topic: { slug: \"ukraine\" }, \
             said: { from: \"2026-02-01\", to: \"2026-02-28\" } }, orderBy: { field: SAID_ON, direction: DESC }, \
             first: 20) { totalCount nodes { text } timeline(interval: MONTH) { from count } } }",
        );
        assert_eq!(answer["statements"]["totalCount"], 3);
        assert_eq!(answer["statements"]["timeline"], json!([{"from": "2026-02-01", "count": 3}]));
    }
}
