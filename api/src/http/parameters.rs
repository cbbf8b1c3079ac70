//! What a request asks: the parameters of the specification, from a body or from an address.

use async_graphql::Request;
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

    /// Whether a text among the variables holds U+0000, which no text of the database can.
    pub(super) fn has_null(&self) -> bool {
        self.variables.as_ref().is_some_and(has_null)
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

/// Whether a string of a query holds U+0000: as it is, or as an escape whose backslash is none of an escaped backslash.
pub(super) fn holds_null(query: &str) -> bool {
    const ESCAPE: &str = "\\u0000";
    let is_escape = |at: usize| query[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0;
    query.contains('\0') || query.match_indices(ESCAPE).any(|(at, _)| is_escape(at))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_null_is_found_behind_one_backslash_and_not_behind_two() {
        for (query, expected) in [
            ("{ a(b: \"\0\") }", true),
            (r#"{ a(b: "x\u0000") }"#, true),
            (r#"{ a(b: "x\\\u0000") }"#, true),
            (r#"{ a(b: "x\\u0000") }"#, false),
        ] {
            assert_eq!(holds_null(query), expected, "{query}");
        }
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
