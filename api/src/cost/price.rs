//! The price of a query in points: the most records that it can read, and what counting costs. A record costs one,
//! a list one more, a page as many times its rows as it may hold; what counts, groups or searches a whole list has a
//! weight of its own.

use super::shape::{Given, Shape, is_connection};
use super::size::operations;
use async_graphql::parser::types::{ExecutableDocument, Field, OperationType, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Value, Variables};
use std::collections::HashMap;

/// Rows that a list without a page size is taken for: names, topics, mentions of one record.
const LIST: u64 = 5;
/// `totalCount`: a count over an index.
const COUNT: u64 = 10;
/// A facet, a timeline: a grouping of the whole list.
const GROUPING: u64 = 25;
/// A field that searches: it reads and compares many more rows than it gives.
const SEARCH: u64 = 100;

/// A document to be read: it is searched for who said what, and written.
const DOCUMENT: u64 = 100;

/// What a query costs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Price {
    /// Points in all.
    pub(crate) cost: u64,
    /// Its root fields.
    parts: Vec<Part>,
}

/// What a field costs, everything inside included.
#[derive(Clone, Debug)]
struct Part {
    key: String,
    /// Once.
    cost: u64,
    /// How often it is asked for, at most.
    times: u64,
    /// The argument that sizes its page or list, and the size.
    page: Option<(&'static str, u64)>,
    /// What the rows of that cost.
    rows: u64,
    inside: Vec<Part>,
}

impl Part {
    fn total(&self) -> u64 {
        self.cost.saturating_mul(self.times)
    }
}

/// The field to look at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heaviest {
    /// As in the answer: `people.nodes.statements`.
    pub(crate) path: String,
    pub(crate) cost: u64,
    /// The argument that sizes its page, the size, and one that would fit.
    pub(crate) page: Option<(&'static str, u64, Option<u64>)>,
}

impl Price {
    /// The root fields with what they cost.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, u64)> {
        self.parts.iter().map(|part| (part.key.as_str(), part.cost))
    }

    /// The innermost page that makes more than half of the price and leaves room for a smaller one; the dearest root
    /// field where there is none.
    pub(crate) fn heaviest(&self, limit: u64) -> Heaviest {
        let mut path = Vec::new();
        let mut times = 1_u64;
        let mut parts = &self.parts;
        let mut found = Heaviest { path: String::new(), cost: 0, page: None };
        while let Some(part) = parts.iter().max_by_key(|part| part.total()) {
            let cost = part.total().saturating_mul(times);
            if !path.is_empty() && cost.saturating_mul(2) <= self.cost {
                break;
            }
            path.push(part.key.as_str());
            let page = part
                .page
                .map(|(name, now)| (name, now, fits(self.cost, part.rows.saturating_mul(times), now, limit)));
            let has_way = page.is_some_and(|(.., fits)| fits.is_some());
            if has_way || found.path.is_empty() {
                found = Heaviest { path: path.join("."), cost, page };
            }
            times = times.saturating_mul(part.times);
            parts = &part.inside;
        }
        found
    }
}

/// A page size with which the whole stays below the limit, where what is not its rows leaves room.
fn fits(all: u64, rows: u64, now: u64, limit: u64) -> Option<u64> {
    let room = limit.checked_sub(all.checked_sub(rows)?)?;
    let fits = u128::from(now) * u128::from(room) / u128::from(rows.max(1));
    // No page is larger than the largest, whatever would be paid for.
    u64::try_from(fits).ok().filter(|fits| *fits > 0).map(|fits| fits.min(crate::page::MOST))
}

/// Prices the operation that `name` names; the dearest when none is named.
pub(super) fn price(
    shape: &Shape,
    document: &ExecutableDocument,
    name: Option<&str>,
    variables: &Variables,
) -> Price {
    let prices = operations(document, name).into_iter().map(|operation| {
        let default = |found: &Positioned<async_graphql::parser::types::VariableDefinition>| {
            let name = found.node.name.node.clone();
            let given = variables.get(&name).cloned();
            let value = given.or_else(|| found.node.default_value.as_ref().map(|value| value.node.clone()));
            value.map(|value| (name, value))
        };
        let variables = operation.variable_definitions.iter().filter_map(default).collect();
        let pricer = Pricer { shape, document, variables };
        let root = match operation.ty {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        };
        let parts = pricer.set(&operation.selection_set.node, root, 1);
        Price { cost: sum(&parts), parts }
    });
    prices.max_by_key(|price| price.cost).unwrap_or_default()
}

fn sum(parts: &[Part]) -> u64 {
    parts.iter().fold(0, |all, part| all.saturating_add(part.total()))
}

struct Pricer<'d> {
    shape: &'d Shape,
    document: &'d ExecutableDocument,
    variables: HashMap<Name, Value>,
}

impl Pricer<'_> {
    fn set(&self, set: &SelectionSet, parent: &str, page: u64) -> Vec<Part> {
        let mut parts = Vec::new();
        self.collect(set, parent, page, &mut parts);
        parts
    }

    /// The fields of a set, fragments spread out; they are few and in no circle, or the size would have been
    /// refused.
    fn collect(&self, set: &SelectionSet, parent: &str, page: u64, parts: &mut Vec<Part>) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => parts.extend(self.field(&field.node, parent, page)),
                Selection::InlineFragment(fragment) => {
                    let on = fragment.node.type_condition.as_ref().map(|on| on.node.on.node.as_str());
                    let set = &fragment.node.selection_set.node;
                    self.collect(set, on.unwrap_or(parent), page, parts);
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.node.fragment_name.node);
                    let Some(fragment) = fragment else { continue };
                    let on = fragment.node.type_condition.node.on.node.as_str();
                    self.collect(&fragment.node.selection_set.node, on, page, parts);
                }
            }
        }
    }

    fn field(&self, field: &Field, parent: &str, page: u64) -> Option<Part> {
        let name = field.name.node.as_str();
        let given = self.shape.field(parent, name)?;
        let key = field.response_key().node.to_string();
        let weight = self.weight(field, parent);
        if !self.shape.is_object(&given.of) {
            return Some(Part { key, cost: weight, times: 1, page: None, rows: 0, inside: Vec::new() });
        }
        let sized = if is_connection(&given.of) { Some(self.page(field)) } else { None };
        let size = sized.map_or(page, |(_, size)| size);
        let mut inside = Vec::new();
        self.collect(&field.selection_set.node, &given.of, size, &mut inside);
        let record = u64::from(self.shape.is_record(&given.of));
        let row = sum(&inside).saturating_add(record);
        let is_rows = is_connection(parent) && matches!(name, "nodes" | "edges");
        if is_rows {
            return Some(Part { key, cost: row, times: page, page: None, rows: 0, inside });
        }
        let (page, rows, own) = if sized.is_some() {
            let rows = inside.iter().filter(|part| part.times == size);
            (sized, rows.fold(0_u64, |all, part| all.saturating_add(part.total())), row.saturating_add(1))
        } else if given.is_list {
            let count = self.list(field, given);
            let rows = row.saturating_mul(count);
            (given.rows.map(|_| ("first", count)), rows, rows.saturating_add(1))
        } else {
            (None, 0, row)
        };
        Some(Part { key, cost: own.saturating_add(weight), times: 1, page, rows, inside })
    }

    /// What a field costs beside the records it gives.
    fn weight(&self, field: &Field, parent: &str) -> u64 {
        match field.name.node.as_str() {
            "totalCount" => COUNT,
            "timeline" => GROUPING,
            "facets" => self.length(field, "by").unwrap_or(1).saturating_mul(GROUPING),
            "publishers" | "languages" => GROUPING,
            "articleCount" | "undatedCount" | "from" | "to" if parent == "Coverage" => GROUPING,
            "search" | "suggest" | "verifyQuote" => SEARCH,
            "ingestDocuments" => self.documents(field).saturating_mul(DOCUMENT),
            _ => 0,
        }
    }

    /// The argument that sizes a page, and the size.
    fn page(&self, field: &Field) -> (&'static str, u64) {
        let asked = ["first", "last"].into_iter().find_map(|name| Some((name, self.number(field, name)?)));
        asked.unwrap_or(("first", crate::page::DEFAULT))
    }

    /// The rows of a list that has no pages.
    fn list(&self, field: &Field, given: &Given) -> u64 {
        let asked = self.number(field, "first").or_else(|| self.length(field, "ids"));
        asked.or(given.rows).unwrap_or(LIST)
    }

    /// The documents that an input holds.
    fn documents(&self, field: &Field) -> u64 {
        let Some(Value::Object(input)) = self.argument(field, "input") else { return 1 };
        input.get("documents").map_or(1, length)
    }

    fn number(&self, field: &Field, name: &str) -> Option<u64> {
        match self.argument(field, name)? {
            Value::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    fn length(&self, field: &Field, name: &str) -> Option<u64> {
        self.argument(field, name).filter(|value| *value != Value::Null).map(|value| length(&value))
    }

    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        let value = field.get_argument(name)?.node.clone();
        value.into_const_with(|name| self.variables.get(&name).cloned().ok_or(())).ok()
    }
}

/// The items of a list; one value stands for a list of one.
fn length(value: &Value) -> u64 {
    if let Value::List(values) = value { values.len() as u64 } else { 1 }
}
