//! IPTC NITF 3: a story with its head, alone or inside an item. In: its root. Out: the item.

use crate::markup;
use crate::text;
use crate::wire::Item;
use crate::xml::Element;

/// Reads a story.
pub(crate) fn item(nitf: &Element) -> Item {
    let first = |name: &str| nitf.within(name).into_iter().next();
    let line = |name: &str| first(name).and_then(|found| text::some_line(&found.text()));
    let attribute =
        |name: &str, key: &str| first(name).and_then(|found| found.attribute(key)).map(str::to_owned);
    let story = first("body.content").map(|body| markup::read(&body.markup())).unwrap_or_default();
    let names = ["tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"];
    let subjects = nitf.within("tobject.subject").into_iter();
    let tags = subjects.filter_map(|subject| names.iter().find_map(|name| subject.attribute(name)));
    Item {
        id: attribute("doc-id", "id-string"),
        headline: line("hl1").or_else(|| line("title")),
        second_headline: line("hl2")
            .filter(|_| first("hedline").is_some_and(|head| !head.within("hl2").is_empty())),
        description: line("abstract"),
        dateline: line("dateline"),
        bylines: nitf.within("byline").iter().filter_map(|byline| byline_of(byline)).collect(),
        story,
        first: attribute("date.issue", "norm"),
        keywords: nitf
            .within("keyword")
            .iter()
            .filter_map(|word| word.attribute("key"))
            .map(str::to_owned)
            .collect(),
        holder: attribute("doc.copyright", "holder"),
        publisher: line("distributor"),
        tags: text::distinct(tags),
        ..Item::default()
    }
}

/// The person of a byline where one is marked up; what people are (`byttl`) is no name.
fn byline_of(byline: &Element) -> Option<String> {
    let person = byline.within("person").first().map(|person| person.text());
    let text = person.unwrap_or_else(|| byline.text().replace(&title(byline), ""));
    text::some_line(&text)
}

fn title(byline: &Element) -> String {
    byline.within("byttl").first().map(|title| title.text()).unwrap_or_default()
}
