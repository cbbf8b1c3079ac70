//! Reference data into values: who held which office when, where places are, which topics there are. In: files
//! as their makers publish them, packed or not. Out: one [`Reference`], in Popolo's terms. What is known by whom
//! is not decided here; ids are those of the files and hold inside one import alone.

mod congress;
mod geonames;
mod media_topics;
mod popolo;

use crate::Rejection;
use crate::stream::unpack;
use chrono::{Datelike as _, Months, NaiveDate};
use extract::{PlaceKind, Precision};
use serde_json::Value;
use std::io::{BufRead, Read as _};

/// The most bytes of a file, after decompression: GeoNames' cities over 500 inhabitants have a fifth of it.
const LIMIT: u64 = 512 << 20;

/// What files of reference data tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reference {
    /// People.
    pub people: Vec<Person>,
    /// Organizations.
    pub organizations: Vec<Organization>,
    /// Who held which office when.
    pub memberships: Vec<Membership>,
    /// Places.
    pub places: Vec<Place>,
    /// Topics, each behind the broader one.
    pub topics: Vec<Topic>,
    /// Sentences about what was left out.
    pub notes: Vec<String>,
}

/// Somebody else's identifier: `("wikidata", "Q22250")`.
pub type Identifier = (String, String);

/// A person (Popolo `Person`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The file's own id.
    pub id: String,
    /// The file's name, without its folder: the same file again tells of the same people.
    pub file: String,
    /// The name readers know.
    pub name: String,
    /// `given_name`.
    pub given_name: Option<String>,
    /// `family_name`.
    pub family_name: Option<String>,
    /// Whole names of other forms.
    pub other_names: Vec<String>,
    /// Who they are elsewhere.
    pub identifiers: Vec<Identifier>,
}

/// An organization (Popolo `Organization`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organization {
    /// The file's own id.
    pub id: String,
    /// The name readers know.
    pub name: String,
    /// `other_names`.
    pub other_names: Vec<String>,
    /// `classification`: party, legislature, committee.
    pub classification: Option<String>,
    /// Which they are elsewhere.
    pub identifiers: Vec<Identifier>,
}

/// A person in an office (Popolo `Membership` of a `Post`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Membership {
    /// The person's id in the files.
    pub person: String,
    /// The office's title: `Senator`.
    pub title: String,
    /// The organization's id in the files.
    pub organization: Option<String>,
    /// Name of the country or region it governs.
    pub jurisdiction: Option<String>,
    /// First day.
    pub start: Option<Date>,
    /// Last day; `None` while it lasts.
    pub end: Option<Date>,
}

/// A day, or as much of it as is known. The day of a month or year is its first for a start, its last for an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The day.
    pub day: NaiveDate,
    /// How much of it is known.
    pub precision: Precision,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Number in `GeoNames`.
    pub geonames_id: u32,
    /// In English.
    pub name: String,
    /// Names in other scripts and languages.
    pub other_names: Vec<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2.
    pub country_code: Option<String>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
}

/// A subject of a taxonomy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// `medtop:20000638`.
    pub code: String,
    /// In English.
    pub name: String,
    /// In other languages.
    pub other_names: Vec<String>,
    /// Code of the broader one.
    pub broader: Option<String>,
    /// What it is elsewhere.
    pub identifiers: Vec<Identifier>,
}

impl Reference {
    /// Adds what a file tells. The format is found by the content.
    pub fn add(&mut self, input: impl BufRead + Send, name: &str) -> Result<(), Rejection> {
        let place = || name.to_owned();
        let unreadable =
            |error: std::io::Error| Rejection::Unreadable { place: place(), what: error.to_string() };
        let (input, _) = unpack::open(Box::new(input)).map_err(unreadable)?;
        let mut text = String::new();
        let length = input.take(LIMIT + 1).read_to_string(&mut text).map_err(unreadable)?;
        if length as u64 > LIMIT {
            return Err(Rejection::TooLarge {
                place: place(),
                limit: usize::try_from(LIMIT).unwrap_or(usize::MAX),
            });
        }
        let value = parse(&text).map_err(|what| Rejection::Malformed {
            place: place(),
            format: "JSON or YAML",
            what,
        })?;
        let (people, notes) = (self.people.len(), self.notes.len());
        let is_known = popolo::read(&value, self)
            || congress::read(&value, self)
            || geonames::read(&value, self)
            || media_topics::read(&value, self);
        if is_known {
            let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
            self.people[people..].iter_mut().for_each(|person| file.clone_into(&mut person.file));
            self.notes[notes..].iter_mut().for_each(|note| *note = format!("{name}: {note}"));
            return Ok(());
        }
        let what = match media_topics::other_scheme(&value) {
            Some(scheme) => format!("these are codes of IPTC's scheme {scheme}; only its Media Topics, medtop, are topics"),
            None => "Popolo's persons and memberships, legislators with terms, GeoNames' places with geonameid or \
                     IPTC Media Topics were expected"
                .to_owned(),
        };
        Err(Rejection::Malformed { place: place(), format: "reference data", what })
    }
}

/// JSON, JSON lines as one list, or YAML.
fn parse(text: &str) -> Result<Value, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.starts_with(['{', '[']) {
        return serde_saphyr::from_str(text).map_err(|error| error.to_string());
    }
    serde_json::from_str(text).or_else(|whole| {
        let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let mut values = Vec::new();
        for (line, number) in lines {
            match serde_json::from_str(line) {
                Ok(value) => values.push(value),
                // One whole line in front makes them lines; else it is one document.
                Err(error) if !values.is_empty() => {
                    let what = error.to_string();
                    let what = what.split(" at line ").next().unwrap_or_default();
                    return Err(format!("line {number}, column {}: {what}", error.column()));
                }
                Err(_) => return Err(whole.to_string()),
            }
        }
        Ok(Value::Array(values))
    })
}

/// First and last day of a tenure as written; or a sentence on what cannot be. A tenure with a wrong day would seem to
/// last for ever.
fn days(start: Option<&str>, end: Option<&str>) -> Result<(Option<Date>, Option<Date>), String> {
    let read = |written: &str| Date::start(written).ok_or_else(|| format!("{written:?} is no date"));
    let begins = start.map(read).transpose()?;
    end.map(read).transpose()?;
    let ends = end.and_then(Date::end);
    match begins.zip(ends) {
        Some((first, last)) if last.day < first.day => {
            Err(format!("it ends on {} before it begins on {}", last.day, first.day))
        }
        _ => Ok((begins, ends)),
    }
}

/// Notes on what was left out, each by name up to a number that can be read.
fn note_each(notes: &mut Vec<String>, left_out: Vec<String>) {
    const MOST: usize = 20;
    let more = left_out.len().saturating_sub(MOST);
    notes.extend(left_out.into_iter().take(MOST));
    if more > 0 {
        notes.push(format!("{more} more were left out for the same reasons"));
    }
}

impl Date {
    /// Reads `2019`, `2019-05` or `2019-05-17`; the first day of what it names.
    pub fn start(text: &str) -> Option<Self> {
        let mut parts = text.get(..10).unwrap_or(text).split('-');
        let year: i32 = parts.next()?.parse().ok()?;
        // A month or day 0 is one that is not known.
        let mut part = || parts.next().map(str::parse::<u32>).transpose().ok();
        let month = part()?.filter(|month| *month > 0);
        let day = part()?.filter(|day| *day > 0);
        let precision = match (month, day) {
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            _ => Precision::Year,
        };
        let day = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self { day, precision })
    }

    /// Like [`Date::start`]; the last day of what it names. A year that will not come, as in `9999-12-31`, is none.
    pub fn end(text: &str) -> Option<Self> {
        const NEVER: i32 = 9_000;
        let start = Self::start(text).filter(|date| date.day.year() < NEVER)?;
        let behind = match start.precision {
            Precision::Year => start.day.checked_add_months(Months::new(12))?,
            Precision::Month => start.day.checked_add_months(Months::new(1))?,
            _ => return Some(start),
        };
        Some(Self { day: behind.pred_opt()?, ..start })
    }
}

/// A text that is not empty.
fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// A text or number.
fn identifier(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests;
