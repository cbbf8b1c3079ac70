//! What of a quote most pages show.

use super::Quote;
use crate::types::brief::brief;
use entity::{ArticleId, ArticleVersionId, QuoteId, QuoteKind, QuoteMatch, StatementId};

brief! {
    /// The columns of a quote that most pages show.
    Quote of quote by QuoteId, whole Model without []:
    id / Id: QuoteId,
    statement_id / StatementId: StatementId,
    article_id / ArticleId: ArticleId,
    article_version_id / ArticleVersionId: ArticleVersionId,
    position / Position: i32,
    kind / Kind: QuoteKind,
    r#match / Match: QuoteMatch,
    text / Text: String,
    cue / Cue: Option<String>,
    attribution / Attribution: Option<String>,
    office_printed / OfficePrinted: Option<String>;
    whole for "spans", "cueSpan", "attributionSpan", "candidates", "context"
}
