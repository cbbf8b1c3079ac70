//! Words behind the cue.

use super::Order;
use super::frame::{Found, Frame};
use crate::clause;
use crate::cue::CueKind;
use crate::lexicon::CueClass;
use crate::token::{Kind, Token};
use crate::word::Class;
use std::ops::Range;

impl Frame<'_> {
    pub(super) fn after(&self) -> Option<Found> {
        // "whoever says otherwise", "said no to the plan"
        let is_no = self.token(self.right).is_some_and(|token| token.is_any(&["no", "yes"]));
        if self.is(self.right, "otherwise") || is_no && self.is(self.right + 1, "to") {
            return None;
        }
        let found = |range: Range<usize>, order| Some((Vec::from([range]), order));
        let is_opened = self.is_sign(self.right, ':')
            || self.is_sign(self.right, ',')
                && (self.is_quotation(self.right + 1)
                    || self.is(self.right + 1, "that")
                    || self.follows_as());
        let start = self.right + usize::from(is_opened);
        let is_that = self.is(start, "that");
        let from = start + usize::from(is_that);
        let end = self.after_end(from);
        // "wrote in a statement that was published": what tells of the statement.
        let is_relative =
            is_that && self.is_a(start - 1, Class::Occasion) && self.token(from).is_some_and(clause::is_verb);
        if from >= end || is_relative {
            return None;
        }
        // `wrote a book, "The Tide Tables"`: what is written has a name.
        if self.is_writing() && !is_opened && self.is_title(from..end) {
            return None;
        }
        if let Some(first) = self.whole_sentence(from..end).filter(|_| !is_that) {
            return found(first..self.quoted_end(first..end), Order::Quote);
        }
        if self.reports_clause(start) {
            return found(from..end, Order::That);
        }
        if is_opened && self.follows_as() && end - from >= 3 {
            return found(from..end, Order::Bare);
        }
        let class = self.cue.kind.class();
        if self.is_quotation(from) {
            // "a sign that read "No More Dams"": a title, not words said, unless a sign or "said" stands before it.
            let is_plain = from == self.right && !matches!(class, CueClass::Say | CueClass::Tell);
            if is_plain && self.is_title(from..end) {
                return None;
            }
            return found(from..self.quoted_end(from..end), Order::Quote);
        }
        if self.is_sign(self.right, ':') {
            return found(from..end, Order::Colon);
        }
        let is_bare = match class {
            // "wrote his dissertation"
            _ if self.is_writing() => clause::opens(self.document, from..end),
            CueClass::Say => self.can_open_clause(from..end),
            CueClass::Tell => self.audience.is_some() && self.can_open_clause(from..end),
            CueClass::State => clause::opens(self.document, from..end),
            CueClass::Vow => self.is(from, "to") || clause::opens(self.document, from..end),
            CueClass::Ask | CueClass::Call => false,
        };
        if is_bare && end - from >= 3 && !self.is_gap(from) {
            return found(from..end, Order::Bare);
        }
        // "warned of a "catastrophe"": only what holds marks is surely said.
        // "posted a picture with the caption "Land ahoy"", "pointed to a study that …": a thing, and nothing said.
        let is_thing = self.document.tokens[self.cue.verb].is_form_of(&["post", "point"]);
        let is_partly = class != CueClass::Ask && !is_thing && self.holds_words(from..end);
        is_partly.then(|| found(from..end, Order::Partly)).flatten()
    }

    /// `Brandt went on:` at the end of a paragraph: the quotation that the next one begins with.
    pub(super) fn promised(&self) -> Option<Found> {
        let end = self.sentence.end;
        let first = self.document.tokens.get(end)?;
        let quotation = self.document.quotations[first.quotation? as usize];
        let is_promised = self.document.tokens[end - 1].is_sign(':')
            && self.next.is_none()
            && quotation.first == end
            && first.paragraph != self.document.tokens[end - 1].paragraph;
        let whole = end..quotation.last + 1;
        is_promised.then(|| (vec![whole], Order::Quote))
    }

    /// Where the words behind the cue end: at the next cue's clause, at a trailing clause, at the sentence's end.
    pub(super) fn after_end(&self, start: usize) -> usize {
        let end = self.last().min(self.next_clause(start).unwrap_or(usize::MAX));
        let is_marked = |at: usize| self.token(at - 1).is_some_and(|before| before.kind == Kind::Mark);
        let is_apart = |at: usize| {
            let rest = at + 1..self.last().max(at + 1);
            let is_clause = self.is_a(at + 1, Class::Subordinator) || clause::opens(self.document, rest);
            self.is_sign(at, ';') && !self.is_quotation(at) && is_clause
        };
        let is_other = |&at: &usize| {
            is_apart(at) || self.declines(at) || at > start && is_marked(at) && self.puts_it(at)
        };
        let end = (start..end).find(is_other).unwrap_or(end);
        let mut commas = (start..end).filter(|&at| self.is_sign(at, ',') && !self.is_quotation(at));
        let last = commas.clone().next_back();
        let cut = if self.is_subordinate() && !self.follows_as() {
            commas.find(|&comma| self.goes_on_mainly(comma))
        } else {
            commas.find(|&comma| self.trails(comma, last == Some(comma)))
        };
        cut.unwrap_or(end)
    }

    /// Whether the cue's clause is a subordinate one that the sentence begins with: "While Brandt said …, the …".
    fn is_subordinate(&self) -> bool {
        if matches!(self.cue.kind, CueKind::Participle(_)) && self.left == self.sentence.start {
            return true;
        }
        let inner =
            self.left.checked_sub(1).filter(|&at| at > self.sentence.start && self.is_sign(at - 1, ','));
        if inner
            .is_some_and(|at| self.token(at).is_some_and(|token| token.is_any(&["when", "while", "after"])))
        {
            return true;
        }
        let first = self.sentence.start;
        let first = first + usize::from(self.is_a(first, Class::Conjunction));
        self.is_a(first, Class::Subordinator) && !(first..self.left).any(|at| self.is_sign(at, ','))
    }

    /// Whether the main clause of the sentence can begin behind a comma.
    fn goes_on_mainly(&self, comma: usize) -> bool {
        let Some(next) = self.token(comma + 1) else { return false };
        !next.is_a(Class::Conjunction) && !next.is_a(Class::Relative) && !next.is("including")
    }

    /// Where the next cue's clause begins, the signs before it left out.
    fn next_clause(&self, start: usize) -> Option<usize> {
        let tokens = &self.document.tokens;
        let next = self.next.filter(|&next| next > start)?;
        let is_stop =
            |at: usize| matches!(tokens[at].kind, Kind::Sign(',' | ';')) && tokens[at].quotation.is_none();
        // `said, "It is over," Hale replied`: the comma within the marks parts the clauses, the marks stay whole.
        let is_closing =
            |at: usize| at > start && tokens[at].kind == Kind::Mark && tokens[at - 1].is_sign(',');
        let from = next.saturating_sub(2).max(start);
        let is_even_as = |at: usize| tokens[at].is("as") && tokens[at - 1].is("even");
        let is_cut = |&at: &usize| {
            tokens[at].is_any(&["and", "but", "while"]) || is_even_as(at) || is_stop(at) || is_closing(at)
        };
        let mut cut = (from..=next).find(is_cut)?;
        if is_closing(cut) {
            // `was not serious - "Again, no," she said`: the next cue's words begin behind the dash.
            let first = tokens[cut].quotation.map(|number| self.document.quotations[number as usize].first);
            let dash = first.and_then(|first| first.checked_sub(1)).filter(|&dash| dash > start);
            return Some(dash.filter(|&dash| tokens[dash].is_dash()).unwrap_or(cut + 1));
        }
        while cut > start && (is_stop(cut - 1) || is_even_as(cut)) {
            cut -= 1;
        }
        Some(cut)
    }

    /// "As Brandt said, the wall held": whether "as" stands before source and cue at the beginning of the sentence.
    fn follows_as(&self) -> bool {
        let Some(before) = self.left.checked_sub(1).filter(|&before| before >= self.sentence.start) else {
            return false;
        };
        let is_first = before == self.sentence.start
            || before == self.sentence.start + 1 && self.is_a(self.sentence.start, Class::Conjunction);
        is_first && self.is(before, "as") && !self.is_inverted
    }

    /// Whether the verb's clause is opened by "that", "whether", "how".
    fn reports_clause(&self, start: usize) -> bool {
        let class = self.cue.kind.class();
        self.is(start, "that") || self.is_a(start, Class::Clause) && class != CueClass::Call
    }

    /// Whether a clause without "that" can begin here, behind a verb that hardly takes anything else.
    fn can_open_clause(&self, range: Range<usize>) -> bool {
        let Some(first) = self.token(range.start) else { return false };
        let tokens = &self.document.tokens[range];
        if clause::counts(tokens) {
            return tokens.iter().any(clause::is_verb);
        }
        first.is_a(Class::Subject)
            || first.is_capital
            || first.is_word() && !first.is_a(Class::Adverbial) && !first.is_a(Class::Particle)
    }

    fn is_writing(&self) -> bool {
        self.document.tokens[self.cue.verb].is_form_of(&["write", "tweet"])
    }

    /// "the divides he promised to bridge", "a day after the comments he wrote …": a noun right before the subject is
    /// what the verb is about, and nothing behind it is reported.
    fn is_gap(&self, from: usize) -> bool {
        let subject = &self.document.tokens[self.left];
        let first = &self.document.tokens[self.sentence.start];
        let is_plain = self.left < self.cue.tokens.start
            && (subject.is_a(Class::Pronoun) || subject.is_capital)
            && !first.is_a(Class::Introduction);
        let Some(before) = self.left.checked_sub(1).filter(|&before| before > self.sentence.start) else {
            return false;
        };
        let before = &self.document.tokens[before];
        let others = [
            Class::Stop,
            Class::Edge,
            Class::Conjunction,
            Class::Adverbial,
            Class::Introduction,
            Class::Preposition,
            Class::Determiner,
            Class::Subordinator,
            Class::Pronoun,
            Class::Time,
            Class::Period,
        ];
        let is_noun = before.is_word()
            && !before.is_capital
            && before.quotation.is_none()
            && !others.iter().any(|&class| before.is_a(class))
            && !before.is_adverb()
            && !clause::is_verb(before)
            && !before.speaks();
        is_plain && is_noun && !self.is_a(from, Class::Auxiliary)
    }

    /// Whether more than a word or a title stands in marks.
    fn holds_words(&self, range: Range<usize>) -> bool {
        let quotations = self.document.quotations_in(range);
        quotations.iter().any(|quotation| {
            self.document.words_of(quotation).len() > 1 && !self.document.is_title(quotation)
        })
    }

    /// `he wrote to his followers, "It is time"`: the first quotation that a comma or colon opens and that begins a
    /// sentence of its own.
    fn whole_sentence(&self, content: Range<usize>) -> Option<usize> {
        let first = self.document.quotations_in(content.clone()).first()?.first;
        let opens = first > content.start && (self.is_sign(first - 1, ',') || self.is_sign(first - 1, ':'));
        // `said Ri had told him: "You write"`: a part of what Ri is said to have told.
        let before = content.start..first;
        let is_nested =
            self.document.tokens[before.clone()].iter().any(Token::speaks) && self.can_open_clause(before);
        (opens && !is_nested && self.token(first + 1)?.is_capital).then_some(first)
    }

    /// Where a content that begins in marks ends: with its last quotation when a comma closes that.
    fn quoted_end(&self, content: Range<usize>) -> usize {
        let quotations = self.document.quotations_in(content.clone());
        let last = quotations.last().filter(|last| last.is_closed && last.last < content.end);
        let last = last.filter(|last| self.is_sign(last.last - 1, ',') || self.is_sign(last.last + 1, ','));
        last.map_or(content.end, |last| last.last + 1)
    }
}
