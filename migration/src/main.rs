//! `cargo run -p migration -- up | down | status | fresh`: the same as `newsgraph migrate`.

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use migration::{Database, Migrator, MigratorTrait as _};

/// Moves a newsgraph database between schema versions.
#[derive(Debug, Parser)]
#[command(
    after_help = "Examples:\n  cargo run -p migration -- up\n  cargo run -p migration -- down --steps 1\n  \
                        cargo run -p migration -- --database-url postgres://localhost/newsgraph status"
)]
struct Arguments {
    /// The database: `sqlite://FILE?mode=rwc` or `postgres://...`.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://newsgraph.db?mode=rwc", global = true)]
    database_url: String,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Apply what is pending.
    Up,
    /// Take back the latest migrations.
    Down {
        /// How many.
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// List the migrations and whether each is applied.
    Status,
    /// Drop every table and apply all migrations. The data is gone.
    Fresh,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let database =
        migration::connect(&arguments.database_url).await.context("could not open the database")?;
    run(&database, &arguments.verb).await.context("the migration did not finish")
}

async fn run(database: &Database, verb: &Verb) -> anyhow::Result<()> {
    match verb {
        Verb::Up => Migrator::up(database, None).await?,
        Verb::Down { steps } => Migrator::down(database, Some(*steps)).await?,
        Verb::Fresh => Migrator::fresh(database).await?,
        Verb::Status => {}
    }
    for line in migration::status(database).await? {
        println!("{line}");
    }
    Ok(())
}
