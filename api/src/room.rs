//! Room for queries: as many are executed at once as there are connections to the database, some wait for their
//! turn, and for more the server says at once that it is busy. Memory is bounded that way, and a wait is short or
//! is not begun.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Places for queries.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    /// Queries that are here, waiting or executed.
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

/// A query's place; whoever drops it makes room.
#[derive(Debug)]
pub(crate) struct Place<'r> {
    _place: SemaphorePermit<'r>,
    _turn: SemaphorePermit<'r>,
}

/// Seconds after which a client that found no room may try again.
pub(crate) const AFTER: u64 = 1;

impl Room {
    /// Room for `executed` queries, and for `waiting` more.
    pub(crate) fn new(executed: u32, waiting: u32) -> Self {
        let count = |number: u32| usize::try_from(number).unwrap_or(Semaphore::MAX_PERMITS);
        Self {
            places: Arc::new(Semaphore::new(count(executed.saturating_add(waiting)))),
            turns: Arc::new(Semaphore::new(count(executed))),
        }
    }

    /// A place, after a wait; none where no place is free or the turn does not come in time.
    pub(crate) async fn enter(&self) -> Option<Place<'_>> {
        const PATIENCE: Duration = Duration::from_secs(5);
        let place = self.places.try_acquire().ok()?;
        let turn = tokio::time::timeout(PATIENCE, self.turns.acquire()).await.ok()?.ok()?;
        Some(Place { _place: place, _turn: turn })
    }
}

#[cfg(test)]
mod tests {
    use super::Room;
    use futures_util::FutureExt as _;

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
}
