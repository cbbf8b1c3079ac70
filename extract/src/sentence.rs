//! Sentences. In: tokens and quotations. Out: ranges of tokens. A quotation is never cut, however many sentences
//! stand in it; one that ends with a full stop ends the sentence around it, unless words of attribution follow.

use crate::clause;
use crate::date;
use crate::lexicon::{CueClass, CueForm, TITLES};
use crate::quotation::Quotation;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Tokens behind which a sentence is cut wherever it is: no sentence of a news article is that long, and what looks
/// back and forth within a sentence stays linear over a text without any end to its sentences.
const LONGEST: usize = 400;

/// Cuts tokens into sentences, in order.
pub(crate) fn sentences(tokens: &[Token], quotations: &[Quotation]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let last = match tokens[at].quotation {
            Some(number) if quotations[number as usize].first == at => quotations[number as usize].last,
            _ => at,
        };
        if last + 1 == tokens.len() || ends(tokens, at, last) || last - start >= LONGEST {
            found.push(start..last + 1);
            start = last + 1;
        }
        at = last + 1;
    }
    found
}

/// Whether a sentence ends behind the token (or quotation) `at..=last`.
fn ends(tokens: &[Token], at: usize, last: usize) -> bool {
    let next = &tokens[last + 1];
    if next.paragraph != tokens[last].paragraph {
        return true;
    }
    let starts_anew = next.is_capital || next.kind == Kind::Mark || next.kind == Kind::Number;
    if last > at {
        let inner_end = &tokens[last - usize::from(tokens[last].kind == Kind::Mark && last > 0)];
        let is_full = matches!(inner_end.kind, Kind::Sign('.' | '?' | '!' | '…'));
        let is_stop = inner_end.is_sign('.');
        return is_full
            && starts_anew
            && !(attributes(tokens, last + 1, is_stop) && (!is_stop || ends_soon(tokens, last + 1)));
    }
    match tokens[at].kind {
        Kind::Sign('.' | '?' | '!' | '…') => {
            let is_aside = next.is_sign('(') && tokens.get(last + 2).is_some_and(|token| token.is_capital);
            starts_anew || is_aside
        }
        // "(The city paid.) The harbour did not."
        Kind::Sign(')') => {
            let before = at.checked_sub(1).map(|before| tokens[before].kind);
            starts_anew && matches!(before, Some(Kind::Sign('.' | '?' | '!')))
        }
        // "U.S.", "a.m." and "Corp." end a sentence where an ordinary word starts with a capital behind them, "Sen."
        // never; "2 a.m. Sunday" goes on.
        Kind::Word if tokens[at].lower.ends_with('.') => {
            let is_name = tokens[at].is_capital || tokens[at].lower.matches('.').count() > 1;
            let follows = if next.kind == Kind::Mark { tokens.get(at + 2) } else { Some(next) };
            let begins =
                |next: &Token| next.is_capital && next.is_ordinary() && !date::is_month_or_day(&next.lower);
            // "he wrote on X. Lind posted": the network, no initial.
            let is_network = tokens[at].is("x.") && at > 0 && tokens[at - 1].is_any(&["on", "to", "via"]);
            is_network || is_name && !TITLES.contains_key(&*tokens[at].lower) && follows.is_some_and(begins)
        }
        _ => false,
    }
}

/// Whether the sentence that begins at `at` is no longer than an attribution, and reports nothing itself: of words that
/// end with a full stop only that is said behind them.
fn ends_soon(tokens: &[Token], at: usize) -> bool {
    const LONGEST: usize = 16;
    let is_end = |token: &Token| {
        matches!(token.kind, Kind::Sign('.' | '?' | '!')) || token.paragraph != tokens[at].paragraph
    };
    let rest = &tokens[at..];
    let length = rest.iter().take(LONGEST).take_while(|token| !is_end(token)).count();
    let verbs = rest[..length].iter().filter(|token| clause::is_verb(token) || token.speaks()).count();
    let is_report = rest[..length].iter().any(|token| token.is("that") || token.kind == Kind::Mark);
    length < LONGEST && verbs <= 1 && !is_report
}

/// Whether the words from `at` attribute what stands before them: "Rubio told", "said the minister", "he added". Behind a
/// full stop only what takes nothing else does: `"It will hold." Brandt asked him` goes on with something new.
fn attributes(tokens: &[Token], at: usize, is_stopped: bool) -> bool {
    const REACH: usize = 8;
    let ahead = tokens[at..].iter().take(REACH);
    let ahead =
        ahead.take_while(|token| !matches!(token.kind, Kind::Sign('.' | '?' | '!' | ':') | Kind::Mark));
    let cue = ahead.enumerate().find(|(_, token)| token.speaks());
    let Some((distance, cue)) = cue else { return false };
    let is_say = |form: CueForm| matches!(form.class, CueClass::Say | CueClass::Tell);
    if is_stopped && !cue.cue().is_some_and(is_say) {
        return false;
    }
    let subject = &tokens[at..at + distance];
    // Whatever else stands between is a clause of its own.
    let is_subject = |token: &Token| {
        token.is_capital
            || token.kind != Kind::Word
            || token.is_any(&["he", "she", "they", "the", "a", "an", "of", "who", "also", "later", "then"])
    };
    // A verb of its own is that of what is said behind them: "said the wall will hold".
    let is_stop = |token: &Token| matches!(token.kind, Kind::Sign('.' | '?' | '!' | ','));
    let rest = tokens[at + distance + 1..].iter().take(REACH);
    let reports = |token: &Token| clause::is_verb(token) || token.is("that") || token.kind == Kind::Mark;
    subject.iter().all(is_subject) && !rest.take_while(|token| !is_stop(token)).any(reports)
}
