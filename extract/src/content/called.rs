//! Words put to somebody or something: "called him "a liar"".

use super::frame::Frame;
use crate::clause;
use crate::token::Kind;
use crate::word::Class;
use std::ops::Range;

impl Frame<'_> {
    /// From the cue to the end of the phrase that the marks stand in.
    pub(super) fn called(&self) -> Option<Range<usize>> {
        const REACH: usize = 30;
        let start = self.cue.tokens.end;
        let limit = self.next.filter(|&next| next > start).unwrap_or(usize::MAX);
        let end = self.last().min(self.right + REACH).min(limit);
        let last = (start..end).rev().find(|&at| self.is_quotation(at))?;
        // "spoke at the "Open Harbour" festival": only what gives a name takes one for its words.
        // People who "call the prototype "Gertrude"" tell its name, nobody's words.
        let verb = &self.document.tokens[self.cue.verb];
        let is_habit = verb.cue().is_some_and(|form| form.is_plain);
        if (!self.names() || is_habit) && self.is_title(start..last) {
            return None;
        }
        Some(start..self.phrase_end(last + 1, self.last().min(limit)))
    }

    /// `called it "a clear breach" of the treaty on Monday`: where the phrase around marks that end before `from` does.
    fn phrase_end(&self, from: usize, limit: usize) -> usize {
        let tokens = &self.document.tokens;
        let is_closed = matches!(tokens[from - 2].kind, Kind::Sign(_));
        if is_closed || self.token(from).is_none_or(clause::is_verb) {
            return from;
        }
        let ends = |at: &usize| {
            let token = &tokens[*at];
            let is_sign = !token.is_word() && token.kind != Kind::Possessive && token.kind != Kind::Number;
            let joins = token.is_a(Class::Conjunction) && (token.is("but") || self.holds_verb(at + 1..limit));
            let is_clause = token
                .is_any(&["when", "while", "after", "before", "since", "until", "although", "though"])
                || token.is("as") && self.is_a(at + 1, Class::Subject);
            is_sign || joins || is_clause || self.is_setting(*at)
        };
        let end = (from..limit).find(ends).unwrap_or(limit.max(from));
        // What joins the next cue: "and pointedly".
        let joins = (from..end).rev().take(2).find(|&at| self.is_a(at, Class::Conjunction));
        joins.unwrap_or(end)
    }

    /// Whether a time begins at a token, or a phrase that ends with an occasion: "on Monday", "in an interview".
    fn is_setting(&self, at: usize) -> bool {
        const LONGEST: usize = 5;
        let is_time = |at| self.is_month_or_day(at) || self.is_a(at, Class::Time) && !self.is_word(at + 1);
        let is_open = self.is_a(at, Class::Setting) && !self.is(at, "to");
        let mut inner = (at + 1..=at + LONGEST).take_while(|&at| self.is_word(at) && !self.is(at, "to"));
        is_time(at)
            || self.is(at, "during")
            || is_open && inner.any(|at| is_time(at) || self.is_a(at, Class::Occasion))
    }

    /// Whether a verb, a participle too, stands in a range.
    fn holds_verb(&self, range: Range<usize>) -> bool {
        self.document.tokens[range].iter().any(|token| clause::is_verb(token) || token.lower.ends_with("ing"))
    }

    /// "called over her shoulder", "called back": no name is given, somebody is loud.
    pub(super) fn calls_out(&self) -> bool {
        let next = self.token(self.cue.tokens.end);
        self.document.tokens[self.cue.verb].is_form_of(&["call"])
            && next.is_some_and(|next| next.is_any(&["over", "out", "back", "across", "down", "after"]))
    }

    /// Whether the cue puts a name to something: "called", "dubbed".
    fn names(&self) -> bool {
        const NAMING: [&str; 6] = ["call", "dub", "label", "brand", "describe", "mock"];
        self.document.tokens[self.cue.verb].is_form_of(&NAMING)
    }
}
