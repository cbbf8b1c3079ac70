//! What a request asks: the parameters of the specification, from a body or from an address.

use async_graphql::Request;
use axum::body::Body;
use futures_util::StreamExt as _;
use serde::Deserialize;

type Object = serde_json::Map<String, serde_json::Value>;

/// A request as the specification's JSON has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Parameters {
    #[serde(default)]
    pub(super) query: Option<String>,
    /// The name of a trusted document, in the place of its text.
    #[serde(default)]
    pub(super) document_id: Option<String>,
    #[serde(default)]
    pub(super) operation_name: Option<String>,
    #[serde(default)]
    pub(super) variables: Option<Object>,
    #[serde(default)]
    pub(super) extensions: Option<Object>,
}

impl Parameters {
    /// Reads the part of an address behind the question mark.
    pub(super) fn from_address(query: &str) -> Result<Self, String> {
        let mut parameters = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let object = |value: &str| {
                serde_json::from_str(value)
                    .map_err(|error| format!("the parameter {name} is no JSON object: {error}"))
            };
            match &*name {
                "query" => parameters.query = Some(value.into_owned()),
                "documentId" => parameters.document_id = Some(value.into_owned()),
                "operationName" => parameters.operation_name = Some(value.into_owned()),
                "variables" => parameters.variables = object(&value)?,
                "extensions" => parameters.extensions = object(&value)?,
                _ => {}
            }
        }
        Ok(parameters)
    }

    /// Reads a body: one request, or at most `batch` of them in a list.
    pub(super) fn from_body(body: &[u8], batch: usize) -> Result<Asked, String> {
        let wrong = |error: serde_json::Error| {
            format!("the body is no GraphQL request: {error}; send {{\"query\": \"...\"}}")
        };
        let is_list = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
        if !is_list {
            return serde_json::from_slice(body).map(Asked::One).map_err(wrong);
        }
        if batch == 0 {
            return Err("this server takes no batches; send each request by itself".to_owned());
        }
        let requests: Vec<Self> = serde_json::from_slice(body).map_err(wrong)?;
        match requests.len() {
            0 => Err("the batch is empty; send at least one request".to_owned()),
            count if count > batch => {
                Err(format!("a batch has at most {batch} requests; this one has {count}"))
            }
            _ => Ok(Asked::Batch(requests)),
        }
    }

    /// Whether a text inside holds U+0000, which no text of the database can.
    pub(super) fn has_null(&self) -> bool {
        let in_query =
            self.query.as_ref().is_some_and(|query| query.contains('\0') || query.contains("\\u0000"));
        in_query || self.variables.as_ref().is_some_and(has_null)
    }

    /// Whether the client asks what its request costs: `"extensions": {"cost": true}`.
    pub(super) fn wants_cost(&self) -> bool {
        self.extensions.as_ref().is_some_and(|extensions| extensions.get("cost") == Some(&true.into()))
    }
}

impl From<Request> for Parameters {
    /// A request as the library reads it from a WebSocket.
    fn from(request: Request) -> Self {
        let object = |value| match value {
            Ok(serde_json::Value::Object(object)) => Some(object),
            _ => None,
        };
        Self {
            variables: object(serde_json::to_value(&request.variables)),
            extensions: object(serde_json::to_value(&request.extensions)),
            query: Some(request.query),
            document_id: None,
            operation_name: request.operation_name,
        }
    }
}

/// What a body holds.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    One(Parameters),
    Batch(Vec<Parameters>),
}

fn has_null(object: &Object) -> bool {
    fn inside(value: &serde_json::Value) -> bool {
        match value {
            serde_json::Value::String(text) => text.contains('\0'),
            serde_json::Value::Array(values) => values.iter().any(inside),
            serde_json::Value::Object(fields) => has_null(fields),
            _ => false,
        }
    }
    object.values().any(inside)
}

/// The whole body, or none when it is longer than `limit`. What is too long is still read for a while, since a
/// client that cannot finish writing never sees the answer.
pub(super) async fn whole(body: Body, limit: usize) -> Option<Vec<u8>> {
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

/// Whether brackets nest deeper than a parser should follow. A query of people nests 30 deep at most.
pub(super) fn nests_too_deep(query: &str) -> bool {
    const DEEPEST: usize = 128;
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut is_escaped = false;
    for byte in query.bytes() {
        match byte {
            b'\\' if in_string && !is_escaped => {
                is_escaped = true;
                continue;
            }
            b'"' if !is_escaped => in_string = !in_string,
            // No string but a block goes over the end of a line, and brackets in a block count for nothing else.
            b'\n' | b'\r' => in_string = false,
            b'{' | b'[' | b'(' if !in_string => depth += 1,
            b'}' | b']' | b')' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_escaped = false;
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_counted_outside_strings() {
        assert!(!nests_too_deep(&"{ a }".repeat(1_000)));
        assert!(nests_too_deep(&"{a".repeat(200)));
        assert!(nests_too_deep(&format!("{{ a(b: {}", "[".repeat(200))));
        assert!(!nests_too_deep(&format!("{{ a(b: \"\\\"{}\") }}", "[".repeat(200))));
    }

    #[test]
    fn batches_are_off_unless_allowed() {
        let two = br#" [{"query": "{a}"}, {"query": "{b}"}]"#;
        assert!(Parameters::from_body(two, 0).expect_err("off").contains("no batches"));
        assert!(Parameters::from_body(two, 1).expect_err("too many").contains("at most 1"));
        assert!(matches!(Parameters::from_body(two, 2), Ok(Asked::Batch(all)) if all.len() == 2));
        assert!(Parameters::from_body(b"[]", 2).is_err());
    }
}
