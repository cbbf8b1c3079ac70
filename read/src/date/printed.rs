//! Days as people print them. In: a line such as "Oslo, 4. februar 2026 kl. 16:16". Out: the days in it.

use super::custom::{Custom, First};
use super::{When, calendar, clock, month};
use chrono::NaiveDate;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// A name of a month: letters with their marks, which are nearly all that is written outside of the Far East below the
/// general punctuation; the second word is Levantine Arabic, full stops are Thai. Where all Arabs read, a month has both
/// its names: `فبراير/شباط`.
const NAME: &str = concat!(
    r"(?-i:[ก-ฮ][ะ-ู]?\.[ก-ฮ]|เ[ก-ฮ]\.[ก-ฮ]",
    r"|[A-Za-z\x{c0}-\x{60b}\x{60d}-\x{1049}\x{104c}-\x{1fff}\x{200c}\x{200d}]{2,20}(?:\s(?:الأول|الثاني))?)"
);
/// A year, in Thailand as the Buddhists count.
const YEAR: &str = r"(?:(?:19|20)\d\d|25\d\d)";

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u:\b)((?:19|20)\d\d)\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?:[^\d]|$)")
});
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?-u:\b)(\d{1,2})(?:st|nd|rd|th|er|º)?[.,]?[\s/-]*(?:(?:de|of)\s+|d[’'])?";
    let name = format!(r"({NAME})(?:/{NAME})?");
    pattern(&format!(r"(?i){day}{name}\.?[,၊]?[\s/-]*(?:de\s+|del\s+|พ\.ศ\.\s*)?({YEAR})(?-u:\b)"))
});
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)({NAME})\.?\s+(?:-\s+)?(\d{{1,2}})(?:st|nd|rd|th)?(?:[,၊]\s*|\s+)(?:-\s+)?({YEAR})(?-u:\b)"
    ))
});
/// Numbers alone, with blanks between them as Czechs and Slovaks print them: `18. 9. 2025`.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?-u:\b)(\d{{1,2}})(\.\s?|[/-])(\d{{1,2}})(?:\.\s?|[/-])({YEAR})(?-u:\b)"))
});
/// Hungarian `2021. március 12.`, Lithuanian `2021 m. kovo 12 d.`, Basque `2021eko martxoaren 12a`.
static YEAR_BEFORE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?-u:\b)((?:19|20)\d\d)(?:\.|(?:e|\(e\))?ko)?\s+(?:m\.\s+)?";
    pattern(&format!(r"(?i){year}({NAME})\s+(\d{{1,2}})(?:an|a)?(?-u:\b)"))
});
/// Latvian `2021. gada 12. marts`, Uzbek `2021-yil 12-mart`.
static YEAR_BEFORE_DAY: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?-u:\b)((?:19|20)\d\d)(?:\.\s+gada|\s?-?\s?yil),?\s+";
    pattern(&format!(r"(?i){year}(\d{{1,2}})[.-]\s*({NAME})"))
});
/// Vietnamese `12 tháng 3, 2021`, `12 tháng 3 năm 2021`.
static NUMBERED_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?-u:\b)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?((?:19|20)\d\d)(?-u:\b)")
});
/// Years of the present era of Japan, `令和3年3月12日`, and of Taiwan, `民國110年3月12日` or `110年3月12日`.
static ERA: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?:(令和|民國)\s*(\d{1,3}|元)|(?:^|[^\d])(1\d\d))";
    pattern(&format!(r"{year}\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日"))
});
/// Two digits of the year between other numbers: `12.03.21`, `12/3/21`, `12-03-21`.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    let numbers = r"(\d\d)(\.)(\d\d)\.(\d\d)|(\d{1,2})(/)(\d{1,2})/(\d\d)|(\d\d)(-)(\d\d)-(\d\d)";
    pattern(&format!(r"(?:^|[^\d./-])({numbers})(?:\.?[^\d./-]|\.?$)"))
});
/// The same behind a name: `12 Mar '21`, `12-Mar-21`, and without a mark in Thailand: `12 มี.ค. 64`.
static SHORT_BEHIND_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let name =
        format!(r"\s+(?<long>{NAME})\.?,?\s+['’]|-(?<joined>{NAME})-|\s*(?<thai>[ก-ฮเะ-ู.]{{3,4}}\.)\s*");
    pattern(&format!(r"(?i)(?-u:\b)(?<day>\d{{1,2}})(?:{name})(?<year>\d\d)(?-u:\b)"))
});
/// Days of the Persian calendar: `29 مهر 1404`.
static PERSIAN: LazyLock<Regex> = LazyLock::new(|| {
    let names = calendar::PERSIAN.concat().join("|");
    pattern(&format!(r"(\d{{1,2}})\s*({names})\s*(?:ماه\s*)?[,،]?\s*(1[34]\d\d)(?-u:\b)"))
});
/// The same by numbers: `1404/07/29`.
static PERSIAN_NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b)(1[34]\d\d)[/-](\d{1,2})[/-](\d{1,2})(?-u:\b)"));

/// The first day that a line prints with its year, as is the custom where it is read.
pub(crate) fn find(line: &str, custom: Custom<'_>) -> Option<When> {
    all(&western(line), custom).into_iter().next().map(|(_, when)| when)
}

/// A line with the digits that machines write: those of other scripts become theirs.
pub(crate) fn western(line: &str) -> Cow<'_, str> {
    // The zeros of Arabic, Persian, Indian, Thai, Lao, Burmese and Khmer, and those as wide as Chinese characters.
    const ZEROS: [u32; 16] = [
        0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040,
        0x17e0, 0xff10,
    ];
    let digit = |c: char| {
        let behind = ZEROS.partition_point(|zero| *zero <= u32::from(c));
        char::from_digit(u32::from(c) - ZEROS.get(behind.checked_sub(1)?)?, 10)
    };
    if !line.is_ascii() && line.contains(|c| digit(c).is_some()) {
        Cow::Owned(line.chars().map(|c| digit(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(line)
    }
}

/// The days that a line prints with their years, each with where it stands, in order; the instants where a zone is
/// printed too. Its digits are [`western`].
pub(crate) fn all(line: &str, custom: Custom<'_>) -> Vec<(Range<usize>, When)> {
    let mut days = days(line, custom);
    let is_time_first = days.first().is_some_and(|(first, _)| clock::is_last(&line[..first.start]));
    let mut start = 0;
    for at in 0..days.len() {
        let (range, when) = &days[at];
        let end = days.get(at + 1).map_or(line.len(), |(next, _)| next.start);
        let before = || clock::before(&line[start..range.start], when.day, custom);
        let behind = || clock::behind(&line[range.end..end], when.day, custom);
        // A time before the first day is its own: `3:05 PM EST, March 12, 2021`.
        let timed = if is_time_first {
            before().or_else(behind)
        } else {
            behind().or_else(|| before().filter(|_| at == 0))
        };
        start = range.end;
        days[at].1 = timed.unwrap_or(*when);
    }
    days
}

fn days(line: &str, custom: Custom<'_>) -> Vec<(Range<usize>, When)> {
    if !may_have_day(line) {
        return Vec::new();
    }
    let mut days = Days { line, custom, found: Vec::new() };
    days.add_long();
    days.add_short();
    if !line.is_ascii() {
        days.add_of_scripts();
    }
    let mut found = days.found;
    found.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_next = range.start >= end;
        end = if is_next { range.end } else { end };
        is_next
    });
    found
}

/// The days of a line while the patterns are tried.
struct Days<'l> {
    line: &'l str,
    custom: Custom<'l>,
    found: Vec<(Range<usize>, When)>,
}

impl Days<'_> {
    fn add(&mut self, pattern: &Regex, group: usize, read: impl Fn(&Captures<'_>) -> Option<NaiveDate>) {
        let all = pattern.captures_iter(self.line);
        let days = all.filter_map(|parts| Some((parts.get(group)?.range(), read(&parts)?.into())));
        self.found.extend(days);
    }

    /// Those with four digits of the year.
    fn add_long(&mut self) {
        let Self { line, custom, .. } = *self;
        let month = |name: &str| month::number(name, custom.language);
        let numbers = |parts: &Captures<'_>| {
            let (first, second) = (number(&parts[1])?, number(&parts[3])?);
            let is_month_first =
                custom.first() == First::Month && !parts[2].starts_with('.') && !clock::is_day_first(line);
            let (here, there) = if is_month_first { (first, second) } else { (second, first) };
            day(&parts[4], here, there).or_else(|| day(&parts[4], there, here))
        };
        self.add(&YEAR_FIRST, 0, |parts| day(&parts[1], number(&parts[2])?, number(&parts[3])?));
        self.add(&DAY_FIRST, 0, |parts| day(&parts[3], month(&parts[2])?, number(&parts[1])?));
        self.add(&MONTH_FIRST, 0, |parts| day(&parts[3], month(&parts[1])?, number(&parts[2])?));
        self.add(&NUMBERS, 0, numbers);
        self.add(&YEAR_BEFORE_NAME, 0, |parts| day(&parts[1], month(&parts[2])?, number(&parts[3])?));
        self.add(&YEAR_BEFORE_DAY, 0, |parts| day(&parts[1], month(&parts[3])?, number(&parts[2])?));
        if custom.is_persian() {
            self.add(&PERSIAN_NUMBERS, 0, |parts| {
                calendar::persian(parts[1].parse().ok()?, number(&parts[2])?, number(&parts[3])?)
            });
        }
    }

    /// Those with two digits of the year.
    fn add_short(&mut self) {
        let custom = self.custom;
        self.add(&SHORT, 1, |parts| {
            let mut parts = parts.iter().skip(2).flatten().map(|part| part.as_str());
            let (first, mark, second, third) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
            let order = match custom.first_of_short() {
                Some(First::Month) | None if mark == "." => First::Day,
                order => order?,
            };
            let (year, month, here) = match order {
                First::Year => (first, second, third),
                First::Month => (third, first, second),
                First::Day => (third, second, first),
            };
            day(&format!("20{year}"), number(month)?, number(here)?)
        });
        self.add(&SHORT_BEHIND_NAME, 0, |parts| {
            let (thai, other) = (parts.name("thai"), parts.name("long").or_else(|| parts.name("joined")));
            let century = if thai.is_some() { "25" } else { "20" };
            let month = month::number(thai.or(other)?.as_str().trim_end_matches('.'), custom.language)?;
            day(&format!("{century}{}", &parts["year"]), month, number(&parts["day"])?)
        });
    }

    /// Those of languages that are not written in the letters of English alone.
    fn add_of_scripts(&mut self) {
        self.add(&NUMBERED_MONTH, 0, |parts| day(&parts[3], number(&parts[2])?, number(&parts[1])?));
        self.add(&ERA, 0, |parts| {
            let is_reiwa = parts.get(1).is_some_and(|era| era.as_str() == "令和");
            let start = if is_reiwa { calendar::REIWA } else { calendar::REPUBLIC };
            let year = start + parts.get(2).or(parts.get(3))?.as_str().parse().unwrap_or(1);
            NaiveDate::from_ymd_opt(year, number(&parts[4])?, number(&parts[5])?)
        });
        self.add(&PERSIAN, 0, |parts| {
            calendar::persian(parts[3].parse().ok()?, calendar::persian_month(&parts[2])?, number(&parts[1])?)
        });
    }
}

/// Most lines print no year, which is sooner seen than the patterns are tried.
fn may_have_day(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_year = |digits: &[u8]| {
        matches!(digits, [b'1', b'3' | b'4' | b'9', ..] | [b'2', b'0' | b'5', ..])
            && digits[2..].iter().all(u8::is_ascii_digit)
    };
    // A mark or a letter before the last two digits of a year.
    let is_short = |part: &[u8]| {
        let [other, mark, first, second] = part else { return false };
        let is_marked = matches!(mark, b'.' | b'/' | b'-') && !other.is_ascii_whitespace();
        (is_marked || *mark == b'\'') && first.is_ascii_digit() && second.is_ascii_digit()
    };
    let may_be = bytes.windows(4).any(|part| is_year(part) || is_short(part));
    may_be || !line.is_ascii() && line.contains(['’', '令', '年', '.'])
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

fn day(year: &str, month: u32, day: u32) -> Option<NaiveDate> {
    // Behind it are the years of Nepal, whose months begin in the middle of ours.
    const LAST: i32 = 2070;
    let year: i32 = year.parse().ok()?;
    let year = if year > 2400 { year + calendar::BUDDHIST } else { year };
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| year <= LAST)
}

#[cfg(test)]
mod tests;
