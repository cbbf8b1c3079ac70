//! Positions and who held them when.

use crate::ddl::{
    Link, boolean, choice, choice_null, create, day_null, drop, index, refer, table, text, unique,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const PRECISIONS: &[&str] = &["day", "month", "year"];
/// Reference data, an article that prints the office beside the name, or a human.
const BASES: &[&str] = &["reference", "printed", "editorial"];
const QUALIFIERS: &[&str] = &["former", "acting", "designate"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut office = table("office");
        office.col(text("slug")).col(text("title"));
        refer(&mut office, "jurisdiction_id", "place", Link::Loose);
        refer(&mut office, "organization_id", "organization", Link::Loose);
        let indexes = vec![
            unique("office", &["slug"]),
            index("office", &["jurisdiction_id"]),
            index("office", &["organization_id"]),
            index("tenure", &["office_id", "-started_on"]),
            index("tenure", &["person_id", "-started_on"]),
        ];
        create(manager, vec![office, tenure()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["tenure", "office"]).await
    }
}

/// For a tenure printed in articles, `started_on` and `ended_on` are the first and last day it was seen;
/// otherwise a null start or end is open.
fn tenure() -> TableCreateStatement {
    let mut tenure = table("tenure");
    refer(&mut tenure, "office_id", "office", Link::Part);
    refer(&mut tenure, "person_id", "person", Link::Part);
    tenure
        .col(day_null("started_on"))
        .col(choice("started_precision", PRECISIONS).default("day"))
        .col(day_null("ended_on"))
        .col(choice("ended_precision", PRECISIONS).default("day"))
        .col(boolean("is_acting"))
        .col(choice_null("qualifier", QUALIFIERS))
        .col(choice("basis", BASES))
        .check(Expr::col("started_on").lte(Expr::col("ended_on")));
    tenure
}
