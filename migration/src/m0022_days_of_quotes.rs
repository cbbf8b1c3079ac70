//! The days between which the quotes of a statement lie, where they tell more than one: the same words a week after the last
//! of them are the same statement still, whatever day that has. Most quotes of a statement tell one day, so that the indexes
//! hold few rows.

use crate::ddl::{day_null, drop_index, index};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const DAYS: [&str; 2] = ["said_from", "said_until"];
const SPEAKERS: [&str; 2] = ["speaker_person_id", "speaker_organization_id"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for day in DAYS {
            manager.alter_table(Table::alter().table("statement").add_column(day_null(day)).take()).await?;
        }
        manager.get_connection().execute_unprepared(FILL).await?;
        for speaker in SPEAKERS {
            let has_both = Expr::col(speaker).is_not_null().and(Expr::col("said_until").is_not_null());
            manager.create_index(lasting(speaker).and_where(has_both).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for speaker in SPEAKERS {
            drop_index(manager, &lasting(speaker)).await?;
        }
        for day in DAYS {
            manager.alter_table(Table::alter().table("statement").drop_column(day).take()).await?;
        }
        Ok(())
    }
}

/// What a speaker said on more than one day, by the last of them.
fn lasting(speaker: &'static str) -> IndexCreateStatement {
    index("statement", &[speaker, "said_until"])
}

const FILL: &str = "UPDATE statement SET said_from = days.first, said_until = days.last FROM \
    (SELECT statement_id, min(said_on) AS first, max(said_on) AS last FROM quote \
        GROUP BY statement_id HAVING min(said_on) < max(said_on)) AS days \
    WHERE days.statement_id = statement.id";
