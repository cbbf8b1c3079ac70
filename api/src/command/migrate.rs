//! `newsgraph migrate`: the same as `cargo run -p migration`.

use crate::config::Store;
use crate::database::{check_there, close, open_for_migrations};
use clap::{Args, Subcommand};
use migration::{Migrator, MigratorTrait as _};
use std::io::{Write as _, stdout};
use std::process::ExitCode;

/// Moves the database between schema versions.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  newsgraph migrate status\n  newsgraph migrate up\n  newsgraph migrate down --steps 2"
)]
pub(crate) struct Migrate {
    #[command(flatten)]
    store: Store,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Apply what is pending.
    #[command(after_help = "Example:\n  DATABASE_URL=postgres://localhost/news newsgraph migrate up")]
    Up,
    /// Take back the latest migrations.
    #[command(after_help = "Examples:\n  newsgraph migrate down\n  newsgraph migrate down --steps 2")]
    Down {
        /// How many.
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// List the migrations and whether each is applied.
    #[command(after_help = "Example:\n  newsgraph migrate status --database-url sqlite://newsgraph.db")]
    Status,
    /// Drop every table and apply all migrations. The data is gone.
    #[command(after_help = "Example:\n  newsgraph migrate fresh --yes")]
    Fresh {
        /// Say that the data may go.
        #[arg(long)]
        yes: bool,
    },
}

impl Migrate {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        if !matches!(self.verb, Verb::Up | Verb::Fresh { .. }) {
            check_there(&self.store.database_url)?;
        }
        let database = open_for_migrations(&self.store.database_url).await?;
        match self.verb {
            Verb::Up => Migrator::up(&database, None).await?,
            Verb::Down { steps } => Migrator::down(&database, Some(steps)).await?,
            Verb::Fresh { yes: true } => Migrator::fresh(&database).await?,
            Verb::Fresh { yes: false } => {
                anyhow::bail!("fresh drops every record; say --yes if that is wanted")
            }
            Verb::Status => {}
        }
        for line in migration::status(&database).await? {
            writeln!(stdout(), "{line}")?;
        }
        close(database).await?;
        Ok(ExitCode::SUCCESS)
    }
}
