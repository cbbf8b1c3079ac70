//! The kept counts without indexes by their size. A speaker has as many counts of a kind as there are topics or
//! publishers: to sort those few when they are asked for costs less than to move an entry with every count that changes,
//! and `PostgreSQL` changes a row in its place where no index names what changed.

use crate::ddl::{drop_index, index};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_index(manager, &by_size()).await?;
        manager.drop_index(Index::drop().name(EMPTY).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(by_size()).await?;
        let empty = format!("CREATE INDEX {EMPTY} ON statement_count (count) WHERE count = 0");
        manager.get_connection().execute_unprepared(&empty).await?;
        Ok(())
    }
}

/// The largest counts of a speaker came from it.
fn by_size() -> IndexCreateStatement {
    index("statement_count", &["speaker_kind", "speaker_id", "facet", "-count"])
}

/// Counts that come to nothing were found by it.
const EMPTY: &str = "idx_statement_count_count";
