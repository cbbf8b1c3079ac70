//! Sources before their verb: "Rubio said", "Rubio, the secretary of state, said", "critics who saw it said".

use super::phrase::{heads_people, heads_role, names_people, phrase, premodified};
use super::{Source, SourceKind};
use crate::clause;
use crate::cue::cue_at;
use crate::cue::plain::implied;
use crate::date;
use crate::document::Document;
use crate::table::{Named, Table};
use crate::token::{Kind, Token};
use crate::word::Class;
use std::ops::Range;

/// The person whom the sentence, or its words behind a quotation, begins with, when nothing but what tells of
/// that person stands between the name and the verb: `"No," Jim Jordan (R-Ohio), a panel member, said`.
pub(super) fn anchored(document: &Document<'_>, table: &Table, verb: usize) -> Option<Source> {
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
    let is_person = table.is_person(named.entity);
    if !is_person || verb - from > LONGEST || premodified(document, floor, named.whole.start) > from {
        return None;
    }
    let end = subject_end(document, named.tokens.end, verb);
    let is_self = tokens[named.tokens.end].is_any(&["himself", "herself"]);
    let aside = &tokens[named.tokens.end + usize::from(is_self && named.tokens.end < end)..end];
    let is_aside = match (aside.first()?, aside.last()?) {
        (first, last) if aside.len() > 1 && (first.is_sign(',') || first.is_sign('(')) => {
            last.is_sign(',') || last.is_sign(')') || quoted.is_some() && aside[1].is_any(&["who", "whose"])
        }
        (first, last) => first.is_a(Class::Preposition) && last.is_sign(',') && quoted.is_some(),
    };
    let runs_on = !aside.iter().any(|token| token.is_any(&["who", "whose", "whom"]))
        && (named.tokens.end..end).any(|at| cue_at(document, at).is_some());
    (is_aside && !runs_on)
        .then_some(Source { tokens: from..named.tokens.end, kind: SourceKind::Named(named.entity) })
}

/// The phrase that ends before the verb at `verb`.
pub(super) fn before(document: &Document<'_>, table: &Table, verb: usize) -> Option<Source> {
    let tokens = &document.tokens;
    let floor = document.sentence(verb).start;
    let end = subject_end(document, floor, verb);
    if end == floor {
        return None;
    }
    if let Some(number) = tokens[end - 1].quotation {
        // `Ana Brandt, author of "The Long Road," said`: the title's marks hold the comma that closes.
        let title = &document.quotations[number as usize];
        // `Brandt, citing "the mood of the town," said`
        let aside = (floor..title.first).rev().find(|&at| tokens[at].is_sign(','));
        let is_aside = aside.is_some_and(|comma| comma > floor && tokens[comma + 1].lower.ends_with("ing"));
        let closes = title.first > floor
            && (document.is_title(title) || is_aside)
            && tokens[title.last - 1].is_sign(',');
        return closes.then(|| over_apposition(document, table, floor, title.first)).flatten();
    }
    let last = &tokens[end - 1];
    if last.is_a(Class::Conjunction) {
        return Some(Source { tokens: end - 1..end, kind: SourceKind::Same });
    }
    if last.is_any(&["who", "which", "that"]) {
        let comma = usize::from(end >= floor + 2 && tokens[end - 2].is_sign(','));
        let found =
            (end > floor + 1 + comma).then(|| phrase(document, table, floor, end - 1 - comma)).flatten()?;
        // "Hale, a Republican, who said": the apposition is about Hale.
        let before = found.tokens.start.checked_sub(1).filter(|&before| before > floor);
        let is_apposition = tokens[found.tokens.start].is_a(Class::Determiner)
            && before.is_some_and(|before| tokens[before].is_sign(','));
        let named = is_apposition.then(|| over_apposition(document, table, floor, end - 1 - comma)).flatten();
        return named.filter(|named| matches!(named.kind, SourceKind::Named(_))).or(Some(found));
    }
    if last.is_sign(',') {
        return over_apposition(document, table, floor, end - 1);
    }
    if last.is_sign(')') {
        let open = (floor..end).rev().find(|&at| tokens[at].is_sign('('))?;
        return phrase(document, table, floor, open);
    }
    with_relative_clause(document, table, floor, end)
        .or_else(|| with_participle(document, floor, end))
        .or_else(|| phrase(document, table, floor, end))
}

/// "Farmers living near the airport say", "Economists polled by Reuters said": the farmers speak, not the airport.
fn with_participle(document: &Document<'_>, floor: usize, end: usize) -> Option<Source> {
    const LONGEST: usize = 16;
    let tokens = &document.tokens;
    let floor = floor.max(end.saturating_sub(LONGEST));
    let is_edge = |token: &Token| {
        let is_part =
            matches!(token.kind, Kind::Word | Kind::Number | Kind::Possessive) || clause::is_currency(token);
        !is_part || token.quotation.is_some() || token.is_a(Class::Edge)
    };
    let start = document.behind_last(floor..end, is_edge);
    let is_participle = |&at: &usize| {
        let token = &tokens[at];
        let is_form =
            ["ing", "ed"].iter().any(|ending| token.lower.ends_with(ending)) || token.is_a(Class::Participle);
        is_form && token.is_word() && !token.is_capital && !tokens[at - 1].is_a(Class::Determiner)
    };
    let participle = (start + 1..end).find(is_participle)?;
    let head = &tokens[participle - 1];
    let is_somebody = head.is_a(Class::Role) || names_people(head);
    let is_plain = !tokens[start..participle]
        .iter()
        .any(|token| token.is_a(Class::Preposition) || clause::is_verb(token));
    let acts = tokens[participle + 1..end].iter().any(|token| token.is_a(Class::Auxiliary));
    (is_somebody && is_plain && !acts && participle + 1 < end)
        .then_some(Source { tokens: start..end, kind: SourceKind::Nominal })
}

/// "Engineers who inspected the wall said": the engineers speak, not the wall.
fn with_relative_clause(document: &Document<'_>, table: &Table, floor: usize, end: usize) -> Option<Source> {
    const LONGEST: usize = 25;
    let tokens = &document.tokens;
    let is_edge = |token: &Token| {
        let is_part = token.is_word() || token.kind == Kind::Number || clause::is_currency(token);
        !is_part || token.quotation.is_some()
    };
    let floor = floor.max(end.saturating_sub(LONGEST));
    let start = document.behind_last(floor..end, is_edge);
    let who = (start..end).rev().find(|&at| tokens[at].is("who"))?;
    // "who works", whatever the word behind "who" is else: it is no subject.
    let is_plain = tokens
        .get(who + 1)
        .is_some_and(|next| !next.is_capital && !next.is_a(Class::Determiner) && !next.is_a(Class::Pronoun));
    if !is_plain && !tokens[who + 1..end].iter().any(clause::is_verb) {
        return None;
    }
    let found = phrase(document, table, start, who)?;
    let before = found.tokens.start.checked_sub(1).filter(|&before| before >= start);
    let is_object = before.is_some_and(|before| clause::is_verb(&tokens[before]));
    (!is_object).then_some(Source { tokens: found.tokens.start..end, kind: found.kind })
}

/// "Rubio, the secretary of state, said": the phrase before the comma that opened what the last comma closes.
fn over_apposition(document: &Document<'_>, table: &Table, floor: usize, close: usize) -> Option<Source> {
    const LONGEST: usize = 30;
    let tokens = &document.tokens;
    let from = close.saturating_sub(LONGEST).max(floor);
    let commas = (from..close).rev().filter(|&at| tokens[at].is_sign(',') && tokens[at].quotation.is_none());
    commas.filter(|&comma| comma > floor).find_map(|comma| {
        // "Rob Portman (R-Ohio), a senator, said"
        let end = if tokens[comma - 1].is_sign(')') {
            (floor..comma).rev().find(|&at| tokens[at].is_sign('('))?
        } else {
            comma
        };
        let source = phrase(document, table, floor, end)?;
        if matches!(source.kind, SourceKind::Named(_)) {
            return Some(source);
        }
        // "Ryan's spokeswoman, AshLee Strong, said": the name speaks.
        if let Some(named) = apposed(document, table, comma + 1..close) {
            let tokens = source.tokens.start..close;
            return Some(Source { tokens, kind: SourceKind::Named(named.entity) });
        }
        let is_subject = document.tokens[source.tokens.start].is_a(Class::Determiner)
            || heads_role(document, &source)
            || heads_people(document, &source);
        is_subject.then_some(source)
    })
}

/// The person that an apposition names: "retired Adm. Scott Halvorsen", "Sen. Ana Brandt of Ohio", "Rep. Ana Brandt (D)".
fn apposed<'t>(document: &Document<'_>, table: &'t Table, range: Range<usize>) -> Option<&'t Named> {
    let tokens = &document.tokens;
    let mut named = table.mentions_in(&range).iter();
    let named = named.find(|named| table.is_person(named.entity))?;
    let is_first = premodified(document, range.start, named.whole.start) == range.start;
    let is_last = match tokens.get(named.tokens.end) {
        _ if named.tokens.end == range.end => true,
        Some(next) => next.is_any(&["of", "from"]) || next.is_sign('(') && tokens[range.end - 1].is_sign(')'),
        None => false,
    };
    (is_first && is_last).then_some(named)
}

/// The own subject of a participle: "with voters saying", ", both candidates acknowledging", "footage of Brandt saying".
pub(super) fn absolute(document: &Document<'_>, table: &Table, participle: usize) -> Option<Source> {
    let tokens = &document.tokens;
    let floor = document.sentence(participle).start;
    let last = participle.checked_sub(1).filter(|&last| last >= floor)?;
    if !tokens[last].is_word()
        || tokens[last].quotation.is_some()
        || date::is_month_or_day(&tokens[last].lower)
    {
        return None;
    }
    let found = phrase(document, table, floor, participle)?;
    let is_person = matches!(found.kind, SourceKind::Named(at) if table.is_person(at));
    let Some(before) = found.tokens.start.checked_sub(1).filter(|&before| before >= floor) else {
        return Some(found);
    };
    let before = &tokens[before];
    let is_own = before.is("with") || before.is_sign(',') || before.is_dash() || before.is("of") && is_person;
    is_own.then_some(found)
}

/// "Belmark, which owns the pier, today said": a name that begins the sentence, whatever it is the name of, before an aside that
/// the verb follows.
pub(super) fn before_aside(document: &Document<'_>, table: &Table, verb: usize) -> Option<Source> {
    const LONGEST: usize = 5;
    let tokens = &document.tokens;
    let floor = document.sentence(verb).start;
    let end = subject_end(document, floor, verb);
    let close = end.checked_sub(1).filter(|&at| at > floor && tokens[at].is_sign(','))?;
    let name = floor..floor + tokens[floor..close].iter().take_while(|token| token.is_name_like()).count();
    let opens = tokens.get(name.end + 1)?;
    let is_aside = tokens[name.end].is_sign(',')
        && (opens.is_a(Class::Relative) || opens.is_any(&["the", "a", "an", "one"]))
        && !(name.end + 2..close).any(|at| tokens[at].is_sign(',') || cue_at(document, at).is_some());
    let is_name = (1..=LONGEST).contains(&name.len()) && !tokens[floor].is_ordinary();
    let kind = table.at(floor).map_or(SourceKind::Nominal, |named| SourceKind::Named(named.entity));
    (is_name && is_aside && name.end < close).then_some(Source { tokens: name, kind })
}

/// Whatever stands between the beginning of the clause and its verb: "Friends who saw him last week said".
pub(super) fn whole_subject(document: &Document<'_>, verb: usize) -> Option<Source> {
    const LONGEST: usize = 25;
    let tokens = &document.tokens;
    let floor = document.sentence(verb).start;
    let end = subject_end(document, floor, verb);
    let is_edge = |token: &Token| {
        matches!(token.kind, Kind::Sign(_) | Kind::Mark)
            || token.quotation.is_some()
            || token.is_a(Class::Edge)
    };
    let start = document.behind_last(floor..end, is_edge);
    let first = tokens.get(start).filter(|_| start < end && end - start <= LONGEST)?;
    let is_subject = first.is_word() && !first.is_a(Class::Preposition) && !first.is_a(Class::Stop)
        || first.kind == Kind::Number;
    is_subject.then_some(Source { tokens: start..end, kind: SourceKind::Nominal })
}

/// Where the subject of a verb ends: before the adverbs and days that stand between them ("on Monday also said").
fn subject_end(document: &Document<'_>, floor: usize, verb: usize) -> usize {
    let tokens = &document.tokens;
    let mut end = implied(document, floor, verb);
    if end > floor && tokens[end - 1].is_any(&["will", "did", "does", "do"]) {
        end -= 1;
    }
    while end > floor {
        let last = &tokens[end - 1];
        if !last.is_adverb() && !date::is_month_or_day(&last.lower) && !last.is_a(Class::Period) {
            break;
        }
        let is_time = !last.is_adverb();
        end -= 1;
        while is_time && end > floor && tokens[end - 1].is_any(&["on", "in", "last", "this", "early", "late"])
        {
            end -= 1;
        }
    }
    end
}
