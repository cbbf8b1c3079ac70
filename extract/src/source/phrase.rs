//! Noun phrases that end at a token: names with what stands before them, and phrases without a name.

use super::{Source, SourceKind};
use crate::clause;
use crate::date;
use crate::document::Document;
use crate::lexicon::PEOPLE;
use crate::table::{Named, Table};
use crate::title;
use crate::token::{Kind, Token};
use crate::word::Class;
use std::ops::Range;

/// The noun phrase that ends at `end`.
pub(super) fn phrase(document: &Document<'_>, table: &Table, floor: usize, end: usize) -> Option<Source> {
    let tokens = &document.tokens;
    if end <= floor {
        return None;
    }
    let last = &tokens[end - 1];
    if last.is_a(Class::Pronoun) {
        return Some(Source { tokens: end - 1..end, kind: SourceKind::Pronoun });
    }
    if let Some(named) =
        table.at(end - 1).filter(|named| named.tokens.end == end && named.whole.start >= floor)
    {
        if let Some(preposition) = preposition_before(document, floor, named.whole.start) {
            // "Hugo Marsh of the Farmers' Union said": the person speaks.
            let person = preposition.checked_sub(1).filter(|&at| at >= floor).and_then(|at| table.at(at));
            let is_person = |named: &&Named| named.tokens.end == preposition && table.is_person(named.entity);
            if let Some(person) = person.filter(is_person) {
                return Some(Source {
                    tokens: premodified(document, floor, person.whole.start)..end,
                    kind: SourceKind::Named(person.entity),
                });
            }
            // "a spokesman for Trump said", "A person close to Trump said": the spokesman, the person speaks.
            let nominal = nominal(document, floor, end);
            if let Some(nominal) =
                nominal.filter(|found| heads_role(document, found) || is_somebody(document, found))
            {
                return Some(nominal);
            }
        }
        let start = premodified(document, floor, named.whole.start);
        return Some(Source { tokens: start..end, kind: SourceKind::Named(named.entity) });
    }
    let found = nominal(document, floor, end)?;
    // "President Vasko of Tarsk said": the phrase is about the person it begins with.
    let first = table.at(found.tokens.start).filter(|named| {
        table.is_person(named.entity)
            && tokens.get(named.tokens.end).is_some_and(|next| next.is_a(Class::Preposition))
    });
    match first {
        Some(named) => Some(Source { kind: SourceKind::Named(named.entity), ..found }),
        None => Some(found),
    }
}

/// Whether a phrase begins with a noun for somebody, whatever stands between it and its preposition: "A person close to".
fn is_somebody(document: &Document<'_>, found: &Source) -> bool {
    let tokens = &document.tokens[found.tokens.clone()];
    let before = tokens.iter().take_while(|token| !token.is_a(Class::Preposition)).collect::<Vec<_>>();
    before.iter().any(|token| names_people(token) || is_nobody(token))
        && !tokens.iter().any(|token| clause::is_verb(token))
}

/// "Nobody at the ministry", "no minister": nobody speaks.
pub(super) fn is_nobody(token: &Token) -> bool {
    token.is_any(&["no", "nobody", "none", "neither"])
}

/// Whether a word is a noun for one or several people: "person", "farmers", "some".
pub(crate) fn names_people(token: &Token) -> bool {
    let one = token.lower.strip_suffix('s').unwrap_or(&token.lower);
    PEOPLE.contains_key(one) || token.is_a(Class::Plural)
}

/// Where the phrase of a name begins: at the words before it, as far back as the beginning of the sentence, a
/// comma or a mark, when they can only describe it ("Clinton campaign spokesman Brian Fallon"); else at the name.
pub(super) fn premodified(document: &Document<'_>, floor: usize, name: usize) -> usize {
    const LONGEST: usize = 9;
    let tokens = &document.tokens;
    let describes = |token: &Token| {
        matches!(token.kind, Kind::Word | Kind::Number | Kind::Possessive)
            && token.quotation.is_none()
            && !token.is_a(Class::Stop)
            && !token.is_a(Class::Pronoun)
            && !token.is_a(Class::Preposition)
            && !date::is_month_or_day(&token.lower)
            && (!token.is_a(Class::Introduction)
                || token.is_a(Class::Determiner)
                || token.is_a(Class::Adverb)
                || token.is("late"))
            && (token.is_capital || !token.speaks())
    };
    // "without naming Brandt", "including Brandt": the name is an object; of "a smiling Brandt" it is not.
    let is_object = name > floor && {
        let before = &tokens[name - 1].lower;
        let is_described = name - 1 > floor && tokens[name - 2].is_a(Class::Determiner);
        // `"No," organizing director Brandt said`: behind marks nothing has an object yet.
        let opens = name - 1 > floor && tokens[name - 2].quotation.is_some();
        let is_participle = before.ends_with("ing") && !tokens[name - 1].is_capital && !opens;
        is_participle && !is_described && title::qualify(before).is_none()
    };
    if is_object {
        return name;
    }
    let mut start = name;
    while start > floor && name - start < LONGEST && describes(&tokens[start - 1]) {
        start -= 1;
    }
    let is_edge = start == floor || tokens[start - 1].is_sign(',') || tokens[start - 1].quotation.is_some();
    if is_edge { start } else { name }
}

/// The preposition before a name, over its article: "of the".
fn preposition_before(document: &Document<'_>, floor: usize, name: usize) -> Option<usize> {
    let before = name.checked_sub(1).filter(|&at| at >= floor)?;
    let before = if document.tokens[before].is("the") { before.checked_sub(1)? } else { before };
    (before >= floor && document.tokens[before].is_a(Class::Preposition)).then_some(before)
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
        let stops = token.is_a(Class::Stop)
            || token.is_a(Class::Pronoun)
            || token.cue().is_some_and(|cue| !cue.is_plain) && !token.is_capital;
        if !is_part || stops {
            break;
        }
        start -= 1;
        let goes_on = start > limit
            && (tokens[start - 1].is_a(Class::Preposition) || tokens[start - 1].is_a(Class::Determiner));
        if tokens[start].is_a(Class::Determiner) && !goes_on {
            break;
        }
    }
    while start < end && tokens[start].is_a(Class::Preposition) {
        start += 1;
    }
    if start >= end {
        return None;
    }
    let source = Source { tokens: start..end, kind: SourceKind::Nominal };
    let is_edge = |before: &Token| before.is_sign(',') || before.quotation.is_some();
    let is_phrase = tokens[start].is_a(Class::Determiner) || start == floor || is_edge(&tokens[start - 1]);
    (heads_role(document, &source) || is_phrase && tokens[end - 1].is_word()).then_some(source)
}

/// Whether the head of a phrase is somebody or something that speaks.
pub(super) fn heads_role(document: &Document<'_>, source: &Source) -> bool {
    head(document, &source.tokens).is_some_and(|head| document.tokens[head].is_a(Class::Role))
}

/// Whether the head of a phrase is a noun for people.
pub(super) fn heads_people(document: &Document<'_>, source: &Source) -> bool {
    head(document, &source.tokens).is_some_and(|head| names_people(&document.tokens[head]))
}

/// The head of a phrase: the last word before its first preposition or relative clause.
pub(crate) fn head(document: &Document<'_>, range: &Range<usize>) -> Option<usize> {
    let is_behind = |token: &Token| token.is_a(Class::Preposition) || token.is_any(&["who", "which"]);
    let of = range.clone().skip(1).find(|&at| is_behind(&document.tokens[at])).unwrap_or(range.end);
    (range.start..of).rev().find(|&at| document.tokens[at].is_word())
}
