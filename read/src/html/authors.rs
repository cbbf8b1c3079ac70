//! Who wrote a story. In: what the markup declares and the page laid out. Out: the names of its authors.
//!
//! In order: the persons that JSON-LD, microdata or `meta` elements name; those in the visible byline; an
//! organization that is declared to be the author. An outlet's own name is no person, whatever it is declared as.

use super::headline::Place;
use super::names;
use super::outline::Outline;
use crate::text;

/// Names the authors; `outlets` are keys of the site's names.
pub(super) fn read(
    outline: &Outline<'_>,
    place: Place,
    declared: &[String],
    outlets: &[String],
) -> Vec<String> {
    let persons = |lines: &[String]| {
        let mut persons = Vec::new();
        for name in lines.iter().take(50).flat_map(|line| names::read(line)) {
            if !is_outlet(&name, outlets) {
                text::push_new(&mut persons, &name);
            }
        }
        persons
    };
    let named = persons(declared);
    if !named.is_empty() {
        return named;
    }
    let mut bylines = bylines(outline, place);
    let visible = bylines.find_map(|line| Some(persons(&[line])).filter(|found| !found.is_empty()));
    visible.unwrap_or_else(|| declared.iter().take(1).cloned().collect())
}

fn is_outlet(name: &str, outlets: &[String]) -> bool {
    let key = text::key(name);
    let joined = key.replace(' ', "");
    // A site may be named after its author, so names of two words are compared with the site's whole name alone.
    outlets.iter().any(|outlet| *outlet == key || (!name.contains(' ') && outlet.replace(' ', "") == joined))
}

/// Lines that say they are a byline, those below the headline first.
fn bylines<'o>(outline: &'o Outline<'_>, place: Place) -> impl Iterator<Item = String> + 'o {
    let below = place.below(outline, 300);
    let above = place.above(outline, 100).rev();
    below.chain(above).filter_map(move |index| byline(outline, index))
}

/// The byline that a node is: an element that calls itself so, or a text that begins with "By".
fn byline(outline: &Outline<'_>, index: usize) -> Option<String> {
    const LONGEST: usize = 150;
    let node = &outline.nodes[index];
    let line = if let Some(text) = &node.text {
        let begins = ["By ", "by ", "BY ", "Von ", "Par ", "Por ", "Text: ", "Di "];
        let parent = || outline.text(node.parent);
        let line = begins.iter().any(|by| text.trim_start().starts_with(by)).then(parent)?;
        text::some_line(&line)?
    } else if node.marks.is_byline && node.end - index < 60 {
        let inside = || outline.inside(index).skip(1).filter(|&inner| outline.nodes[inner].marks.is_byline);
        let linked = || outline.inside(index).filter(|&inner| &*outline.nodes[inner].name == "a");
        let joined = |parts: Vec<String>| Some(parts.join(", ")).filter(|line| line.len() > 3);
        let texts = |parts: &mut dyn Iterator<Item = usize>| {
            parts.filter_map(|inner| text::some_line(&outline.text(inner))).take(10).collect::<Vec<_>>()
        };
        let several = texts(&mut linked());
        if several.len() > 1 {
            joined(several)?
        } else {
            joined(texts(&mut inside().take(1))).or_else(|| text::some_line(&outline.text(index)))?
        }
    } else {
        return None;
    };
    (line.chars().count() <= LONGEST).then_some(line)
}
