//! Feeds that are watched: what makes the next request conditional.

use crate::ddl::{create, drop, instant_null, integer, table, text, text_null, unique};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![feed()], vec![unique("feed", &["url"])]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["feed"]).await
    }
}

/// `etag` and `modified` are the server's words, sent back as they came. `failures` counts the polls that failed
/// since the last one that did not; `failure` is the latest reason.
fn feed() -> TableCreateStatement {
    table("feed")
        .col(text("url"))
        .col(text_null("etag"))
        .col(text_null("modified"))
        .col(instant_null("polled_at"))
        .col(integer("failures"))
        .col(text_null("failure"))
        .take()
}
