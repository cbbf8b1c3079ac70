//! The configuration: every flag, its environment variable and what it is when nobody says. A wrong value stops
//! the start with a sentence.

use crate::cost::Limits;
use crate::database::{Pool, Work, check_schema, open};
use axum::http::HeaderValue;
use clap::Args;
use clap::builder::RangedU64ValueParser;
use sea_orm::DatabaseConnection;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Where the records are.
#[derive(Clone, Debug, Args)]
pub(crate) struct Store {
    /// The database: `sqlite://FILE?mode=rwc` or `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        default_value = "sqlite://newsgraph.db?mode=rwc",
        hide_env_values = true
    )]
    pub(crate) database_url: String,
    /// Connections held open at most.
    #[arg(long, global = true, env = "NEWSGRAPH_CONNECTIONS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) connections: u32,
}

impl Store {
    /// The same with one connection, for who writes alone: it keeps what it read and wrote, which another's writing would
    /// make it forget.
    pub(crate) fn alone(&self) -> Self {
        Self { connections: 1, ..self.clone() }
    }

    /// The database as it is, for who looks at it alone. An error unless it is at this program's schema.
    pub(crate) async fn look(&self) -> anyhow::Result<DatabaseConnection> {
        let database = open(&self.database_url, Pool { work: Work::Looking, ..self.pool() }).await?;
        check_schema(&database).await?;
        Ok(database)
    }

    /// The pool that these values ask for.
    pub(crate) fn pool(&self) -> Pool {
        Pool {
            connections: self.connections,
            wait: Duration::from_secs(10),
            work: Work::Answers,
            limit: None,
        }
    }
}

/// How long a run waits.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Patience {
    /// Seconds to wait for a database that does not answer, before the run is given up.
    #[arg(long = "patience", value_name = "SECONDS", env = "NEWSGRAPH_PATIENCE", default_value_t = 600)]
    seconds: u64,
}

impl Patience {
    pub(crate) fn duration(self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

/// How the server serves.
#[derive(Clone, Debug, Args)]
pub(crate) struct Serving {
    /// Address and port to listen on.
    #[arg(long, env = "NEWSGRAPH_LISTEN", default_value = "127.0.0.1:8000")]
    pub(crate) listen: SocketAddr,
    /// A streaming replica of a `PostgreSQL` database. Queries read from it, but for those that bring a token that may
    /// write; while it does not answer they read from the database itself.
    #[arg(long, env = "DATABASE_REPLICA_URL", hide_env_values = true)]
    pub(crate) database_replica_url: Option<String>,
    /// Queries that wait for their turn while as many as there are connections are executed; for more the answer is
    /// 503 with Retry-After.
    #[arg(long, env = "NEWSGRAPH_WAITING", default_value_t = 200, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) waiting: u32,
    /// The longest request body in bytes.
    #[arg(long, env = "NEWSGRAPH_BODY_LIMIT", default_value_t = 256 * 1024, value_parser = at_least_one())]
    pub(crate) body_limit: usize,
    /// Seconds after which a query is given up.
    #[arg(long, env = "NEWSGRAPH_TIMEOUT", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
    /// Fields inside fields that a query may have; introspection passes whatever this is.
    #[arg(long, env = "NEWSGRAPH_DEPTH_LIMIT", default_value_t = Limits::DEFAULT.depth, value_parser = at_least_one())]
    pub(crate) depth_limit: usize,
    /// Fields and directives that a query may have in all; introspection passes whatever this is.
    #[arg(long, env = "NEWSGRAPH_FIELD_LIMIT", default_value_t = Limits::DEFAULT.fields, value_parser = at_least_one())]
    pub(crate) field_limit: usize,
    /// Points that a query may cost: the most records it can give, counts and searches beside them. The field
    /// `rateLimit` tells what a query costs.
    #[arg(long, env = "NEWSGRAPH_COST_LIMIT", default_value_t = Limits::DEFAULT.cost, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) cost_limit: u64,
    /// Points that a client may spend in a minute, counted by its address; without a limit when 0.
    #[arg(long, env = "NEWSGRAPH_RATE_LIMIT", default_value_t = 0)]
    pub(crate) rate_limit: u64,
    /// A proxy in front names the client's address last in `X-Forwarded-For`. Anybody can write that header where
    /// there is no proxy.
    #[arg(long, env = "NEWSGRAPH_BEHIND_PROXY")]
    pub(crate) behind_proxy: bool,
    /// Requests that one body may hold in a list; none when 0.
    #[arg(long, env = "NEWSGRAPH_BATCH_LIMIT", default_value_t = 0)]
    pub(crate) batch_limit: usize,
    /// Answer only the queries of this folder or file: `.graphql` documents, or `.json` manifests as
    /// relay-compiler, graphql-codegen and Apollo write them. The playground's own introspection is refused then.
    #[arg(long, env = "NEWSGRAPH_TRUSTED_DOCUMENTS")]
    pub(crate) trusted_documents: Option<PathBuf>,
    /// Sites whose pages may ask, as in `https://news.example`; every site when left out.
    #[arg(long, env = "NEWSGRAPH_CORS_ORIGINS", value_delimiter = ',', value_parser = origin)]
    pub(crate) cors_origins: Vec<HeaderValue>,
    /// Seconds that an answer to GET may be kept by browsers and proxies.
    #[arg(long, env = "NEWSGRAPH_MAX_AGE", default_value_t = 5)]
    pub(crate) max_age: u64,
    /// Ask for a token with queries, too, not with writes alone. See `newsgraph token`.
    #[arg(long, env = "NEWSGRAPH_REQUIRE_TOKEN")]
    pub(crate) require_token: bool,
    /// Subscriptions that are open at once at most.
    #[arg(long, env = "NEWSGRAPH_SUBSCRIPTIONS", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) subscriptions: u32,
}

/// A limit of none would refuse every query.
fn at_least_one() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..)
}

/// The origin of a site, as browsers send it.
fn origin(text: &str) -> Result<HeaderValue, String> {
    let told = || format!("{text:?} is no site; write its scheme and host alone, as in https://news.example");
    let url = url::Url::parse(text).map_err(|_| told())?;
    // Of an address without a host the origin is "null".
    let is_origin = url.origin().ascii_serialization() == text.to_ascii_lowercase();
    if is_origin { HeaderValue::from_str(text).map_err(|_| told()) } else { Err(told()) }
}
