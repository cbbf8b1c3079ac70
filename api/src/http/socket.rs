//! GraphQL over WebSocket, as `graphql-transport-ws`
//! (github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). The protocol is the library's; here are who may
//! connect, how long a silent client is waited for, and the end.

use super::answer::Refusal;
use super::execute::{prepare, results};
use super::media::Way;
use super::{App, Caller};
use crate::error::Code;
use async_graphql::http::{ClientMessage, WebSocket, WebSocketProtocols, WsMessage};
use async_graphql::{Data, Executor, Request, Response};
use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, WebSocket as Socket, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response as Answer};
use futures_util::stream::{self, BoxStream, SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tracing::{Instrument as _, Span};

/// How often a client is asked whether it is there.
const PING: Duration = Duration::from_secs(15);
/// How long a client may be silent, or not read; it answers pings by itself.
const SILENCE: Duration = Duration::from_secs(45);
/// How long a client may take for its first message.
const INIT: Duration = Duration::from_secs(10);
/// Messages of a client that wait to be read.
const WAITING: usize = 16;
/// Operations of one connection at once.
const OPERATIONS: usize = 100;

/// Begins the protocol on a connection. The token comes with the connection or with its first message.
pub(super) fn connect(
    app: App,
    client: Option<IpAddr>,
    headers: &HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Answer {
    let authorization = super::authorization(headers).map(str::to_owned);
    let limit = app.body_limit;
    let upgrade = upgrade.protocols([WebSocketProtocols::GraphQLWS.sec_websocket_protocol()]);
    let upgrade = upgrade.max_message_size(limit).max_frame_size(limit);
    if upgrade.selected_protocol().is_none() {
        let message = "connect with the sub-protocol graphql-transport-ws\n";
        return (StatusCode::BAD_REQUEST, message).into_response();
    }
    let places = Arc::new(Semaphore::new(OPERATIONS));
    let session = Session { app, client, admission: Arc::default(), places };
    let span = Span::current();
    upgrade.on_upgrade(move |socket| serve(session, authorization, socket).instrument(span))
}

async fn serve(session: Session, authorization: Option<String>, socket: Socket) {
    let (mut out, inward) = socket.split();
    let (send, receive) = mpsc::channel(WAITING);
    let messages = stream::unfold(receive, |mut receive| async {
        let text: String = receive.recv().await?;
        Some((text, receive))
    });
    let messages = Box::pin(messages.map(|text| serde_json::from_str::<ClientMessage>(&text)));
    let begun = session.clone();
    let mut answers =
        WebSocket::from_message_stream(session.clone(), messages, WebSocketProtocols::GraphQLWS)
            .on_connection_init(move |payload: serde_json::Value| async move {
                let authorization = token(&payload).or(authorization);
                let admitted = begun.app.door.admit(authorization.as_deref()).await;
                let is_admitted = admitted.is_ok();
                // There is one first message; the library refuses a second.
                let _ = begun.admission.set(Admission { is_admitted, authorization });
                admitted.map(|_| Data::default()).map_err(Into::into)
            });
    let mut listening = Listening::start(inward, send);
    let mut pings = interval(PING);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let begun = Instant::now();
    let stopping = session.app.stop.clone().begun();
    tokio::pin!(stopping);
    let end = loop {
        tokio::select! {
            answer = answers.next() => match answer {
                Some(WsMessage::Text(text)) => {
                    if !tell(&mut out, Message::Text(text.into())).await { return }
                }
                Some(WsMessage::Close(code, reason)) => {
                    let is_denied = session.admission.get().is_some_and(|admission| !admission.is_admitted);
                    break Some(if is_denied { (4403, short(reason)) } else { closing(code, reason) });
                }
                None => break None,
            },
            () = listening.ended() => return,
            _ = pings.tick() => {
                if listening.is_silent() || !tell(&mut out, Message::Ping(Bytes::new())).await { return }
            }
            () = tokio::time::sleep_until(begun + INIT), if session.admission.get().is_none() => {
                break Some((4408, "Connection initialisation timeout".to_owned()));
            }
            () = &mut stopping => break Some((1001, "the server stops; connect again".to_owned())),
        }
    };
    close(out, end).await;
}

/// Sends a message; false when the client is gone or does not read.
async fn tell(out: &mut SplitSink<Socket, Message>, message: Message) -> bool {
    matches!(timeout(SILENCE, out.send(message)).await, Ok(Ok(())))
}

async fn close(mut out: SplitSink<Socket, Message>, end: Option<(u16, String)>) {
    let frame = end.map(|(code, reason)| CloseFrame { code, reason: reason.into() });
    // Whoever is gone needs no good-bye.
    tell(&mut out, Message::Close(frame)).await;
}

/// The code and the reason that the protocol has for what the library says.
fn closing(code: u16, reason: String) -> (u16, String) {
    let code = match code {
        1002 => 4400,
        1011 => 4401,
        other => other,
    };
    (code, short(reason))
}

/// A reason that fits a frame: 123 bytes at most.
fn short(mut reason: String) -> String {
    const LONGEST: usize = 120;
    while reason.len() > LONGEST {
        reason.pop();
    }
    reason
}

/// What the client sends, read apart from what it is sent, so that its pongs count while it is told something.
struct Listening {
    heard: mpsc::Receiver<()>,
    last: Arc<Mutex<Instant>>,
}

impl Listening {
    /// Reads until the client or the server ends.
    fn start(mut inward: SplitStream<Socket>, send: mpsc::Sender<String>) -> Self {
        let (beat, heard) = mpsc::channel(1);
        let last = Arc::new(Mutex::new(Instant::now()));
        let now = Arc::clone(&last);
        tokio::spawn(async move {
            loop {
                let message = tokio::select! {
                    message = inward.next() => message,
                    () = beat.closed() => break,
                };
                let Some(Ok(message)) = message else { break };
                *now.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
                match message {
                    Message::Text(text) if send.send(text.to_string()).await.is_err() => break,
                    // The next read answers a good-bye, and then there is nothing to read.
                    Message::Text(_)
                    | Message::Binary(_)
                    | Message::Ping(_)
                    | Message::Pong(_)
                    | Message::Close(_) => {}
                }
            }
        });
        Self { heard, last }
    }

    /// Waits for the end.
    async fn ended(&mut self) {
        while self.heard.recv().await.is_some() {}
    }

    fn is_silent(&self) -> bool {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.elapsed() > SILENCE
    }
}

/// The token of a first message: `{"authorization": "Bearer newsgraph_..."}`, in any case.
fn token(payload: &serde_json::Value) -> Option<String> {
    let fields = payload.as_object()?;
    let (_, value) = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization"))?;
    value.as_str().map(str::to_owned)
}

/// What came of a connection's first message.
#[derive(Debug)]
struct Admission {
    is_admitted: bool,
    authorization: Option<String>,
}

/// Runs the operations of one connection.
#[derive(Clone)]
struct Session {
    app: App,
    client: Option<IpAddr>,
    admission: Arc<OnceLock<Admission>>,
    /// Places for operations at once.
    places: Arc<Semaphore>,
}

impl Session {
    /// Begins an operation. Its token is looked at again: it may be revoked while the connection lasts.
    async fn begin(self, request: Request) -> Result<BoxStream<'static, Response>, Refusal> {
        let Some(Admission { is_admitted: true, authorization }) = self.admission.get() else {
            let message = "the connection is not initialised; send connection_init first";
            return Err(Refusal::of_request(Code::Unauthenticated, message));
        };
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            let message = format!("a connection runs {OPERATIONS} operations at once; complete one first");
            return Err(Refusal::of_request(Code::RateLimited, message));
        };
        let asker = self.app.door.admit(authorization.as_deref()).await?;
        let caller = Caller { asker, client: self.client, is_get: false, way: Way::Stream };
        let results = results(&self.app, prepare(&self.app, request.into(), caller)?);
        let held = stream::unfold((results, place), |(mut results, place)| async move {
            Some((results.next().await?, (results, place)))
        });
        Ok(held.boxed())
    }
}

impl Executor for Session {
    async fn execute(&self, request: Request) -> Response {
        self.execute_stream(request, None).next().await.unwrap_or_default()
    }

    fn execute_stream(&self, request: Request, _: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        let begun = stream::once(self.clone().begin(request));
        let results = begun.flat_map(|begun| {
            begun.unwrap_or_else(|refusal| stream::once(async move { refusal.response() }).boxed())
        });
        results.boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::{closing, token};
    use serde_json::json;

    #[test]
    fn the_token_comes_with_the_first_message() {
        assert_eq!(token(&json!({"Authorization": "Bearer a"})).as_deref(), Some("Bearer a"));
        assert_eq!(token(&json!({"authorization": 7})), None);
        assert_eq!(token(&json!(null)), None);
    }

    #[test]
    fn reasons_fit_a_frame() {
        let (code, reason) = closing(1002, "é".repeat(100));
        assert_eq!(code, 4400);
        assert!(reason.len() <= 123);
    }
}
