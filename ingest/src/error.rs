//! What can go wrong between values and rows. The client gets a sentence, the log gets the chain.

use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// Why nothing of a batch was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A read failed.
    #[error("could not read {0} from the database")]
    Load(&'static str, #[source] DbErr),
    /// A write failed; the transaction is rolled back.
    #[error("could not write {0} to the database")]
    Write(&'static str, #[source] DbErr),
    /// The transaction could not begin or end.
    #[error("could not {0} the transaction")]
    Transaction(&'static str, #[source] DbErr),
    /// The machine gave no random bytes for a secret.
    #[error("the machine gave no random bytes: {0}")]
    Chance(String),
}

/// What an operator can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The database does not answer, or another writer was in the way: the same again may succeed.
    Away,
    /// No room is left.
    Full,
    /// The database may not be written.
    ReadOnly,
    /// Anything else.
    Other,
}

impl Error {
    /// What the database said.
    pub fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Load(_, error) | Self::Write(_, error) | Self::Transaction(_, error) => Some(error),
            Self::Chance(_) => None,
        }
    }

    /// What kind of trouble it is.
    pub fn trouble(&self) -> Trouble {
        self.database().map_or(Trouble::Other, Trouble::of)
    }
}

impl Trouble {
    /// What kind of trouble a database's error is.
    pub fn of(error: &DbErr) -> Self {
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(RuntimeErr::Internal(_)) => Self::Away,
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => of_driver(error),
            _ => Self::Other,
        }
    }
}

fn of_driver(error: &SqlxError) -> Trouble {
    match error {
        SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::WorkerCrashed | SqlxError::Protocol(_) => {
            Trouble::Away
        }
        SqlxError::Database(error) => error.code().map_or(Trouble::Other, |code| of_code(&code)),
        _ => Trouble::Other,
    }
}

/// By `PostgreSQL`'s SQLSTATE (its appendix A) or by `SQLite`'s result code, whose low byte is the primary one.
fn of_code(code: &str) -> Trouble {
    match code {
        // A connection that failed, a server that stops, starts, takes nobody or too many; two writers that met.
        "57P01" | "57P02" | "57P03" | "55000" | "53300" | "40001" | "40P01" => return Trouble::Away,
        "53100" => return Trouble::Full,
        "25006" => return Trouble::ReadOnly,
        _ if code.len() == 5 && code.starts_with("08") => return Trouble::Away,
        _ if code.len() == 5 => return Trouble::Other,
        _ => {}
    }
    match code.parse::<u32>().map(|code| code & 0xff) {
        Ok(5 | 6) => Trouble::Away,
        Ok(13) => Trouble::Full,
        Ok(8) => Trouble::ReadOnly,
        _ => Trouble::Other,
    }
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_is_known_by_the_databases_codes() {
        for (code, expected) in [
            ("57P01", Trouble::Away),
            ("08006", Trouble::Away),
            ("53100", Trouble::Full),
            ("25006", Trouble::ReadOnly),
            ("23505", Trouble::Other),
            ("5", Trouble::Away),
            ("517", Trouble::Away),
            ("13", Trouble::Full),
            ("1032", Trouble::ReadOnly),
            ("787", Trouble::Other),
        ] {
            assert_eq!(of_code(code), expected, "{code}");
        }
    }
}
