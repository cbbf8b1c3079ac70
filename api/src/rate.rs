//! How much a client may ask in a minute. In: its address and what a request costs. Out: what is left. Counted in
//! this process alone: several servers behind one address each allow as much.

use chrono::{DateTime, Timelike as _, Utc};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Points that each client may spend in a minute of the clock.
#[derive(Debug)]
pub(crate) struct Rates {
    limit: u64,
    minute: Mutex<Minute>,
}

#[derive(Debug, Default)]
struct Minute {
    started_at: Option<DateTime<Utc>>,
    spent: HashMap<IpAddr, u64>,
}

/// What a client may still spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// Points a minute.
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
    /// When the next minute begins.
    pub(crate) reset_at: DateTime<Utc>,
    /// Seconds until then.
    pub(crate) reset_in: u64,
    /// Whether this request is one too many; it is not counted then.
    pub(crate) is_spent: bool,
}

impl Rates {
    /// Allows `limit` points a minute.
    pub(crate) fn new(limit: u64) -> Self {
        Self { limit, minute: Mutex::default() }
    }

    /// Takes points from a client's minute, at least one, and of what costs more than a minute has the whole of one.
    pub(crate) fn spend(&self, client: IpAddr, points: u64, now: DateTime<Utc>) -> Allowance {
        let started_at = now.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(now);
        let mut minute = self.minute.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.started_at != Some(started_at) {
            *minute = Minute { started_at: Some(started_at), spent: HashMap::new() };
        }
        let spent = minute.spent.entry(client).or_default();
        let wanted = spent.saturating_add(points.min(self.limit).max(1));
        let is_spent = wanted > self.limit;
        if !is_spent {
            *spent = wanted;
        }
        let reset_in = 60 - u64::from(now.second().min(59));
        let reset_at = started_at + chrono::TimeDelta::minutes(1);
        Allowance {
            limit: self.limit,
            remaining: self.limit.saturating_sub(*spent),
            reset_at,
            reset_in,
            is_spent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_come_back_with_the_next_minute() {
        let rates = Rates::new(10);
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let left = |client, points, now: &str| {
            let allowance = rates.spend(client, points, at(now));
            (allowance.remaining, allowance.reset_in, allowance.is_spent)
        };
        assert_eq!(left(one, 7, "2026-02-04T10:00:05Z"), (3, 55, false));
        assert_eq!(left(one, 7, "2026-02-04T10:00:59Z"), (3, 1, true), "what is refused is not counted");
        assert_eq!(left(other, 7, "2026-02-04T10:00:59Z"), (3, 1, false));
        assert_eq!(left(one, 0, "2026-02-04T10:00:59Z"), (2, 1, false), "an empty query costs a point");
        assert_eq!(left(one, 70, "2026-02-04T10:01:00Z"), (0, 60, false), "it would never pass otherwise");
    }
}
