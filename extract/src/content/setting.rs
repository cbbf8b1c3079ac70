//! When, where and of what something was said: what stands between the verb and its clause.

use super::frame::Frame;
use crate::clause;
use crate::cue::CueKind;
use crate::date;
use crate::lexicon::CueClass;
use crate::token::{Kind, Token};
use crate::word::Class;

impl Frame<'_> {
    /// Moves behind "on Wednesday", "in a statement", "to reporters" to where the clause starts, if one follows.
    pub(super) fn set(&mut self) {
        const LONGEST: usize = 16;
        let limit = (self.right + LONGEST).min(self.sentence.end);
        while self.right < limit {
            let at = self.right;
            let is_adverb = self.token(at).is_some_and(Token::is_adverb);
            let end = self
                .time_end(at)
                .or_else(|| self.aside_end(at))
                .or_else(|| self.place_end(at))
                .or_else(|| self.matter_end(at))
                .or_else(|| self.manner_end(at));
            if let Some(end) = end {
                self.right = end;
            } else if is_adverb && self.is(at + 1, "that") {
                self.right += 1;
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

    /// "without evidence that", "for years that", "in a video posted on Facebook that": what stands before "that" and holds
    /// no verb of its own.
    fn manner_end(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 12;
        let first = self.token(at)?;
        let is_participle = self.is_a(at - 1, Class::Occasion)
            && (first.lower.ends_with("ed") || first.is_a(Class::Participle));
        if !is_participle && !first.is_any(&["without", "for", "by", "through", "via", "with"]) {
            return None;
        }
        let is_part = |&at: &usize| {
            self.is_word(at) && !self.is(at, "that") && !self.token(at).is_some_and(clause::is_verb)
        };
        let end = at + 1 + (at + 1..(at + LONGEST).min(self.last())).take_while(is_part).count();
        (end > at + 1 && self.is(end, "that") && !self.acts(end + 1)).then_some(end)
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
            // "in a blog post"
            let is_compound = self.is_a(at, Class::Occasion) && self.is_a(at + 1, Class::Occasion);
            if !is_owner && !is_compound && (self.is_month_or_day(at) || self.is_a(at, Class::Occasion)) {
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

    /// "yesterday", "Feb. 3", "last month", "two days earlier", "that night": a time that no preposition opens, or one that
    /// opens no clause.
    fn time_end(&self, at: usize) -> Option<usize> {
        let is_any = |at: usize, words: &[&str]| self.token(at).is_some_and(|token| token.is_any(words));
        if self.is_month_or_day(at) {
            return Some(self.date_end(at));
        }
        if self.is_a(at, Class::Time) {
            return Some(at + 1);
        }
        // "announced two days earlier that"
        let is_counted = self.is_a(at, Class::Numeral) || self.is_a(at, Class::Determiner);
        if is_counted && is_any(at + 2, &["earlier", "ago", "later"]) {
            return Some(at + 3);
        }
        // "said that yesterday she had": a day by itself is no noun.
        let is_day = is_any(at + 1, &["yesterday", "today", "tonight"]);
        let is_told =
            is_any(at, &["last", "this"]) || self.is(at, "that") && self.opens_clause(at + 2) && !is_day;
        if is_told && self.is_a(at + 1, Class::Period) {
            return Some(at + 2);
        }
        let is_other = is_any(at + 1, &["same", "next", "following", "previous"]);
        if self.is(at, "the") && is_other && self.is_a(at + 2, Class::Period) {
            return Some(at + 3);
        }
        let is_over = is_any(at, &["over", "at", "during"]) && self.is(at + 1, "the");
        if is_over && self.is_a(at + 2, Class::Period) {
            return Some(at + 3);
        }
        let is_year = |at: usize| self.token(at).is_some_and(|token| date::is_year(&token.lower));
        (self.is(at, "in") && is_year(at + 1) && self.opens_clause(at + 2)).then_some(at + 2)
    }

    /// Whether a clause, another setting or the end of the sentence follows, and no word that belongs to those before:
    /// "said that night he was ill", not "said that day care was dear".
    fn opens_clause(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|_| at < self.last()) else { return true };
        !token.is_word()
            || [Class::Pronoun, Class::Determiner, Class::Subject, Class::Clause, Class::Setting]
                .iter()
                .any(|&class| token.is_a(class))
    }

    /// Behind a day or month with what belongs to it: "Tuesday", "Thursday morning", "Feb. 3, 2026".
    fn date_end(&self, at: usize) -> usize {
        let is_number = |at| self.token(at).is_some_and(|token| token.kind == Kind::Number);
        let is_month = self.token(at).is_some_and(|token| date::is_month(&token.lower)) && is_number(at + 1);
        let day = at + 1 + usize::from(is_month);
        let is_year = is_month && self.is_sign(day, ',') && is_number(day + 1);
        if is_year {
            return day + 2 + usize::from(self.is_sign(day + 2, ','));
        }
        // "Thursday morning"
        self.bracket_end(day + usize::from(self.is_a(day, Class::Period)))
    }

    /// "Tuesday (March 5)": behind the date in brackets.
    fn bracket_end(&self, at: usize) -> usize {
        const LONGEST: usize = 5;
        let is_date = self.is_sign(at, '(') && (at + 1..at + 3).any(|at| self.is_month_or_day(at));
        let close = (at + 2..at + LONGEST).find(|&at| self.is_sign(at, ')'));
        close.filter(|_| is_date).map_or(at, |close| close + 1)
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
}
