//! Words put to somebody or something: "called him "a liar"".

use super::frame::Frame;
use std::ops::Range;

impl Frame<'_> {
    /// From the cue to the end of the marks.
    pub(super) fn called(&self) -> Option<Range<usize>> {
        const REACH: usize = 30;
        let start = self.cue.tokens.end;
        let limit = self.next.filter(|&next| next > start).unwrap_or(usize::MAX);
        let end = self.last().min(self.right + REACH).min(limit);
        let last = (start..end).rev().find(|&at| self.is_quotation(at))?;
        // "spoke at the "Open Harbour" festival": only what gives a name takes one for its words.
        // People who "call the prototype "Gertrude"" tell its name, nobody's words.
        let verb = &self.document.tokens[self.cue.verb()];
        let is_habit = verb.cue().is_some_and(|form| form.is_plain);
        if (!self.names() || is_habit) && self.is_title(start..last) {
            return None;
        }
        Some(start..last + 1)
    }

    /// "called over her shoulder", "called back": no name is given, somebody is loud.
    pub(super) fn calls_out(&self) -> bool {
        let cue = &self.document.tokens[self.cue.verb()].lower;
        let next = self.token(self.cue.tokens.end);
        cue.starts_with("call")
            && next.is_some_and(|next| next.is_any(&["over", "out", "back", "across", "down", "after"]))
    }

    /// Whether the cue puts a name to something: "called", "dubbed".
    fn names(&self) -> bool {
        let cue = &self.document.tokens[self.cue.verb()].lower;
        ["call", "dub", "label", "brand", "describ", "mock"].iter().any(|stem| cue.starts_with(stem))
    }
}
