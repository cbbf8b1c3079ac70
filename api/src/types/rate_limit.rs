//! What a query costs, and what its client may still ask.

use crate::http::Bill;
use crate::scalar::DateTime;
use async_graphql::SimpleObject;

/// What this query costs and what its client may still spend, in points: a record costs one, a list one more, a page
/// as many times its rows as it may hold.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RateLimit {
    /// Points that this query costs. They are counted before anything of it is executed, by what it could give at
    /// most.
    cost: u64,
    /// Points that one query may cost; a dearer one is refused with `QUERY_TOO_COMPLEX`.
    query_limit: u64,
    /// Points that this client may spend in a minute; null where this server sets no such limit.
    limit: Option<u64>,
    /// Points left in this minute; null where this server sets no limit.
    remaining: Option<u64>,
    /// When the points come back; null where this server sets no limit.
    reset_at: Option<DateTime>,
}

impl From<&Bill> for RateLimit {
    fn from(bill: &Bill) -> Self {
        Self {
            cost: bill.cost,
            query_limit: bill.limit,
            limit: bill.allowance.map(|allowance| allowance.limit),
            remaining: bill.allowance.map(|allowance| allowance.remaining),
            reset_at: bill.allowance.map(|allowance| DateTime(allowance.reset_at)),
        }
    }
}
