//! The migrations: up, down and up again leave the same tables, and the entities describe them.

use crate::harness::{Store, on_both_databases};
use sea_orm::{ColumnTrait as _, EntityName as _, Iterable as _, sea_query::Iden as _};
use std::collections::{BTreeMap, BTreeSet};

on_both_databases! {
    fn up_down_up_leaves_the_same_tables(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        let tables = store.columns();
        assert!(tables.len() > 25, "{tables:?}");
        store.newsgraph(&["migrate", "down", "--steps", "100"]).succeeds();
        assert_eq!(store.columns(), BTreeMap::new(), "what went up comes down");
        store.newsgraph(&["migrate", "up"]).succeeds();
        assert_eq!(store.columns(), tables);
        let status = store.newsgraph(&["migrate", "status"]).succeeds().stdout;
        assert!(status.lines().all(|line| line.starts_with("applied")), "{status}");
    }

    fn each_migration_goes_down_alone(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        let count = store.newsgraph(&["migrate", "status"]).stdout.lines().count();
        for left in (0..count).rev() {
            let status = store.newsgraph(&["migrate", "down"]).succeeds().stdout;
            assert_eq!(status.lines().filter(|line| line.starts_with("applied")).count(), left, "{status}");
        }
    }

    fn fresh_asks_first(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        store.execute("INSERT INTO topic (name, slug, kind) VALUES ('harbour', 'harbour', 'subject')");
        store.newsgraph(&["migrate", "fresh"]).fails(1, &["--yes"]);
        assert_eq!(store.count("topic"), 1);
        store.newsgraph(&["migrate", "fresh", "--yes"]).succeeds();
        assert_eq!(store.count("topic"), 0);
    }

    fn entities_are_the_tables(store: &Store) {
        store.newsgraph(&["migrate", "up"]).succeeds();
        let tables: BTreeMap<String, BTreeSet<(String, bool)>> = store
            .columns()
            .into_iter()
            .map(|(table, columns)| (table, columns.into_iter().map(|(name, null, _)| (name, null)).collect()))
            .collect();
        let entities = entities();
        for (table, columns) in &tables {
            assert_eq!(entities.get(table), Some(columns), "the entity of {table}");
        }
        assert_eq!(entities.len(), tables.len());
    }

    fn the_database_holds_what_it_promises(store: &Store) {
        store.newsgraph(&["ingest", &crate::harness::corpus().display().to_string()]).succeeds();
        for (promise, broken) in [
            ("text enums", "UPDATE statement SET kind = 'shouted'"),
            ("foreign keys", "UPDATE quote SET article_id = 999999"),
            ("unique slugs", "UPDATE person SET slug = 'same'"),
            ("unique addresses", "UPDATE article SET url = 'https://news.test/same'"),
            ("one speaker at most", "UPDATE statement SET speaker_person_id = 1, speaker_organization_id = 1"),
            ("words", "UPDATE statement SET text = NULL"),
        ] {
            assert!(store.try_execute(broken).is_err(), "{promise}: {broken}");
        }
    }
}

/// The columns of every entity, and whether each may be null.
fn entities() -> BTreeMap<String, BTreeSet<(String, bool)>> {
    macro_rules! all {
        ($($table:ident)+) => {
            BTreeMap::from([$({
                use entity::$table::{Column, Entity};
                let columns = Column::iter().map(|column| (column.to_string(), column.def().is_null()));
                (Entity.table_name().to_owned(), columns.collect())
            }),+])
        };
    }
    all!(api_token article article_author article_band article_fingerprint article_image article_link article_topic
         article_version correction document external_id feed feed_page mention merged_row near_duplicate office office_mention
         organization organization_name person person_name place place_name publication quote quote_change run
         run_document statement statement_count statement_extracted statement_mention statement_office statement_redirect
         statement_topic tenure topic topic_name)
}
