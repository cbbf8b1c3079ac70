//! GraphQL over HTTP, as its specification writes it: both media types, GET for queries alone, its status codes.
//! POST takes `application/json` alone, so that no form of another site can send one.

mod answer;
mod document;
mod execute;
mod media;
mod parameters;

use crate::command::Clock;
use crate::cost::{Limits, Shape};
use crate::error::Code;
use crate::rate::Rates;
use crate::schema::Schema;
use answer::{Refusal, not_acceptable};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response as Answer};
use axum::routing::get;
pub(crate) use document::Documents;
pub(crate) use execute::Bill;
use media::{Media, is_json};
use parameters::{Asked, Parameters, whole};
use sea_orm::DatabaseConnection;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, Any, CorsLayer};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) schema: Schema,
    pub(crate) shape: Arc<Shape>,
    pub(crate) documents: Arc<Documents>,
    pub(crate) database: DatabaseConnection,
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
}

/// All addresses of the server. `origins` are the sites whose pages may ask; every site when there are none.
pub(crate) fn router(app: App, origins: &[HeaderValue]) -> Router {
    let id = HeaderName::from_static("x-request-id");
    let origins = if origins.is_empty() { AllowOrigin::from(Any) } else { origins.to_vec().into() };
    let cors = CorsLayer::permissive().allow_origin(origins).expose_headers([id.clone()]);
    Router::new()
        .route("/graphql", get(graphql_get).post(graphql_post))
        .route("/health", get(async || "ok\n"))
        .route("/ready", get(ready))
        .merge(crate::playground::router())
        .layer(CompressionLayer::new())
        .layer(cors)
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(TraceLayer::new_for_http())
        .layer(SetRequestIdLayer::new(id, MakeRequestUuid))
        .with_state(app)
}

/// Whether the database answers.
async fn ready(State(app): State<App>) -> Answer {
    match app.database.ping().await {
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
    let Some(media) = Media::accepted(&headers) else { return not_acceptable() };
    let refuse =
        |status, message: &str| Refusal::with_status(status, Code::BadUserInput, message).answer(media);
    let Some(body) = whole(body, app.body_limit).await else {
        let message = format!("the request is longer than {} bytes; ask for less at once", app.body_limit);
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, &message);
    };
    if !is_json(&headers) {
        let message = "send the request with Content-Type: application/json";
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, message);
    }
    let client = client(&app, peer, &headers);
    match Parameters::from_body(&body, app.batch) {
        Ok(Asked::One(parameters)) => one(&app, parameters, media, false, client, &headers).await,
        Ok(Asked::Batch(all)) => batch(&app, all, media, client).await,
        Err(message) => refuse(StatusCode::BAD_REQUEST, &message),
    }
}

async fn graphql_get(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let Some(media) = Media::accepted(&headers) else { return not_acceptable() };
    let client = client(&app, peer, &headers);
    match Parameters::from_address(&query.unwrap_or_default()) {
        Ok(parameters) => one(&app, parameters, media, true, client, &headers).await,
        Err(message) => Refusal::bad_request(message).answer(media),
    }
}

/// Who pays for a request, where the server sets a rate: the peer, or whom a trusted proxy names last.
fn client(app: &App, peer: SocketAddr, headers: &HeaderMap) -> Option<IpAddr> {
    app.rates.as_ref()?;
    let mut named = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let named = named.next_back().and_then(|all| all.rsplit(',').next()?.trim().parse().ok());
    Some(named.filter(|_| app.is_behind_proxy).unwrap_or(peer.ip()))
}

/// Answers the one request of a body or address.
async fn one(
    app: &App,
    parameters: Parameters,
    media: Media,
    is_get: bool,
    client: Option<IpAddr>,
    headers: &HeaderMap,
) -> Answer {
    let prepared = match execute::prepare(app, parameters, is_get, client) {
        Ok(prepared) => prepared,
        Err(refusal) => return refusal.answer(media),
    };
    match execute::execute(app, prepared).await {
        Ok((response, keeping)) => answer::answer(&response, media, keeping, headers),
        Err(refusal) => refusal.answer(media),
    }
}

/// Answers a list of requests with a list of responses, one after the other.
async fn batch(app: &App, all: Vec<Parameters>, media: Media, client: Option<IpAddr>) -> Answer {
    let mut responses = Vec::with_capacity(all.len());
    for parameters in all {
        let response = match execute::prepare(app, parameters, false, client) {
            Ok(prepared) => execute::execute(app, prepared).await,
            Err(refusal) => Err(refusal),
        };
        responses.push(match response {
            Ok((response, _)) => answer::json(&response),
            Err(refusal) => refusal.json().to_string(),
        });
    }
    answer::with_body(StatusCode::OK, media, format!("[{}]", responses.join(",")))
}
