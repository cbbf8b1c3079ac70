//! Full text over statements and articles: the one place where the two databases differ. `SQLite` has FTS5
//! tables kept by triggers, `PostgreSQL` generated `tsvector` columns under GIN. Both fold case, neither stems:
//! a fact-checker asks for the words that were said.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            DatabaseBackend::Sqlite => {
                let mut all = fts5("statement", "text");
                all.extend(fts5("article", "headline, body"));
                all
            }
            _ => vec![
                "ALTER TABLE statement ADD COLUMN text_vector tsvector \
                 GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED"
                    .to_owned(),
                "CREATE INDEX idx_statement_text_vector ON statement USING gin (text_vector)".to_owned(),
                "ALTER TABLE article ADD COLUMN text_vector tsvector \
                 GENERATED ALWAYS AS (to_tsvector('simple', headline || ' ' || body)) STORED"
                    .to_owned(),
                "CREATE INDEX idx_article_text_vector ON article USING gin (text_vector)".to_owned(),
            ],
        };
        run(manager, statements).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            DatabaseBackend::Sqlite => ["statement", "article"]
                .iter()
                .flat_map(|table| {
                    ["insert", "delete", "update"]
                        .map(|verb| format!("DROP TRIGGER {table}_text_{verb}"))
                        .into_iter()
                        .chain([format!("DROP TABLE {table}_text")])
                })
                .collect(),
            _ => vec![
                "ALTER TABLE statement DROP COLUMN text_vector".to_owned(),
                "ALTER TABLE article DROP COLUMN text_vector".to_owned(),
            ],
        };
        run(manager, statements).await
    }
}

/// An FTS5 index over `columns` of `table` that keeps no text of its own, and the triggers that keep it so.
fn fts5(table: &str, columns: &str) -> Vec<String> {
    let values = |row: &str| {
        let each: Vec<String> = columns.split(", ").map(|column| format!("{row}.{column}")).collect();
        each.join(", ")
    };
    let (new, old) = (values("new"), values("old"));
    let insert = format!("INSERT INTO {table}_text(rowid, {columns}) VALUES (new.id, {new});");
    let delete =
        format!("INSERT INTO {table}_text({table}_text, rowid, {columns}) VALUES ('delete', old.id, {old});");
    vec![
        format!(
            "CREATE VIRTUAL TABLE {table}_text USING fts5({columns}, content='{table}', content_rowid='id')"
        ),
        format!("CREATE TRIGGER {table}_text_insert AFTER INSERT ON {table} BEGIN {insert} END"),
        format!("CREATE TRIGGER {table}_text_delete AFTER DELETE ON {table} BEGIN {delete} END"),
        format!(
            "CREATE TRIGGER {table}_text_update AFTER UPDATE OF {columns} ON {table} \
             BEGIN {delete} {insert} END"
        ),
    ]
}

async fn run(manager: &SchemaManager<'_>, statements: Vec<String>) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}
