//! Shorthand for the DDL of this crate, so that each migration reads like the table it makes. Names follow one
//! pattern: `idx_statement_speaker_id`, `uq_article_url`, `fk_quote_article_id`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DatabaseBackend, Statement};

/// A table with a 64-bit `id`.
pub(crate) fn table(name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name).col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key());
    table
}

/// A table that joins others: its key is made of `keys`.
pub(crate) fn join_table(name: &'static str, keys: &[&'static str]) -> TableCreateStatement {
    let mut table = Table::create();
    let mut key = Index::create();
    for column in keys {
        key.col(*column);
    }
    table.table(name).primary_key(&mut key);
    table
}

pub(crate) fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

pub(crate) fn text_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().take()
}

pub(crate) fn integer(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

pub(crate) fn integer_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().take()
}

pub(crate) fn double(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).double().not_null().take()
}

pub(crate) fn boolean(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().default(false).take()
}

pub(crate) fn day(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().not_null().take()
}

pub(crate) fn day_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().take()
}

pub(crate) fn instant(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().not_null().take()
}

pub(crate) fn instant_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().take()
}

/// A text that is one of `values`, held by the database.
pub(crate) fn choice(name: &'static str, values: &'static [&'static str]) -> ColumnDef {
    text(name).check(Expr::col(name).is_in(values.iter().copied())).take()
}

/// Like [`choice`], or null.
pub(crate) fn choice_null(name: &'static str, values: &'static [&'static str]) -> ColumnDef {
    text_null(name).check(Expr::col(name).is_in(values.iter().copied())).take()
}

/// What happens to a row when the one it refers to is deleted.
#[derive(Clone, Copy)]
pub(crate) enum Link {
    /// It is a part of the other and goes with it.
    Part,
    /// It must refer to one: the other cannot be deleted.
    Needed,
    /// It may do without.
    Loose,
}

/// Adds a foreign key column `column` to `target(id)`.
pub(crate) fn refer<'t>(
    table: &'t mut TableCreateStatement,
    column: &'static str,
    target: &'static str,
    link: Link,
) -> &'t mut TableCreateStatement {
    let mut definition = ColumnDef::new(column).big_integer().take();
    if !matches!(link, Link::Loose) {
        definition.not_null();
    }
    let from = name_of(table);
    let action = match link {
        Link::Part => ForeignKeyAction::Cascade,
        Link::Needed => ForeignKeyAction::Restrict,
        Link::Loose => ForeignKeyAction::SetNull,
    };
    let mut key = ForeignKey::create();
    key.name(format!("fk_{from}_{column}")).from(from, column).to(target, "id").on_delete(action);
    table.col(&mut definition).foreign_key(&mut key)
}

/// An index over `columns`; one that starts with `-` descends.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    keyed("idx", table, columns)
}

/// A unique index over `columns`.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    keyed("uq", table, columns).unique().take()
}

fn keyed(prefix: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let plain: Vec<&str> = columns.iter().map(|column| column.trim_start_matches('-')).collect();
    let mut index = Index::create();
    index.name(format!("{prefix}_{table}_{}", plain.join("_"))).table(table);
    for column in columns {
        match column.strip_prefix('-') {
            Some(column) => index.col((column, IndexOrder::Desc)),
            None => index.col(*column),
        };
    }
    index
}

fn name_of(table: &TableCreateStatement) -> String {
    match table.get_table_name() {
        Some(TableRef::Table(name, _)) => name.1.to_string(),
        _ => String::new(),
    }
}

/// Runs the statements that make tables, then those that make their indexes.
pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}

/// Drops tables in the order given; their indexes go with them.
pub(crate) async fn drop(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).take()).await?;
    }
    Ok(())
}

/// Drops an index.
pub(crate) async fn drop_index(
    manager: &SchemaManager<'_>,
    index: &IndexCreateStatement,
) -> Result<(), DbErr> {
    let name = index.get_index_spec().get_name().unwrap_or_default().to_owned();
    manager.drop_index(Index::drop().name(name).to_owned()).await
}

const WITHOUT_ROWID: &str = " WITHOUT ROWID";

/// Stores tables in the order of their keys, or beside an index of them. `PostgreSQL` has no such choice.
pub(crate) async fn by_key(
    manager: &SchemaManager<'_>,
    tables: &[&str],
    is_by_key: bool,
) -> Result<(), DbErr> {
    let database = manager.get_connection();
    if manager.get_database_backend() != DatabaseBackend::Sqlite {
        return Ok(());
    }
    for table in tables {
        let indexes = made_by(manager, table, "index").await?;
        let made = made_by(manager, table, "table").await?.concat();
        let made = made.trim_end_matches(WITHOUT_ROWID).replacen(&format!("\"{table}\""), "made_anew", 1);
        let how = if is_by_key { WITHOUT_ROWID } else { "" };
        let steps = [
            format!("{made}{how}"),
            // In the order of the key, so that pages are filled one after the other.
            format!("INSERT INTO made_anew SELECT * FROM {table} ORDER BY 1, 2"),
            format!("DROP TABLE {table}"),
            format!("ALTER TABLE made_anew RENAME TO {table}"),
        ];
        for step in steps.into_iter().chain(indexes) {
            database.execute_unprepared(&step).await?;
        }
    }
    Ok(())
}

/// The statements that made a table, or its indexes.
async fn made_by(manager: &SchemaManager<'_>, table: &str, what: &str) -> Result<Vec<String>, DbErr> {
    let sql = format!(
        "SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND type = '{what}' AND sql IS NOT NULL"
    );
    let database = manager.get_connection();
    let rows = database.query_all_raw(Statement::from_string(DatabaseBackend::Sqlite, sql)).await?;
    rows.iter().map(|row| row.try_get("", "sql")).collect()
}
