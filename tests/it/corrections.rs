//! What humans correct stands whatever comes in later, and is gone without a trace when it is taken back.

use crate::harness::{Desk, Store, corpus, on_both_databases, page};
use serde_json::{Value, json};

const ABOUT: &str = "Mayor Ada Quill and councillor Tom Reed spoke on Monday about the harbour of Avenmouth, which has \
                     been closed for a year.";
const HARBOUR: &str = "\"We will open the harbour in May, whatever the ministry says,\" Quill said. The ships went \
                       elsewhere in that year, and the town lost its trade.";
const MARKET: &str = "\"The old market has to come first for all of us,\" Reed said, and asked for patience.";
const OF_HARBOUR: &str = "{ text: \"harbour whatever\" }";

fn ingest(store: &Store, url: &str, paragraphs: &[&str]) {
    let file = store.file("page.html", page(url, paragraphs));
    store.newsgraph(&["ingest", &file]).succeeds();
}

/// Reads all articles again as a later extractor would have them: `change` edits each quote.
fn extract_again(store: &Store, change: impl Fn(&mut Value)) {
    let again = |line: &str| {
        let mut article: Value = serde_json::from_str(line).expect("an article");
        article["extraction"]["quotes"].as_array_mut().expect("quotes").iter_mut().for_each(&change);
        article.to_string()
    };
    let lines: Vec<String> = store.newsgraph(&["export"]).succeeds().stdout.lines().map(again).collect();
    let file = store.file("again.jsonl", lines.join("\n"));
    store.newsgraph(&["import", &file]).succeeds();
}

fn with_harbour(store: &Store) -> Desk<'_> {
    ingest(store, "https://news.test/1", &[ABOUT, HARBOUR, MARKET]);
    let desk = Desk::open(store);
    assert_eq!(who(&desk), ["ada-quill"]);
    desk
}

/// Who said the words about the harbour.
#[track_caller]
fn who(desk: &Desk<'_>) -> Vec<String> {
    desk.said(OF_HARBOUR).into_iter().map(|(_, speaker)| speaker).collect()
}

on_both_databases! {
    fn a_corrected_speaker_stands_whatever_comes_in(store: &Store) {
        let desk = with_harbour(store);
        let id = desk.statement(OF_HARBOUR);
        let input = json!({ "statement": id, "speaker": { "slug": "tom-reed" }, "reason": "the recording" });
        let correction = desk.correct("correctStatement", &input);
        assert_eq!(who(&desk), ["tom-reed"]);
        assert_eq!(desk.said("{ speaker: { slug: \"ada-quill\" } }"), []);
        let stands = |after: &str| {
            assert_eq!(who(&desk), ["tom-reed"], "after {after}");
            assert_eq!(desk.statement(OF_HARBOUR), id, "after {after}");
        };
        ingest(store, "https://news.test/1", &[ABOUT, HARBOUR, MARKET]);
        stands("the same page");
        ingest(store, "https://news.test/1", &[ABOUT, "It rained.", HARBOUR, MARKET]);
        stands("a changed page");
        ingest(store, "https://other.test/9", &[ABOUT, HARBOUR]);
        stands("another outlet that prints the same words by the same speaker");
        extract_again(store, |quote| quote["speaker"] = json!("unknown"));
        stands("an extraction that finds no speaker");
        extract_again(store, |quote| quote["rule"] = json!("another"));
        stands("an extraction by another rule");
        ingest(store, "https://news.test/1", &[ABOUT, MARKET]);
        stands("a page that no longer prints it");
        ingest(store, "https://news.test/1", &[ABOUT, HARBOUR, MARKET]);
        stands("a page that prints it again");
        desk.undo(&correction);
        assert_eq!(desk.statement(OF_HARBOUR), id);
        assert_ne!(who(&desk), ["tom-reed"]);
    }

    fn words_that_a_later_extraction_misses_stay_when_a_human_looked_at_them(store: &Store) {
        let desk = with_harbour(store);
        let confirm = json!({ "statement": desk.statement(OF_HARBOUR) });
        desk.correct("confirmStatement", &confirm);
        let lines = store.newsgraph(&["export"]).succeeds().stdout;
        let mut article: Value = serde_json::from_str(lines.lines().next().expect("an article")).expect("JSON");
        article["extraction"]["quotes"] = json!([]);
        let file = store.file("again.jsonl", format!("{article}\n"));
        store.newsgraph(&["import", &file]).succeeds();
        assert_eq!(who(&desk), ["ada-quill"]);
        let found = desk.server.ask(&format!("{{ statements(filter: {OF_HARBOUR}) {{ nodes {{ status quotes {{ nodes {{ isCurrent }} }} }} }} }}"));
        let node = &found["statements"]["nodes"][0];
        assert_eq!((&node["status"], &node["quotes"]["nodes"][0]["isCurrent"]), (&json!("CONFIRMED"), &json!(true)));
        assert_eq!(desk.said("{ text: \"market\" }"), [], "what nobody looked at is gone");
        // And once more: the places of quotes stay apart.
        extract_again(store, |_| {});
        assert_eq!(who(&desk), ["ada-quill"]);
    }

    fn a_late_print_joins_a_corrected_statement_by_the_days_of_its_quotes(store: &Store) {
        let told = |day: u32| {
            let line = json!({"url": format!("https://news.test/{day}"), "headline": "The harbour", "published_on": format!("2026-02-{day:02}"),
                "body": format!("{ABOUT}\n{HARBOUR}\n{MARKET}")});
            store.newsgraph(&["ingest", &store.file("article.jsonl", line.to_string())]).succeeds();
        };
        told(3);
        told(9);
        let desk = Desk::open(store);
        let statement = desk.statement(OF_HARBOUR);
        desk.correct("correctStatement", &json!({ "statement": statement, "speaker": { "slug": "tom-reed" } }));
        told(16);
        assert_eq!(who(&desk), ["tom-reed"]);
        assert_eq!(store.value("SELECT CAST(max(quote_count) AS TEXT) FROM statement WHERE text LIKE '%harbour%'"), "3");
        crate::parts::hold(store);
        crate::counts::hold(store);
    }

    fn a_corrected_statement_is_found_by_what_it_is_now(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let desk = Desk::open(store);
        let before = desk.rows();
        let filter = "{ speaker: { slug: \"ilse-marrow\" }, kind: [DIRECT], topic: { slug: \"harbour-treaty\" } }";
        let found = desk.server.ask(&format!("{{ statements(filter: {filter}, first: 1) {{ nodes {{ id saidOn }} }} }}"));
        let id = found["statements"]["nodes"][0]["id"].clone();
        let input = json!({
            "statement": id, "speaker": { "name": "Bram Alder" }, "saidOn": "2025-07-15", "saidPrecision": "MONTH",
            "kind": "MIXED", "addTopics": [{ "slug": "energy" }], "removeTopics": [{ "slug": "harbour-treaty" }],
        });
        let correction = desk.correct("correctStatement", &input);
        let filter = "{ speaker: { slug: \"bram-alder\" }, kind: [MIXED], topic: { slug: \"energy\" }, \
                      said: { from: \"2025-07-01\", to: \"2025-07-01\" }, status: [CONFIRMED] }";
        assert_eq!(desk.statement(filter), id);
        let query = format!("{{ statement(id: {id}) {{ saidBasis saidPrecision spokenAs {{ office {{ slug }} }} \
            topics {{ topic {{ slug }} basis }} corrections {{ madeBy changes {{ field before after }} }} }} }}");
        let shown = &desk.server.ask(&query)["statement"];
        assert_eq!((&shown["saidBasis"], &shown["saidPrecision"]), (&json!("EDITORIAL"), &json!("MONTH")));
        assert!(!shown["spokenAs"].to_string().contains("prime-minister"), "the office was the other speaker's: {shown}");
        let topics = shown["topics"].to_string();
        assert!(topics.contains("EDITORIAL") && !topics.contains("harbour-treaty"), "{topics}");
        assert_eq!(shown["corrections"][0]["madeBy"], "desk");
        let changes = shown["corrections"][0]["changes"].as_array().expect("changes");
        assert!(changes.contains(&json!({ "field": "speaker", "before": "Ilse Marrow", "after": "Bram Alder" })), "{changes:?}");
        assert!(changes.contains(&json!({ "field": "kind", "before": "DIRECT", "after": "MIXED" })), "{changes:?}");
        desk.undo(&correction);
        differ(&before, &desk.rows());
    }

    fn what_is_so_already_is_no_correction(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let desk = Desk::open(store);
        let filter = "{ speaker: { slug: \"ilse-marrow\" }, kind: [DIRECT], topic: { slug: \"harbour-treaty\" } }";
        let fields = "id saidOn saidPrecision topics { topic { slug } inherited }";
        let found = desk.server.ask(&format!("{{ statements(filter: {filter}, first: 1) {{ nodes {{ {fields} }} }} }}"));
        let shown = &found["statements"]["nodes"][0];
        let before = desk.rows();
        for so in [
            json!({ "speaker": { "slug": "ilse-marrow" } }),
            json!({ "saidOn": shown["saidOn"], "saidPrecision": shown["saidPrecision"] }),
            json!({ "kind": "DIRECT" }),
            json!({ "addTopics": [{ "slug": "harbour-treaty" }] }),
            json!({ "removeTopics": [{ "slug": "grain-tariff" }] }),
        ] {
            let mut input = so.clone();
            input["statement"] = shown["id"].clone();
            assert_eq!(desk.refused("correctStatement", &input)["code"], "ALREADY", "{so}");
        }
        let topics = shown["topics"].as_array().expect("topics").iter();
        let broader = topics.filter(|topic| topic["inherited"] == true).map(|topic| topic["topic"].clone()).next();
        let input = json!({ "statement": shown["id"], "removeTopics": [broader.expect("a broader topic")] });
        let told = desk.refused("correctStatement", &input);
        assert_eq!((&told["code"], &told["field"]), (&json!("INVALID"), &json!(["removeTopics"])), "{told}");
        differ(&before, &desk.rows());
        let input = json!({ "statement": shown["id"], "kind": "MIXED", "speaker": { "slug": "ilse-marrow" },
                            "addTopics": [{ "slug": "harbour-treaty" }] });
        desk.correct("correctStatement", &input);
        let query = format!("{{ statement(id: {}) {{ corrections {{ changes {{ field before after }} }} }} }}", shown["id"]);
        let changes = &desk.server.ask(&query)["statement"]["corrections"][0]["changes"];
        assert_eq!(changes, &json!([{ "field": "kind", "before": "DIRECT", "after": "MIXED" }]));
    }

    fn each_kind_of_correction_is_undone_without_a_trace(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let desk = Desk::open(store);
        let first = |filter: &str| {
            let found = desk.server.ask(&format!("{{ statements(filter: {filter}, first: 1) {{ nodes {{ id }} }} }}"));
            found["statements"]["nodes"][0]["id"].clone()
        };
        let office = desk.server.ask("{ offices(first: 100) { nodes { slug } } }").to_string();
        assert!(office.contains("prime-minister-valdoria"), "{office}");
        for (name, input) in [
            ("rejectStatement", json!({ "statement": first("{ kind: [DIRECT] }") })),
            ("confirmStatement", json!({ "statement": first("{ kind: [INDIRECT] }") })),
            ("correctStatement", json!({ "statement": first("{ kind: [DIRECT] }"), "speakerPrinted": "a neighbour" })),
            ("correctStatement", json!({ "statement": first("{ speaker: { slug: \"conrad-vale\" } }"), "speakerUnknown": true })),
            ("correctStatement", json!({ "statement": first("{ speaker: { slug: \"ilse-marrow\" } }"), "saidOn": "2026-01-18" })),
            ("mergePeople", json!({ "duplicate": { "slug": "maren-holt" }, "survivor": { "slug": "edmund-sable" } })),
            ("mergePeople", json!({ "duplicate": { "slug": "edmund-sable" }, "survivor": { "slug": "maren-holt" } })),
            ("addTenure", json!({ "person": { "slug": "bram-alder" }, "office": { "slug": "prime-minister-valdoria" },
                                  "startedOn": "2025-01-01", "startedPrecision": "YEAR" })),
            ("addName", json!({ "bearer": { "slug": "silvia-thorne" }, "name": "Sylvie Thorn" })),
        ] {
            let before = desk.rows();
            let correction = desk.correct(name, &input);
            assert!(desk.rows() != before, "{name} {input} changed nothing");
            crate::counts::hold(store);
            desk.undo(&correction);
            differ(&before, &desk.rows());
            let again = desk.refused("undoCorrection", &json!({ "correction": correction }));
            assert_eq!(again["code"], "ALREADY", "{again}");
        }
        let kept = desk.server.ask("{ corrections(filter: { standing: false }, first: 100) { totalCount nodes { madeBy madeAt undoneBy undoneReason } } }");
        assert_eq!(kept["corrections"]["totalCount"], 9, "undone corrections stay on record");
        assert_eq!(kept["corrections"]["nodes"][0]["undoneReason"], "a mistake");
    }

    fn a_rejected_statement_leaves_the_lists_and_stays_away(store: &Store) {
        let desk = with_harbour(store);
        let id = desk.statement(OF_HARBOUR);
        let correction = desk.correct("rejectStatement", &json!({ "statement": id, "reason": "invented" }));
        assert_eq!(who(&desk), Vec::<String>::new());
        let again = desk.refused("rejectStatement", &json!({ "statement": id }));
        assert_eq!(again["code"], "ALREADY");
        ingest(store, "https://news.test/1", &[ABOUT, "It rained.", HARBOUR, MARKET]);
        ingest(store, "https://other.test/9", &[ABOUT, HARBOUR]);
        extract_again(store, |quote| quote["speaker"] = json!("unknown"));
        assert_eq!(who(&desk), Vec::<String>::new());
        let rejected = "{ text: \"harbour whatever\", status: [REJECTED] }";
        assert_eq!(desk.statement(rejected), id);
        for filter in [
            "{ text: \"harbour whatever\", not: { status: [CONFIRMED] } }",
            "{ or: [{ status: [CONFIRMED] }, { text: \"harbour whatever\" }] }",
        ] {
            assert_eq!(desk.said(filter), [], "nobody asks for it: {filter}");
        }
        let people = desk.server.ask("{ people(filter: { hasStatements: true }) { totalCount } suggest(prefix: \"ada\") { statementCount } }");
        assert_eq!(people, json!({ "people": { "totalCount": 0 }, "suggest": [{ "statementCount": 0 }] }));
        desk.undo(&correction);
        assert_eq!(desk.statement(OF_HARBOUR), id);
    }

    fn the_topic_of_a_merged_person_is_that_of_the_survivor(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let desk = Desk::open(store);
        let topics = "{ topics(filter: { kind: [PERSON] }, first: 100) { nodes { id slug entity { ... on Person { slug } } } } }";
        let found = desk.server.ask(topics);
        let people: Vec<&Value> = found["topics"]["nodes"].as_array().expect("topics").iter().collect();
        let [gone, stays, ..] = people[..] else { panic!("two topics that are people: {found}") };
        let slug = |topic: &Value| json!({ "slug": topic["entity"]["slug"] });
        let correction = desk.correct("mergePeople", &json!({ "duplicate": slug(gone), "survivor": slug(stays) }));
        let node = desk.server.ask(&format!("{{ node(id: {}) {{ id }} }}", gone["id"]));
        assert_eq!(node["node"]["id"], stays["id"]);
        let left = desk.server.ask(topics).to_string();
        assert!(!left.contains(&gone["id"].to_string()) && left.contains(&stays["id"].to_string()), "{left}");
        let named = gone["slug"].as_str().expect("a slug").replace('-', " ");
        let both = desk.server.ask(&format!(
            "{{ suggest(prefix: \"{named}\", types: [TOPIC]) {{ id }} search(text: \"{named}\", types: [TOPIC]) {{ nodes {{ ... on Topic {{ id }} }} }} }}"
        ));
        assert!(!both.to_string().contains(&gone["id"].to_string()), "{both}");
        desk.undo(&correction);
        assert_eq!(desk.server.ask(topics), found);
    }

    fn a_name_of_a_person_and_an_organization_is_taken_for_neither(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let desk = Desk::open(store);
        let organization = desk.server.ask("{ organizations(first: 1) { nodes { slug } } }")["organizations"]["nodes"][0].clone();
        desk.correct("addName", &json!({ "bearer": organization, "name": "Ilse Marrow" }));
        let told = desk.server.refuses("{ statements(filter: { speaker: { name: \"Ilse Marrow\" } }) { totalCount } }", "BAD_USER_INPUT");
        assert!(told.contains("by its id"), "{told}");
    }

    fn a_merged_person_keeps_the_old_id_and_slug_and_new_articles_lead_to_the_survivor(store: &Store) {
        ingest(store, "https://news.test/1", &[ABOUT, HARBOUR, MARKET]);
        ingest(store, "https://news.test/2", &["Mayor Adele Quill spoke on Monday about the old fortress of Avenmouth, which \
            has been closed for years.", "\"The fortress will be a museum before the winter,\" Adele Quill said. The town has waited for it."]);
        let desk = Desk::open(store);
        let people = desk.server.ask("{ old: person(by: { slug: \"adele-quill\" }) { id } new: person(by: { slug: \"ada-quill\" }) { id } }");
        let (old, new) = (people["old"]["id"].clone(), people["new"]["id"].clone());
        assert!(old.is_string() && new.is_string(), "{people}");
        let statements = "{ speaker: { slug: \"ada-quill\" } }";
        assert_eq!(desk.said(statements).len(), 1);
        let input = json!({ "duplicate": { "slug": "adele-quill" }, "survivor": { "slug": "ada-quill" } });
        let correction = desk.correct("mergePeople", &input);
        assert_eq!(desk.said(statements).len(), 2);
        let by = format!("{{ slug: person(by: {{ slug: \"adele-quill\" }}) {{ id names {{ name }} }} name: person(by: {{ name: \"Adele Quill\" }}) {{ id }} \
                          id: person(by: {{ id: {old} }}) {{ id }} node(id: {old}) {{ id }} people(filter: {{ name: \"Ade\" }}) {{ nodes {{ id }} }} }}");
        let found = desk.server.ask(&by);
        for leads in ["slug", "name", "id", "node"] {
            assert_eq!(found[leads]["id"], new, "by {leads}");
        }
        assert_eq!(found["people"]["nodes"], json!([{ "id": new }]));
        assert!(found["slug"]["names"].to_string().contains("Adele Quill"), "{found}");
        let corrected = |slug: &str| {
            let query = format!("{{ corrections(filter: {{ person: {{ slug: \"{slug}\" }} }}) {{ nodes {{ person {{ id }} }} }} }}");
            desk.server.ask(&query)["corrections"]["nodes"].clone()
        };
        let name = desk.correct("addName", &json!({ "bearer": { "slug": "ada-quill" }, "name": "Adeline Quill" }));
        assert_eq!(corrected("adele-quill"), json!([{ "person": { "id": new } }, { "person": { "id": new } }]));
        desk.undo(&name);
        ingest(store, "https://other.test/3", &["Adele Quill opened the library of Avenmouth on Tuesday, which pleased the whole town.",
            "\"Books are cheaper than ships in every way,\" Adele Quill said. The readers clapped."]);
        ingest(store, "https://news.test/2", &["Mayor Adele Quill spoke again on Monday about the old fortress of Avenmouth, which \
            has been closed for years.", "\"The fortress will be a museum before the winter,\" Adele Quill said. The town has waited for it."]);
        assert_eq!(desk.said(statements).len(), 3, "articles to come lead to the survivor");
        desk.undo(&correction);
        let parted = desk.server.ask("{ person(by: { slug: \"adele-quill\" }) { id statements { totalCount } } }");
        assert_eq!((&parted["person"]["id"], &parted["person"]["statements"]["totalCount"]), (&old, &json!(1)));
        ingest(store, "https://other.test/4", &["Adele Quill left the library of Avenmouth on Friday, as it was too loud for her.",
            "\"Ships are quieter than readers in every way,\" Adele Quill said. The readers left."]);
        let parted = desk.server.ask("{ person(by: { slug: \"adele-quill\" }) { statements { totalCount } } }");
        assert_eq!(parted["person"]["statements"]["totalCount"], 2, "its names are its own again");
    }

    fn what_came_in_between_a_merge_and_its_undoing_takes_no_statement_along(store: &Store) {
        let told = |outlet: &str, who: &str| ingest(store, &format!("https://{outlet}.test/1"), &[
            &format!("{who} spoke on Monday about the harbour of Avenmouth, which has been closed for a year."),
            &format!("\"We will open the harbour in May, whatever the ministry says,\" {who} said. The town lost its trade."),
        ]);
        told("x", "Thomas Reed");
        told("y", "Tom Reed");
        let desk = Desk::open(store);
        let input = json!({ "duplicate": { "slug": "thomas-reed" }, "survivor": { "slug": "tom-reed" } });
        let correction = desk.correct("mergePeople", &input);
        told("z", "Tom Reed");
        desk.undo(&correction);
        let quotes = "SELECT p.slug, CAST(s.quote_count AS TEXT) FROM statement s JOIN person p ON p.id = s.speaker_person_id ORDER BY p.slug";
        let row = |slug: &str, count: &str| [Some(slug.to_owned()), Some(count.to_owned())];
        assert_eq!(store.rows(quotes), [row("thomas-reed", "1"), row("tom-reed", "2")]);
        crate::parts::hold(store);
        crate::counts::hold(store);
    }

    fn a_statement_about_both_of_two_merged_people_is_about_one(store: &Store) {
        let article = json!({
            "url": "https://news.test/1", "headline": "The harbour", "published_on": "2026-02-04", "tags": ["Tom Reed", "Thomas Reed"],
            "body": "Tom Reed met Thomas Reed.\n\"Tom Reed and Thomas Reed will open the harbour, whatever the ministry says,\" Ada Quill said.",
        });
        let file = store.file("article.jsonl", article.to_string());
        store.newsgraph(&["ingest", &file]).succeeds();
        let desk = Desk::open(store);
        let before = desk.rows();
        let input = json!({ "duplicate": { "slug": "thomas-reed" }, "survivor": { "slug": "tom-reed" } });
        let correction = desk.correct("mergePeople", &input);
        let told = desk.server.ask("{ statements { nodes { topics { topic { slug } } mentions { printed } } } articles { nodes { topics { topic { slug } } } } }");
        let tom = json!([{ "topic": { "slug": "tom-reed" } }]);
        assert_eq!((&told["statements"]["nodes"][0]["topics"], &told["articles"]["nodes"][0]["topics"]), (&tom, &tom), "{told}");
        assert_eq!(told["statements"]["nodes"][0]["mentions"].as_array().map(Vec::len), Some(1), "{told}");
        crate::counts::hold(store);
        desk.undo(&correction);
        differ(&before, &desk.rows());
    }

    fn a_correction_of_an_article_that_is_filled_later_is_undone_without_a_trace(store: &Store) {
        let page = json!({
            "url": "https://news.test/1", "headline": "The harbour", "published_on": "2026-02-04", "keywords": ["zorbing"],
            "body": "Mayor Tom Reed listened.\n\"We will open the harbour in May, whatever the ministry says,\" Kenya's Foreign \
                     Minister Ada Quill said.",
        });
        let excerpt = json!({
            "url": "https://news.test/1", "headline": "The harbour", "published_on": "2026-02-04", "is_excerpt": true,
            "body": "", "description": "What the minister said.",
        });
        let tell = |article: &Value| {
            let file = store.file("article.jsonl", format!("{article}\n"));
            store.newsgraph(&["ingest", &file]).succeeds().summary().to_owned()
        };
        tell(&page);
        let desk = Desk::open(store);
        let of = "SELECT q.office_printed, o.basis, o.printed, t.slug, p.slug FROM quote q \
                  JOIN statement s ON s.id = q.statement_id JOIN person p ON p.id = s.speaker_person_id \
                  LEFT JOIN statement_office o ON o.statement_id = s.id LEFT JOIN statement_topic st ON st.statement_id = s.id \
                  AND st.basis = 'article' LEFT JOIN topic t ON t.id = st.topic_id ORDER BY t.slug";
        let before = store.rows(of);
        assert_eq!(before[0][0].as_deref(), Some("Kenya's Foreign Minister"), "{before:?}");
        let input = json!({ "statement": desk.statement(OF_HARBOUR), "speaker": { "slug": "tom-reed" }, "removeTopics": [{ "slug": "zorbing" }] });
        let correction = desk.correct("correctStatement", &input);
        assert_eq!(tell(&excerpt), "0 created, 1 updated, 0 unchanged, 0 rejected");
        assert_eq!(who(&desk), ["tom-reed"]);
        desk.undo(&correction);
        assert_eq!(store.rows(of), before);
    }

    fn a_tenure_and_a_name_count_from_then_on(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let desk = Desk::open(store);
        let count = |filter: &str| desk.said(filter).len();
        let in_office = "{ office: { slug: \"prime-minister-valdoria\" }, speaker: { slug: \"bram-alder\" } }";
        assert_eq!(count(in_office), 0);
        let tenure = json!({ "person": { "slug": "bram-alder" }, "office": { "slug": "prime-minister-valdoria" }, "startedOn": "2025-01-01", "endedOn": "2026-12-31" });
        desk.correct("addTenure", &tenure);
        assert_eq!(count(in_office), count("{ speaker: { slug: \"bram-alder\" } }"));
        assert!(count(in_office) > 0);
        assert_eq!(desk.refused("addTenure", &tenure)["code"], "ALREADY");
        for (day, precision) in [("startedOn", "startedPrecision"), ("endedOn", "endedPrecision")] {
            let week = json!({ "person": { "slug": "bram-alder" }, "office": { "slug": "prime-minister-valdoria" }, day: "2024-05-06", precision: "WEEK" });
            let told = desk.refused("addTenure", &week);
            assert_eq!((&told["code"], &told["field"]), (&json!("INVALID"), &json!([precision])), "{told}");
        }
        let name = json!({ "bearer": { "slug": "silvia-thorne" }, "name": "Sylvie  Thorn" });
        desk.correct("addName", &name);
        assert_eq!(desk.refused("addName", &name)["code"], "ALREADY");
        ingest(store, "https://other.test/3", &["Sylvie Thorn opened the library of Avenmouth on Tuesday, which pleased the whole town.",
            "\"Books are cheaper than ships in every way,\" Sylvie Thorn said. The readers clapped."]);
        assert_eq!(desk.said("{ text: \"cheaper ships\" }")[0].1, "silvia-thorne");
    }

    fn what_cannot_be_corrected_is_told_at_its_field(store: &Store) {
        let desk = with_harbour(store);
        let id = desk.statement(OF_HARBOUR);
        let before = desk.rows();
        for (name, input, code, field, said) in [
            ("correctStatement", json!({ "statement": id }), "INVALID", json!([]), "at least one field"),
            ("correctStatement", json!({ "statement": id, "speaker": { "slug": "nobody" } }), "NOT_FOUND", json!(["speaker"]), "There is no person"),
            ("correctStatement", json!({ "statement": id, "speaker": { "slug": "tom-reed" }, "speakerUnknown": true }), "INVALID", json!(["speaker"]), "exclude"),
            ("correctStatement", json!({ "statement": id, "speakerPrinted": " " }), "INVALID", json!(["speakerPrinted"]), "empty"),
            ("correctStatement", json!({ "statement": id, "saidPrecision": "YEAR" }), "INVALID", json!(["saidPrecision"]), "saidOn"),
            ("correctStatement", json!({ "statement": id, "addTopics": [{ "slug": "nothing-of-it" }] }), "NOT_FOUND", json!(["addTopics", "0"]), "There is no topic"),
            ("correctStatement", json!({ "statement": "cGVyc29uOjE", "kind": "MIXED" }), "INVALID", json!(["statement"]), "id of a person"),
            ("rejectStatement", json!({ "statement": "c3RhdGVtZW50Ojk5OTk" }), "NOT_FOUND", json!(["statement"]), "no statement"),
            ("mergePeople", json!({ "duplicate": { "slug": "tom-reed" }, "survivor": { "slug": "tom-reed" } }), "ALREADY", json!(["duplicate"]), "same person"),
            ("mergePeople", json!({ "duplicate": { "slug": "nobody" }, "survivor": { "slug": "tom-reed" } }), "NOT_FOUND", json!(["duplicate"]), "There is no person"),
            ("addName", json!({ "bearer": { "slug": "tom-reed" }, "name": " " }), "INVALID", json!(["name"]), "letter"),
            ("addName", json!({ "bearer": { "slug": "tom-reed" }, "name": "Tom\nReed" }), "INVALID", json!(["name"]), "one line"),
            ("undoCorrection", json!({ "correction": "Y29ycmVjdGlvbjo5OTk" }), "NOT_FOUND", json!(["correction"]), "no correction"),
        ] {
            let told = desk.refused(name, &input);
            assert_eq!((&told["code"], &told["field"]), (&json!(code), &field), "{name} {input}: {told}");
            let message = told["message"].as_str().unwrap_or_default();
            assert!(message.contains(said) && message.ends_with(['.', '?']), "{name} {input}: {message}");
        }
        differ(&before, &desk.rows());
    }

    fn documents_come_in_by_mutation(store: &Store) {
        let desk = Desk::open(store);
        let documents = json!({ "documents": [
            { "content": page("https://news.test/1", &[ABOUT, HARBOUR]), "source": "the desk" },
            { "content": "neither a page nor anything else" , "format": "JSONL" },
            { "content": page("https://news.test/2", &[ABOUT, MARKET]), "format": "HTML" },
        ]});
        let fields = "articles { document change article { url quotes { totalCount } } }";
        let payload = desk.run("ingestDocuments", &documents, fields);
        let told = |number: u64, url: &str| json!({ "document": number, "change": "CREATED", "article": { "url": url, "quotes": { "totalCount": 1 } } });
        assert_eq!(payload["articles"], json!([told(0, "https://news.test/1"), told(2, "https://news.test/2")]));
        let wrong = &payload["userErrors"];
        assert_eq!((&wrong[0]["code"], &wrong[0]["field"]), (&json!("REJECTED"), &json!(["documents", "1"])), "{wrong}");
        assert_eq!(wrong[1], Value::Null);
        assert_eq!(who(&desk), ["ada-quill"]);
        let again = desk.run("ingestDocuments", &documents, fields);
        assert_eq!(again["articles"][0]["change"], "UNCHANGED");
    }
}

/// Fails at the first table that differs.
#[track_caller]
fn differ<T: PartialEq + std::fmt::Debug>(
    before: &std::collections::BTreeMap<String, Vec<T>>,
    after: &std::collections::BTreeMap<String, Vec<T>>,
) {
    for (table, rows) in before {
        let gone = rows.iter().find(|row| !after[table].contains(row));
        let new = after[table].iter().find(|row| !rows.contains(row));
        assert!(gone.is_none() && new.is_none(), "{table}: {gone:?} became {new:?}");
        assert_eq!(rows.len(), after[table].len(), "{table}");
    }
}
