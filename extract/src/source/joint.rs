//! Several who speak as one: "Brandt and Hale said", "Brandt, Hale and others said". In: the phrase next to the verb. Out:
//! the whole phrase, when that is the last of several.

use super::behind::behind;
use super::phrase::{heads_role, phrase};
use super::{Source, SourceKind};
use crate::document::Document;
use crate::table::Table;
use crate::token::Token;
use crate::word::Class;

/// The phrase before a verb with those that "and" joins to it, if the first of them begins the clause.
pub(super) fn joint(document: &Document<'_>, table: &Table, source: Source) -> Source {
    /// Names in a row.
    const MOST: usize = 5;
    let tokens = &document.tokens;
    let floor = document.sentence(source.tokens.start).start;
    let before = source.tokens.start.checked_sub(1);
    let before = before.map(|before| before.saturating_sub(usize::from(tokens[before].is("the"))));
    let and = before.filter(|&and| and > floor && tokens[and].is("and"));
    let Some(and) = and.filter(|_| source.kind != SourceKind::Same) else { return source };
    if let Some(office) = office_around(table, &source, and) {
        return Source { tokens: office..source.tokens.end, ..source };
    }
    // "A, B, and C" are three; behind one alone ", and" begins another clause.
    let is_series = tokens[and - 1].is_sign(',');
    let mut end = and - usize::from(is_series);
    let mut start = source.tokens.start;
    for parts in 2..=MOST {
        let part = phrase(document, table, floor, end).filter(|part| speaks(document, part));
        let Some(part) = part.or_else(|| several(document, floor, end)) else { break };
        let first = part.tokens.start;
        if begins_clause(document, floor, first) && (!is_series || parts > 2) {
            start = first;
        }
        if first <= floor || !tokens[first - 1].is_sign(',') {
            break;
        }
        end = first - 1;
    }
    if start == source.tokens.start {
        return source;
    }
    Source { tokens: start..source.tokens.end, kind: SourceKind::Joint }
}

/// "Women and Equalities Minister Mary Reid": where the office of a person begins that "and" is a word of.
fn office_around(table: &Table, source: &Source, and: usize) -> Option<usize> {
    let SourceKind::Named(person) = source.kind else { return None };
    let office = table.offices.iter().find(|held| held.holder == person && held.tokens.contains(&and))?;
    Some(office.tokens.start)
}

/// "said Brandt and Hale": the phrase behind a verb with the one that "and" joins to it, if no verb follows.
pub(super) fn joint_behind(document: &Document<'_>, table: &Table, source: Source) -> Source {
    let tokens = &document.tokens;
    let and = source.tokens.end;
    let last = document.sentence(source.tokens.start).end;
    let other =
        (and < last && tokens[and].is("and")).then(|| behind(document, table, and + 1..last)).flatten();
    let Some(other) = other.filter(|other| speaks(document, other)) else { return source };
    let end = other.tokens.end;
    let ends = end >= last || !tokens[end].is_word() || tokens[end].is_a(Class::Adverbial);
    if !ends {
        return source;
    }
    Source { tokens: source.tokens.start..end, kind: SourceKind::Joint }
}

/// Whether a phrase is somebody: a name, known or not, or a role.
fn speaks(document: &Document<'_>, part: &Source) -> bool {
    let is_name = || document.tokens[part.tokens.clone()].iter().all(Token::is_name_like);
    part.kind != SourceKind::Nominal || heads_role(document, part) || is_name()
}

/// "medics and witnesses": a noun in the plural alone, whatever it is for.
fn several(document: &Document<'_>, floor: usize, end: usize) -> Option<Source> {
    let noun = end.checked_sub(1).filter(|&noun| noun >= floor)?;
    let token = &document.tokens[noun];
    let is_plural = token.is_word() && token.lower.ends_with('s') && token.quotation.is_none();
    is_plural.then_some(Source { tokens: noun..end, kind: SourceKind::Nominal })
}

fn begins_clause(document: &Document<'_>, floor: usize, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&before| before >= floor) else { return true };
    let before = &document.tokens[before];
    before.is_sign(',')
        || before.quotation.is_some()
        || before.is_a(Class::Edge)
        || before.is_a(Class::Conjunction) && before.is_capital
}
