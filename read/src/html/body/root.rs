//! Where the story is. In: the lines of a page. Out: the element that holds nearly all of its running text.

use super::line::Line;
use crate::html::outline::Outline;

/// How much running text each element holds.
pub(super) fn weights(outline: &Outline<'_>, lines: &[Line]) -> Vec<usize> {
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
/// there is no running text.
pub(super) fn find(outline: &Outline<'_>, lines: &[Line], headline: Option<usize>) -> Option<usize> {
    let weights = weights(outline, lines);
    let mut root = 0;
    if *weights.first()? == 0 {
        return None;
    }
    while let Some(inner) = heaviest(outline, &weights, root) {
        let holds_most = weights[inner] * 10 >= weights[root] * 8;
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
