//! The day something was said. In: the tokens of an attribution and the article's day. Out: the day, how exact
//! it is, and what it rests on. A weekday is the latest one not after the article's day: news looks back.

use crate::document::Document;
use crate::{Precision, Said, SaidBasis, Span};
use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use std::ops::Range;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// How month names are cut in news print.
const SHORT_MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a word in lower case is a weekday or a month.
pub(crate) fn is_month_or_day(word: &str) -> bool {
    weekday(word).is_some() || (month(word).is_some() && word != "may")
}

fn weekday(word: &str) -> Option<Weekday> {
    let at = WEEKDAYS.iter().position(|day| *day == word)?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

fn month(word: &str) -> Option<u32> {
    let bare = word.trim_end_matches('.');
    let full = MONTHS.iter().position(|month| *month == bare);
    let short = || SHORT_MONTHS.iter().position(|month| *month == bare || bare == "sept" && *month == "sep");
    u32::try_from(full.or_else(short)? + 1).ok()
}

/// The day told in `tokens`, the one nearest to `cue`; words inside quotations tell of other days.
pub(crate) fn said(
    document: &Document<'_>,
    tokens: Range<usize>,
    cue: usize,
    day: Option<NaiveDate>,
) -> Option<Said> {
    let aside = aside(document, &tokens, cue);
    let outside =
        tokens.clone().filter(|&at| document.tokens[at].quotation.is_none() && !aside.contains(&at));
    let found = outside.filter_map(|at| told(document, at, tokens.end, day));
    let nearest = found.min_by_key(|(range, _)| range.start.abs_diff(cue));
    nearest.map(|(_, said)| said).or_else(|| day.map(of_article))
}

/// "Brandt, who took office in January, told": a clause about the speaker tells of another day.
fn aside(document: &Document<'_>, tokens: &Range<usize>, cue: usize) -> Range<usize> {
    let before = tokens.start..cue.min(tokens.end);
    let relative = before.clone().find(|&at| document.tokens[at].is_any(&["who", "which", "whose"]));
    let Some(start) = relative else { return 0..0 };
    let close = (start..before.end).find(|&at| document.tokens[at].is_sign(','));
    close.map_or(0..0, |close| start..close)
}

/// The article's own day.
pub(crate) fn of_article(day: NaiveDate) -> Said {
    Said { on: day, precision: Precision::Day, basis: SaidBasis::Publication, span: None }
}

/// The day that the words at `at` tell.
fn told(
    document: &Document<'_>,
    at: usize,
    end: usize,
    day: Option<NaiveDate>,
) -> Option<(Range<usize>, Said)> {
    let (length, on, precision, basis) =
        date(document, at, end, day).or_else(|| relative(document, at, end, day?))?;
    let mut range = at..at + length;
    let before = at.checked_sub(1).map(|before| &document.tokens[before]);
    if before.is_some_and(|before| before.is_any(&["on", "in"])) {
        range.start -= 1;
    }
    let span: Span = document.span(&range);
    Some((range, Said { on, precision, basis, span: Some(span) }))
}

type Found = (usize, NaiveDate, Precision, SaidBasis);

/// A printed date: "February 3, 2026", "Feb. 3", "3 February", "2026-02-03", "in March 2019", "in 2019".
fn date(document: &Document<'_>, at: usize, end: usize, day: Option<NaiveDate>) -> Option<Found> {
    let word = |offset: usize| {
        if at + offset < end { &*document.tokens[at + offset].lower } else { Default::default() }
    };
    if let Ok(on) = NaiveDate::parse_from_str(word(0), "%Y-%m-%d") {
        return Some((1, on, Precision::Day, SaidBasis::Explicit));
    }
    let number = |text: &str| -> Option<u32> {
        text.trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .parse()
            .ok()
            .filter(|number| (1..=31).contains(number))
    };
    let is_capital = |offset: usize| document.tokens.get(at + offset).is_some_and(|token| token.is_capital);
    if let (Some(month), true, Some(of_month)) = (month(word(0)), is_capital(0), number(word(1))) {
        let skip = 2 + usize::from(word(2) == ",");
        return match year(word(skip)) {
            Some(year) => exact(year, month, of_month, skip + 1),
            None => latest(month, of_month, day?).map(|on| (2, on, Precision::Day, SaidBasis::Explicit)),
        };
    }
    if let (Some(of_month), Some(month), true) = (number(word(0)), month(word(1)), is_capital(1)) {
        return match year(word(2)) {
            Some(year) => exact(year, month, of_month, 3),
            None => latest(month, of_month, day?).map(|on| (2, on, Precision::Day, SaidBasis::Explicit)),
        };
    }
    let follows_in = at > 0 && document.tokens[at - 1].is_any(&["in", "last", "since"]);
    if let (Some(month), true, true) = (month(word(0)), is_capital(0), follows_in) {
        let told = year(word(1));
        let on = match told {
            Some(year) => NaiveDate::from_ymd_opt(year, month, 1)?,
            None => latest(month, 1, day?)?,
        };
        return Some((1 + usize::from(told.is_some()), on, Precision::Month, SaidBasis::Explicit));
    }
    let year = year(word(0)).filter(|_| at > 0 && document.tokens[at - 1].is("in"))?;
    Some((1, NaiveDate::from_ymd_opt(year, 1, 1)?, Precision::Year, SaidBasis::Explicit))
}

fn exact(year: i32, month: u32, day: u32, length: usize) -> Option<Found> {
    Some((length, NaiveDate::from_ymd_opt(year, month, day)?, Precision::Day, SaidBasis::Explicit))
}

/// Years that news print means by four digits.
fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..=2100).contains(year))
}

/// The latest such day not after `day`.
fn latest(month: u32, of_month: u32, day: NaiveDate) -> Option<NaiveDate> {
    let this_year = NaiveDate::from_ymd_opt(day.year(), month, of_month).filter(|on| *on <= day);
    this_year.or_else(|| NaiveDate::from_ymd_opt(day.year() - 1, month, of_month))
}

/// A day counted from the article's: "on Wednesday", "yesterday", "last week", "earlier this month".
fn relative(document: &Document<'_>, at: usize, end: usize, day: NaiveDate) -> Option<Found> {
    let tokens = &document.tokens;
    let found = |length: usize, on: Option<NaiveDate>, precision: Precision| {
        Some((length, on?, precision, SaidBasis::Relative))
    };
    let next = if at + 1 < end { &*tokens[at + 1].lower } else { Default::default() };
    match &*tokens[at].lower {
        "today" | "tonight" => found(1, Some(day), Precision::Day),
        "yesterday" => found(1, day.pred_opt(), Precision::Day),
        "last" if next == "week" => found(2, monday(day).checked_sub_days(Days::new(7)), Precision::Week),
        "last" if next == "month" => found(
            2,
            day.with_day(1).and_then(|first| first.checked_sub_months(Months::new(1))),
            Precision::Month,
        ),
        "last" if next == "year" => found(2, NaiveDate::from_ymd_opt(day.year() - 1, 1, 1), Precision::Year),
        "this" if next == "week" => found(2, Some(monday(day)), Precision::Week),
        "this" if next == "month" => found(2, day.with_day(1), Precision::Month),
        "this" if next == "year" => found(2, NaiveDate::from_ymd_opt(day.year(), 1, 1), Precision::Year),
        word if tokens[at].is_capital => {
            let weekday = weekday(word)?;
            let back = (7 + day.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
            let is_last = at > 0 && tokens[at - 1].is("last");
            let back = if is_last && back == 0 { 7 } else { back };
            found(1, day.checked_sub_days(Days::new(u64::from(back))), Precision::Day)
        }
        _ => None,
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

/// A day printed in a dateline: "Feb. 3", "3 February".
pub(crate) fn printed(
    document: &Document<'_>,
    tokens: Range<usize>,
    day: Option<NaiveDate>,
) -> Option<NaiveDate> {
    tokens.clone().find_map(|at| date(document, at, tokens.end, day)).map(|found| found.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_against_the_article() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 5);
        for (text, expected, precision, basis) in [
            ("he said on Wednesday", "2026-02-04", Precision::Day, SaidBasis::Relative),
            ("he said Thursday", "2026-02-05", Precision::Day, SaidBasis::Relative),
            ("he said last Thursday", "2026-01-29", Precision::Day, SaidBasis::Relative),
            ("he said on Friday", "2026-01-30", Precision::Day, SaidBasis::Relative),
            ("he said yesterday", "2026-02-04", Precision::Day, SaidBasis::Relative),
            ("he said last week", "2026-01-26", Precision::Week, SaidBasis::Relative),
            ("he said earlier this month", "2026-02-01", Precision::Month, SaidBasis::Relative),
            ("he said on Feb. 3", "2026-02-03", Precision::Day, SaidBasis::Explicit),
            ("he said on March 3", "2025-03-03", Precision::Day, SaidBasis::Explicit),
            ("he said on 3 January 2024", "2024-01-03", Precision::Day, SaidBasis::Explicit),
            ("he said in 2019", "2019-01-01", Precision::Year, SaidBasis::Explicit),
            ("he said in March", "2025-03-01", Precision::Month, SaidBasis::Explicit),
            ("he said \"on Monday\"", "2026-02-05", Precision::Day, SaidBasis::Publication),
            ("he said on February 31", "2026-02-05", Precision::Day, SaidBasis::Publication),
        ] {
            let document = Document::new(text);
            let said = said(&document, 0..document.tokens.len(), 1, day).expect("the article has a day");
            assert_eq!(
                (said.on.to_string().as_str(), said.precision, said.basis),
                (expected, precision, basis),
                "{text}"
            );
        }
        let document = Document::new("he said");
        assert_eq!(said(&document, 0..2, 1, None), None);
    }
}
