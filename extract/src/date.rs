//! The day something was said. In: the tokens of an attribution and the article's day. Out: the day, how exact
//! it is, and what it rests on. A weekday is the latest one not after the article's day: news looks back.

mod calendar;
mod phrase;

use crate::document::Document;
use crate::{Precision, Said, SaidBasis};
use chrono::NaiveDate;
use std::ops::Range;

pub(crate) use calendar::{is_month, is_month_or_day, is_year};

/// The day told in `tokens`, the one nearest to `cue`; words inside quotations tell of other days.
pub(crate) fn said(
    document: &Document<'_>,
    tokens: Range<usize>,
    cue: usize,
    day: Option<NaiveDate>,
) -> Option<Said> {
    let asides = asides(document, &tokens, cue);
    let mut nearest: Option<(usize, Said)> = None;
    let mut at = tokens.start;
    while at < tokens.end {
        let is_outside =
            document.tokens[at].quotation.is_none() && !asides.iter().any(|aside| aside.contains(&at));
        let Some((range, said)) = is_outside.then(|| told(document, at, tokens.end, day)).flatten() else {
            at += 1;
            continue;
        };
        let distance = range.start.abs_diff(cue);
        if nearest.is_none_or(|(known, _)| distance < known) {
            nearest = Some((distance, said));
        }
        at = range.end;
    }
    nearest.map(|(_, said)| said).or_else(|| day.map(of_article))
}

/// "Brandt, who took office in January, told", "said Hale, who came in May.": clauses about the speaker tell of other days.
fn asides(document: &Document<'_>, tokens: &Range<usize>, cue: usize) -> [Range<usize>; 2] {
    let cue = cue.clamp(tokens.start, tokens.end);
    let opens = |at: &usize| document.tokens[*at].is_any(&["who", "which", "whose"]);
    let aside = |within: Range<usize>| {
        let start = within.clone().find(opens)?;
        let close = (start..within.end).find(|&at| document.tokens[at].is_sign(','));
        Some((start, close))
    };
    let before = aside(tokens.start..cue).and_then(|(start, close)| Some(start..close?));
    // Behind the verb the clause can end the sentence.
    let behind = aside(cue..tokens.end).map(|(start, close)| start..close.unwrap_or(tokens.end));
    [before, behind].map(Option::unwrap_or_default)
}

/// The article's own day.
fn of_article(day: NaiveDate) -> Said {
    Said { on: day, precision: Precision::Day, basis: SaidBasis::Publication, span: None }
}

/// The day that the words from `at` tell, with the words before them that belong to it: "late on", "earlier".
fn told(
    document: &Document<'_>,
    at: usize,
    end: usize,
    day: Option<NaiveDate>,
) -> Option<(Range<usize>, Said)> {
    let told = phrase::told(document, at..end, day)?;
    let is = |at: usize, words: &[&str]| document.tokens[at].is_any(words);
    let mut start = at;
    if start > 0 && is(start - 1, &["early", "earlier", "late", "later"]) {
        start -= 1;
    }
    if start > 0 && is(start - 1, &["on", "in", "over", "at", "during"]) {
        start -= 1;
    }
    let span = document.span(&(start..at + told.length));
    let said = Said { on: told.on, precision: told.precision, basis: told.basis, span: Some(span) };
    Some((start..at + told.length, said))
}

/// A day printed in a dateline: "Feb. 3", "3 February".
pub(crate) fn printed(
    document: &Document<'_>,
    tokens: Range<usize>,
    day: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let found = tokens.clone().find_map(|at| phrase::told(document, at..tokens.end, day))?;
    (found.basis == SaidBasis::Explicit).then_some(found.on)
}
