//! What an answer may take of memory. The price of a query counts the records that it reads, but an answer holds a record
//! as often as others lead to it, and some lists are as long as they are.

use crate::error::{Code, error};
use async_graphql::{Pos, ServerError, ServerResult};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Bytes that all parts of an answer may have, each counted wherever it is written: ten times what a page of long
/// articles takes.
const BYTES: i64 = 64 << 20;

/// What one object takes that is no text yet.
pub(super) const OBJECT: usize = 256;

/// The bytes that are left for the parts of one answer.
#[derive(Clone, Debug)]
pub(crate) struct Budget(Arc<AtomicI64>);

impl Default for Budget {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(BYTES)))
    }
}

impl Budget {
    /// Takes the bytes of a part; an error where there are not enough left.
    pub(super) fn take(&self, bytes: usize) -> ServerResult<()> {
        self.0.fetch_sub(i64::try_from(bytes).unwrap_or(BYTES), Ordering::Relaxed);
        if self.is_spent() { Err(Self::error()) } else { Ok(()) }
    }

    /// Whether the answer takes too much.
    pub(crate) fn is_spent(&self) -> bool {
        self.0.load(Ordering::Relaxed) < 0
    }

    /// The next answer of a stream has one of its own.
    pub(crate) fn refill(&self) {
        self.0.store(BYTES, Ordering::Relaxed);
    }

    /// What the client is told.
    pub(crate) fn error() -> ServerError {
        let message = format!("the answer takes more than {} MiB; ask for less at once", BYTES >> 20);
        error(Code::QueryTooComplex, message).into_server_error(Pos::default())
    }
}
