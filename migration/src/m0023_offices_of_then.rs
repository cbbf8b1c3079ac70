//! Offices that print says were held at the time it tells of: "then-President". They are former since, and were held on the
//! day of what was said then.

use crate::ddl::boolean;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_then = boolean("is_then");
        manager.alter_table(Table::alter().table("office_mention").add_column(is_then).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("office_mention").drop_column("is_then").take()).await
    }
}
