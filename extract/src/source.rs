//! Who stands beside a cue. In: a cue. Out: the noun phrase that speaks, as printed, before the cue ("Rubio
//! said"), behind it ("said Rubio"), or before its relative clause ("Rubio, who said").

mod before;
mod behind;
mod phrase;

pub(crate) use phrase::head;

use crate::EntityKind;
use crate::cue::{Cue, CueKind};
use crate::document::Document;
use crate::lexicon::CueClass;
use crate::table::Table;
use before::{anchored, before, whole_subject};
use behind::{behind, inverted, whatever};
use std::ops::Range;

/// The noun phrase that speaks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source {
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: SourceKind,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SourceKind {
    /// A name: the entity.
    Named(usize),
    /// "he", "they".
    Pronoun,
    /// A phrase without a name: "a spokesman for the ministry".
    Nominal,
    /// Whoever spoke before in the same sentence: "and added".
    Same,
}

/// The source of a cue.
pub(crate) fn source(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    match cue.kind {
        CueKind::AccordingTo => {
            behind(document, table, cue.tokens.end).or_else(|| whatever(document, cue.tokens.end))
        }
        CueKind::Colon => {
            let named = behind(document, table, document.sentence(cue.tokens.start).start);
            named.filter(|source| matches!(source.kind, SourceKind::Named(_)) && !is_place(table, source))
        }
        CueKind::Participle(_) => Some(Source { tokens: cue.tokens.clone(), kind: SourceKind::Same }),
        CueKind::Beside(class) => {
            let found = beside_verb(document, table, cue)?;
            (class == CueClass::State || is_person(document, table, &found)).then_some(found)
        }
        CueKind::Verb(_) => beside_verb(document, table, cue),
    }
}

/// The phrase before a verb, else the one behind it.
fn beside_verb(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    anchored(document, table, cue.tokens.start)
        .or_else(|| before(document, table, cue.tokens.start))
        .or_else(|| inverted(document, table, cue))
        .or_else(|| whole_subject(document, cue.tokens.start))
}

/// The subject of the sentence that a cue stands in: what begins the sentence, else the first name in it.
pub(crate) fn subject(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let start = document.sentence(cue.tokens.start).start;
    let first = behind(document, table, start).filter(|found| found.tokens.end <= cue.tokens.start);
    let named = || {
        let mut before = table.mentions_in(&(start..cue.tokens.start)).iter();
        let named = before.find(|named| table.entities[named.entity].kind != EntityKind::Place)?;
        Some(Source { tokens: named.whole.clone(), kind: SourceKind::Named(named.entity) })
    };
    first.filter(|found| !is_place(table, found)).or_else(named)
}

fn is_place(table: &Table, source: &Source) -> bool {
    matches!(source.kind, SourceKind::Named(entity) if table.entities[entity].kind == EntityKind::Place)
}

/// Whether a source is a person by name, or "he" or "she".
fn is_person(document: &Document<'_>, table: &Table, source: &Source) -> bool {
    match source.kind {
        SourceKind::Named(entity) => table.entities[entity].kind == EntityKind::Person,
        SourceKind::Pronoun => document.tokens[source.tokens.start].is_any(&["he", "she"]),
        SourceKind::Nominal | SourceKind::Same => false,
    }
}
