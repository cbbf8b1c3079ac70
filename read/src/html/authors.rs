//! Who wrote a story. In: what the markup declares and the page laid out. Out: the names of its authors.
//!
//! In order: the persons that JSON-LD, microdata or `meta` elements name; those in the visible byline, a box or a line
//! that calls itself one or above the story a link to an author's page; those who signed the story; whose account
//! published it; the first full name beside the day above the story; the desk or agency of the byline; an organization
//! that is declared to be the author. Who edited it comes behind who wrote it. An outlet's own name is no person,
//! whatever it is declared as, and a company's full name tells who runs the site.

use super::body::Story;
use super::declared::Declared;
use super::outline::Outline;
use super::place::Place;
use super::{headline, names};
use crate::date::{self, custom::Custom};
use crate::text;
use std::ops::Range;

/// Names the authors; `outlets` are keys of the site's names.
pub(super) fn read(
    outline: &Outline<'_>,
    place: Place,
    declared: &Declared,
    outlets: &[String],
    story: &Story,
) -> Vec<String> {
    let persons = |lines: &[String]| {
        let mut persons = Vec::new();
        for name in lines.iter().take(50).flat_map(|line| names::read(line)) {
            if !headline::is_named(&name, outlets) {
                text::push_new(&mut persons, &name);
            }
        }
        persons
    };
    let some = |names: Vec<String>| Some(names).filter(|names| !names.is_empty());
    let line = |line: &String| some(persons(std::slice::from_ref(line)));
    let told = some(persons(&declared.authors)).or_else(|| declared.also_authors.iter().find_map(line));
    let of_box = |lines: &Vec<String>| lines.iter().find_map(line);
    let of_boxes = |boxes: Vec<Vec<String>>| boxes.iter().filter_map(of_box).flatten().collect::<Vec<_>>();
    let lines = Bylines::new(outline, place);
    let is_written = |boxes: &Vec<Vec<String>>| !boxes.iter().flatten().any(|line| names::is_of_editor(line));
    let full = |names: &Vec<String>| !names.iter().all(|name| is_account(name));
    let written = || {
        let all = || lines.read().filter(is_written).filter_map(|boxes| some(persons(&of_boxes(boxes))));
        all().find(full).or_else(|| all().next())
    };
    let visible = || written().or_else(|| lines.read().find_map(|boxes| some(persons(&of_boxes(boxes)))));
    let seen = || visible().or_else(|| some(persons(&story.signature())));
    match told {
        // The name of an account or of an agency in short yields to a full name.
        Some(names) if names.iter().all(|name| is_short(name)) => {
            seen().filter(|seen| !seen.iter().all(|name| is_short(name))).unwrap_or(names)
        }
        Some(names) if declared.contributors.is_empty() => names,
        Some(names) => {
            let mut printed = lines.read().map(|boxes| persons(&of_boxes(boxes)));
            let all = printed.find(|all| goes_on(&names, all, &declared.contributors));
            all.unwrap_or(names)
        }
        None => {
            let account = || some(persons(&declared.accounts));
            // A place or a section may be printed there too: those are told of in the story or lead to other pages.
            let known: Vec<String> = declared.section.iter().chain(&declared.keywords).cloned().collect();
            let is_topic = |name: &String| known.iter().any(|word| text::key(word) == text::key(name));
            let is_other = |name: &String| {
                story.tells(name) || headline::is_named(name, outlets) || lines.frames(name) || is_topic(name)
            };
            let beside = || lines.beside_day(outlets).filter(|name| !is_other(name)).map(|name| vec![name]);
            let found = seen().or_else(account).or_else(beside);
            found.unwrap_or_else(|| organization(&lines, &declared.authors, outlets))
        }
    }
}

/// The organization that is declared; before the outlet itself the desk or agency that a byline names.
fn organization(lines: &Bylines<'_, '_>, declared: &[String], outlets: &[String]) -> Vec<String> {
    let printed = || lines.read().flatten().flatten().find_map(|line| names::desk(&line));
    let is_name = |name: &&String| !names::is_company(name) && !name.contains("://");
    let named = declared.iter().find(is_name).cloned();
    let agency = named.clone().filter(|name| !headline::is_named(name, outlets));
    agency.or_else(printed).or(named).into_iter().collect()
}

/// Whether a byline begins with the authors that are declared and goes on with declared contributors: Ghost declares
/// the first author so and the others so. A contributor whom no byline names may be an editor or a photographer.
fn goes_on(authors: &[String], printed: &[String], contributors: &[String]) -> bool {
    let is_same = |one: &String, other: &String| text::key(one) == text::key(other);
    let is_declared = |name: &String| contributors.iter().any(|other| is_same(name, other));
    printed.len() > authors.len()
        && authors.iter().zip(printed).all(|(one, other)| is_same(one, other))
        && printed[authors.len()..].iter().all(is_declared)
}

/// Whether a name is that of an account: one word in small letters.
fn is_account(name: &str) -> bool {
    is_short(name) && name.starts_with(char::is_lowercase)
}

/// Whether a name is one word, in a script that writes blanks between them.
fn is_short(name: &str) -> bool {
    !name.contains(' ') && !name.contains(|c: char| c >= '\u{2e80}')
}

/// Where bylines stand: below the headline first, then above it.
struct Bylines<'o, 'd> {
    outline: &'o Outline<'d>,
    place: Place,
    nodes: Vec<usize>,
    /// How many of the nodes stand below the headline before the story runs.
    before_story: usize,
}

impl<'o, 'd> Bylines<'o, 'd> {
    fn new(outline: &'o Outline<'d>, place: Place) -> Self {
        let mut nodes = place.own(outline, place.below(outline, 300));
        let before_story = Place::before_story(outline, &nodes);
        nodes.extend(place.own(outline, place.above(100)).into_iter().rev());
        Self { outline, place, nodes, before_story }
    }

    /// The full name that stands by itself above the story, in the line of a day, "Ada Quill • 4 June 2026", or in the
    /// line above or below it, or before its bearer's office.
    fn beside_day(&self, outlets: &[String]) -> Option<String> {
        self.nodes[..self.before_story].iter().find_map(|&index| {
            let text = self.outline.nodes[index].text.as_deref()?;
            let name = names::alone(text)?;
            let line = self.outline.line(index);
            let is_one = self.is_day(&line) || self.is_beside_day(index, name, line, outlets);
            is_one.then(|| name.to_owned())
        })
    }

    fn is_day(&self, line: &Range<usize>) -> bool {
        const LONGEST: usize = 150;
        let line = self.outline.words(line.clone());
        line.len() < LONGEST && date::printed::find(&line, Custom::default()).is_some()
    }

    /// Whether the line of a name says nothing else but what its bearer is, and a day stands above or below it.
    fn is_beside_day(&self, index: usize, name: &str, line: Range<usize>, outlets: &[String]) -> bool {
        const REACH: usize = 30;
        let outline = self.outline;
        let is_linked = outline.around(index).take(4).any(|outer| &*outline.nodes[outer].name == "a");
        let words = outline.words(line.clone());
        let rest = words.replacen(name, "", 1);
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        let is_office = |words: &str| names::is_office(words) || headline::is_named(words, outlets);
        if is_linked || !(rest.is_empty() || is_office(rest)) {
            return false;
        }
        let is_text =
            |at: &usize| outline.nodes[*at].text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let below = |line: &Range<usize>| {
            (line.end..outline.nodes.len()).take(REACH).find(is_text).map(|at| outline.line(at))
        };
        let first = self.nodes.first().copied().unwrap_or(index);
        let above = (first..line.start).rev().take(REACH).find(is_text).map(|at| outline.line(at));
        let next = below(&line);
        let behind_office = next.as_ref().filter(|line| is_office(outline.words((*line).clone()).trim()));
        let behind_office = behind_office.and_then(below);
        names::is_office(rest) || [above, next, behind_office].iter().flatten().any(|line| self.is_day(line))
    }

    /// Whether words stand by themselves above the headline, where a site's sections are named.
    fn frames(&self, words: &str) -> bool {
        let above = self.place.above(usize::MAX);
        let mut texts = above.filter_map(|index| self.outline.nodes[index].text.as_deref());
        texts.any(|text| text.trim() == words)
    }

    /// Boxes of lines that say they are a byline. Of several authors each may have a box.
    fn read(&self) -> impl Iterator<Item = Vec<Vec<String>>> {
        let nodes = self.nodes.iter().enumerate();
        nodes.map(|(position, &index)| byline(self.outline, index, position < self.before_story))
    }
}

/// The lines of the byline that a node is: an element that calls itself so, with others of its kind beside it; a line
/// that says so; above the story a link to the page of an author.
fn byline(outline: &Outline<'_>, index: usize, is_before_story: bool) -> Vec<Vec<String>> {
    const MOST: usize = 10;
    const MOST_BESIDE: usize = 1_000;
    let node = &outline.nodes[index];
    if let Some(text) = &node.text {
        return vec![short(printed(outline, index, text).into_iter().collect())];
    }
    if is_before_story && leads_to_author(outline, index) {
        let name = text::some_line(&outline.text(index)).filter(|name| names::is_full(name));
        return vec![name.into_iter().collect()];
    }
    let is_byline = |&index: &usize| outline.nodes[index].marks.is_byline && outline.inside(index).len() < 60;
    if !is_byline(&index) {
        return Vec::new();
    }
    let is_one = |&other: &usize| other == index || (is_byline(&other) && outline.is_alike(index, other));
    let boxes = outline.children(node.parent).take(MOST_BESIDE).filter(is_one).take(MOST);
    boxes.map(|index| short(of_box(outline, index))).collect()
}

/// The byline that a text begins, or that is a part of its line.
fn printed(outline: &Outline<'_>, index: usize, text: &str) -> Option<String> {
    const LONGEST: usize = 400;
    let text = text.trim();
    if text.len() > LONGEST || text::is_sentence(text) {
        return None;
    }
    if names::is_byline(text) {
        let parent = outline.nodes[index].parent;
        // Below the name may stand what its bearer is, and who made the pictures.
        let line = lines(outline, parent)
            .into_iter()
            .find(|line| names::is_byline(line) && !names::read(line).is_empty());
        let whole = || text::some_line(&outline.text(parent)).filter(|line| names::is_byline(line));
        return line.or_else(whole);
    }
    let is_part = || names::byline(text).is_some();
    let line =
        text::some_line(&outline.words(outline.line(index))).filter(|_| names::is_by(text) || is_part())?;
    let line = Some(line).filter(|line| !text::is_sentence(line))?;
    names::byline(&line).map(str::to_owned)
}

/// Whether a link leads to the page of an author.
fn leads_to_author(outline: &Outline<'_>, index: usize) -> bool {
    const PAGES: [&str; 10] = [
        "author",
        "authors",
        "autor",
        "autores",
        "auteur",
        "autoren",
        "profile",
        "profiles",
        "reporter",
        "journalist",
    ];
    let node = &outline.nodes[index];
    let is_page = |href: &str| href.split('/').any(|part| PAGES.contains(&part));
    &*node.name == "a" && node.attribute("href").is_some_and(|href| is_page(&href))
}

/// The lines that are short enough for a byline.
fn short(mut lines: Vec<String>) -> Vec<String> {
    const LONGEST: usize = 150;
    lines.retain(|line| line.chars().count() <= LONGEST);
    lines
}

/// The lines of a box that calls itself a byline: its links, if it has several; the first box inside that calls
/// itself so too, or the link to an author's page beside it; else what it prints, the line first that begins with "By".
fn of_box(outline: &Outline<'_>, index: usize) -> Vec<String> {
    let line = |inner: usize| Some(lines(outline, inner).join(" ")).filter(|line| !line.is_empty());
    let links = || outline.inside(index).filter(|&inner| &*outline.nodes[inner].name == "a");
    let linked: Vec<String> = links().filter_map(line).take(10).collect();
    if linked.len() > 1 {
        return vec![linked.join(", ")];
    }
    let mut inside = outline.inside(index).skip(1).filter(|&inner| outline.nodes[inner].marks.is_byline);
    if let Some(first) = inside.next() {
        // The label of the byline calls itself so too.
        let is_beside =
            |link: &usize| !outline.inside(first).contains(link) && leads_to_author(outline, *link);
        let named = links().find(is_beside).and_then(line).filter(|name| names::is_full(name));
        // It holds little but the name.
        let whole = || text::some_line(&outline.text(first));
        let first = named.or_else(whole).filter(|line| line.len() > 3);
        if let Some(first) = first {
            return vec![first];
        }
    }
    let mut printed = lines(outline, index);
    printed.sort_by_key(|line| !names::is_byline(line));
    printed
}

/// The lines of a byline. Elements that touch are apart in it, and a full name has a border.
fn lines(outline: &Outline<'_>, index: usize) -> Vec<String> {
    outline.joined_lines(index, |before, behind| {
        let is_bordered = names::is_full(before) || (names::is_full(behind) && !names::is_by(before));
        if is_bordered { " | " } else { " " }
    })
}
