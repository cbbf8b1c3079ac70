//! Reference data: people, offices with dated tenures, places, topics; print links to them, and those whom print
//! named before are found.

use crate::harness::{Store, on_both_databases};

const SENATORS: &str = "\
- id: {bioguide: Q000001, wikidata: Q101}
  name: {first: Ada, last: Quill}
  terms:
  - {type: sen, start: '2019-01-03', end: '2031-01-03', state: WA}
- id: {bioguide: B000002}
  name: {first: John, last: Barrow}
  terms:
  - {type: sen, start: '1991-01-03', end: '1997-01-03', state: OH}
- id: {bioguide: B000003}
  name: {first: John, last: Barrow}
  terms:
  - {type: sen, start: '2021-01-03', end: '2027-01-03', state: GA}
- id: {bioguide: B000004}
  name: {first: Rosa, last: Barrow}
  terms:
  - {type: rep, start: '2021-01-03', end: '2027-01-03', state: TX}
";

fn page(number: u32, day: &str, words: &str) -> String {
    let line = serde_json::json!({
        "url": format!("https://news.test/{number}"),
        "headline": format!("Harbour news {number}"),
        "published_on": day,
        "body": words,
    });
    format!("{line}\n")
}

/// The slugs of those who speak, and the offices they held then, by article.
fn speakers(store: &Store) -> Vec<(String, String)> {
    let rows = store.rows(
        "SELECT p.slug, o.slug FROM quote q JOIN article a ON a.id = q.article_id \
         JOIN statement s ON s.id = q.statement_id LEFT JOIN person p ON p.id = s.speaker_person_id \
         LEFT JOIN statement_office so ON so.statement_id = s.id LEFT JOIN office o ON o.id = so.office_id \
         ORDER BY a.url, q.position, o.slug",
    );
    let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
    rows.iter().map(|row| (text(&row[0]), text(&row[1]))).collect()
}

on_both_databases! {
    fn print_links_to_imported_people(store: &Store) {
        let file = store.file("senators.yaml", SENATORS);
        let told = store.newsgraph(&["reference", "import", &file]).succeeds().stderr;
        assert!(told.contains("people: 4 created, 0 matched") && told.contains("tenures: 4 created"), "{told}");
        let again = store.newsgraph(&["reference", "import", &file]).succeeds().stderr;
        assert!(again.contains("people: 0 created, 4 matched") && again.contains("tenures: 0 created, 4 matched"), "{again}");
        let articles = [
            page(1, "2025-05-05", "\"The harbour will open before the summer ends,\" Sen. Ada Quill said."),
            // Two bear the name; the day of the office decides.
            page(2, "2025-05-05", "\"The grain tariff has to go before the harvest,\" Senator John Barrow said."),
            page(3, "1993-05-05", "\"The coastal railway will never pay for itself,\" Senator John Barrow said."),
            // Nothing decides between the two: a record of the article's own.
            page(4, "2025-05-05", "\"The ferries will run on Sundays from now on,\" John Barrow said."),
            // Without an office a name that only one bears is enough, and the tenure tells the office.
            page(5, "2025-05-06", "\"We shall count every vote in every village,\" Ada Quill said."),
            page(6, "2010-05-06", "\"We shall count every ship in every harbour,\" Ada Quill said."),
        ];
        let file = store.file("articles.jsonl", articles.concat());
        store.newsgraph(&["ingest", &file]).succeeds();
        let senator = |state: &str| format!("senator-{state}");
        let told = speakers(store);
        let bioguide = |id: &str| store.value(&format!("SELECT p.slug FROM external_id e JOIN person p ON p.id = e.person_id WHERE e.value = '{id}'"));
        assert_eq!(told[0], (bioguide("Q000001"), senator("washington")));
        assert_eq!(told[1], (bioguide("B000003"), senator("georgia")));
        assert_eq!(told[2], (bioguide("B000002"), senator("ohio")));
        assert!(![bioguide("B000002"), bioguide("B000003")].contains(&told[3].0), "{told:?}");
        assert_eq!(told[4], (bioguide("Q000001"), senator("washington")));
        assert_eq!(told[5], (bioguide("Q000001"), String::new()), "the tenure had not begun");
        let seat = "SELECT p.kind || ' ' || p.country_code FROM office o JOIN place p ON p.id = o.jurisdiction_id WHERE o.slug = 'senator-georgia'";
        assert_eq!(store.value(seat), "region US", "no country's");
        let printed = page(7, "2025-05-07", "\"We shall open the locks before the flood comes,\" Sen. John Barrow (R-Ga.) said.");
        store.newsgraph(&["ingest", &store.file("seat.jsonl", printed)]).succeeds();
        assert_eq!(speakers(store)[6], (bioguide("B000003"), senator("georgia")), "one office in print and in the file");
    }

    fn whom_print_named_before_is_found(store: &Store) {
        let articles = [
            page(1, "2025-05-05", "\"The harbour will open before the summer ends,\" Ada Quill said."),
            page(2, "2025-05-06", "\"The grain tariff has to go before the harvest,\" Senator John Barrow said."),
        ];
        let file = store.file("articles.jsonl", articles.concat());
        store.newsgraph(&["ingest", &file]).succeeds();
        let people = store.count("person");
        let file = store.file("senators.yaml", SENATORS);
        let told = store.newsgraph(&["reference", "import", &file]).succeeds().stderr;
        assert!(told.contains("people: 2 created, 2 matched"), "{told}");
        assert_eq!(store.count("person"), people + 2);
        let told = speakers(store);
        assert_eq!(told[0], ("ada-quill".to_owned(), "senator-washington".to_owned()), "what she said before counts");
        let of = "SELECT p.slug FROM external_id e JOIN person p ON p.id = e.person_id WHERE e.value = 'B000003'";
        assert_eq!(told[1].0, store.value(of), "the one who was in office on the day");
    }

    fn places_and_topics_are_linked(store: &Store) {
        let article = serde_json::json!({
            "url": "https://news.test/1", "headline": "Harbours", "published_on": "2025-05-05", "keywords": ["fisheries"],
            "body": "PARIS (Wire) - \"The fisheries of the coast are at their end,\" Ada Quill said.",
        });
        let file = store.file("article.jsonl", article.to_string());
        store.newsgraph(&["ingest", &file]).succeeds();
        let places = store.file("places.jsonl", concat!(
            "{\"geonameid\": 2988507, \"name\": \"Paris\", \"countrycode\": \"FR\", \"lat\": 48.85, \"lon\": 2.35, \"alternatenames\": [\"Lutetia\"]}\n",
            "{\"geonameid\": 9999999, \"name\": \"Avenmouth\", \"countrycode\": \"FR\", \"lat\": 1.0, \"lon\": 2.0}\n",
        ));
        let topics = store.file("topics.json", serde_json::json!({"conceptSet": [
            {"uri": "x/1", "qcode": "medtop:1", "prefLabel": {"en-GB": "economy of the sea"}},
            {"uri": "x/2", "qcode": "medtop:2", "prefLabel": {"en-GB": "fisheries", "de": "Fischerei"}, "broader": ["x/1"]},
        ]}).to_string());
        let told = store.newsgraph(&["reference", "import", &places, &topics]).succeeds().stderr;
        assert!(told.contains("places: 1 created, 1 matched") && told.contains("topics: "), "{told}");
        crate::counts::hold(store);
        assert_eq!(store.value("SELECT CAST(latitude AS TEXT) FROM place WHERE geonames_id = 2988507"), "48.85");
        let above = "SELECT CAST(count(*) AS TEXT) FROM statement_topic s JOIN topic t ON t.id = s.topic_id \
                     WHERE t.iptc_code = 'medtop:1' AND s.is_inherited";
        let below = "SELECT CAST(count(*) AS TEXT) FROM statement_topic s JOIN topic t ON t.id = s.topic_id WHERE t.iptc_code = 'medtop:2'";
        assert_eq!(store.value(above), store.value(below), "what is about a topic is about the broader one");
        let before = store.dump();
        store.newsgraph(&["reference", "import", &places, &topics]).succeeds();
        assert_eq!(store.dump(), before);
    }

    fn people_of_one_name_are_known_again_by_their_file(store: &Store) {
        let two = store.file("two.json", r#"{"persons": [{"id": "a", "name": "Peter Hale"}, {"id": "b", "name": "Peter Hale"}]}"#);
        store.newsgraph(&["reference", "import", &two]).succeeds();
        let before = store.dump();
        let told = store.newsgraph(&["reference", "import", &two]).succeeds().stderr;
        assert!(told.contains("people: 0 created, 2 matched"), "{told}");
        assert_eq!(store.dump(), before);
        let others = store.file("others.json", r#"{"persons": [{"id": "a", "name": "Peter Hale"}, {"id": "b", "name": "Peter Hale"}]}"#);
        let told = store.newsgraph(&["reference", "import", &others]).succeeds().stderr;
        assert!(told.contains("people: 2 created, 0 matched"), "nothing says that they are the same: {told}");
    }

    fn the_same_again_changes_nothing(store: &Store) {
        let article = serde_json::json!({
            "url": "https://news.test/1", "headline": "Sports", "published_on": "2025-05-05", "keywords": ["zorbing"],
            "body": "\"The hills will be open to all of us before the summer,\" Ada Quill said.",
        });
        store.newsgraph(&["ingest", &store.file("article.jsonl", article.to_string())]).succeeds();
        // Two topics of one name; two terms that begin on one day.
        let topics = store.file("topics.json", serde_json::json!({"conceptSet": [
            {"uri": "x/1", "qcode": "medtop:1", "prefLabel": {"en-GB": "leisure"}},
            {"uri": "x/2", "qcode": "medtop:2", "prefLabel": {"en-GB": "zorbing"}, "broader": ["x/1"]},
            {"uri": "x/3", "qcode": "medtop:3", "prefLabel": {"en-GB": "zorbing"}, "broader": ["x/1"]},
        ]}).to_string());
        let term = |end: &str| serde_json::json!({"person_id": "p1", "role": "minister", "start_date": "2020-01-01", "end_date": end});
        let people = store.file("people.json", serde_json::json!({
            "persons": [{"id": "p1", "name": "Ada Quill"}], "memberships": [term("2021-01-01"), term("2022-01-01")],
        }).to_string());
        store.newsgraph(&["reference", "import", &topics, &people]).succeeds();
        assert_eq!(store.value("SELECT CAST(count(*) AS TEXT) FROM topic WHERE name = 'zorbing'"), "2");
        assert_eq!(store.value("SELECT CAST(ended_on AS TEXT) FROM tenure"), "2021-01-01");
        let before = store.dump();
        store.newsgraph(&["reference", "import", &topics, &people]).succeeds();
        assert_eq!(store.dump(), before);
    }

    fn what_is_no_reference_data_is_said(store: &Store) {
        let file = store.file("other.json", "{\"name\": \"nothing\"}");
        store.newsgraph(&["reference", "import", &file]).fails(1, &["other.json", "persons and memberships"]);
        let strangers = store.file("ministers.json", "{\"memberships\": [{\"person_id\": \"p1\", \"role\": \"Minister\"}]}");
        let told = store.newsgraph(&["reference", "import", &strangers]).succeeds().stderr;
        assert!(told.contains("1 memberships name people or organizations that neither"), "{told}");
        let nowhere = store.file("nowhere.json", r#"{"persons": [{"id": "a", "name": "Bram Alder"}],
            "memberships": [{"person_id": "a", "organization_id": "nope", "role": "Chair"},
                            {"person_id": "a", "role": "Judge", "start_date": "2005-05-01", "end_date": "2004-05-01"}]}"#);
        let told = store.newsgraph(&["reference", "import", &nowhere]).succeeds().stderr;
        assert!(told.contains("1 memberships name people or organizations that neither"), "{told}");
        assert!(told.contains("nowhere.json: \"Judge\" of \"Bram Alder\" was left out: it ends"), "{told}");
        assert_eq!((store.count("office"), store.count("tenure")), (0, 0));
    }
}
