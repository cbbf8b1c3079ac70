//! The history of the database: one change a file, each with its way back. In: a connection. Out: the tables
//! that `entity` describes. The same DDL serves `SQLite` and `PostgreSQL`; what only one of them has stands in
//! [`m0006_full_text`], [`m0007_text_alike`] and [`m0020_text_with_marks`]. Once released a file here never changes.

mod ddl;
mod m0001_names;
mod m0002_offices;
mod m0003_articles;
mod m0004_statements;
mod m0005_people_at_work;
mod m0006_full_text;
mod m0007_text_alike;
mod m0008_corrections;
mod m0009_publications;
mod m0010_excerpts;
mod m0011_runs;
mod m0012_near_duplicates;
mod m0013_quote_changes;
mod m0014_feeds;
mod m0015_statement_counts;
mod m0016_lean_indexes;
mod m0017_counts_unsorted;
mod m0018_statement_parts;
mod m0019_lean_tables;
mod m0020_text_with_marks;
mod m0021_feed_pages;
mod m0022_days_of_quotes;
mod m0023_offices_of_then;

use sea_orm_migration::prelude::*;

/// All migrations in order.
#[derive(Clone, Copy, Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_names::Migration),
            Box::new(m0002_offices::Migration),
            Box::new(m0003_articles::Migration),
            Box::new(m0004_statements::Migration),
            Box::new(m0005_people_at_work::Migration),
            Box::new(m0006_full_text::Migration),
            Box::new(m0007_text_alike::Migration),
            Box::new(m0008_corrections::Migration),
            Box::new(m0009_publications::Migration),
            Box::new(m0010_excerpts::Migration),
            Box::new(m0011_runs::Migration),
            Box::new(m0012_near_duplicates::Migration),
            Box::new(m0013_quote_changes::Migration),
            Box::new(m0014_feeds::Migration),
            Box::new(m0015_statement_counts::Migration),
            Box::new(m0016_lean_indexes::Migration),
            Box::new(m0017_counts_unsorted::Migration),
            Box::new(m0018_statement_parts::Migration),
            Box::new(m0019_lean_tables::Migration),
            Box::new(m0020_text_with_marks::Migration),
            Box::new(m0021_feed_pages::Migration),
            Box::new(m0022_days_of_quotes::Migration),
            Box::new(m0023_offices_of_then::Migration),
        ]
    }
}

/// The connection that migrations run on.
pub type Database = sea_orm_migration::sea_orm::DatabaseConnection;
pub use sea_orm_migration::MigratorTrait;

/// Bytes of a page of a new `SQLite` file. Twice what `SQLite` takes by itself: rows of statements and articles are long, and
/// half as many pages are looked up, split and written down when they come in.
const PAGE: u32 = 8192;

/// Opens a database for migrations: a pool of one connection, since `fresh` turns off `SQLite`'s foreign keys
/// for the connection it runs on and no other.
pub async fn connect(url: &str) -> Result<Database, DbErr> {
    let mut options = sea_orm_migration::sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|options| options.page_size(PAGE));
    sea_orm_migration::sea_orm::Database::connect(options).await
}

/// The names of the migrations that are not yet applied, oldest first.
pub async fn pending(database: &Database) -> Result<Vec<String>, DbErr> {
    let pending = Migrator::get_pending_migrations(database).await?;
    Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
}

/// The names of applied migrations that this program does not know: another, newer one was here.
pub async fn unknown(database: &Database) -> Result<Vec<String>, DbErr> {
    Migrator::install(database).await?;
    let known = Migrator::migrations();
    let is_known = |name: &str| known.iter().any(|migration| migration.name() == name);
    let applied = Migrator::get_migration_models(database).await?;
    Ok(applied.into_iter().map(|row| row.version).filter(|name| !is_known(name)).collect())
}

/// One line a migration, in order: its name and whether it is applied.
pub async fn status(database: &Database) -> Result<Vec<String>, DbErr> {
    let pending = pending(database).await?;
    let line = |name: &str| {
        let state = if pending.iter().any(|other| other == name) { "pending" } else { "applied" };
        format!("{state:8} {name}")
    };
    Ok(Migrator::migrations().iter().map(|migration| line(migration.name())).collect())
}
