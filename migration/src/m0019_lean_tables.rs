//! Fewer entries for each article that comes in. The keys of near duplicates, sixteen an article, are found by
//! themselves alone; two indexes that no question uses go. In `SQLite` they and two more tables are stored in the order
//! of their keys, instead of beside an index of them.

use crate::ddl::{by_key, drop_index, index};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The tables whose key is made of two columns.
const BY_KEY: [&str; 3] = ["article_band", "article_topic", "statement_office"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in unused() {
            drop_index(manager, &index).await?;
        }
        // SQLite's foreign key stays: to look after it costs little there, and to drop it the table would be made anew.
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            let mut key = ForeignKey::drop();
            key.name(ARTICLE).table("article_band");
            manager.drop_foreign_key(key).await?;
        }
        by_key(manager, &BY_KEY, true).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        by_key(manager, &BY_KEY, false).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            let mut key = ForeignKey::create();
            key.name(ARTICLE).from("article_band", "article_id").to("article", "id");
            manager.create_foreign_key(key.on_delete(ForeignKeyAction::Cascade).take()).await?;
        }
        for index in unused() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

const ARTICLE: &str = "fk_article_band_article_id";

/// The keys of an article are made again from its fingerprint; by the others nobody looks.
fn unused() -> [IndexCreateStatement; 3] {
    [
        index("article_band", &["article_id"]),
        index("statement", &["first_article_id"]),
        index("office_mention", &["office_id"]),
    ]
}
