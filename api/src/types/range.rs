//! Ranges and lists in filters. Both ends of a range are included, either may be left out; lists are short.

use crate::error::bad_input;
use crate::scalar::{Date, DateTime};
use async_graphql::{InputObject, Result};
use sea_orm::sea_query::{Expr, ExprTrait as _, SimpleExpr};

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, InputObject)]
pub(crate) struct DateRange {
    /// The first day.
    pub(crate) from: Option<Date>,
    /// The last day.
    pub(crate) to: Option<Date>,
}

/// Instants from one to another, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, InputObject)]
pub(crate) struct DateTimeRange {
    /// The first instant.
    pub(crate) from: Option<DateTime>,
    /// The last instant.
    pub(crate) to: Option<DateTime>,
}

/// Numbers from one to another, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, InputObject)]
pub(crate) struct FloatRange {
    /// The least.
    pub(crate) from: Option<f64>,
    /// The most.
    pub(crate) to: Option<f64>,
}

/// An error when a list in a filter is longer than a person would write it.
pub(crate) fn few<T>(name: &str, values: Option<&[T]>) -> Result<()> {
    const MOST: usize = 100;
    match values.map_or(0, <[T]>::len) {
        count if count > MOST => {
            Err(bad_input(format!("`{name}` takes {MOST} values at most; here are {count}")))
        }
        _ => Ok(()),
    }
}

macro_rules! within {
    ($range:ident) => {
        impl $range {
            /// The conditions that `column` lies inside. `name` is the argument, for messages.
            pub(crate) fn within(&self, name: &str, column: &Expr) -> Result<Vec<SimpleExpr>> {
                if let (Some(from), Some(to)) = (self.from, self.to) {
                    if from > to {
                        return Err(bad_input(format!(
                            "`{name}.from` lies behind `{name}.to`; no record can match"
                        )));
                    }
                }
                let from = self.from.map(|from| column.clone().gte(Self::value(from)));
                let to = self.to.map(|to| column.clone().lte(Self::value(to)));
                Ok(from.into_iter().chain(to).collect())
            }
        }
    };
}

within!(DateRange);
within!(DateTimeRange);
within!(FloatRange);

impl DateRange {
    fn value(day: Date) -> sea_orm::Value {
        day.0.into()
    }
}

impl DateTimeRange {
    fn value(at: DateTime) -> sea_orm::Value {
        at.0.into()
    }
}

impl FloatRange {
    fn value(number: f64) -> sea_orm::Value {
        number.into()
    }
}
