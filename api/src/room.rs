//! Room for queries: as many are executed at once as there are connections to the database, some wait for their
//! turn, and for more the server says at once that it is busy. Memory is bounded that way, and a wait is short or
//! is not begun.
//!
//! A query that is answered hands its connection to one that waits. The pool tests each connection that comes back to it,
//! which costs as much as many a query.

use crate::reader::Held;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Places for queries.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    /// Queries that are here, waiting or executed.
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    handed: Arc<Handed>,
}

/// Connections on their way from one query to the next.
#[derive(Debug, Default)]
struct Handed {
    waiting: AtomicUsize,
    /// No more than queries that wait, but for the moment in which a place is left.
    connections: Mutex<Vec<Held>>,
}

/// A query that waits for its turn.
struct Waiting<'r>(&'r Handed);

/// A query's place; whoever drops it makes room.
#[derive(Debug)]
pub(crate) struct Place<'r> {
    /// The connection that another query handed on, if any did.
    pub(crate) connection: Option<Held>,
    handed: &'r Handed,
    _within: SemaphorePermit<'r>,
    _turn: SemaphorePermit<'r>,
}

/// A connection that has been away from the pool for so long goes back to it: others wait for one, too.
const AWAY: Duration = Duration::from_millis(200);

/// Seconds after which a client that found no room may try again.
pub(crate) const AFTER: u64 = 1;

impl Room {
    /// Room for `executed` queries, and for `waiting` more.
    pub(crate) fn new(executed: u32, waiting: u32) -> Self {
        let count = |number: u32| usize::try_from(number).unwrap_or(Semaphore::MAX_PERMITS);
        Self {
            places: Arc::new(Semaphore::new(count(executed.saturating_add(waiting)))),
            turns: Arc::new(Semaphore::new(count(executed))),
            handed: Arc::default(),
        }
    }

    /// A place, after a wait; none where no place is free or the turn does not come in time.
    pub(crate) async fn enter(&self) -> Option<Place<'_>> {
        const PATIENCE: Duration = Duration::from_secs(5);
        let place = self.places.try_acquire().ok()?;
        let waiting = Waiting::new(&self.handed);
        let turn = tokio::time::timeout(PATIENCE, self.turns.acquire()).await.ok()?.ok()?;
        let connection = self.handed.connections().pop().filter(|handed| handed.held_for() < AWAY);
        drop(waiting);
        Some(Place { connection, handed: &self.handed, _within: place, _turn: turn })
    }
}

impl Place<'_> {
    /// Leaves a connection to a query that waits; where none does it goes back to the pool with this place.
    pub(crate) fn hand_on(&self, connection: Held) {
        if connection.held_for() < AWAY {
            self.handed.connections().push(connection);
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.handed.trim();
    }
}

impl<'r> Waiting<'r> {
    fn new(handed: &'r Handed) -> Self {
        handed.waiting.fetch_add(1, Ordering::Relaxed);
        Self(handed)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
        self.0.trim();
    }
}

impl Handed {
    fn connections(&self) -> MutexGuard<'_, Vec<Held>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives back what nobody waits for.
    fn trim(&self) {
        self.connections().truncate(self.waiting.load(Ordering::Relaxed));
    }
}

#[cfg(test)]
mod tests {
    use super::Room;
    use crate::reader::Databases;
    use futures_util::FutureExt as _;
    use sea_orm::{ConnectionTrait as _, DatabaseBackend, Statement};

    #[tokio::test]
    async fn one_is_executed_one_waits_and_a_third_is_sent_away() {
        let room = Room::new(1, 1);
        let first = room.enter().await.expect("a place");
        let mut second = Box::pin(room.enter());
        assert!((&mut second).now_or_never().is_none(), "it waits");
        assert!(room.enter().await.is_none(), "there is no room");
        drop(first);
        assert!(second.await.is_some());
    }

    #[tokio::test]
    async fn a_connection_is_handed_to_who_waits_and_kept_for_nobody() {
        let database = sea_orm::Database::connect("sqlite::memory:").await.expect("a database");
        let reader = Databases::new(database, None).reader(None);
        let one = Statement::from_string(DatabaseBackend::Sqlite, "SELECT 1");
        reader.query_one_raw(one).await.expect("a row");
        let connection = reader.release().expect("the connection it read with");
        let room = Room::new(1, 1);
        let first = room.enter().await.expect("a place");
        let mut second = Box::pin(room.enter());
        assert!((&mut second).now_or_never().is_none(), "it waits");
        first.hand_on(connection);
        drop(first);
        let mut second = second.await.expect("a place");
        let handed = second.connection.take().expect("the connection of the first");
        second.hand_on(handed);
        drop(second);
        assert!(room.enter().await.expect("a place").connection.is_none(), "nobody waited");
    }
}
