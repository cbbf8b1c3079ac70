//! Both databases find the same words, and names are found by any word in them. `PostgreSQL`'s own parser keeps
//! addresses, hyphenated words and decimals whole and letters with their accents, so it is given what FTS5 makes of a
//! text: letters and digits alone, without accents. Names and titles get the same index as statements and articles.

use crate::ddl::index;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What had an index before, with the text of it.
const TEXTS: [(&str, &str); 2] = [("statement", "text"), ("article", "headline || ' ' || body")];
/// What gets one, with the column of it.
const NAMES: [(&str, &str); 5] = [
    ("person_name", "name"),
    ("organization_name", "name"),
    ("place_name", "name"),
    ("topic_name", "name"),
    ("office", "title"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements: Vec<String> = if manager.get_database_backend() == DatabaseBackend::Sqlite {
            NAMES.iter().flat_map(|(table, column)| fts5(table, column)).collect()
        } else {
            let again = TEXTS.iter().flat_map(|(table, text)| {
                std::iter::once(without_vector(table)).chain(with_vector(table, &plain(text)))
            });
            again.chain(NAMES.iter().flat_map(|(table, column)| with_vector(table, &plain(column)))).collect()
        };
        run(manager, statements).await?;
        manager.create_index(published()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = published().get_index_spec().get_name().unwrap_or_default().to_owned();
        manager.drop_index(Index::drop().name(name).table("statement").to_owned()).await?;
        let statements: Vec<String> = if manager.get_database_backend() == DatabaseBackend::Sqlite {
            let drop = |(table, _): &(&str, &str)| {
                let triggers =
                    ["insert", "delete", "update"].map(|verb| format!("DROP TRIGGER {table}_text_{verb}"));
                triggers.into_iter().chain([format!("DROP TABLE {table}_text")]).collect::<Vec<String>>()
            };
            NAMES.iter().flat_map(drop).collect()
        } else {
            let names = NAMES.iter().map(|(table, _)| without_vector(table));
            let texts = TEXTS.iter().flat_map(|(table, text)| {
                std::iter::once(without_vector(table)).chain(with_vector(table, text))
            });
            names.chain(texts).collect()
        };
        run(manager, statements).await
    }
}

/// Lists in the order of first appearance.
fn published() -> IndexCreateStatement {
    index("statement", &["-first_appeared_at", "-id"])
}

/// SQL of a text's letters and digits without accents. The ranges are the punctuation and signs of ASCII, Latin-1,
/// general punctuation, arrows to dingbats, CJK and full-width forms; they do not depend on the database's locale, as
/// a class of characters would.
fn plain(text: &str) -> String {
    const MARKS: &str = r"[\u0300-\u036F]";
    const SIGNS: &str = r"[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u2000-\u206F\u20A0-\u20CF\u2190-\u27BF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\uFE10-\uFE6F\uFF00-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]+";
    format!(
        "lower(regexp_replace(regexp_replace(normalize({text}, NFKD), '{MARKS}', '', 'g'), '{SIGNS}', ' ', 'g'))"
    )
}

fn without_vector(table: &str) -> String {
    format!("ALTER TABLE {table} DROP COLUMN text_vector")
}

fn with_vector(table: &str, text: &str) -> [String; 2] {
    [
        format!(
            "ALTER TABLE {table} ADD COLUMN text_vector tsvector \
             GENERATED ALWAYS AS (to_tsvector('simple', {text})) STORED"
        ),
        format!("CREATE INDEX idx_{table}_text_vector ON {table} USING gin (text_vector)"),
    ]
}

/// An FTS5 index over a column of a table, filled with what is there, and the triggers that keep it so.
fn fts5(table: &str, column: &str) -> Vec<String> {
    let insert = format!("INSERT INTO {table}_text(rowid, {column}) VALUES (new.id, new.{column});");
    let delete = format!(
        "INSERT INTO {table}_text({table}_text, rowid, {column}) VALUES ('delete', old.id, old.{column});"
    );
    vec![
        format!(
            "CREATE VIRTUAL TABLE {table}_text USING fts5({column}, content='{table}', content_rowid='id')"
        ),
        format!("INSERT INTO {table}_text({table}_text) VALUES ('rebuild')"),
        format!("CREATE TRIGGER {table}_text_insert AFTER INSERT ON {table} BEGIN {insert} END"),
        format!("CREATE TRIGGER {table}_text_delete AFTER DELETE ON {table} BEGIN {delete} END"),
        format!(
            "CREATE TRIGGER {table}_text_update AFTER UPDATE OF {column} ON {table} BEGIN {delete} {insert} END"
        ),
    ]
}

async fn run(manager: &SchemaManager<'_>, statements: Vec<String>) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}
