//! The second witness: microdata and `RDFa`. In: properties inside an item that is an article. Out: what they say.

use super::declared::Declared;
use super::headline;
use super::outline::Outline;
use super::own::Own;
use crate::{date, text};

/// Properties read of one page, and nodes inside one: bounds for pages that nest them without end, as is that of the
/// text that [`Outline::text`] gives.
const MOST: usize = 500;
const LARGEST: usize = 2_000;

/// Reads the page's own article: the item that holds its heading, else the one that holds a story, else the first.
pub(super) fn read(outline: &Outline<'_>, own: &Own) -> Declared {
    const MOST_ITEMS: usize = 50;
    let mut declared = Declared::default();
    let items: Vec<usize> =
        outline.all().filter(|&index| is_article(outline, index)).take(MOST_ITEMS).collect();
    let mut headings = headline::visible(outline).filter(|(_, line)| own.is_headline(line));
    let heading = headings.find(|(at, _)| items.iter().any(|&item| outline.inside(item).contains(at)));
    let holds_heading =
        |&item: &usize| heading.as_ref().is_some_and(|(at, _)| outline.inside(item).contains(at));
    let is_story = |inner: usize| property(outline, inner).is_some_and(|names| names.contains("articleBody"));
    let holds_story = |&item: &usize| outline.inside(item).take(LARGEST).any(is_story);
    let own = items.iter().copied().find(holds_heading);
    let own = own.or_else(|| items.iter().copied().find(holds_story)).or_else(|| items.first().copied());
    let Some(scope) = own else { return declared };
    let (mut at, mut count) = (scope + 1, 0);
    while at < outline.nodes[scope].end && count < MOST {
        // A story inside this one is a teaser, unless the heading is its own.
        if is_article(outline, at) && !holds_heading(&at) {
            at = outline.nodes[at].end;
            continue;
        }
        if let Some(names) = property(outline, at).filter(|_| outline.inside(at).len() < LARGEST) {
            names.split_whitespace().for_each(|name| take(&mut declared, name, outline, at));
            count += 1;
        }
        at += 1;
    }
    declared
}

/// Whether an element is an article; a page of Drupal 7 is one in the terms of SIOC.
fn is_article(outline: &Outline<'_>, index: usize) -> bool {
    let node = &outline.nodes[index];
    let kind = || node.attribute("itemtype").or_else(|| node.attribute("typeof"));
    let is_kind =
        |kind: &str| ["Article", "BlogPosting", "sioc:Item"].iter().any(|known| kind.contains(known));
    node.text.is_none() && kind().is_some_and(|kind| is_kind(&kind))
}

/// The names of the properties that an element gives.
fn property(outline: &Outline<'_>, index: usize) -> Option<String> {
    let node = &outline.nodes[index];
    if node.text.is_some() {
        return None;
    }
    let names = node.attribute("itemprop").or_else(|| node.attribute("property"))?;
    Some(names.replace("schema:", ""))
}

fn take(declared: &mut Declared, name: &str, outline: &Outline<'_>, index: usize) {
    let Some(value) = value(outline, index, name) else { return };
    let slot = match name {
        "headline" => &mut declared.headline,
        "description" => &mut declared.description,
        "datePublished" | "dc:created" => &mut declared.published,
        "dateModified" => &mut declared.modified,
        "dateCreated" => &mut declared.created,
        "articleSection" => &mut declared.section,
        "genre" => &mut declared.genre,
        "inLanguage" => &mut declared.language,
        "copyrightYear" => &mut declared.copyright_year,
        "copyrightHolder" => &mut declared.copyright_holder,
        "mainEntityOfPage" if value.starts_with("http") => &mut declared.url,
        "publisher" => {
            declared.publisher = declared.publisher.take().or_else(|| named(outline, index).or(Some(value)));
            return;
        }
        "author" | "creator" => {
            // What is longer is a portrait of the author.
            let name = named(outline, index).unwrap_or(value);
            if name.len() < 200 {
                text::push_new(&mut declared.authors, &name);
            }
            return;
        }
        "keywords" => {
            let words = text::listed(&value);
            words.take(MOST).for_each(|word| text::push_new(&mut declared.keywords, &word));
            return;
        }
        "about" => {
            text::push_new(&mut declared.tags, &value);
            return;
        }
        "image" => {
            declared.images.push(value);
            return;
        }
        _ => return,
    };
    *slot = slot.take().or(Some(value));
}

/// The name inside an item: "author" often holds a whole person.
fn named(outline: &Outline<'_>, index: usize) -> Option<String> {
    let mut inside = outline.inside(index).skip(1);
    let name = inside.find(|&inner| property(outline, inner).is_some_and(|property| property == "name"))?;
    value(outline, name, "name")
}

/// What a property says: its machine-readable attribute, else its text. Where a name is meant, the address of a
/// link is none.
fn value(outline: &Outline<'_>, index: usize, property: &str) -> Option<String> {
    let is_address = matches!(property, "image" | "mainEntityOfPage" | "url");
    let attributes: &[&str] = if is_address { &["content", "href", "src"] } else { &["content", "datetime"] };
    let node = &outline.nodes[index];
    // hAtom and Blogger print a part of a date and tell the whole of it in the title.
    let is_date = property.starts_with("date");
    let title = || node.attribute("title").filter(|title| is_date && date::parse(title).is_some());
    let attribute = attributes.iter().find_map(|name| node.attribute(name)).or_else(title);
    let told = attribute.map_or_else(|| outline.text(index), |found| found.to_string());
    text::some_line(&told)
}
