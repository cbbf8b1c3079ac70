//! Who stands beside a cue. In: a cue. Out: the noun phrase that speaks, as printed, before the cue ("Rubio
//! said"), behind it ("said Rubio"), or before its relative clause ("Rubio, who said").

mod before;
mod behind;
mod joint;
mod phrase;

pub(crate) use phrase::{head, names_people};

use crate::EntityKind;
use crate::clause;
use crate::cue::{Cue, CueKind, claim};
use crate::date;
use crate::document::Document;
use crate::lexicon::CueClass;
use crate::table::Table;
use crate::token::{Kind, Token};
use crate::word::Class;
use before::{absolute, anchored, before, before_aside, whole_subject};
use behind::{behind, inverted, turned, whatever};
use joint::{joint, joint_behind};
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
    /// Several who speak as one: "Brandt and Hale".
    Joint,
    /// Whoever spoke before in the same sentence: "and added".
    Same,
}

/// The source of a cue.
pub(crate) fn source(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let sentence = document.sentence(cue.tokens.start);
    let rest = cue.tokens.end..sentence.end;
    match cue.kind {
        CueKind::AccordingTo => behind(document, table, rest.clone()).or_else(|| whatever(document, rest)),
        CueKind::Claim => claimant(document, table, cue),
        CueKind::Signature => {
            behind(document, table, rest).filter(|source| is_person(document, table, source))
        }
        CueKind::Colon | CueKind::Label => {
            let named = behind(document, table, sentence);
            named.filter(|source| matches!(source.kind, SourceKind::Named(_)) && !is_place(table, source))
        }
        CueKind::Participle(_) => absolute(document, table, cue.tokens.start)
            .or_else(|| Some(Source { tokens: cue.tokens.clone(), kind: SourceKind::Same })),
        CueKind::Beside(class) => {
            let found = beside_verb(document, table, cue)?;
            (class == CueClass::State || is_person(document, table, &found)).then_some(found)
        }
        CueKind::Verb(_) => beside_verb(document, table, cue),
        CueKind::Quoted(_) => quoted(document, table, cue),
    }
}

/// The phrase before a verb, else the one behind it.
fn beside_verb(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let before = || before(document, table, cue.tokens.start).map(|found| joint(document, table, found));
    // Behind "told" and "called" stands whom it was told, what was called so.
    let inverts = !matches!(cue.kind.class(), CueClass::Tell | CueClass::Call);
    let turned = inverts.then(|| turned(document, table, cue)).flatten();
    let inverted = || inverts.then(|| inverted(document, table, cue)).flatten();
    turned
        .or_else(|| anchored(document, table, cue.tokens.start))
        .or_else(before)
        .or_else(|| inverted().map(|found| joint_behind(document, table, found)))
        .or_else(|| before_aside(document, table, cue.tokens.start))
        .or_else(|| whole_subject(document, cue.tokens.start))
        .filter(|found| can_speak(document, found))
}

/// Whether a phrase can be somebody: not "nobody", and without a name no adverbs alone ("recently"), no participle ("agreeing to"), nothing that
/// ends in the middle ("along with").
fn can_speak(document: &Document<'_>, source: &Source) -> bool {
    let tokens = &document.tokens[source.tokens.clone()];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    if phrase::is_nobody(first) {
        return false;
    }
    let is_adverb =
        |token: &Token| token.is_a(Class::Adverb) || token.is_a(Class::Time) || token.is_a(Class::Manner);
    let is_participle = first.lower.ends_with("ing") && !first.is_capital && tokens.len() < 3;
    let is_broken = first.is_any(&["by", "there", "along", "compared", "perhaps", "followed"])
        || last.is_any(&["by", "to", "with", "who", "which", "and", "or"]);
    source.kind != SourceKind::Nominal || !(tokens.iter().all(is_adverb) || is_participle || is_broken)
}

/// Whose claim a noun tells.
fn claimant(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let owner = claim::owner(document, cue.verb)?;
    if document.tokens[owner].is_word() {
        return Some(Source { tokens: owner..owner + 1, kind: SourceKind::Pronoun });
    }
    let floor = document.sentence(owner).start;
    phrase::phrase(document, table, floor, owner)
}

/// Who is quoted: the phrase between "quoted" and "as saying"; where none stands there, or "by the agency", the subject of
/// "was quoted".
fn quoted(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let quoted = cue.tokens.start + 1..cue.verb - 1;
    let is_by = document.tokens[quoted.start].is("by");
    if !quoted.is_empty() && !is_by {
        if quoted.len() == 1 && document.tokens[quoted.start].is_any(&["him", "her", "them"]) {
            return Some(Source { tokens: quoted, kind: SourceKind::Pronoun });
        }
        return behind(document, table, quoted.clone()).or_else(|| whatever(document, quoted));
    }
    let tokens = &document.tokens;
    let is_passive =
        |at: &usize| tokens[*at].is_a(Class::Auxiliary) || tokens[*at].is_any(&["been", "being"]);
    let floor = document.sentence(cue.tokens.start).start;
    let verbs = (floor..cue.tokens.start).rev().take_while(is_passive).count();
    let verb = cue.tokens.start - verbs;
    (verbs > 0).then(|| anchored(document, table, verb).or_else(|| before(document, table, verb))).flatten()
}

/// The subject of the sentence that a cue stands in: what begins its main clause, else the first name in it.
pub(crate) fn subject(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let sentence = document.sentence(cue.tokens.start);
    if cue.tokens.start == sentence.start {
        // "Noting that the wall had cracked, Brandt left.": behind the comma.
        let end = sentence.end;
        let mut commas = sentence
            .filter(|&at| document.tokens[at].is_sign(',') && document.tokens[at].quotation.is_none());
        return commas.find_map(|comma| {
            behind(document, table, comma + 1..end).filter(|found| found.kind != SourceKind::Nominal)
        });
    }
    let before = main_clause(document, cue.tokens.start)..cue.tokens.start;
    let first = behind(document, table, before.clone());
    let named = || {
        let mut named = table.mentions_in(&before).iter();
        let named = named.find(|named| table.entities[named.entity].kind != EntityKind::Place)?;
        Some(Source { tokens: named.whole.clone(), kind: SourceKind::Named(named.entity) })
    };
    // "Brandt's lawyer, Cy Hale," is Hale, "Brandt's dog" not Brandt.
    let is_owner = |found: &Source| {
        document.tokens.get(found.tokens.end).is_some_and(|next| next.kind == Kind::Possessive)
    };
    let first = if first.as_ref().is_none_or(is_owner) { owned(document, &before).or(first) } else { first };
    first.filter(|found| !is_place(table, found)).map(|found| up_to_verb(document, found)).or_else(named)
}

/// "Norrland's central bank left its rate unchanged and said": what begins with an owner, up to the end of a range.
fn owned(document: &Document<'_>, range: &Range<usize>) -> Option<Source> {
    let tokens = &document.tokens[range.clone()];
    let owner = tokens.iter().take_while(|token| token.is_name_like()).count();
    let is_owned = owner > 0 && tokens.get(owner).is_some_and(|next| next.kind == Kind::Possessive);
    is_owned.then(|| Source { tokens: range.clone(), kind: SourceKind::Nominal })
}

/// Where the main clause of the sentence around a token begins: behind "On Friday,", "After the vote,", "But".
pub(crate) fn main_clause(document: &Document<'_>, at: usize) -> usize {
    /// "Late last month, in a letter to the dean, the company".
    const MOST: usize = 3;
    let tokens = &document.tokens;
    let mut start = document.sentence(at).start;
    for _ in 0..MOST {
        let first = &tokens[start];
        let next = if first.is_a(Class::Conjunction) {
            Some(start + 1)
        } else if first.is_a(Class::Introduction) && !first.is_a(Class::Determiner) || first.is_a(Class::Time)
        {
            let comma = |&at: &usize| tokens[at].is_sign(',') && tokens[at].quotation.is_none();
            (start..at).find(comma).map(|comma| comma + 1)
        } else {
            None
        };
        match next.filter(|&next| next < at) {
            Some(next) => start = next,
            None => break,
        }
    }
    start
}

/// A phrase without the verb that it was read over: "Several Democrats" of "Several Democrats cautioned against".
fn up_to_verb(document: &Document<'_>, source: Source) -> Source {
    if source.kind != SourceKind::Nominal {
        return source;
    }
    let tokens = &document.tokens;
    let is_verb = |&at: &usize| {
        let (before, after) = (&tokens[at - 1], tokens.get(at + 1));
        // "the retired general", "a newly elected senator".
        let is_adjective = before.is_a(Class::Determiner)
            || before.is_adverb()
            || tokens[at].lower.ends_with("ed")
                && after.is_some_and(|after| {
                    after.is_word()
                        && !after.is_capital
                        && !after.is_a(Class::Determiner)
                        && !after.is_a(Class::Preposition)
                        && !after.is_a(Class::Adverbial)
                        && !after.is_a(Class::Particle)
                        && !after.is_a(Class::Pronoun)
                });
        // "The company left its rate unchanged": only the past has an object.
        let is_past =
            tokens[at].is_a(Class::Participle) && after.is_some_and(|after| after.is_a(Class::Determiner));
        (clause::is_verb(&tokens[at]) || is_past) && !is_adjective
    };
    let mut end = (source.tokens.start + 1..source.tokens.end).find(is_verb).unwrap_or(source.tokens.end);
    // "The court on Friday"
    while end > source.tokens.start + 1
        && (date::is_month_or_day(&tokens[end - 1].lower) || tokens[end - 1].is_any(&["on", "in"]))
    {
        end -= 1;
    }
    Source { tokens: source.tokens.start..end, ..source }
}

fn is_place(table: &Table, source: &Source) -> bool {
    matches!(source.kind, SourceKind::Named(entity) if table.entities[entity].kind == EntityKind::Place)
}

/// Whether a source is a person by name, or "he" or "she".
fn is_person(document: &Document<'_>, table: &Table, source: &Source) -> bool {
    match source.kind {
        SourceKind::Named(entity) => table.is_person(entity),
        SourceKind::Pronoun => document.tokens[source.tokens.start].is_any(&["he", "she"]),
        SourceKind::Nominal | SourceKind::Joint | SourceKind::Same => false,
    }
}
