//! Queries that were asked before. In: the text of a query. Out: the query parsed, once for all who ask it, with the
//! word that it is valid once it was answered without an error: checking it against the schema again would take longer
//! than many an answer.

use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Value, Variables};
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Queries that are kept; the least used go first.
const KEPT: NonZeroUsize = NonZeroUsize::new(256).expect("more than none");
/// Bytes of the longest text that is kept: a parsed query takes some twenty times as many.
const LONGEST: usize = 8 << 10;

/// A query that can be parsed.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) document: ExecutableDocument,
    is_valid: AtomicBool,
}

impl Parsed {
    pub(super) fn new(document: ExecutableDocument) -> Arc<Self> {
        Arc::new(Self { document, is_valid: AtomicBool::new(false) })
    }

    /// It was answered without an error, so it is valid.
    pub(super) fn found_valid(&self) {
        self.is_valid.store(true, Ordering::Relaxed);
    }

    /// Whether it need not be checked with these variables. The fields of an object are checked each time: one that the
    /// schema does not know would be passed over in silence.
    pub(super) fn is_valid_with(&self, variables: &Variables) -> bool {
        let is_plain = |value: &Value| !matches!(value, Value::List(_) | Value::Object(_));
        self.is_valid.load(Ordering::Relaxed) && variables.values().all(is_plain)
    }
}

/// The queries that were asked last.
#[derive(Debug)]
pub(crate) struct Known(Mutex<LruCache<String, Arc<Parsed>>>);

impl Default for Known {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Known {
    /// The query of a text; nothing when it cannot be parsed.
    pub(super) fn parse(&self, text: &str) -> Option<Arc<Parsed>> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(text) {
            return Some(Arc::clone(known));
        }
        let parsed = Parsed::new(parse_query(text).ok()?);
        if text.len() <= LONGEST {
            kept().put(text.to_owned(), Arc::clone(&parsed));
        }
        Some(parsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::Name;

    #[test]
    fn a_query_is_parsed_once() {
        let known = Known::default();
        let query = known.parse("{ a }").expect("a query");
        assert!(Arc::ptr_eq(&query, &known.parse("{ a }").expect("a query")));
        assert!(known.parse("{ a").is_none());
    }

    #[test]
    fn objects_are_checked_each_time() {
        let query = Parsed::new(parse_query("query ($a: A) { a(a: $a) }").expect("a query"));
        let with = |value: Value| {
            Variables::from_value(Value::Object([(Name::new("a"), value)].into_iter().collect()))
        };
        assert!(!query.is_valid_with(&with("x".into())), "not yet answered");
        query.found_valid();
        assert!(query.is_valid_with(&with("x".into())));
        assert!(!query.is_valid_with(&with(Value::List(Vec::new()))));
        assert!(!query.is_valid_with(&with(Value::Object(async_graphql::indexmap::IndexMap::new()))));
    }
}
