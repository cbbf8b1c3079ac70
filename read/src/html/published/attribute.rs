//! Dates that elements tell machines. In: an element near the headline. Out: the date in one of its attributes.
//!
//! `time` has its own attribute in the HTML standard, `abbr` its title by hAtom; publishing systems and their scripts
//! name others, on any element. What asks for a date in them knows which elements belong to the story.

use crate::date::{self, When};
use crate::html::outline::Node;
use crate::html::parse::DATES;
use dom_query::{Attr, Element, NodeData};

/// How a date in an attribute is read.
type Read<'r> = &'r dyn Fn(&str) -> Option<When>;

/// What a `time` element or an abbreviation says, in the order of who says it best.
pub(super) fn of_time(node: &Node<'_>) -> Option<When> {
    let attributes: &[&str] = match &*node.name {
        "time" => &["datetime", "title"],
        "abbr" => &["title"],
        _ => return None,
    };
    let mut told = attributes.iter().filter_map(|name| node.attribute(name));
    told.find_map(|told| date::parse(told.trim()))
}

/// What another element says: by an attribute for a date, in its title where it calls itself a date, or as the content
/// of a property outside of any item.
pub(super) fn of_other(node: &Node<'_>, read: Read<'_>) -> Option<When> {
    if node.text.is_some() || &*node.name == "time" {
        return None;
    }
    let is_date = node.marks.is_date;
    node.element.query(|tree| match &tree.data {
        NodeData::Element(element) => of(element, is_date, read),
        _ => None,
    })?
}

fn of(element: &Element, is_date: bool, read: Read<'_>) -> Option<When> {
    let value = |wanted: &str| {
        let mut attributes = element.attrs.iter();
        attributes.find(|attribute| &*attribute.name.local == wanted).map(|attribute| &*attribute.value)
    };
    let told = |attribute: &Attr| {
        let name = &*attribute.name.local;
        let is_property = || name == "content" && value("itemprop") == Some("datePublished");
        let is_title = is_date && name == "title";
        let is_told = is_title || name == "datetime" || DATES.contains(&name) || is_property();
        is_told.then(|| read(attribute.value.trim()))?
    };
    element.attrs.iter().find_map(told)
}
