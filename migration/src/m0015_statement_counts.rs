//! How many statements each speaker made, in all and by what they divide by, kept by whoever changes a statement:
//! a person's page reads a few rows however much the person said.

use crate::ddl::{choice, create, drop, index, join_table};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const SPEAKERS: &[&str] = &["person", "organization"];
const FACETS: &[&str] = &["all", "direct", "indirect", "mixed", "month", "topic", "publisher"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![index("statement_count", &["speaker_kind", "speaker_id", "facet", "-count"])];
        create(manager, vec![statement_count()], indexes).await?;
        let month = match manager.get_database_backend() {
            DatabaseBackend::Postgres => {
                "EXTRACT(YEAR FROM said_on)::bigint * 100 + EXTRACT(MONTH FROM said_on)::bigint"
            }
            _ => "CAST(strftime('%Y%m', said_on) AS INTEGER)",
        };
        // Counts that come to nothing are found without reading the others.
        let empty = "CREATE INDEX idx_statement_count_count ON statement_count (count) WHERE count = 0";
        manager.get_connection().execute_unprepared(empty).await?;
        manager.get_connection().execute_unprepared(&fill(month)).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["statement_count"]).await
    }
}

/// `part_id` is the topic, the publisher, or the month as year and month in six digits; 0 where the facet is all.
fn statement_count() -> TableCreateStatement {
    let mut count = join_table("statement_count", &["speaker_kind", "speaker_id", "facet", "part_id"]);
    count
        .col(choice("speaker_kind", SPEAKERS))
        .col(ColumnDef::new("speaker_id").big_integer().not_null())
        .col(choice("facet", FACETS))
        .col(ColumnDef::new("part_id").big_integer().not_null())
        .col(ColumnDef::new("count").big_integer().not_null())
        .take()
}

/// Counts what is there.
fn fill(month: &str) -> String {
    let told = "SELECT id, kind, said_on, \
                CASE WHEN speaker_person_id IS NULL THEN 'organization' ELSE 'person' END AS speaker_kind, \
                COALESCE(speaker_person_id, speaker_organization_id) AS speaker_id FROM statement \
                WHERE status <> 'rejected' AND COALESCE(speaker_person_id, speaker_organization_id) IS NOT NULL";
    format!(
        "INSERT INTO statement_count (speaker_kind, speaker_id, facet, part_id, count) \
         WITH told AS ({told}), part AS ( \
             SELECT speaker_kind, speaker_id, 'all' AS facet, 0 AS part_id FROM told \
             UNION ALL SELECT speaker_kind, speaker_id, kind, 0 FROM told \
             UNION ALL SELECT speaker_kind, speaker_id, 'month', {month} FROM told \
             UNION ALL SELECT speaker_kind, speaker_id, 'topic', topic_id \
                 FROM told INNER JOIN statement_topic ON statement_topic.statement_id = told.id \
             UNION ALL SELECT speaker_kind, speaker_id, 'publisher', publisher_id FROM ( \
                 SELECT DISTINCT told.id, speaker_kind, speaker_id, article.publisher_id FROM told \
                 INNER JOIN quote ON quote.statement_id = told.id \
                 INNER JOIN article ON article.id = quote.article_id \
                 WHERE article.publisher_id IS NOT NULL) AS printed) \
         SELECT speaker_kind, speaker_id, facet, part_id, count(*) FROM part \
         GROUP BY speaker_kind, speaker_id, facet, part_id"
    )
}
