//! The story as readers see it. In: the page laid out. Out: its paragraphs, one on a line.
//!
//! In order: [`mod@line`] breaks the page into lines and leaves out what says of itself that it is no story; [`root`]
//! finds the element that holds the running text, and its first and last paragraphs outside it; [`edge`] drops teasers,
//! links, labels and [`furniture`] between and around the paragraphs and finds the standfirst above them. Where the
//! markup declares the words of the story (`articleBody`), and they agree with the page, the page's own paragraphs of
//! those words are the story. [`signature`] finds who signed it.

mod edge;
mod furniture;
mod line;
mod root;
mod signature;

use super::outline::Outline;
use crate::{markup, text};
use line::Line;
use std::collections::HashSet;

/// What is known about the page before its story is read.
pub(super) struct Known<'k> {
    /// What the markup says the story is.
    pub(super) body: Option<&'k str>,
    pub(super) description: Option<&'k str>,
    /// The index of the headline's element.
    pub(super) headline: Option<usize>,
}

/// A story with what is printed right above and below it.
pub(super) struct Story {
    lines: Vec<Line>,
    /// The words of the story that the markup declares.
    declared: String,
    description: edge::Description,
}

impl Story {
    /// Finds the story.
    pub(super) fn find(outline: &Outline<'_>, known: &Known<'_>) -> Self {
        // Some publishing systems declare the story with its markup.
        let declared = known.body.map(|body| markup::read(body).body).unwrap_or_default();
        let description = edge::Description::new(known.description);
        let lines = visible(outline, known, &declared, &description);
        Self { lines, declared, description }
    }

    /// The names of those who signed it, in a line above or below it that says nothing else.
    pub(super) fn signature(&self) -> Vec<String> {
        signature::read(&self.lines)
    }

    /// Whether it has these very words.
    pub(super) fn tells(&self, words: &str) -> bool {
        self.lines.iter().any(|line| line.weight() > 0 && line.text.contains(words))
    }

    /// Its paragraphs; what is declared is taken where the page shows none. `labels` are keys of what is printed around
    /// a story: headline, byline, section, tags.
    pub(super) fn text(self, labels: &[String], authors: &[String]) -> String {
        let lines = edge::without_labels(self.lines, labels, authors, &self.description);
        let visible = text::paragraphs(lines.iter().map(|line| line.text.as_str()));
        if visible.len() * 2 < self.declared.len() { self.declared } else { visible }
    }
}

fn visible(
    outline: &Outline<'_>,
    known: &Known<'_>,
    declared: &str,
    description: &edge::Description,
) -> Vec<Line> {
    let mut lines = line::of_story(outline, known.headline, description);
    let Some(root) = root::find(outline, &lines, known.headline, description) else { return Vec::new() };
    let inside = outline.inside(root);
    let start = lines.iter().position(|line| inside.contains(&line.block)).unwrap_or(0);
    let story = edge::below(known.headline, root::story(outline, &lines, root, known.headline));
    let leading = edge::leading(&story);
    let story = edge::without_links(outline, edge::without_lists(story));
    let story = edge::without_comments(outline, story);
    let story = edge::without_teasers(outline, story, &leading);
    let story = said_to_be(declared, &lines, &story).unwrap_or(story);
    let standfirst = edge::standfirst(outline, &lines[..start], description);
    let story = edge::once(standfirst.into_iter().chain(story));
    let story = edge::without_pulled(outline, story);
    let kept: HashSet<usize> = story.iter().map(|line| line.at).collect();
    lines.retain(|line| kept.contains(&line.at));
    lines
}

/// The page's lines whose words the markup declares to be the story, if they are nearly all of those words and
/// most of what was found without asking the markup.
fn said_to_be<'l>(declared: &str, lines: &'l [Line], found: &[&'l Line]) -> Option<Vec<&'l Line>> {
    const LEAST: usize = 300;
    const MOST: usize = 200_000;
    let words = text::key(declared);
    if !(LEAST..MOST).contains(&words.len()) {
        return None;
    }
    let wholes: HashSet<String> = declared.lines().map(text::key).collect();
    // A word or two are in any text; as a line of their own they are a subheading.
    let said =
        |line: &&Line| (line.key.len() > 15 && words.contains(&line.key)) || wholes.contains(&line.key);
    let chosen: Vec<&Line> = lines.iter().take(5_000).filter(said).collect();
    let length = |lines: &[&Line]| lines.iter().map(|line| line.key.len()).sum::<usize>();
    let covered = length(&chosen);
    let agrees = covered * 100 > words.len() * 85 && covered * 10 > length(found) * 7;
    // The declared words have links to other stories too.
    let is_story = |line: &&Line| line.linked * 10 < line.length * 9;
    agrees.then(|| chosen.into_iter().filter(is_story).collect())
}
