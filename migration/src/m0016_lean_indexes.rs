//! Fewer entries for each row that comes in. An index over a column that is mostly null holds only the rows that have
//! a value, since nobody asks for those that have none. In `SQLite` the two tables with most rows are stored in the
//! order of their keys, instead of beside an index of them. An index that no question uses goes.

use crate::ddl::{drop_index, index, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DatabaseBackend, Statement};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Tables with a column that is null in most rows, and the other columns of an index over it.
const SPARSE: [(&str, &[&str], &str); 9] = [
    ("article", &["external_id"], "external_id"),
    ("article", &["dateline_place_id"], "dateline_place_id"),
    ("mention", &["person_id", "article_id"], "person_id"),
    ("mention", &["organization_id", "article_id"], "organization_id"),
    ("mention", &["place_id", "article_id"], "place_id"),
    ("statement", &["speaker_organization_id", "-said_on", "-id"], "speaker_organization_id"),
    (
        "statement_topic",
        &["topic_id", "speaker_organization_id", "-said_on", "-statement_id"],
        "speaker_organization_id",
    ),
    ("statement", &["speaker_person_id", "-said_on", "-id"], "speaker_person_id"),
    ("statement_topic", &["topic_id", "speaker_person_id", "-said_on", "-statement_id"], "speaker_person_id"),
];
/// What a statement may mention: one of them in each row.
const MENTIONED: [&str; 3] = ["person_id", "organization_id", "place_id"];
/// The tables with most rows that have a key of their own.
const BY_KEY: [&str; 2] = ["statement_topic", "statement_count"];
const WITHOUT_ROWID: &str = " WITHOUT ROWID";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (index, column) in sparse() {
            drop_index(manager, &index).await?;
            manager.create_index(index.clone().and_where(Expr::col(column).is_not_null()).take()).await?;
        }
        drop_index(manager, &unused()).await?;
        // The unique indexes were also how the mentions of a statement were found.
        manager.create_index(of_statement()).await?;
        by_key(manager, true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        by_key(manager, false).await?;
        drop_index(manager, &of_statement()).await?;
        manager.create_index(unused()).await?;
        for (index, _) in sparse() {
            drop_index(manager, &index).await?;
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// The indexes that become sparse, each with the column that must have a value.
fn sparse() -> Vec<(IndexCreateStatement, &'static str)> {
    let plain = SPARSE.iter().map(|(table, columns, column)| (index(table, columns), *column));
    let mentioned = MENTIONED.iter().flat_map(|column| {
        let of_entity = index("statement_mention", &[column, "statement_id"]);
        [(of_entity, *column), (unique("statement_mention", &["statement_id", column]), *column)]
    });
    plain.chain(mentioned).collect()
}

fn of_statement() -> IndexCreateStatement {
    index("statement_mention", &["statement_id"])
}

/// What a speaker's topics were counted with, before their counts were kept.
fn unused() -> IndexCreateStatement {
    index("statement_topic", &["speaker_person_id", "topic_id"])
}

/// Stores tables in the order of their keys, or beside an index of them. `PostgreSQL` has no such choice.
async fn by_key(manager: &SchemaManager<'_>, is_by_key: bool) -> Result<(), DbErr> {
    let database = manager.get_connection();
    if manager.get_database_backend() != DatabaseBackend::Sqlite {
        return Ok(());
    }
    for table in BY_KEY {
        let indexes = made_by(manager, table, "index").await?;
        let made = made_by(manager, table, "table").await?.concat();
        let made = made.trim_end_matches(WITHOUT_ROWID).replacen(&format!("\"{table}\""), "made_anew", 1);
        let how = if is_by_key { WITHOUT_ROWID } else { "" };
        let steps = [
            format!("{made}{how}"),
            // In the order of the key, so that pages are filled one after the other.
            format!("INSERT INTO made_anew SELECT * FROM {table} ORDER BY 1, 2"),
            format!("DROP TABLE {table}"),
            format!("ALTER TABLE made_anew RENAME TO {table}"),
        ];
        for step in steps.into_iter().chain(indexes) {
            database.execute_unprepared(&step).await?;
        }
    }
    Ok(())
}

/// The statements that made a table, or its indexes.
async fn made_by(manager: &SchemaManager<'_>, table: &str, what: &str) -> Result<Vec<String>, DbErr> {
    let sql = format!(
        "SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND type = '{what}' AND sql IS NOT NULL"
    );
    let database = manager.get_connection();
    let rows = database.query_all_raw(Statement::from_string(DatabaseBackend::Sqlite, sql)).await?;
    rows.iter().map(|row| row.try_get("", "sql")).collect()
}
