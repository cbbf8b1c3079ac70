//! The second witness: microdata and `RDFa`. In: properties inside an item that is an article. Out: what they say.

use super::declared::Declared;
use super::outline::Outline;
use crate::text;

/// Properties read of one page, and nodes inside one: bounds for pages that nest them without end.
const MOST: usize = 500;
const LARGEST: usize = 2_000;

/// Reads the page's first article.
pub(super) fn read(outline: &Outline<'_>) -> Declared {
    let mut declared = Declared::default();
    let is_article = |index: &usize| {
        let node = &outline.nodes[*index];
        let kind = node.attribute("itemtype").or_else(|| node.attribute("typeof"));
        kind.is_some_and(|kind| kind.contains("Article") || kind.contains("BlogPosting"))
    };
    let mut elements = outline.all().filter(|&index| outline.nodes[index].text.is_none());
    let Some(scope) = elements.find(is_article) else { return declared };
    let named = |index: usize| Some((index, property(outline, index)?));
    for (index, names) in outline.inside(scope).skip(1).filter_map(named).take(MOST) {
        if outline.nodes[index].end - index < LARGEST {
            names.split_whitespace().for_each(|name| take(&mut declared, name, outline, index));
        }
    }
    declared
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
    let attribute = attributes.iter().find_map(|name| outline.nodes[index].attribute(name));
    let told = attribute.map_or_else(|| outline.text(index), |found| found.to_string());
    text::some_line(&told)
}
