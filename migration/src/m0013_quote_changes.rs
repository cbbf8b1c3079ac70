//! What an article's later version prints in the place of an earlier quote.

use crate::ddl::{Link, create, drop, index, join_table, refer};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![change()], vec![index("quote_change", &["replaced_id"])]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["quote_change"]).await
    }
}

/// The quote whose words changed, and the one with the words before.
fn change() -> TableCreateStatement {
    let mut change = join_table("quote_change", &["quote_id"]);
    refer(&mut change, "quote_id", "quote", Link::Part);
    refer(&mut change, "replaced_id", "quote", Link::Part).take()
}
