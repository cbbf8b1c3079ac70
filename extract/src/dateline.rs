//! Where and by whom a story was filed. In: the first words of a body: `WASHINGTON (Sputnik) -`,
//! `KYIV, Feb. 3 (Agency) —`. Out: place, agency and day as printed.

use crate::date;
use crate::document::Document;
use crate::token::Kind;
use chrono::NaiveDate;
use std::ops::Range;

/// The parts of a dateline, as tokens.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    /// All of it, with the dash.
    pub(crate) whole: Range<usize>,
    pub(crate) place: Range<usize>,
    pub(crate) agency: Option<Range<usize>>,
    pub(crate) on: Option<NaiveDate>,
}

/// Reads the dateline, if there is one: a place in capitals or with an agency in brackets behind it, then a
/// dash, within the first words.
pub(crate) fn read(document: &Document<'_>, day: Option<NaiveDate>) -> Option<Printed> {
    const REACH: usize = 16;
    let tokens = &document.tokens;
    let first = tokens.first()?;
    let reach = tokens.iter().take(REACH).take_while(|token| token.paragraph == first.paragraph).count();
    let dash = tokens[..reach].iter().position(super::token::Token::is_dash)?;
    let head = &tokens[..dash];
    let place_end = head
        .iter()
        .position(|token| !token.is_name_like() || date::is_month_or_day(&token.lower))
        .unwrap_or(dash);
    if place_end == 0 || place_end > 4 {
        return None;
    }
    let agency = bracketed(document, place_end..dash);
    let text = document.text(&(0..place_end));
    let is_capitals = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && text.len() > 2;
    let is_place = !crate::gazetteer::places(text).is_empty();
    let is_named = is_capitals || is_place || agency.is_some();
    if !is_named || document.tokens.get(dash + 1).is_none() {
        return None;
    }
    // Between the place and the dash stand a country, a day and an agency, never a verb.
    let between = &tokens[place_end..dash];
    let is_filing = between.iter().all(|token| {
        token.is_capital || !matches!(token.kind, Kind::Word) || date::is_month_or_day(&token.lower)
    });
    is_filing.then(|| Printed {
        whole: 0..dash + 1,
        place: 0..place_end,
        agency,
        on: date::printed(document, place_end..dash, day),
    })
}

fn bracketed(document: &Document<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let tokens = &document.tokens;
    let open = range.clone().find(|&at| tokens[at].is_sign('('))?;
    let close = range.clone().find(|&at| tokens[at].is_sign(')'))?;
    (open + 1 < close).then(|| open + 1..close)
}
