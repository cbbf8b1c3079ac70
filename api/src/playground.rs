//! The playground: `GraphiQL` from the binary, without any outside address, opening on sample queries.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::LazyLock;

macro_rules! asset {
    ($name:literal) => {
        include_bytes!(concat!("../assets/playground/", $name))
    };
}

/// Only what this server sends; `GraphiQL` sets styles on its elements and starts workers from blobs.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'";

/// The sample queries, in the order of their tabs.
pub(crate) const SAMPLES: [&str; 5] = [
    include_str!("../assets/playground/samples/1-statements-by-official-about-topic.graphql"),
    include_str!("../assets/playground/samples/2-statements-by-office.graphql"),
    include_str!("../assets/playground/samples/3-article-with-its-quotes.graphql"),
    include_str!("../assets/playground/samples/4-person.graphql"),
    include_str!("../assets/playground/samples/5-people.graphql"),
];

static SAMPLES_SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let samples = serde_json::to_string(&SAMPLES).unwrap_or_default();
    format!("window.newsgraphSamples = {samples};\n")
});

/// The page and its files.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/", get(page)).route("/playground/{file}", get(file))
}

async fn page() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, &asset!("index.html")[..]).into_response()
}

async fn file(Path(name): Path<String>) -> Response {
    let script = "text/javascript; charset=utf-8";
    let style = "text/css; charset=utf-8";
    let (kind, is_packed, bytes): (&str, bool, &[u8]) = match name.as_str() {
        "graphiql.min.js" => (script, true, asset!("graphiql.min.js.gz")),
        "graphiql.min.css" => (style, true, asset!("graphiql.min.css.gz")),
        "react.min.js" => (script, true, asset!("react.min.js.gz")),
        "react-dom.min.js" => (script, true, asset!("react-dom.min.js.gz")),
        "start.js" => (script, false, asset!("start.js")),
        "page.css" => (style, false, asset!("page.css")),
        "samples.js" => (script, false, SAMPLES_SCRIPT.as_bytes()),
        _ => return (StatusCode::NOT_FOUND, "the playground has no such file\n").into_response(),
    };
    let headers =
        [(CONTENT_TYPE, kind), (X_CONTENT_TYPE_OPTIONS, "nosniff"), (CACHE_CONTROL, "public, max-age=3600")];
    let mut answer = (headers, bytes).into_response();
    if is_packed {
        // Every browser that GraphiQL runs in reads gzip.
        answer.headers_mut().insert(CONTENT_ENCODING, axum::http::HeaderValue::from_static("gzip"));
    }
    answer
}
