//! Rows by many keys, and tables of bound values. All of them are bound as one value, so that the statement is the
//! same for any number of them and is prepared once.

use crate::error::{Error, Result};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, DatabaseTransaction, EntityTrait, QueryFilter as _,
};
use serde::Serialize;

/// Whether a column is one of `keys`, which are all texts or all numbers.
pub(crate) fn one_of<K: Serialize>(
    database: &impl ConnectionTrait,
    column: impl ColumnTrait,
    keys: impl IntoIterator<Item = K>,
) -> Expr {
    let keys: Vec<serde_json::Value> =
        keys.into_iter().filter_map(|key| serde_json::to_value(key).ok()).collect();
    if keys.is_empty() {
        return Expr::cust("1 = 0");
    }
    let are_numbers = keys.first().is_some_and(serde_json::Value::is_number);
    let sql = match (database.get_database_backend(), are_numbers) {
        (DatabaseBackend::Postgres, true) => {
            "$1 IN (SELECT CAST(json_array_elements_text(CAST($2 AS json)) AS bigint))"
        }
        (DatabaseBackend::Postgres, false) => "$1 IN (SELECT json_array_elements_text(CAST($2 AS json)))",
        _ => "? IN (SELECT value FROM json_each(?))",
    };
    let all = serde_json::Value::Array(keys).to_string();
    Expr::cust_with_exprs(sql, [Expr::col(column.as_column_ref()), Expr::val(all)])
}

/// Deletes the rows whose column is one of `keys`.
pub(crate) async fn delete<E: EntityTrait, K: Serialize>(
    tx: &DatabaseTransaction,
    column: E::Column,
    keys: impl IntoIterator<Item = K>,
) -> Result<()> {
    let deleted = E::delete_many().filter(one_of(tx, column, keys)).exec(tx).await;
    deleted.map(drop).map_err(|error| Error::Write(E::default().table_name(), error))
}

/// Rows of values as a table with these columns, each with its type in `PostgreSQL`.
pub(crate) fn bound<R: Serialize>(
    database: &impl ConnectionTrait,
    rows: &[R],
    columns: &[(&'static str, &'static str)],
) -> SelectStatement {
    let is_postgres = database.get_database_backend() == DatabaseBackend::Postgres;
    let rows = serde_json::to_string(rows).unwrap_or_default();
    let mut table = Query::select();
    for (at, (name, kind)) in columns.iter().enumerate() {
        let value = format!("value ->> {at}");
        let value = if is_postgres { format!("CAST({value} AS {kind})") } else { value };
        table.expr_as(Expr::cust(value), Alias::new(*name));
    }
    let each = if is_postgres {
        Func::cust("json_array_elements").arg(Expr::val(rows).cast_as("json"))
    } else {
        Func::cust("json_each").arg(Expr::val(rows))
    };
    table.from_function(each, "bound").to_owned()
}
