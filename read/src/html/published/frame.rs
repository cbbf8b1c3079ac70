//! What of a page's frame prints days. In: an element far from the headline. Out: whether it is of the site's header or
//! leads to another story.

use crate::html::outline::Outline;
use crate::html::place::Place;

/// Parts of the classes of a site's header.
const HEADERS: &[&str] = &["masthead", "navbar", "site-header", "top-bar", "topbar"];

/// Whether an element belongs to the site's header, which holds no headline of a story, or stands beside a link to
/// another story.
pub(super) fn holds(outline: &Outline<'_>, index: usize, headline: Place) -> bool {
    let is_headlines = |outer: usize| headline.index().is_some_and(|at| outline.inside(outer).contains(&at));
    let own = || outline.around(index).take_while(|&outer| !is_headlines(outer));
    own().any(|outer| is_header(outline, outer)) || own().take(4).any(|outer| is_teaser(outline, outer))
}

fn is_header(outline: &Outline<'_>, index: usize) -> bool {
    let node = &outline.nodes[index];
    if node.text.is_some() || matches!(&*node.name, "body" | "html") {
        return false;
    }
    let says = |name: &str| {
        let said = node.attribute(name).unwrap_or_default().to_lowercase();
        HEADERS.iter().any(|part| said.contains(part))
    };
    &*node.name == "header" || says("class") || says("id")
}

/// Whether a small box holds a link of as many words as a headline has, or one below a heading.
fn is_teaser(outline: &Outline<'_>, index: usize) -> bool {
    const LARGEST: usize = 16;
    const FEWEST: usize = 4;
    if outline.inside(index).len() >= LARGEST {
        return false;
    }
    let named = |names: &'static [&str]| {
        outline.inside(index).filter(move |&inner| names.contains(&&*outline.nodes[inner].name))
    };
    let words = |link: usize| outline.text(link).split_whitespace().count();
    let is_headed = named(&["h2", "h3", "h4", "h5"]).next().is_some();
    named(&["a"]).any(|link| is_headed || words(link) >= FEWEST)
}
