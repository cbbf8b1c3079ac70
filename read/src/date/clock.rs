//! Times of the day as people print them. In: what stands beside a day, such as "at 3:05 PM EST". Out: the instant,
//! where a zone is told.

use super::custom::Custom;
use super::{When, zone};
use chrono::{FixedOffset, NaiveDate};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A time with its zone: `3:05 PM EST`, `19:42 CET`, `10:00 (UTC+3)`, `10:00:00 GMT+0100`, `10:00 +0100`, `10:00 мск`.
/// A hyphen before a time that has a colon, `10:00 -11:00`, is "to".
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    let half = r"(?i:(?<half>[ap])\.?m\.?)|(?<before>صباح[\p{L}\p{M}]*)|(?<after>مساء[\p{L}\p{M}]*)|Uhr";
    let time =
        format!(r"(?-u:\b)(?<hour>\d{{1,2}})[:.](?<minute>\d\d)(?:[:.](?<second>\d\d))?(?:\s*(?:{half}))?");
    let offset = r"(?:UTC|GMT)\s?(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?(?-u:\b)";
    let name = r"(?<zone>[A-Z]{3,5}|[ECMP]T)(?-u:\b)";
    let words = r"(?<words>(?:по\s+)?(?i:мск|московскому)|по\s+Москве|(?:بتوقيت\s+)?(?:غرينتش|جرينتش|مكة))";
    let bare = r"(?<bare>\+(?:0\d|1[0-4]):?(?:00|15|30|45)|-(?:0\d|1[0-2])(?:00|15|30|45))(?-u:\b)";
    let pattern = format!(r"{time}(?:\s*\(?(?:{offset}|{name}|{words})|\s+\(?{bare})");
    Regex::new(&pattern).expect("a constant pattern")
});

/// The instant that the first time in some words is on a day.
pub(super) fn behind(words: &str, day: NaiveDate, custom: Custom<'_>) -> Option<When> {
    instant(day, &CLOCK.captures(words)?, custom)
}

/// The instant that the last time in some words is on a day.
pub(super) fn before(words: &str, day: NaiveDate, custom: Custom<'_>) -> Option<When> {
    instant(day, &CLOCK.captures_iter(words).last()?, custom)
}

/// Whether some words end with a time.
pub(super) fn is_last(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ')' | '|'));
    CLOCK.find_iter(words).last().is_some_and(|clock| clock.end() == words.len())
}

/// Whether the first time is one of a zone where the day comes before the month.
pub(super) fn is_day_first(line: &str) -> bool {
    let clock = CLOCK.captures(line);
    clock.and_then(|clock| clock.name("zone")).is_some_and(|name| zone::is_day_first(name.as_str()))
}

fn instant(day: NaiveDate, clock: &Captures<'_>, custom: Custom<'_>) -> Option<When> {
    let part = |name: &str| clock.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
    let half = clock.name("half").map(|half| half.as_str());
    let is_before = clock.name("before").is_some() || matches!(half, Some("a" | "A"));
    let is_after = clock.name("after").is_some() || matches!(half, Some("p" | "P"));
    let hour = match part("hour")? {
        12 if is_before => 0,
        hour if is_after && hour < 12 => hour + 12,
        hour => hour,
    };
    let zone = clock.name("zone").or_else(|| clock.name("words"));
    let zone = match (zone, clock.name("bare")) {
        (Some(name), _) => zone::of_page(name.as_str(), day, custom),
        (None, Some(bare)) => bare.as_str().parse().ok(),
        (None, None) => offset(&clock["sign"], part("hours")?, part("minutes").unwrap_or(0)),
    }?;
    let local = day.and_hms_opt(hour, part("minute")?, part("second").unwrap_or(0).min(59))?;
    Some(When { day, at: local.and_local_timezone(zone).single() })
}

fn offset(sign: &str, hours: u32, minutes: u32) -> Option<FixedOffset> {
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    FixedOffset::east_opt(if sign == "-" { -seconds } else { seconds })
}
