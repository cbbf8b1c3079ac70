//! What an answer has written. A record that several fields lead to, with the same fields asked of it, is written once,
//! by the first; the others take the text. Fifty articles quote the same few speakers.

use crate::node::Kind;
use async_graphql::ContextSelectionSet;
use async_graphql::{ServerResult, Value};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Told with a request whose objects are to be written as text, and what of them is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written(Arc<Mutex<HashMap<Key, Record>>>);

/// A record, and where the fields that are asked of it stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    kind: Kind,
    number: i64,
    selection: usize,
}

#[derive(Debug)]
enum Record {
    /// Somebody writes it; who waits for it.
    Underway(Vec<oneshot::Sender<Value>>),
    There(Value),
}

/// What there is to do for a record.
enum Turn {
    Write,
    Wait(oneshot::Receiver<Value>),
    Take(Value),
}

impl Written {
    fn records(&self) -> MutexGuard<'_, HashMap<Key, Record>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, key: Key) -> Turn {
        let mut records = self.records();
        match records.get_mut(&key) {
            None => {
                records.insert(key, Record::Underway(Vec::new()));
                Turn::Write
            }
            Some(Record::Underway(waiting)) => {
                let (tell, told) = oneshot::channel();
                waiting.push(tell);
                Turn::Wait(told)
            }
            Some(Record::There(value)) => Turn::Take(value.clone()),
        }
    }

    /// The text of a record, which `write` makes unless it is there. Where the first could not write it without an error,
    /// each does it for itself: an error names the field it came by.
    pub(super) async fn once(
        &self,
        ctx: &ContextSelectionSet<'_>,
        (kind, number): (Kind, i64),
        write: impl Future<Output = ServerResult<Value>>,
    ) -> ServerResult<Value> {
        let key = Key { kind, number, selection: std::ptr::from_ref(ctx.item).addr() };
        match self.turn(key) {
            Turn::Take(value) => return Ok(value),
            Turn::Wait(told) => {
                if let Ok(value) = told.await {
                    return Ok(value);
                }
                return write.await;
            }
            Turn::Write => {}
        }
        let underway = Underway { written: self, key };
        let value = write.await?;
        if ctx.query_env.errors.lock().is_ok_and(|errors| errors.is_empty()) {
            underway.tell(&value);
        }
        Ok(value)
    }
}

/// A record that is being written. Dropped, it is given up, and who waits for it learns that.
struct Underway<'w> {
    written: &'w Written,
    key: Key,
}

impl Underway<'_> {
    fn tell(self, value: &Value) {
        let there = self.written.records().insert(self.key, Record::There(value.clone()));
        if let Some(Record::Underway(waiting)) = there {
            for tell in waiting {
                // Who no longer waits needs no text.
                let _ = tell.send(value.clone());
            }
        }
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        let mut records = self.written.records();
        if matches!(records.get(&self.key), Some(Record::Underway(_))) {
            records.remove(&self.key);
        }
    }
}
