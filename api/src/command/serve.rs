//! `newsgraph serve`: the API and the playground.

use super::Clock;
use super::ingest::{Run, Sources};
use crate::auth::Door;
use crate::config::{Serving, Store};
use crate::cost::{Limits, Shape};
use crate::database::{Pool, close, open_replica};
use crate::hot::Hot;
use crate::http::{App, Documents, Stop, router};
use crate::publications::Publications;
use crate::rate::Rates;
use crate::reader::Databases;
use crate::room::Room;
use crate::schema::{schema, unchecking_schema};
use crate::{check_schema, migrate, open};
use anyhow::Context as _;
use clap::Args;
use include_dir::{Dir, include_dir};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The sample corpus, part of the program so that the first command needs nothing else.
static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../sample/documents");

/// What a client has beside the time of a query to end the request that it is at when the server stops.
const PARTING: Duration = Duration::from_secs(5);

/// Serves the API and the playground.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  newsgraph serve --sample\n  newsgraph serve --listen 0.0.0.0:8000 --database-url postgres://localhost/news"
)]
pub(crate) struct Serve {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    serving: Serving,
    /// Load the sample corpus first. It is fictional but for one article; loading it again changes nothing.
    #[arg(long)]
    sample: bool,
    /// Do not bring the database to this program's schema; stop if it is behind.
    #[arg(long, env = "NEWSGRAPH_NO_MIGRATE")]
    no_migrate: bool,
}

impl Serve {
    pub(crate) async fn run(self, clock: Clock) -> anyhow::Result<ExitCode> {
        if !self.no_migrate {
            migrate(&self.store.database_url).await?;
        }
        let limit = Duration::from_secs(self.serving.timeout);
        let pool = Pool { limit: Some(limit), ..self.store.pool() };
        let database = open(&self.store.database_url, pool).await?;
        check_schema(&database).await?;
        if self.sample {
            let sources = Sources::embedded(&SAMPLE);
            let run = Run {
                database: &database,
                clock,
                verb: entity::RunVerb::Ingest,
                inputs: vec!["the sample corpus".to_owned()],
                keep_bytes: true,
                patience: Duration::ZERO,
            };
            run.documents(sources, database.clone()).await?;
        }
        let serving = self.serving;
        let replica = match &serving.database_replica_url {
            Some(_) if self.store.database_url.starts_with("sqlite:") => {
                anyhow::bail!(
                    "a replica follows PostgreSQL, and the database is SQLite; leave DATABASE_REPLICA_URL out"
                )
            }
            Some(url) => Some(open_replica(url, pool).await?),
            None => None,
        };
        let room = Room::new(self.store.connections, serving.waiting);
        let databases = Databases::new(database.clone(), replica.clone()).within(limit);
        let (stops, stop) = watch::channel(false);
        let publications =
            Publications::start(database.clone(), self.store.database_url.clone(), serving.subscriptions);
        let stop = Stop(stop);
        let app = app(&serving, room, databases, clock, publications, stop.clone())?;
        let listener = tokio::net::TcpListener::bind(serving.listen).await.with_context(|| {
            format!("could not listen on {}; is it taken? choose another with --listen", serving.listen)
        })?;
        tracing::info!("the playground is at http://{}/", listener.local_addr()?);
        let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
        let serve = axum::serve(listener, service).with_graceful_shutdown(async move {
            signalled().await;
            stops.send_replace(true);
        });
        tokio::select! {
            served = async { serve.await } => served?,
            () = stop.passed(limit + PARTING) => {
                tracing::warn!("some clients did not end their requests; they are left");
            }
        }
        if let Some(replica) = replica {
            replica.close().await.context("could not close the replica")?;
        }
        close(database).await?;
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}

/// What the handlers share, as the settings ask for it.
fn app(
    serving: &Serving,
    room: Room,
    databases: Databases,
    clock: Clock,
    publications: Publications,
    stop: Stop,
) -> anyhow::Result<App> {
    let documents = match &serving.trusted_documents {
        Some(path) => Documents::trusted(path).context("could not load the trusted documents")?,
        None => Documents::any(),
    };
    Ok(App {
        schema: schema(),
        unchecking: unchecking_schema(),
        known: Arc::default(),
        shape: Arc::new(Shape::new(&crate::sdl())),
        documents: Arc::new(documents),
        door: Door { database: databases.primary().clone(), clock, needs_token: serving.require_token },
        publications,
        stop,
        databases,
        hot: Hot::default(),
        room,
        clock,
        timeout: Duration::from_secs(serving.timeout),
        body_limit: serving.body_limit,
        limits: Limits { depth: serving.depth_limit, fields: serving.field_limit, cost: serving.cost_limit },
        batch: serving.batch_limit,
        max_age: serving.max_age,
        rates: (serving.rate_limit > 0).then(|| Arc::new(Rates::new(serving.rate_limit))),
        is_behind_proxy: serving.behind_proxy,
        origins: serving.cors_origins.clone().into(),
    })
}

/// Waits for Ctrl-C or a request to end; requests at hand are answered first.
async fn signalled() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
    tracing::info!("stopping: no new requests, those at hand are answered");
}
