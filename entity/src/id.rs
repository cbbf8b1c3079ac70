//! Typed ids: an id of one table is no id of another. The number inside never leaves the program as it is.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($name:ident: $what:literal),+ $(,)?) => {$(
        #[doc = concat!("The id of ", $what, ".")]
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )+};
}

id! {
    ApiTokenId: "a token that lets its holder write",
    ArticleId: "an article",
    ArticleVersionId: "a state in which an article was seen",
    CorrectionId: "a human's correction",
    DocumentId: "a document as received",
    ExternalIdId: "somebody else's identifier",
    FeedId: "a feed that is watched",
    FeedPageId: "a page that an entry of a feed leads to",
    MentionId: "a mention",
    OfficeId: "an office",
    OfficeMentionId: "an office printed beside a name",
    OrganizationId: "an organization",
    OrganizationNameId: "a name of an organization",
    PersonId: "a person",
    PersonNameId: "a name of a person",
    PlaceId: "a place",
    PlaceNameId: "a name of a place",
    PublicationId: "the count of publications",
    QuoteId: "a quote",
    RunId: "a run over documents",
    StatementId: "a statement",
    StatementMentionId: "an entity named inside a statement",
    TenureId: "a tenure",
    TopicId: "a topic",
    TopicNameId: "a name of a topic",
}
