//! The order in which statements were published, for those who listen. Positions are handed out under the
//! writers' lock, so that their order is the order of commits: who has seen one has seen all before it.

use crate::ddl::{drop, index, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut publication = table("publication");
        manager.create_table(publication.col(position("latest")).take()).await?;
        for column in COLUMNS {
            manager
                .alter_table(Table::alter().table("statement").add_column(position(column)).take())
                .await?;
        }
        let database = manager.get_connection();
        database
            .execute_unprepared("UPDATE statement SET published_position = id, changed_position = id")
            .await?;
        database
            .execute_unprepared(
                "INSERT INTO publication (id, latest) SELECT 1, COALESCE(MAX(id), 0) FROM statement",
            )
            .await?;
        for column in COLUMNS {
            manager.create_index(index("statement", &[column])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let name = format!("idx_statement_{column}");
            manager.drop_index(Index::drop().name(name).table("statement").to_owned()).await?;
            manager.alter_table(Table::alter().table("statement").drop_column(column).take()).await?;
        }
        drop(manager, &["publication"]).await
    }
}

/// When a statement came in, and when it changed last.
const COLUMNS: [&str; 2] = ["published_position", "changed_position"];

fn position(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().default(0).take()
}
