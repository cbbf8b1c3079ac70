//! Whom it was told: "told the council that", "asked Brandt whether".

use super::frame::Frame;
use crate::clause;
use crate::date;
use crate::lexicon::CueClass;
use crate::token::{Kind, Token};
use crate::word::Class;

/// Verbs behind which only "that" tells that somebody stands before it: not "promised the town to rebuild it".
const PROMISES: &[&str] = &["promise", "caution"];

impl Frame<'_> {
    /// Moves behind the audience, up to the clause.
    pub(super) fn hear(&mut self) {
        let start = self.right;
        if !self.hears() || self.token(start).is_some_and(is_subject) {
            return;
        }
        let end = self.audience_end(start);
        let is_promised = self.document.tokens[self.cue.verb].is_form_of(PROMISES);
        let opens = || self.is(end, "that") && !self.acts(end + 1) && !self.is(start, "against");
        if end > start && (!is_promised || opens()) {
            // "told NBC's "Meet the Press" that"
            let programme = self.programme_end(end).filter(|&behind| self.is(behind, "that"));
            let end = programme.unwrap_or(end);
            self.audience = Some(start..end);
            self.right = end;
        }
    }

    /// Whether the verb can have an audience behind it.
    fn hears(&self) -> bool {
        let verb = &self.document.tokens[self.cue.verb];
        self.cue.kind.class() == CueClass::Tell
            || verb.is_form_of(&["ask", "warn", "remind"])
            || verb.is_form_of(PROMISES)
    }

    fn audience_end(&self, start: usize) -> usize {
        const LONGEST: usize = 10;
        // "tells me the wall will hold"
        if self.token(start).is_some_and(|token| token.is_any(&["me", "him", "us", "them"])) {
            return start + 1;
        }
        let reach = (start + LONGEST).min(self.sentence.end);
        let stops = |&at: &usize| {
            let token = &self.document.tokens[at];
            token.is_a(Class::Clause)
                || matches!(token.kind, Kind::Sign(_) | Kind::Mark)
                || date::is_month_or_day(&token.lower)
                || at > start && (self.goes_beyond(at) || self.is_second_phrase(at))
        };
        (start..reach).find(stops).unwrap_or(reach)
    }

    /// Whether a word inside what may be an audience belongs to what follows.
    fn goes_beyond(&self, at: usize) -> bool {
        let token = &self.document.tokens[at];
        let before = &self.document.tokens[at - 1];
        token.is_a(Class::Pronoun)
            || clause::is_contraction(token)
            || token.is_any(&["there", "on", "in", "at", "during", "after", "to"])
            || token.is_any(&["as", "when", "while", "before", "until"])
            // "a crowd of about 300"
            || token.is("about") && !before.is("of")
            || token.is("of") && !before.is_a(Class::Gathering)
            || self.is_amount(at)
    }

    /// "told reporters 12 people": an amount begins the clause; "told ABC 7 that": a capital before the number makes it a name.
    fn is_amount(&self, at: usize) -> bool {
        let before = &self.document.tokens[at - 1];
        let leads = [Class::Determiner, Class::Preposition, Class::Quantity];
        before.is_word()
            && !before.is_capital
            && !leads.iter().any(|&class| before.is_a(class))
            && !before.is_adverb()
            && clause::counts(&self.document.tokens[at..self.sentence.end])
    }

    /// "told the Tarsk Times the wall would hold": a second noun phrase.
    fn is_second_phrase(&self, at: usize) -> bool {
        let token = &self.document.tokens[at];
        let before = &self.document.tokens[at - 1];
        // "all the reporters" is one.
        let leads =
            [Class::Determiner, Class::Preposition, Class::Conjunction, Class::Adverbial, Class::Plural];
        !token.is_capital
            && (token.is_a(Class::Determiner) || token.is_a(Class::Subject))
            && before.is_word()
            && !leads.iter().any(|&class| before.is_a(class))
    }
}

/// "warned they could sell": the subject of the clause.
fn is_subject(token: &Token) -> bool {
    clause::is_contraction(token) || token.is_any(&["he", "she", "they", "we", "i", "there"])
}
