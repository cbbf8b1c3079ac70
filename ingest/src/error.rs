//! What can go wrong between values and rows. The client gets a sentence, the log gets the chain.

use sea_orm::DbErr;

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

impl Error {
    /// What the database said.
    pub fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Load(_, error) | Self::Write(_, error) | Self::Transaction(_, error) => Some(error),
            Self::Chance(_) => None,
        }
    }
}

pub(crate) type Result<T> = std::result::Result<T, Error>;
