//! Sources behind their verb: "said Rubio", "according to a senior official".

use super::phrase::{heads_people, heads_role};
use super::{Source, SourceKind};
use crate::clause;
use crate::cue::Cue;
use crate::date;
use crate::document::Document;
use crate::table::{Named, Table};
use crate::token::Kind;
use crate::word::Class;
use std::ops::Range;

pub(super) fn inverted(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let sentence = document.sentence(cue.tokens.start);
    let is_first = cue.tokens.start == sentence.start;
    let follows_mark = !is_first && {
        let before = &document.tokens[cue.tokens.start - 1];
        before.kind == Kind::Mark || before.is_sign(',') || before.is_dash() || before.quotation.is_some()
    };
    if !is_first && !follows_mark {
        return None;
    }
    // Behind words in marks and their verb nothing but who says them can stand: "No," says pilot Vann Oro, who saw it.
    let is_quoted = !is_first && document.tokens[cue.tokens.start - 1].quotation.is_some();
    let is_name = |source: &Source| source.tokens.clone().any(|at| document.tokens[at].is_capital);
    // ", said she cried" opens a clause, `," said she.` does not.
    let is_bare = |found: &Source| {
        let next = document.tokens.get(found.tokens.end);
        found.kind == SourceKind::Pronoun
            && next.is_some_and(|next| next.is_word() && !next.is_a(Class::Adverbial))
    };
    // "…, writes a weekly column": without words in marks only somebody speaks.
    let is_thing = |found: &Source| {
        found.kind == SourceKind::Nominal && !heads_role(document, found) && !heads_people(document, found)
    };
    let rest = cue.tokens.end..sentence.end;
    behind(document, table, rest.clone())
        .filter(|found| !is_clause(document, found, is_quoted))
        .filter(|found| is_quoted || !is_bare(found) && !is_thing(found))
        .or_else(|| whatever(document, rest).filter(|found| is_quoted && is_name(found)))
}

/// "…, who lives there, says Ana Brandt, the mayor.": a person behind a comma and the verb who ends the sentence, with
/// nothing but a description behind.
pub(super) fn turned(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let tokens = &document.tokens;
    let before = cue.tokens.start.checked_sub(1)?;
    let end = document.sentence(cue.tokens.start).end;
    if !tokens[before].is_sign(',') || tokens[before].quotation.is_some() {
        return None;
    }
    let found = behind(document, table, cue.tokens.end..end)?;
    let is_person = matches!(found.kind, SourceKind::Named(at) if table.is_person(at));
    // A name in the next line is none of this sentence.
    let rest = tokens.get(found.tokens.end..end)?;
    let is_description = rest.first().is_none_or(|first| matches!(first.kind, Kind::Sign(',' | '.')))
        && !rest.iter().any(|token| clause::is_verb(token) || token.kind == Kind::Mark);
    (is_person && is_description).then_some(found)
}

/// Whether what stands behind a verb is the clause that it reports: a phrase with a verb in it or right behind it.
/// Behind words in marks only a form of "be" or "have" tells that they were no quote: `author of "The Long Road," said
/// the plan was dead`.
fn is_clause(document: &Document<'_>, found: &Source, is_quoted: bool) -> bool {
    let is_verb = |at: usize| {
        let token = &document.tokens[at];
        let is_participle = token.lower.ends_with("ed") || token.is_a(Class::Role) || is_quoted;
        token.is_a(Class::Auxiliary) || !is_participle && !token.is_capital && token.is_a(Class::Verb)
    };
    let end = (found.tokens.end + 1).min(document.sentence(found.tokens.start).end);
    (found.tokens.start..end).any(is_verb)
}

/// The noun phrase that begins a range: "said Rubio", "according to a senior official".
pub(super) fn behind(document: &Document<'_>, table: &Table, range: Range<usize>) -> Option<Source> {
    const LONGEST: usize = 10;
    let tokens = &document.tokens;
    let Range { start, end } = range;
    // "said in a statement", "written by Hale": no source begins so.
    if start >= end
        || tokens[start].quotation.is_some()
        || tokens[start].is_a(Class::Preposition)
        || tokens[start].is("by")
    {
        return None;
    }
    if let Some(named) = table.at(start).filter(|named| named.whole.start == start) {
        return Some(around(document, table, start, named));
    }
    if tokens[start].is_a(Class::Pronoun) {
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
            && (!token.is_a(Class::Stop) || joins(*at))
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
        let is_own = !(start..named.whole.start).any(|at| tokens[at].is_a(Class::Preposition));
        if is_own {
            return Some(around(document, table, start, named));
        }
    }
    if let Some(person) = introduced(document, table, source.tokens.end) {
        return Some(Source { tokens: start..person.whole.end, kind: SourceKind::Named(person.entity) });
    }
    (heads_role(document, &source) || tokens[start].is_a(Class::Determiner)).then_some(source)
}

/// The phrase from `start` around a name in it: who stands behind the name and what it describes ("the Washington Post
/// columnist Ruth Marcus", "Trump's lawyer Michael Cohen", "Trump's lawyer, Michael Cohen,"), else whoever belongs to
/// it ("Trump's lawyer"), else the name.
fn around(document: &Document<'_>, table: &Table, start: usize, named: &Named) -> Source {
    let by_name =
        |named: &Named| Source { tokens: start..named.whole.end, kind: SourceKind::Named(named.entity) };
    let is_person = |named: &Named| table.is_person(named.entity);
    let end = description(document, named.whole.end);
    let inside = named.whole.end..(end + 1).min(document.sentence(start).end);
    let person =
        inside.filter_map(|at| table.at(at).filter(|next| next.whole.start == at && is_person(next)));
    if let Some(person) = person.into_iter().next() {
        return by_name(person);
    }
    let role = Source { tokens: start..end, kind: SourceKind::Nominal };
    let is_role =
        end > named.whole.end && !document.tokens[end - 1].is_capital && heads_role(document, &role);
    if !is_role {
        return by_name(named);
    }
    introduced(document, table, end).map_or(role, by_name)
}

/// Where the words behind a name end that make it describe somebody: "'s lawyer", "campaign official".
fn description(document: &Document<'_>, from: usize) -> usize {
    const LONGEST: usize = 6;
    let tokens = &document.tokens;
    let end = document.sentence(from - 1).end.min(from + LONGEST);
    let others =
        [Class::Stop, Class::Preposition, Class::Pronoun, Class::Adverbial, Class::Adverb, Class::Determiner];
    let describes = |at: &usize| {
        let token = &tokens[*at];
        matches!(token.kind, Kind::Word | Kind::Possessive)
            && token.quotation.is_none()
            && !others.iter().any(|&class| token.is_a(class))
            && !clause::is_verb(token)
            && !date::is_month_or_day(&token.lower)
    };
    (from..end).find(|at| !describes(at)).unwrap_or(end.max(from))
}

/// The person whom a comma at `comma` parts from a role: "his lawyer, Michael Cohen." Another comma or a stop
/// follows the name.
fn introduced<'t>(document: &Document<'_>, table: &'t Table, comma: usize) -> Option<&'t Named> {
    let tokens = &document.tokens;
    tokens.get(comma).filter(|token| token.is_sign(','))?;
    let person = table.at(comma + 1).filter(|next| next.whole.start == comma + 1)?;
    let is_person = table.is_person(person.entity);
    let ends =
        tokens.get(person.whole.end).is_none_or(|next| matches!(next.kind, Kind::Sign(',' | '.' | ';')));
    (is_person && ends).then_some(person)
}

/// Anything that can be a source behind "according to": "court documents", "interviews with allies".
pub(super) fn whatever(document: &Document<'_>, range: Range<usize>) -> Option<Source> {
    const LONGEST: usize = 12;
    let tokens = &document.tokens;
    let (start, end) = (range.start, range.end.min(range.start + LONGEST));
    let is_part = |at: &usize| {
        let token = &tokens[*at];
        matches!(token.kind, Kind::Word | Kind::Number | Kind::Possessive | Kind::Sign('/'))
            && token.quotation.is_none()
    };
    let length = (start..end).take_while(is_part).count();
    (length > 0).then(|| Source { tokens: start..start + length, kind: SourceKind::Nominal })
}
