//! Clauses: a subject with a verb of its own. In: a document and tokens. Out: whether a clause begins there.

use crate::document::Document;
use crate::token::{Kind, Token};
use crate::word::Class;
use std::ops::Range;

/// Whether a clause begins a range: what can be a subject, then its verb before anything else begins.
pub(crate) fn opens(document: &Document<'_>, range: Range<usize>) -> bool {
    /// Tokens of a subject; a longer one has a clause in itself.
    const LONGEST: usize = 14;
    let tokens = &document.tokens[range];
    // "she'll turn": subject and verb are one token.
    if tokens.first().is_some_and(is_contraction) {
        return true;
    }
    let subject = tokens.iter().take(LONGEST).take_while(|token| !ends_subject(token)).count();
    let is_phrase = tokens.first().is_some_and(|first| first.is_a(Class::Preposition)) && !counts(tokens);
    // "added 300 jobs and opened a plant": a second verb of the same subject.
    let is_joined = subject > 0 && tokens[subject - 1].is_a(Class::Conjunction);
    subject > 0 && !is_phrase && !is_joined && tokens.get(subject).is_some_and(is_verb)
}

/// Whether an amount begins tokens: "12 people", "$3 billion", "at least a dozen", "up to 12".
pub(crate) fn counts(tokens: &[Token]) -> bool {
    /// "as many as a".
    const LONGEST: usize = 4;
    let before = tokens.iter().take(LONGEST).take_while(|token| token.is_a(Class::Quantity)).count();
    let Some(first) = tokens.get(before) else { return false };
    first.kind == Kind::Number || is_currency(first) || before > 0 && first.is_a(Class::Numeral)
}

/// The signs of Unicode's block of currencies, and those outside it.
pub(crate) fn is_currency(token: &Token) -> bool {
    matches!(token.kind, Kind::Sign('$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}'))
}

/// Whether a noun phrase ends before a token: at a verb, at another clause, at a sign.
fn ends_subject(token: &Token) -> bool {
    let is_sign = matches!(token.kind, Kind::Sign(_) | Kind::Mark) && !is_currency(token);
    is_sign || token.is_a(Class::Relative) || token.is_a(Class::Clause) || is_verb(token)
}

/// Whether a token is a verb with a subject of its own: "was", "offered".
pub(crate) fn is_verb(token: &Token) -> bool {
    let is_month = token.is("may") && token.is_capital;
    token.is_a(Class::Auxiliary) && !is_month || is_event(token)
}

/// A pronoun and its verb in one: "she'll", not "isn't".
pub(crate) fn is_contraction(token: &Token) -> bool {
    token.is_a(Class::Auxiliary) && token.lower.contains('\'') && !token.lower.ends_with("n't")
}

/// Whether a token is a verb that tells what somebody did, no form of "be" or "have".
pub(crate) fn is_event(token: &Token) -> bool {
    token.is_word()
        && !token.is_capital
        && !token.is_a(Class::Auxiliary)
        && (token.is_a(Class::Verb) || token.lower.ends_with("ed"))
}

/// The head of the apposition that the comma at `comma` opens: of "Berg, the water minister," and of "Berg, a lawyer for
/// Hale," what stands before its comma, preposition or "who".
pub(crate) fn apposition(document: &Document<'_>, comma: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    let tokens = &document.tokens;
    tokens.get(comma).filter(|token| token.is_sign(','))?;
    let end = document.sentence(comma).end;
    let is_part = |at: &usize| {
        let token = &tokens[*at];
        let is_word = token.is_word() || token.kind == Kind::Possessive;
        is_word && !token.is_a(Class::Preposition) && !token.is_a(Class::Relative)
    };
    let length = (comma + 1..end).take(LONGEST).take_while(is_part).count();
    let closes = |next: &Token| {
        next.is_a(Class::Preposition)
            || next.is_a(Class::Relative)
            || matches!(next.kind, Kind::Sign(',' | '.'))
            || next.kind == Kind::Mark
    };
    let is_closed = tokens.get(comma + 1 + length).is_some_and(closes);
    (length > 0 && is_closed).then_some(comma + length)
}
