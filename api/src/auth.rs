//! Who asks, and what they may do. In: the `Authorization` of a request. Out: the bearer of its token, or a
//! sentence. Writing needs a token with a role; asking needs one where the server is told so.

use crate::command::Clock;
use crate::error::{Code, error};
use async_graphql::{Context, Error, Guard, Result};
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

/// How requests are let in.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    pub(crate) database: DatabaseConnection,
    pub(crate) clock: Clock,
    /// Whether asking needs a token, too.
    pub(crate) needs_token: bool,
}

impl Door {
    /// Lets a request in, or says why not. `authorization` is the header's value.
    pub(crate) async fn admit(&self, authorization: Option<&str>) -> Result<Asker> {
        let Some(authorization) = authorization else {
            return if self.needs_token { Err(self.nobody("Asking").await) } else { Ok(Asker::Nobody) };
        };
        let Some(token) = bearer(authorization) else {
            let message =
                "The header `Authorization` is not understood; write `Authorization: Bearer newsgraph_...`.";
            return Err(error(Code::Unauthenticated, message));
        };
        let today = (self.clock)().date_naive();
        match token::find(&self.database, token, today).await {
            Ok(Ok(bearer)) => Ok(Asker::Known(bearer)),
            Ok(Err(invalid)) => {
                let mut message = invalid.to_string();
                message[..1].make_ascii_uppercase();
                Err(error(Code::Unauthenticated, format!("{message}.")))
            }
            Err(cause) => Err(crate::error::ingest(&cause)),
        }
    }

    /// The error for a request without a token.
    async fn nobody(&self, what: &str) -> Error {
        match token::are_any(&self.database).await {
            Ok(true) => error(
                Code::Unauthenticated,
                format!("{what} needs a token; send it as `Authorization: Bearer newsgraph_...`."),
            ),
            Ok(false) => error(
                Code::Unauthenticated,
                format!(
                    "{what} needs a token, and this server has none; its operator makes one with `newsgraph token create`."
                ),
            ),
            Err(cause) => crate::error::ingest(&cause),
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
    async fn check(&self, ctx: &Context<'_>) -> Result<()> {
        match ctx.data_unchecked::<Asker>() {
            Asker::Nobody => Err(ctx.data_unchecked::<Door>().nobody("Writing").await),
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
