//! Words in marks without a cue of their own. In: a document and the quotes that have one. Out: the same, gone
//! on with: the rest of a paragraph belongs to who spoke in it, a quotation that runs over paragraphs is one, and a
//! paragraph that is nothing but a quotation belongs to who spoke in the one before. Whatever else is plainly said
//! is a quote of nobody known.

use super::Draft;
use crate::content::Order;
use crate::document::Document;
use crate::token::{Kind, Token};
use crate::{QuoteKind, Speaker};
use std::ops::Range;

/// Gives every quotation that stands as a sentence of its own to its speaker.
pub(super) fn carry(document: &Document<'_>, drafts: &mut Vec<Draft>) {
    let mut carried = Carried::new(document, drafts);
    carried.back();
    carried.forth();
    for draft in drafts {
        draft.parts.sort_by_key(|part| part.start);
    }
}

struct Carried<'d> {
    document: &'d Document<'d>,
    drafts: &'d mut Vec<Draft>,
    /// Where each draft with a cue is attributed, in order of the text.
    places: Vec<usize>,
    /// Whether all words of each draft stand in marks.
    is_direct: Vec<bool>,
    /// The draft that holds each quotation.
    holders: Vec<Option<usize>>,
}

impl<'d> Carried<'d> {
    fn new(document: &'d Document<'d>, drafts: &'d mut Vec<Draft>) -> Self {
        let mut holders = vec![None; document.quotations.len()];
        for (holder, draft) in drafts.iter().enumerate() {
            for number in draft.parts.iter().cloned().flatten().filter_map(|at| document.tokens[at].quotation)
            {
                holders[number as usize] = Some(holder);
            }
        }
        let place = |draft: &Draft| draft.cue.as_ref().map_or(draft.parts[0].start, |cue| cue.start);
        Self {
            places: drafts.iter().map(place).collect(),
            is_direct: drafts
                .iter()
                .map(|draft| super::kind(document, &draft.parts) == Some(QuoteKind::Direct))
                .collect(),
            holders,
            document,
            drafts,
        }
    }

    /// Gives quotations that run on over their paragraph to who speaks at their end.
    fn back(&mut self) {
        for number in (1..self.holders.len()).rev() {
            if let Some(holder) =
                self.holders[number].filter(|_| self.is_free(number - 1) && self.runs_on(number - 1))
            {
                self.join(number - 1, holder);
            }
        }
    }

    /// Gives what is left to who spoke before, paragraph after paragraph.
    fn forth(&mut self) {
        let mut before: Option<usize> = None;
        for paragraph in self.paragraphs() {
            let own = self.first_at(paragraph.start)..self.first_at(paragraph.end);
            let is_quotation = self.is_all_quotation(&paragraph);
            for number in self.document.numbers_in(&paragraph) {
                if !self.is_free(number) {
                    continue;
                }
                let is_opening = self.document.quotations[number].first == paragraph.start;
                let carries = is_quotation || is_opening && self.is_alone(number);
                match self.speaking(number, &own).or(before.filter(|_| own.is_empty() && carries)) {
                    Some(holder) => self.join(number, holder),
                    None if self.is_alone(number) => self.leave(number),
                    None => {}
                }
            }
            before = match own.last() {
                Some(last) => Some(last).filter(|&last| self.goes_on(last, &paragraph)),
                None => before.filter(|_| is_quotation),
            };
        }
    }

    /// Who speaks in a quotation: whoever spoke where it began, in a paragraph before; else of its own paragraph's
    /// speakers the last before it, else the first behind it.
    fn speaking(&self, number: usize, own: &Range<usize>) -> Option<usize> {
        let begun = number.checked_sub(1).filter(|&last| self.runs_on(last));
        begun.and_then(|last| self.holders[last]).or_else(|| {
            let next = self.first_at(self.document.quotations[number].first);
            let beside = if next > own.start { next - 1 } else { own.start };
            (!own.is_empty() && self.is_alone(number)).then_some(beside)
        })
    }

    fn is_free(&self, number: usize) -> bool {
        self.holders[number].is_none()
    }

    /// Whether a quotation goes on with the next: it is not closed in its paragraph, and the next opens a paragraph.
    fn runs_on(&self, number: usize) -> bool {
        let Some(next) = self.document.quotations.get(number + 1) else { return false };
        let quotation = self.document.quotations[number];
        let paragraph = |at: usize| self.document.tokens[at].paragraph;
        !quotation.is_closed
            && quotation.last + 1 == next.first
            && paragraph(next.first) != paragraph(quotation.last)
    }

    fn paragraphs(&self) -> Vec<Range<usize>> {
        let same = self.document.tokens.chunk_by(|a: &Token, b: &Token| a.paragraph == b.paragraph);
        let mut start = 0;
        same.map(|chunk| {
            start += chunk.len();
            start - chunk.len()..start
        })
        .collect()
    }

    fn is_all_quotation(&self, paragraph: &Range<usize>) -> bool {
        let tokens = &self.document.tokens[paragraph.clone()];
        tokens.iter().all(|token| token.quotation.is_some() || !token.is_word())
            && tokens.iter().any(|token| token.quotation.is_some())
    }

    /// The first draft attributed at a token or behind it.
    fn first_at(&self, token: usize) -> usize {
        self.places.partition_point(|&place| place < token)
    }

    /// Whether words in marks are a sentence of their own, not a word put in marks.
    fn is_alone(&self, number: usize) -> bool {
        const LEAST: usize = 2;
        let quotation = self.document.quotations[number];
        let ending = &self.document.tokens[quotation.last - usize::from(quotation.is_closed)];
        let is_stopped = matches!(ending.kind, Kind::Sign('.' | '?' | '!'));
        let least = if is_stopped { 1 } else { LEAST };
        let mut sentence = self.document.tokens[self.document.sentence(quotation.first)].iter();
        sentence.all(|token| token.quotation.is_some() || !token.is_word())
            && self.document.words_of(&quotation).len() >= least
    }

    /// Whether the next paragraph can go on with a draft: it has words in marks, or a colon promises some.
    fn goes_on(&self, draft: usize, paragraph: &Range<usize>) -> bool {
        let tokens = &self.document.tokens;
        // Signed words end with their signature.
        if self.drafts[draft].order == Order::Signed {
            return false;
        }
        let mut words = self.drafts[draft].parts.iter().cloned().flatten();
        words.any(|at| tokens[at].quotation.is_some()) || tokens[paragraph.end - 1].is_sign(':')
    }

    /// Adds a quotation to a draft that is wholly in marks, or makes a draft of its own beside one that is not.
    fn join(&mut self, number: usize, holder: usize) {
        let quotation = self.document.quotations[number];
        let range = quotation.first..quotation.last + 1;
        if self.is_direct[holder] {
            self.drafts[holder].parts.push(range);
            self.holders[number] = Some(holder);
            return;
        }
        let mut draft = self.drafts[holder].clone();
        draft.parts = Vec::from([range]);
        draft.order = Order::Carried;
        draft.is_inferred = true;
        self.add(number, draft);
    }

    /// Words that somebody says without the text telling who.
    fn leave(&mut self, number: usize) {
        let quotation = self.document.quotations[number];
        if self.document.is_spoken(&quotation) {
            let words = quotation.first..quotation.last + 1;
            let draft = Draft {
                parts: Vec::from([words]),
                cue: None,
                source: None,
                audience: None,
                speaker: Speaker::Unknown,
                order: Order::Alone,
                is_inferred: true,
            };
            self.add(number, draft);
        }
    }

    fn add(&mut self, number: usize, draft: Draft) {
        self.holders[number] = Some(self.drafts.len());
        self.drafts.push(draft);
        self.is_direct.push(true);
    }
}
