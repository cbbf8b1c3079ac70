//! Global ids: opaque outside, `person:42` inside. Stable for as long as the record lives; the id of a record
//! that was merged leads to the one that stays.

use crate::error::bad_input;
use crate::scalar::short;
use async_graphql::{ID, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The kinds of records that have an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Article,
    Correction,
    Office,
    Organization,
    Person,
    Place,
    Quote,
    Statement,
    Topic,
}

const KINDS: [(Kind, &str); 9] = [
    (Kind::Article, "article"),
    (Kind::Correction, "correction"),
    (Kind::Office, "office"),
    (Kind::Organization, "organization"),
    (Kind::Person, "person"),
    (Kind::Place, "place"),
    (Kind::Quote, "quote"),
    (Kind::Statement, "statement"),
    (Kind::Topic, "topic"),
];

impl Kind {
    /// The word for it in ids and messages.
    pub(crate) fn name(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("record", |(_, name)| name)
    }

    fn with_article(self) -> String {
        let name = self.name();
        format!("{} {name}", if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
    }
}

/// The id of a record as it leaves the program.
pub(crate) fn id(kind: Kind, number: i64) -> ID {
    ID(URL_SAFE_NO_PAD.encode(format!("{}:{number}", kind.name())))
}

/// Reads an id.
pub(crate) fn parse(id: &ID) -> Result<(Kind, i64)> {
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(id.as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (name, number) = text.split_once(':')?;
        let kind = KINDS.iter().find(|(_, known)| *known == name)?.0;
        Some((kind, number.parse().ok()?))
    };
    read().ok_or_else(|| {
        bad_input(format!("{} is no id of this server; take ids from an `id` field as they are", short(id)))
    })
}

/// Reads an id that must be of one kind.
pub(crate) fn parse_as(id: &ID, kind: Kind) -> Result<i64> {
    match parse(id)? {
        (found, number) if found == kind => Ok(number),
        (found, _) => Err(bad_input(format!(
            "this is the id of {}, expected that of {}",
            found.with_article(),
            kind.with_article()
        ))),
    }
}
