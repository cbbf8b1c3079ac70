//! Who is who: names lead to records, whatever the order in which articles come in; two records rather than one wrong
//! merge, and no document that stops a run.

use crate::harness::{Store, on_both_databases};
use serde_json::{Value, json};

const FILLER: &str = "The ships of the northern fleet had waited in the bay for most of the week.";

fn story(number: u32, told: &Value, body: &str) -> String {
    let mut line = json!({
        "url": format!("https://news.test/{number}"), "headline": format!("Harbour news {number}"),
        "published_on": "2025-05-05", "language": "en", "body": format!("{FILLER}\n{body}"),
    });
    line.as_object_mut().expect("an article").extend(told.as_object().expect("fields").clone());
    format!("{line}\n")
}

fn plain(number: u32, body: &str) -> String {
    story(number, &json!({}), body)
}

fn ingest(store: &Store, lines: &str) {
    store.newsgraph(&["ingest", &store.file("articles.jsonl", lines)]).succeeds();
}

/// Who speaks in each article, by their numbers.
fn speakers(store: &Store) -> Vec<String> {
    let rows = store.rows(
        "SELECT p.slug FROM quote q JOIN article a ON a.id = q.article_id JOIN statement s ON s.id = q.statement_id \
         LEFT JOIN person p ON p.id = s.speaker_person_id WHERE q.is_current ORDER BY a.url, q.position",
    );
    rows.into_iter().map(|row| row[0].clone().unwrap_or_default()).collect()
}

fn list(store: &Store, sql: &str) -> Vec<String> {
    store.rows(sql).into_iter().map(|row| row[0].clone().unwrap_or_default()).collect()
}

/// The offices of what was said, with what they rest on.
fn spoken_as(store: &Store) -> Vec<String> {
    list(
        store,
        "SELECT o.slug || ' ' || so.basis FROM statement s JOIN statement_office so ON so.statement_id = s.id \
         JOIN office o ON o.id = so.office_id ORDER BY s.text, o.slug",
    )
}

const FARM: &str = "\"The farms of the plains will get their money before the frost,\"";
const CLINIC: &str = "\"The clinics will open on Sundays from the autumn on,\"";
const FERRY: &str = "\"Nobody asked us about the ferries at all,\"";
const MILL: &str = "\"The mills by the river are to close in the winter,\"";
const PIER: &str = "\"We will open the harbour in May, whatever happens,\"";

on_both_databases! {
    fn namesakes_in_offices_of_two_countries_are_two(store: &Store) {
        let stories = [
            plain(1, &format!("{FARM} US Agriculture Secretary John Carter said.")),
            plain(2, &format!("{CLINIC} British Health Secretary John Carter said.")),
            plain(3, &format!("{FERRY} US Agriculture Secretary John Carter said.")),
            plain(4, &format!("{PIER} British Education Secretary John Carter said.")),
            // Each is a secretary: nothing tells which of the two this is.
            plain(5, &format!("{MILL} Secretary John Carter said.")),
        ];
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [1, 4, 3, 0, 2]] {
            let lines = order.map(|at| stories[at].clone());
            for lines in [lines.to_vec(), vec![lines.concat()]] {
                let one = Store::create(store.database);
                lines.iter().for_each(|lines| ingest(&one, lines));
                let told = speakers(&one);
                assert!(told[0] == told[2] && told[1] == told[3] && told[0] != told[1], "{order:?}: {told:?}");
                assert!(told[4].starts_with("john-carter--"), "{order:?}: {told:?}");
                let offices = spoken_as(&one);
                assert_eq!(offices.len(), 7, "each is in offices of one country: {offices:?}");
            }
        }
    }

    fn reference_data_tells_namesakes_apart(store: &Store) {
        ingest(store, &plain(1, &format!("{CLINIC} British Health Secretary John Carter said.")));
        ingest(store, &plain(2, &format!("{MILL} John Carter said.")));
        let senator = "- id: {bioguide: C000001}\n  name: {first: John, last: Carter}\n  terms:\n  \
                       - {type: sen, start: '2021-01-03', end: '2027-01-03', state: OH}\n";
        let told = store.newsgraph(&["reference", "import", &store.file("senator.yaml", senator)]).succeeds().stderr;
        assert!(told.contains("people: 1 created, 0 matched"), "{told}");
        ingest(store, &plain(3, &format!("{FARM} Senator John Carter of Ohio said.")));
        let told = speakers(store);
        assert_eq!([&*told[0], &*told[2]], ["john-carter", "john-carter-2"]);
        assert!(told[1].starts_with("john-carter--"), "either may have said it: {told:?}");
    }

    fn a_record_of_one_article_is_in_nobodys_way(store: &Store) {
        let senators = "- id: {bioguide: B000002}\n  name: {first: John, last: Barrow}\n  terms:\n  \
                        - {type: sen, start: '1991-01-03', end: '1997-01-03', state: OH}\n\
                        - id: {bioguide: B000003}\n  name: {first: John, last: Barrow}\n  terms:\n  \
                        - {type: sen, start: '1991-01-03', end: '1997-01-03', state: GA}\n";
        store.newsgraph(&["reference", "import", &store.file("senators.yaml", senators)]).succeeds();
        let publisher = json!({"publisher": {"name": "Senate"}});
        for again in ["", " \"And the mills will close,\" she said."] {
            ingest(store, &story(1, &publisher, &format!("{PIER} Ada Quill said.{again}")));
            ingest(store, &plain(2, &format!("{FERRY} John Barrow said.{again}")));
        }
        assert_eq!(list(store, "SELECT name FROM organization"), ["Senate"]);
        assert_eq!(store.count("article"), 2);
        assert_eq!(store.count("person"), 4, "the one of the article stays who he was");
    }

    fn quotes_of_one_article_may_come_one_by_one(store: &Store) {
        let quote = |id: &str, day: &str, words: &str| json!({
            "quoteID": id, "quotation": words, "speaker": "Madonna", "qids": ["Q1744"], "date": format!("{day} 12:00:00"),
            "numOccurrences": 1, "probas": [["Madonna", "0.9"], ["None", "0.1"]],
            "urls": ["http://news.test/concert"], "phase": "E",
        }).to_string();
        let lines = [
            quote("2020-01-01-000001", "2020-01-01", "I have never sung better than on that evening in the harbour"),
            quote("2020-01-01-000002", "2020-01-01", "The rain came down on all of us and nobody went home"),
        ];
        ingest(store, &format!("{}\n", lines.join("\n")));
        ingest(store, &format!("{}\n", quote("2020-01-01-000003", "2020-01-01", "We shall come back to the isles when the ferries run again")));
        assert_eq!(store.count("quote"), 3);
        assert_eq!(list(store, "SELECT name FROM person"), ["Madonna"]);
    }

    fn a_name_that_many_bear_is_known_by_its_site(store: &Store) {
        let told = |name: &str| json!({"publisher": {"name": name, "domain": "mfa.test"}});
        for number in 1..4 {
            ingest(store, &story(number, &told("Ministry of Foreign Affairs"), ""));
        }
        assert_eq!(list(store, "SELECT DISTINCT CAST(publisher_id AS TEXT) FROM article").len(), 1);
    }

    fn offices_of_what_many_have_are_each_holders_own(store: &Store) {
        ingest(store, &plain(1, &format!("{PIER} Foreign Ministry spokesman Lin Jian said in Beijing.")));
        ingest(store, &plain(2, &format!("{FERRY} Foreign Ministry spokesman Esmail Baghaei said in Tehran.")));
        ingest(store, &plain(3, &format!("{CLINIC} Foreign Ministry spokesman Lin Jian said in Beijing.")));
        let held = "SELECT p.name || ' ' || count(DISTINCT so.office_id) || ' ' || count(*) FROM statement_office so \
                    JOIN statement s ON s.id = so.statement_id JOIN person p ON p.id = s.speaker_person_id \
                    GROUP BY p.name ORDER BY p.name";
        assert_eq!(list(store, held), ["Esmail Baghaei 1 1", "Lin Jian 1 2"]);
        assert_eq!(store.count("office"), 2);
    }

    fn reference_data_takes_no_articles_own(store: &Store) {
        ingest(store, &plain(1, "The Senate said on Monday that the harbour would stay closed."));
        let file = json!({"persons": [{"id": "p1", "name": "Ada Quill"}], "organizations": [{"id": "o1", "name": "Senate"}],
            "memberships": [{"person_id": "p1", "organization_id": "o1", "role": "senator"}]});
        for created in [1, 0] {
            let told = store.newsgraph(&["reference", "import", &store.file("senate.json", file.to_string())]).succeeds().stderr;
            assert!(told.contains(&format!("organizations: {created} created")) || created == 0, "{told}");
        }
        let own = "SELECT CAST(count(*) AS TEXT) FROM mention m JOIN office o ON o.organization_id = m.organization_id";
        assert_eq!(store.value(own), "0");
    }

    fn an_office_first_printed_later_reaches_what_was_said(store: &Store) {
        let quill = |number, words: &str, office: &str| plain(number, &format!("{words} {office}Ada Quill said."));
        let foreign = "Kenya's Foreign Minister ";
        let stories = [quill(1, PIER, ""), quill(2, FERRY, foreign)];
        let both = ["foreign-minister-kenya printed", "foreign-minister-kenya tenure"];
        for order in [[0, 1], [1, 0]] {
            let one = Store::create(store.database);
            order.iter().for_each(|at| ingest(&one, &stories[*at]));
            assert_eq!(spoken_as(&one), both, "{order:?}");
        }
        // The same words with the office beside the name: print tells more than a tenure.
        let stories = [quill(1, FERRY, foreign), quill(2, PIER, ""), quill(3, PIER, foreign)];
        for order in [[0, 1, 2], [0, 2, 1], [2, 1, 0]] {
            let one = Store::create(store.database);
            order.iter().for_each(|at| ingest(&one, &stories[*at]));
            assert_eq!(spoken_as(&one), [both[0], both[0]], "{order:?}");
        }
    }

    fn what_print_takes_back_makes_no_tenure(store: &Store) {
        let told = |name: &str| plain(1, &format!("{PIER} Kenya's Foreign Minister {name} said."));
        ingest(store, &told("Ada Quill"));
        ingest(store, &plain(2, &format!("{FERRY} Ada Quill said.")));
        assert_eq!(store.count("tenure"), 1);
        ingest(store, &told("Tom Reed"));
        assert_eq!(list(store, "SELECT p.slug FROM tenure t JOIN person p ON p.id = t.person_id"), ["tom-reed"]);
        let hers = "SELECT CAST(count(*) AS TEXT) FROM statement_office so JOIN statement s ON s.id = so.statement_id \
                    JOIN person p ON p.id = s.speaker_person_id WHERE p.slug = 'ada-quill' AND so.basis = 'tenure'";
        assert_eq!(store.value(hers), "0");
    }

    fn the_day_a_document_came_in_is_no_day_of_an_office(store: &Store) {
        let undated = json!({"published_on": null});
        ingest(store, &story(1, &undated, &format!("{PIER} Kenya's Foreign Minister Ada Quill said.")));
        ingest(store, &story(2, &undated, &format!("{FERRY} Ada Quill said.")));
        assert_eq!(store.count("tenure"), 0);
        assert_eq!(spoken_as(store), ["foreign-minister-kenya printed"]);
    }

    fn places_are_in_their_countries_in_any_order(store: &Store) {
        ingest(store, &plain(1, "LYON (Wire) - The bridges of the town were closed."));
        ingest(store, &plain(2, "PARIS (Wire) - The ministers of France met in the morning."));
        let within = "SELECT c.name FROM place p JOIN place c ON c.id = p.parent_id ORDER BY p.name";
        assert_eq!(list(store, within), ["France", "France"]);
    }

    fn a_keyword_is_no_person_in_any_order(store: &Store) {
        let stories = [plain(1, &format!("{PIER} Ada Quill said. Tom Reed thanked Ada Quill.")), story(2, &json!({"keywords": ["Ada Quill"]}), "")];
        for order in [[0, 1], [1, 0]] {
            let one = Store::create(store.database);
            order.iter().for_each(|at| ingest(&one, &stories[*at]));
            let kinds = "SELECT t.kind FROM topic t JOIN article_topic a ON a.topic_id = t.id JOIN article ON article.id = a.article_id \
                         WHERE t.name = 'Ada Quill' AND article.url LIKE '%2'";
            assert_eq!(list(&one, kinds), ["subject"], "{order:?}");
        }
    }

    fn organizations_are_what_print_tells_of_them(store: &Store) {
        ingest(store, &plain(1, &format!("{PIER} Ada Quill told Sorrel Wire.")));
        ingest(store, &plain(2, "").replace(FILLER, &format!("AVENMOUTH (Sorrel Wire) - {FILLER}")));
        assert_eq!(list(store, "SELECT kind FROM organization WHERE name = 'Sorrel Wire'"), ["agency"]);
        let gazette = |more: Value| {
            let mut publisher = json!({"name": "Gazette"});
            publisher.as_object_mut().expect("fields").extend(more.as_object().expect("fields").clone());
            json!({ "publisher": publisher })
        };
        let told = [gazette(json!({})), gazette(json!({"email": "desk@gazette.test"})), gazette(json!({"legal_name": "Gazette Ltd"}))];
        let lines: Vec<String> = (3..).zip(&told).map(|(number, told)| story(number, told, "")).collect();
        ingest(store, &lines.concat());
        let rows = store.rows("SELECT email, legal_name FROM organization WHERE name = 'Gazette'");
        assert_eq!(rows, [[Some("desk@gazette.test".to_owned()), Some("Gazette Ltd".to_owned())]]);
    }

    fn mayors_of_cities_of_one_name_are_two(store: &Store) {
        let spain = format!("CÓRDOBA, Spain (Wire) - {FILLER}");
        ingest(store, &plain(1, &format!("{PIER} Córdoba Mayor Carlos Mendoza said.")));
        ingest(store, &plain(2, &format!("{FERRY} Córdoba Mayor Elena Herrero said.")).replace(FILLER, &spain));
        let offices = "SELECT o.slug || ' ' || p.country_code FROM office o JOIN place p ON p.id = o.jurisdiction_id ORDER BY o.id";
        assert_eq!(list(store, offices), ["mayor-cordoba AR", "mayor-cordoba-2519240 ES"]);
    }
}
