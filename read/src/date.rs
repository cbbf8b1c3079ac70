//! Dates as machines print them. In: ISO 8601 in all its sloppy forms, RFC 2822. Out: the instant where a zone
//! is known, the local day in any case; or that the date does not exist.

mod calendar;
mod clock;
pub(crate) mod custom;
mod mail;
mod month;
pub(crate) mod printed;
mod zone;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use custom::Custom;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A day, and the instant where the zone was printed beside the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// The local day.
    pub(crate) day: NaiveDate,
    /// The instant; none when time or zone is missing.
    pub(crate) at: Option<DateTime<FixedOffset>>,
}

impl From<NaiveDate> for When {
    fn from(day: NaiveDate) -> Self {
        Self { day, at: None }
    }
}

impl From<DateTime<FixedOffset>> for When {
    fn from(at: DateTime<FixedOffset>) -> Self {
        Self { day: at.date_naive(), at: Some(at) }
    }
}

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)^ (\d{4}) ([-/.]?) (\d{1,2}) ([-/.]?) (\d{1,2})
        (?: (?: T | \s+ | ,\s* | \s+-\s+ ) (\d{1,2}) :? (\d{2}) (?: :? (\d{2}) (?: [.,:]\d+ )? )?
            \s* (?: (Z|UTC|GMT) | (?:GMT|UTC)? ([+-]) (\d{1,2}) (?: :? (\d{2}) )? (?: :\d\d )? )? (?:\[[^\]]*\]|[A-Z]{3,4})? )? $";
    Regex::new(pattern).expect("a constant pattern")
});

/// Reads ISO 8601 (`2026-02-04`, `20260204T161600Z`, `2026-02-04 16:16+0000`), RFC 2822 as feeds write it
/// ([`mail`]) or seconds since 1970.
/// A day or time that does not exist gives none.
pub(crate) fn parse(text: &str) -> Option<When> {
    form(text.trim()).filter(|when| {
        let first = when.at.map_or(when.day, |at| at.to_utc().date_naive());
        is_kept(when.day) && is_kept(first)
    })
}

/// Whether a day is one that databases keep; templates print the year 0 for none.
fn is_kept(day: NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

fn form(text: &str) -> Option<When> {
    if let Some(parts) = ISO.captures(text) {
        return iso(&parts);
    }
    let rfc = DateTime::parse_from_rfc2822(text).or_else(|_| DateTime::parse_from_rfc3339(text));
    rfc.ok().or_else(|| epoch(text)).map(When::from).or_else(|| mail::parse(text))
}

/// Reads the date of that name, as machines or else as people write it; a note says when there is none.
pub(crate) fn noted(name: &str, printed: &str, custom: Custom<'_>, notes: &mut Vec<String>) -> Option<When> {
    let when = parse(printed).or_else(|| printed::find(printed, custom));
    if when.is_none() {
        notes.push(format!("the {name} date {printed:?} does not exist or is not understood"));
    }
    when
}

/// Whether this has the form of an ISO date, existing or not.
pub(crate) fn is_iso_form(text: &str) -> bool {
    ISO.is_match(text)
}

fn iso(parts: &Captures<'_>) -> Option<When> {
    let number = |index: usize| parts.get(index).and_then(|part| part.as_str().parse::<u32>().ok());
    let separated = !parts[2].is_empty() && parts[2] == parts[4];
    let packed = parts[2].is_empty() && parts[4].is_empty() && parts[3].len() == 2 && parts[5].len() == 2;
    if !separated && !packed {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(parts[1].parse().ok()?, number(3)?, number(5)?)?;
    let Some(hour) = number(6) else { return Some(When::from(day)) };
    // Second 60 is a leap second, hour 24 the end of the day: both are printed, neither is counted here.
    let (minute, second) = (number(7)?, number(8).unwrap_or(0).min(59));
    let is_end = (hour, minute, second) == (24, 0, 0);
    let (day, hour) = if is_end { (day.succ_opt()?, 0) } else { (day, hour) };
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    let zone = if parts.get(9).is_some() {
        Some(FixedOffset::east_opt(0)?)
    } else if let Some(sign) = parts.get(10) {
        let seconds = i32::try_from(number(11)? * 3600 + number(12).unwrap_or(0) * 60).ok()?;
        Some(FixedOffset::east_opt(if sign.as_str() == "-" { -seconds } else { seconds })?)
    } else {
        None
    };
    let local = NaiveDateTime::new(day, time);
    Some(When { day, at: zone.and_then(|zone| local.and_local_timezone(zone).single()) })
}

static URL_DAY: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"[/_-]((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)";
    Regex::new(pattern).expect("a constant pattern")
});

static URL_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)/((?:19|20)\d{2})/([a-z]{3,9})/(\d{1,2})(?:/|$)").expect("a constant pattern")
});

static URL_PARTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/").expect("a constant pattern")
});

/// The day in an address: `/20260204/`, `/2026/02/04/`, `/2026/2/4/`, `-2026-02-04.html`, `/2026/feb/04/`.
pub(crate) fn in_url(url: &str) -> Option<NaiveDate> {
    let path = url.split(['?', '#']).next()?;
    let day = |parts: &Captures<'_>, month: u32| {
        NaiveDate::from_ymd_opt(parts[1].parse().ok()?, month, parts[3].parse().ok()?)
    };
    if let Some(parts) = URL_DAY.captures(path).or_else(|| URL_PARTS.captures(path)) {
        return day(&parts, parts[2].parse().ok()?);
    }
    let parts = URL_NAME.captures(path)?;
    day(&parts, month::number(&parts[2], "en")?)
}

/// Seconds or milliseconds since 1970, as scripts print them, between the years 1990 and 2100.
fn epoch(text: &str) -> Option<DateTime<FixedOffset>> {
    let number: i64 = text.parse().ok()?;
    let seconds = if text.len() == 13 { number / 1000 } else { number };
    let plausible = (631_152_000..4_102_444_800).contains(&seconds) && matches!(text.len(), 9 | 10 | 13);
    DateTime::from_timestamp(seconds, 0).filter(|_| plausible).map(|at| at.fixed_offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let printed = parse(text).map(|when| match when.at {
            Some(at) => at.to_rfc3339(),
            None => when.day.to_string(),
        });
        assert_eq!(printed.as_deref(), expected, "{text}");
    }

    #[test]
    fn printed_forms() {
        check("2026-02-04T16:16+0000", Some("2026-02-04T16:16:00+00:00"));
        check("2026-02-04 16:16:05.123 +05:30", Some("2026-02-04T16:16:05+05:30"));
        check("20260204T161600Z", Some("2026-02-04T16:16:00+00:00"));
        check("2026-02-04T16:16:00", Some("2026-02-04"));
        check("2026/2/4", Some("2026-02-04"));
        check("Wed, 04 Feb 2026 16:16:00 GMT", Some("2026-02-04T16:16:00+00:00"));
        check("Wed Feb  4 16:16:00 2026", Some("2026-02-04"));
        check("2026-02-04T16:16:05+02:00CET", Some("2026-02-04T16:16:05+02:00"));
        check("2026-02-03T24:00:00Z", Some("2026-02-04T00:00:00+00:00"));
        check("2026-02-03T24:30:00Z", None);
        check("1770221760", Some("2026-02-04T16:16:00+00:00"));
    }

    #[test]
    fn days_in_addresses() {
        let cases = [
            ("https://herald.example/news/20260204/treaty", Some("2026-02-04")),
            ("https://herald.example/2026/02/04/treaty?x=2025/01/01", Some("2026-02-04")),
            ("https://herald.example/world/2026/feb/04/treaty", Some("2026-02-04")),
            ("https://herald.example/world/2026/Feb/4/treaty", Some("2026-02-04")),
            ("https://herald.example/world/2026/2/4/23538647/treaty", Some("2026-02-04")),
            ("https://herald.example/world/2026/2/treaty", None),
            ("https://herald.example/world/2026/top/10/treaty", None),
            ("https://herald.example/world/2026/feb/30/treaty", None),
            ("https://herald.example/id/20269904", None),
        ];
        for (url, expected) in cases {
            assert_eq!(in_url(url).map(|day| day.to_string()).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn days_that_do_not_exist() {
        check("2026-02-30", None);
        check("2026-13-01T00:00Z", None);
        check("20260204-5", None);
        check("0000-01-01", None);
        check("0001-01-01T00:00:00+01:00", None);
        assert!(is_iso_form("2026-02-30T10:00Z"));
    }
}
