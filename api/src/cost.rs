//! What a query asks for, told before anything of it is checked, executed or read. In: a parsed query with its
//! variables. Out: its [`Size`], its [`price`](Price), or the sentence that refuses it.
//!
//! The size comes first: it is counted in time linear in the query's text, and what is larger than the limits is
//! refused before anybody spreads its fragments out. The price weighs page sizes, and its limit is what keeps a small
//! query from reading a large database.

mod price;
mod shape;
mod size;

use crate::error::Code;
use async_graphql::Variables;
use async_graphql::parser::types::ExecutableDocument;
pub(crate) use price::Price;
pub(crate) use shape::Shape;
use size::{Size, sizes};

/// The most that one query may ask for. `GraphiQL`'s introspection has depth 15 and 229 fields; introspection has
/// limits of its own, so that it passes whatever these are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Fields inside fields.
    pub(crate) depth: usize,
    /// Fields and directives in all, with fragments spread out.
    pub(crate) fields: usize,
    /// Points: see [`Price`].
    pub(crate) cost: u64,
}

impl Limits {
    /// What a server starts with.
    pub(crate) const DEFAULT: Self = Self { depth: 16, fields: 1_000, cost: 10_000 };
}

/// Fields of an introspection, with fragments spread out: four times as many as the largest client sends.
const INTROSPECTION: usize = 1_000;
/// Lists of fields or types inside each other that an introspection may have. The standard one has one; each more
/// multiplies the answer by the size of the schema.
const INTROSPECTION_LISTS: usize = 2;

/// Why a query is refused.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) code: Code,
    pub(crate) message: String,
    /// What was found too much of, and where.
    pub(crate) excess: Option<Excess>,
}

/// What a query asks too much of.
#[derive(Clone, Debug)]
pub(crate) struct Excess {
    /// Where most of it is asked for: `people.nodes.statements`.
    pub(crate) field: String,
    pub(crate) found: u64,
    pub(crate) limit: u64,
}

impl Refused {
    fn too_much(message: String, field: String, found: u64, limit: u64) -> Self {
        Self { code: Code::QueryTooComplex, message, excess: Some(Excess { field, found, limit }) }
    }
}

/// An error when the operation that `name` names is too large to be looked at further.
pub(crate) fn check_size(
    document: &ExecutableDocument,
    name: Option<&str>,
    limits: Limits,
) -> Result<(), Refused> {
    let sizes = sizes(document, name).map_err(|fragment| Refused {
        code: Code::BadUserInput,
        message: format!("the fragment `{fragment}` spreads itself; take it out of its own fields"),
        excess: None,
    })?;
    let all = sizes.iter().fold(Size::default(), |all, (_, size)| all.beside(*size));
    let most = |of: fn(&Size) -> usize| {
        let most = sizes.iter().max_by_key(|(_, size)| of(size));
        most.map(|(field, _)| field.clone()).unwrap_or_default()
    };
    let refuse = |found: usize, limit: usize, what: &str, field: String| {
        let told = if found == usize::MAX { "far more".to_owned() } else { found.to_string() };
        let message = format!(
            "the query has {told} {what} with its fragments spread out, most of them in `{field}`; at most {limit} \
             are answered, so ask in parts"
        );
        Err(Refused::too_much(message, field, found as u64, limit as u64))
    };
    if all.depth > limits.depth {
        return refuse(all.depth, limits.depth, "levels of fields", most(|size| size.depth));
    }
    if all.fields > limits.fields {
        return refuse(all.fields, limits.fields, "fields and directives", most(|size| size.fields));
    }
    if all.introspection > INTROSPECTION {
        return refuse(
            all.introspection,
            INTROSPECTION,
            "fields of introspection",
            most(|size| size.introspection),
        );
    }
    if all.lists > INTROSPECTION_LISTS {
        let what = "lists of fields or types inside each other";
        return refuse(all.lists, INTROSPECTION_LISTS, what, most(|size| size.lists));
    }
    Ok(())
}

/// What the operation that `name` names costs. Only for a document that [`check_size`] let pass.
pub(crate) fn price(
    shape: &Shape,
    document: &ExecutableDocument,
    name: Option<&str>,
    variables: &Variables,
) -> Price {
    price::price(shape, document, name, variables)
}

/// An error when the price is above the limit: it names the field, what it costs, and a way under the limit.
pub(crate) fn check_price(price: &Price, limit: u64) -> Result<(), Refused> {
    if price.cost <= limit {
        return Ok(());
    }
    let heaviest = price.heaviest(limit);
    let way = match &heaviest.page {
        Some((argument, now, Some(fits))) => format!("ask for `{argument}: {fits}` there instead of {now}"),
        _ => "ask in parts".to_owned(),
    };
    let message = format!(
        "the query costs {}, and {limit} is the limit; `{}` costs {} of it, so {way}",
        price.cost, heaviest.path, heaviest.cost
    );
    Err(Refused::too_much(message, heaviest.path, price.cost, limit))
}

#[cfg(test)]
mod tests;
