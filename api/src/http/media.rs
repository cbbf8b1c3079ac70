//! The media types of requests and answers.

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

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Response => "application/graphql-response+json; charset=utf-8",
        }
    }
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
