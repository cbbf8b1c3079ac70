//! The body of a request, whole, however slowly it comes. In: its stream. Out: its bytes, or why there are none.

use axum::body::Body;
use futures_util::StreamExt as _;
use std::time::Duration;

/// How long a body may take: the longest comes within it over a poor line.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is longer than allowed, or broke off.
    TooLong,
    /// It did not come in time.
    TooSlow,
}

/// The whole body, of `limit` bytes at most.
pub(super) async fn whole(body: Body, limit: usize) -> Result<Vec<u8>, Unread> {
    let read = tokio::time::timeout(PATIENCE, within(body, limit)).await;
    read.map_err(|_| Unread::TooSlow)?.ok_or(Unread::TooLong)
}

/// What is too long is still read for a while, since a client that cannot finish writing never sees the answer.
async fn within(body: Body, limit: usize) -> Option<Vec<u8>> {
    const MOST: usize = 16 << 20;
    let mut chunks = body.into_data_stream();
    let (mut kept, mut seen) = (Vec::new(), 0);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.ok()?;
        seen += chunk.len();
        if seen > MOST {
            break;
        }
        if seen <= limit {
            kept.extend_from_slice(&chunk);
        }
    }
    (seen <= limit).then_some(kept)
}
