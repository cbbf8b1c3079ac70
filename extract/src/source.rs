//! Who stands beside a cue. In: a cue. Out: the noun phrase that speaks, as printed, before the cue ("Rubio
//! said"), behind it ("said Rubio"), or before its relative clause ("Rubio, who said").

use crate::EntityKind;
use crate::cue::{Cue, CueKind, cue_at};
use crate::document::Document;
use crate::lexicon::{CUES, ROLES};
use crate::table::{Named, Table};
use crate::token::{Kind, Token};
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

const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "you"];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "these", "those", "one",
    "another", "some", "many", "several", "two", "three", "other", "both", "no", "any", "most", "all",
];
const PREPOSITIONS: &[&str] = &["of", "for", "at", "from", "in", "with", "on", "to"];
/// Adverbs between subject and verb, beside those in -ly.
const BETWEEN: &[&str] = &[
    "also", "then", "later", "again", "once", "has", "have", "had", "earlier", "even", "still", "now",
    "often", "already", "never", "ever", "just", "first", "soon", "himself", "herself", "all", "both",
    "always",
];
/// Words that no noun phrase runs over.
const STOPS: &[&str] = &[
    "that", "but", "because", "as", "when", "while", "if", "and", "or", "who", "which", "what", "where",
    "is", "was", "are", "were", "be", "been", "had", "has", "have", "will", "would", "said", "not", "than",
    "after", "before", "since", "until", "although", "though", "so", "did", "do", "does", "whether", "how",
    "why",
];

/// The source of a cue.
pub(crate) fn source(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    match cue.kind {
        CueKind::AccordingTo => {
            behind(document, table, cue.tokens.end).or_else(|| whatever(document, cue.tokens.end))
        }
        CueKind::Participle(_) => Some(Source { tokens: cue.tokens.clone(), kind: SourceKind::Same }),
        CueKind::Verb(_) => anchored(document, table, cue.tokens.start)
            .or_else(|| before(document, table, cue.tokens.start))
            .or_else(|| inverted(document, table, cue)),
    }
}

fn inverted(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let sentence = document.sentence(cue.tokens.start);
    let is_first = cue.tokens.start == sentence.start;
    let follows_mark = !is_first && {
        let before = &document.tokens[cue.tokens.start - 1];
        before.kind == Kind::Mark || before.is_sign(',') || before.is_dash() || before.quotation.is_some()
    };
    (is_first || follows_mark).then(|| behind(document, table, cue.tokens.end)).flatten()
}

/// The person whom the sentence, or its words behind a quotation, begins with, when nothing but what tells of
/// that person stands between the name and the verb: `"No," Jim Jordan (R-Ohio), a panel member, said`.
fn anchored(document: &Document<'_>, table: &Table, verb: usize) -> Option<Source> {
    const LONGEST: usize = 40;
    let tokens = &document.tokens;
    let floor = document.sentence(verb).start;
    let quoted = (floor..verb).rev().find(|&at| tokens[at].quotation.is_some());
    let mut from = quoted.map_or(floor, |last| last + 1);
    while from < verb && matches!(tokens[from].kind, Kind::Sign(',' | '–' | '—' | '-')) {
        from += 1;
    }
    let next = table.mentions.partition_point(|named| named.whole.start < from);
    let named = table.mentions.get(next).filter(|named| named.tokens.end < verb)?;
    let is_person = table.entities[named.entity].kind == EntityKind::Person;
    if !is_person || verb - from > LONGEST || premodified(document, floor, named.whole.start) > from {
        return None;
    }
    let mut end = verb;
    while end > named.tokens.end && is_between(&tokens[end - 1]) {
        end -= 1;
    }
    let aside = &tokens[named.tokens.end..end];
    let is_aside = match (aside.first()?, aside.last()?) {
        (first, last) if aside.len() > 1 && (first.is_sign(',') || first.is_sign('(')) => {
            last.is_sign(',') || last.is_sign(')') || quoted.is_some() && aside[1].is_any(&["who", "whose"])
        }
        (first, last) => first.is_any(PREPOSITIONS) && last.is_sign(',') && quoted.is_some(),
    };
    let runs_on = !aside.iter().any(|token| token.is_any(&["who", "whose", "whom"]))
        && (named.tokens.end..end).any(|at| cue_at(document, at).is_some());
    (is_aside && !runs_on)
        .then_some(Source { tokens: from..named.tokens.end, kind: SourceKind::Named(named.entity) })
}

/// Where the phrase of a name begins: at the words before it, as far back as the beginning of the sentence, a
/// comma or a mark, when they can only describe it ("Clinton campaign spokesman Brian Fallon"); else at the name.
fn premodified(document: &Document<'_>, floor: usize, name: usize) -> usize {
    const LONGEST: usize = 9;
    let tokens = &document.tokens;
    let describes = |token: &Token| {
        matches!(token.kind, Kind::Word | Kind::Number | Kind::Possessive)
            && token.quotation.is_none()
            && !token.is_any(STOPS)
            && !token.is_any(PRONOUNS)
            && !token.is_any(PREPOSITIONS)
            && !crate::date::is_month_or_day(&token.lower)
            && (token.is_capital || !CUES.contains_key(&*token.lower))
    };
    let mut start = name;
    while start > floor && name - start < LONGEST && describes(&tokens[start - 1]) {
        start -= 1;
    }
    let is_edge = start == floor || tokens[start - 1].is_sign(',') || tokens[start - 1].quotation.is_some();
    if is_edge { start } else { name }
}

/// The phrase that ends before the verb at `verb`.
fn before(document: &Document<'_>, table: &Table, verb: usize) -> Option<Source> {
    let tokens = &document.tokens;
    let floor = document.sentence(verb).start;
    let mut end = verb;
    while end > floor && is_between(&tokens[end - 1]) {
        end -= 1;
    }
    if end == floor || tokens[end - 1].quotation.is_some() {
        return None;
    }
    let last = &tokens[end - 1];
    if last.is_any(&["and", "but", "or"]) {
        return Some(Source { tokens: end - 1..end, kind: SourceKind::Same });
    }
    if last.is_any(&["who", "which", "that"]) {
        let comma = usize::from(end >= floor + 2 && tokens[end - 2].is_sign(','));
        return (end > floor + 1 + comma).then(|| phrase(document, table, floor, end - 1 - comma)).flatten();
    }
    if last.is_sign(',') {
        return over_apposition(document, table, floor, end - 1);
    }
    if last.is_sign(')') {
        let open = (floor..end).rev().find(|&at| tokens[at].is_sign('('))?;
        return phrase(document, table, floor, open);
    }
    phrase(document, table, floor, end)
}

fn is_between(token: &Token) -> bool {
    token.is_any(BETWEEN) || token.lower.len() > 4 && token.lower.ends_with("ly") && !token.is_capital
}

/// "Rubio, the secretary of state, said": the phrase before the comma that opened what the last comma closes.
fn over_apposition(document: &Document<'_>, table: &Table, floor: usize, close: usize) -> Option<Source> {
    const LONGEST: usize = 30;
    let tokens = &document.tokens;
    let from = close.saturating_sub(LONGEST).max(floor);
    let commas = (from..close).rev().filter(|&at| tokens[at].is_sign(',') && tokens[at].quotation.is_none());
    commas.filter(|&comma| comma > floor).find_map(|comma| {
        let source = phrase(document, table, floor, comma)?;
        if matches!(source.kind, SourceKind::Named(_)) {
            return Some(source);
        }
        // "Ryan's spokeswoman, AshLee Strong, said": the name speaks.
        let named = table.at(comma + 1).filter(|named| {
            named.whole.start == comma + 1
                && named.tokens.end == close
                && table.entities[named.entity].kind == EntityKind::Person
        });
        if let Some(named) = named {
            let tokens = source.tokens.start..close;
            return Some(Source { tokens, kind: SourceKind::Named(named.entity) });
        }
        let is_subject =
            document.tokens[source.tokens.start].is_any(DETERMINERS) || heads_role(document, &source);
        is_subject.then_some(source)
    })
}

/// The noun phrase that ends at `end`.
fn phrase(document: &Document<'_>, table: &Table, floor: usize, end: usize) -> Option<Source> {
    let tokens = &document.tokens;
    let last = tokens.get(end.checked_sub(1)?)?;
    if last.is_any(PRONOUNS) {
        return Some(Source { tokens: end - 1..end, kind: SourceKind::Pronoun });
    }
    if let Some(named) =
        table.at(end - 1).filter(|named| named.tokens.end == end && named.whole.start >= floor)
    {
        if let Some(preposition) = preposition_before(document, floor, named.whole.start) {
            // "Hugo Marsh of the Farmers' Union said": the person speaks.
            let person = preposition.checked_sub(1).filter(|&at| at >= floor).and_then(|at| table.at(at));
            let is_person = |named: &&Named| {
                named.tokens.end == preposition && table.entities[named.entity].kind == EntityKind::Person
            };
            if let Some(person) = person.filter(is_person) {
                return Some(Source {
                    tokens: person.whole.start..end,
                    kind: SourceKind::Named(person.entity),
                });
            }
            // "a spokesman for Trump said": the spokesman speaks.
            if let Some(nominal) = nominal(document, floor, end).filter(|found| heads_role(document, found)) {
                return Some(nominal);
            }
        }
        let start = premodified(document, floor, named.whole.start);
        return Some(Source { tokens: start..end, kind: SourceKind::Named(named.entity) });
    }
    let found = nominal(document, floor, end)?;
    // "President Vasko of Tarsk said": the phrase is about the person it begins with.
    let first = table.at(found.tokens.start).filter(|named| {
        table.entities[named.entity].kind == EntityKind::Person
            && tokens.get(named.tokens.end).is_some_and(|next| next.is_any(PREPOSITIONS))
    });
    match first {
        Some(named) => Some(Source { kind: SourceKind::Named(named.entity), ..found }),
        None => Some(found),
    }
}

/// The preposition before a name, over its article: "of the".
fn preposition_before(document: &Document<'_>, floor: usize, name: usize) -> Option<usize> {
    let before = name.checked_sub(1).filter(|&at| at >= floor)?;
    let before = if document.tokens[before].is("the") { before.checked_sub(1)? } else { before };
    (before >= floor && document.tokens[before].is_any(PREPOSITIONS)).then_some(before)
}

/// A phrase without a name: back to its determiner, over "of" and "for".
fn nominal(document: &Document<'_>, floor: usize, end: usize) -> Option<Source> {
    const LONGEST: usize = 14;
    let tokens = &document.tokens;
    let limit = end.saturating_sub(LONGEST).max(floor);
    let mut start = end;
    while start > limit {
        let token = &tokens[start - 1];
        let is_part =
            matches!(token.kind, Kind::Word | Kind::Number | Kind::Possessive) && token.quotation.is_none();
        let stops = token.is_any(STOPS)
            || token.is_any(PRONOUNS)
            || CUES.get(&*token.lower).is_some_and(|cue| !cue.is_plain) && !token.is_capital;
        if !is_part || stops {
            break;
        }
        start -= 1;
        let goes_on = start > limit
            && (tokens[start - 1].is_any(PREPOSITIONS) || tokens[start - 1].is_any(DETERMINERS));
        if tokens[start].is_any(DETERMINERS) && !goes_on {
            break;
        }
    }
    while start < end && tokens[start].is_any(PREPOSITIONS) {
        start += 1;
    }
    if start >= end {
        return None;
    }
    let source = Source { tokens: start..end, kind: SourceKind::Nominal };
    let is_phrase = tokens[start].is_any(DETERMINERS) || start == floor || tokens[start - 1].is_sign(',');
    (heads_role(document, &source) || is_phrase && tokens[end - 1].is_word()).then_some(source)
}

/// Whether the head of a phrase is somebody or something that speaks.
fn heads_role(document: &Document<'_>, source: &Source) -> bool {
    head(document, &source.tokens).is_some_and(|head| ROLES.contains(&*document.tokens[head].lower))
}

/// The head of a phrase: the last word before its first preposition.
pub(crate) fn head(document: &Document<'_>, range: &Range<usize>) -> Option<usize> {
    let of = range.clone().skip(1).find(|&at| document.tokens[at].is_any(PREPOSITIONS)).unwrap_or(range.end);
    (range.start..of).rev().find(|&at| document.tokens[at].is_word())
}

/// Anything that can be a source behind "according to": "court documents", "interviews with allies".
fn whatever(document: &Document<'_>, start: usize) -> Option<Source> {
    const LONGEST: usize = 12;
    let tokens = &document.tokens;
    let end = document.sentence(start.min(tokens.len() - 1)).end.min(start + LONGEST);
    let is_part = |at: &usize| {
        let token = &tokens[*at];
        matches!(token.kind, Kind::Word | Kind::Number | Kind::Possessive | Kind::Sign('/'))
            && token.quotation.is_none()
    };
    let length = (start..end).take_while(is_part).count();
    (length > 0).then(|| Source { tokens: start..start + length, kind: SourceKind::Nominal })
}

/// The noun phrase that starts at `start`: "said Rubio", "according to a senior official".
fn behind(document: &Document<'_>, table: &Table, start: usize) -> Option<Source> {
    const LONGEST: usize = 10;
    let tokens = &document.tokens;
    let end = document.sentence(start.min(tokens.len() - 1)).end;
    if start >= end || tokens[start].quotation.is_some() {
        return None;
    }
    if let Some(named) = table.at(start).filter(|named| named.whole.start == start) {
        return Some(Source { tokens: named.whole.clone(), kind: SourceKind::Named(named.entity) });
    }
    if tokens[start].is_any(PRONOUNS) {
        return Some(Source { tokens: start..start + 1, kind: SourceKind::Pronoun });
    }
    let reach = (start + LONGEST).min(end);
    // "former Gov. and Committee Chairman Ed Rendell": two titles joined.
    let joins = |at: usize| {
        tokens[at].is("and")
            && at > start
            && tokens[at - 1].is_capital
            && tokens.get(at + 1).is_some_and(|next| next.is_capital)
    };
    let is_part = |at: &usize| {
        let token = &tokens[*at];
        matches!(token.kind, Kind::Word | Kind::Number | Kind::Possessive)
            && (!token.is_any(STOPS) || joins(*at))
            && token.quotation.is_none()
    };
    let length = (start..reach).take_while(is_part).count();
    let source = Source { tokens: start..start + length, kind: SourceKind::Nominal };
    if length == 0 {
        return None;
    }
    // "the campaign of Jane Doe" or "Iowa Rep. Steve King": a name within the phrase ends it.
    if let Some(named) =
        (start..start + length).find_map(|at| table.at(at).filter(|named| named.whole.start == at))
    {
        let is_own = !(start..named.whole.start).any(|at| tokens[at].is_any(PREPOSITIONS));
        if is_own {
            return Some(Source { tokens: start..named.whole.end, kind: SourceKind::Named(named.entity) });
        }
    }
    (heads_role(document, &source) || tokens[start].is_any(DETERMINERS)).then_some(source)
}
