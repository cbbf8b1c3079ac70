//! News of publications, for those who listen. In: the database's own count of them. Out: the last position, as soon
//! as it is known here. `PostgreSQL` tells of commits of all processes by NOTIFY; a file of `SQLite` that another
//! process may write is asked again and again. Nothing is asked while nobody listens.

use crate::error::{Code, error};
use async_graphql::Result;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{DatabaseBackend, DatabaseConnection, DbErr, EntityTrait as _};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// How often `SQLite` is asked. People notice nothing shorter.
const POLL: Duration = Duration::from_millis(250);
/// How often `PostgreSQL` is asked although nothing was heard: a notice may be lost with its connection.
const DOUBT: Duration = Duration::from_secs(20);
/// How long to wait after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// The last position as it is known here, and the seats for those who listen.
#[derive(Clone, Debug)]
pub(crate) struct Publications {
    database: DatabaseConnection,
    latest: watch::Receiver<i64>,
    seats: Arc<Semaphore>,
    most: usize,
}

/// The seat of one who listens; free again when dropped.
#[derive(Debug)]
pub(crate) struct Seat(#[expect(dead_code, reason = "held for its end")] OwnedSemaphorePermit);

impl Publications {
    /// Starts to listen, for `most` subscriptions at once. Ends when all who hold it are gone.
    pub(crate) fn start(database: DatabaseConnection, url: String, most: u32) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let (send, latest) = watch::channel(0);
        let seats = Arc::new(Semaphore::new(most));
        let this = Self { database, latest, seats, most };
        let Self { database, seats, .. } = this.clone();
        tokio::spawn(async move {
            // A sender without a receiver left has nobody to tell.
            tokio::select! {
                () = send.closed() => {}
                () = watch_all(&send, &database, &url, &seats, most) => {}
            }
        });
        this
    }

    /// A seat to listen from; an error when all are taken.
    pub(crate) fn seat(&self) -> Result<Seat> {
        let permit = Arc::clone(&self.seats).try_acquire_owned().map_err(|_| {
            error(
                Code::RateLimited,
                format!("All {} subscriptions of this server are taken; try again later.", self.most),
            )
        })?;
        Ok(Seat(permit))
    }

    /// The last position, asked of the database.
    pub(crate) async fn now(&self) -> Result<i64> {
        latest(&self.database).await.map_err(|error| crate::error::database(&error))
    }

    /// Waits for a position behind `seen` and gives the last.
    pub(crate) async fn behind(&mut self, seen: i64) -> Option<i64> {
        self.latest.wait_for(|latest| *latest > seen).await.ok().map(|latest| *latest)
    }
}

async fn watch_all(
    send: &watch::Sender<i64>,
    database: &DatabaseConnection,
    url: &str,
    seats: &Semaphore,
    most: usize,
) {
    let mut listener = None;
    loop {
        if seats.available_permits() == most {
            // Nobody waits for news: nothing is asked, and no connection held.
            listener = None;
            tokio::time::sleep(POLL).await;
            continue;
        }
        match latest(database).await {
            Ok(latest) => {
                send.send_if_modified(|known| std::mem::replace(known, latest) != latest);
            }
            Err(error) => {
                tracing::warn!(%error, "publications cannot be read; trying again");
                tokio::time::sleep(PAUSE).await;
            }
        }
        if database.get_database_backend() != DatabaseBackend::Postgres {
            tokio::time::sleep(POLL).await;
            continue;
        }
        if listener.is_none() {
            listener = listen(url).await;
            // What was published before the listening began is read first.
            if listener.is_some() {
                continue;
            }
        }
        match &mut listener {
            Some(open) => {
                let heard = tokio::time::timeout(DOUBT, open.try_recv()).await;
                if let Ok(Err(error)) = heard {
                    tracing::warn!(%error, "the connection that tells of publications broke; opening another");
                    listener = None;
                }
            }
            None => tokio::time::sleep(PAUSE).await,
        }
    }
}

async fn listen(url: &str) -> Option<PgListener> {
    let opened = async {
        let mut listener = PgListener::connect(url).await?;
        listener.listen(ingest::CHANNEL).await?;
        Ok::<_, sea_orm::sqlx::Error>(listener)
    };
    match opened.await {
        Ok(listener) => Some(listener),
        Err(error) => {
            tracing::warn!(%error, "no connection that tells of publications; asking in the meantime");
            None
        }
    }
}

async fn latest(database: &DatabaseConnection) -> std::result::Result<i64, DbErr> {
    Ok(entity::publication::Entity::find().one(database).await?.map_or(0, |row| row.latest))
}
