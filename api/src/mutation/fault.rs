//! What was wrong with an input, told beside the payload: a client shows it at the field it is about.

use crate::error::Code;
use async_graphql::{Enum, Error, Result, SimpleObject, Value};
use ingest::correction::{Failure, Refusal};

/// What was wrong with an input, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum UserErrorCode {
    /// A record that the input names is not there.
    NotFound,
    /// It is so already.
    Already,
    /// A value cannot be taken.
    Invalid,
    /// Something else must be undone first.
    Blocked,
    /// A document could not be read.
    Rejected,
}

/// What was wrong with an input. Nothing was written because of it, but for the documents that were read.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct UserError {
    /// For programs.
    pub(crate) code: UserErrorCode,
    /// Where in the input, from its top: `["documents", "2"]`; empty when it is the whole input.
    pub(crate) field: Vec<String>,
    /// What is wrong and what would be right, for people.
    pub(crate) message: String,
}

impl UserError {
    pub(crate) fn new(code: UserErrorCode, field: &[&str], message: impl Into<String>) -> Self {
        let field = field.iter().map(|part| (*part).to_owned()).collect();
        Self { code, field, message: message.into() }
    }
}

/// Sorts what a step gave: a value, something to tell the client beside the payload, or an error.
pub(crate) type Told<T> = Result<std::result::Result<T, UserError>>;

/// What a correction gave.
pub(crate) fn told<T>(outcome: std::result::Result<T, Failure>) -> Told<T> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Failure::Refused { code, field, message }) => {
            let code = match code {
                Refusal::NotFound => UserErrorCode::NotFound,
                Refusal::Already => UserErrorCode::Already,
                Refusal::Invalid => UserErrorCode::Invalid,
                Refusal::Blocked => UserErrorCode::Blocked,
            };
            let field: &[&str] = if field == "input" { &[] } else { &[field] };
            Ok(Err(UserError::new(code, field, sentence(&message))))
        }
        Err(Failure::Failed(cause)) => Err(crate::error::ingest(&cause)),
    }
}

/// What a reference of the input led to; `field` is where it stands.
pub(crate) fn at<T>(field: &[&str], found: Result<T>) -> Told<T> {
    let error = match found {
        Ok(value) => return Ok(Ok(value)),
        Err(error) => error,
    };
    let code = code_of(&error);
    let code = if code.as_deref() == Some(Code::NotFound.name()) {
        UserErrorCode::NotFound
    } else if code.as_deref() == Some(Code::BadUserInput.name()) {
        UserErrorCode::Invalid
    } else {
        return Err(error);
    };
    Ok(Err(UserError::new(code, field, sentence(&error.message))))
}

fn code_of(error: &Error) -> Option<String> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code.clone()),
        _ => None,
    }
}

/// The message as a sentence.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// Unwraps a step of a mutation; what was wrong goes into the payload that `$payload` makes of it.
macro_rules! step {
    ($told:expr, $payload:expr) => {
        match $told? {
            Ok(value) => value,
            Err(fault) => return Ok($payload(fault)),
        }
    };
}
pub(crate) use step;

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn messages_are_sentences() {
        assert_eq!(sentence("it was undone already"), "It was undone already.");
        assert_eq!(sentence("Did you mean this?"), "Did you mean this?");
        assert_eq!(sentence(""), ".");
    }
}
