//! GraphQL over HTTP, as its specification writes it: both media types, GET for queries alone, its status codes.
//! POST takes `application/json` alone, so that no form of another site can send one.

mod answer;
mod body;
mod document;
mod execute;
mod hint;
mod known;
mod media;
mod merging;
mod nesting;
mod parameters;
mod root;
mod socket;
mod sse;

use crate::auth::{Asker, Door};
use crate::command::Clock;
use crate::cost::{Limits, Shape};
use crate::error::Code;
use crate::hot::Hot;
use crate::object::text::separate;
use crate::publications::Publications;
use crate::rate::Rates;
use crate::reader::Databases;
use crate::room::Room;
use crate::schema::Schema;
use answer::{Refusal, not_acceptable};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{ConnectInfo, RawQuery, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, ETAG, HOST, ORIGIN, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse as _, Response as Answer};
use axum::routing::get;
use body::Unread;
pub(crate) use document::Documents;
pub(crate) use execute::Bill;
pub(crate) use known::Known;
use media::{Media, Way, is_json};
use parameters::{Asked, Parameters};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowHeaders, AllowOrigin, Any, CorsLayer};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tracing::Span;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) schema: Schema,
    /// The same for queries that are known to be valid.
    pub(crate) unchecking: Schema,
    pub(crate) known: Arc<Known>,
    pub(crate) shape: Arc<Shape>,
    pub(crate) documents: Arc<Documents>,
    pub(crate) door: Door,
    pub(crate) publications: Publications,
    pub(crate) stop: Stop,
    pub(crate) databases: Databases,
    pub(crate) hot: Hot,
    pub(crate) room: Room,
    pub(crate) clock: Clock,
    pub(crate) timeout: Duration,
    pub(crate) body_limit: usize,
    pub(crate) limits: Limits,
    /// Requests that a batch may have; none when it is 0.
    pub(crate) batch: usize,
    /// Seconds that an answer to GET may be kept.
    pub(crate) max_age: u64,
    /// None where a client may ask as much as it likes.
    pub(crate) rates: Option<Arc<Rates>>,
    /// Whether a proxy in front tells the client's address.
    pub(crate) is_behind_proxy: bool,
    /// The sites whose pages may ask; every site when there are none.
    pub(crate) origins: Arc<[HeaderValue]>,
}

impl App {
    /// Whether the page that sends a request may: browsers ask about each request but those of a `WebSocket`. What is no
    /// page names no site, and the server's own pages may.
    fn is_open_to(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let Some(origin) = headers.get(ORIGIN) else { return true };
        let site = text(ORIGIN).and_then(|origin| Some(origin.split_once("://")?.1));
        self.origins.is_empty() || self.origins.contains(origin) || (site.is_some() && site == text(HOST))
    }
}

/// How long a browser keeps what a site may send; none keeps it longer.
const PREFLIGHT: Duration = Duration::from_hours(2);

/// Tells those who wait that the server stops.
#[derive(Clone, Debug)]
pub(crate) struct Stop(pub(crate) watch::Receiver<bool>);

impl Stop {
    /// Waits for the server to stop.
    async fn begun(mut self) {
        // Without a sender nobody can stop it any more: it is over.
        let _ = self.0.wait_for(|stops| *stops).await;
    }

    /// Waits until it has been stopping for a while.
    pub(crate) async fn passed(self, time: Duration) {
        self.begun().await;
        tokio::time::sleep(time).await;
    }
}

/// Who sends a request, and how.
#[derive(Clone, Debug)]
struct Caller {
    asker: Asker,
    /// Who pays; nobody where the server sets no rate.
    client: Option<IpAddr>,
    /// GET changes nothing: any site may lead a reader to an address.
    is_get: bool,
    /// How it may be answered.
    way: Way,
}

/// All addresses of the server.
pub(crate) fn router(app: App) -> Router {
    let id = HeaderName::from_static("x-request-id");
    let origins = &app.origins;
    let origins = if origins.is_empty() { AllowOrigin::from(Any) } else { origins.to_vec().into() };
    let cors = CorsLayer::permissive().allow_origin(origins).expose_headers([id.clone(), RETRY_AFTER, ETAG]);
    // Browsers ask anew before each request otherwise, but for those of the last five seconds.
    let cors = cors.max_age(PREFLIGHT);
    // The wildcard for headers does not cover `Authorization`.
    let cors = cors.allow_headers(AllowHeaders::mirror_request());
    Router::new()
        .route("/graphql", get(graphql_get).post(graphql_post))
        .route("/health", get(async || "ok\n"))
        .route("/ready", get(ready))
        .merge(crate::playground::router())
        .layer(CompressionLayer::new())
        .layer(map_response(in_one_piece))
        .layer(cors)
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetRequestIdLayer::new(id, MakeRequestUuid))
        .with_state(app)
}

/// What the log tells of a request beside each line about it.
fn span(request: &Request) -> Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok());
    tracing::error_span!("request", id, method = %request.method(), path = request.uri().path())
}

/// A compressed answer in one piece with its length, since it is all there: in pieces, a client may have read it to its end
/// before it is told that this was the end. Streams of events are not compressed.
async fn in_one_piece(answer: Answer) -> Answer {
    if !answer.headers().contains_key(CONTENT_ENCODING) {
        return answer;
    }
    let (parts, body) = answer.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => Answer::from_parts(parts, bytes.into()),
        Err(error) => {
            tracing::error!(%error, "an answer could not be compressed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whether the database answers.
async fn ready(State(app): State<App>) -> Answer {
    match app.databases.primary().ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

async fn graphql_post(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let way = Way::asked(&headers);
    let Some(media) = media(&headers) else { return not_acceptable() };
    let client = client(&app, peer, &headers);
    let refuse =
        |status, message: &str| Refusal::with_status(status, Code::BadUserInput, message).answer(media);
    // Before any answer: a connection whose request was not read to its end cannot take another.
    let body = match body::whole(body, app.body_limit).await {
        Ok(body) => body,
        Err(Unread::TooLong) => {
            let message =
                format!("the request is longer than {} bytes; ask for less at once", app.body_limit);
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, &message);
        }
        Err(Unread::TooSlow) => {
            return refuse(StatusCode::REQUEST_TIMEOUT, "the request did not come to its end; send it again");
        }
    };
    let asker = match app.door.admit(authorization(&headers)).await {
        Ok(asker) => asker,
        Err(denial) => return Refusal::from(denial).answer(media),
    };
    let caller = Caller { asker, client, is_get: false, way };
    if !is_json(&headers) {
        let message = "send the request with Content-Type: application/json";
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, message);
    }
    match Parameters::from_body(&body, app.batch) {
        Ok(Asked::One(parameters)) => one(&app, parameters, media, caller, &headers).await,
        Ok(Asked::Batch(_)) if way == Way::Stream => {
            refuse(StatusCode::BAD_REQUEST, "a stream answers one request; send each of the batch by itself")
        }
        Ok(Asked::Batch(all)) => batch(&app, all, media, &caller).await,
        Err(message) => refuse(StatusCode::BAD_REQUEST, &message),
    }
}

async fn graphql_get(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Answer {
    let client = client(&app, peer, &headers);
    if let Ok(upgrade) = upgrade {
        if !app.is_open_to(&headers) {
            return (StatusCode::FORBIDDEN, "pages of this site may not ask here\n").into_response();
        }
        return socket::connect(app, client, &headers, upgrade);
    }
    let Some(media) = media(&headers) else { return not_acceptable() };
    let asker = match app.door.admit(authorization(&headers)).await {
        Ok(asker) => asker,
        Err(denial) => return Refusal::from(denial).answer(media),
    };
    let caller = Caller { asker, client, is_get: true, way: Way::asked(&headers) };
    match Parameters::from_address(&query.unwrap_or_default()) {
        Ok(parameters) => one(&app, parameters, media, caller, &headers).await,
        Err(message) => Refusal::bad_request(message).answer(media),
    }
}

/// The media type of the answer; where only a stream is taken, of what refuses it: the one whose status tells so.
fn media(headers: &HeaderMap) -> Option<Media> {
    Media::accepted(headers).or((Way::asked(headers) == Way::Stream).then_some(Media::Response))
}

/// The value of the header; empty when it is no text.
fn authorization(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default())
}

/// Who pays for a request, where the server sets a rate: the peer, or whom a trusted proxy names last.
fn client(app: &App, peer: SocketAddr, headers: &HeaderMap) -> Option<IpAddr> {
    app.rates.as_ref()?;
    let mut named = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let named = named.next_back().and_then(|all| all.rsplit(',').next()?.trim().parse().ok());
    Some(named.filter(|_| app.is_behind_proxy).unwrap_or(peer.ip()))
}

/// Answers the one request of a body or address.
async fn one(app: &App, parameters: Parameters, media: Media, caller: Caller, headers: &HeaderMap) -> Answer {
    let prepared = match execute::prepare(app, parameters, caller) {
        Ok(prepared) => prepared,
        Err(refusal) => return refusal.answer(media),
    };
    if prepared.is_stream {
        return sse::answer(app, prepared);
    }
    match execute::execute(app, prepared).await {
        Ok((response, keeping)) => answer::answer(&response, media, keeping, headers),
        Err(refusal) => refusal.answer(media),
    }
}

/// Answers a list of requests with a list of responses, one after the other.
async fn batch(app: &App, all: Vec<Parameters>, media: Media, caller: &Caller) -> Answer {
    let mut responses = b"[".to_vec();
    for (at, parameters) in all.into_iter().enumerate() {
        let response = match execute::prepare(app, parameters, caller.clone()) {
            Ok(prepared) => execute::execute(app, prepared).await,
            Err(refusal) => Err(refusal),
        };
        separate(at, &mut responses);
        responses.extend(match response {
            Ok((response, _)) => answer::json(&response),
            Err(refusal) => refusal.json().to_string().into_bytes(),
        });
    }
    responses.push(b']');
    answer::with_body(StatusCode::OK, media, responses)
}
