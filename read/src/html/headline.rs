//! The headline. In: what the markup declares and the page laid out. Out: the headline as readers see it, and
//! where it stands.
//!
//! The visible `h1` that agrees best with a declared headline; where none agrees, the declared headline: JSON-LD,
//! microdata, `OpenGraph`, the page's title without the site's name; where nothing is declared, the first `h1`.

use super::declared::Declared;
use super::outline::Outline;
use crate::text;
use std::collections::HashSet;
use std::ops::Range;

/// Where the headline stands on the page: the index of its element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(Option<usize>);

impl Place {
    /// The index of the headline's element.
    pub(super) fn index(self) -> Option<usize> {
        self.0
    }

    /// Indices behind the headline, at most so many.
    pub(super) fn below(self, outline: &Outline<'_>, most: usize) -> Range<usize> {
        let start = self.0.map_or(0, |at| outline.nodes[at].end);
        start..outline.nodes.len().min(start + most)
    }

    /// Indices before the headline, at most so many.
    pub(super) fn above(self, _: &Outline<'_>, most: usize) -> Range<usize> {
        let end = self.0.unwrap_or(0);
        end.saturating_sub(most)..end
    }

    /// Of these the indices that may be the story's: not in a box of other stories or comments, unless the headline
    /// stands in it too, or half of the page.
    pub(super) fn own(self, outline: &Outline<'_>, range: Range<usize>) -> Vec<usize> {
        let section = self.section(outline);
        let is_other = |&at: &usize| {
            let node = &outline.nodes[at];
            // Some publishing systems print day and authors in the footer of the story.
            if &*node.name == "footer" && outline.inside(section).contains(&at) {
                return false;
            }
            let holds = |headline| (at..node.end).contains(&headline);
            let is_most = (node.end - at) * 2 > outline.nodes.len();
            node.marks.is_elsewhere && !is_most && !self.0.is_some_and(holds)
        };
        let mut own = Vec::new();
        let outer = Some(range.start).filter(|_| !range.is_empty());
        let outer = outer.and_then(|start| outline.around(start).filter(is_other).last());
        let mut at = outer.map_or(range.start, |outer| outline.nodes[outer].end);
        while at < range.end {
            if is_other(&at) {
                at = outline.nodes[at].end;
            } else {
                own.push(at);
                at += 1;
            }
        }
        own
    }

    /// How many of the nodes below the headline stand before the story runs: before the second long line, since the
    /// first may be the standfirst.
    pub(super) fn before_story(outline: &Outline<'_>, below: &[usize]) -> usize {
        const LONG: usize = 120;
        let (mut length, mut long) = (0, 0);
        for (position, &index) in below.iter().enumerate() {
            let node = &outline.nodes[index];
            if node.is_block || &*node.name == "br" {
                length = 0;
            }
            let Some(text) = &node.text else { continue };
            let was_long = length >= LONG;
            length += text.trim().len();
            long += usize::from(length >= LONG && !was_long);
            if long == 2 {
                return position;
            }
        }
        below.len()
    }

    /// The start of the element that holds the story: the nearest `article` or `main` around the headline, else the
    /// nearest `section` or `header`.
    pub(super) fn section(self, outline: &Outline<'_>) -> usize {
        let around = || self.0.into_iter().flat_map(|headline| outline.around(headline).skip(1));
        let named = |names: &[&str]| around().find(|&outer| names.contains(&&*outline.nodes[outer].name));
        let found = named(&["article", "main"]).or_else(|| named(&["section", "header"]));
        found.or(self.0).unwrap_or(0)
    }
}

/// Finds the headline; `outlets` are keys of the site's names.
pub(super) fn read(outline: &Outline<'_>, declared: &Declared, outlets: &[String]) -> (String, Place) {
    const AGREES: f64 = 0.4;
    let told = told(declared, outlets);
    let visible: Vec<(usize, String)> = visible(outline).collect();
    let agreement = |line: &str| told.iter().map(|told| agreement(told, line)).fold(0.0, f64::max);
    let mut best = (0.0, visible.first());
    for found in &visible {
        let agreement = agreement(&found.1);
        if agreement > best.0 {
            best = (agreement, Some(found));
        }
    }
    let first = best.1.map(|(index, _)| *index);
    let agrees = best.0 >= AGREES || told.is_empty();
    // A heading that agrees with nothing declared is often the site's name.
    let place = first.filter(|_| agrees).or_else(|| printed(outline, agreement)).or(first);
    let line = best.1.filter(|_| agrees).map(|(_, line)| without_kicker(line, &told).clone());
    (line.or_else(|| told.first().cloned()).unwrap_or_default(), Place(place))
}

/// The declared headline, where the printed one has a kicker before it.
fn without_kicker<'l>(line: &'l String, told: &'l [String]) -> &'l String {
    const FEWEST_WORDS: usize = 3;
    let key = text::key(line);
    let is_rest = |told: &&String| {
        let told = text::key(told);
        told.split(' ').count() >= FEWEST_WORDS
            && key.strip_suffix(told.as_str()).is_some_and(|kicker| kicker.ends_with(' '))
    };
    told.iter().find(is_rest).unwrap_or(line)
}

/// Where a page without an `h1` of its own prints just what is declared: in a lower heading, else in any text.
fn printed(outline: &Outline<'_>, agreement: impl Fn(&str) -> f64) -> Option<usize> {
    const SURE: f64 = 0.8;
    // A heading lacks the site's name that stands in the page's title.
    const SURE_OF_HEADING: f64 = 0.7;
    const MOST_NODES: usize = 5_000;
    const MOST_HEADINGS: usize = 100;
    const LARGEST: usize = 60;
    let says = |line: &str, sure: f64| (20..400).contains(&line.len()) && agreement(line) >= sure;
    let is_heading = |&index: &usize| {
        matches!(&*outline.nodes[index].name, "h2" | "h3" | "h4") && outline.inside(index).len() < LARGEST
    };
    let mut headings = outline.all().filter(is_heading).take(MOST_HEADINGS);
    let says_so =
        |index| text::some_line(&outline.text(index)).is_some_and(|line| says(&line, SURE_OF_HEADING));
    let heading = headings.find(|&index| says_so(index));
    // A link that says it leads here from elsewhere on the page.
    let is_linked = |index| outline.around(index).take(4).any(|outer| &*outline.nodes[outer].name == "a");
    let texts = outline.all().take(MOST_NODES);
    let mut said =
        texts.filter(|&index| outline.nodes[index].text.as_deref().is_some_and(|line| says(line, SURE)));
    heading.or_else(|| said.find(|&index| !is_linked(index)))
}

/// The headlines that are declared, without the site's name behind them.
fn told(declared: &Declared, outlets: &[String]) -> Vec<String> {
    let told = [&declared.headline, &declared.shared_headline, &declared.title].into_iter().flatten();
    told.map(|line| without_outlet(line, outlets)).filter(|line| !line.is_empty()).collect()
}

/// Cuts "Headline | The Herald" and "The Herald | Headline" where that part is a name of the site.
fn without_outlet(line: &str, outlets: &[String]) -> String {
    const MARKS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » "];
    let is_outlet = |part: &str| {
        let key = text::key(part);
        let joined = key.replace(' ', "");
        outlets.iter().any(|outlet| *outlet == key || outlet.replace(' ', "") == joined)
    };
    let marks = |found: fn(&str, &str) -> Option<usize>| {
        MARKS.iter().filter_map(move |mark| found(line, mark).map(|at| (at, at + mark.len())))
    };
    let last = marks(|line, mark| line.rfind(mark)).max().filter(|&(_, behind)| is_outlet(&line[behind..]));
    let first = marks(|line, mark| line.find(mark)).min().filter(|&(before, _)| is_outlet(&line[..before]));
    match (last, first) {
        (Some((before, _)), _) => line[..before].trim().to_owned(),
        (None, Some((_, behind))) => line[behind..].trim().to_owned(),
        (None, None) => line.to_owned(),
    }
}

/// The page's first headings of the first rank.
pub(super) fn visible<'o>(outline: &'o Outline<'_>) -> impl Iterator<Item = (usize, String)> + 'o {
    const MOST: usize = 20;
    let headings = outline.named("h1").take(MOST);
    headings.filter_map(|index| Some((index, text::some_line(&outline.text(index))?)))
}

/// Share of words that two lines have in common (Jaccard).
pub(super) fn agreement(a: &str, b: &str) -> f64 {
    let (a, b) = (text::key(a), text::key(b));
    let (a, b): (HashSet<&str>, HashSet<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let both = a.intersection(&b).count();
    #[expect(clippy::cast_precision_loss, reason = "a headline has few words")]
    let share = both as f64 / (a.len() + b.len() - both).max(1) as f64;
    share
}
