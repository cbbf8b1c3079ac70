//! When a story was published and changed. In: what the markup declares and the page laid out. Out: the days, and the
//! instants where a zone is known.
//!
//! In order: the declared date (JSON-LD, microdata, `meta`); around the headline, before the story runs, a `time`
//! element, then a day printed in a box that calls itself a date or in a line of its own; the day in the address; the
//! day of the last change; what stands further off and not in the page's frame ([`frame`]). A class or the word before
//! a date tells that it is one of a change ([`label`]). Boxes of other stories and comments tell nothing, nor do
//! sentences. A declared day without a zone takes the instant that another witness, a `time` element or a line near the
//! headline tells of that day.

mod attribute;
mod frame;
mod label;

use super::outline::Outline;
use super::place::Place;
use crate::date::custom::Custom;
use crate::date::{self, When};
use crate::text;
use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};
use label::Label;
use std::ops::Range;

/// Nodes looked at before and behind the headline.
const ABOVE: usize = 150;
const BELOW: usize = 250;

/// Where a page's date may be found beside the declared one.
pub(super) struct Seen<'s, 'd> {
    outline: &'s Outline<'d>,
    place: Place,
    /// Nodes below the headline before the story runs, those above it in the same section, and the others; upwards
    /// where they stand above.
    below: Vec<usize>,
    above: Vec<usize>,
    rest: Vec<usize>,
    /// How the page's readers write dates.
    custom: Custom<'s>,
}

/// A date that the page shows.
#[derive(Clone, Copy)]
struct Shown {
    when: When,
    label: Option<Label>,
}

impl Shown {
    fn published(self) -> Option<When> {
        (!matches!(self.label, Some(Label::Changed | Label::Today))).then_some(self.when)
    }

    fn changed(self) -> Option<When> {
        (self.label == Some(Label::Changed)).then_some(self.when)
    }
}

impl<'s, 'd> Seen<'s, 'd> {
    pub(super) fn new(outline: &'s Outline<'d>, place: Place, custom: Custom<'s>) -> Self {
        let mut below = place.own(outline, place.below(outline, BELOW));
        let section = place.section(outline);
        let is_whole = matches!(&*outline.nodes[section].name, "article" | "main");
        // A short story ends before its second long line.
        let inside = below.partition_point(|&index| !is_whole || index < outline.nodes[section].end);
        let mut rest = below.split_off(inside.min(Place::before_story(outline, &below)));
        let mut above = place.own(outline, place.above(ABOVE));
        above.reverse();
        let start = own_box(outline, place).unwrap_or(section);
        rest.extend(above.split_off(above.partition_point(|&index| index > start)));
        Self { outline, place, below, above, rest, custom }
    }

    /// The day of publication: as declared, or as seen.
    pub(super) fn published(
        &self,
        declared: Option<When>,
        also: Option<When>,
        url: Option<&str>,
    ) -> Option<When> {
        let in_url = url.and_then(date::in_url);
        match declared.map(|declared| self.shown(declared, also)) {
            Some(day @ When { at: None, .. }) => {
                let same = also.filter(|also| also.day == day.day && also.at.is_some());
                Some(same.unwrap_or_else(|| self.settled(day, in_url)))
            }
            Some(when) => Some(self.settled(when, in_url)),
            None => self.seen(also, in_url),
        }
    }

    /// The day of publication where none is declared for sure.
    fn seen(&self, doubtful: Option<When>, in_url: Option<NaiveDate>) -> Option<When> {
        let is_called = |shown: &Shown| shown.label == Some(Label::Published);
        let called = || self.near().find(is_called).map(|shown| shown.when);
        let called_far = || self.far().find(is_called).map(|shown| shown.when);
        // Where no headline is found, today in the site's header may come first.
        let sure = || if self.place.index().is_none() { called() } else { None };
        let told = match doubtful {
            Some(told) => called().or_else(|| Some(self.settled(told, in_url))),
            None => sure().or_else(|| self.near().find_map(Shown::published)).map(|day| self.timed(day)),
        };
        let in_url = || in_url.map(|day| self.settled(day.into(), None));
        told.or_else(in_url)
            .or_else(called_far)
            .or_else(|| self.changed())
            .or_else(|| self.far().find_map(Shown::published))
    }

    /// A declared date with what the page tells of its instant or its day.
    fn settled(&self, when: When, in_url: Option<NaiveDate>) -> When {
        when.at.map_or_else(|| self.sharpened(when), |at| self.local(at, in_url))
    }

    /// The last change that the page shows beside its headline.
    pub(super) fn changed(&self) -> Option<When> {
        self.near().find_map(Shown::changed)
    }

    /// A day with the instant that a `time` element or a line near the headline tells of it.
    fn sharpened(&self, day: When) -> When {
        let mut times = self.times().filter_map(Shown::published);
        let time = times.find(|time| time.day == day.day && time.at.is_some());
        time.unwrap_or_else(|| self.timed(day))
    }

    /// A day with the instant that is told of it near the headline.
    fn timed(&self, day: When) -> When {
        let is_sharper = |time: &When| day.at.is_none() && time.day == day.day && time.at.is_some();
        let time = self.near().filter_map(Shown::published).find(is_sharper);
        time.or_else(|| self.sole().filter(is_sharper)).unwrap_or(day)
    }

    /// What all `time` elements near the headline tell, whatever their class: themes call the one date of a story
    /// that of a change. A word that says so is meant.
    fn sole(&self) -> Option<When> {
        let mut nodes = self.below.iter().chain(&self.above).copied();
        let time = |index: usize| attribute::of_time(&self.outline.nodes[index]).map(|when| (index, when));
        let mut times = nodes.by_ref().filter_map(time);
        let (index, when) = times.next()?;
        let is_sole = times.all(|(_, other)| other == when);
        (is_sole && !label::is_called_changed(self.outline, index)).then_some(when)
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
        let mut instants = self.times().filter_map(|time| time.when.at);
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
        let when = date::parse(declared).filter(|when| when.at.is_some());
        let printed = || date::printed::find(declared, self.custom).filter(|when| when.at.is_some());
        let day = || date::parse(declared).or_else(|| date::printed::find(declared, self.custom));
        when.or_else(printed).or_else(day)
    }

    /// The dates beside the headline: below it stands the story's, above it may stand today.
    fn near(&self) -> impl Iterator<Item = Shown> {
        let both = [&self.below, &self.above].into_iter();
        both.flat_map(|nodes| times(nodes, self).chain(printed(nodes, self))).chain(self.attributes())
    }

    /// What other elements near the headline or around it tell scripts.
    fn attributes(&self) -> impl Iterator<Item = Shown> {
        let around = self.place.index().into_iter().flat_map(|index| self.outline.around(index).skip(1));
        let around = around.filter(|&outer| !matches!(&*self.outline.nodes[outer].name, "body" | "html"));
        let nodes = self.below.iter().chain(&self.above).copied().chain(around);
        nodes.flat_map(|index| {
            let label = || label::of(self.outline, index);
            let told = attribute::of_other(&self.outline.nodes[index]).unwrap_or_default();
            let machine = date::parse(&told).map(|when| vec![Shown { when, label: label() }]);
            machine.unwrap_or_else(|| self.days(&told, label))
        })
    }

    /// The dates further off.
    fn far(&self) -> impl Iterator<Item = Shown> {
        let is_framed = |index: &&usize| frame::holds(self.outline, **index, self.place);
        let nodes: Vec<usize> = self.rest.iter().filter(|index| !is_framed(index)).copied().collect();
        times(&nodes, self).chain(printed(&nodes, self)).collect::<Vec<_>>().into_iter()
    }

    /// What `time` elements say.
    fn times(&self) -> impl Iterator<Item = Shown> {
        self.all().flat_map(|nodes| times(nodes, self))
    }

    /// The first day of publication that is printed.
    fn printed(&self) -> Option<When> {
        self.all().flat_map(|nodes| printed(nodes, self)).find_map(Shown::published)
    }

    fn all(&self) -> impl Iterator<Item = &[usize]> {
        [&self.below, &self.above, &self.rest].into_iter().map(Vec::as_slice)
    }

    /// The days in a short line; longer ones are the story. What stands before the first tells what it is of, else
    /// `label` does.
    fn days(&self, line: &str, label: impl Fn() -> Option<Label>) -> Vec<Shown> {
        const LONGEST: usize = 150;
        let line = text::some_line(&line[..line.floor_char_boundary(4 * LONGEST)]);
        // A letter of Thai takes three bytes as a Chinese word does.
        let length = |line: &str| line.chars().map(|c| if c < '\u{2e80}' { 1 } else { c.len_utf8() }).sum();
        let is_short = |line: &String| line.len() <= LONGEST || LONGEST >= length(line);
        let Some(line) = line.filter(is_short) else { return Vec::new() };
        let line = date::printed::western(&line);
        let mut end = 0;
        let mut shown = |(range, when): (Range<usize>, When)| {
            let own = label::before(&line[end..range.start]);
            let label = own.or_else(|| label().filter(|_| end == 0));
            end = range.end;
            Shown { when, label }
        };
        date::printed::all(&line, self.custom).into_iter().map(&mut shown).collect()
    }
}

/// The box that the headline stands in, where no element tells what is the story's.
fn own_box(outline: &Outline<'_>, place: Place) -> Option<usize> {
    let headline = place.index().filter(|&headline| place.section(outline) == headline)?;
    let parent = outline.nodes[headline].parent;
    (!matches!(&*outline.nodes[parent].name, "body" | "html")).then_some(parent)
}

/// What `time` elements say, and what hAtom tells in the title of an abbreviation.
fn times<'o>(nodes: &'o [usize], seen: &'o Seen<'_, '_>) -> impl Iterator<Item = Shown> + 'o {
    let outline = seen.outline;
    nodes.iter().filter_map(move |&index| {
        let node = &outline.nodes[index];
        let when = attribute::of_time(node)?;
        Some(Shown { when, label: label::of(outline, index) })
    })
}

/// The days that are printed: in boxes that call themselves dates first, then in lines of their own.
fn printed<'o>(nodes: &'o [usize], seen: &'o Seen<'_, '_>) -> impl Iterator<Item = Shown> + 'o {
    let outline = seen.outline;
    let is_date = |index: usize| {
        let node = &outline.nodes[index];
        (node.marks.is_date || node.marks.is_byline || &*node.name == "time") && node.end - index < 40
    };
    let boxes = nodes.iter().copied().filter(move |&index| is_date(index));
    let of_box = move |index: usize| seen.days(&outline.text(index), || label::of(outline, index));
    let texts = nodes.iter().copied().filter(move |&index| outline.nodes[index].text.is_some());
    let of_text = move |index: usize| {
        let line = || outline.words(outline.line(index));
        let text = outline.nodes[index].text.as_deref().unwrap_or_default();
        let days = seen.days(text, || label::of(outline, index));
        if days.is_empty() || text::is_sentence(&line()) { Vec::new() } else { days }
    };
    boxes.flat_map(of_box).chain(texts.flat_map(of_text))
}
