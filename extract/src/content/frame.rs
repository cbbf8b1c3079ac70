//! A cue with what belongs to it in its sentence: source, audience, and what tells when and where it was said.

use super::Order;
use crate::clause;
use crate::cue::{Cue, CueKind};
use crate::date;
use crate::document::Document;
use crate::lexicon::CueClass;
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

    pub(super) fn is_month_or_day(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| date::is_month_or_day(&token.lower))
    }

    /// Moves behind "on Wednesday", "in a statement", "to reporters" to where the clause starts, if one follows.
    fn set(&mut self) {
        const LONGEST: usize = 16;
        let limit = (self.right + LONGEST).min(self.sentence.end);
        while self.right < limit {
            let at = self.right;
            let is_adverb = |at| self.token(at).is_some_and(Token::is_adverb);
            // "announced two days earlier that"
            let is_ago = self.token(at + 2).is_some_and(|token| token.is_any(&["earlier", "ago", "later"]));
            if is_ago && (self.is_a(at, Class::Numeral) || self.is_a(at, Class::Determiner)) {
                self.right += 3;
            } else if self.is_month_or_day(at) {
                self.right = self.date_end(at);
            } else if self.is_a(at, Class::Time) || is_adverb(at) && self.is(at + 1, "that") {
                self.right += 1;
            } else if let Some(end) =
                self.aside_end(at).or_else(|| self.place_end(at)).or_else(|| self.matter_end(at))
            {
                self.right = end;
            } else if self.goes_on(at) && !self.vows(at) && !self.counts(at) {
                let Some(end) = self.setting_end(at + 1, limit) else { return };
                self.right = end;
            } else {
                return;
            }
        }
    }

    /// "said, however, that", "told Hale, her lawyer, that": where "that" begins behind an insertion.
    fn aside_end(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 10;
        let end = (at + LONGEST).min(self.sentence.end);
        let is_dash = |at: usize| self.token(at).is_some_and(Token::is_dash);
        let first = self.token(at + 1).filter(|_| self.is_sign(at, ',') || is_dash(at))?;
        let closes = |close: usize| if is_dash(at) { is_dash(close) } else { self.is_sign(close, ',') };
        let close = (at + 2..end).find(|&at| closes(at) || self.is_quotation(at))?;
        let speaks =
            self.document.tokens[at..close].iter().any(|token| token.speaks() && !token.is("written"));
        let is_plain = !first.is("that") && !speaks && closes(close);
        (is_plain && self.is(close + 1, "that")).then_some(close + 1)
    }

    /// "told the hearing in Carlisle he had": a place before a pronoun.
    fn place_end(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        let is_open = self.token(at).is_some_and(|token| token.is_any(&["in", "at", "from"]));
        let is_name = |at: &usize| self.token(*at).is_some_and(Token::is_name_like);
        let end = at + 1 + (at + 1..=at + LONGEST).take_while(is_name).count();
        (is_open && end > at + 1 && self.is_a(end, Class::Pronoun)).then_some(end)
    }

    /// "said of the wall that": what was spoken of, before "that".
    fn matter_end(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 8;
        let is_open = self.token(at).is_some_and(|token| token.is_any(&["of", "about"]));
        if !is_open || self.cue.kind.class() != CueClass::Say {
            return None;
        }
        let is_part = |at: &usize| {
            self.token(*at).is_some_and(|token| {
                matches!(token.kind, Kind::Word | Kind::Possessive)
                    && token.quotation.is_none()
                    && !token.is("that")
            })
        };
        let end = at + 1 + (at + 1..at + LONGEST).take_while(is_part).count();
        let is_clause = self.is(end, "that") && !self.acts(end + 1);
        is_clause.then_some(end)
    }

    /// "on Monday", "in an interview", and what goes on with it: "with CNN".
    fn goes_on(&self, at: usize) -> bool {
        let follows = at > 0 && self.is_a(at - 1, Class::Occasion) && self.is_a(at, Class::Preposition);
        // "quoted as saying by Tass that"
        let is_by = matches!(self.cue.kind, CueKind::Quoted(_)) && self.is(at, "by");
        follows || is_by || self.is_a(at, Class::Setting)
    }

    /// "at least 12 people": an amount that begins the clause.
    fn counts(&self, at: usize) -> bool {
        self.is_a(at, Class::Quantity) && clause::counts(&self.document.tokens[at..self.sentence.end])
    }

    /// "vowed to": what follows is the content.
    fn vows(&self, at: usize) -> bool {
        self.is(at, "to") && self.cue.kind.class() == CueClass::Vow
    }

    /// Where a setting ends before a clause: behind a weekday or an occasion, or at "that", a comma, a mark.
    fn setting_end(&self, from: usize, limit: usize) -> Option<usize> {
        // "said before adding"
        if self.token(from).is_some_and(|token| token.speaks() && token.lower.ends_with("ing")) {
            return None;
        }
        let mut at = from;
        while at < limit {
            if let Some(end) = self.programme_end(at) {
                at = end;
                continue;
            }
            // "in Saturday's Harbour Times" goes on.
            let is_owner = self.token(at + 1).is_some_and(|next| next.kind == Kind::Possessive);
            if !is_owner && (self.is_month_or_day(at) || self.is_a(at, Class::Occasion)) {
                return Some(self.date_end(at));
            }
            // `"No," he said on ABC's "This Week"`: the words were said before, these are a name.
            if self.is_quotation(at) && self.is_quoted_before() {
                return None;
            }
            // "agreed to a deal that ends the strike": what tells of the deal.
            if self.is(at, "that") && at > from && self.acts(at + 1) {
                return None;
            }
            if self.is(at, "that") || self.is_sign(at, ',') || self.is_sign(at, ':') || self.is_quotation(at)
            {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// Behind a day or month with what belongs to it: "Tuesday", "Feb. 3, 2026".
    fn date_end(&self, at: usize) -> usize {
        let is_number = |at| self.token(at).is_some_and(|token| token.kind == Kind::Number);
        let is_month = self.token(at).is_some_and(|token| date::is_month(&token.lower)) && is_number(at + 1);
        let day = at + 1 + usize::from(is_month);
        let is_year = is_month && self.is_sign(day, ',') && is_number(day + 1);
        if is_year { day + 2 + usize::from(self.is_sign(day + 2, ',')) } else { day }
    }

    /// Whether a verb stands at a token: "was", "ended", "ends the".
    pub(super) fn acts(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let is_present = token.is_word() && token.lower.ends_with('s') && !token.is_capital;
            clause::is_verb(token) || is_present && self.is_a(at + 1, Class::Determiner)
        })
    }

    /// "on NBC's "Meet the Press" on Sunday that …": the end of a name in marks that the sentence goes on behind.
    pub(super) fn programme_end(&self, at: usize) -> Option<usize> {
        let quotation = self.document.quotations[self.token(at)?.quotation? as usize];
        let before = &self.document.tokens[at.checked_sub(1)?];
        let is_name = quotation.first == at
            && quotation.is_closed
            && (before.is_word() || before.kind == Kind::Possessive)
            && self.document.is_title(&quotation)
            && !self.document.tokens[quotation.last - 1].is_sign(',');
        (is_name && quotation.last + 1 < self.last()).then_some(quotation.last + 1)
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
