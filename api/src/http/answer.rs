//! Answers as the specification writes them: status, media type, body, and how long they may be kept.

use super::hint;
use super::media::Media;
use crate::auth::Denial;
use crate::cost;
use crate::error::Code;
use crate::object::text::{separate, write, write_json, write_name};
use crate::room;
use async_graphql::{Response, ServerError, Value};
use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER, VARY, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response as Answer};

/// A request that is not executed, and why.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// None where the media type decides: 400, or 200 in `application/json`.
    status: Option<StatusCode>,
    code: Code,
    message: String,
    excess: Option<cost::Excess>,
    /// Seconds until it may be asked again.
    retry_after: Option<u64>,
}

impl Refusal {
    /// The request is none.
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::with_status(StatusCode::BAD_REQUEST, Code::BadUserInput, message)
    }

    /// The request is well-formed, and what it asks is not answered.
    pub(super) fn of_request(code: Code, message: impl Into<String>) -> Self {
        Self { status: None, code, message: message.into(), excess: None, retry_after: None }
    }

    pub(super) fn with_status(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        Self { status: Some(status), ..Self::of_request(code, message) }
    }

    /// The client has spent its points.
    pub(super) fn too_many(message: String, retry_after: u64) -> Self {
        let refusal = Self::with_status(StatusCode::TOO_MANY_REQUESTS, Code::RateLimited, message);
        Self { retry_after: Some(retry_after), ..refusal }
    }

    /// There is no room for the query.
    pub(super) fn busy() -> Self {
        let message = format!("too many queries are being answered; ask again in {} s", room::AFTER);
        let refusal = Self::with_status(StatusCode::SERVICE_UNAVAILABLE, Code::Busy, message);
        Self { retry_after: Some(room::AFTER), ..refusal }
    }

    #[cfg(test)]
    pub(super) fn code(&self) -> Code {
        self.code
    }

    pub(super) fn status(&self, media: Media) -> StatusCode {
        let by_media = if media == Media::Json { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        self.status.unwrap_or(by_media)
    }

    /// As the one request of its body.
    pub(super) fn answer(&self, media: Media) -> Answer {
        let status = self.status(media);
        let mut answer = with_body(status, media, self.json().to_string());
        let headers = answer.headers_mut();
        if status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(ALLOW, HeaderValue::from_static("POST"));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }

    /// As one result among those of a stream.
    pub(super) fn response(&self) -> Response {
        let mut error = ServerError::new(self.message.clone(), None);
        let extensions = serde_json::from_value(self.extensions());
        error.extensions = extensions.ok();
        Response::from_errors(vec![error])
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::json!({"errors": [{"message": self.message, "extensions": self.extensions()}]})
    }

    fn extensions(&self) -> serde_json::Value {
        let mut extensions = serde_json::json!({"code": self.code.name()});
        if let Some(cost::Excess { field, found, limit }) = &self.excess {
            extensions["field"] = field.as_str().into();
            extensions["cost"] = (*found).into();
            extensions["limit"] = (*limit).into();
        }
        extensions
    }
}

impl From<cost::Refused> for Refusal {
    fn from(refused: cost::Refused) -> Self {
        Self { excess: refused.excess, ..Self::of_request(refused.code, refused.message) }
    }
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        let is_ours = denial.code == Code::Internal;
        let status = if is_ours { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::UNAUTHORIZED };
        Self::with_status(status, denial.code, denial.message)
    }
}

/// The request accepts neither media type.
pub(super) fn not_acceptable() -> Answer {
    let message = "answers come as application/graphql-response+json or application/json; accept one of them";
    Refusal::with_status(StatusCode::NOT_ACCEPTABLE, Code::BadUserInput, message).answer(Media::Json)
}

/// How long an answer may be kept, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// By anyone, for so many seconds; then it is asked whether it still holds.
    Public(u64),
    /// By no one.
    No,
}

/// Whether the request was executed: one that never was has no `data`.
fn was_executed(response: &Response) -> bool {
    response.data != Value::Null || response.errors.iter().any(|error| !error.path.is_empty())
}

/// Whether an error has a code: this program gives each of its own one.
pub(super) fn has_code(error: &ServerError) -> bool {
    error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some())
}

/// Gives each error a code, a message of bounded length, since a hostile query comes back whole in the library's own, and a
/// hint behind that.
pub(super) fn complete(mut response: Response) -> Response {
    const LONGEST: usize = 400;
    for error in &mut response.errors {
        if let Some((end, _)) = error.message.char_indices().nth(LONGEST) {
            error.message.truncate(end);
        }
        if !has_code(error) {
            error.message = hint::helped(&error.message);
            // The rest of a message is the client's own words.
            let too_much = ["recursion limit exceeded", "The recursion depth of the query"];
            let is_too_much = too_much.iter().any(|begin| error.message.starts_with(begin));
            let code = if is_too_much { Code::QueryTooComplex } else { Code::BadUserInput };
            error.extensions.get_or_insert_default().set("code", code.name());
        }
    }
    response
}

/// An answer as JSON, in the order that the specification asks for: errors first, where they are seen.
pub(super) fn json(response: &Response) -> Vec<u8> {
    let mut text = b"{".to_vec();
    let begin = |name: &str, text: &mut Vec<u8>| {
        separate(text.len() - 1, text);
        write_name(name, text);
    };
    if !response.errors.is_empty() {
        begin("errors", &mut text);
        write_json(&response.errors, &mut text);
    }
    if was_executed(response) {
        begin("data", &mut text);
        write(&response.data, &mut text);
    }
    if !response.extensions.is_empty() {
        begin("extensions", &mut text);
        write_json(&response.extensions, &mut text);
    }
    text.push(b'}');
    text
}

/// The answer to the one request of a body.
pub(super) fn answer(response: &Response, media: Media, keeping: Keeping, headers: &HeaderMap) -> Answer {
    let is_answer = was_executed(response) || media == Media::Json;
    let status = if is_answer { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let body = json(response);
    match keeping {
        Keeping::Public(seconds) if response.errors.is_empty() => kept(media, body, seconds, headers),
        _ => with_body(status, media, body),
    }
}

/// An answer that may be kept. A client that has it already is told so in place of it.
fn kept(media: Media, body: Vec<u8>, seconds: u64, headers: &HeaderMap) -> Answer {
    // Weak: the same answer goes out compressed or not.
    let tag = format!("W/\"{}\"", &ingest::sha256(&body)[..32]);
    let asked = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bare = tag.trim_start_matches("W/");
    let has_it =
        asked.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == bare);
    let mut answer = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        with_body(StatusCode::OK, media, body)
    };
    let headers = answer.headers_mut();
    let keep = format!("public, max-age={seconds}");
    for (name, value) in [(ETAG, tag), (CACHE_CONTROL, keep)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    headers.insert(VARY, HeaderValue::from_static("accept"));
    answer
}

/// An answer that nobody keeps.
pub(super) fn with_body(status: StatusCode, media: Media, body: impl Into<Body>) -> Answer {
    let mut answer = (status, body.into()).into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.name()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
