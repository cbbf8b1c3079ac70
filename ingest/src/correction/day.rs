//! Days of which the week, month or year alone is known. In: any day of it. Out: its first or last day: the first is kept.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use entity::Precision;

/// The first day of the week, month or year that a day stands for.
pub(super) fn first(day: NaiveDate, precision: Precision) -> NaiveDate {
    match precision {
        Precision::Year => day.with_day(1).and_then(|day| day.with_month(1)),
        Precision::Month => day.with_day(1),
        Precision::Week => day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
        Precision::Day => None,
    }
    .unwrap_or(day)
}

/// The last day of the week, month or year that a day stands for.
pub(super) fn last(day: NaiveDate, precision: Precision) -> NaiveDate {
    let first = first(day, precision);
    let next = match precision {
        Precision::Year => first.checked_add_months(Months::new(12)),
        Precision::Month => first.checked_add_months(Months::new(1)),
        Precision::Week => first.checked_add_days(Days::new(7)),
        Precision::Day => return day,
    };
    next.and_then(|next| next.pred_opt()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_month_or_week_is_all_of_its_days() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (told, precision, start, end) in [
            ("2024-02-11", Precision::Year, "2024-01-01", "2024-12-31"),
            ("2024-02-11", Precision::Month, "2024-02-01", "2024-02-29"),
            ("2024-02-11", Precision::Week, "2024-02-05", "2024-02-11"),
            ("2024-02-11", Precision::Day, "2024-02-11", "2024-02-11"),
            ("9999-12-31", Precision::Year, "9999-01-01", "9999-12-31"),
        ] {
            assert_eq!(first(day(told), precision), day(start), "{told} {precision:?}");
            assert_eq!(last(day(told), precision), day(end), "{told} {precision:?}");
        }
    }
}
