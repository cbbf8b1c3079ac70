//! The story as readers see it. In: the page. Out: its paragraphs, one on a line. The story's element is found by
//! readability; what it holds beside the story (captions, related links, the headline again) is left out.

use crate::text;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// What never belongs to a story.
const ASIDE: &str = "figure, figcaption, aside, nav, footer, form, button, script, style, noscript, iframe, \
                     [class*='related'], [class*='newsletter'], [class*='share'], [class*='caption'], \
                     [class*='advert'], [class*='promo']";

/// Reads the story; `declared` is what JSON-LD says it is, taken where the page shows none.
/// `labels` are the keys of lines that are no story.
pub(super) fn read(content: &str, document: &Document, labels: &[String], declared: Option<&str>) -> String {
    let found = readable(content).unwrap_or_default();
    let story = without_labels(&found, labels);
    let declared = declared.map(|body| text::paragraphs(body.lines())).unwrap_or_default();
    if story.len() * 2 < declared.len() {
        return without_labels(&declared, labels);
    }
    if story.is_empty() { article_element(document) } else { story }
}

fn readable(content: &str) -> Option<String> {
    let config = Config { max_elements_to_parse: 50_000, ..Config::default() };
    let mut readability = Readability::new(content, None, Some(config)).ok()?;
    let found = readability.parse().ok()?;
    let story = Document::from(found.content);
    Some(paragraphs_of(&story))
}

fn paragraphs_of(document: &Document) -> String {
    document.select(ASIDE).remove();
    let mut lines = Vec::new();
    blocks(&document.root(), &mut lines);
    text::paragraphs(lines.iter().map(String::as_str))
}

/// The text of an `article` or `main` element, where readability finds no story.
fn article_element(document: &Document) -> String {
    let element = document.select("article, main, [itemprop='articleBody']");
    let Some(element) = element.nodes().first() else { return String::new() };
    let mut lines = Vec::new();
    blocks(element, &mut lines);
    text::paragraphs(lines.iter().filter(|line| line.len() > 40).map(String::as_str))
}

/// Elements that begin a line of their own.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "section",
    "article",
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
    "dl",
    "dt",
    "dd",
    "main",
];

/// Collects lines: text runs on until a block begins or ends. Not recursive: pages nest deeply.
fn blocks(root: &NodeRef<'_>, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut stack = vec![(*root, false)];
    let mut end = |line: &mut String| {
        if !line.trim().is_empty() {
            lines.push(std::mem::take(line));
        }
        line.clear();
    };
    while let Some((node, is_end)) = stack.pop() {
        let name = node.node_name();
        let is_block = name.as_deref().is_some_and(|name| BLOCKS.contains(&name));
        if is_end {
            end(&mut line);
            continue;
        }
        if node.is_text() {
            line.push_str(&node.text());
        } else if name.as_deref() == Some("br") {
            end(&mut line);
        } else {
            if is_block {
                end(&mut line);
                stack.push((node, true));
            }
            stack.extend(node.children_it(true).map(|child| (child, false)));
        }
    }
    end(&mut line);
}

/// Whether a line is one label or several: tags often stand side by side.
fn is_made_of(line: &str, labels: &[String]) -> bool {
    let mut rest = line;
    while !rest.is_empty() {
        let is_next = |label: &&String| {
            rest.strip_prefix(label.as_str())
                .is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
        };
        let Some(label) = labels.iter().filter(is_next).max_by_key(|label| label.len()) else { return false };
        rest = rest[label.len()..].trim_start();
    }
    true
}

/// The story without the labels that pages print above and below it: headline, byline, section and tags.
fn without_labels(story: &str, labels: &[String]) -> String {
    let is_label = |line: &&str| is_made_of(&text::key(line), labels);
    let mut lines: Vec<&str> = story.lines().skip_while(is_label).collect();
    while lines.last().is_some_and(is_label) {
        lines.pop();
    }
    lines.join("\n")
}
