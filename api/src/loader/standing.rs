//! How statements stand in print: told by their quotes, of many statements at once.

use super::Records;
use super::batch::Loader;
use super::keys::among;
use crate::types::quote::is_denied;
use entity::quote::{Column, Entity as Table};
use entity::{QuoteKind, Spans, StatementId};
use sea_orm::sea_query::Expr;
use sea_orm::{DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::HashMap;

/// What print says of a statement now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Whether the latest version of an article prints it.
    pub(crate) is_current: bool,
    /// Whether an article reports that the speaker denies it. What is printed no longer counts where nothing else is.
    pub(crate) is_denied: bool,
}

impl Standing {
    /// The same with one more quote.
    fn with(self, is_current: bool, is_denied: bool) -> Self {
        match (self.is_current, is_current) {
            (true, false) => self,
            (false, true) => Self { is_current, is_denied },
            _ => Self { is_current, is_denied: self.is_denied || is_denied },
        }
    }
}

/// Asks for the standing of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct StandingOf(pub(crate) StatementId);

type Row = (StatementId, bool, QuoteKind, Option<String>, Option<i32>, Spans);

impl Loader<StandingOf> for Records {
    type Value = Standing;

    async fn load(&self, keys: &[StandingOf]) -> Result<HashMap<StandingOf, Standing>, DbErr> {
        let ids = keys.iter().map(|key| key.0.0).collect();
        let these = among(self.reader.get_database_backend(), Expr::col((Table, Column::StatementId)), ids);
        let columns = [
            Column::StatementId,
            Column::IsCurrent,
            Column::Kind,
            Column::Cue,
            Column::CueEnd,
            Column::Spans,
        ];
        let rows = Table::find().select_only().columns(columns).filter(these).into_tuple::<Row>();
        let mut found: HashMap<StandingOf, Standing> = HashMap::new();
        for (statement, is_current, kind, cue, cue_end, spans) in rows.all(&self.reader).await? {
            let standing = found.entry(StandingOf(statement)).or_default();
            *standing = standing.with(is_current, is_denied(kind, cue.as_deref(), cue_end, &spans));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::Standing;

    #[test]
    fn what_is_printed_now_stands_over_what_was() {
        let standing = |quotes: &[(bool, bool)]| {
            let all = quotes
                .iter()
                .fold(Standing::default(), |all, (is_current, is_denied)| all.with(*is_current, *is_denied));
            (all.is_current, all.is_denied)
        };
        assert_eq!(standing(&[(false, true), (true, false)]), (true, false));
        assert_eq!(standing(&[(true, false), (false, true)]), (true, false));
        assert_eq!(standing(&[(true, false), (true, true)]), (true, true));
        assert_eq!(standing(&[(false, false), (false, true)]), (false, true));
    }
}
