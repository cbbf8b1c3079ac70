//! A cue with what belongs to it in its sentence: source, audience, and what tells when and where it was said.

use super::Order;
use crate::clause;
use crate::cue::{Cue, CueKind};
use crate::date;
use crate::document::Document;
use crate::source::{Source, SourceKind};
use crate::token::{Kind, Token};
use crate::word::Class;
use std::ops::Range;

/// Parts of a content, and how they stand to the cue.
pub(super) type Found = (Vec<Range<usize>>, Order);

/// A cue with what belongs to it. What stands to the left and to the right can be content.
pub(super) struct Frame<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) cue: &'d Cue,
    pub(super) sentence: Range<usize>,
    /// The first token of source and cue.
    pub(super) left: usize,
    /// The token behind source, cue, audience and setting.
    pub(super) right: usize,
    pub(super) audience: Option<Range<usize>>,
    /// Where the next cue of the sentence begins, its source included.
    pub(super) next: Option<usize>,
    /// Whether the cue stands in a relative clause: "Rubio, who said".
    pub(super) is_relative: bool,
    /// Whether the source stands behind the cue: "said Rubio".
    pub(super) is_inverted: bool,
}

impl<'d> Frame<'d> {
    pub(super) fn new(
        document: &'d Document<'d>,
        cue: &'d Cue,
        source: Option<&Source>,
        next: Option<usize>,
    ) -> Self {
        let named = source.filter(|source| source.kind != SourceKind::Same);
        let left = named.map_or(cue.tokens.start, |source| source.tokens.start.min(cue.tokens.start));
        let right = named.map_or(cue.tokens.end, |source| source.tokens.end.max(cue.tokens.end));
        let left = if let CueKind::Quoted(_) = cue.kind { clause_start(document, left) } else { left };
        let mut frame = Self {
            document,
            cue,
            sentence: document.sentence(cue.tokens.start),
            left,
            right,
            audience: None,
            next,
            is_inverted: named.is_some_and(|source| source.tokens.start >= cue.tokens.end),
            is_relative: is_relative(document, cue.tokens.start),
        };
        frame.hear();
        frame.set();
        frame
    }

    pub(super) fn token(&self, at: usize) -> Option<&'d Token<'d>> {
        self.document.tokens.get(at).filter(|_| at < self.sentence.end)
    }

    pub(super) fn is_a(&self, at: usize, class: Class) -> bool {
        self.token(at).is_some_and(|token| token.is_a(class))
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.token(at).is_some_and(|token| token.is(word))
    }

    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.token(at).is_some_and(|token| token.is_sign(sign))
    }

    pub(super) fn is_quotation(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.quotation.is_some())
    }

    /// Whether a word outside marks stands at a token.
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.is_word() && token.quotation.is_none())
    }

    pub(super) fn is_month_or_day(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| date::is_month_or_day(&token.lower))
    }

    /// Whether a verb stands at a token: "was", "ended", "ends the".
    pub(super) fn acts(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let is_present = token.is_word() && token.lower.ends_with('s') && !token.is_capital;
            clause::is_verb(token) || is_present && self.is_a(at + 1, Class::Determiner)
        })
    }

    /// The end of the sentence without its full stop.
    pub(super) fn last(&self) -> usize {
        let end = self.sentence.end;
        let last = &self.document.tokens[end - 1];
        let closes = matches!(last.kind, Kind::Sign('.' | ';' | '…')) && last.quotation.is_none();
        if closes { end - 1 } else { end }
    }

    /// Whether all words in marks in a range are titles.
    pub(super) fn is_title(&self, range: Range<usize>) -> bool {
        let quotations = self.document.quotations_in(range);
        !quotations.is_empty() && quotations.iter().all(|quotation| self.document.is_title(quotation))
    }
}

/// Whether "who" is the subject of a verb: "who said", "who has also said".
fn is_relative(document: &Document<'_>, verb: usize) -> bool {
    let is_between =
        |token: &Token| token.is_a(Class::Auxiliary) || token.is_a(Class::Adverb) || token.is("been");
    let before = document.tokens[..verb].iter().rfind(|token| !is_between(token));
    before.is_some_and(|before| before.is_any(&["who", "which"]))
}

/// Where the clause around a token begins: behind a comma or words in marks.
fn clause_start(document: &Document<'_>, at: usize) -> usize {
    let floor = document.sentence(at).start;
    document.behind_last(floor..at, |token| token.is_sign(',') || token.quotation.is_some())
}
