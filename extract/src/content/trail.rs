//! Where the words behind a cue end: what the writer adds to them.

use super::frame::Frame;
use crate::token::Token;
use crate::word::Class;

/// What is not told by whoever gives no more of it.
const TOLD: &[&str] =
    &["detail", "details", "specifics", "timeline", "timetable", "reason", "reasons", "figures", "names"];
/// Where words are heard that reports of trials tell.
const COURTS: &[&str] = &["court", "jury", "inquest", "hearing", "tribunal", "inquiry", "trial", "panel"];

impl Frame<'_> {
    /// Whether a comma begins what the speaker did not say. An insertion that another comma closes does not.
    pub(super) fn trails(&self, comma: usize, is_last: bool) -> bool {
        let next = comma + 1;
        if self.puts_it(next) || self.resumes(next) || self.is_heard(next) {
            return true;
        }
        let next = next + usize::from(self.is(next, "even"));
        let is_joined = self.token(next).is_some_and(|next| next.is_any(&["and", "or"]));
        self.is_a(next, Class::Trailer) && is_last || self.is_relative && !is_joined
    }

    /// "but declined to name it", "but she did not say when": what the speaker did next. "And refused to come out" is a part
    /// of what was said.
    pub(super) fn declines(&self, at: usize) -> bool {
        let joins = |token: &Token| token.is_any(&["but", "and"]) && token.quotation.is_none();
        let is_named = self.token(at + 1).is_some_and(|token| token.is_any(&["he", "she", "they", "it"]));
        let verb = at + 1 + usize::from(is_named);
        let tells = |act: &Token| act.is_a(Class::Cue) || act.is_a(Class::Telling);
        self.token(at).is_some_and(joins)
            && if !self.is_a(verb, Class::Declines) {
                self.is_untold(verb)
            } else if self.is(verb + 1, "to") {
                self.token(verb + 2).is_some_and(tells)
            } else {
                !is_named
            }
    }

    /// "did not say", "wouldn't give any details".
    fn is_untold(&self, at: usize) -> bool {
        /// "any further details".
        const LONGEST: usize = 3;
        let is_not = |at: usize| self.is(at, "not") || self.is(at, "immediately");
        let act = match self.token(at) {
            Some(token) if token.is_any(&["did", "would"]) && is_not(at + 1) => at + 2,
            Some(token) if token.is_any(&["didn't", "wouldn't"]) => at + 1,
            _ => return false,
        };
        let act = act + usize::from(is_not(act));
        let is_told = |at: usize| self.token(at).is_some_and(|token| token.is_any(TOLD));
        match self.token(act) {
            Some(token) if token.is_any(&["give", "provide", "offer", "release", "share"]) => {
                (act + 1..=act + LONGEST).any(is_told)
            }
            Some(token) => {
                token.is_any(&["say", "elaborate", "specify", "comment", "explain", "identify", "disclose"])
            }
            None => false,
        }
    }

    /// ", the court heard": where it was said, as reports of trials end.
    fn is_heard(&self, at: usize) -> bool {
        let is_court = self.is(at, "the") && self.token(at + 1).is_some_and(|court| court.is_any(COURTS));
        is_court && (self.is(at + 2, "heard") || self.is(at + 2, "was") && self.is(at + 3, "told"))
    }

    /// ", as she put it": the writer's words on what was said.
    pub(super) fn puts_it(&self, at: usize) -> bool {
        const LONGEST: usize = 5;
        let is_put = |at: usize| self.token(at).is_some_and(|token| token.is_any(&["put", "puts"]));
        self.is(at, "as") && (at + 2..at + LONGEST).any(|at| is_put(at) && self.is(at + 1, "it"))
    }

    /// ", an allegation that the company denies": a noun that takes up all of what was said.
    fn resumes(&self, at: usize) -> bool {
        let noun = at + 1;
        self.token(at).is_some_and(|token| token.is_any(&["a", "an"]))
            && self.is_a(noun, Class::Claim)
            && self.token(noun + 1).is_some_and(|next| next.is_word() || next.is_sign(','))
    }
}
