//! How much a speaker said: the kept counts that most pages of a speaker ask for, of many speakers at once.

use super::Records;
use super::batch::Loader;
use super::keys::among;
use crate::reference::SpeakerId;
use entity::statement_count::{Column, Entity as Table};
use entity::{CountFacet, QuoteKind, SpeakerKind};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};
use std::collections::HashMap;

/// Statements of one speaker, rejected ones left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said(Vec<(CountFacet, i64)>);

impl Said {
    /// All of them.
    pub(crate) fn all(&self) -> i64 {
        self.of(CountFacet::All)
    }

    /// Those that are reported in one way.
    pub(crate) fn of_kind(&self, kind: QuoteKind) -> i64 {
        self.of(match kind {
            QuoteKind::Direct => CountFacet::Direct,
            QuoteKind::Indirect => CountFacet::Indirect,
            QuoteKind::Mixed => CountFacet::Mixed,
        })
    }

    fn of(&self, facet: CountFacet) -> i64 {
        self.0.iter().filter(|(found, _)| *found == facet).map(|(_, count)| count).sum()
    }
}

impl SpeakerId {
    /// The speaker as the kept counts name it.
    pub(crate) fn kept(self) -> (SpeakerKind, i64) {
        match self {
            Self::Person(id) => (SpeakerKind::Person, id.0),
            Self::Organization(id) => (SpeakerKind::Organization, id.0),
        }
    }
}

impl Loader<SpeakerId> for Records {
    type Value = Said;

    async fn load(&self, keys: &[SpeakerId]) -> Result<HashMap<SpeakerId, Said>, DbErr> {
        let mut found: HashMap<SpeakerId, Said> = HashMap::new();
        for kind in [SpeakerKind::Person, SpeakerKind::Organization] {
            let of_kind = keys.iter().filter(|key| key.kept().0 == kind);
            let by_id: HashMap<i64, SpeakerId> = of_kind.map(|key| (key.kept().1, *key)).collect();
            if by_id.is_empty() {
                continue;
            }
            let ids = by_id.keys().copied().collect();
            let these = among(self.reader.get_database_backend(), Expr::col(Column::SpeakerId), ids);
            let whole = [CountFacet::All, CountFacet::Direct, CountFacet::Indirect, CountFacet::Mixed];
            let rows = Table::find()
                .filter(Expr::col(Column::SpeakerKind).eq(kind).and(these))
                .filter(Column::Facet.is_in(whole));
            for row in rows.all(&self.reader).await? {
                let key = by_id.get(&row.speaker_id);
                key.into_iter().for_each(|key| found.entry(*key).or_default().0.push((row.facet, row.count)));
            }
        }
        Ok(found)
    }
}
