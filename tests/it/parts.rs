//! The row of a statement holds of its topics, offices, mentions and first quote what their tables say, whatever came in, was
//! corrected, merged or imported: looked at in the database of every test when the test is through with it.

use crate::harness::{Database, Store, corpus, on_both_databases};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Fails unless every statement's row says what the tables say. Gives how many there are.
#[track_caller]
pub(crate) fn hold(store: &Store) -> usize {
    let mut told: BTreeMap<String, ([Vec<Value>; 3], Value)> = BTreeMap::new();
    let rows = store.rows("SELECT CAST(id AS TEXT), parts FROM statement");
    let number = |cell: &Option<String>| cell.as_deref().map(|text| text.parse::<i64>().expect("a number"));
    let flag = |cell: &Option<String>| matches!(cell.as_deref(), Some("1" | "true"));
    for row in store.rows(
        "SELECT CAST(statement_id AS TEXT), CAST(topic_id AS TEXT), basis, CAST(is_inherited AS TEXT), \
         CAST(is_editorial AS TEXT) FROM statement_topic ORDER BY statement_topic.topic_id",
    ) {
        let [Some(statement), topic, basis, is_inherited, is_editorial] = &row[..] else { panic!("{row:?}") };
        let topic = json!([number(topic), basis, flag(is_inherited), flag(is_editorial)]);
        told.entry(statement.clone()).or_default().0[0].push(topic);
    }
    for row in store.rows(
        "SELECT CAST(statement_id AS TEXT), CAST(office_id AS TEXT), basis, qualifier, printed \
         FROM statement_office ORDER BY statement_office.office_id",
    ) {
        let [Some(statement), office, basis, qualifier, printed] = &row[..] else { panic!("{row:?}") };
        let office = json!([number(office), basis, qualifier, printed]);
        told.entry(statement.clone()).or_default().0[1].push(office);
    }
    for row in store.rows(
        "SELECT CAST(statement_id AS TEXT), CAST(person_id AS TEXT), CAST(organization_id AS TEXT), \
         CAST(place_id AS TEXT), printed FROM statement_mention ORDER BY statement_mention.id",
    ) {
        let [Some(statement), person, organization, place, printed] = &row[..] else { panic!("{row:?}") };
        let mention = json!([number(person), number(organization), number(place), printed]);
        told.entry(statement.clone()).or_default().0[2].push(mention);
    }
    for row in store.rows(
        "SELECT CAST(statement_id AS TEXT), CAST(id AS TEXT), CAST(article_id AS TEXT) FROM quote ORDER BY quote.id DESC",
    ) {
        let [Some(statement), quote, article] = &row[..] else { panic!("{row:?}") };
        told.entry(statement.clone()).or_default().1 = json!([number(quote), number(article)]);
    }
    for row in &rows {
        let [Some(id), Some(parts)] = &row[..] else { panic!("{row:?}") };
        let kept: Value = serde_json::from_str(parts).expect("JSON");
        let ([topics, offices, mentions], quote) = told.remove(id).unwrap_or_default();
        assert_eq!(kept, json!([topics, offices, mentions, quote]), "statement {id}");
    }
    rows.len()
}

on_both_databases! {
    fn what_was_there_before_is_told_by_the_migration(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        assert!(hold(store) > 50);
        let before = store.rows("SELECT CAST(id AS TEXT), parts FROM statement ORDER BY statement.id");
        let status = store.newsgraph(&["migrate", "status"]).succeeds().stdout;
        let newer = status.lines().skip_while(|line| !line.contains("m0018")).count();
        store.newsgraph(&["migrate", "down", "--steps", &newer.to_string()]).succeeds();
        store.newsgraph(&["migrate", "up"]).succeeds();
        let after = store.rows("SELECT CAST(id AS TEXT), parts FROM statement ORDER BY statement.id");
        assert_eq!(before, after, "to the letter");
    }
}

/// Whether a database has the statements of this program's schema: a test may have taken them, or itself, away.
pub(crate) fn are_there(store: &Store) -> bool {
    let tables = match store.database {
        Database::Sqlite => "SELECT count(*) FROM pragma_table_info('statement') WHERE name = 'parts'",
        Database::Postgres => {
            "SELECT count(*) FROM information_schema.columns WHERE table_name = 'statement' AND column_name = 'parts'"
        }
    };
    store.try_rows(tables).is_some_and(|rows| rows[0][0].as_deref() == Some("1"))
}
