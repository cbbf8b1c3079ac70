//! A query and its batched reads as one task. The reads run only when the query can go no further, so every
//! sibling of a level has asked by then and a level is one read, whatever the load of the machine. Reads started
//! on other threads would race with siblings that have not asked yet, and a pause before them would make every
//! level wait.
//!
//! `async-graphql` has a loader, too. It waits on a timer's thread before each read and opens a span for each key,
//! which together took a third of the main question.

use super::{Plans, Records, Seen};
use crate::hot::Hot;
use crate::object::Budget;
use crate::reader::{Held, Reader};
use futures_util::future::BoxFuture;
use sea_orm::DbErr;
use std::any::{Any, TypeId};
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Instant;
use tokio::sync::oneshot;

/// Reads the rows of many keys of one kind at once.
pub(crate) trait Loader<K>: Sync {
    /// The row or rows of a key.
    type Value: Clone + Send + 'static;

    /// When it is read, of all that wait.
    const TURN: Turn = Turn::Next;

    /// What is known without a read.
    fn known(&self, _: &K) -> Option<Self::Value> {
        None
    }

    /// What is there, by key; keys without rows are left out.
    fn load(&self, keys: &[K]) -> impl Future<Output = Result<HashMap<K, Self::Value>, DbErr>> + Send;
}

/// The order in which levels are read that wait at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// Some of its keys are [known](Loader::known), and what they lead to waits for what the others lead to.
    First,
    Next,
    /// It leads to little, and what others lead to asks for more of it, which is read with it.
    Last,
}

/// What the fields of a request are read with.
#[derive(Clone)]
pub(crate) struct Reads(Arc<Source>);

struct Source {
    records: Records,
    plans: Plans,
    waiting: Mutex<Waiting>,
}

/// Tells whether a query that waits has asked to go on at once: wide lists stop for breath, and siblings behind them
/// have not asked for their keys yet.
struct Bell {
    is_rung: AtomicBool,
    task: Waker,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_rung.store(true, Ordering::Relaxed);
        self.task.wake_by_ref();
    }
}

/// Keys that were asked for since the query went on.
#[derive(Default)]
struct Waiting {
    /// A [`Level`] for each type of key.
    levels: HashMap<TypeId, Box<dyn Any + Send>>,
    /// How each of them is read, in the order in which they go.
    reads: VecDeque<(Turn, Read)>,
}

type Read = fn(Reads) -> BoxFuture<'static, ()>;

/// The row or rows of a key, or why they could not be read.
type Answer<K> = Result<Option<<Records as Loader<K>>::Value>, Arc<DbErr>>;

/// Keys of one type, and who waits for each.
type Level<K> = Vec<(K, oneshot::Sender<Answer<K>>)>;

impl Reads {
    /// For one request.
    pub(crate) fn new(reader: Reader, hot: Hot) -> Self {
        let seen = Seen::new(reader.is_of_query());
        let records = Records { reader, hot, begun: Instant::now(), seen, budget: Budget::default() };
        let (plans, waiting) = (Plans::default(), Mutex::default());
        Self(Arc::new(Source { records, plans, waiting }))
    }

    /// What is read with.
    pub(crate) fn records(&self) -> &Records {
        &self.0.records
    }

    /// The connection that it read with, once the request is answered.
    pub(crate) fn release(&self) -> Option<Held> {
        self.records().reader.release()
    }

    pub(super) fn plans(&self) -> &Plans {
        &self.0.plans
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The row or rows of a key, read together with those of its siblings.
    pub(super) async fn load<K>(&self, key: K) -> Answer<K>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Records: Loader<K>,
    {
        if let Some(known) = self.records().known(&key) {
            return Ok(Some(known));
        }
        let (tell, told) = oneshot::channel();
        self.ask(key, tell);
        // It is dropped unanswered only together with the query.
        told.await.unwrap_or(Ok(None))
    }

    fn ask<K>(&self, key: K, tell: oneshot::Sender<Answer<K>>)
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Records: Loader<K>,
    {
        let mut waiting = self.waiting();
        let Waiting { levels, reads } = &mut *waiting;
        let level = levels.entry(TypeId::of::<K>()).or_insert_with(|| {
            let read: Read = |reads| Box::pin(async move { reads.read::<K>().await });
            let turn = <Records as Loader<K>>::TURN;
            let place = reads.iter().position(|(other, _)| *other > turn).unwrap_or(reads.len());
            reads.insert(place, (turn, read));
            Box::new(Level::<K>::new())
        });
        if let Some(level) = level.downcast_mut::<Level<K>>() {
            level.push((key, tell));
        }
    }

    /// Reads a level and tells everybody.
    async fn read<K>(self)
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Records: Loader<K>,
    {
        let level = self.waiting().levels.remove(&TypeId::of::<K>());
        let level = level.and_then(|level| level.downcast::<Level<K>>().ok());
        let Some(level) = level else { return };
        let mut waiting: HashMap<K, usize> = HashMap::new();
        level.iter().for_each(|(key, _)| *waiting.entry(key.clone()).or_default() += 1);
        let keys: Vec<K> = waiting.keys().cloned().collect();
        let mut read = self.records().load(&keys).await.map_err(Arc::new);
        for (key, tell) in *level {
            let left = waiting.get_mut(&key).map_or(0, |left| std::mem::replace(left, *left - 1));
            let found = match &mut read {
                // The last who waits gets the rows themselves.
                Ok(rows) if left == 1 => Ok(rows.remove(&key)),
                Ok(rows) => Ok(rows.get(&key).cloned()),
                Err(error) => Err(Arc::clone(error)),
            };
            // Who no longer waits needs no answer.
            let _ = tell.send(found);
        }
    }

    /// Runs a query whose fields are read with this.
    pub(crate) async fn run<T>(&self, query: impl Future<Output = T>) -> T {
        // Tokio's budget would stop it among siblings without a sign.
        let mut query = pin!(tokio::task::unconstrained(query));
        // One after the other, on one connection: what is asked for meanwhile joins those that wait.
        let mut reading: Option<BoxFuture<'static, ()>> = None;
        std::future::poll_fn(|context| {
            let bell = Arc::new(Bell { is_rung: AtomicBool::new(false), task: context.waker().clone() });
            let waker = Waker::from(Arc::clone(&bell));
            loop {
                bell.is_rung.store(false, Ordering::Relaxed);
                if let Poll::Ready(answer) = query.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return Poll::Ready(answer);
                }
                if bell.is_rung.load(Ordering::Relaxed) {
                    return Poll::Pending;
                }
                if reading.is_none() {
                    reading = self.waiting().reads.pop_front().map(|(_, read)| read(self.clone()));
                }
                let is_read = reading.as_mut().is_some_and(|read| read.as_mut().poll(context).is_ready());
                if !is_read {
                    return Poll::Pending;
                }
                reading = None;
            }
        })
        .await
    }
}
