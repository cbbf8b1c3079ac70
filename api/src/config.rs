//! The configuration: every flag, its environment variable and what it is when nobody says. A wrong value stops
//! the start with a sentence.

use crate::database::Pool;
use clap::Args;
use std::net::SocketAddr;
use std::time::Duration;

/// Where the records are.
#[derive(Clone, Debug, Args)]
pub(crate) struct Store {
    /// The database: `sqlite://FILE?mode=rwc` or `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite://newsgraph.db?mode=rwc",
        hide_env_values = true
    )]
    pub(crate) database_url: String,
    /// Connections held open at most.
    #[arg(long, env = "NEWSGRAPH_CONNECTIONS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) connections: u32,
}

impl Store {
    /// The pool that these values ask for.
    pub(crate) fn pool(&self) -> Pool {
        Pool { connections: self.connections, wait: Duration::from_secs(10) }
    }
}

/// How the server serves.
#[derive(Clone, Debug, Args)]
pub(crate) struct Serving {
    /// Address and port to listen on.
    #[arg(long, env = "NEWSGRAPH_LISTEN", default_value = "127.0.0.1:8000")]
    pub(crate) listen: SocketAddr,
    /// A streaming replica of a `PostgreSQL` database. Queries read from it, but for those that bring a token; while
    /// it does not answer they read from the database itself.
    #[arg(long, env = "DATABASE_REPLICA_URL", hide_env_values = true)]
    pub(crate) database_replica_url: Option<String>,
    /// Queries that wait for their turn while as many as there are connections are executed; for more the answer is
    /// 503 with Retry-After.
    #[arg(long, env = "NEWSGRAPH_WAITING", default_value_t = 200, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) waiting: u32,
    /// The longest request body in bytes.
    #[arg(long, env = "NEWSGRAPH_BODY_LIMIT", default_value_t = 256 * 1024)]
    pub(crate) body_limit: usize,
    /// Seconds after which a query is given up.
    #[arg(long, env = "NEWSGRAPH_TIMEOUT", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
    /// Fields inside fields that a query may have. `GraphiQL` needs 15.
    #[arg(long, env = "NEWSGRAPH_DEPTH_LIMIT", default_value_t = 16)]
    pub(crate) depth_limit: usize,
    /// Fields that a query may have in all. `GraphiQL` needs 229.
    #[arg(long, env = "NEWSGRAPH_COMPLEXITY_LIMIT", default_value_t = 1_000)]
    pub(crate) complexity_limit: usize,
}
