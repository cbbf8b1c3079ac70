//! Words before source and cue, and words on both sides of them.

use super::Order;
use super::frame::{Found, Frame};
use crate::clause;
use crate::cue::CueKind;
use crate::date;
use crate::lexicon::PEOPLE;
use crate::source::Source;
use crate::token::{Kind, Token};
use crate::word::{Class, Classes};
use std::ops::Range;

impl Frame<'_> {
    /// "The talks, he said, were over": words on both sides.
    pub(super) fn split(&self) -> Option<Found> {
        let before = self.before_range()?;
        let is_quoted = self.is_quotation(before.end - 1);
        let behind = if is_quoted { self.comma_before_quotation() } else { self.behind_seat() };
        let is_comma = self.is_sign(behind, ',');
        let first = behind + usize::from(is_comma);
        let end = self.after_end(first);
        let goes_on = if is_quoted {
            self.is_quotation(first)
        } else {
            !self.is_apposition(first) && self.completes(&before, first..end)
        };
        // "In a letter, he wrote, "It is time"": what stands before is no part of the words.
        let is_whole = !is_quoted
            && self.is_quotation(first)
            && self.token(first + 1).is_some_and(|word| word.is_capital);
        if first >= end || !is_comma || !goes_on || is_whole {
            return None;
        }
        // "Still, he said, the wall would hold": the word that joins sentences is the writer's.
        let is_joint = before.len() == 1 && self.is_a(before.start, Class::Introduction);
        let words = Some(before).filter(|_| !is_joint);
        Some((words.into_iter().chain(Some(first..end)).collect(), Order::Split))
    }

    /// Where a source behind its verb ends with the place it is of: "said Sen. Mary Wirth of Omaha,".
    fn behind_seat(&self) -> usize {
        const LONGEST: usize = 5;
        if !self.is_inverted || !self.is(self.right, "of") {
            return self.right;
        }
        let names = (self.right + 1..).take(LONGEST).take_while(|&at| {
            self.token(at).is_some_and(|token| token.is_capital && token.quotation.is_none())
        });
        self.right + 1 + names.count()
    }

    /// Whether words behind the attribution can go on with those before it: with a verb ("The talks, he said, were over"),
    /// a clause or what depends on one. A noun phrase without a verb describes the source ("director of the museum"), and
    /// a participle tells what else it did ("speaking on condition of anonymity").
    fn completes(&self, before: &Range<usize>, behind: Range<usize>) -> bool {
        let tokens = &self.document.tokens;
        let is_between = |at: &usize| tokens[*at].is_a(Class::Adverb) && !clause::is_verb(&tokens[*at]);
        let adverbs = behind.clone().take_while(is_between).count();
        let Some(first) = tokens.get(behind.start + adverbs).filter(|_| behind.len() > adverbs) else {
            return false;
        };
        let is_other = [Class::Adverbial, Class::Trailer, Class::Conjunction, Class::Relative]
            .iter()
            .any(|&class| first.is_a(class));
        let is_gerund = !self.is_inverted && self.governs(behind.clone());
        let is_participle =
            first.lower.ends_with("ing") && !is_gerund || self.is_inverted && first.lower.ends_with("ed");
        let is_condition = self.is_a(before.start, Class::Subordinator)
            && !self.is_inverted
            && !before.clone().any(|at| self.is_sign(at, ','));
        if self.goes_on_with(&behind) || is_condition && !first.lower.ends_with("ing") {
            return true;
        }
        if is_other && !first.is("that")
            || is_participle && first.quotation.is_none()
            || self.is_when(behind.start)
        {
            return false;
        }
        // "In both cases, he said, the plan paid for itself": what has no verb yet gets it behind.
        let is_begun = || {
            let is_apart = behind.start > self.cue.tokens.end + 1;
            is_apart || before.clone().any(|at| clause::is_verb(&tokens[at]))
        };
        first.quotation.is_some()
            || clause::is_verb(first)
            || first.is_a(Class::Edge)
            || first.is_a(Class::Preposition)
            || first.is("not")
            || tokens[before.end - 1].is_a(Class::Auxiliary)
            || !self.is_inverted && (!is_begun() || clause::opens(self.document, behind.clone()))
    }

    /// ", a day after the vote", ", two hours before the talks began": when it was said.
    fn is_when(&self, at: usize) -> bool {
        /// "just over two weeks".
        const LONGEST: usize = 5;
        let is_turn = |at: &usize| self.token(*at).is_some_and(|token| token.is_any(&["after", "before"]));
        let Some(unit) = (at + 1..at + LONGEST).find(is_turn).and_then(|turn| self.token(turn - 1)) else {
            return false;
        };
        let one = unit.lower.strip_suffix('s').unwrap_or(&unit.lower);
        Classes::of(one).has(Class::Period) || matches!(one, "hour" | "minute")
    }

    /// "…, he said, and the pier would be rebuilt": a second clause in the words' own past and future.
    fn goes_on_with(&self, behind: &Range<usize>) -> bool {
        let tokens = &self.document.tokens[behind.start + 1..behind.end];
        let verb = tokens.iter().find(|token| clause::is_verb(token));
        let is_own =
            || verb.is_some_and(|verb| verb.is_any(&["would", "could", "had", "will", "might", "should"]));
        let is_act = verb.is_some_and(|verb| verb.is_a(Class::Declines));
        let joins = self.is(behind.start, "but") && !is_act
            || self.is(behind.start, "and") && (is_own() || !self.is_a(behind.start + 1, Class::Pronoun));
        joins && clause::opens(self.document, behind.start + 1..behind.end)
    }

    /// "replacing the mayor would cost more": a participle that is the subject of a verb.
    fn governs(&self, range: Range<usize>) -> bool {
        const LONGEST: usize = 10;
        let ends = |&at: &usize| {
            let token = &self.document.tokens[at];
            token.is_a(Class::Edge)
                || token.is_a(Class::Relative)
                || !token.is_word()
                || clause::is_verb(token)
        };
        let verb = range.take(LONGEST).find(ends);
        verb.is_some_and(|verb| self.is_a(verb, Class::Auxiliary))
    }

    /// What stands before the cue and is closed by a comma, a dash or a mark.
    pub(super) fn before(&self) -> Option<Found> {
        let range = self.before_range()?;
        let is_quoted = self.is_quotation(range.end - 1);
        let is_that = self.is(self.right, "that");
        let clause = self.right + usize::from(is_that);
        // `Pressed on the matter, she said, "Next question"`
        let opens = || !is_quoted && self.is_sign(self.right, ',') && self.is_spoken(self.right + 1);
        let speaks_on = is_that || self.is_sign(self.right, ':') || self.is_quotation(clause) || opens();
        // "On Tuesday, he said": an adverbial, not a clause.
        let is_introduction = !is_quoted && !self.is_inverted && self.is_introduction(&range);
        let holds = !is_introduction && !speaks_on && (self.ends_here() || is_quoted && !self.has_clause());
        holds.then(|| (Vec::from([range]), Order::Before))
    }

    /// Whether words in marks that form a sentence, a short one too, begin at a token.
    fn is_spoken(&self, at: usize) -> bool {
        let Some(number) = self.token(at).and_then(|token| token.quotation) else { return false };
        let quotation = &self.document.quotations[number as usize];
        let tokens = &self.document.tokens;
        let is_stopped = matches!(tokens[quotation.last - 1].kind, Kind::Sign('.' | '?' | '!'));
        let is_short = is_stopped && tokens.get(at + 1).is_some_and(|first| first.is_capital);
        self.document.is_spoken(quotation) || is_short
    }

    /// The words in marks that end the line above a signature.
    pub(super) fn signed(&self, source: Option<&Source>) -> Option<Range<usize>> {
        let number = self.document.tokens[self.cue.tokens.start.checked_sub(1)?].quotation?;
        let quotation = &self.document.quotations[number as usize];
        let is_signed = source.is_some() && self.document.is_spoken(quotation);
        is_signed.then_some(quotation.first..quotation.last + 1)
    }

    /// "…, according to": all of the sentence before it, else what stands behind the comma that closes the source.
    pub(super) fn according_to(&self) -> Option<Range<usize>> {
        let start = self.sentence.start;
        let cue = self.cue.tokens.start;
        // "Over the long term, according to the office, debt will rise": what stands before is no clause.
        let opens = self.is_a(start, Class::Introduction) || self.is(start, "over");
        let is_clause = !opens || (start..cue).any(|at| clause::is_verb(&self.document.tokens[at]));
        if cue > start + 3 && (is_clause || !self.is_sign(self.right, ',')) {
            return Some(start..cue - usize::from(self.is_sign(cue - 1, ',')));
        }
        let mut commas = (self.right..self.sentence.end).filter(|&at| self.is_sign(at, ','));
        let mut comma = commas.next()?;
        if self.describes_source(comma) {
            comma = commas.next().unwrap_or(comma);
        }
        let end = self.last();
        (comma + 3 < end).then_some(comma + 1..end)
    }

    /// "According to Brandt, a professor, …": whether a comma opens what tells of the source.
    fn describes_source(&self, comma: usize) -> bool {
        let Some(first) = self.token(comma + 1) else { return false };
        let is_clause =
            first.is_any(&["who", "whose", "which"]) || first.lower.ends_with("ed") && !first.is_capital;
        let head = clause::apposition(self.document, comma).map(|head| &self.document.tokens[head].lower);
        let is_age = first.kind == Kind::Number && self.is_sign(comma + 2, ',');
        is_clause || is_age || head.is_some_and(|head| PEOPLE.contains_key(&**head))
    }

    /// Whether what stands before source and cue ends with a quotation.
    pub(super) fn is_quoted_before(&self) -> bool {
        self.before_range().is_some_and(|before| self.is_quotation(before.end - 1))
    }

    /// What stands before the source or cue and is closed by a comma or a mark.
    fn before_range(&self) -> Option<Range<usize>> {
        // "The wall held, as Brandt pointed out."
        let is_as = self.left >= self.sentence.start + 2 && self.is(self.left - 1, "as");
        let end = self.left - usize::from(is_as);
        // ", telling reporters": what a participle reports stands behind it.
        let is_participle = matches!(self.cue.kind, CueKind::Participle(_));
        if end <= self.sentence.start || self.is_relative || is_participle {
            return None;
        }
        let last = &self.document.tokens[end - 1];
        let is_closed = last.is_sign(',') || last.is_dash() || last.quotation.is_some();
        let end = if last.quotation.is_some() { end } else { end - 1 };
        let colon = end.checked_sub(1).and_then(|last| self.behind_colon(last));
        let start = colon.unwrap_or(self.sentence.start);
        (is_closed && end > start).then_some(start..end)
    }

    /// `He told of the code: "Be civil," he said.`: of what stands before the cue the quotation behind a colon or dash.
    fn behind_colon(&self, last: usize) -> Option<usize> {
        let number = self.document.tokens[last].quotation?;
        let first = self.document.quotations[number as usize].first;
        let colon = first.checked_sub(1).filter(|&at| at > self.sentence.start)?;
        let is_dash = self.token(colon).is_some_and(Token::is_dash) && self.token(first + 1)?.is_capital;
        (self.is_sign(colon, ':') || is_dash).then_some(first)
    }

    /// `he said of the two, "because …"`: the comma before the first quotation behind the cue.
    fn comma_before_quotation(&self) -> usize {
        let end = self.next.unwrap_or(self.sentence.end).min(self.sentence.end);
        let first = (self.right..end).find(|&at| self.is_quotation(at));
        let comma = first.and_then(|first| first.checked_sub(1));
        comma.filter(|&at| at >= self.right && self.is_sign(at, ',')).unwrap_or(self.right)
    }

    /// Whether only adverbials stand between the cue and the end, or a comma that goes on with something else.
    fn ends_here(&self) -> bool {
        let Some(here) = self.token(self.right).filter(|_| self.right < self.last()) else { return true };
        here.is_a(Class::Adverbial)
            || here.is_sign(',')
            || date::is_month_or_day(&here.lower)
            || here.is_any(&["who", "and", "a", "an"])
    }

    /// "said John Smith, the chairman of ...": a comma behind an inverted source opens an apposition.
    fn is_apposition(&self, first: usize) -> bool {
        let Some(first) = self.token(first) else { return false };
        self.right > self.cue.tokens.end && first.is_any(&["the", "a", "an", "who", "his", "her"])
            || first.kind == Kind::Number
    }

    /// Whether a clause follows the cue.
    fn has_clause(&self) -> bool {
        let Some(here) = self.token(self.right) else { return false };
        here.is_a(Class::Subject) && !here.is_any(&["the", "a", "an", "his", "her"]) || here.is("that")
    }

    /// Whether what stands before is but an introduction: short, a phrase without a verb of its own ("In a statement"),
    /// or a clause that the verb's own governs ("Asked who would pay", "Looking at the crowd").
    fn is_introduction(&self, range: &Range<usize>) -> bool {
        let tokens = &self.document.tokens[range.clone()];
        let words = tokens.iter().filter(|token| token.is_word()).count();
        let first = &tokens[0];
        let is_phrase = || first.is_a(Class::Introduction) && !tokens.iter().any(clause::is_verb);
        let is_governed = first.is_a(Class::Subordinator) && !first.is("if") || first.lower.ends_with("ing");
        let is_one = || !tokens.iter().any(|token| token.is_sign(','));
        words < 4
            || first.is_a(Class::Introduction) && self.has_clause()
            || is_phrase()
            || is_governed && is_one()
    }
}
