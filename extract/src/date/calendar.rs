//! Days, months and numbers by the words that print them. In: a word in lower case. Out: what it counts.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use std::ops::RangeInclusive;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// How weekdays are cut in news print.
const SHORT_WEEKDAYS: [&str; 7] = ["mon.", "tue.", "wed.", "thu.", "fri.", "sat.", "sun."];
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
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Days that a feast names on the same date every year: its words, its month and day.
pub(super) const FEASTS: &[(&[&str], u32, u32)] = &[
    (&["christmas", "eve"], 12, 24),
    (&["christmas", "day"], 12, 25),
    (&["boxing", "day"], 12, 26),
    (&["new", "year", "'s", "eve"], 12, 31),
    (&["new", "year", "'s", "day"], 1, 1),
    (&["may", "day"], 5, 1),
];

/// Whether a word in lower case is a weekday or a month.
pub(crate) fn is_month_or_day(word: &str) -> bool {
    weekday(word).is_some() || is_month(word)
}

/// Whether a word in lower case is a month and nothing else.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some() && word != "may"
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let position = |names: &[&str]| names.iter().position(|day| *day == word);
    let at = position(&WEEKDAYS).or_else(|| position(&SHORT_WEEKDAYS))?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

pub(super) fn month(word: &str) -> Option<u32> {
    let bare = word.trim_end_matches('.');
    let full = MONTHS.iter().position(|month| *month == bare);
    let short = || SHORT_MONTHS.iter().position(|month| *month == bare || bare == "sept" && *month == "sep");
    u32::try_from(full.or_else(short)? + 1).ok()
}

/// A day of a month: "3", "3rd".
pub(super) fn day_of_month(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().ok().filter(|number| (1..=31).contains(number))
}

/// Years that news print means.
pub(super) const YEARS: RangeInclusive<i32> = 1900..=2100;

/// Whether a word is a year in four digits.
pub(crate) fn is_year(word: &str) -> bool {
    year(word).is_some()
}

/// A year in four digits.
pub(super) fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && YEARS.contains(year))
}

/// A small number: "a", "two", "14".
pub(super) fn number(word: &str) -> Option<u32> {
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let spelled = NUMBERS.iter().position(|number| *number == word);
    let spelled = spelled.and_then(|at| u32::try_from(at + 1).ok());
    spelled.or_else(|| word.parse().ok()).filter(|number| *number < 1_000)
}

/// The latest such day not after `day`.
pub(super) fn latest(month: u32, of_month: u32, day: NaiveDate) -> Option<NaiveDate> {
    /// Years without a February 29 at most, around 1900 and 2100.
    const LEAP: i32 = 8;
    let of_year = |back: i32| NaiveDate::from_ymd_opt(day.year() - back, month, of_month);
    (0..=LEAP).filter_map(of_year).find(|on| *on <= day)
}

/// The latest such weekday not after `day`.
pub(super) fn latest_weekday(weekday: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    back(day, u64::from(day.weekday().days_since(weekday)))
}

/// So many days before.
pub(super) fn back(day: NaiveDate, days: u64) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(days))
}

/// The first day of the week so many weeks before.
pub(super) fn week(day: NaiveDate, back_by: u32) -> Option<NaiveDate> {
    latest_weekday(Weekday::Mon, day).and_then(|monday| back(monday, u64::from(back_by) * 7))
}

/// The first day of the month so many months before.
pub(super) fn month_back(day: NaiveDate, back_by: u32) -> Option<NaiveDate> {
    day.with_day(1)?.checked_sub_months(Months::new(back_by))
}

/// The first day of the year so many years before.
pub(super) fn year_back(day: NaiveDate, back_by: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year().checked_sub(i32::try_from(back_by).ok()?)?, 1, 1)
}
