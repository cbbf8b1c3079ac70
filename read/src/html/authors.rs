//! Who wrote a story. In: what the markup declares and the page laid out. Out: the names of its authors.
//!
//! In order: the persons that JSON-LD, microdata or `meta` elements name; those in the visible byline; an
//! organization that is declared to be the author. An outlet's own name is no person, whatever it is declared as, and
//! a company's full name tells who runs the site.

use super::headline::Place;
use super::names;
use super::outline::Outline;
use crate::text;

/// Names the authors; `outlets` are keys of the site's names, `signed` tells who signed the story itself.
pub(super) fn read(
    outline: &Outline<'_>,
    place: Place,
    declared: &[String],
    outlets: &[String],
    signed: impl Fn() -> Vec<String>,
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
    let some = |names: Vec<String>| Some(names).filter(|names| !names.is_empty());
    let named = some(persons(declared));
    let visible = || bylines(outline, place).find_map(|line| some(persons(&[line])));
    let organization = || declared.iter().filter(|name| !names::is_company(name)).take(1).cloned().collect();
    named.or_else(visible).or_else(|| some(persons(&signed()))).unwrap_or_else(organization)
}

fn is_outlet(name: &str, outlets: &[String]) -> bool {
    let key = text::key(name);
    let joined = key.replace(' ', "");
    outlets.iter().any(|outlet| *outlet == key || outlet.replace(' ', "") == joined)
}

/// Lines that say they are a byline, those below the headline first.
fn bylines<'o>(outline: &'o Outline<'_>, place: Place) -> impl Iterator<Item = String> + 'o {
    let below = place.below(outline, 300);
    let above = place.above(outline, 100).rev();
    below.chain(above).flat_map(move |index| byline(outline, index))
}

/// The lines of the byline that a node is: an element that calls itself so, or a text that begins with "By".
fn byline(outline: &Outline<'_>, index: usize) -> Vec<String> {
    const LONGEST: usize = 150;
    let node = &outline.nodes[index];
    let mut lines = if let Some(text) = &node.text {
        let whole = || text::some_line(&outline.text(node.parent)).filter(|line| names::is_byline(line));
        names::is_byline(text.trim_start()).then(whole).flatten().into_iter().collect()
    } else if node.marks.is_byline && node.end - index < 60 {
        of_box(outline, index)
    } else {
        return Vec::new();
    };
    lines.retain(|line| line.chars().count() <= LONGEST);
    lines
}

/// The lines of a box that calls itself a byline: its links, if it has several; the first box inside that calls
/// itself so too; else what it prints, the line first that begins with "By".
fn of_box(outline: &Outline<'_>, index: usize) -> Vec<String> {
    let texts = |parts: &mut dyn Iterator<Item = usize>| {
        parts.filter_map(|inner| text::some_line(&outline.text(inner))).take(10).collect::<Vec<_>>()
    };
    let linked = texts(&mut outline.inside(index).filter(|&inner| &*outline.nodes[inner].name == "a"));
    if linked.len() > 1 {
        return vec![linked.join(", ")];
    }
    let mut inside = outline.inside(index).skip(1).filter(|&inner| outline.nodes[inner].marks.is_byline);
    let first = texts(&mut inside.by_ref().take(1));
    if first.first().is_some_and(|line| line.len() > 3) {
        return first;
    }
    let mut lines = outline.lines(index);
    lines.sort_by_key(|line| !names::is_byline(line));
    lines
}
