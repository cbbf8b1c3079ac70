//! GraphQL over server-sent events, in the mode of distinct connections: a request is answered by a stream of
//! `next` events and one `complete`, as github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md has it. When the
//! server stops, the stream ends without `complete`, so that clients come back.

use super::App;
use super::answer::json;
use super::execute::{Prepared, results};
use async_graphql::Response;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response as Answer};
use futures_util::{Stream, StreamExt as _};
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::timeout;

/// Silence after which a comment is sent, so that proxies keep the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Answers with events.
pub(super) fn answer(app: &App, prepared: Prepared) -> Answer {
    let events = events(results(app, prepared));
    let events = events.take_until(app.stop.clone().begun()).map(Ok::<_, Infallible>);
    let mut answer = Body::from_stream(events).into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx would keep events back until its buffer is full.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    answer
}

/// The results as events, with a comment wherever nothing is told for a while.
fn events(
    results: impl Stream<Item = Response> + Send + 'static,
) -> impl Stream<Item = String> + Send + 'static {
    futures_util::stream::unfold(Some(Box::pin(results)), |results| async {
        let mut results = results?;
        Some(match timeout(KEEP_ALIVE, results.next()).await {
            Ok(Some(response)) => {
                let data = String::from_utf8_lossy(&json(&response)).into_owned();
                (format!("event: next\ndata: {data}\n\n"), Some(results))
            }
            Ok(None) => ("event: complete\ndata: \n\n".to_owned(), None),
            Err(_) => (":\n\n".to_owned(), Some(results)),
        })
    })
}
