//! Queries that a client need not send whole. Automatic persisted queries: a client sends the SHA-256 of a query, and
//! the query itself once. Trusted documents: an operator gives the queries that are answered, and no other is.

use super::answer::Refusal;
use super::parameters::Parameters;
use crate::error::Code;
use anyhow::{Context as _, bail};
use lru::LruCache;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Persisted queries that are kept; the least used go first.
const KEPT: NonZeroUsize = NonZeroUsize::new(1_000).expect("more than none");

/// Bytes of the longest text that is kept; queries that are written by hand have a few thousand.
const LONGEST: usize = 32 << 10;

/// Queries by their hash or name.
#[derive(Debug)]
pub(crate) struct Documents {
    /// What clients persisted.
    persisted: Mutex<LruCache<String, Arc<str>>>,
    /// What the operator trusts; all queries are where there is none.
    trusted: Option<HashMap<String, Arc<str>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Persisted {
    version: u32,
    sha256_hash: String,
}

impl Documents {
    /// All queries are answered.
    pub(crate) fn any() -> Self {
        Self { persisted: Mutex::new(LruCache::new(KEPT)), trusted: None }
    }

    /// Only the queries of a file or folder are answered: `.graphql` files, each one document, or `.json` manifests
    /// as relay-compiler, graphql-codegen and Apollo write them.
    pub(crate) fn trusted(path: &Path) -> anyhow::Result<Self> {
        let mut trusted = HashMap::new();
        let shown = path.display();
        let files = if path.is_dir() {
            let entries = std::fs::read_dir(path).with_context(|| format!("could not read {shown}"))?;
            let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
            files.sort();
            files
        } else {
            vec![path.to_owned()]
        };
        for file in files {
            let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
            let read = || {
                std::fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))
            };
            match kind {
                "graphql" | "gql" => {
                    let text: Arc<str> = read()?.into();
                    async_graphql::parser::parse_query(&*text)
                        .with_context(|| format!("{} is no query", file.display()))?;
                    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    trusted.insert(name, Arc::clone(&text));
                    trusted.insert(ingest::sha256(text.trim().as_bytes()), Arc::clone(&text));
                    trusted.insert(ingest::sha256(text.as_bytes()), text);
                }
                "json" => {
                    let json = serde_json::from_str(&read()?);
                    let json = json.with_context(|| format!("{} is no JSON", file.display()))?;
                    trusted.extend(manifest(&json).with_context(|| file.display().to_string())?);
                }
                _ => {}
            }
        }
        if trusted.is_empty() {
            bail!("{shown} holds no query; put .graphql files or a manifest of persisted queries there");
        }
        Ok(Self { persisted: Mutex::new(LruCache::new(KEPT)), trusted: Some(trusted) })
    }

    /// The text that a request asks.
    pub(super) fn resolve<'p>(&self, parameters: &'p Parameters) -> Result<Cow<'p, str>, Refusal> {
        let query = parameters.query.as_deref().filter(|query| !query.trim().is_empty());
        let persisted = persisted(parameters)?;
        let id = parameters.document_id.as_deref();
        if let Some(trusted) = &self.trusted {
            let hash = query.map(|query| ingest::sha256(query.trim().as_bytes()));
            let id = hash.as_deref().or(id).or(persisted.as_deref());
            let known = id.and_then(|id| trusted.get(id.trim_start_matches("sha256:")));
            return known.map(|text| Cow::Owned(text.to_string())).ok_or_else(|| {
                let message = "this server answers the queries it was given and no other; ask its operator to add yours";
                Refusal::of_request(Code::Forbidden, message)
            });
        }
        let hash = persisted.as_deref();
        match (query, if query.is_some() { hash } else { hash.or(id) }) {
            (None, None) => Err(Refusal::bad_request("the request has no `query`")),
            (Some(query), None) => Ok(Cow::Borrowed(query)),
            (Some(query), Some(hash)) if ingest::sha256(query.as_bytes()) == hash => Ok(Cow::Borrowed(query)),
            (Some(_), Some(_)) => {
                let message = "`sha256Hash` is not the SHA-256 of `query`; hash the very text that is sent";
                Err(Refusal::of_request(Code::BadUserInput, message))
            }
            (None, Some(hash)) => {
                let mut kept = self.persisted.lock().unwrap_or_else(PoisonError::into_inner);
                let found = kept.get(hash).map(|text| Cow::Owned(text.to_string()));
                // The message is a word of the protocol: clients send the whole query when they read it.
                let message = "PersistedQueryNotFound";
                found.ok_or_else(|| Refusal::of_request(Code::PersistedQueryNotFound, message))
            }
        }
    }

    /// Keeps the text that a request [resolved](Self::resolve) to, where it came with its hash. One that cannot be read is
    /// not worth it, and a long one takes the room of many.
    pub(super) fn persist(&self, text: &str, parameters: &Parameters) {
        let Ok(Some(hash)) = persisted(parameters) else { return };
        if parameters.query.is_some() && self.trusted.is_none() && text.len() <= LONGEST {
            let mut kept = self.persisted.lock().unwrap_or_else(PoisonError::into_inner);
            kept.put(hash, text.into());
        }
    }
}

/// The hash of an automatic persisted query.
fn persisted(parameters: &Parameters) -> Result<Option<String>, Refusal> {
    let value = parameters.extensions.as_ref().and_then(|extensions| extensions.get("persistedQuery"));
    let Some(value) = value else { return Ok(None) };
    if let Ok(Persisted { version: 1, sha256_hash }) = serde_json::from_value(value.clone()) {
        return Ok(Some(sha256_hash));
    }
    let message = "`persistedQuery` is not understood; write {\"version\": 1, \"sha256Hash\": \"...\"}";
    Err(Refusal::of_request(Code::BadUserInput, message))
}

/// The queries of a manifest: `{"ID": "query"}`, or Apollo's `{"operations": [{"id": "ID", "body": "query"}]}`.
fn manifest(json: &serde_json::Value) -> anyhow::Result<Vec<(String, Arc<str>)>> {
    let entry = |id: Option<&str>, body: Option<&str>| {
        let (Some(id), Some(body)) = (id, body) else {
            bail!("an operation of the manifest has no id or body")
        };
        Ok((id.to_owned(), Arc::from(body)))
    };
    let mut found: Vec<(String, Arc<str>)> = Vec::new();
    match json.get("operations").and_then(|operations| operations.as_array()) {
        Some(operations) => {
            for operation in operations {
                found.push(entry(operation["id"].as_str(), operation["body"].as_str())?);
            }
        }
        None => {
            for (id, body) in json.as_object().context("the manifest is no JSON object")? {
                found.push(entry(Some(id), body.as_str())?);
            }
        }
    }
    let by_text: Vec<_> =
        found.iter().map(|(_, text)| (ingest::sha256(text.trim().as_bytes()), Arc::clone(text))).collect();
    found.extend(by_text);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(documents: &Documents, json: serde_json::Value) -> Result<String, String> {
        let parameters: Parameters = serde_json::from_value(json).expect("parameters");
        let found = documents.resolve(&parameters).map(Cow::into_owned);
        if let Ok(text) = &found {
            documents.persist(text, &parameters);
        }
        found.map_err(|refusal| refusal.code().name().to_owned())
    }

    #[test]
    fn a_query_is_sent_once_and_then_its_hash() {
        let documents = Documents::any();
        let hash = ingest::sha256(b"{ a }");
        let extensions = serde_json::json!({"persistedQuery": {"version": 1, "sha256Hash": hash}});
        let by_hash = serde_json::json!({"extensions": extensions});
        assert_eq!(ask(&documents, by_hash.clone()), Err("PERSISTED_QUERY_NOT_FOUND".to_owned()));
        let other = serde_json::json!({"query": "{ b }", "extensions": extensions});
        assert_eq!(ask(&documents, other), Err("BAD_USER_INPUT".to_owned()));
        let whole = serde_json::json!({"query": "{ a }", "extensions": extensions});
        assert_eq!(ask(&documents, whole), Ok("{ a }".to_owned()));
        assert_eq!(ask(&documents, by_hash), Ok("{ a }".to_owned()));
    }

    #[test]
    fn only_trusted_documents_are_answered_where_there_are_some() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("People.graphql"), "{ people { totalCount } }\n").expect("a file");
        let manifest =
            r#"{"operations": [{"id": "7", "name": "A", "type": "query", "body": "query A { a }"}]}"#;
        std::fs::write(folder.path().join("apollo.json"), manifest).expect("a file");
        std::fs::write(folder.path().join("relay.json"), r#"{"abc": "query B { b }"}"#).expect("a file");
        let documents = Documents::trusted(folder.path()).expect("documents");
        for (asked, expected) in [
            (serde_json::json!({"documentId": "People"}), Ok("{ people { totalCount } }\n")),
            (serde_json::json!({"query": "{ people { totalCount } }"}), Ok("{ people { totalCount } }\n")),
            (serde_json::json!({"documentId": "7"}), Ok("query A { a }")),
            (serde_json::json!({"documentId": "abc"}), Ok("query B { b }")),
            (serde_json::json!({"query": "query B { b }"}), Ok("query B { b }")),
            (serde_json::json!({"query": "{ people { nodes { name } } }"}), Err("FORBIDDEN")),
            (
                serde_json::json!({"query": "{ people { nodes { name } } }", "documentId": "7"}),
                Err("FORBIDDEN"),
            ),
            (serde_json::json!({}), Err("FORBIDDEN")),
        ] {
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(ask(&documents, asked.clone()), expected, "{asked}");
        }
    }
}
