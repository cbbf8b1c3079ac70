//! An article's body, cut up: what every later step looks at.

use crate::Span;
use crate::quotation::{Quotation, quotations};
use crate::sentence::sentences;
use crate::token::{Kind, Token, tokens};
use std::ops::Range;

/// A body with its tokens, quotations and sentences.
pub(crate) struct Document<'a> {
    pub(crate) body: &'a str,
    pub(crate) tokens: Vec<Token<'a>>,
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) sentences: Vec<Range<usize>>,
    /// Number of the sentence of each token.
    pub(crate) sentence_of: Vec<u32>,
    /// The first word of each sentence, else its end.
    first_words: Vec<usize>,
    /// The first token of the story, behind a dateline that opens it. No sentence holds what stands before.
    pub(crate) start: usize,
}

impl<'a> Document<'a> {
    pub(crate) fn new(body: &'a str) -> Self {
        let mut tokens = tokens(body);
        let quotations = quotations(body, &mut tokens);
        let sentences = sentences(&tokens, &quotations);
        let sentence_of = vec![0; tokens.len()];
        let first_words = Vec::with_capacity(sentences.len());
        let mut document = Self { body, tokens, quotations, sentences, sentence_of, first_words, start: 0 };
        document.number_sentences();
        document
    }

    /// Takes the dateline out of the first sentence: the story starts behind the token `end`.
    pub(crate) fn start_behind(&mut self, end: usize) {
        self.start = end;
        self.sentences.retain(|sentence| sentence.end > end);
        if let Some(first) = self.sentences.first_mut() {
            first.start = first.start.max(end);
        }
        self.number_sentences();
    }

    fn number_sentences(&mut self) {
        self.sentence_of.fill(0);
        self.first_words.clear();
        for (number, range) in (0..).zip(&self.sentences) {
            self.sentence_of[range.clone()].fill(number);
            let first = range.clone().find(|&at| self.tokens[at].is_word());
            self.first_words.push(first.unwrap_or(range.end));
        }
    }

    /// The words from the first token to the last, as printed; nothing for an empty range.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        if range.is_empty() {
            return Span::new(0, 0);
        }
        Span::new(self.tokens[range.start].span.start, self.tokens[range.end - 1].span.end)
    }

    /// The words of a range, as printed.
    pub(crate) fn text(&self, range: &Range<usize>) -> &'a str {
        self.span(range).of(self.body)
    }

    /// The words of a range joined by one blank, without line feeds and doubled blanks.
    pub(crate) fn words(&self, range: &Range<usize>) -> String {
        let words: Vec<&str> = self.text(range).split_whitespace().collect();
        words.join(" ")
    }

    /// The sentence that a token stands in.
    pub(crate) fn sentence(&self, token: usize) -> Range<usize> {
        self.sentences[self.sentence_of[token] as usize].clone()
    }

    /// Where what goes on to the end of a range begins: behind its last edge.
    pub(crate) fn behind_last(&self, range: Range<usize>, is_edge: impl Fn(&Token) -> bool) -> usize {
        let edge = range.clone().rev().find(|&at| is_edge(&self.tokens[at]));
        edge.map_or(range.start, |edge| edge + 1)
    }

    /// Where the paragraph of a token ends.
    pub(crate) fn paragraph_end(&self, token: usize) -> usize {
        let paragraph = self.tokens[token].paragraph;
        self.tokens.partition_point(|token| token.paragraph <= paragraph)
    }

    /// The words of a range in lower case, joined by one blank.
    pub(crate) fn lower(&self, range: &Range<usize>) -> String {
        let words: Vec<&str> = self.tokens[range.clone()].iter().map(|token| &*token.lower).collect();
        words.join(" ")
    }

    /// The quotations that begin within a range of tokens.
    pub(crate) fn quotations_in(&self, range: Range<usize>) -> &[Quotation] {
        &self.quotations[self.numbers_in(&range)]
    }

    /// The numbers of the quotations that begin within a range of tokens.
    pub(crate) fn numbers_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.quotations.partition_point(|quotation| quotation.first < range.start);
        let to = self.quotations.partition_point(|quotation| quotation.first < range.end);
        from..to.max(from)
    }

    /// The words of a quotation.
    pub(crate) fn words_of(&self, quotation: &Quotation) -> Vec<&Token<'a>> {
        self.tokens[quotation.first..=quotation.last].iter().filter(|token| token.is_word()).collect()
    }

    /// Whether words in marks are capitalised like a title: "The Tide Tables", "No More Dams".
    pub(crate) fn is_title(&self, quotation: &Quotation) -> bool {
        let words = self.words_of(quotation);
        let is_small = |word: &Token<'_>| {
            word.is_any(&[
                "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
                "y", "e", "et", "und", "de", "del", "der", "des", "di", "du", "el", "la", "le", "van", "von",
            ])
        };
        words.iter().all(|word| word.is_capital || is_small(word))
            && words.last().is_some_and(|last| last.is_capital)
    }

    /// Whether words in marks are plainly somebody's: a sentence with its capital and its stop, and no title.
    pub(crate) fn is_spoken(&self, quotation: &Quotation) -> bool {
        const LEAST: usize = 3;
        let words = self.words_of(quotation);
        let ending = quotation.last - usize::from(quotation.is_closed);
        let is_stopped = matches!(self.tokens[ending].kind, Kind::Sign('.' | ',' | '?' | '!' | '…'));
        words.len() >= LEAST
            && words[0].is_capital
            && (is_stopped || !quotation.is_closed)
            && !self.is_title(quotation)
    }

    /// Whether a token begins its sentence, marks left aside.
    pub(crate) fn starts_sentence(&self, token: usize) -> bool {
        token <= self.first_words[self.sentence_of[token] as usize]
            || token > 0 && self.tokens[token - 1].kind == Kind::Mark
    }
}
