//! Keys as one value: a statement reads the same whatever the number of its keys, so that it is prepared once. A
//! list of as many placeholders as keys would be another statement for each width of a page.

use sea_orm::DatabaseBackend;
use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Func, FunctionCall, Query, SelectStatement, Value};

/// The condition that `column` is one of `keys`.
pub(super) fn among(backend: DatabaseBackend, column: Expr, keys: Vec<i64>) -> Expr {
    let list = list(backend, keys);
    match backend {
        DatabaseBackend::Postgres => column.eq(PgFunc::any(list)),
        _ => column.in_subquery(Query::select().column("value").from_function(each(list), "keys").take()),
    }
}

/// The name under which [`parents`] stand beside what is read for them.
pub(super) const PARENT: &str = "parent";

/// The key of a row's parent, where the rows of many parents are read at once.
pub(crate) fn parent() -> Expr {
    Expr::col((PARENT, "id"))
}

/// The keys as a table of one column, `id`.
pub(super) fn parents(backend: DatabaseBackend, keys: Vec<i64>) -> SelectStatement {
    let id = Alias::new("id");
    match backend {
        DatabaseBackend::Postgres => {
            let each = Expr::cust_with_values("unnest(CAST($1 AS bigint[]))", [list(backend, keys)]);
            Query::select().expr_as(each, id).take()
        }
        _ => Query::select()
            .expr_as(Expr::col("value"), id)
            .from_function(each(list(backend, keys)), "keys")
            .take(),
    }
}

/// The keys as one value. `SQLite` has no lists; it reads one from JSON.
pub(super) fn list(backend: DatabaseBackend, keys: Vec<i64>) -> Value {
    match backend {
        DatabaseBackend::Postgres => Value::from(keys),
        _ => Value::from(serde_json::to_string(&keys).unwrap_or_default()),
    }
}

fn each(list: Value) -> FunctionCall {
    Func::cust("json_each").arg(list)
}
