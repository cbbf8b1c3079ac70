//! Days as people print them. In: a line such as "Oslo, 4. februar 2026 kl. 16:16". Out: the days in it.

use super::When;
use chrono::NaiveDate;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Month names and their abbreviations in the languages of news pages, from the Unicode CLDR (version 46).
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari janvāris sausio leden ledna \
     stycznia sty января янв січня ocak tammikuuta janúar ianuarie qershor janar január siječnja يناير",
    "february feb februar février févr fév febrero fevereiro fev febbraio febbr februari februára února \
     lutego lut февраля фев лютого şubat helmikuuta febrúar februarie shkurt február veljače فبراير",
    "march mar märz mär mars marzo março maart mrt března marca marzec березня марта мар mart maaliskuuta \
     martie mars március ožujka مارس",
    "april apr avril avr abril abr aprile dubna kwietnia kwi апреля апр квітня nisan huhtikuuta apríl aprilie \
     prill április travnja أبريل",
    "may mai mayo maio mag maggio mei maj května maja мая май травня mayıs toukokuuta maí maj május svibnja مايو",
    "june jun juni juin junio junho giugno giu června czerwca cze июня июн червня haziran kesäkuuta júní iunie \
     qershor június lipnja يونيو",
    "july jul juli juillet juil julio julho luglio lug července lipca lip июля июл липня temmuz heinäkuuta júlí \
     iulie korrik július srpnja يوليو",
    "august aug août agosto ago augusto augustus augusti srpna sierpnia sie августа авг серпня ağustos elokuuta \
     ágúst gusht augusztus kolovoza أغسطس",
    "september sep sept septembre septiembre setembro set settembre sett september září września wrz сентября \
     сен сент вересня eylül syyskuuta septembrie shtator szeptember rujna سبتمبر",
    "october oct oktober okt octobre octubre outubro out ottobre ott října października paź октября окт жовтня \
     ekim lokakuuta október octombrie tetor listopada أكتوبر",
    "november nov novembre noviembre novembro листопада listopadu listopada lis ноября ноя kasım marraskuuta \
     nóvember noiembrie nëntor studenoga نوفمبر",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre desember des prosince grudnia gru \
     декабря дек грудня aralık joulukuuta desember decembrie dhjetor prosinca ديسمبر",
];

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u:\b)((?:19|20)\d\d)\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?:[^\d]|$)")
});
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(\d{1,2})(?:st|nd|rd|th|er|º)?[.,]?(?:\s|-)*(?:de\s+|of\s+)?(\p{L}{3,14})\.?,?(?:\s|-)*(?:de\s+|del\s+)?((?:19|20)\d\d)(?-u:\b)",
    )
});
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(\p{L}{3,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?-u:\b)")
});
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b)(\d{1,2})([./-])(\d{1,2})[./-]((?:19|20)\d\d)(?-u:\b)"));

/// The first day that a line prints with its year. `is_month_first` tells how numbers alone are read, where both
/// orders are days.
pub(crate) fn find(line: &str, is_month_first: bool) -> Option<When> {
    all(line, is_month_first).into_iter().next().map(|(_, when)| when)
}

/// The days that a line prints with their years, each with where it stands, in order.
pub(crate) fn all(line: &str, is_month_first: bool) -> Vec<(Range<usize>, When)> {
    let mut found = Vec::new();
    // Most lines print no year, which is sooner seen than four patterns are tried.
    let is_year = |digits: &[u8]| {
        matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..]) && digits[2..].iter().all(u8::is_ascii_digit)
    };
    if !line.as_bytes().windows(4).any(is_year) {
        return found;
    }
    let year_first = |parts: &Captures<'_>| day(&parts[1], number(&parts[2])?, number(&parts[3])?);
    let day_first = |parts: &Captures<'_>| day(&parts[3], month(&parts[2])?, number(&parts[1])?);
    let month_first = |parts: &Captures<'_>| day(&parts[3], month(&parts[1])?, number(&parts[2])?);
    let numbers = |parts: &Captures<'_>| {
        let (first, second) = (number(&parts[1])?, number(&parts[3])?);
        let is_month_first = is_month_first && &parts[2] != ".";
        let (here, there) = if is_month_first { (first, second) } else { (second, first) };
        day(&parts[4], here, there).or_else(|| day(&parts[4], there, here))
    };
    let mut add = |pattern: &Regex, read: &dyn Fn(&Captures<'_>) -> Option<NaiveDate>| {
        let days =
            pattern.captures_iter(line).filter_map(|parts| Some((parts.get(0)?.range(), read(&parts)?)));
        found.extend(days.map(|(range, day)| (range, When::from(day))));
    };
    add(&YEAR_FIRST, &year_first);
    add(&DAY_FIRST, &day_first);
    add(&MONTH_FIRST, &month_first);
    add(&NUMBERS, &numbers);
    found.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_next = range.start >= end;
        end = if is_next { range.end } else { end };
        is_next
    });
    found
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

fn day(year: &str, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, day)
}

fn month(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    (1..)
        .zip(MONTHS)
        .find(|(_, names)| names.split_whitespace().any(|known| known == name))
        .map(|(month, _)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_several_languages() {
        let cases = [
            ("Published 4 February 2026, 16:16", "2026-02-04"),
            ("Feb. 4, 2026 at 4 PM", "2026-02-04"),
            ("4. Februar 2026", "2026-02-04"),
            ("le 1er février 2026", "2026-02-01"),
            ("4 de febrero de 2026", "2026-02-04"),
            ("04.02.2026, 16:16 Uhr", "2026-02-04"),
            ("2026年2月4日 16時", "2026-02-04"),
            ("2026-02-04T16:16", "2026-02-04"),
            ("02/04/2026", "2026-02-04"),
            ("25/12/2025", "2025-12-25"),
            ("4 lutego 2026", "2026-02-04"),
        ];
        for (line, expected) in cases {
            let found = find(line, true).map(|when| when.day.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{line}");
        }
        assert_eq!(find("04/02/2026", false).map(|when| when.day.to_string()).as_deref(), Some("2026-02-04"));
    }

    #[test]
    fn lines_without_a_day() {
        for line in ["12 reasons 2026", "31 February 2026", "page 3 of 2020", "1.2.3"] {
            assert_eq!(find(line, true), None, "{line}");
        }
    }
}
