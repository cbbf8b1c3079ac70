//! Years that are not counted from the birth of Christ. In: year, month and day of another calendar. Out: the day.

use chrono::{Days, NaiveDate};

/// Buddhists in Thailand count from 543 years earlier; their years are the others' otherwise.
pub(super) const BUDDHIST: i32 = -543;
/// Taiwan counts from the founding of the Republic.
pub(super) const REPUBLIC: i32 = 1911;
/// The present era of Japan.
pub(super) const REIWA: i32 = 2018;

/// Months of the solar calendar of Iran, with the names that they have in Afghanistan.
pub(super) const PERSIAN: [[&str; 2]; 12] = [
    ["فروردین", "حمل"],
    ["اردیبهشت", "ثور"],
    ["خرداد", "جوزا"],
    ["تیر", "سرطان"],
    ["مرداد", "اسد"],
    ["شهریور", "سنبله"],
    ["مهر", "میزان"],
    ["آبان", "عقرب"],
    ["آذر", "قوس"],
    ["دی", "جدی"],
    ["بهمن", "دلو"],
    ["اسفند", "حوت"],
];

/// The number of a month of the Persian calendar.
pub(super) fn persian_month(name: &str) -> Option<u32> {
    (1..).zip(PERSIAN).find(|(_, names)| names.contains(&name)).map(|(month, _)| month)
}

/// A day of the Persian calendar, between the years 1300 and 1499: six months of 31 days, then of 30, the last of 29 in
/// years that are no leap years, which lie within 33 years as they have lain since 1799 and will until 2255.
pub(super) fn persian(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    const FIRST: i32 = 1300;
    let is_leap = |year: i32| [1, 5, 9, 13, 17, 22, 26, 30].contains(&(year % 33));
    let longest = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + u32::from(is_leap(year)),
        _ => return None,
    };
    if !(FIRST..1500).contains(&year) || !(1..=longest).contains(&day) {
        return None;
    }
    let years: u32 = (FIRST..year).map(|year| 365 + u32::from(is_leap(year))).sum();
    let months = (month - 1) * 31 - month.saturating_sub(7);
    let nowruz = NaiveDate::from_ymd_opt(1921, 3, 21)?;
    nowruz.checked_add_days(Days::new(u64::from(years + months + day - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_persian_calendar() {
        let cases = [
            ((1300, 1, 1), Some("1921-03-21")),
            ((1399, 12, 30), Some("2021-03-20")),
            ((1403, 12, 30), Some("2025-03-20")),
            ((1404, 1, 1), Some("2025-03-21")),
            ((1404, 7, 29), Some("2025-10-21")),
            ((1404, 12, 29), Some("2026-03-20")),
            ((1404, 12, 30), None),
            ((1404, 7, 31), None),
            ((1404, 13, 1), None),
        ];
        for ((year, month, day), expected) in cases {
            let found = persian(year, month, day).map(|day| day.to_string());
            assert_eq!(found.as_deref(), expected, "{year}/{month}/{day}");
        }
    }
}
