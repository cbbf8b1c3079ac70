//! Corrections that can be taken back. Each row of `correction` is one human's word on one record;
//! `statement_extracted` keeps what the extractor says of a statement beneath it, and `merged_row` which rows a
//! merge moved, so that taking it back moves the same ones. Roles of tokens begin with `reader`.
//!
//! The tables of corrections and tokens are made anew: nothing wrote them before.

use crate::ddl::{
    Link, boolean, choice, create, day, day_null, drop, index, instant, instant_null, integer, join_table,
    refer, table, text, text_null, unique,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const KINDS: &[&str] = &["merge", "statement", "status", "tenure", "name"];
const ROLES: &[&str] = &["reader", "ingester", "editor", "admin"];
const QUOTE_KINDS: &[&str] = &["direct", "indirect", "mixed"];
const PRECISIONS: &[&str] = &["day", "week", "month", "year"];
const SAID_BASES: &[&str] = &["explicit", "relative", "publication", "received"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["api_token", "correction"]).await?;
        let indexes = vec![
            index("correction", &["statement_id"]),
            index("correction", &["person_id"]),
            index("correction", &["organization_id"]),
            index("statement_extracted", &["speaker_person_id", "said_on"]),
            index("statement_extracted", &["speaker_organization_id", "said_on"]),
            unique("api_token", &["name"]),
            unique("api_token", &["sha256"]),
        ];
        let tables = vec![correction(), statement_extracted(), merged_row(), api_token(ROLES)];
        create(manager, tables, indexes).await?;
        for (table, column) in EDITORIAL {
            let add = Table::alter().table(table).add_column(boolean(column)).take();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in EDITORIAL {
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        drop(manager, &["api_token", "merged_row", "statement_extracted", "correction"]).await?;
        crate::m0005_people_at_work::Migration.up(manager).await
    }
}

/// What a human said, where the basis of the same row tells what the machine went by.
const EDITORIAL: [(&str, &str); 2] =
    [("statement", "said_is_editorial"), ("statement_topic", "is_editorial")];

/// `before` and `after` are JSON: what the correction changed. It holds until it is undone.
fn correction() -> TableCreateStatement {
    let mut correction = table("correction");
    correction
        .col(choice("kind", KINDS))
        .col(instant("made_at"))
        .col(text("made_by"))
        .col(text_null("reason"))
        .col(ColumnDef::new("before").json_binary().not_null())
        .col(ColumnDef::new("after").json_binary().not_null())
        .col(instant_null("undone_at"))
        .col(text_null("undone_by"))
        .col(text_null("undone_reason"));
    refer(&mut correction, "statement_id", "statement", Link::Loose);
    refer(&mut correction, "person_id", "person", Link::Loose);
    refer(&mut correction, "organization_id", "organization", Link::Loose).take()
}

/// A statement that a human looked at, as the extractor has it. `topics` and `offices` are JSON: those that were
/// found, without the broader ones, and those that were printed.
fn statement_extracted() -> TableCreateStatement {
    let mut extracted = join_table("statement_extracted", &["statement_id"]);
    refer(&mut extracted, "statement_id", "statement", Link::Part);
    refer(&mut extracted, "speaker_person_id", "person", Link::Loose);
    refer(&mut extracted, "speaker_organization_id", "organization", Link::Loose);
    extracted
        .col(text_null("speaker_printed"))
        .col(choice("kind", QUOTE_KINDS))
        .col(day("said_on"))
        .col(choice("said_precision", PRECISIONS))
        .col(choice("said_basis", SAID_BASES))
        .col(ColumnDef::new("topics").json_binary().not_null())
        .col(ColumnDef::new("offices").json_binary().not_null())
        .take()
}

/// A row that a merge moved to the person that stays; `part` is the rest of a key of two columns, else 0.
fn merged_row() -> TableCreateStatement {
    let mut moved = join_table("merged_row", &["correction_id", "table_name", "row_id", "part"]);
    refer(&mut moved, "correction_id", "correction", Link::Part);
    moved
        .col(text("table_name"))
        .col(ColumnDef::new("row_id").big_integer().not_null())
        .col(integer("part"))
        .take()
}

fn api_token(roles: &'static [&'static str]) -> TableCreateStatement {
    table("api_token")
        .col(text("name"))
        .col(text("sha256"))
        .col(choice("role", roles))
        .col(instant("created_at"))
        .col(day_null("expires_on"))
        .col(instant_null("revoked_at"))
        .take()
}
