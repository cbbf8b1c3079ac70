//! Dates that elements tell machines. In: an element near the headline. Out: the date in one of its attributes.
//!
//! `time` has its own attribute in the HTML standard, `abbr` its title by hAtom; publishing systems and their scripts
//! name others, on any element. What asks for a date in them knows which elements belong to the story.

use super::label;
use crate::date::{self, When};
use crate::html::outline::Node;
use crate::html::parse::DATES;
use dom_query::{Attr, Element, NodeData};

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

/// What another element says of a date: in an attribute for one, in its title where it calls itself a date, in the
/// words for those who do not see it, or as the content of a property outside of any item.
pub(super) fn of_other(node: &Node<'_>) -> Option<String> {
    if node.text.is_some() || &*node.name == "time" {
        return None;
    }
    let is_date = node.marks.is_date;
    node.element.query(|tree| match &tree.data {
        NodeData::Element(element) => of(element, is_date),
        _ => None,
    })?
}

fn of(element: &Element, is_date: bool) -> Option<String> {
    let is_published =
        |attribute: &Attr| &*attribute.name.local == "itemprop" && &*attribute.value == "datePublished";
    let is_told = |attribute: &&Attr| match &*attribute.name.local {
        "datetime" => true,
        "title" => is_date,
        "aria-label" => is_date || is_labelled(&attribute.value),
        "content" => element.attrs.iter().any(is_published),
        name => DATES.contains(&name),
    };
    element.attrs.iter().find(is_told).map(|attribute| attribute.value.trim().to_owned())
}

/// Whether a line begins with a word such as "Published".
fn is_labelled(line: &str) -> bool {
    let end = line.find(|c: char| c.is_ascii_digit());
    end.is_some_and(|end| label::before(&line[..end]).is_some())
}
