//! What humans add: corrections that outlive every re-run, and the tokens of those who may write.

use crate::ddl::{
    Link, choice, create, day_null, drop, index, instant, instant_null, refer, table, text, text_null, unique,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const CORRECTIONS: &[&str] = &["merge", "unmerge", "speaker", "status", "tenure", "name"];
const ROLES: &[&str] = &["editor", "ingester", "admin"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            index("correction", &["statement_id"]),
            index("correction", &["person_id"]),
            unique("api_token", &["name"]),
            unique("api_token", &["sha256"]),
        ];
        create(manager, vec![correction(), api_token()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["api_token", "correction"]).await
    }
}

/// `before` and `after` are JSON: the columns that the correction changed.
fn correction() -> TableCreateStatement {
    let mut correction = table("correction");
    correction
        .col(choice("kind", CORRECTIONS))
        .col(instant("made_at"))
        .col(text("made_by"))
        .col(text_null("reason"))
        .col(ColumnDef::new("before").json_binary().not_null())
        .col(ColumnDef::new("after").json_binary().not_null());
    refer(&mut correction, "statement_id", "statement", Link::Loose);
    refer(&mut correction, "person_id", "person", Link::Loose).take()
}

/// Only the hash of a token is kept.
fn api_token() -> TableCreateStatement {
    table("api_token")
        .col(text("name"))
        .col(text("sha256"))
        .col(choice("role", ROLES))
        .col(instant("created_at"))
        .col(day_null("expires_on"))
        .col(instant_null("revoked_at"))
        .take()
}
