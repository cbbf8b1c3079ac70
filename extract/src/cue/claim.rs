//! Nouns that report what somebody says: "repeated his claim that", "dismissed Brandt's allegation that", "in her words". In: a
//! document. Out: the cue, and where the words end that tell whose claim it is.

use super::{Cue, CueKind};
use crate::clause;
use crate::document::Document;
use crate::token::{Kind, Token};
use crate::word::Class;

/// The cue of a noun before "that" that somebody owns and something is done to: as a subject it has a verb behind its clause,
/// whose beginning nothing tells.
pub(super) fn cue(document: &Document<'_>, noun: usize) -> Option<Cue> {
    let tokens = &document.tokens;
    let is_claim =
        tokens[noun].is_a(Class::Claim) && tokens.get(noun + 1).is_some_and(|next| next.is("that"));
    let owner = (is_claim || opens_words(document, noun)).then(|| owner(document, noun)).flatten()?;
    let before = &tokens[document.sentence(noun).start..owner];
    let is_object = before.iter().any(|token| clause::is_verb(token) || token.is_a(Class::Preposition));
    is_object.then(|| Cue::new(noun..noun + 1, CueKind::Claim))
}

/// `In her own words, "The wall will hold."`
fn opens_words(document: &Document<'_>, noun: usize) -> bool {
    let tokens = &document.tokens;
    let is_opened = |sign: &Token| matches!(sign.kind, Kind::Sign(',' | ':'));
    tokens[noun].is("words")
        && tokens[document.sentence(noun).start].is("in")
        && tokens.get(noun + 1).is_some_and(is_opened)
        && tokens.get(noun + 2).is_some_and(|first| first.quotation.is_some())
}

/// The mark or the pronoun of whose claim a noun tells: "Brandt's false claim", "his claim".
pub(crate) fn owner(document: &Document<'_>, noun: usize) -> Option<usize> {
    /// Adjectives between owner and noun.
    const MOST: usize = 2;
    let tokens = &document.tokens;
    let floor = document.sentence(noun).start.max(noun.saturating_sub(MOST + 1));
    let owner =
        (floor..noun).rev().find(|&at| !tokens[at].is_word() || tokens[at].is_a(Class::Determiner))?;
    let is_owner = tokens[owner].kind == Kind::Possessive || tokens[owner].is_any(&["his", "her"]);
    is_owner.then_some(owner)
}
