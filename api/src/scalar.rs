//! Scalars of the contract. The names of Rust types never reach the schema.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{NaiveDate, SecondsFormat, Utc};
use std::fmt::{self, Display, Formatter};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(pub(crate) NaiveDate);

impl Display for Date {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A day of the Gregorian calendar as `YYYY-MM-DD`, without a zone.
#[Scalar(specified_by_url = "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
        day.map(Self).ok_or_else(|| {
            InputValueError::custom(format!(
                "{} is no day; write it as YYYY-MM-DD, as in 2026-02-28",
                short(text)
            ))
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DateTime(pub(crate) chrono::DateTime<Utc>);

impl Display for DateTime {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

/// An instant in UTC as RFC 3339 writes it: `2026-02-04T16:16:00Z`.
#[Scalar(specified_by_url = "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        chrono::DateTime::parse_from_rfc3339(text).map(|at| Self(at.to_utc())).map_err(|_| {
            let shown = short(text);
            InputValueError::custom(format!(
                "{shown} is no instant; write it with a zone, as in 2026-02-04T16:16:00Z"
            ))
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Url(pub(crate) String);

/// An absolute address of the web: it starts with `https://` or `http://`.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        if read::is_web(text) {
            return Ok(Self(text.clone()));
        }
        Err(InputValueError::custom(format!(
            "{} is no address; it starts with https:// or http://",
            short(text)
        )))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// What a client wrote, cut to a length that fits an error message.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let cut: String = text.chars().take(LONGEST).collect();
    if cut.len() < text.len() { format!("{cut:?}...") } else { format!("{cut:?}") }
}
