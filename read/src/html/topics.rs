//! What a story is about, in its publisher's words. In: what the markup declares and the page laid out. Out: keywords.
//!
//! In order: keywords that are declared, but not those that a site has on all its pages; links that call themselves
//! tags (`rel=tag`); links in a box below the headline that calls itself one of tags; a line that begins with "Tags:";
//! links side by side that lead to pages of tags. Words for machines and the names of outlet and authors are none, a
//! list of codes or of the words in the page's address was made by a machine.

mod site;
mod words;

use super::declared::Declared;
use super::outline::Outline;
use super::place::Place;
use crate::text;
use regex::Regex;
use site::Share;
use std::sync::LazyLock;

/// Keywords of one story.
const MOST: usize = 60;
/// Lines that begin as those of tags do.
const MOST_LINES: usize = 20;

/// What stands before a line of tags.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)^\s*(?:{})\s*[:：]\s*", words::LABELS.join("|"))).expect("a constant pattern")
});

/// What is known of the story when its topics are asked for.
pub(super) struct Known<'k> {
    /// Keys of the site's names.
    pub(super) outlets: &'k [String],
    /// The same and keys of the authors' names: none of them is a topic.
    pub(super) names: &'k [String],
    pub(super) headline: &'k str,
    pub(super) body: &'k str,
    pub(super) url: Option<&'k str>,
}

/// The keywords.
pub(super) fn read(
    outline: &Outline<'_>,
    place: Place,
    declared: &Declared,
    known: &Known<'_>,
) -> Vec<String> {
    let address = known.url.map(text::key).unwrap_or_default();
    let told = |words: &[String]| {
        let told = clean(words.iter().cloned(), known);
        Some(told).filter(|told| !told.is_empty() && !is_machine_made(told, &address))
    };
    let shown = || shown(outline, place, known);
    // One publishing system often fills several lists; the longest was made for the story.
    let (own, of_page) = (&declared.keywords, &declared.page_keywords);
    if of_page.len() <= own.len() {
        return told(own).unwrap_or_else(shown);
    }
    let story = text::key(&format!("{} {}", known.headline, known.body));
    let share = Share::of(of_page, &story, known);
    if !share.is_of_site() {
        return told(of_page).unwrap_or_else(shown);
    }
    let other = told(own).unwrap_or_else(shown);
    // What the page shows may be its site's too.
    let of_other = Share::of(&other, &story, known);
    match (of_other.in_story, share.is_mostly_site(), of_other.is_mostly_site()) {
        (0, false, _) => told(of_page).unwrap_or(other),
        (0, true, true) => Vec::new(),
        _ => other,
    }
}

/// The topics that the page shows.
fn shown(outline: &Outline<'_>, place: Place, known: &Known<'_>) -> Vec<String> {
    let linked = clean(links(outline, 0, true), known);
    if !linked.is_empty() {
        return linked;
    }
    let is_box = |index: &usize| {
        let node = &outline.nodes[*index];
        node.marks.is_tags && node.text.is_none() && (2..300).contains(&(node.end - index))
    };
    // Above the headline stand the site's topics.
    let below = || place.below(outline, outline.nodes.len());
    let boxes = below().filter(is_box).take(20);
    let found = boxes.map(|index| clean(links(outline, index, false), known)).find(|words| !words.is_empty());
    let labelled = || {
        let own = place.own(outline, below());
        let lines = own.into_iter().filter(|&index| is_label(outline, index)).take(MOST_LINES);
        lines.map(|index| clean(in_line(outline, index), known)).find(|words| !words.is_empty())
    };
    found.or_else(labelled).unwrap_or_else(|| {
        let mut tags = below().filter(|&index| leads_to_tag(outline, index)).take(MOST);
        let row = tags.find(|&index| is_in_row(outline, index));
        row.map(|index| clean(row_of(outline, index), known)).unwrap_or_default()
    })
}

/// Each word once that people would search for, without the sign of a tag.
fn clean(words: impl IntoIterator<Item = String>, known: &Known<'_>) -> Vec<String> {
    let words = words.into_iter().map(|word| word.trim_start_matches(['#', '＃']).to_owned());
    let mut kept = Vec::new();
    for word in words.filter(|word| is_word(word) && !known.names.contains(&text::key(word))).take(MOST) {
        text::push_new(&mut kept, &word);
    }
    kept
}

/// Whether a text is what news pages print before their tags, with a colon.
fn is_label(outline: &Outline<'_>, index: usize) -> bool {
    outline.nodes[index].text.as_deref().is_some_and(|text| LABEL.is_match(text))
}

/// The tags behind a label: the links on its line, else the words.
fn in_line(outline: &Outline<'_>, index: usize) -> Vec<String> {
    let line = index..outline.line(index).end;
    let links = line.clone().filter(|&inner| &*outline.nodes[inner].name == "a");
    let linked: Vec<String> = links.filter_map(|link| text::some_line(&outline.text(link))).collect();
    if linked.is_empty() { text::listed(&LABEL.replace(&outline.words(line), "")).collect() } else { linked }
}

/// Whether a link's address is that of a page of tags.
fn leads_to_tag(outline: &Outline<'_>, index: usize) -> bool {
    // Blogger's.
    const LABEL: &str = "/search/label/";
    let node = &outline.nodes[index];
    &*node.name == "a"
        && node.attribute("href").is_some_and(|href| {
            href.contains(LABEL) || href.split('/').any(|part| words::PAGES.contains(&part))
        })
}

/// The box that a link stands in with others like it.
fn row(outline: &Outline<'_>, index: usize) -> usize {
    let parent = outline.nodes[index].parent;
    let is_entry = matches!(&*outline.nodes[parent].name, "li" | "span");
    if is_entry { outline.nodes[parent].parent } else { parent }
}

/// Whether a link stands among links: in a sentence it is none of the story's tags.
fn is_in_row(outline: &Outline<'_>, index: usize) -> bool {
    let row = row(outline, index);
    // A menu leads to the topics of the site.
    let is_menu = |outer: usize| {
        let node = &outline.nodes[outer];
        &*node.name == "nav" && !node.marks.is_tags
    };
    if outline.nodes[row].end - row > 300 || outline.around(row).take(4).any(is_menu) {
        return false;
    }
    let length = |text: String| text.split_whitespace().map(str::len).sum::<usize>();
    let links = outline.inside(row).filter(|&inner| &*outline.nodes[inner].name == "a");
    let linked: usize = links.map(|inner| length(outline.text(inner))).sum();
    let label = label_of(outline, row).map_or(0, length);
    linked * 10 > (length(outline.text(row)) - label) * 7
}

/// What stands before the links of a row, if it looks like a label: with a colon, or in an element of its own.
fn label_of(outline: &Outline<'_>, row: usize) -> Option<String> {
    const LONGEST: usize = 40;
    let first = outline.inside(row).find(|&inner| &*outline.nodes[inner].name == "a")?;
    let is_printed =
        |&inner: &usize| outline.nodes[inner].text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let is_apart = (row..first).filter(is_printed).all(|inner| outline.nodes[inner].parent != row);
    let label = text::some_line(&outline.words(row..first))?;
    let is_label = (is_apart || label.ends_with([':', '：'])) && label.chars().count() <= LONGEST;
    is_label.then_some(label)
}

fn row_of<'o>(outline: &'o Outline<'_>, index: usize) -> impl Iterator<Item = String> + 'o {
    let tags = outline.inside(row(outline, index)).filter(|&inner| leads_to_tag(outline, inner));
    let texts = tags.filter_map(|inner| text::some_line(&outline.text(inner)));
    texts.map(|tag| without_count(&tag).to_owned()).take(MOST)
}

/// The texts of links inside an element.
fn links<'o>(outline: &'o Outline<'_>, index: usize, are_tags: bool) -> impl Iterator<Item = String> + 'o {
    let is_link = move |index: &usize| {
        let node = &outline.nodes[*index];
        // WordPress links the sections of the site so too.
        let is_section = || node.attribute("href").is_some_and(|href| href.contains("/category/"));
        let is_kind = |rel: &str| rel.split(' ').any(|kind| kind == "tag") && !rel.contains("category");
        let is_tag = || node.attribute("rel").is_some_and(|rel| is_kind(&rel)) && !is_section();
        &*node.name == "a" && (!are_tags || is_tag())
    };
    let texts =
        outline.inside(index).filter(is_link).filter_map(|index| text::some_line(&outline.text(index)));
    texts.map(|text| without_count(&text).to_owned()).take(MOST)
}

/// A tag without the number of stories that have it, in brackets behind.
fn without_count(tag: &str) -> &str {
    let cut = tag.strip_suffix(')').and_then(|tag| tag.rsplit_once(" ("));
    cut.filter(|(_, count)| count.bytes().all(|byte| byte.is_ascii_digit())).map_or(tag, |(tag, _)| tag)
}

/// Whether people would search for it: no path, number, identifier or single letter.
fn is_word(word: &str) -> bool {
    const LONGEST: usize = 80;
    let is_machine =
        (word.contains(':') && !word.contains(' ')) || word.contains('_') || word.starts_with('/');
    let is_identifier =
        || word.len() > 20 && word.chars().filter(char::is_ascii_digit).count() * 4 > word.len();
    // A word of Chinese takes two or three characters.
    let width: usize = word.chars().map(|c| if c < '\u{2e80}' { 1 } else { c.len_utf8() }).sum();
    let length = 2..=LONGEST;
    length.contains(&width) && word.contains(char::is_alphabetic) && !is_machine && !is_identifier()
}

/// Whether a list was made by a machine: of codes, or of the words in the page's own address.
fn is_machine_made(words: &[String], address: &str) -> bool {
    const FEW: usize = 4;
    let is_code = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    // A list of acronyms has no digits.
    let has_digits = || words.iter().any(|word| is_code(word) && word.contains(|c: char| c.is_ascii_digit()));
    let is_of_address = |word: &str| {
        let key = text::key(word);
        key.len() > 1 && format!(" {address} ").contains(&format!(" {key} "))
    };
    let count = |is_one: &dyn Fn(&str) -> bool| words.iter().filter(|word| is_one(word)).count();
    let is_phrase = words.len() == 1 && words[0].split(' ').count() >= FEW && is_of_address(&words[0]);
    let are_parts =
        words.iter().all(|word| !word.contains(' ')) && count(&is_of_address) * 10 > words.len() * 8;
    is_phrase || (words.len() >= FEW && (are_parts || (count(&is_code) * 2 > words.len() && has_digits())))
}
