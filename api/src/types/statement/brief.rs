//! What of a statement most pages show.

use super::Statement;
use crate::types::brief::brief;
use entity::{ArticleId, OrganizationId, PersonId, QuoteKind, StatementId, StatementParts};

brief! {
    /// The columns of a statement that most pages show.
    Statement of statement by StatementId, whole Model without []:
    id / Id: StatementId,
    speaker_person_id / SpeakerPersonId: Option<PersonId>,
    speaker_organization_id / SpeakerOrganizationId: Option<OrganizationId>,
    text / Text: String,
    kind / Kind: QuoteKind,
    said_on / SaidOn: chrono::NaiveDate,
    quote_count / QuoteCount: i32,
    parts / Parts: StatementParts,
    first_article_id / FirstArticleId: Option<ArticleId>;
    whole for "saidBasis"
}
