//! `SQLite` takes every mark off a Latin letter, as `PostgreSQL` does: "Nguyen" finds "Nguyễn". `PostgreSQL` leaves the
//! blanks of a text where they are: to put one in the place of each was a third of its work. All indexes over text are
//! made anew.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tables with a full-text index, each with its columns.
const TEXTS: [(&str, &str); 7] = [
    ("statement", "text"),
    ("article", "headline, body"),
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
        anew(manager, ", tokenize='unicode61 remove_diacritics 2'", r"\u0001-\u001F\u0021-\u002F").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        anew(manager, "", r"\u0001-\u002F").await
    }
}

/// Makes the indexes anew, with a tokenizer of `SQLite`, or with the signs of ASCII before the digits that `PostgreSQL` does
/// not look at.
async fn anew(manager: &SchemaManager<'_>, tokenizer: &str, signs: &str) -> Result<(), DbErr> {
    let is_sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    for (table, columns) in TEXTS {
        let statements =
            if is_sqlite { fts5(table, columns, tokenizer) } else { vector(table, columns, signs) };
        for statement in statements {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
    }
    Ok(())
}

/// The triggers name the index, and write to the new one.
fn fts5(table: &str, columns: &str, tokenizer: &str) -> Vec<String> {
    let index = format!("{table}_text");
    vec![
        format!("DROP TABLE {index}"),
        format!(
            "CREATE VIRTUAL TABLE {index} USING fts5({columns}, content='{table}', content_rowid='id'{tokenizer})"
        ),
        format!("INSERT INTO {index}({index}) VALUES ('rebuild')"),
    ]
}

/// The index goes with its column.
fn vector(table: &str, columns: &str, signs: &str) -> Vec<String> {
    let text = columns.replace(", ", " || ' ' || ");
    let plain = plain(&text, signs);
    vec![
        format!("ALTER TABLE {table} DROP COLUMN text_vector"),
        format!(
            "ALTER TABLE {table} ADD COLUMN text_vector tsvector \
             GENERATED ALWAYS AS (to_tsvector('simple', {plain})) STORED"
        ),
        format!("CREATE INDEX idx_{table}_text_vector ON {table} USING gin (text_vector)"),
    ]
}

/// SQL of a text's letters and digits without accents, as [`crate::m0007_text_alike`] has it.
fn plain(text: &str, signs: &str) -> String {
    const MARKS: &str = r"[\u0300-\u036F]";
    const OTHERS: &str = r"\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u2000-\u206F\u20A0-\u20CF\u2190-\u27BF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\uFE10-\uFE6F\uFF00-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65";
    format!(
        "lower(regexp_replace(regexp_replace(normalize({text}, NFKD), '{MARKS}', '', 'g'), '[{signs}{OTHERS}]+', ' ', 'g'))"
    )
}
