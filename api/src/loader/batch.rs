//! A query and its batched reads as one task. The reads run only when the query can go no further, so every
//! sibling of a level has asked by then and a level is one read, whatever the load of the machine. Reads started
//! on other threads would race with siblings that have not asked yet, and a pause before them would make every
//! level wait.

use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

/// Reads that wait until the query can go no further.
#[derive(Clone, Default)]
pub(crate) struct Queue(Arc<Mutex<Vec<BoxFuture<'static, ()>>>>);

impl Queue {
    /// Adds a read.
    pub(super) fn push(&self, read: BoxFuture<'static, ()>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(read);
    }

    fn take(&self) -> Vec<BoxFuture<'static, ()>> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs a query whose loader adds its reads here.
    pub(crate) async fn run<T>(&self, query: impl Future<Output = T>) -> T {
        let mut query = pin!(query);
        let mut reads = FuturesUnordered::new();
        std::future::poll_fn(|context| {
            loop {
                if let Poll::Ready(answer) = query.as_mut().poll(context) {
                    return Poll::Ready(answer);
                }
                reads.extend(self.take());
                let mut is_any_done = false;
                while let Poll::Ready(Some(())) = reads.poll_next_unpin(context) {
                    is_any_done = true;
                }
                if !is_any_done {
                    return Poll::Pending;
                }
            }
        })
        .await
    }
}
