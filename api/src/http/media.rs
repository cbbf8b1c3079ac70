//! The media types of requests and answers: which of them a client takes.

use async_graphql::parser::types::OperationType;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};

/// The two media types of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/json`: every well-formed request is answered with 200.
    Json,
    /// `application/graphql-response+json`: the status tells whether the request was executed.
    Response,
}

impl Media {
    /// The one that the client likes best; `application/json` when it does not say.
    pub(super) fn accepted(headers: &HeaderMap) -> Option<Self> {
        if !headers.contains_key(ACCEPT) {
            return Some(Self::Json);
        }
        let found = accepted(headers).into_iter().filter_map(|(name, quality)| match name.as_str() {
            "application/graphql-response+json" => Some((quality + 0.001, Self::Response)),
            "application/json" | "application/*" | "*/*" => Some((quality, Self::Json)),
            _ => None,
        });
        found.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, media)| media)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Response => "application/graphql-response+json; charset=utf-8",
        }
    }
}

/// How a request may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Once.
    Once,
    /// Once, and a subscription by a stream. Clients that can read both list both with every request.
    Either,
    /// By a stream, whatever it is.
    Stream,
}

impl Way {
    /// The one that the client asks for.
    pub(super) fn asked(headers: &HeaderMap) -> Self {
        let takes_events = accepted(headers).iter().any(|(name, _)| name == "text/event-stream");
        match Media::accepted(headers) {
            _ if !takes_events => Self::Once,
            Some(_) => Self::Either,
            None => Self::Stream,
        }
    }

    /// Whether it is a stream that answers a request of this kind.
    pub(super) fn is_stream(self, kind: OperationType) -> bool {
        self == Self::Stream || (self == Self::Either && kind == OperationType::Subscription)
    }
}

/// The media types of `Accept` in lower case, each with how much it is liked; those that are not wanted are left out.
fn accepted(headers: &HeaderMap) -> Vec<(String, f32)> {
    let values = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges = values.flat_map(|value| value.split(',')).map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse().ok());
        (name, quality.unwrap_or(1.0))
    });
    ranges.filter(|(_, quality)| *quality > 0.0).collect()
}

/// Whether the body is `application/json` in UTF-8. A form of another site cannot send that without asking first.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = value.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    let charset =
        parts.find_map(|part| part.to_ascii_lowercase().strip_prefix("charset=").map(str::to_owned));
    is_json && charset.is_none_or(|charset| charset.trim_matches('"') == "utf-8")
}
