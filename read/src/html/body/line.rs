//! Lines of text. In: the page laid out. Out: lines as readers see them, each with what it tells of itself.

use crate::html::outline::Outline;
use crate::text;
use html5ever::tendril::StrTendril;

/// A line of the page: text runs on until a block begins or ends.
pub(super) struct Line {
    pub(super) text: String,
    /// Letters and digits alone, for comparing.
    pub(super) key: String,
    /// Characters, as wide as they are printed.
    pub(super) length: usize,
    /// Characters that lead elsewhere.
    pub(super) linked: usize,
    /// Index of the element it stands in.
    pub(super) block: usize,
    /// Index of its last text.
    pub(super) at: usize,
    /// Whether that is a heading, and which: 1 to 6.
    pub(super) heading: Option<u8>,
    /// Whether all of it is printed bold.
    pub(super) is_bold: bool,
}

impl Line {
    /// How much of a story this line is, by its length: nothing for labels and links.
    pub(super) fn weight(&self) -> usize {
        const ENOUGH: usize = 600;
        let is_sentence = || self.text.contains([',', '.', '،', '。', '、', '，']);
        let is_label = self.length < 40 || (self.length < 80 && !is_sentence());
        let is_link = self.linked * 10 > self.length * 4;
        if is_label || is_link { 0 } else { self.length.min(ENOUGH) }
    }
}

/// The lines of a page without what stands beside a story.
pub(super) fn of_story(outline: &Outline<'_>) -> Vec<Line> {
    let all = read(outline, |index| &*outline.nodes[index].name == "button");
    let weights = super::root::weights(outline, &all);
    let misnamed = misnamed(outline, &weights);
    let is_beside =
        |index: usize| outline.nodes[index].marks.is_beside && !is_story(outline, &weights, index);
    let is_called = |index: usize| {
        let node = &outline.nodes[index];
        let is_misnamed = || node.attribute("class").is_some_and(|class| misnamed.contains(&class));
        node.marks.is_called_beside && !is_story(outline, &weights, index) && !is_misnamed()
    };
    let mut lines = read(outline, |index| is_beside(index) || is_called(index));
    if weights[0] > 0 && lines.iter().all(|line| line.weight() == 0) {
        // Where all is called something beside the story, the names say nothing.
        lines = read(outline, is_beside);
    }
    lines.iter_mut().for_each(|line| line.key = text::key(&line.text));
    lines
}

/// Whatever a box calls itself: if most of the page's running text is in it, it is the story's.
fn is_story(outline: &Outline<'_>, weights: &[usize], index: usize) -> bool {
    let is_picture = matches!(&*outline.nodes[index].name, "figure" | "figcaption");
    (!is_picture && weights[index] * 2 > weights[0]) || holds_quotation(outline, index)
}

/// The classes of boxes that hold most of the running text though they are called something beside the story: the
/// same class says nothing elsewhere on the page.
fn misnamed(outline: &Outline<'_>, weights: &[usize]) -> Vec<StrTendril> {
    let is_misnamed =
        |&index: &usize| outline.nodes[index].marks.is_called_beside && weights[index] * 2 > weights[0];
    outline.all().filter(is_misnamed).filter_map(|index| outline.nodes[index].attribute("class")).collect()
}

/// Some pages set quotations as figures.
fn holds_quotation(outline: &Outline<'_>, index: usize) -> bool {
    let mut inside = outline.inside(index).take(100);
    &*outline.nodes[index].name == "figure" && inside.any(|inner| &*outline.nodes[inner].name == "blockquote")
}

/// Breaks a page into lines.
fn read(outline: &Outline<'_>, is_skipped: impl Fn(usize) -> bool) -> Vec<Line> {
    let nodes = &outline.nodes;
    let mut lines = Vec::new();
    let mut open = Vec::new();
    let mut line = Pending::default();
    let mut index = 0;
    while let Some(node) = nodes.get(index) {
        while let Some(&block) = open.last().filter(|&&block: &&usize| nodes[block].end <= index) {
            line.finish(outline, block, &mut lines);
            open.pop();
        }
        if is_skipped(index) {
            index = node.end;
            continue;
        }
        if let Some(text) = &node.text {
            line.add(text, index);
        } else if &*node.name == "br" {
            line.finish(outline, open.last().copied().unwrap_or(0), &mut lines);
        } else if node.is_block {
            line.finish(outline, open.last().copied().unwrap_or(0), &mut lines);
            open.push(index);
        } else if &*node.name == "a" {
            line.link_end = node.end;
        } else if matches!(&*node.name, "strong" | "b") {
            line.bold_end = node.end;
        }
        index += 1;
    }
    line.finish(outline, open.last().copied().unwrap_or(0), &mut lines);
    lines
}

/// A line that is being collected.
#[derive(Default)]
struct Pending {
    text: String,
    linked: usize,
    /// Index behind the last link seen.
    link_end: usize,
    /// Index behind the last bold element seen.
    bold_end: usize,
    has_plain: bool,
    /// Index of the last text.
    at: usize,
}

impl Pending {
    fn add(&mut self, text: &str, index: usize) {
        self.text.push_str(text);
        self.at = index;
        self.has_plain |= index >= self.bold_end && !text.trim().is_empty();
        if index < self.link_end {
            self.linked += width(text.trim());
        }
    }

    fn finish(&mut self, outline: &Outline<'_>, block: usize, lines: &mut Vec<Line>) {
        let linked = std::mem::take(&mut self.linked);
        let is_bold = !std::mem::take(&mut self.has_plain);
        if let Some(text) = text::some_line(&self.text) {
            let (key, length) = (String::new(), width(&text));
            let heading = heading(outline, block);
            lines.push(Line { key, length, linked, block, at: self.at, heading, is_bold, text });
        }
        self.text.clear();
    }
}

/// Characters of a text; those of Chinese, Japanese and Korean count twice: they are printed twice as wide, and a
/// sentence has half as many.
fn width(text: &str) -> usize {
    // In UTF-8 their first byte is one of these, and that of no letter of an alphabet.
    let width = |byte: u8| match byte {
        0x80..=0xbf => 0,
        0xe3..=0xed => 2,
        _ => 1,
    };
    text.bytes().map(width).sum()
}

/// The rank of the heading that an element is or stands in. One that holds more than any headline does is the story's
/// box.
fn heading(outline: &Outline<'_>, block: usize) -> Option<u8> {
    const LARGEST: usize = 24;
    let around = outline.around(block).take(4).filter(|&index| outline.inside(index).len() < LARGEST);
    let names = around.map(|index| &*outline.nodes[index].name);
    names.filter_map(|name| name.strip_prefix('h')?.parse().ok()).find(|rank| (1..=6).contains(rank))
}
