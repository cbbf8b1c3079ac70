//! Fewer entries for each row that comes in. An index over a column that is mostly null holds only the rows that have
//! a value, since nobody asks for those that have none. In `SQLite` the two tables with most rows are stored in the
//! order of their keys, instead of beside an index of them. An index that no question uses goes.

use crate::ddl::{by_key, drop_index, index, unique};
use sea_orm_migration::prelude::*;

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
        by_key(manager, &BY_KEY, true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        by_key(manager, &BY_KEY, false).await?;
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
