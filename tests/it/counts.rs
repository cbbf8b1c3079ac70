//! The kept counts of statements are what counting anew would give, whatever came in and in whatever order: looked at in the
//! database of every test when the test is through with it. And the API tells the same by them as by counting.

use crate::harness::{Database, Server, Store, corpus, on_both_databases};

/// The counts by counting: of all statements, by kind, month, topic and publisher.
fn counted(store: &Store) -> Vec<Vec<Option<String>>> {
    let month = match store.database {
        Database::Sqlite => "strftime('%Y%m', said_on)",
        Database::Postgres => "to_char(said_on, 'YYYYMM')",
    };
    let speaker = "CASE WHEN speaker_person_id IS NULL THEN 'organization' ELSE 'person' END AS kind_of, \
                   COALESCE(speaker_person_id, speaker_organization_id) AS number";
    let said = format!(
        "(SELECT id, kind, said_on, {speaker} FROM statement WHERE status <> 'rejected' \
         AND (speaker_person_id IS NOT NULL OR speaker_organization_id IS NOT NULL)) AS said"
    );
    let parts = [
        format!("SELECT kind_of, number, 'all' AS facet, '0' AS part, id FROM {said}"),
        format!("SELECT kind_of, number, kind, '0', id FROM {said}"),
        format!("SELECT kind_of, number, 'month', {month}, id FROM {said}"),
        format!(
            "SELECT kind_of, number, 'topic', CAST(topic_id AS TEXT), id FROM {said} JOIN statement_topic ON statement_id = id"
        ),
        format!(
            "SELECT kind_of, number, 'publisher', CAST(publisher_id AS TEXT), said.id FROM {said} \
             JOIN quote ON quote.statement_id = said.id JOIN article ON article.id = quote.article_id \
             WHERE publisher_id IS NOT NULL"
        ),
    ];
    let all = parts.join(" UNION ALL ");
    store.rows(&format!(
        "SELECT kind_of, CAST(number AS TEXT), facet, part, CAST(count(DISTINCT id) AS TEXT) FROM ({all}) AS parts \
         GROUP BY kind_of, number, facet, part ORDER BY 1, 2, 3, 4"
    ))
}

/// Fails unless the kept counts are what counting gives. Gives how many there are.
#[track_caller]
pub(crate) fn hold(store: &Store) -> usize {
    let mut kept = store.rows(
        "SELECT speaker_kind, CAST(speaker_id AS TEXT), facet, CAST(part_id AS TEXT), CAST(count AS TEXT) FROM statement_count",
    );
    let mut counted = counted(store);
    kept.sort();
    counted.sort();
    let differ = kept.iter().zip(&counted).find(|(kept, counted)| kept != counted);
    assert!(
        differ.is_none() && kept.len() == counted.len(),
        "{differ:?}, {} and {}",
        kept.len(),
        counted.len()
    );
    kept.len()
}

/// Two tellings of a story: other words, another publisher, another day.
fn page(words: &str, publisher: &str, day: u32) -> String {
    format!(
        "{{\"url\": \"https://news.test/1\", \"headline\": \"Harbour opens\", \"published_on\": \"2026-02-{day:02}\", \
         \"language\": \"en\", \"publisher\": {{\"name\": \"{publisher}\"}}, \"tags\": [\"Harbours\"], \
         \"body\": \"Mayor Ada Quill spoke about the harbour of Avenmouth.\\n\\\"{words},\\\" Mayor Ada Quill said.\"}}\n"
    )
}

on_both_databases! {
    fn they_hold_for_the_corpus_and_when_it_comes_again(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        assert!(hold(store) > 100);
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        hold(store);
    }

    fn they_hold_when_a_story_is_told_anew(store: &Store) {
        for (words, publisher, day) in [
            ("We will open the harbour in May", "Avenmouth Echo", 3),
            ("We will open the harbour in May", "Avenmouth Post", 3),
            ("We will open the old market of the town first", "Avenmouth Post", 3),
            ("We will open the harbour in May", "Avenmouth Echo", 28),
        ] {
            let file = store.file("page.jsonl", page(words, publisher, day));
            store.newsgraph(&["ingest", &file]).succeeds();
            assert!(hold(store) > 3, "{words}, {publisher}, {day}");
        }
    }

    fn what_was_there_before_is_counted_by_the_migration(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        store.execute("DELETE FROM statement_count");
        let back = store.newsgraph(&["migrate", "status"]).succeeds().stdout;
        let newer = back.lines().skip_while(|line| !line.contains("m0015")).count();
        store.newsgraph(&["migrate", "down", "--steps", &newer.to_string()]).succeeds();
        store.newsgraph(&["migrate", "up"]).succeeds();
        assert!(hold(store) > 100);
    }
}

#[test]
fn a_page_of_a_person_tells_what_a_filtered_list_counts() {
    for database in [Database::Sqlite, Database::Postgres] {
        let server = Server::shared(database);
        let what = "totalCount facets(by: [TOPIC, PUBLISHER, KIND, MONTH]) { by counts { key label count } } \
                    timeline(interval: MONTH) { from count }";
        let people = server.ask("{ people(filter: { hasStatements: true }, first: 100) { nodes { slug } } }");
        let people = people["people"]["nodes"].as_array().expect("people");
        assert!(people.len() > 10);
        for person in people {
            let slug = &person["slug"];
            // A range that holds every day makes the list one that is counted.
            let asked = format!(
                "{{ kept: person(by: {{ slug: {slug} }}) {{ statements {{ {what} }} }} \
                 again: statements(filter: {{ speaker: {{ slug: {slug} }} }}) {{ {what} }} \
                 counted: statements(filter: {{ speaker: {{ slug: {slug} }}, said: {{ from: \"1000-01-01\" }} }}) {{ {what} }} }}"
            );
            let answer = server.ask(&asked);
            assert_eq!(answer["kept"]["statements"], answer["counted"], "{database:?} {slug}");
            assert_eq!(answer["again"], answer["counted"], "{database:?} {slug}");
        }
    }
}
