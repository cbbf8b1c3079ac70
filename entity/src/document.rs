//! What came in, as received.

use crate::DocumentId;
use sea_orm::entity::prelude::*;

/// A row of `document`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: DocumentId,
    /// Hash of the bytes, in hexadecimal: the same document is known by it.
    pub sha256: String,
    /// How it is written down: `dump`, `html`, `jsonl`.
    pub format: String,
    /// Where it came from, for people: a file and line, an address.
    pub source: String,
    /// When it came in.
    pub received_at: DateTimeUtc,
    /// The document itself, unless only its hash and place are kept.
    pub bytes: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
