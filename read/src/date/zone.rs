//! Time zones by their names. In: a name as printed, and where. Out: how far east of Greenwich it is.

use super::custom::Custom;
use chrono::{Datelike, FixedOffset, NaiveDate, Weekday};

/// Zones in minutes east of Greenwich: those of RFC 822 and those that feeds and pages use without doubt.
const ZONES: &[(&str, i32)] = &[
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("wat", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("cat", 120),
    ("sast", 120),
    ("eet", 120),
    ("eest", 180),
    ("idt", 180),
    ("eat", 180),
    ("trt", 180),
    ("msk", 180),
    ("irst", 210),
    ("pkt", 300),
    ("npt", 345),
    ("mmt", 390),
    ("wib", 420),
    ("ict", 420),
    ("wita", 480),
    ("awst", 480),
    ("hkt", 480),
    ("sgt", 480),
    ("myt", 480),
    ("pht", 480),
    ("wit", 540),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("aest", 600),
    ("acdt", 630),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("brt", -180),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
];

/// Zones whose names mean another one in some country, by the country of the page's host.
const BY_COUNTRY: &[(&str, &[&str], i32)] = &[
    ("ist", &["ie"], 60),
    ("ist", &["il"], 120),
    ("bst", &["bd"], 360),
    ("cst", &["cn", "tw", "mo"], 480),
    ("pst", &["ph"], 480),
    ("mst", &["my"], 480),
    ("est", &["au"], 600),
    ("edt", &["au"], 660),
    ("ast", &["ca"], -240),
    ("adt", &["ca"], -180),
    ("ast", &["sa", "qa", "kw", "bh"], 180),
    ("gst", &["ae", "om"], 240),
];

/// Names of North American zones that leave it open whether clocks are on summer time.
const AMERICAN: &[(&str, i32)] = &[("et", -300), ("ct", -360), ("mt", -420), ("pt", -480)];

/// India, unless the page is of Ireland or Israel, is the most read of those that call theirs so.
const INDIAN: (&str, i32) = ("ist", 330);

/// Zones that are told by words.
const WORDS: &[(&str, i32)] = &[("мск", 180), ("моск", 180), ("غرينتش", 0), ("جرينتش", 0), ("مكة", 180)];

/// A zone that means the same wherever it is printed.
pub(super) fn named(name: &str) -> Option<FixedOffset> {
    find(ZONES, name).and_then(minutes)
}

/// A zone that a page prints behind a time of that day.
pub(super) fn of_page(name: &str, day: NaiveDate, custom: Custom<'_>) -> Option<FixedOffset> {
    let name = name.to_lowercase();
    let local = BY_COUNTRY.iter().find(|(known, countries, _)| *known == name && custom.is_of(countries));
    let american = || {
        let standard = find(AMERICAN, &name).filter(|_| custom.is_english())?;
        Some(standard + if is_american_summer(day) { 60 } else { 0 })
    };
    let indian = || (name == INDIAN.0).then_some(INDIAN.1);
    let told = || WORDS.iter().find(|(word, _)| name.contains(word)).map(|(_, minutes)| *minutes);
    let found = local.map(|(_, _, minutes)| *minutes).or_else(|| find(ZONES, &name));
    found.or_else(american).or_else(indian).or_else(told).and_then(minutes)
}

/// Whether those who use a zone write the day before the month: Americans alone do not.
pub(super) fn is_day_first(name: &str) -> bool {
    const OF_ALL: [&str; 3] = ["ut", "utc", "z"];
    let is_any = OF_ALL.iter().any(|known| name.eq_ignore_ascii_case(known));
    let east = find(ZONES, name).or_else(|| find(&[INDIAN], name));
    !is_any && east.is_some_and(|minutes| minutes >= 0)
}

fn find(zones: &[(&str, i32)], name: &str) -> Option<i32> {
    zones.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, minutes)| *minutes)
}

fn minutes(east: i32) -> Option<FixedOffset> {
    FixedOffset::east_opt(east * 60)
}

/// From the second Sunday in March to the first in November (Energy Policy Act of 2005).
fn is_american_summer(day: NaiveDate) -> bool {
    let sunday = |month, nth| NaiveDate::from_weekday_of_month_opt(day.year(), month, Weekday::Sun, nth);
    sunday(3, 2).is_some_and(|start| start <= day) && sunday(11, 1).is_some_and(|end| day < end)
}
