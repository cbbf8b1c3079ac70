//! A request from its parameters to its response. Everything that can be refused is refused before the database is
//! asked anything: unknown documents, hostile text, what is too large, too dear, or too often asked.

use super::answer::{Keeping, Refusal, complete, has_code};
use super::known::Parsed;
use super::media::Way;
use super::nesting::nests_too_deep;
use super::parameters::{Parameters, holds_null};
use super::root::{asks, dry_run, kind, named};
use super::{App, Caller};
use crate::auth::Asker;
use crate::cost::{self, Price};
use crate::error::Code;
use crate::hot::Hot;
use crate::loader::Reads;
use crate::object::{Budget, Written};
use crate::rate::Allowance;
use crate::reader::Held;
use crate::reference::Awaiting;
use async_graphql::parser::types::{ExecutableDocument, OperationType, VariableDefinition};
use async_graphql::{Positioned, Request, Response, Value, Variables};
use axum::http::StatusCode;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use std::sync::Arc;

/// What a request costs its client; read by the field `rateLimit`.
#[derive(Clone, Debug)]
pub(crate) struct Bill {
    pub(crate) cost: u64,
    pub(crate) limit: u64,
    pub(crate) allowance: Option<Allowance>,
}

/// A request that may be executed.
pub(crate) struct Prepared {
    query: Query,
    variables: Variables,
    operation: Option<String>,
    bill: Option<Bill>,
    asker: Asker,
    /// What it does; a query where it cannot be parsed.
    kind: OperationType,
    price: Price,
    wants_cost: bool,
    keeping: Keeping,
    /// Whether it is answered by a stream.
    pub(super) is_stream: bool,
    /// Whether objects of the answer are written as text: who gets a stream of answers gets them through the library.
    is_written: bool,
}

enum Query {
    Parsed(Arc<Parsed>),
    /// A text that cannot be parsed.
    Broken(String),
}

/// Checks a request.
pub(super) fn prepare(app: &App, parameters: Parameters, caller: Caller) -> Result<Prepared, Refusal> {
    let text = app.documents.resolve(&parameters)?;
    check_text(&text, &parameters)?;
    let Some(parsed) = app.known.parse(&text) else {
        charge(app, &caller, 0)?;
        return Ok(Prepared::broken(text.into_owned(), caller));
    };
    app.documents.persist(&text, &parameters);
    let wants_cost = parameters.wants_cost();
    let variables = parameters.variables.map(serde_json::Value::Object).map(Variables::from_json);
    let variables = variables.unwrap_or_default();
    let operation = parameters.operation_name;
    let document = &parsed.document;
    let name = operation.as_deref();
    let kind = kind(document, name);
    check_kind(kind, &caller)?;
    cost::check_size(document, name, app.limits)?;
    let price = cost::price(&app.shape, document, name, &variables);
    let dry = dry_run(document, name, &variables);
    let is_dry = dry.is_some();
    if !is_dry {
        cost::check_price(&price, app.limits.cost)?;
        check_given(document, name, &variables)?;
    }
    let allowance = charge(app, &caller, if is_dry { 0 } else { price.cost })?;
    // What depends on who asks is for nobody else.
    let is_own =
        asks(document, "rateLimit") || app.door.needs_token || !matches!(caller.asker, Asker::Nobody);
    let keeping = if caller.is_get && !is_own { Keeping::Public(app.max_age) } else { Keeping::No };
    let bill = Some(Bill { cost: price.cost, limit: app.limits.cost, allowance });
    let operation = operation.filter(|_| !is_dry);
    let is_stream = caller.way.is_stream(kind);
    let is_written = kind == OperationType::Query && !is_stream && !parsed.merges(&app.shape);
    let (query, asker) = (Query::Parsed(dry.map_or(parsed, Parsed::new)), caller.asker);
    Ok(Prepared {
        query,
        variables,
        operation,
        bill,
        asker,
        kind,
        price,
        wants_cost,
        keeping,
        is_stream,
        is_written,
    })
}

impl Prepared {
    /// A text that cannot be parsed: the library says where it cannot go on.
    fn broken(text: String, Caller { asker, way, .. }: Caller) -> Self {
        Self {
            query: Query::Broken(text),
            variables: Variables::default(),
            operation: None,
            bill: None,
            asker,
            kind: OperationType::Query,
            price: Price::default(),
            wants_cost: false,
            keeping: Keeping::No,
            is_stream: way == Way::Stream,
            is_written: false,
        }
    }

    /// The request, with what its fields are resolved from.
    fn request(&self, app: &App, reads: &Reads) -> Request {
        let mut request = match &self.query {
            Query::Broken(text) => Request::new(text),
            Query::Parsed(parsed) => {
                let mut request = Request::new("");
                request.set_parsed_query(parsed.document.clone());
                request
            }
        };
        request = request.variables(self.variables.clone()).data(self.asker.clone()).data(reads.clone());
        if let Some(bill) = &self.bill {
            request = request.data(bill.clone());
        }
        if self.kind == OperationType::Subscription {
            request = request.data(Awaiting);
        }
        if self.is_written {
            request = request.data(Written::default());
        }
        if let Some(name) = &self.operation {
            request = request.operation_name(name);
        }
        request.data(app.door.clone()).data(app.clock).data(app.publications.clone())
    }

    /// Answers a query or mutation.
    async fn answer(&self, app: &App, reads: &Reads) -> Response {
        let parsed = match &self.query {
            Query::Parsed(parsed) if self.kind == OperationType::Query => Some(parsed),
            _ => None,
        };
        if parsed.is_some_and(|parsed| parsed.is_valid_with(&self.variables)) {
            let response = app.unchecking.execute(self.request(app, reads)).await;
            // What the library finds wrong is told in the words of its checks, what this program finds in its own.
            if response.errors.iter().all(has_code) {
                return response;
            }
        }
        let response = app.schema.execute(self.request(app, reads)).await;
        if let Some(parsed) = parsed.filter(|_| response.is_ok()) {
            parsed.found_valid(&self.variables);
        }
        response
    }
}

/// An error when nobody should read the text of a request.
fn check_text(text: &str, parameters: &Parameters) -> Result<(), Refusal> {
    if holds_null(text) || parameters.has_null() {
        let message = "a text of the request holds U+0000, which no text of the database can; take it out";
        return Err(Refusal::bad_request(message));
    }
    if nests_too_deep(text) {
        let message = "the query nests brackets deeper than 128 levels";
        return Err(Refusal::of_request(Code::QueryTooComplex, message));
    }
    Ok(())
}

/// Takes what a request costs from its client's minute, where the server sets a rate; an error when it is too much.
fn charge(app: &App, caller: &Caller, points: u64) -> Result<Option<Allowance>, Refusal> {
    let Some((rates, client)) = app.rates.as_ref().zip(caller.client) else { return Ok(None) };
    let allowance = rates.spend(client, points, (app.clock)());
    let Allowance { limit, reset_in, is_spent, .. } = allowance;
    if !is_spent {
        return Ok(Some(allowance));
    }
    let message = format!(
        "this client may spend {limit} points a minute, and this query costs {points}; ask again in {reset_in} s"
    );
    Err(Refusal::too_many(message, reset_in))
}

/// An error when a request of this kind cannot come this way.
fn check_kind(kind: OperationType, caller: &Caller) -> Result<(), Refusal> {
    let (status, message) = match kind {
        OperationType::Mutation if caller.is_get => {
            (StatusCode::METHOD_NOT_ALLOWED, "GET takes queries alone; send a mutation by POST")
        }
        OperationType::Subscription if caller.way == Way::Once => (
            StatusCode::NOT_ACCEPTABLE,
            "a subscription is answered by a stream; accept text/event-stream or connect a WebSocket",
        ),
        _ => return Ok(()),
    };
    Err(Refusal::with_status(status, Code::BadUserInput, message))
}

/// An error when a variable that must be given was not.
fn check_given(
    document: &ExecutableDocument,
    name: Option<&str>,
    variables: &Variables,
) -> Result<(), Refusal> {
    let defined = named(document, name).into_iter().flat_map(|operation| &operation.variable_definitions);
    let is_missing = |found: &&Positioned<VariableDefinition>| {
        let VariableDefinition { name, var_type, default_value, .. } = &found.node;
        !var_type.node.nullable && default_value.is_none() && !variables.contains_key(&name.node)
    };
    let Some(missing) = defined.into_iter().find(is_missing) else { return Ok(()) };
    let VariableDefinition { name, var_type, .. } = &missing.node;
    let message = format!(
        "the variable `${}` of type {} was not given; send its value in `variables`",
        name.node, var_type.node
    );
    Err(Refusal::of_request(Code::BadUserInput, message))
}

/// Executes a request.
pub(super) async fn execute(app: &App, prepared: Prepared) -> Result<(Response, Keeping), Refusal> {
    let Some(mut place) = app.room.enter().await else {
        return Err(Refusal::busy());
    };
    let reads = source(app, &prepared, place.connection.take());
    let answered = tokio::time::timeout(app.timeout, reads.run(prepared.answer(app, &reads))).await;
    let Prepared { kind, price, wants_cost, keeping, .. } = prepared;
    if kind == OperationType::Mutation {
        app.hot.forget();
    }
    let Ok(response) = answered else {
        let message = format!("the query took longer than {} s; ask for less", app.timeout.as_secs());
        return Err(Refusal::with_status(StatusCode::GATEWAY_TIMEOUT, Code::Timeout, message));
    };
    if let Some(connection) = reads.release() {
        place.hand_on(connection);
    }
    if reads.records().budget().is_spent() {
        return Err(Refusal::of_request(Code::QueryTooComplex, Budget::error().message));
    }
    let mut response = complete(response);
    if wants_cost {
        response.extensions.insert("cost".to_owned(), told(&price, app.limits.cost));
    }
    Ok((response, keeping))
}

/// What a request reads from. Who may write finds what was written: neither a replica nor what is kept may be behind.
fn source(app: &App, prepared: &Prepared, handed: Option<Held>) -> Reads {
    match (prepared.kind, prepared.asker.may_write()) {
        (OperationType::Query, false) => Reads::new(app.databases.reader(handed), app.hot.clone()),
        (OperationType::Query, true) => Reads::new(app.databases.reader_of_writer(), Hot::none()),
        // A mutation takes connections of its own while it reads: one more that it kept could be the last there is.
        _ => Reads::new(app.databases.passing_reader(), Hot::none()),
    }
}

/// The results of a request, one after the other: one, or any number for a subscription.
pub(super) fn results(app: &App, prepared: Prepared) -> BoxStream<'static, Response> {
    if prepared.kind != OperationType::Subscription {
        let app = app.clone();
        let result = async move {
            let executed = execute(&app, prepared).await;
            executed.map_or_else(|refusal| refusal.response(), |(response, _)| response)
        };
        return stream::once(result).boxed();
    }
    // What a stream was told before is not what it is told next.
    let reads = Reads::new(app.databases.passing_reader(), Hot::none());
    let results = Box::pin(app.schema.execute_stream(prepared.request(app, &reads)));
    let next = stream::unfold((results, reads), |(mut results, reads)| async move {
        reads.records().budget().refill();
        let result = reads.run(results.next()).await?;
        Some((complete(result), (results, reads)))
    });
    next.boxed()
}

/// The price as an extension of the answer.
fn told(price: &Price, limit: u64) -> Value {
    let fields = price.fields().map(|(field, cost)| serde_json::json!({"field": field, "cost": cost}));
    let fields: Vec<serde_json::Value> = fields.collect();
    let told = serde_json::json!({"cost": price.cost, "limit": limit, "fields": fields});
    Value::from_json(told).unwrap_or_default()
}
