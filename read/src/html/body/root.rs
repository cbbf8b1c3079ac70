//! Where the story is. In: the lines of a page. Out: the element that holds nearly all of its running text, and the
//! lines outside it that belong to the same story.

use super::edge::{self, Description};
use super::line::Line;
use crate::html::outline::Outline;
use std::collections::HashSet;
use std::ops::Range;

/// How much running text each element holds.
pub(super) fn weights<'l>(outline: &Outline<'_>, lines: impl IntoIterator<Item = &'l Line>) -> Vec<usize> {
    let mut weights = vec![0; outline.nodes.len()];
    for line in lines {
        let weight = line.weight();
        if weight > 0 {
            outline.around(line.block).for_each(|index| weights[index] += weight);
        }
    }
    weights
}

/// Walks down from the page, as long as one element holds nearly all that the one around it does. None where
/// there is no running text. A standfirst may stand far above what it belongs to.
pub(super) fn find(
    outline: &Outline<'_>,
    lines: &[Line],
    headline: Option<usize>,
    description: &Description,
) -> Option<usize> {
    let running = weights(outline, lines.iter().filter(|line| !description.is(&line.key)));
    let weights = if running[0] > 0 { running } else { weights(outline, lines) };
    let mut root = 0;
    if *weights.first()? == 0 {
        return None;
    }
    while let Some(inner) = heaviest(outline, &weights, root) {
        let least = if is_main(outline, inner) { 4 } else { 8 };
        let holds_most = weights[inner] * 10 >= weights[root] * least;
        let Some(inner) =
            holds_most.then_some(inner).or_else(|| first_article(outline, &weights, root, headline))
        else {
            break;
        };
        root = inner;
    }
    let is_paragraph = matches!(&*outline.nodes[root].name, "p" | "li" | "td" | "blockquote");
    Some(if is_paragraph { outline.nodes[root].parent } else { root })
}

/// Whether an element is what the page is about by its own word: what stands beside it leads to other stories.
fn is_main(outline: &Outline<'_>, index: usize) -> bool {
    let node = &outline.nodes[index];
    &*node.name == "main" || node.attribute("role").is_some_and(|role| &*role == "main")
}

fn heaviest(outline: &Outline<'_>, weights: &[usize], root: usize) -> Option<usize> {
    let heavier = |best: usize, child: usize| if weights[child] > weights[best] { child } else { best };
    outline.children(root).filter(|&child| outline.nodes[child].text.is_none()).reduce(heavier)
}

/// Of several articles below each other the one with the page's headline, else the one with the first.
fn first_article(
    outline: &Outline<'_>,
    weights: &[usize],
    root: usize,
    headline: Option<usize>,
) -> Option<usize> {
    // Articles stand near the top of what holds them.
    const DEEPEST: usize = 200;
    let is_article = |index: usize| &*outline.nodes[index].name == "article";
    let holds_article = |&index: &usize| outline.inside(index).take(DEEPEST).any(is_article);
    let articles: Vec<usize> = outline.children(root).filter(holds_article).collect();
    let has_headline =
        |&index: &usize| outline.inside(index).any(|inner| &*outline.nodes[inner].name == "h1");
    let holds_headline = |&index: &usize| headline.is_some_and(|at| outline.inside(index).contains(&at));
    let mut found = articles.iter().copied();
    let first = found.clone().find(holds_headline).or_else(|| found.find(has_headline))?;
    (articles.len() > 1 && weights[first] * 5 > weights[root]).then_some(first)
}

/// The lines of the story: those inside its element, and those that stand outside as its first or last paragraphs.
pub(super) fn story<'l>(
    outline: &Outline<'_>,
    lines: &'l [Line],
    root: usize,
    headline: Option<usize>,
) -> Vec<&'l Line> {
    let inside = outline.inside(root);
    let has_paragraph =
        |part: &Range<usize>| lines.iter().any(|line| part.contains(&line.block) && edge::is_paragraph(line));
    let mut twins = twins(outline, root, headline);
    twins.retain(has_paragraph);
    let mut apart = leads(outline, lines, root, headline);
    apart.extend(tail(outline, lines, root));
    let is_story = |line: &&Line| {
        let is_within = |part: &Range<usize>| part.contains(&line.block);
        is_within(&inside) || twins.iter().any(is_within) || apart.contains(&line.at)
    };
    lines.iter().filter(is_story).collect()
}

/// Boxes that are built like the story's own and stand beside it: stories are cut into parts by what stands between.
fn twins(outline: &Outline<'_>, root: usize, headline: Option<usize>) -> Vec<Range<usize>> {
    // How far up the boxes around two parts may be different ones.
    const HIGHEST: usize = 3;
    const MOST: usize = 50;
    let class =
        |index: usize| outline.nodes[index].attribute("class").filter(|class| !class.trim().is_empty());
    if class(root).is_none() {
        return Vec::new();
    }
    // The part that another box alike is in, below what holds both parts.
    let part = |index: usize| {
        let pairs: Vec<(usize, usize)> =
            outline.around(root).zip(outline.around(index)).take(HIGHEST + 1).collect();
        let joined = pairs.iter().position(|(a, b)| a == b).filter(|&joined| joined > 0)?;
        pairs[..joined].iter().all(|&(a, b)| outline.is_alike(a, b)).then(|| pairs[joined - 1].1)
    };
    // A part with a headline of its own, or one that leads elsewhere, is another story's.
    let is_heading = |index: usize| Some(index) != headline && leads_elsewhere(outline, index);
    let is_own = |part: usize| !outline.inside(part).any(is_heading);
    let top = outline.around(root).take(HIGHEST + 1).last().unwrap_or(root);
    let alike = outline.inside(top).filter(|&index| outline.is_alike(root, index)).take(MOST);
    alike.filter(|&index| part(index).is_some_and(is_own)).map(|index| outline.inside(index)).collect()
}

/// Whether an element is the headline of a page or a heading with a link.
fn leads_elsewhere(outline: &Outline<'_>, index: usize) -> bool {
    let has_link = || outline.inside(index).any(|inner| &*outline.nodes[inner].name == "a");
    match &*outline.nodes[index].name {
        "h1" => true,
        "h2" | "h3" | "h4" => has_link(),
        _ => false,
    }
}

/// The paragraphs between the headline and the story's element, each by the index of its text. Some pages set the
/// first one apart, and some print a standfirst as a heading.
fn leads(outline: &Outline<'_>, lines: &[Line], root: usize, headline: Option<usize>) -> HashSet<usize> {
    let Some(headline) = headline else { return HashSet::new() };
    let is_inside = |line: &&Line| outline.inside(root).contains(&line.block);
    let inside: HashSet<&str> = lines.iter().filter(is_inside).map(|line| line.key.as_str()).collect();
    let is_between = |line: &&Line| line.block > headline && line.at >= outline.nodes[headline].end;
    let between: Vec<&Line> = lines.iter().filter(is_between).take_while(|line| line.at < root).collect();
    // The first words of another story stand under its headline, which is a link; this one's may be printed twice.
    let is_teaser = |at: usize| at > 0 && edge::is_link(between[at - 1]);
    let is_lead = |&at: &usize| {
        let line = between[at];
        edge::is_long(line)
            && line.heading != Some(1)
            && !is_teaser(at)
            && !inside.contains(line.key.as_str())
    };
    (0..between.len()).filter(is_lead).map(|at| between[at].at).collect()
}

/// The paragraphs right behind the story's element that are like those in it, each by the index of its text.
fn tail(outline: &Outline<'_>, lines: &[Line], root: usize) -> Vec<usize> {
    let end = outline.nodes[root].end;
    let (inside, behind) = lines.split_at(lines.partition_point(|line| line.at < end));
    let class = |line: &Line| outline.nodes[line.block].attribute("class");
    let last = inside.last().map(class);
    let is_beside = |block: usize| outline.nodes[block].parent == outline.nodes[root].parent;
    let is_like = |line: &&Line| {
        let is_next = &*outline.nodes[line.block].name == "p" && is_beside(line.block);
        is_next && edge::is_paragraph(line) && Some(class(line)) == last
    };
    behind.iter().take_while(is_like).map(|line| line.at).collect()
}
