//! GraphQL over WebSocket, as `graphql-transport-ws`
//! (github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). The protocol is the library's; here are who may
//! connect, how long a silent client is waited for, and the end.

use super::{App, results};
use crate::auth::Asker;
use crate::error::Code;
use async_graphql::http::{ClientMessage, Protocols, WebSocket, WsMessage};
use async_graphql::{Data, Executor, Request, Response};
use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, WebSocket as Socket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response as Answer};
use futures_util::stream::{BoxStream, SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval};

/// How often a client is asked whether it is there.
const PING: Duration = Duration::from_secs(15);
/// How long a client may be silent; it answers pings by itself.
const SILENCE: Duration = Duration::from_secs(45);
/// How long a client may take for its first message.
const INIT: Duration = Duration::from_secs(10);
/// Messages of a client that wait to be read.
const WAITING: usize = 16;

/// Begins the protocol on a connection. The token comes with the connection or with its first message.
pub(super) fn connect(app: App, headers: &HeaderMap, upgrade: WebSocketUpgrade) -> Answer {
    let authorization = super::authorization(headers).map(str::to_owned);
    let limit = app.body_limit;
    let upgrade = upgrade.protocols([Protocols::GraphQLWS.sec_websocket_protocol()]);
    let upgrade = upgrade.max_message_size(limit).max_frame_size(limit);
    if upgrade.selected_protocol().is_none() {
        let message = "connect with the sub-protocol graphql-transport-ws";
        return (axum::http::StatusCode::BAD_REQUEST, format!("{message}\n")).into_response();
    }
    upgrade.on_upgrade(move |socket| serve(app, authorization, socket))
}

async fn serve(app: App, authorization: Option<String>, socket: Socket) {
    let stop = app.stop.clone();
    let (mut out, inward) = socket.split();
    let (send, receive) = mpsc::channel(WAITING);
    let messages = futures_util::stream::unfold(receive, |mut receive| async {
        let text: String = receive.recv().await?;
        Some((text, receive))
    });
    let messages = Box::pin(messages.map(|text| serde_json::from_str::<ClientMessage>(&text)));
    let door = app.door.clone();
    let (known, mut is_known) = tokio::sync::watch::channel(false);
    let mut answers = WebSocket::from_message_stream(Session { app }, messages, Protocols::GraphQLWS)
        .on_connection_init(move |payload: serde_json::Value| async move {
            let told = token(&payload).or(authorization);
            let asker = door.admit(told.as_deref()).await?;
            known.send_replace(true);
            let mut data = Data::default();
            data.insert(asker);
            Ok(data)
        });
    let mut listening = Listening::start(inward, send);
    let mut pings = interval(PING);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let begun = Instant::now();
    let stopping = stop.begun();
    tokio::pin!(stopping);
    let end = loop {
        tokio::select! {
            answer = answers.next() => match answer {
                Some(WsMessage::Text(text)) => {
                    if out.send(Message::Text(text.into())).await.is_err() { return }
                }
                Some(WsMessage::Close(code, reason)) => break Some(closing(code, &reason)),
                None => break None,
            },
            () = listening.ended() => return,
            _ = pings.tick() => {
                if out.send(Message::Ping(Bytes::new())).await.is_err() { return }
                if listening.is_silent() { return }
            }
            () = tokio::time::sleep_until(begun + INIT), if !*is_known.borrow_and_update() => {
                break Some((4408, "Connection initialisation timeout".to_owned()));
            }
            () = &mut stopping => break Some((1001, "the server stops; connect again".to_owned())),
        }
    };
    close(out, end).await;
}

async fn close(mut out: SplitSink<Socket, Message>, end: Option<(u16, String)>) {
    let frame = end.map(|(code, reason)| CloseFrame { code, reason: reason.into() });
    // Whoever is gone needs no good-bye.
    let _ = out.send(Message::Close(frame)).await;
}

/// The code and the reason that the protocol has for what the library says. Reasons have 123 bytes at most.
fn closing(code: u16, reason: &str) -> (u16, String) {
    const LONGEST: usize = 120;
    let code = match code {
        1002 if reason.contains("token") || reason.contains("Authorization") => 4403,
        1002 => 4400,
        1011 => 4401,
        other => other,
    };
    let mut reason = reason.to_owned();
    while reason.len() > LONGEST {
        reason.pop();
    }
    (code, reason)
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
                    Message::Close(_) => break,
                    Message::Text(_) | Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => {}
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

/// Runs the operations of one connection.
#[derive(Clone)]
struct Session {
    app: App,
}

impl Executor for Session {
    async fn execute(&self, request: Request) -> Response {
        let mut all = results(&self.app, request);
        all.next().await.unwrap_or_default()
    }

    fn execute_stream(&self, request: Request, session: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        let asker = session.and_then(|data| {
            data.get(&std::any::TypeId::of::<Asker>())
                .and_then(|asker| asker.downcast_ref::<Asker>().cloned())
        });
        match super::admitted(&self.app, request, asker.unwrap_or(Asker::Nobody)) {
            Ok(request) => results(&self.app, request).boxed(),
            Err((message, code)) => {
                let error =
                    crate::error::error(code, message).into_server_error(async_graphql::Pos::default());
                futures_util::stream::iter([Response::from_errors(vec![error])]).boxed()
            }
        }
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
        let (code, reason) = closing(1002, &"é".repeat(100));
        assert_eq!(code, 4400);
        assert!(reason.len() <= 123);
    }
}
