//! Finding without knowing: full text that both databases understand alike, names while they are typed, quotes that
//! were read somewhere.

use crate::harness::{Database, Server, Store, on_both_databases};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];

/// A text as a GraphQL string.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}

/// The texts of a list of objects.
fn texts<'v>(list: &'v Value, path: &str) -> Vec<&'v str> {
    let values = list.as_array().expect("a list").iter();
    values.map(|value| value.pointer(path).and_then(Value::as_str).unwrap_or_default()).collect()
}

#[test]
fn both_databases_find_the_same_words() {
    let all = |database: Database, text: &str| {
        let query = format!(
            "{{ statements(filter: {{ text: {0} }}, first: 100) {{ totalCount nodes {{ text }} }} \
             articles(filter: {{ text: {0} }}, first: 100) {{ nodes {{ headline }} }} \
             search(text: {0}, first: 100) {{ totalCount nodes {{ __typename }} edges {{ score snippet {{ text highlights {{ start end }} }} }} }} }}",
            quoted(text)
        );
        Server::shared(database).ask(&query)
    };
    let mut found = 0;
    for text in [
        "treaty",
        "TREATY harbour",
        "\"harbour treaty\"",
        "tariff* OR levy",
        "treaty -signed",
        "treaty -\"harbour treaty\"",
        "grain-tariff",
        "won't",
        "it's",
        "Zoë OR Quill",
        "sorrelwire.example",
        "2026",
        "3.5",
        "10,000",
        "-treaty harbour",
        "prime* minist*",
        "“five for five”",
        "e-mail OR on-site OR sea-cable",
        "the OR a",
    ] {
        let answers = BOTH.map(|database| all(database, text));
        for part in ["statements", "articles"] {
            let sorted = |answer: &Value| {
                let mut nodes: Vec<String> =
                    answer[part]["nodes"].as_array().expect("nodes").iter().map(Value::to_string).collect();
                nodes.sort();
                nodes
            };
            assert_eq!(sorted(&answers[0]), sorted(&answers[1]), "{part} with {text}");
        }
        assert_eq!(answers[0]["search"], answers[1]["search"], "search for {text}");
        found += usize::from(answers[0]["search"]["totalCount"].as_i64() > Some(0));
    }
    assert!(found > 12, "{found} of the queries find something");
}

on_both_databases! {
    fn words_of_every_script_are_found_as_they_are_printed(store: &Store) {
        const PRINTED: &str = "Мэр Київ ёлка, Αθήνα, Nguyễn Xuân Phúc, हिन्दी, தமிழ், السَّلام, 한국어, ﬁnance, ５００, Zoë.";
        let line = json!({
            "url": "https://gazette.test/words", "headline": "Words", "body": PRINTED, "published_on": "2026-02-03",
        });
        store.newsgraph(&["ingest", &store.file("words.jsonl", format!("{line}\n"))]).succeeds();
        let server = Server::start(store, &[]);
        let count = |text: &str| {
            let answer = server.ask(&format!(
                "{{ articles(filter: {{ text: {0} }}) {{ totalCount }} search(text: {0}) {{ totalCount }} }}",
                quoted(text)
            ));
            (answer["articles"]["totalCount"].clone(), answer["search"]["totalCount"].clone())
        };
        for text in [
            "Київ", "КИЇВ", "ёлка", "\"Київ ёлка\"", "Αθήνα", "αθή*", "Nguyễn", "nguyen", "\"Xuân Phúc\"", "हिन्दी", "தமிழ்",
            "السَّلام", "한국어", "ﬁnance", "finance OR ﬁnance", "５００", "zoe", "Zoë",
        ] {
            assert_eq!(count(text), (json!(1), json!(1)), "{text}");
        }
        assert_eq!(count("Львів"), (json!(0), json!(0)));
    }
}

#[test]
fn a_search_is_ranked_and_shows_where() {
    for database in BOTH {
        let answer = Server::shared(database).ask(
            "{ search(text: \"harbour treaty\", first: 50) { totalCount edges { score snippet { text highlights { start end } } \
             node { __typename ... on Topic { slug } ... on Article { headline } ... on Statement { text } } } } }",
        );
        let edges = answer["search"]["edges"].as_array().expect("edges");
        let scores: Vec<f64> = edges.iter().map(|edge| edge["score"].as_f64().expect("a score")).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
        assert!(edges.len() > 5);
        for edge in edges {
            let snippet = &edge["snippet"];
            let text: Vec<char> = snippet["text"].as_str().expect("a snippet").chars().collect();
            let words: BTreeSet<String> = snippet["highlights"]
                .as_array()
                .expect("highlights")
                .iter()
                .map(|span| {
                    let at =
                        |name: &str| usize::try_from(span[name].as_u64().expect("a place")).expect("a place");
                    text[at("start")..at("end")].iter().collect::<String>().to_lowercase()
                })
                .collect();
            assert!(!words.is_empty(), "{edge}");
            assert!(words.iter().all(|word| word == "harbour" || word == "treaty"), "{words:?}");
        }
    }
}

#[test]
fn a_quote_is_found_beside_any_number_that_share_a_stretch_of_it() {
    const ASKED: &str =
        "We expect the comprehensive ceasefire negotiations to end well before the harvest comes";
    let tail = |number: usize| (0..9).map(|at| format!("part{number}of{at}")).collect::<Vec<_>>().join(" ");
    let alike = (0..230)
        .map(|number| format!("We expect the comprehensive ceasefire negotiations to {}", tail(number)));
    let line = |number: usize, said: Vec<String>| {
        let said = said.iter().map(|words| format!("\"{words},\" Mayor Ada Quill said."));
        let body = said.collect::<Vec<_>>().join("\n");
        let day = format!("2026-02-{:02}", number + 1);
        let url = format!("https://news.test/{number}");
        format!("{}\n", json!({"url": url, "headline": "Talks", "published_on": day, "body": body}))
    };
    for database in BOTH {
        let store = Store::create(database);
        let lines = line(0, alike.clone().collect()) + &line(1, vec![ASKED.to_owned()]);
        store.newsgraph(&["ingest", &store.file("talks.jsonl", lines)]).succeeds();
        let server = Server::start(&store, &[]);
        let verdict = |text: &str| {
            server.ask(&format!("{{ verifyQuote(text: {}) {{ verdict }} }}", quoted(text)))["verifyQuote"]["verdict"].clone()
        };
        assert_eq!(verdict(ASKED), "VERBATIM");
        assert_eq!(verdict("negotiations to end well before the harvest"), "PARTIAL");
    }
}

on_both_databases! {
    fn a_surname_alone_is_each_articles_own_and_suggested_last(store: &Store) {
        let said = ["The harbour will open in May", "The mills will close", "Nobody asked us about the ferries", "The farms will get their money"];
        let speakers = ["Danilenko", "Danilenko", "Danilenko", "Olena Danilenko"];
        for (number, (words, speaker)) in said.iter().zip(speakers).enumerate() {
            let body = format!("\"{words},\" {speaker} said.");
            let line = json!({"url": format!("https://news.test/{number}"), "headline": "Town", "published_on": "2026-02-03",
                "publisher": {"name": "Gazette"}, "body": body});
            store.newsgraph(&["ingest", &store.file("story.jsonl", format!("{line}\n"))]).succeeds();
        }
        let server = Server::start(store, &[]);
        let answer = server.ask("{ people { totalCount } suggest(prefix: \"danilenko\") { slug statementCount } }");
        assert_eq!(answer["people"]["totalCount"], 4, "who said it is known in one of them");
        assert_eq!(answer["suggest"][0], json!({"slug": "olena-danilenko", "statementCount": 1}), "{answer}");
        assert_eq!(answer["suggest"].as_array().map(Vec::len), Some(4), "{answer}");
        server.refuses("{ statements(filter: { speaker: { name: \"Danilenko\" } }) { totalCount } }", "BAD_USER_INPUT");
    }

    fn an_article_without_a_day_is_in_no_day_of_what_is_in(store: &Store) {
        let line = |number: u32, day: Option<&str>| json!({"url": format!("https://news.test/{number}"), "headline": "Town",
            "published_on": day, "body": "The ships had waited in the bay for most of the week."}).to_string() + "\n";
        store.newsgraph(&["ingest", &store.file("undated.jsonl", line(1, None))]).succeeds();
        let ask = || {
            Server::start(store, &[]).ask("{ coverage { articleCount undatedCount from to timeline(interval: DAY) { from count } } }")["coverage"].clone()
        };
        assert_eq!(ask(), json!({"articleCount": 1, "undatedCount": 1, "from": null, "to": null, "timeline": []}));
        store.newsgraph(&["ingest", &store.file("dated.jsonl", line(2, Some("2026-02-03")))]).succeeds();
        let timeline = json!([{"from": "2026-02-03", "count": 1}]);
        assert_eq!(ask(), json!({"articleCount": 2, "undatedCount": 1, "from": "2026-02-03", "to": "2026-02-03", "timeline": timeline}));
    }

    fn what_was_taken_back_is_told_and_so_is_a_denial(store: &Store) {
        const TALKS: &str = "The patient is walking and will leave the clinic before the weekend";
        let ingest = |version: u32, body: &str| {
            let line = json!({"url": "https://news.test/patient", "headline": "Clinic", "published_at": format!("2026-02-0{version}T10:00:00Z"), "body": body});
            store.newsgraph(&["ingest", &store.file("patient.jsonl", format!("{line}\n"))]).succeeds();
        };
        ingest(1, &format!("\"{TALKS},\" Mayor Ada Quill said."));
        ingest(2, &format!("\"{TALKS},\" Senator Tomas Weller said.\nMayor Ada Quill denied that the harbour had been closed for a year."));
        let server = Server::start(store, &[]);
        let verify = |text: &str, speaker: &str| {
            let query = format!("{{ verifyQuote(text: {} {speaker}) {{ verdict isCurrent isDenied earliest {{ isCurrent isDenied }} matches {{ statement {{ isCurrent isDenied speaker {{ slug }} }} }} }} }}", quoted(text));
            server.ask(&query)["verifyQuote"].clone()
        };
        let anybody = verify(TALKS, "");
        assert_eq!((&anybody["isCurrent"], &anybody["isDenied"]), (&json!(true), &json!(false)), "{anybody}");
        assert_eq!(texts(&anybody["matches"], "/statement/speaker/slug"), ["tomas-weller", "ada-quill"]);
        let quill = verify(TALKS, "speaker: { slug: \"ada-quill\" }");
        assert_eq!((&quill["verdict"], &quill["isCurrent"]), (&json!("VERBATIM"), &json!(false)), "{quill}");
        assert_eq!(quill["earliest"]["isCurrent"], false);
        let denied = verify("the harbour had been closed for a year", "");
        assert_eq!((&denied["isDenied"], &denied["earliest"]["isDenied"]), (&json!(true), &json!(true)), "{denied}");
        let counts = server.ask(
            "{ all: statements { totalCount } now: statements(filter: { current: true }) { totalCount nodes { isCurrent } } \
             gone: statements(filter: { current: false }) { totalCount nodes { isCurrent isDenied } } \
             back: quotes(filter: { current: false }) { nodes { isCurrent } } both: quotes(filter: { current: null }) { totalCount } }",
        );
        assert_eq!(
            counts,
            json!({
                "all": {"totalCount": 3}, "now": {"totalCount": 2, "nodes": [{"isCurrent": true}, {"isCurrent": true}]},
                "gone": {"totalCount": 1, "nodes": [{"isCurrent": false, "isDenied": false}]},
                "back": {"nodes": [{"isCurrent": false}]}, "both": {"totalCount": 3},
            })
        );
    }
}

/// The bundled SQLite once went through the ids of all that match anew for each of them.
#[test]
fn a_name_that_many_bear_is_found_at_once() {
    let store = Store::create(Database::Sqlite);
    let people: Vec<Value> = (0..1_500)
        .map(|number| json!({"id": format!("p{number}"), "name": format!("Joan Bearer{number}")}))
        .collect();
    let file = store.file("people.json", json!({"persons": people}).to_string());
    store.newsgraph(&["reference", "import", &file]).succeeds();
    let server = Server::start(&store, &["--timeout", "2"]);
    let found = server.ask("{ search(text: \"joan\", types: [PERSON], first: 10) { totalCount } }");
    assert_eq!(found["search"]["totalCount"], 1_500);
}

#[test]
fn a_search_is_the_same_list_from_its_end() {
    for database in BOTH {
        let server = Server::shared(database);
        let page = |arguments: &str| {
            server.ask(&format!(
                "{{ search(text: \"treaty\" {arguments}) {{ edges {{ cursor }} pageInfo {{ hasNextPage hasPreviousPage }} }} }}"
            ))["search"]
                .clone()
        };
        let cursors = |page: &Value| texts(&page["edges"], "/cursor").join(" ");
        let all = page("first: 100");
        let all = texts(&all["edges"], "/cursor");
        assert!(all.len() > 6, "{all:?}");
        let end = page("last: 3");
        assert_eq!(cursors(&end), all[all.len() - 3..].join(" "));
        assert_eq!(end["pageInfo"], serde_json::json!({"hasNextPage": false, "hasPreviousPage": true}));
        let start = page(&format!("last: 100, before: \"{}\"", all[all.len() - 3]));
        assert_eq!(cursors(&start), all[..all.len() - 3].join(" "));
        assert_eq!(start["pageInfo"], serde_json::json!({"hasNextPage": true, "hasPreviousPage": false}));
        let between = page(&format!("first: 2, after: \"{}\", before: \"{}\"", all[1], all[4]));
        assert_eq!(cursors(&between), all[2..4].join(" "));
        server.refuses("{ search(text: \"treaty\", first: 1, last: 1) { totalCount } }", "BAD_USER_INPUT");
    }
}

#[test]
fn a_name_is_suggested_by_any_of_its_words_and_aliases() {
    for database in BOTH {
        let server = Server::shared(database);
        let suggest = |arguments: &str| {
            server.ask(&format!(
                "{{ suggest({arguments}) {{ type slug name matched highlight {{ start end }} statementCount node {{ id __typename }} }} }}"
            ))["suggest"]
                .clone()
        };
        let rub = suggest("prefix: \"rub\"");
        assert!(texts(&rub, "/slug").contains(&"marco-rubio"), "{rub}");
        assert!(texts(&rub, "/matched").contains(&"Rubio"), "the alias that begins so is told: {rub}");
        let ilse = suggest("prefix: \"ILSE m\", types: [PERSON]");
        assert_eq!(ilse[0]["slug"], "ilse-marrow", "{ilse}");
        assert_eq!(ilse[0]["highlight"], serde_json::json!({"start": 0, "end": 6}));
        let ministers = suggest("prefix: \"minis\", types: [OFFICE], first: 3");
        assert_eq!(ministers.as_array().map(Vec::len), Some(3), "a word inside: {ministers}");
        for nothing in ["", "   ", "'; DROP", "xqxqxq", "*"] {
            assert_eq!(
                suggest(&format!("prefix: {}", quoted(nothing))),
                Value::Array(Vec::new()),
                "{nothing:?}"
            );
        }
    }
}

#[test]
fn a_quote_is_verified_by_its_words_and_its_speaker() {
    for database in BOTH {
        let server = Server::shared(database);
        let said = server.ask(
            "{ statements(filter: { speaker: { slug: \"marco-rubio\" }, kind: [DIRECT] }) { nodes { id text } } }",
        );
        let (id, text) =
            (&said["statements"]["nodes"][0]["id"], said["statements"]["nodes"][0]["text"].as_str());
        let text = text.expect("a text");
        let verify = |text: &str, speaker: &str| {
            let query = format!(
                "{{ verifyQuote(text: {} {speaker}) {{ verdict printedIn {{ url }} earliest {{ text article {{ url }} }} \
                 matches {{ verdict likeness statement {{ id }} earliest {{ id }} }} }} }}",
                quoted(text)
            );
            server.ask(&query)["verifyQuote"].clone()
        };
        let rubio = "speaker: { slug: \"marco-rubio\" }";
        let words: Vec<&str> = text.split(' ').collect();
        let part = words[3..12].join(" ");
        let reworded =
            text.replace("because there's", "as there is").replace("involved in it", "in all this");
        assert_ne!(reworded, text);
        for (asked, speaker, expected) in [
            (text, "", "VERBATIM"),
            (&*text.to_uppercase(), rubio, "VERBATIM"),
            (&*part, rubio, "PARTIAL"),
            (&*reworded, rubio, "REWORDED"),
            (text, "speaker: { slug: \"ilse-marrow\" }", "OTHER_SPEAKER"),
            ("I have never seen so many purple elephants in one parliament", rubio, "NOT_FOUND"),
        ] {
            let found = verify(asked, speaker);
            assert_eq!(found["verdict"], expected, "{asked}: {found}");
            if expected == "NOT_FOUND" {
                assert_eq!(
                    (&found["earliest"], &found["matches"]),
                    (&Value::Null, &Value::Array(Vec::new()))
                );
            } else {
                assert_eq!(&found["matches"][0]["statement"]["id"], id, "{found}");
                assert!(
                    found["earliest"]["article"]["url"].as_str().is_some_and(|url| url.contains("rubio")),
                    "{found}"
                );
            }
        }
        let narrated = verify("The hill militia did not comment", "");
        assert_eq!(narrated["verdict"], "NOT_FOUND");
        assert!(
            narrated["printedIn"]["url"].as_str().is_some_and(|url| url.contains("sorrelwire")),
            "{narrated}"
        );
        assert!(
            server.refuses("{ verifyQuote(text: \"no\") { verdict } }", "BAD_USER_INPUT").contains("words")
        );
    }
}
