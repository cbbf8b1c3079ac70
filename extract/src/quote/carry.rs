//! Words in marks without a cue of their own. In: a document and the quotes that have one. Out: the same, gone
//! on with: the rest of a paragraph belongs to who spoke in it, and a paragraph that is nothing but a quotation
//! to who spoke in the one before.

use super::Draft;
use crate::document::Document;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Gives every quotation that stands as a sentence of its own to its speaker.
pub(super) fn carry(document: &Document<'_>, drafts: &mut Vec<Draft>) {
    let mut taken = taken(document, drafts);
    // What is joined on the way is attributed where its beginning is.
    let places: Vec<usize> = drafts.iter().map(place).collect();
    let mut before: Option<usize> = None;
    for paragraph in paragraphs(document) {
        let own = first_at(&places, paragraph.start)..first_at(&places, paragraph.end);
        let is_quotation = is_all_quotation(document, &paragraph);
        for number in quotations_in(document, &paragraph) {
            let quotation = document.quotations[number];
            let range = quotation.first..quotation.last + 1;
            if taken[number] {
                continue;
            }
            // The paragraph's own speaker: of the words before, else of those behind.
            let from = if own.is_empty() {
                before.filter(|_| is_quotation)
            } else {
                let next = first_at(&places, quotation.first);
                is_sentence(document, &range).then_some(if next > own.start { next - 1 } else { own.start })
            };
            if let Some(from) = from {
                taken[number] = true;
                join(document, drafts, from, range);
            }
        }
        before = match own.last() {
            Some(last) => Some(last).filter(|_| continues(document, &drafts[last], &paragraph)),
            None => before.filter(|_| is_quotation),
        };
    }
}

/// Which quotations a quote holds already.
fn taken(document: &Document<'_>, drafts: &[Draft]) -> Vec<bool> {
    let mut taken = vec![false; document.quotations.len()];
    for part in drafts.iter().flat_map(|draft| &draft.parts) {
        for number in part.clone().filter_map(|at| document.tokens[at].quotation) {
            taken[number as usize] = true;
        }
    }
    taken
}

fn paragraphs(document: &Document<'_>) -> Vec<Range<usize>> {
    let same = document.tokens.chunk_by(|a: &Token, b: &Token| a.paragraph == b.paragraph);
    let mut start = 0;
    same.map(|chunk| {
        start += chunk.len();
        start - chunk.len()..start
    })
    .collect()
}

fn quotations_in(document: &Document<'_>, paragraph: &Range<usize>) -> Range<usize> {
    let from = document.quotations.partition_point(|quotation| quotation.first < paragraph.start);
    let to = document.quotations.partition_point(|quotation| quotation.first < paragraph.end);
    from..to
}

fn is_all_quotation(document: &Document<'_>, paragraph: &Range<usize>) -> bool {
    document.tokens[paragraph.clone()].iter().all(|token| token.quotation.is_some() || !token.is_word())
        && document.tokens[paragraph.clone()].iter().any(|token| token.quotation.is_some())
}

/// Where a quote is attributed.
fn place(draft: &Draft) -> usize {
    draft.cue.as_ref().map_or(draft.parts[0].start, |cue| cue.start)
}

/// The first quote attributed at a token or behind it.
fn first_at(places: &[usize], token: usize) -> usize {
    places.partition_point(|&place| place < token)
}

/// Whether words in marks are a sentence of their own, not a word put in marks: they begin one or follow one.
fn is_sentence(document: &Document<'_>, range: &Range<usize>) -> bool {
    const LEAST: usize = 2;
    let sentence = document.sentence(range.start);
    let outside =
        document.tokens[sentence].iter().filter(|token| token.quotation.is_none() && token.is_word()).count();
    let words = document.tokens[range.clone()].iter().filter(|token| token.kind == Kind::Word).count();
    outside == 0 && words >= LEAST
}

/// Whether the next paragraph can go on with a quote: the quote has words in marks, or a colon promises some.
fn continues(document: &Document<'_>, last: &Draft, paragraph: &Range<usize>) -> bool {
    let in_marks =
        |range: &Range<usize>| document.tokens[range.clone()].iter().any(|token| token.quotation.is_some());
    last.parts.iter().any(in_marks) || ends_with_colon(document, paragraph)
}

fn ends_with_colon(document: &Document<'_>, paragraph: &Range<usize>) -> bool {
    document.tokens[paragraph.end - 1].is_sign(':')
}

/// Adds words to a quote that is wholly in marks, or makes a quote of its own beside one that is not.
fn join(document: &Document<'_>, drafts: &mut Vec<Draft>, from: usize, range: Range<usize>) {
    let is_direct = super::kind(document, &drafts[from].parts) == Some(crate::QuoteKind::Direct);
    if is_direct {
        let parts = &mut drafts[from].parts;
        let at = parts.partition_point(|part| part.start < range.start);
        parts.insert(at, range);
        return;
    }
    let mut draft = drafts[from].clone();
    draft.parts = vec![range];
    draft.rule = "carried";
    draft.is_inferred = true;
    drafts.push(draft);
}
