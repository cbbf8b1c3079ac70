//! Articles that print nearly the same text: what finds them, and the links between them.

use crate::ddl::{Link, create, double, drop, index, join_table, refer};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![index("article_band", &["article_id"]), index("near_duplicate", &["other_id"])];
        create(manager, vec![fingerprint(), band(), near_duplicate()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["near_duplicate", "article_band", "article_fingerprint"]).await
    }
}

/// `minima` are 64 numbers of 32 bits: the share of equal ones estimates how much two bodies have in common.
fn fingerprint() -> TableCreateStatement {
    let mut fingerprint = join_table("article_fingerprint", &["article_id"]);
    refer(&mut fingerprint, "article_id", "article", Link::Part);
    fingerprint.col(ColumnDef::new("minima").binary().not_null()).take()
}

/// Articles that share a key share four minima: candidates, to be compared.
fn band() -> TableCreateStatement {
    let mut band = join_table("article_band", &["key", "article_id"]);
    band.col(ColumnDef::new("key").big_integer().not_null());
    refer(&mut band, "article_id", "article", Link::Part).take()
}

/// Both ways: a row for each of the two. `similarity` is the estimated Jaccard similarity of their word fives.
fn near_duplicate() -> TableCreateStatement {
    let mut pair = join_table("near_duplicate", &["article_id", "other_id"]);
    refer(&mut pair, "article_id", "article", Link::Part);
    refer(&mut pair, "other_id", "article", Link::Part);
    pair.col(double("similarity")).take()
}
