//! A page as a flat list in reading order. In: the tree. Out: elements and texts, each with the range of what it
//! holds, so that every question about the page is a walk over a slice.

use super::beside::Marks;
use crate::text;
use dom_query::{Document, LocalName, NodeData, NodeRef};
use html5ever::tendril::StrTendril;
use std::ops::Range;

/// The visible part of a page.
pub(super) struct Outline<'d> {
    /// Elements and texts; the first is the page itself.
    pub(super) nodes: Vec<Node<'d>>,
}

/// An element or a text.
pub(super) struct Node<'d> {
    /// The same in the tree, for its attributes.
    pub(super) element: NodeRef<'d>,
    /// The element's name, empty for a text.
    pub(super) name: LocalName,
    pub(super) text: Option<StrTendril>,
    /// Index of the element that holds it.
    pub(super) parent: usize,
    /// Index behind the last node inside.
    pub(super) end: usize,
    pub(super) marks: Marks,
    /// Whether it begins a line of its own.
    pub(super) is_block: bool,
}

/// Bytes of what is read as one line or as a few: what is longer is a story, and elements nest around it.
const LONGEST: usize = 10_000;

enum Step<'d> {
    Enter(NodeRef<'d>, usize),
    Leave(usize),
}

impl<'d> Outline<'d> {
    /// Lays the page out. Not recursive: pages nest deeply.
    pub(super) fn read(document: &'d Document) -> Self {
        let mut nodes: Vec<Node<'d>> = Vec::new();
        let mut steps = vec![Step::Enter(document.html_root(), 0)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(index) => nodes[index].end = nodes.len(),
                Step::Enter(element, parent) => {
                    let Some(node) = Node::read(element, parent, nodes.len()) else { continue };
                    let index = nodes.len();
                    if node.text.is_none() {
                        steps.push(Step::Leave(index));
                        steps.extend(element.children_it(true).map(|child| Step::Enter(child, index)));
                    }
                    nodes.push(node);
                }
            }
        }
        Self { nodes }
    }

    /// Everything on the page.
    pub(super) fn all(&self) -> Range<usize> {
        0..self.nodes.len()
    }

    /// What stands inside an element, itself included.
    pub(super) fn inside(&self, index: usize) -> Range<usize> {
        index..self.nodes[index].end
    }

    /// The elements right inside another.
    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[index].end;
        let first = Some(index + 1).filter(|&child| child < end);
        std::iter::successors(first, move |&child| Some(self.nodes[child].end).filter(|&next| next < end))
    }

    /// The elements around a node, itself first.
    pub(super) fn around(&self, index: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(index), |&index| {
            let parent = self.nodes[index].parent;
            (parent < index).then_some(parent)
        })
    }

    /// Whether two elements are of the same kind.
    pub(super) fn is_alike(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.nodes[one], &self.nodes[other]);
        one.name == other.name && one.attribute("class") == other.attribute("class")
    }

    /// The elements of a name, in order.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = usize> {
        self.all().filter(move |&index| &*self.nodes[index].name == name)
    }

    /// The text inside an element, as it runs; of a long one the start.
    pub(super) fn text(&self, index: usize) -> String {
        let mut text = String::new();
        let mut last = index;
        for inner in self.inside(index) {
            if text.len() > LONGEST {
                break;
            }
            let node = &self.nodes[inner];
            match &node.text {
                Some(part) => {
                    text.push_str(if self.is_apart(last, inner) { " " } else { "" });
                    text.push_str(start(part));
                    last = inner;
                }
                None if is_seen_apart(node) => text.push(' '),
                None => {}
            }
        }
        text
    }

    /// The line that readers see a node in; of a long one the part around the node.
    pub(super) fn line(&self, index: usize) -> Range<usize> {
        const REACH: usize = 20;
        let breaks = |at: usize| self.nodes[at].is_block || &*self.nodes[at].name == "br";
        let block = self.around(index).skip(1).find(|&outer| self.nodes[outer].is_block).unwrap_or(0);
        let (first, last) = (block + 1, self.nodes[block].end.min(self.nodes[index].end + REACH));
        let first = first.max(index.saturating_sub(REACH)).min(index);
        let broken = (first..index).filter(|&at| breaks(at)).map(|at| self.nodes[at].end);
        let start = broken.max().unwrap_or(first).min(index);
        start..(self.nodes[index].end..last).find(|&at| breaks(at)).unwrap_or(last)
    }

    /// The text of neighbouring nodes; of a long one the start.
    pub(super) fn words(&self, range: Range<usize>) -> String {
        let texts = self.nodes[range].iter().filter_map(|node| node.text.as_deref());
        texts.map(start).collect::<Vec<_>>().join(" ")
    }

    /// Whether readers see two texts apart that touch: each has an element of its own, and no word goes on like that.
    pub(super) fn is_apart(&self, before: usize, after: usize) -> bool {
        // A footnote's number belongs to its word.
        let is_raised = |index: usize| {
            self.around(index).take(4).any(|outer| matches!(&*self.nodes[outer].name, "sub" | "sup"))
        };
        let own = |index: usize| {
            let parent = self.nodes[index].parent;
            (!self.nodes[parent].is_block && !is_raised(index)).then_some(parent)
        };
        let text = |index: usize| self.nodes[index].text.as_deref();
        let (Some(first), Some(second)) = (text(before), text(after)) else { return false };
        let is_word_end = first.ends_with(char::is_lowercase)
            && second.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        is_word_end
            && own(before).is_some_and(|own| self.nodes[own].end <= after)
            && own(after).is_some_and(|own| own > before)
    }

    /// The text inside an element, broken where readers see a line end; of a long one the start.
    pub(super) fn lines(&self, index: usize) -> Vec<String> {
        self.joined_lines(index, |_, _| "")
    }

    /// The same with what `join` puts between two texts of a line that touch: what stands before and behind.
    pub(super) fn joined_lines(
        &self,
        index: usize,
        join: impl Fn(&str, &str) -> &'static str,
    ) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut block_end = usize::MAX;
        let (mut last, mut button_end, mut length) = ("", 0, 0);
        for inner in self.inside(index) {
            if length > LONGEST {
                break;
            }
            let node = &self.nodes[inner];
            if &*node.name == "button" {
                button_end = node.end;
            }
            // What a button says it does.
            if inner < button_end {
                continue;
            }
            if node.is_block || &*node.name == "br" || inner >= block_end {
                lines.push(String::new());
                last = "";
                block_end = if node.is_block { node.end } else { usize::MAX };
            }
            if let (Some(text), Some(line)) = (&node.text, lines.last_mut()) {
                let touches = !last.is_empty()
                    && !last.ends_with(char::is_whitespace)
                    && !text.starts_with(char::is_whitespace);
                line.push_str(if touches { join(last, text) } else { "" });
                line.push_str(start(text));
                length += text.len();
                last = text;
            }
        }
        lines.iter().filter_map(|line| text::some_line(line)).collect()
    }
}

impl<'d> Node<'d> {
    fn read(element: NodeRef<'d>, parent: usize, index: usize) -> Option<Self> {
        let (name, text, marks) = element.query(|node| match &node.data {
            NodeData::Text { contents } => {
                Some((LocalName::from(""), Some(contents.clone()), Marks::default()))
            }
            NodeData::Element(found) if !is_unseen(&found.name.local) => {
                Some((found.name.local.clone(), None, Marks::read(found)))
            }
            _ => None,
        })??;
        let is_block = is_block(&name);
        Some(Self { element, name, text, parent, end: index + 1, marks, is_block })
    }

    /// An attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<StrTendril> {
        self.element.attr(name)
    }
}

fn start(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// Whether readers see a blank where an element begins, whatever is before it.
fn is_seen_apart(node: &Node<'_>) -> bool {
    node.is_block || matches!(&*node.name, "br" | "button" | "img")
}

/// Whether an element begins a line of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "head" | "script" | "style" | "template" | "noscript" | "svg" | "iframe" | "textarea" | "select"
    )
}
