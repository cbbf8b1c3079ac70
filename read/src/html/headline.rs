//! The headline. In: what the markup declares and the page laid out. Out: the headline as readers see it, and
//! where it stands.
//!
//! The visible `h1` that agrees best with a declared headline; where none agrees, the declared headline: JSON-LD,
//! microdata, `OpenGraph`, the page's title without the site's name; where nothing is declared, the first `h1`.

use super::declared::Declared;
use super::outline::Outline;
use crate::text;
use std::collections::HashSet;

/// Where the headline stands on the page: the index of its element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(Option<usize>);

impl Place {
    /// Indices behind the headline, at most so many.
    pub(super) fn below(self, outline: &Outline<'_>, most: usize) -> std::ops::Range<usize> {
        let start = self.0.map_or(0, |at| outline.nodes[at].end);
        start..outline.nodes.len().min(start + most)
    }

    /// Indices before the headline, at most so many.
    pub(super) fn above(self, _: &Outline<'_>, most: usize) -> std::ops::Range<usize> {
        let end = self.0.unwrap_or(0);
        end.saturating_sub(most)..end
    }
}

/// Finds the headline; `outlets` are keys of the site's names.
pub(super) fn read(outline: &Outline<'_>, declared: &Declared, outlets: &[String]) -> (String, Place) {
    const AGREES: f64 = 0.4;
    // Without a heading, a text that says just what is declared tells where the story begins.
    const SURE: f64 = 0.8;
    const MOST_NODES: usize = 5_000;
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
    let printed = || {
        outline.all().take(MOST_NODES).find(|&index| {
            let text = outline.nodes[index].text.as_deref().unwrap_or_default();
            (20..400).contains(&text.len()) && agreement(text) >= SURE
        })
    };
    let place = Place(best.1.map(|(index, _)| *index).or_else(printed));
    let line = match best {
        (share, Some((_, line))) if share >= AGREES || told.is_empty() => line.clone(),
        _ => told.first().cloned().unwrap_or_default(),
    };
    (line, place)
}

/// The headlines that are declared, without the site's name behind them.
fn told(declared: &Declared, outlets: &[String]) -> Vec<String> {
    let told = [&declared.headline, &declared.shared_headline, &declared.title].into_iter().flatten();
    told.map(|line| without_outlet(line, outlets)).filter(|line| !line.is_empty()).collect()
}

/// Cuts "Headline | The Herald" where the last part is a name of the site.
fn without_outlet(line: &str, outlets: &[String]) -> String {
    const MARKS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » "];
    let cut = MARKS.iter().filter_map(|mark| line.rfind(mark).map(|at| (at, at + mark.len()))).max();
    let is_outlet = |part: &str| {
        let key = text::key(part);
        outlets.iter().any(|outlet| *outlet == key || outlet.replace(' ', "") == key.replace(' ', ""))
    };
    match cut {
        Some((before, behind)) if is_outlet(&line[behind..]) => line[..before].trim().to_owned(),
        _ => line.to_owned(),
    }
}

/// The page's first headings of the first rank.
fn visible<'o>(outline: &'o Outline<'_>) -> impl Iterator<Item = (usize, String)> + 'o {
    const MOST: usize = 20;
    let headings = outline.named("h1").take(MOST);
    headings.filter_map(|index| Some((index, text::some_line(&outline.text(index))?)))
}

/// Share of words that two lines have in common (Jaccard).
fn agreement(a: &str, b: &str) -> f64 {
    let (a, b) = (text::key(a), text::key(b));
    let (a, b): (HashSet<&str>, HashSet<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let both = a.intersection(&b).count();
    #[expect(clippy::cast_precision_loss, reason = "a headline has few words")]
    let share = both as f64 / (a.len() + b.len() - both).max(1) as f64;
    share
}
