//! The second witness: microdata. In: `itemprop`s inside an `itemtype` that is an article. Out: its properties.

use super::declared::Declared;
use crate::text;
use dom_query::{Document, NodeRef};

/// Reads the page's first article.
pub(super) fn read(document: &Document) -> Declared {
    let scopes = document.select("[itemtype*='Article'], [itemtype*='BlogPosting']");
    let Some(scope) = scopes.nodes().first() else { return Declared::default() };
    let mut declared = Declared::default();
    for node in scope.descendants_it().filter(|node| node.has_attr("itemprop")) {
        let names = node.attr_or("itemprop", "").to_string();
        for name in names.split_whitespace() {
            take(&mut declared, name, &node);
        }
    }
    declared
}

fn take(declared: &mut Declared, name: &str, node: &NodeRef<'_>) {
    let Some(value) = value(node, name) else { return };
    let slot = match name {
        "headline" => &mut declared.headline,
        "description" => &mut declared.description,
        "datePublished" => &mut declared.published,
        "dateModified" => &mut declared.modified,
        "dateCreated" => &mut declared.created,
        "articleSection" => &mut declared.section,
        "genre" => &mut declared.genre,
        "inLanguage" => &mut declared.language,
        "copyrightYear" => &mut declared.copyright_year,
        "copyrightHolder" => &mut declared.copyright_holder,
        "mainEntityOfPage" if value.starts_with("http") => &mut declared.url,
        "publisher" => {
            declared.publisher = declared.publisher.take().or_else(|| named(node).or(Some(value)));
            return;
        }
        "author" => {
            let name = named(node).unwrap_or(value);
            super::meta::authors(&name)
                .iter()
                .for_each(|author| text::push_new(&mut declared.authors, author));
            return;
        }
        "keywords" => {
            value
                .split(',')
                .filter_map(text::some_line)
                .for_each(|word| text::push_new(&mut declared.keywords, &word));
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
fn named(node: &NodeRef<'_>) -> Option<String> {
    let name = node.descendants_it().find(|inner| inner.attr_or("itemprop", "").as_ref() == "name")?;
    value(&name, "name")
}

/// What a property says: its machine-readable attribute, else its text. Where a name is meant, the address of a
/// link is none.
fn value(node: &NodeRef<'_>, property: &str) -> Option<String> {
    let is_address = matches!(property, "image" | "mainEntityOfPage" | "url");
    let attributes: &[&str] = if is_address { &["content", "href", "src"] } else { &["content", "datetime"] };
    let attribute = attributes.iter().find_map(|name| node.attr(name));
    let told = attribute.map_or_else(|| node.text().to_string(), |found| found.to_string());
    text::some_line(&told)
}
