//! HTML inside other formats: the body of a feed's entry, of a ninjs or NewsML item. In: a fragment. Out: its
//! paragraphs as an article keeps them, and its pictures. Nothing it names is fetched.

use crate::{html, image, text, xml};
use dom_query::{Document, NodeRef};
use extract::Image;

/// What a fragment shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fragment {
    /// Paragraphs, one a line.
    pub(crate) body: String,
    /// Pictures in order, with addresses as printed.
    pub(crate) images: Vec<Image>,
    /// How many of the first paragraphs are headings.
    pub(crate) headings: usize,
}

/// What is not read: it is shown beside the text or not at all.
const ASIDE: [&str; 16] = [
    "head",
    "script",
    "style",
    "noscript",
    "iframe",
    "form",
    "button",
    "figure",
    "figcaption",
    "aside",
    "nav",
    "header",
    "footer",
    "template",
    // NITF's pictures with their captions, and what it tells editors.
    "media",
    "note",
];

/// What stands above paragraphs, in HTML and NITF.
const HEADINGS: [&str; 7] = ["h1", "h2", "h3", "h4", "h5", "h6", "hl2"];

/// What begins and ends a line. NITF's headings and media are among them.
const BLOCKS: [&str; 28] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "hr",
    "hl2",
    "media",
    "block",
    "body.content",
];

/// Reads a fragment. One that nests without end has no text.
pub(crate) fn read(markup: &str) -> Fragment {
    if !markup.contains('<') {
        let words = xml::unescape(markup);
        return Fragment { body: text::paragraphs(words.lines()), ..Fragment::default() };
    }
    let Ok((document, _)) = html::parse::parse(markup, "") else { return Fragment::default() };
    let mut lines = Lines { is_plain: !has_blocks(&document.root()), ..Lines::default() };
    lines.read(&document.root());
    let body = text::paragraphs(lines.whole.iter().map(String::as_str));
    Fragment { body, images: images(&document), headings: lines.headings }
}

/// A fragment as one line: a headline or standfirst.
pub(crate) fn line(markup: &str) -> Option<String> {
    text::some_line(&read(markup).body)
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || name == "br"
}

/// Whether elements break a fragment into lines.
fn has_blocks(root: &NodeRef<'_>) -> bool {
    root.descendants_it().any(|node| node.node_name().is_some_and(|name| is_block(&name)))
}

/// Lines of text in the order of the document.
#[derive(Default)]
struct Lines {
    whole: Vec<String>,
    line: String,
    /// Whether line feeds alone set paragraphs apart.
    is_plain: bool,
    /// How many of the first lines are headings.
    headings: usize,
}

impl Lines {
    /// Walks without recursion, since fragments nest.
    fn read(&mut self, root: &NodeRef<'_>) {
        let mut rest: Vec<(NodeRef<'_>, bool)> = vec![(*root, false)];
        while let Some((node, is_end)) = rest.pop() {
            let name = node.node_name().unwrap_or_default();
            let is_block = is_block(&name);
            if node.is_text() {
                self.add(&node.text());
            } else if is_end {
                let before = self.whole.len();
                self.end();
                if HEADINGS.contains(&&*name) && before == self.headings {
                    self.headings = self.whole.len();
                }
            } else {
                if is_block {
                    self.end();
                }
                if ASIDE.contains(&&*name) {
                    continue;
                }
                if is_block {
                    rest.push((node, true));
                }
                rest.extend(node.children_it(true).map(|child| (child, false)));
            }
        }
        self.end();
    }

    fn add(&mut self, text: &str) {
        let mut lines = text.split('\n');
        self.line.push_str(lines.next().unwrap_or_default());
        for line in lines {
            if self.is_plain {
                self.end();
            }
            self.line.push('\n');
            self.line.push_str(line);
        }
    }

    fn end(&mut self) {
        if !self.line.trim().is_empty() {
            self.whole.push(std::mem::take(&mut self.line));
        }
        self.line.clear();
    }
}

fn images(document: &Document) -> Vec<Image> {
    let pixels = |node: &NodeRef<'_>, name: &str| {
        node.attr(name).and_then(|size| size.trim().parse().ok()).filter(|&size: &u32| size > 0)
    };
    let nodes = document.select("img[src]");
    let shown = nodes.nodes().iter().map(|node| {
        let found = image::from_url(node.attr_or("src", "").trim());
        Image {
            width: found.width.or_else(|| pixels(node, "width")),
            height: found.height.or_else(|| pixels(node, "height")),
            caption: node.attr("alt").and_then(|caption| text::some_line(&caption)),
            ..found
        }
    });
    // One pixel counts readers and shows nothing.
    shown.filter(|image| image.width != Some(1) && !image.url.starts_with("data:")).take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_is_read_by_paragraphs() {
        let markup = "<p>One <b>two</b> &amp; three.</p><figure><img src='https://a.example/1.jpg' width=640>\
                      <figcaption>A bridge</figcaption></figure>Four<br/>five<script>x()</script>\
                      <ul><li>six</li><li>seven</li></ul><img src='https://a.example/p.gif' width=1>";
        let found = read(markup);
        assert_eq!(found.body, "One two & three.\nFour\nfive\nsix\nseven");
        let images: Vec<_> = found.images.iter().map(|image| (image.url.as_str(), image.width)).collect();
        assert_eq!(images, [("https://a.example/1.jpg", Some(640))]);
    }

    #[test]
    fn plain_text_keeps_its_lines() {
        assert_eq!(read(" One \n\n two").body, "One\ntwo");
        let lines = "One < two.\n\nThree <a href=/x>four</a>.";
        assert_eq!(read(lines).body, "One < two.\nThree four.");
        assert_eq!(line("5 &lt; 6 &amp; <i>more</i>").as_deref(), Some("5 < 6 & more"));
    }

    #[test]
    fn a_fragment_without_end_has_no_text() {
        assert_eq!(read(&"<div>".repeat(100_000)), Fragment::default());
    }
}
