//! GraphQL over HTTP, as its specification writes it: both media types, GET for queries alone, its status codes.
//! POST takes `application/json` alone, so that no form of another site can send one.

use crate::error::Code;
use crate::hot::Hot;
use crate::loader::{Plans, Queue, loader};
use crate::reader::Databases;
use crate::room::{self, Room};
use crate::schema::{Limits, Schema};
use async_graphql::parser::types::{DocumentOperations, OperationType};
use async_graphql::{Request, Response, ServerError, Value, Variables};
use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::header::{ACCEPT, ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response as Answer};
use axum::routing::get;
use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) schema: Schema,
    pub(crate) databases: Databases,
    pub(crate) hot: Hot,
    pub(crate) room: Room,
    pub(crate) timeout: Duration,
    pub(crate) body_limit: usize,
    pub(crate) limits: Limits,
}

/// All addresses of the server.
pub(crate) fn router(app: App) -> Router {
    let id = HeaderName::from_static("x-request-id");
    Router::new()
        .route("/graphql", get(graphql_get).post(graphql_post))
        .route("/health", get(async || "ok\n"))
        .route("/ready", get(ready))
        .merge(crate::playground::router())
        .layer(CompressionLayer::new())
        .layer(CorsLayer::permissive())
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(TraceLayer::new_for_http())
        .layer(SetRequestIdLayer::new(id, MakeRequestUuid))
        .with_state(app)
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

/// The two media types of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Media {
    /// `application/json`: every well-formed request is answered with 200.
    Json,
    /// `application/graphql-response+json`: the status tells whether the request was executed.
    Response,
}

impl Media {
    /// The one that the client likes best; `application/json` when it does not say.
    fn accepted(headers: &HeaderMap) -> Option<Self> {
        let accept: Vec<&str> =
            headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        if accept.is_empty() {
            return Some(Self::Json);
        }
        let all = accept.join(",");
        let mut found: Vec<(f32, Self)> = Vec::new();
        for range in all.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let quality =
                parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse().ok()).unwrap_or(1.0);
            match name.as_str() {
                "application/graphql-response+json" => found.push((quality + 0.001, Self::Response)),
                "application/json" | "application/*" | "*/*" => found.push((quality, Self::Json)),
                _ => {}
            }
        }
        let best = found.into_iter().filter(|(quality, _)| *quality > 0.0).max_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(_, media)| media)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Response => "application/graphql-response+json; charset=utf-8",
        }
    }
}

/// A request as the specification's JSON has it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    #[serde(default)]
    query: Option<String>,
    #[serde(default)]
    operation_name: Option<String>,
    #[serde(default)]
    variables: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(default)]
    extensions: Option<serde_json::Map<String, serde_json::Value>>,
}

async fn graphql_post(State(app): State<App>, headers: HeaderMap, body: Body) -> Answer {
    let Some(media) = Media::accepted(&headers) else { return not_acceptable() };
    let Some(body) = whole(body, app.body_limit).await else {
        let message = format!("the request is longer than {} bytes; ask for less at once", app.body_limit);
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, media, &message);
    };
    if !is_json(&headers) {
        let message = "send the request with Content-Type: application/json";
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, media, message);
    }
    match serde_json::from_slice::<Parameters>(&body) {
        Ok(parameters) => execute(&app, parameters, media, &headers, false).await,
        Err(error) => {
            let message = format!("the body is no GraphQL request: {error}; send {{\"query\": \"...\"}}");
            refuse(StatusCode::BAD_REQUEST, media, &message)
        }
    }
}

/// The whole body, or none when it is longer than `limit`. What is too long is still read for a while, since a
/// client that cannot finish writing never sees the answer.
async fn whole(body: Body, limit: usize) -> Option<Vec<u8>> {
    const PATIENCE: usize = 16 << 20;
    let mut chunks = body.into_data_stream();
    let (mut kept, mut seen) = (Vec::new(), 0);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.ok()?;
        seen += chunk.len();
        if seen > PATIENCE {
            break;
        }
        if seen <= limit {
            kept.extend_from_slice(&chunk);
        }
    }
    (seen <= limit).then_some(kept)
}

async fn graphql_get(State(app): State<App>, headers: HeaderMap, RawQuery(query): RawQuery) -> Answer {
    let Some(media) = Media::accepted(&headers) else { return not_acceptable() };
    let query = query.unwrap_or_default();
    match from_query(&query) {
        Ok(parameters) => execute(&app, parameters, media, &headers, true).await,
        Err(message) => refuse(StatusCode::BAD_REQUEST, media, &message),
    }
}

fn from_query(query: &str) -> Result<Parameters, String> {
    let mut parameters = Parameters::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let object = |value: &str| {
            serde_json::from_str(value)
                .map_err(|error| format!("the parameter {name} is no JSON object: {error}"))
        };
        match &*name {
            "query" => parameters.query = Some(value.into_owned()),
            "operationName" => parameters.operation_name = Some(value.into_owned()),
            "variables" => parameters.variables = object(&value)?,
            "extensions" => parameters.extensions = object(&value)?,
            _ => {}
        }
    }
    Ok(parameters)
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = value.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    let charset =
        parts.find_map(|part| part.to_ascii_lowercase().strip_prefix("charset=").map(str::to_owned));
    is_json && charset.is_none_or(|charset| charset.trim_matches('"') == "utf-8")
}

async fn execute(
    app: &App,
    parameters: Parameters,
    media: Media,
    headers: &HeaderMap,
    is_get: bool,
) -> Answer {
    let is_persisted =
        parameters.extensions.as_ref().is_some_and(|extensions| extensions.contains_key("persistedQuery"));
    let query = parameters.query.unwrap_or_default();
    if query.trim().is_empty() && !is_persisted {
        return refuse(StatusCode::BAD_REQUEST, media, "the request has no `query`");
    }
    if query.contains(['\0'])
        || query.contains("\\u0000")
        || parameters.variables.as_ref().is_some_and(has_null)
    {
        let message = "a text of the request holds U+0000, which no text of the database can; take it out";
        return refuse(StatusCode::BAD_REQUEST, media, message);
    }
    let reads = Queue::default();
    // Whoever may write finds what was written: neither a replica nor what is kept may be behind.
    let (reader, hot) = if headers.contains_key(AUTHORIZATION) {
        (app.databases.reader_of_writer(), Hot::none())
    } else {
        (app.databases.reader(), app.hot.clone())
    };
    let loader = loader(reader.clone(), hot.clone(), reads.clone());
    let mut request = Request::new(query).data(reader).data(hot).data(Plans::default()).data(loader);
    if let Some(name) = parameters.operation_name {
        request = request.operation_name(name);
    }
    if let Some(variables) = parameters.variables {
        request = request.variables(Variables::from_json(serde_json::Value::Object(variables)));
    }
    if let Some(extensions) = parameters.extensions {
        let extensions =
            extensions.into_iter().filter_map(|(name, value)| Some((name, Value::from_json(value).ok()?)));
        request.extensions.extend(extensions);
    }
    if is_get && is_mutation(&mut request) {
        let mut answer =
            refuse(StatusCode::METHOD_NOT_ALLOWED, media, "GET takes queries alone; send a mutation by POST");
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        return answer;
    }
    if let Some(message) = too_large(&mut request, app.limits) {
        let status = if media == Media::Json { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        return fail(status, media, &message, Code::QueryTooComplex);
    }
    let Some(_place) = app.room.enter().await else { return busy(media) };
    if let Ok(response) = tokio::time::timeout(app.timeout, reads.run(app.schema.execute(request))).await {
        answer(&response, media)
    } else {
        let message = format!("the query took longer than {} s; ask for less", app.timeout.as_secs());
        fail(StatusCode::GATEWAY_TIMEOUT, media, &message, Code::Timeout)
    }
}

/// Whether a text inside holds U+0000.
fn has_null(variables: &serde_json::Map<String, serde_json::Value>) -> bool {
    fn inside(value: &serde_json::Value) -> bool {
        match value {
            serde_json::Value::String(text) => text.contains('\0'),
            serde_json::Value::Array(values) => values.iter().any(inside),
            serde_json::Value::Object(fields) => has_null(fields),
            _ => false,
        }
    }
    variables.values().any(inside)
}

/// A sentence when the query asks for more than is answered at once. One that cannot be parsed is told later, and
/// one that was persisted has passed here when it was.
fn too_large(request: &mut Request, limits: Limits) -> Option<String> {
    let name = request.operation_name.clone();
    let size = crate::cost::size(request.parsed_query().ok()?, name.as_deref());
    let (found, most, unit) = if size.depth > limits.depth {
        (size.depth, limits.depth, "levels of fields")
    } else {
        (size.fields, limits.complexity, "fields")
    };
    (found > most).then(|| {
        let told = if found == usize::MAX { "far more".to_owned() } else { found.to_string() };
        format!("the query has {told} {unit} with its fragments spread out; at most {most} are answered, so ask in parts")
    })
}

fn is_mutation(request: &mut Request) -> bool {
    let name = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else { return false };
    let is = |operation: OperationType| operation != OperationType::Query;
    match &document.operations {
        DocumentOperations::Single(operation) => is(operation.node.ty),
        DocumentOperations::Multiple(operations) => operations
            .iter()
            .filter(|(found, _)| name.as_deref().is_none_or(|name| name == found.as_str()))
            .any(|(_, operation)| is(operation.node.ty)),
    }
}

/// An answer in the order that the specification asks for: errors first, where they are seen.
#[derive(Serialize)]
struct Told<'r> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'r Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'r BTreeMap<String, Value>,
}

/// An answer as JSON. A request that was never executed has no `data`.
fn answer(response: &Response, media: Media) -> Answer {
    let was_executed =
        response.data != Value::Null || response.errors.iter().any(|error| !error.path.is_empty());
    let body = Told {
        errors: response.errors.iter().map(told).collect(),
        data: was_executed.then_some(&response.data),
        extensions: &response.extensions,
    };
    let body = serde_json::to_string(&body).unwrap_or_default();
    let status = if was_executed || media == Media::Json { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let mut answer = (status, body).into_response();
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media.name()));
    let cache = if response.errors.is_empty() { "public, max-age=5" } else { "no-store" };
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    answer
}

/// An error with a code and a message of bounded length: a hostile query comes back whole in the library's own.
fn told(error: &ServerError) -> serde_json::Value {
    const LONGEST: usize = 400;
    let mut value = serde_json::to_value(error).unwrap_or_default();
    let message: String = error.message.chars().take(LONGEST).collect();
    let code = if message.contains("too complex")
        || message.contains("nested too deep")
        || message.contains("recursion")
    {
        Code::QueryTooComplex
    } else {
        Code::BadUserInput
    };
    let is_persisted = message == "PersistedQueryNotFound";
    let has_code = error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some());
    if let Some(object) = value.as_object_mut() {
        object.insert("message".to_owned(), message.into());
        if !has_code {
            let name = if is_persisted { "PERSISTED_QUERY_NOT_FOUND" } else { code.name() };
            let extensions = object.entry("extensions").or_insert_with(|| serde_json::json!({}));
            if let Some(extensions) = extensions.as_object_mut() {
                extensions.insert("code".to_owned(), name.into());
            }
        }
    }
    value
}

/// The server has no room for another query.
fn busy(media: Media) -> Answer {
    let message = format!("the server is busy; try again in {} s", room::AFTER);
    let mut answer = fail(StatusCode::SERVICE_UNAVAILABLE, media, &message, Code::Busy);
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(room::AFTER));
    answer
}

fn refuse(status: StatusCode, media: Media, message: &str) -> Answer {
    fail(status, media, message, Code::BadUserInput)
}

fn fail(status: StatusCode, media: Media, message: &str, code: Code) -> Answer {
    let body = serde_json::json!({"errors": [{"message": message, "extensions": {"code": code.name()}}]});
    let mut answer = (status, body.to_string()).into_response();
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media.name()));
    answer
}

fn not_acceptable() -> Answer {
    let message = "answers come as application/graphql-response+json or application/json; accept one of them";
    refuse(StatusCode::NOT_ACCEPTABLE, Media::Json, message)
}
