//! The journal: each run over documents, and what became of each document of it.

use crate::ddl::{
    Link, choice, create, drop, index, instant, instant_null, join_table, refer, table, text, text_null,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const VERBS: &[&str] = &["ingest", "import", "reextract", "watch"];
const OUTCOMES: &[&str] = &["created", "updated", "unchanged", "rejected"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![index("run_document", &["run_id", "outcome", "number"])];
        create(manager, vec![run(), run_document()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["run_document", "run"]).await
    }
}

/// `inputs` is a JSON list of what the user named. A run without `ended_at` goes on or was cut off: `written_at`
/// is when its latest batch was written.
fn run() -> TableCreateStatement {
    table("run")
        .col(choice("verb", VERBS))
        .col(ColumnDef::new("inputs").json_binary().not_null())
        .col(instant("started_at"))
        .col(instant("written_at"))
        .col(instant_null("ended_at"))
        .take()
}

/// `number` counts the documents of a run from 0, in an order that is the same for the same inputs. `sha256` is
/// null for what could not be read at all; `reason` is a sentence, for what was rejected.
fn run_document() -> TableCreateStatement {
    let mut document = join_table("run_document", &["run_id", "number"]);
    refer(&mut document, "run_id", "run", Link::Part);
    document
        .col(ColumnDef::new("number").big_integer().not_null())
        .col(text("place"))
        .col(text_null("sha256"))
        .col(choice("outcome", OUTCOMES))
        .col(text_null("reason"))
        .take()
}
