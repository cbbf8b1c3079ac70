//! What a story is about, in its publisher's words. In: what the markup declares and the page laid out. Out: keywords.
//!
//! In order: keywords that are declared; links that call themselves tags (`rel=tag`); links in a box that calls
//! itself one of tags. Words for machines and the outlet's own name are none.

use super::outline::Outline;
use crate::text;

/// Keywords of one story.
const MOST: usize = 60;

/// The keywords; `outlets` are keys of the site's names.
pub(super) fn read(outline: &Outline<'_>, declared: &[String], outlets: &[String]) -> Vec<String> {
    let clean = |words: &mut dyn Iterator<Item = String>| {
        let mut kept = Vec::new();
        for word in words.filter(|word| is_word(word) && !outlets.contains(&text::key(word))).take(MOST) {
            text::push_new(&mut kept, &word);
        }
        kept
    };
    let told = clean(&mut declared.iter().cloned());
    if !told.is_empty() {
        return told;
    }
    let linked = clean(&mut links(outline, 0, true));
    if !linked.is_empty() {
        return linked;
    }
    let is_box = |index: &usize| {
        let node = &outline.nodes[*index];
        node.marks.is_tags && node.text.is_none() && (2..300).contains(&(node.end - index))
    };
    let boxes = outline.all().filter(is_box).take(20);
    let found = boxes.map(|index| clean(&mut links(outline, index, false))).find(|words| !words.is_empty());
    found.unwrap_or_default()
}

/// The texts of links inside an element.
fn links<'o>(outline: &'o Outline<'_>, index: usize, are_tags: bool) -> impl Iterator<Item = String> + 'o {
    let is_link = move |index: &usize| {
        let node = &outline.nodes[*index];
        let is_tag = || node.attribute("rel").is_some_and(|rel| rel.split(' ').any(|kind| kind == "tag"));
        &*node.name == "a" && (!are_tags || is_tag())
    };
    let texts =
        outline.inside(index).filter(is_link).filter_map(|index| text::some_line(&outline.text(index)));
    texts.map(|text| text.trim_start_matches('#').to_owned()).take(MOST)
}

/// Whether people would search for it: no path, number or identifier.
fn is_word(word: &str) -> bool {
    const LONGEST: usize = 80;
    let is_machine = (word.contains(':') && !word.contains(' ')) || word.starts_with('/');
    let is_identifier =
        || word.len() > 20 && word.chars().filter(char::is_ascii_digit).count() * 4 > word.len();
    word.len() <= LONGEST && word.contains(char::is_alphabetic) && !is_machine && !is_identifier()
}
