//! Errors of the API: a code that programs read and a sentence that people read. What the database said goes to
//! the log, never to the client.

use crate::room;
use async_graphql::{Error, ErrorExtensions as _};
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr};

/// The codes of `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    BadUserInput,
    NotFound,
    Unauthenticated,
    Forbidden,
    PersistedQueryNotFound,
    QueryTooComplex,
    RateLimited,
    Timeout,
    Busy,
    Internal,
}

impl Code {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::QueryTooComplex => "QUERY_TOO_COMPLEX",
            Self::RateLimited => "RATE_LIMITED",
            Self::Timeout => "TIMEOUT",
            Self::Busy => "BUSY",
            Self::Internal => "INTERNAL_SERVER_ERROR",
        }
    }
}

/// An error with its code.
pub(crate) fn error(code: Code, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.name()))
}

/// An argument that cannot be taken.
pub(crate) fn bad_input(message: impl Into<String>) -> Error {
    error(Code::BadUserInput, message)
}

/// A failure of the database.
pub(crate) fn database(cause: &DbErr) -> Error {
    if matches!(cause, DbErr::ConnectionAcquire(_)) {
        tracing::warn!(%cause, "a query found no connection to the database");
        return error(
            Code::Busy,
            format!("too many queries are being answered; ask again in {} s", room::AFTER),
        );
    }
    if was_interrupted(cause) {
        tracing::warn!(%cause, "a statement was given up");
        return error(Code::Timeout, "a part of the query took too long; ask for less");
    }
    tracing::error!(%cause, "a query of the database failed");
    error(Code::Internal, "The server could not read its database. The failure is logged; try again later.")
}

/// Whether a statement ran out of time: `query_canceled` of `PostgreSQL`, `SQLITE_INTERRUPT`.
fn was_interrupted(cause: &DbErr) -> bool {
    let DbErr::Query(RuntimeErr::SqlxError(error)) = cause else { return false };
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| matches!(&*code, "57014" | "9"))
}

/// A failure of `ingest`. Nothing of the request was written.
pub(crate) fn ingest(cause: &ingest::Error) -> Error {
    tracing::error!(%cause, database = cause.database().map(tracing::field::display), "nothing was written");
    error(Code::Internal, "The server could not write to its database; nothing was written. Try again later.")
}

/// What went wrong and why, in one line. Drivers of databases repeat in their message what caused it.
pub fn told(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::told;
    use anyhow::anyhow;

    #[test]
    fn a_cause_is_told_once() {
        let error =
            anyhow!("no such file").context("Connection Error: no such file").context("could not open it");
        assert_eq!(told(&error), "could not open it: Connection Error: no such file");
    }
}
