//! Pages that entries of feeds lead to: when each was asked for, and which article it turned out to be.

use crate::ddl::{Link, create, drop, index, instant, refer, table, text, unique};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![unique("feed_page", &["url"]), index("feed_page", &["article_id"])];
        create(manager, vec![feed_page()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["feed_page"]).await
    }
}

/// `url` is the link of the entry; `article_id` the article that it leads to, where that calls itself otherwise: the link
/// redirects, or its page names another address as its own.
fn feed_page() -> TableCreateStatement {
    let mut page = table("feed_page");
    page.col(text("url")).col(instant("asked_at"));
    refer(&mut page, "article_id", "article", Link::Loose).take()
}
