//! Who signed a story. In: its lines with those right above and below. Out: names.
//!
//! Papers without bylines of their own in the markup print `By Jane Doe` as the last line of a story, or a name alone
//! in bold above its first paragraph, or right below its last.

use super::line::Line;
use crate::html::names;
use crate::text;
use std::collections::HashSet;

/// Lines above the first paragraph and below the last that may be a signature.
const REACH: usize = 4;
/// Characters of a signature.
const LONGEST: usize = 60;

/// The names in the first signature: above the story, else below it.
pub(super) fn read(lines: &[Line]) -> Vec<String> {
    let end = lines.iter().rposition(|line| line.weight() > 0).map_or(0, |at| at + 1);
    let start = lines[..end].iter().position(|line| line.weight() > 0).unwrap_or(end);
    let above = lines[..start].iter().rev().take(REACH);
    let below = lines[end..].iter().take(REACH);
    let is_short = |line: &&Line| line.length <= LONGEST;
    let is_byline = |line: &str| names::is_byline(line) && !text::is_sentence(line);
    let mut signed = above.clone().chain(below).filter(is_short).filter(|line| is_byline(&line.text));
    let found = signed.find_map(|line| some(names::read(&line.text)));
    let story = &lines[start..end];
    let bold = above.filter(|line| line.is_bold);
    let last = lines[end..].first().filter(|line| line.heading.is_none());
    let mut lone = bold.chain(last).filter(is_short).filter_map(|line| some(alone(line, story)));
    found.or_else(|| lone.next()).unwrap_or_default()
}

fn some(names: Vec<String>) -> Option<Vec<String>> {
    Some(names).filter(|names| !names.is_empty())
}

/// The names that a line consists of. The words of a subheading come again in the story, an author's name does
/// not.
fn alone(line: &Line, story: &[Line]) -> Vec<String> {
    let parts: Vec<&str> = line.text.split('/').map(str::trim).collect();
    if !parts.iter().all(|part| names::is_full(part)) {
        return Vec::new();
    }
    let words: HashSet<&str> = line.key.split(' ').collect();
    let comes_again = story.iter().flat_map(|line| line.key.split(' ')).any(|word| words.contains(word));
    if comes_again { Vec::new() } else { names::read(&line.text) }
}
