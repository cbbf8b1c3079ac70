//! Statements as lists read them: the few columns that most pages show, or whole where more is asked for. A resolver that
//! finds a column missing reads the whole row, so what a list reads decides how fast an answer is and never what it says.

use super::{Column, Model, Statement, Table};
use crate::error::database;
use crate::loader::load;
use async_graphql::{Context, Result, SelectionField};
use entity::{OrganizationId, PersonId, QuoteKind, StatementId};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{DbErr, FromQueryResult};
use std::sync::Arc;

/// The columns that most pages show.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Brief {
    id: StatementId,
    speaker_person_id: Option<PersonId>,
    speaker_organization_id: Option<OrganizationId>,
    text: String,
    kind: QuoteKind,
    said_on: chrono::NaiveDate,
}

/// The columns of [`Brief`].
const BRIEF: [Column; 6] = [
    Column::Id,
    Column::SpeakerPersonId,
    Column::SpeakerOrganizationId,
    Column::Text,
    Column::Kind,
    Column::SaidOn,
];

/// The fields that need other columns.
const OF_WHOLE: [&str; 9] = [
    "speakerPrinted",
    "saidPrecision",
    "saidBasis",
    "language",
    "firstAppearedAt",
    "firstArticle",
    "quoteCount",
    "status",
    "confidence",
];

/// Reads no more than the columns of [`Brief`].
pub(super) fn narrow(select: &mut SelectStatement) {
    select.clear_selects().columns(BRIEF.map(|column| (Table, column)));
}

/// Whether the statements of the list at hand are asked for a field that needs the whole row.
pub(super) fn wants_whole(ctx: &Context<'_>) -> bool {
    let is_of_whole = |field: SelectionField<'_>| OF_WHOLE.contains(&field.name());
    ctx.field().selection_set().any(|field| match field.name() {
        "nodes" => field.selection_set().any(is_of_whole),
        "edges" => {
            let mut nodes = field.selection_set().filter(|field| field.name() == "node");
            nodes.any(|node| node.selection_set().any(is_of_whole))
        }
        _ => false,
    })
}

/// The columns that both have.
macro_rules! either {
    ($($name:ident = $column:ident: $kind:ty),+ $(,)?) => {$(
        pub(crate) fn $name(&self) -> $kind {
            match self {
                Self::Whole(row) => row.$column,
                Self::Brief(row) => row.$column,
            }
        }
    )+};
}

impl Statement {
    either! {
        key = id: StatementId,
        day = said_on: chrono::NaiveDate,
        reported = kind: QuoteKind,
        speaker_person_id = speaker_person_id: Option<PersonId>,
        speaker_organization_id = speaker_organization_id: Option<OrganizationId>,
    }

    pub(super) fn words(&self) -> &str {
        match self {
            Self::Whole(row) => &row.text,
            Self::Brief(row) => &row.text,
        }
    }

    /// Its whole row.
    pub(super) async fn whole(&self, ctx: &Context<'_>) -> Result<Arc<Model>> {
        match self {
            Self::Whole(row) => Ok(Arc::clone(row)),
            Self::Brief(row) => {
                let gone = || database(&DbErr::RecordNotFound(format!("{:?}", row.id)));
                load(ctx, row.id).await?.ok_or_else(gone)
            }
        }
    }
}
