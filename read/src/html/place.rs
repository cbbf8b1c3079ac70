//! Where the headline stands. In: the page laid out. Out: what is above it, below it and around it, which is where day,
//! authors, section and topics are looked for.

use super::outline::Outline;
use std::ops::Range;

/// Where the headline stands on the page: the index of its element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(Option<usize>);

impl Place {
    pub(super) fn at(index: Option<usize>) -> Self {
        Self(index)
    }

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
    pub(super) fn above(self, most: usize) -> Range<usize> {
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
