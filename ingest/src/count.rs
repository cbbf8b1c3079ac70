//! The kept counts of statements. In: the statements that are about to change, and the change. Out: counts that
//! are what counting anew would give. Whatever changes a statement, its quotes, topics or the publishers of its
//! articles does so inside [`recount`], in the transaction of the change; new ones are counted by [`crate::tally`].

use crate::error::{Error, Result};
use entity::StatementId;
use sea_orm::sea_query::Value;
use sea_orm::{ConnectionTrait as _, DatabaseBackend, DatabaseTransaction, Statement};

/// Makes a change and counts the statements anew that it touches: those that were there are taken out of the counts
/// before it, and all that are there after it are added.
///
/// `touched` may name statements that are made or removed by the change. Statements that it leaves out must be the
/// same before and after.
pub(crate) async fn recount<T, E: From<Error>>(
    tx: &DatabaseTransaction,
    touched: &[StatementId],
    change: impl AsyncFnOnce() -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let backend = tx.get_database_backend();
    if of_each(tx, touched, &shift(backend, -1)).await? > 0 {
        of_each(tx, touched, &drop_empty(backend)).await?;
    }
    let changed = change().await?;
    of_each(tx, touched, &shift(backend, 1)).await?;
    Ok(changed)
}

/// Runs a statement for the statements that are there. Gives how many counts it changed.
async fn of_each(tx: &DatabaseTransaction, statements: &[StatementId], sql: &str) -> Result<u64> {
    /// Statements counted at once: few enough that their joins stay in memory.
    const AT_ONCE: usize = 5_000;
    let backend = tx.get_database_backend();
    let mut changed = 0;
    for chunk in statements.chunks(AT_ONCE) {
        let ids: Vec<i64> = chunk.iter().map(|id| id.0).collect();
        let ids = match backend {
            DatabaseBackend::Postgres => Value::from(ids),
            _ => serde_json::to_string(&ids).unwrap_or_default().into(),
        };
        let statement = Statement::from_sql_and_values(backend, sql, [ids]);
        let done = tx.execute_raw(statement).await.map_err(|error| Error::Write("statement_count", error))?;
        changed += done.rows_affected();
    }
    Ok(changed)
}

/// The condition that an id is one of `$1`.
fn these(backend: DatabaseBackend) -> &'static str {
    match backend {
        DatabaseBackend::Postgres => "= ANY($1)",
        _ => "IN (SELECT value FROM json_each($1))",
    }
}

/// The speaker of a row of `statement`, in two columns.
const SPEAKER: &str = "CASE WHEN speaker_person_id IS NULL THEN 'organization' ELSE 'person' END AS speaker_kind, \
                       COALESCE(speaker_person_id, speaker_organization_id) AS speaker_id";

/// Removes the counts of the speakers of the statements `$1` that came to nothing.
fn drop_empty(backend: DatabaseBackend) -> String {
    let these = these(backend);
    format!(
        "DELETE FROM statement_count WHERE count = 0 AND (speaker_kind, speaker_id) IN ( \
             SELECT {SPEAKER} FROM statement WHERE id {these})"
    )
}

/// The counts of the statements `$1`, `by` times, added to those that are kept.
fn shift(backend: DatabaseBackend, by: i64) -> String {
    let these = these(backend);
    let month = match backend {
        DatabaseBackend::Postgres => {
            "EXTRACT(YEAR FROM said_on)::bigint * 100 + EXTRACT(MONTH FROM said_on)::bigint"
        }
        _ => "CAST(strftime('%Y%m', said_on) AS INTEGER)",
    };
    format!(
        "WITH told AS ( \
             SELECT id, kind, said_on, {SPEAKER} FROM statement WHERE id {these} AND status <> 'rejected' \
             AND COALESCE(speaker_person_id, speaker_organization_id) IS NOT NULL \
         ), part AS ( \
             SELECT speaker_kind, speaker_id, 'all' AS facet, 0 AS part_id FROM told \
             UNION ALL SELECT speaker_kind, speaker_id, kind, 0 FROM told \
             UNION ALL SELECT speaker_kind, speaker_id, 'month', {month} FROM told \
             UNION ALL SELECT speaker_kind, speaker_id, 'topic', topic_id \
                 FROM told INNER JOIN statement_topic ON statement_topic.statement_id = told.id \
             UNION ALL SELECT speaker_kind, speaker_id, 'publisher', publisher_id FROM ( \
                 SELECT DISTINCT told.id, speaker_kind, speaker_id, article.publisher_id FROM told \
                 INNER JOIN quote ON quote.statement_id = told.id \
                 INNER JOIN article ON article.id = quote.article_id \
                 WHERE article.publisher_id IS NOT NULL) AS printed \
         ) \
         INSERT INTO statement_count (speaker_kind, speaker_id, facet, part_id, count) \
         SELECT speaker_kind, speaker_id, facet, part_id, {by} * count(*) FROM part WHERE TRUE \
         GROUP BY speaker_kind, speaker_id, facet, part_id ORDER BY speaker_kind, speaker_id, facet, part_id \
         ON CONFLICT (speaker_kind, speaker_id, facet, part_id) \
         DO UPDATE SET count = statement_count.count + excluded.count"
    )
}
