//! A page of statements without a look into other tables: their topics, offices, mentions and first quotes stand in their
//! own rows, in short. Quotes of a statement are found in the order they came in.

use crate::ddl::{drop_index, index};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let parts = ColumnDef::new("parts").text().not_null().default("").take();
        manager.alter_table(Table::alter().table("statement").add_column(parts).take()).await?;
        drop_index(manager, &unordered()).await?;
        manager.create_index(ordered()).await?;
        let fill = match manager.get_database_backend() {
            DatabaseBackend::Postgres => FILL_POSTGRES,
            _ => FILL_SQLITE,
        };
        manager.get_connection().execute_unprepared(fill).await?;
        // An older program that still writes is told so, instead of leaving rows that say nothing. SQLite keeps the default,
        // which no program takes for what a row says.
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager
                .get_connection()
                .execute_unprepared("ALTER TABLE statement ALTER parts DROP DEFAULT")
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_index(manager, &ordered()).await?;
        manager.create_index(unordered()).await?;
        manager.alter_table(Table::alter().table("statement").drop_column("parts").take()).await
    }
}

/// The quotes of a statement, in no order that a list asks for.
fn unordered() -> IndexCreateStatement {
    index("quote", &["statement_id", "article_id"])
}

/// The quotes of a statement in the order they came in, and the articles that print them.
fn ordered() -> IndexCreateStatement {
    index("quote", &["statement_id", "id", "article_id"])
}

/// Put together as text, since its JSON would have spaces that the program's has not.
const FILL_POSTGRES: &str = "UPDATE statement SET parts = concat('[[', \
    (SELECT string_agg(concat('[', topic_id, ',', to_json(basis), ',', is_inherited::text, ',', \
            is_editorial::text, ']'), ',' ORDER BY topic_id) \
        FROM statement_topic WHERE statement_id = statement.id), '],[', \
    (SELECT string_agg(concat('[', office_id, ',', to_json(basis), ',', \
            COALESCE(to_json(qualifier)::text, 'null'), ',', COALESCE(to_json(printed)::text, 'null'), ']'), \
            ',' ORDER BY office_id) \
        FROM statement_office WHERE statement_id = statement.id), '],[', \
    (SELECT string_agg(concat('[', COALESCE(person_id::text, 'null'), ',', \
            COALESCE(organization_id::text, 'null'), ',', COALESCE(place_id::text, 'null'), ',', \
            to_json(printed), ']'), ',' ORDER BY id) \
        FROM statement_mention WHERE statement_id = statement.id), '],', COALESCE( \
    (SELECT concat('[', id, ',', article_id, ']') FROM quote WHERE statement_id = statement.id \
        ORDER BY id LIMIT 1), 'null'), ']')";

/// Rows are put together in the order that a selection within gives them.
const FILL_SQLITE: &str = "UPDATE statement SET parts = json_array( \
    json((SELECT json_group_array(json_array(topic_id, basis, \
            json(iif(is_inherited, 'true', 'false')), json(iif(is_editorial, 'true', 'false')))) \
        FROM (SELECT * FROM statement_topic WHERE statement_id = statement.id ORDER BY topic_id))), \
    json((SELECT json_group_array(json_array(office_id, basis, qualifier, printed)) \
        FROM (SELECT * FROM statement_office WHERE statement_id = statement.id ORDER BY office_id))), \
    json((SELECT json_group_array(json_array(person_id, organization_id, place_id, printed)) \
        FROM (SELECT * FROM statement_mention WHERE statement_id = statement.id ORDER BY id))), \
    json((SELECT json_array(id, article_id) FROM quote WHERE statement_id = statement.id \
        ORDER BY id LIMIT 1)))";
