//! IPTC NITF 3: a story with its head, alone or inside an item. In: its root. Out: the item.

use crate::markup::{self, Fragment};
use crate::wire::Item;
use crate::xml::{Element, Node};
use crate::{date, text};

/// Reads a story.
pub(crate) fn item(nitf: &Element) -> Item {
    let first = |name: &str| nitf.within(name).into_iter().next();
    let line = |name: &str| first(name).and_then(|found| text::some_line(&found.text()));
    let attribute =
        |name: &str, key: &str| first(name).and_then(|found| found.attribute(key)).map(str::to_owned);
    let names = ["tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"];
    let subjects = nitf.within("tobject.subject").into_iter();
    let tags = subjects.filter_map(|subject| names.iter().find_map(|name| subject.attribute(name)));
    let (issued, released) = (attribute("date.issue", "norm"), attribute("date.release", "norm"));
    let printed = attribute("pubdata", "date.publication");
    Item {
        id: attribute("doc-id", "id-string"),
        status: attribute("docdata", "management-status"),
        headline: line("hl1").or_else(|| line("title")),
        second_headline: line("hl2")
            .filter(|_| first("hedline").is_some_and(|head| !head.within("hl2").is_empty())),
        description: line("abstract"),
        dateline: first("dateline").and_then(dateline),
        bylines: nitf.within("byline").iter().filter_map(|byline| byline_of(byline)).collect(),
        story: first("body.content").map(story).unwrap_or_default(),
        // Publishers that keep their own archive in NITF tell the day of release or that of the paper alone.
        embargoed: released.clone().filter(|_| issued.is_some()),
        first: issued.or(released).or(printed),
        keywords: nitf
            .within("keyword")
            .iter()
            .filter_map(|word| word.attribute("key"))
            .map(str::to_owned)
            .collect(),
        holder: attribute("doc.copyright", "holder"),
        publisher: line("distributor").or_else(|| attribute("pubdata", "name")),
        tags: text::distinct(tags),
        ..Item::default()
    }
}

/// The story. Archives give its lead in a block of its own and once more at the start of the whole.
fn story(content: &Element) -> Fragment {
    let blocks: Vec<&Element> = content.all("block").collect();
    let key = |block: &Element| text::key(&block.text());
    let repeats = |pair: &&[&Element]| key(pair[1]).starts_with(&key(pair[0]));
    match blocks.windows(2).find(repeats) {
        Some(pair) if content.elements().count() == 2 => markup::read(&pair[1].markup()),
        _ => markup::read(&content.markup()),
    }
}

/// Place and day as printed; a time that is there for programs is no part of it.
fn dateline(element: &Element) -> Option<String> {
    let printed = |node: &Node| match node {
        Node::Text(words) => words.clone(),
        Node::Element(part) => {
            let words = part.text();
            if part.is("story.date") && date::is_iso_form(words.trim()) { String::new() } else { words }
        }
    };
    text::some_line(&element.children.iter().map(printed).collect::<String>())
}

/// The person of a byline where one is marked up, else its first part; what people are (`byttl`) is no name.
fn byline_of(byline: &Element) -> Option<String> {
    let person = byline.within("person").into_iter().chain(byline.all("bytag")).next();
    let text = person.map_or_else(|| byline.text().replace(&title(byline), ""), Element::text);
    text::some_line(&text).filter(|text| !is_signature(text))
}

/// Whether these are the initials of the desk: `gr/bp`.
fn is_signature(text: &str) -> bool {
    const LONGEST: usize = 3;
    text.split('/').all(|part| part.len() <= LONGEST && part.chars().all(char::is_lowercase))
}

fn title(byline: &Element) -> String {
    byline.within("byttl").first().map(|title| title.text()).unwrap_or_default()
}
