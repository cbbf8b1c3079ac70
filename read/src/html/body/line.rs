//! Lines of text. In: the page laid out. Out: lines as readers see them, each with what it tells of itself.

use super::edge::Description;
use crate::html::outline::Outline;
use crate::html::place::Place;
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

/// Less running text than any story has.
const LITTLE: usize = 300;

impl Line {
    /// How much of a story this line is, by its length: nothing for labels and links.
    pub(super) fn weight(&self) -> usize {
        const ENOUGH: usize = 600;
        let is_sentence =
            || self.text.contains([',', '.', '،', '。', '、', '，', '।', '۔', '။', '።', '។', '։']);
        let is_label = self.length < 40 || (self.length < 80 && !is_sentence());
        let is_link = self.linked * 10 > self.length * 4;
        if is_label || is_link { 0 } else { self.length.min(ENOUGH) }
    }
}

/// The lines of a page without what stands beside a story.
pub(super) fn of_story(
    outline: &Outline<'_>,
    headline: Option<usize>,
    description: &Description,
) -> Vec<Line> {
    let all = read(outline, |index| &*outline.nodes[index].name == "button", |_| false);
    let weights = super::root::weights(outline, &all);
    let main = main(outline, &weights, headline);
    let misnamed = misnamed(outline, &main);
    let is_story = |index: usize| main.contains(&index) || is_text_figure(outline, index);
    let is_beside = |index: usize| {
        outline.nodes[index].marks.is_beside && !is_story(index) && !is_of_quotation(outline, index)
    };
    let is_called = |index: usize| {
        let node = &outline.nodes[index];
        let is_misnamed = || node.attribute("class").is_some_and(|class| misnamed.contains(&class));
        let is_called = node.marks.is_called_beside || is_wall(outline, &weights, index);
        let is_described = || is_standfirst(outline, index, description);
        (is_called && !is_story(index) && !is_misnamed() && !is_described()) || is_caption(outline, index)
    };
    // Words inside a sentence belong to it, unless nobody sees them.
    let is_aside =
        |index: usize| !outline.nodes[index].is_block && !outline.nodes[index].marks.is_called_unseen;
    let mut lines = read(
        outline,
        |index| is_beside(index) || (!is_aside(index) && is_called(index)),
        |index| is_aside(index) && is_called(index),
    );
    if is_lost(outline, &lines, &weights, headline) {
        // Where all is called something beside the story, the names say nothing.
        let is_other = |index: usize| {
            let marks = &outline.nodes[index].marks;
            is_beside(index) || ((marks.is_elsewhere || marks.is_called_unseen) && !is_story(index))
        };
        let heard = read(outline, is_other, |_| false);
        let is_found = heard.iter().any(|line| line.weight() > 0);
        lines = if is_found { heard } else { read(outline, is_beside, |_| false) };
    }
    lines.iter_mut().for_each(|line| line.key = text::key(&line.text));
    lines
}

/// Whether an element prints what the page declares as its description: a standfirst, whatever it is called.
fn is_standfirst(outline: &Outline<'_>, index: usize, description: &Description) -> bool {
    const LARGEST: usize = 12;
    outline.inside(index).len() < LARGEST && description.is(&text::key(&outline.text(index)))
}

/// Whether next to nothing is left of the running text around the headline.
fn is_lost(outline: &Outline<'_>, lines: &[Line], weights: &[usize], headline: Option<usize>) -> bool {
    let weight = |lines: &mut dyn Iterator<Item = &Line>| lines.map(Line::weight).sum::<usize>();
    if weights[0] == 0 || weight(&mut lines.iter()) == 0 {
        return weights[0] > 0;
    }
    let section = Place::at(headline).section(outline);
    let inside = outline.inside(section);
    let left = weight(&mut lines.iter().filter(|line| inside.contains(&line.block)));
    left < LITTLE && left * 4 < weights[section]
}

/// The elements that hold most of the page's running text and are the story's, whatever they call themselves: the
/// headline is in them, next to nothing stands between it and them, or they are hidden until readers pay. Comments and
/// sidebars may be longer than a story.
fn main(outline: &Outline<'_>, weights: &[usize], headline: Option<usize>) -> Vec<usize> {
    let is_large = |&index: &usize| {
        let is_picture = matches!(&*outline.nodes[index].name, "figure" | "figcaption");
        !is_picture && is_marked(outline, index) && weights[index] * 2 > weights[0]
    };
    let mut large = outline.all().filter(is_large).peekable();
    if large.peek().is_none() {
        return Vec::new();
    }
    let others = read(outline, |index| is_marked(outline, index), |_| false);
    let holds_headline = |index: usize| headline.is_some_and(|at| outline.inside(index).contains(&at));
    let is_hidden = |index: usize| {
        let marks = &outline.nodes[index].marks;
        marks.is_hidden && !marks.is_called_beside
    };
    let before = |index: usize| {
        let start = headline.map_or(0, |at| outline.nodes[at].end);
        // What stands above the headline has nothing between: then it is the whole page that tells.
        let range = if start < index { start..index } else { outline.all() };
        others.iter().filter(|line| range.contains(&line.at)).map(Line::weight).sum::<usize>()
    };
    large.filter(|&index| holds_headline(index) || is_hidden(index) || before(index) < LITTLE).collect()
}

/// Whether an element says to be beside a story.
fn is_marked(outline: &Outline<'_>, index: usize) -> bool {
    let marks = &outline.nodes[index].marks;
    marks.is_beside || marks.is_called_beside
}

/// The classes of the story's elements that are called something beside it: the same class says nothing elsewhere on
/// the page.
fn misnamed(outline: &Outline<'_>, main: &[usize]) -> Vec<StrTendril> {
    main.iter().filter_map(|&index| outline.nodes[index].attribute("class")).collect()
}

/// Whether a box asks for a subscription: some pages put what is for subscribers in a box of such a name, and it is
/// longer.
fn is_wall(outline: &Outline<'_>, weights: &[usize], index: usize) -> bool {
    const LONGEST: usize = 600;
    let is_asking =
        |inner: usize| matches!(&*outline.nodes[inner].name, "a" | "button" | "form" | "h2" | "h3" | "h4");
    let node = &outline.nodes[index];
    let is_box = matches!(&*node.name, "div" | "section");
    node.marks.is_wall && is_box && weights[index] < LONGEST && outline.inside(index).any(is_asking)
}

/// Whether a box holds one picture and one short line.
fn is_caption(outline: &Outline<'_>, index: usize) -> bool {
    const LARGEST: usize = 12;
    const LONGEST: usize = 150;
    let inside = outline.inside(index);
    if !matches!(&*outline.nodes[index].name, "div" | "section" | "td" | "center") || inside.len() > LARGEST {
        return false;
    }
    let count =
        |is_one: fn(&str) -> bool| inside.clone().filter(|&inner| is_one(&outline.nodes[inner].name)).count();
    let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    count(|name| name == "img") == 1
        && count(is_heading) == 0
        && matches!(outline.lines(index).as_slice(), [line] if width(line) < LONGEST)
}

/// Whether an element tells whose words a quotation is.
fn is_of_quotation(outline: &Outline<'_>, index: usize) -> bool {
    let is_named = |index: usize, name: &str| &*outline.nodes[index].name == name;
    is_named(index, "footer") && outline.around(index).take(4).any(|outer| is_named(outer, "blockquote"))
}

/// Some pages set quotations as figures, and most publishing systems tables.
fn is_text_figure(outline: &Outline<'_>, index: usize) -> bool {
    if &*outline.nodes[index].name != "figure" {
        return false;
    }
    let holds = |name: &str| outline.inside(index).take(100).any(|inner| &*outline.nodes[inner].name == name);
    holds("blockquote") || (holds("table") && !holds("img"))
}

/// Breaks a page into lines, without the elements that are skipped, and without those that are aside where they are no
/// part of a sentence.
fn read(
    outline: &Outline<'_>,
    is_skipped: impl Fn(usize) -> bool,
    is_aside: impl Fn(usize) -> bool,
) -> Vec<Line> {
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
        if is_aside(index) {
            line.aside_end = line.aside_end.max(node.end);
        }
        if let Some(text) = &node.text {
            line.add(outline, text, index);
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
    whole: Part,
    /// The same without what is aside.
    plain: Part,
    /// Where in the whole line the last text ends that is not aside.
    plain_end: usize,
    /// Index behind the last element seen that is aside.
    aside_end: usize,
    /// Index behind the last link seen.
    link_end: usize,
    /// Index behind the last bold element seen.
    bold_end: usize,
    /// Index of the last text.
    at: usize,
}

/// Text of a line that is being collected.
#[derive(Default)]
struct Part {
    text: String,
    linked: usize,
    /// Whether some of it is not bold.
    has_plain: bool,
}

impl Pending {
    fn add(&mut self, outline: &Outline<'_>, text: &str, index: usize) {
        if !self.whole.text.is_empty() && outline.is_apart(self.at, index) {
            self.whole.text.push(' ');
            self.plain.text.push(' ');
        }
        self.at = index;
        let is_linked = index < self.link_end;
        let is_bold = index < self.bold_end;
        self.whole.add(text, is_linked, is_bold);
        if index >= self.aside_end {
            self.plain.add(text, is_linked, is_bold);
            self.plain_end = self.whole.text.len();
        }
    }

    fn finish(&mut self, outline: &Outline<'_>, block: usize, lines: &mut Vec<Line>) {
        let has_aside = self.plain.text.len() < self.whole.text.len();
        let sentence = if has_aside { self.sentence(outline, block) } else { None };
        lines.extend(sentence.or_else(|| self.plain.line(outline, block, self.at)));
        self.whole.clear();
        self.plain.clear();
        self.plain_end = 0;
    }

    /// The line with what is aside in it, where that is a small part of running text.
    fn sentence(&mut self, outline: &Outline<'_>, block: usize) -> Option<Line> {
        // Words behind the end of a sentence are none of its words.
        if text::ends_sentence(self.plain.text.trim_end()) {
            self.whole.text.truncate(self.plain_end);
        }
        let is_small = self.plain.text.len() * 2 > self.whole.text.len();
        self.whole.line(outline, block, self.at).filter(|line| is_small && line.weight() > 0)
    }
}

impl Part {
    fn add(&mut self, text: &str, is_linked: bool, is_bold: bool) {
        self.text.push_str(text);
        self.has_plain |= !is_bold && !text.trim().is_empty();
        if is_linked {
            self.linked += width(text.trim());
        }
    }

    fn line(&self, outline: &Outline<'_>, block: usize, at: usize) -> Option<Line> {
        let text = text::some_line(&self.text)?;
        let (key, length, linked) = (String::new(), width(&text), self.linked);
        let (heading, is_bold) = (heading(outline, block), !self.has_plain);
        Some(Line { text, key, length, linked, block, at, heading, is_bold })
    }

    fn clear(&mut self) {
        self.text.clear();
        self.linked = 0;
        self.has_plain = false;
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
