//! Queries that were asked before. In: the text of a query. Out: the query parsed, once for all who ask it, with the
//! word that it is valid once it was answered without an error: checking it against the schema again would take longer
//! than many an answer.

use super::merging::merges;
use crate::cost::Shape;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{BaseType, ExecutableDocument};
use async_graphql::{Name, Value, Variables};
use lru::LruCache;
use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Queries that are kept; the least used go first.
const KEPT: NonZeroUsize = NonZeroUsize::new(256).expect("more than none");
/// Bytes of the longest text that is kept: a parsed query takes some twenty times as many.
const LONGEST: usize = 8 << 10;

/// A query that can be parsed.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) document: ExecutableDocument,
    /// The variables that came with it when it was last checked and answered without an error.
    valid_with: Mutex<Option<HashSet<Name>>>,
    merges: OnceLock<bool>,
}

impl Parsed {
    pub(super) fn new(document: ExecutableDocument) -> Arc<Self> {
        Arc::new(Self { document, valid_with: Mutex::default(), merges: OnceLock::new() })
    }

    /// Whether fields of one name ask for different fields of one object, so that their values must be merged.
    pub(super) fn merges(&self, shape: &Shape) -> bool {
        *self.merges.get_or_init(|| merges(&self.document, shape))
    }

    fn valid_with(&self) -> MutexGuard<'_, Option<HashSet<Name>>> {
        self.valid_with.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It was checked and answered without an error.
    pub(super) fn found_valid(&self, variables: &Variables) {
        *self.valid_with() = Some(variables.keys().cloned().collect());
    }

    /// Whether checking it with these variables would find nothing: it was checked with variables of these names, and each
    /// value is beyond doubt one of its type. Arguments without a value are not checked, so each new name is; and what the
    /// schema does not know in a list or an object, or among the values of an enum, would be passed over in silence.
    pub(super) fn is_valid_with(&self, variables: &Variables) -> bool {
        let valid_with = self.valid_with();
        valid_with.as_ref().is_some_and(|names| {
            variables.iter().all(|(name, value)| names.contains(name) && self.fits(name, value))
        })
    }

    /// Whether a value is one of the scalar that the query declares its variable to be.
    fn fits(&self, name: &Name, value: &Value) -> bool {
        let operations = self.document.operations.iter();
        let mut declared = operations.flat_map(|(_, operation)| &operation.node.variable_definitions);
        declared.all(|variable| match &variable.node.var_type.node.base {
            _ if variable.node.name.node != *name => true,
            BaseType::List(_) => false,
            BaseType::Named(kind) => match (kind.as_str(), value) {
                ("Int", Value::Number(number)) => number.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
                ("Float", Value::Number(_)) | ("Boolean", Value::Boolean(_)) => true,
                ("String" | "ID" | "Date" | "DateTime" | "URL", Value::String(_)) => true,
                _ => false,
            },
        })
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
    use serde_json::json;

    #[test]
    fn a_query_is_parsed_once() {
        let known = Known::default();
        let query = known.parse("{ a }").expect("a query");
        assert!(Arc::ptr_eq(&query, &known.parse("{ a }").expect("a query")));
        assert!(known.parse("{ a").is_none());
    }

    #[test]
    fn what_may_be_wrong_is_checked_each_time() {
        let text = "query ($text: String, $number: Int!, $kinds: [Kind!], $kind: Kind, $where: Filter) { a }";
        let query = Parsed::new(parse_query(text).expect("a query"));
        let with = |variables: serde_json::Value| Variables::from_json(variables);
        let good = json!({"text": "x", "number": 1});
        assert!(!query.is_valid_with(&with(good.clone())), "not yet answered");
        query.found_valid(&with(json!({"text": "x", "number": 1, "kinds": [], "kind": "A", "where": {}})));
        assert!(query.is_valid_with(&with(good)));
        assert!(query.is_valid_with(&with(json!({"number": 2}))));
        for doubtful in [
            json!({"text": 1}),
            json!({"text": null}),
            json!({"number": "1"}),
            json!({"number": 1.5}),
            json!({"number": 3_000_000_000_u64}),
            json!({"kinds": []}),
            json!({"kind": "A"}),
            json!({"where": {}}),
            json!({"new": "x"}),
        ] {
            assert!(!query.is_valid_with(&with(doubtful.clone())), "{doubtful}");
        }
    }
}
