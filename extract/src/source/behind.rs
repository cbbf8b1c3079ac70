//! Sources behind their verb: "said Rubio", "according to a senior official".

use super::phrase::heads_role;
use super::{Source, SourceKind};
use crate::cue::Cue;
use crate::document::Document;
use crate::table::Table;
use crate::token::Kind;
use crate::word::Class;

pub(super) fn inverted(document: &Document<'_>, table: &Table, cue: &Cue) -> Option<Source> {
    let sentence = document.sentence(cue.tokens.start);
    let is_first = cue.tokens.start == sentence.start;
    let follows_mark = !is_first && {
        let before = &document.tokens[cue.tokens.start - 1];
        before.kind == Kind::Mark || before.is_sign(',') || before.is_dash() || before.quotation.is_some()
    };
    (is_first || follows_mark).then(|| behind(document, table, cue.tokens.end)).flatten()
}

/// The noun phrase that starts at `start`: "said Rubio", "according to a senior official".
pub(super) fn behind(document: &Document<'_>, table: &Table, start: usize) -> Option<Source> {
    const LONGEST: usize = 10;
    let tokens = &document.tokens;
    let end = document.sentence(start.min(tokens.len() - 1)).end;
    if start >= end || tokens[start].quotation.is_some() {
        return None;
    }
    if let Some(named) = table.at(start).filter(|named| named.whole.start == start) {
        return Some(Source { tokens: named.whole.clone(), kind: SourceKind::Named(named.entity) });
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
            return Some(Source { tokens: start..named.whole.end, kind: SourceKind::Named(named.entity) });
        }
    }
    (heads_role(document, &source) || tokens[start].is_a(Class::Determiner)).then_some(source)
}

/// Anything that can be a source behind "according to": "court documents", "interviews with allies".
pub(super) fn whatever(document: &Document<'_>, start: usize) -> Option<Source> {
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
