//! When a story was published. In: what the markup declares and the page laid out. Out: the day, and the instant
//! where a zone is known.
//!
//! In order: the declared date (JSON-LD, microdata, `meta`); a `time` element around the headline; a day printed
//! around the headline, in a box that calls itself a date first; the day in the address; the day of the last
//! change. A declared day without a zone takes the instant that another witness or a `time` element of that day tells.

use super::headline::Place;
use super::outline::Outline;
use crate::date::{self, When};
use crate::text;
use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};

/// Nodes looked at before and behind the headline.
const ABOVE: usize = 150;
const BELOW: usize = 250;
/// Nodes that are right below it.
const NEAR: usize = 30;

/// Where a page's date may be found beside the declared one.
pub(super) struct Seen<'s, 'd> {
    pub(super) outline: &'s Outline<'d>,
    pub(super) place: Place,
    /// Whether the page's readers write the month first where only numbers are printed.
    pub(super) is_month_first: bool,
}

impl Seen<'_, '_> {
    /// The day of publication: as declared, or as seen.
    pub(super) fn published(
        &self,
        declared: Option<When>,
        also: Option<When>,
        url: Option<&str>,
    ) -> Option<When> {
        let in_url = || url.and_then(date::in_url);
        match declared.map(|declared| self.shown(declared, also)) {
            Some(When { at: Some(at), .. }) => Some(self.local(at, in_url())),
            Some(when) => self.times().find(|time| time.day == when.day && time.at.is_some()).or(Some(when)),
            None => self.times().next().or_else(|| self.printed()).or_else(|| Some(in_url()?.into())),
        }
    }

    /// Of two declared days the one that the page shows, else the first: publishing systems keep the day of a draft.
    /// An instant yields to another alone: the day of an issue is printed too.
    fn shown(&self, declared: When, also: Option<When>) -> When {
        let is_as_sharp = |also: &When| also.at.is_some() || declared.at.is_none();
        let other = also.filter(|also| also.day != declared.day && is_as_sharp(also));
        let is_shown = |other: &When| self.printed().is_some_and(|printed| printed.day == other.day);
        other.filter(is_shown).unwrap_or(declared)
    }

    /// An instant with the day that it was where it was published. Many pages declare instants in UTC; a `time` element
    /// may tell the same in another zone, the address and the page print the day that it was for its readers.
    fn local(&self, at: DateTime<FixedOffset>, in_url: Option<NaiveDate>) -> When {
        let is_utc = |at: &DateTime<FixedOffset>| at.offset().local_minus_utc() == 0;
        if !is_utc(&at) {
            return at.into();
        }
        let mut instants = self.times().filter_map(|time| time.at);
        if let Some(same) = instants.find(|time| *time == at && !is_utc(time)) {
            return same.into();
        }
        let day = at.date_naive();
        let is_near = |printed: &NaiveDate| {
            let (earlier, later) = (day.pred_opt() == Some(*printed), day.succ_opt() == Some(*printed));
            // Zones reach from 12 hours behind UTC to 14 before it.
            (earlier && at.hour() < 12) || (later && at.hour() >= 10)
        };
        let printed = in_url.or_else(|| self.printed().map(|when| when.day));
        When { day: printed.filter(is_near).unwrap_or(day), at: Some(at) }
    }

    /// A declared date, in a machine's or in people's form.
    pub(super) fn read(&self, declared: &str) -> Option<When> {
        date::parse(declared).or_else(|| date::printed::find(declared, self.is_month_first))
    }

    fn around(&self) -> impl Iterator<Item = usize> {
        self.place.below(self.outline, BELOW).chain(self.place.above(self.outline, ABOVE).rev())
    }

    /// What `time` elements around the headline say.
    fn times(&self) -> impl Iterator<Item = When> {
        let times = self.around().filter(|&index| &*self.outline.nodes[index].name == "time");
        times.filter_map(|index| date::parse(self.outline.nodes[index].attribute("datetime")?.trim()))
    }

    /// A day that is printed around the headline.
    fn printed(&self) -> Option<When> {
        let is_date = |&index: &usize| {
            let node = &self.outline.nodes[index];
            (node.marks.is_date || node.marks.is_byline || &*node.name == "time") && node.end - index < 40
        };
        let of_box = |index: usize| self.day(&self.outline.text(index));
        let of_text = |index: usize| self.day(self.outline.nodes[index].text.as_deref()?);
        let below = || self.place.below(self.outline, BELOW);
        let above = || self.place.above(self.outline, ABOVE).rev();
        // What stands right below the headline is the story's, whatever its box is called; above it may stand today.
        let boxes_below = below().filter(is_date).find_map(of_box);
        let right_below = || self.place.below(self.outline, NEAR).find_map(of_text);
        let boxes_above = || above().filter(is_date).find_map(of_box);
        boxes_below.or_else(right_below).or_else(boxes_above).or_else(|| self.around().find_map(of_text))
    }

    /// The day in a short line; longer ones are the story.
    fn day(&self, line: &str) -> Option<When> {
        const LONGEST: usize = 150;
        let line = text::some_line(line.get(..line.len().min(4 * LONGEST)).unwrap_or(line))?;
        (line.len() <= LONGEST).then(|| date::printed::find(&line, self.is_month_first))?
    }
}
