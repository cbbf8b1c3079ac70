//! What reports speech: verbs ("said"), "according to". In: a document. Out: cues outside quotations, in order.
//! Who spoke is [`crate::source`]'s question, what was said [`crate::content`]'s.

use crate::document::Document;
use crate::lexicon::{CUES, CueClass};
use crate::token::Kind;
use std::ops::Range;

/// A cue in the body.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: CueKind,
}

/// How a cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// A verb.
    Verb(CueClass),
    /// "adding that", "calling him": its subject is the sentence's.
    Participle(CueClass),
    /// "according to".
    AccordingTo,
}

impl CueKind {
    pub(crate) fn class(self) -> CueClass {
        match self {
            Self::Verb(class) | Self::Participle(class) => class,
            Self::AccordingTo => CueClass::Bare,
        }
    }
}

/// Words before a verb form that make it something else: a noun, an intention, a passive.
const NO_VERB_BEFORE: &[&str] = &[
    "the",
    "a",
    "an",
    "his",
    "her",
    "their",
    "its",
    "of",
    "no",
    "any",
    "these",
    "those",
    "be",
    "been",
    "is",
    "are",
    "was",
    "were",
    "being",
    "so-called",
    "which",
    "news",
    "media",
    "police",
    "by",
    "for",
    "in",
    "united",
    "false",
];
/// Words before a plain form after which nothing was said yet.
const NOT_YET: &[&str] = &[
    "to", "will", "would", "could", "can", "may", "might", "should", "must", "not", "cannot", "let", "let's",
    "don't", "didn't", "doesn't", "won't", "can't", "couldn't", "wouldn't",
];

/// All cues of a document.
pub(crate) fn cues(document: &Document<'_>) -> Vec<Cue> {
    (0..document.tokens.len()).filter_map(|at| cue_at(document, at)).collect()
}

/// The cue that begins at a token.
pub(crate) fn cue_at(document: &Document<'_>, at: usize) -> Option<Cue> {
    let tokens = &document.tokens;
    let token = &tokens[at];
    if token.quotation.is_some() || token.kind != Kind::Word {
        return None;
    }
    if token.is("according") && tokens.get(at + 1).is_some_and(|next| next.is("to")) {
        return Some(Cue { tokens: at..at + 2, kind: CueKind::AccordingTo });
    }
    let form = CUES.get(&*token.lower).filter(|_| !token.is_capital)?;
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let follows = |words: &[&str]| before.is_some_and(|before| before.is_any(words));
    let is_had = follows(&["being"]) || !follows(NO_VERB_BEFORE);
    if form.is_plain && (follows(NOT_YET) || follows(&["who", "that"])) || !is_had {
        return None;
    }
    let is_participle = token.lower.ends_with("ing");
    let is_progressive =
        follows(&["is", "are", "was", "were", "been", "keeps", "kept", "from", "without", "by", "for", "of"]);
    if is_participle && is_progressive {
        return None;
    }
    let kind = if is_participle { CueKind::Participle(form.class) } else { CueKind::Verb(form.class) };
    Some(Cue { tokens: at..at + 1, kind })
}
