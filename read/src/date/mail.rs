//! Dates as mail and feeds print them. In: RFC 822 with the liberties of feeds: wrong weekdays, two digits for the
//! year, no seconds, zones by name, months of any language, the order of `asctime` and that of scripts. Out: day and, where the zone is known, the instant.

use super::{When, month, zone};
use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// `Wed, 04 Feb 2026 16:16:00 +0100`, `4-Feb-26`.
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)^ (?: \p{L}{2,13}\.? ,? \s* )? (?<day>\d{1,2}) [\s-]+ (?<month>\p{L}{3,12})\.? ,? (?:\s+|-)
        (?<year>\d{4}|\d{2})
        (?: [\s,T]+ (?<hour>\d{1,2}) : (?<minute>\d{2}) (?: : (?<second>\d{2}) (?:\.\d+)? )? \s* (?<zone>\S*) )? .* $";
    Regex::new(pattern).expect("a constant pattern")
});

/// `Wed Feb 04 2026 16:16:00 GMT+0100 (CET)`, as scripts print it.
static YEAR_BEFORE_TIME: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)^ (?: [a-z]{2,9}\.? ,? \s+ )? (?<month>[a-z]{3,9})\.? \s+ (?<day>\d{1,2}) ,? \s+ (?<year>\d{4}) \s+
        (?<hour>\d{1,2}) : (?<minute>\d{2}) (?: : (?<second>\d{2}) )? (?: \s+ (?:GMT|UTC)? (?<zone>[+-]\d{4}|[a-z]+) )?
        (?: \s+ \( .* )? $";
    Regex::new(pattern).expect("a constant pattern")
});

/// `Wed Feb  4 16:16:00 CET 2026`.
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)^ (?: [a-z]{2,9}\.? ,? \s+ )? (?<month>[a-z]{3,9})\.? \s+ (?<day>\d{1,2}) ,? \s+
        (?: (?<hour>\d{1,2}) : (?<minute>\d{2}) (?: : (?<second>\d{2}) )? \s+ (?: (?<zone>[a-z]+|[+-]\d{4}) \s+ )? )?
        (?<year>\d{4}) $";
    Regex::new(pattern).expect("a constant pattern")
});

/// Reads a date; a day or time that does not exist gives none.
pub(super) fn parse(text: &str) -> Option<When> {
    let forms = [&*DAY_FIRST, &*MONTH_FIRST, &*YEAR_BEFORE_TIME];
    let parts = forms.iter().find_map(|form| form.captures(text))?;
    let number = |name: &str| parts.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
    let month = month::number(&parts["month"], "")?;
    let day = NaiveDate::from_ymd_opt(year(&parts)?, month, number("day")?)?;
    let Some(hour) = number("hour") else { return Some(When::from(day)) };
    let time = NaiveTime::from_hms_opt(hour, number("minute")?, number("second").unwrap_or(0).min(59))?;
    let zone = parts.name("zone").and_then(|zone| zone_of(zone.as_str()));
    let local = NaiveDateTime::new(day, time);
    Some(When { day, at: zone.and_then(|zone| local.and_local_timezone(zone).single()) })
}

/// The year; two digits mean what RFC 2822 says (section 4.3).
fn year(parts: &Captures<'_>) -> Option<i32> {
    let year: i32 = parts["year"].parse().ok()?;
    Some(match parts["year"].len() {
        2 if year < 50 => 2000 + year,
        2 => 1900 + year,
        _ => year,
    })
}

fn zone_of(printed: &str) -> Option<FixedOffset> {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let minutes = match printed.chars().next()? {
        sign @ ('+' | '-') if digits.len() == 4 => {
            let minutes = digits[..2].parse::<i32>().ok()? * 60 + digits[2..].parse::<i32>().ok()?;
            if sign == '-' { -minutes } else { minutes }
        }
        _ => return zone::named(printed),
    };
    FixedOffset::east_opt(minutes * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let printed = parse(text).map(|when| when.at.map_or(when.day.to_string(), |at| at.to_rfc3339()));
        assert_eq!(printed.as_deref(), expected, "{text}");
    }

    #[test]
    fn liberties_of_feeds() {
        check("Mon, 04 Feb 2026 16:16:00 GMT", Some("2026-02-04T16:16:00+00:00"));
        check("04 Feb 26 16:16 EST", Some("2026-02-04T16:16:00-05:00"));
        check("Wednesday, 4 February 2026 16:16:05 +01:00", Some("2026-02-04T16:16:05+01:00"));
        check("Wed Feb  4 16:16:00 CET 2026", Some("2026-02-04T16:16:00+01:00"));
        check("Wed, 04 Feb 2026 16:16:00 Somewhere", Some("2026-02-04"));
        check("4-Feb-2026", Some("2026-02-04"));
        check("Mi, 04 Mär 2026 16:16:00 +0100", Some("2026-03-04T16:16:00+01:00"));
        check("Çar, 04 Şub 2026 16:16:00 +0300", Some("2026-02-04T16:16:00+03:00"));
        check("mer., 04 févr. 2026 16:16:00 +0100", Some("2026-02-04T16:16:00+01:00"));
        check("Среда, 04 Фев 2026 16:16:00 +0300", Some("2026-02-04T16:16:00+03:00"));
        check("Wed Feb 04 2026 16:16:00 GMT+0100 (CET)", Some("2026-02-04T16:16:00+01:00"));
        check("February 4, 2026", Some("2026-02-04"));
        check("Mon, 30 Nov -0001 00:00:00 +0000", None);
        check("31 Feb 2026 10:00 GMT", None);
        check("4 Fub 2026", None);
    }
}
