//! Phrases that tell a day. In: words and the article's day. Out: the day, how exact it is, whether it was printed
//! or counted from the article's day.

use super::calendar::{
    FEASTS, YEARS, back, day_of_month, latest, latest_weekday, month, month_back, number, week, weekday,
    year, year_back,
};
use crate::document::Document;
use crate::token::Kind;
use crate::{Precision, SaidBasis};
use chrono::{Datelike as _, NaiveDate, Weekday};
use std::ops::Range;

/// A day as told by so many words.
pub(super) struct Told {
    pub(super) length: usize,
    pub(super) on: NaiveDate,
    pub(super) precision: Precision,
    pub(super) basis: SaidBasis,
}

/// The day that the first words of a range tell.
pub(super) fn told(document: &Document<'_>, words: Range<usize>, day: Option<NaiveDate>) -> Option<Told> {
    let words = Words { document, at: words.start, end: words.end };
    words.date(day).or_else(|| words.relative(day?))
}

/// Phrases for a day, and how many days before the article's it is.
const BACK: &[(&[&str], u64)] = &[
    (&["the", "day", "before", "yesterday"], 2),
    (&["yesterday"], 1),
    (&["last", "night"], 1),
    (&["the", "previous", "day"], 1),
    (&["the", "day", "before"], 1),
    (&["today"], 0),
    (&["tonight"], 0),
    (&["this", "morning"], 0),
    (&["this", "afternoon"], 0),
    (&["this", "evening"], 0),
];

struct Words<'d> {
    document: &'d Document<'d>,
    at: usize,
    end: usize,
}

fn explicit(length: usize, on: Option<NaiveDate>, precision: Precision) -> Option<Told> {
    Some(Told { length, on: on?, precision, basis: SaidBasis::Explicit })
}

fn counted(length: usize, on: Option<NaiveDate>, precision: Precision) -> Option<Told> {
    Some(Told { length, on: on?, precision, basis: SaidBasis::Relative })
}

/// A month and a day of so many words, with or without the year.
fn whole(
    year: Option<i32>,
    (month, of_month): (u32, u32),
    (without, with): (usize, usize),
    day: Option<NaiveDate>,
) -> Option<Told> {
    match year {
        Some(year) => explicit(with, NaiveDate::from_ymd_opt(year, month, of_month), Precision::Day),
        None => explicit(without, latest(month, of_month, day?), Precision::Day),
    }
}

impl Words<'_> {
    fn word(&self, offset: usize) -> &str {
        if self.at + offset < self.end { &self.document.tokens[self.at + offset].lower } else { "" }
    }

    fn is_capital(&self, offset: usize) -> bool {
        self.at + offset < self.end && self.document.tokens[self.at + offset].is_capital
    }

    fn follows(&self, words: &[&str]) -> bool {
        self.at > 0 && self.document.tokens[self.at - 1].is_any(words)
    }

    fn starts_with(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(offset) == *word)
    }

    fn behind(&self, offset: usize) -> Words<'_> {
        Words { document: self.document, at: (self.at + offset).min(self.end), end: self.end }
    }

    /// A printed date: "February 3, 2026", "Feb. 3", "3 February", "2026-02-03", "in March 2019", "in 2019".
    fn date(&self, day: Option<NaiveDate>) -> Option<Told> {
        self.in_digits()
            .or_else(|| self.behind_weekday(day))
            .or_else(|| self.month_and_day(day))
            .or_else(|| self.day_and_month(day))
            .or_else(|| self.month(day))
            .or_else(|| self.feast(day))
            .or_else(|| {
                let year = year(self.word(0)).filter(|_| self.follows(&["in"]))?;
                explicit(1, NaiveDate::from_ymd_opt(year, 1, 1), Precision::Year)
            })
    }

    /// "2026-02-03", "15/01/2026"; "03/02/2026" is another day on either side of the Atlantic, and is left.
    fn in_digits(&self) -> Option<Told> {
        let word = self.word(0);
        if !word.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let on = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok().or_else(|| {
            let (days, year) = word.rsplit_once('/')?;
            let year = if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
            let of = |form: &str| NaiveDate::parse_from_str(&format!("{days}/{year}"), form).ok();
            match (of("%d/%m/%Y"), of("%m/%d/%Y")) {
                (Some(one), Some(other)) => (one == other).then_some(one),
                (one, other) => one.or(other),
            }
        });
        explicit(1, on.filter(|on| YEARS.contains(&on.year())), Precision::Day)
    }

    /// "Tuesday, Feb. 3": the date tells the day.
    fn behind_weekday(&self, day: Option<NaiveDate>) -> Option<Told> {
        weekday(self.word(0)).filter(|_| self.is_capital(0))?;
        let skipped = 1 + usize::from(self.word(1) == ",");
        let rest = self.behind(skipped);
        let told = rest.month_and_day(day).or_else(|| rest.day_and_month(day))?;
        Some(Told { length: told.length + skipped, ..told })
    }

    fn month_and_day(&self, day: Option<NaiveDate>) -> Option<Told> {
        let month = month(self.word(0)).filter(|_| self.is_capital(0))?;
        let of_month = day_of_month(self.word(1))?;
        let comma = usize::from(self.word(2) == ",");
        whole(year(self.word(2 + comma)), (month, of_month), (2, 3 + comma), day)
    }

    /// "3 February", "the 3rd of February".
    fn day_and_month(&self, day: Option<NaiveDate>) -> Option<Told> {
        let article = usize::from(self.word(0) == "the");
        let of_month = day_of_month(self.word(article))?;
        let of = article + 1 + usize::from(self.word(article + 1) == "of");
        let month = month(self.word(of)).filter(|_| self.is_capital(of))?;
        whole(year(self.word(of + 1)), (month, of_month), (of + 1, of + 2), day)
    }

    /// "in January", "last December", "in early March", "in mid-January", "in March 2019", "in May of last year".
    fn month(&self, day: Option<NaiveDate>) -> Option<Told> {
        let last = usize::from(self.word(0) == "last");
        let word = self.word(last);
        let (word, is_mid) = word.strip_prefix("mid-").map_or((word, false), |word| (word, true));
        let month = month(word).filter(|_| self.is_capital(last) || is_mid)?;
        let is_told = last > 0 || is_mid || self.follows(&["in", "since", "early", "late"]);
        if !is_told {
            return None;
        }
        let rest = self.behind(last + 1);
        if let Some(year) = year(rest.word(0)) {
            return explicit(last + 2, NaiveDate::from_ymd_opt(year, month, 1), Precision::Month);
        }
        if rest.starts_with(&["of", "last", "year"]) || rest.starts_with(&["of", "this", "year"]) {
            let first = year_back(day?, u32::from(rest.word(1) == "last"))?;
            return counted(last + 4, chrono::Datelike::with_month(&first, month), Precision::Month);
        }
        explicit(last + 1, latest(month, 1, day?), Precision::Month)
    }

    fn feast(&self, day: Option<NaiveDate>) -> Option<Told> {
        let (words, month, of_month) = FEASTS.iter().find(|(words, ..)| self.starts_with(words))?;
        if !self.is_capital(0) {
            return None;
        }
        explicit(words.len(), latest(*month, *of_month, day?), Precision::Day)
    }

    /// A day counted from the article's: "on Wednesday", "yesterday", "last week", "two days ago".
    fn relative(&self, day: NaiveDate) -> Option<Told> {
        self.yesterday(day)
            .or_else(|| self.last_or_this(day))
            .or_else(|| self.ago(day))
            .or_else(|| self.weekday(day))
    }

    fn yesterday(&self, day: NaiveDate) -> Option<Told> {
        for &(words, days) in BACK {
            // "the day before the vote" is counted from the vote.
            let is_whole = !words.ends_with(&["before"]) || self.closes(words.len());
            if self.starts_with(words) && is_whole {
                return counted(words.len(), back(day, days), Precision::Day);
            }
        }
        None
    }

    /// "last week", "this month", "over the weekend".
    fn last_or_this(&self, day: NaiveDate) -> Option<Told> {
        let is_last = self.word(0) == "last";
        let is_this = self.word(0) == "this";
        if self.word(1) == "weekend" {
            let is_told =
                is_last || is_this || self.word(0) == "the" && self.follows(&["over", "at", "during"]);
            return is_told.then(|| counted(2, latest_weekday(Weekday::Sat, day), Precision::Day)).flatten();
        }
        if !is_last && !is_this {
            return None;
        }
        let by = u32::from(is_last);
        match self.word(1) {
            "week" => counted(2, week(day, by), Precision::Week),
            "month" => counted(2, month_back(day, by), Precision::Month),
            "year" => counted(2, year_back(day, by), Precision::Year),
            _ => None,
        }
    }

    /// "two days ago", "a day earlier", "three weeks before".
    fn ago(&self, day: NaiveDate) -> Option<Told> {
        let count = number(self.word(0))?;
        let is_told = match self.word(2) {
            "ago" => true,
            "earlier" | "before" | "previously" => self.closes(3),
            _ => false,
        };
        if !is_told {
            return None;
        }
        match self.word(1).trim_end_matches('s') {
            "day" => counted(3, back(day, u64::from(count)), Precision::Day),
            "week" if count == 1 => counted(3, back(day, 7), Precision::Day),
            "week" => counted(3, week(day, count), Precision::Week),
            "month" => counted(3, month_back(day, count), Precision::Month),
            "year" => counted(3, year_back(day, count), Precision::Year),
            _ => None,
        }
    }

    /// "Wednesday", "last Thursday".
    fn weekday(&self, day: NaiveDate) -> Option<Told> {
        let last = usize::from(self.word(0) == "last");
        let weekday = weekday(self.word(last)).filter(|_| self.is_capital(last))?;
        let latest = latest_weekday(weekday, day)?;
        let on = if last > 0 && latest == day { back(day, 7) } else { Some(latest) };
        counted(last + 1, on, Precision::Day)
    }

    /// Whether nothing goes on with the phrase of so many words.
    fn closes(&self, length: usize) -> bool {
        let next = self.document.tokens.get(self.at + length);
        self.at + length >= self.end
            || next.is_none_or(|next| {
                matches!(next.kind, Kind::Sign(_) | Kind::Mark)
                    || next.is_any(&["that", "in", "at", "on", "he", "she", "they", "it", "and"])
            })
    }
}
