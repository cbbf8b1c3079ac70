//! Who asks, and what they may do. In: the `Authorization` of a request. Out: the bearer of its token, or a
//! sentence. Writing needs a token with a role; asking needs one where the server is told so.

use crate::command::Clock;
use crate::error::{Code, error};
use async_graphql::{Context, Error, Guard};
use entity::Role;
use ingest::token::{self, Bearer};
use sea_orm::DatabaseConnection;

/// What a request says of who asks.
#[derive(Clone, Debug)]
pub(crate) enum Asker {
    /// Nothing.
    Nobody,
    /// A token that holds.
    Known(Bearer),
}

impl Asker {
    /// Whether this is somebody who may write.
    pub(crate) fn may_write(&self) -> bool {
        matches!(self, Self::Known(bearer) if bearer.role != Role::Reader)
    }
}

/// How requests are let in.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    pub(crate) database: DatabaseConnection,
    pub(crate) clock: Clock,
    /// Whether asking needs a token, too.
    pub(crate) needs_token: bool,
}

/// Why a request is not let in.
#[derive(Clone, Debug)]
pub(crate) struct Denial {
    pub(crate) code: Code,
    pub(crate) message: String,
}

impl Denial {
    fn unauthenticated(message: impl Into<String>) -> Self {
        Self { code: Code::Unauthenticated, message: message.into() }
    }

    /// The tokens could not be read.
    fn unknown(cause: &ingest::Error) -> Self {
        tracing::error!(%cause, database = cause.database().map(tracing::field::display), "no tokens");
        let message = "The server could not read its tokens. The failure is logged; try again later.";
        Self { code: Code::Internal, message: message.to_owned() }
    }
}

impl From<Denial> for Error {
    fn from(denial: Denial) -> Self {
        error(denial.code, denial.message)
    }
}

impl Door {
    /// Lets a request in, or says why not. `authorization` is the header's value.
    pub(crate) async fn admit(&self, authorization: Option<&str>) -> Result<Asker, Denial> {
        let Some(authorization) = authorization else {
            return if self.needs_token { Err(self.nobody("Asking").await) } else { Ok(Asker::Nobody) };
        };
        let Some(token) = bearer(authorization) else {
            let message =
                "The header `Authorization` is not understood; write `Authorization: Bearer newsgraph_...`.";
            return Err(Denial::unauthenticated(message));
        };
        let today = (self.clock)().date_naive();
        match token::find(&self.database, token, today).await {
            Ok(Ok(bearer)) => Ok(Asker::Known(bearer)),
            Ok(Err(invalid)) => Err(Denial::unauthenticated(invalid.to_string())),
            Err(cause) => Err(Denial::unknown(&cause)),
        }
    }

    /// An error when a token that was let in holds no longer: it may be revoked, or expire, while somebody listens.
    pub(crate) async fn admit_again(&self, asker: &Asker) -> Result<(), Denial> {
        let Asker::Known(Bearer { name, .. }) = asker else { return Ok(()) };
        let today = (self.clock)().date_naive();
        match token::holds(&self.database, name, today).await {
            Ok(true) => Ok(()),
            Ok(false) => {
                let message = format!("The token {name:?} was revoked or has expired; connect with another.");
                Err(Denial::unauthenticated(message))
            }
            Err(cause) => Err(Denial::unknown(&cause)),
        }
    }

    /// Why a request without a token is not let in.
    async fn nobody(&self, what: &str) -> Denial {
        match token::are_any(&self.database).await {
            Ok(true) => Denial::unauthenticated(format!(
                "{what} needs a token; send it as `Authorization: Bearer newsgraph_...`."
            )),
            Ok(false) => Denial::unauthenticated(format!(
                "{what} needs a token, and this server has none; its operator makes one with `newsgraph token \
                 create`."
            )),
            Err(cause) => Denial::unknown(&cause),
        }
    }
}

/// The token of a header's value.
fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Lets a field be resolved for those who may correct records.
pub(crate) const EDIT: May = May { role: Role::Editor, what: "Correcting records" };
/// Lets a field be resolved for those who may send documents.
pub(crate) const INGEST: May = May { role: Role::Ingester, what: "Sending documents" };

/// Lets a field be resolved for a role and for admins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct May {
    role: Role,
    what: &'static str,
}

impl Guard for May {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        match ctx.data_unchecked::<Asker>() {
            Asker::Nobody => Err(ctx.data_unchecked::<Door>().nobody("Writing").await.into()),
            Asker::Known(bearer) if bearer.role == self.role || bearer.role == Role::Admin => Ok(()),
            Asker::Known(Bearer { name, role }) => Err(error(
                Code::Forbidden,
                format!(
                    "{} needs the role {} or ADMIN; the token {name:?} has the role {}.",
                    self.what,
                    shown(self.role),
                    shown(*role)
                ),
            )),
        }
    }
}

fn shown(role: Role) -> String {
    format!("{role:?}").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::bearer;

    #[test]
    fn the_scheme_is_bearer_in_any_case() {
        assert_eq!(bearer("Bearer newsgraph_1_a"), Some("newsgraph_1_a"));
        assert_eq!(bearer(" bearer  newsgraph_1_a "), Some("newsgraph_1_a"));
        assert_eq!(bearer("Basic dXNlcg=="), None);
        assert_eq!(bearer("newsgraph_1_a"), None);
    }
}
