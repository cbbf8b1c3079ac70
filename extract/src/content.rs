//! What was said. In: a cue and its source. Out: the tokens of the words, before the cue, behind it or both.
//! The order of the words decides: what stands before ", he said." is content when nothing but adverbials follow.

use crate::cue::{Cue, CueKind};
use crate::date;
use crate::document::Document;
use crate::lexicon::CueClass;
use crate::source::{Source, SourceKind};
use crate::token::Kind;
use std::ops::Range;

/// The words of one attribution.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// Ranges of tokens in order.
    pub(crate) parts: Vec<Range<usize>>,
    pub(crate) audience: Option<Range<usize>>,
    /// The name of the word order that was found.
    pub(crate) order: &'static str,
}

const CLAUSE_STARTS: &[&str] = &["that", "if", "whether", "why", "how", "what"];
const SUBJECTS: &[&str] = &[
    "he", "she", "they", "it", "we", "i", "you", "there", "this", "these", "those", "his", "her", "their",
    "its", "the", "a", "an", "no", "if", "when", "while", "although", "because", "some", "many", "most",
    "all", "people", "what", "anyone", "nobody", "everyone",
];
const ADVERBIAL_STARTS: &[&str] = &[
    "on",
    "in",
    "at",
    "during",
    "after",
    "before",
    "to",
    "of",
    "from",
    "about",
    "by",
    "when",
    "while",
    "as",
    "last",
    "this",
    "early",
    "late",
    "earlier",
    "later",
    "yesterday",
    "today",
    "tonight",
    "via",
    "through",
    "with",
    "while",
    "following",
    "upon",
    "outside",
    "recently",
    "separately",
    "again",
    "referring",
    "adding",
    "citing",
    "when",
];
/// Where somebody speaks: behind these words of an adverbial the clause starts.
const OCCASIONS: &[&str] = &[
    "statement",
    "interview",
    "speech",
    "tweet",
    "tweets",
    "post",
    "conference",
    "briefing",
    "email",
    "e-mail",
    "letter",
    "memo",
    "rally",
    "event",
    "debate",
    "message",
    "call",
    "release",
    "report",
    "filing",
    "article",
    "appearance",
    "remarks",
    "testimony",
    "video",
    "twitter",
    "facebook",
];
/// Words behind ", " that begin something that the speaker did not say.
const TRAILERS: &[&str] = &[
    "while",
    "referring",
    "according",
    "alluding",
    "prompting",
    "who",
    "whom",
    "whose",
    "which",
    "although",
    "though",
];

/// The words that a cue reports. `next` is where the following cue of the sentence begins, its source included.
pub(crate) fn content(
    document: &Document<'_>,
    cue: &Cue,
    source: Option<&Source>,
    next: Option<usize>,
) -> Option<Content> {
    let frame = Frame::new(document, cue, source, next);
    match cue.kind {
        CueKind::AccordingTo => frame.according_to(),
        _ if cue.kind.class() == CueClass::Call => frame.called(),
        _ => frame.split().or_else(|| frame.before()).or_else(|| frame.after()),
    }
}

/// A cue with what belongs to it, in its sentence.
struct Frame<'d> {
    document: &'d Document<'d>,
    cue: &'d Cue,
    sentence: Range<usize>,
    /// First and last token of source, cue, audience and adverbials.
    left: usize,
    right: usize,
    audience: Option<Range<usize>>,
    next: Option<usize>,
    is_relative: bool,
}

impl<'d> Frame<'d> {
    fn new(document: &'d Document<'d>, cue: &'d Cue, source: Option<&Source>, next: Option<usize>) -> Self {
        let sentence = document.sentence(cue.tokens.start);
        let named = source.filter(|source| source.kind != SourceKind::Same);
        let left = named.map_or(cue.tokens.start, |source| source.tokens.start.min(cue.tokens.start));
        let right = named.map_or(cue.tokens.end, |source| source.tokens.end.max(cue.tokens.end));
        let is_relative =
            cue.tokens.start > 0 && document.tokens[cue.tokens.start - 1].is_any(&["who", "which"]);
        let mut frame = Self { document, cue, sentence, left, right, audience: None, next, is_relative };
        if cue.kind.class() == CueClass::Tell
            || document.tokens[cue.tokens.start].is_any(&["asked", "asks", "asking", "warned", "reminded"])
        {
            frame.hear();
        }
        frame.skip_adverbials();
        frame
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        at < self.sentence.end && self.document.tokens[at].is_any(words)
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        at < self.sentence.end && self.document.tokens[at].is_sign(sign)
    }

    fn is_quotation(&self, at: usize) -> bool {
        at < self.sentence.end && self.document.tokens[at].quotation.is_some()
    }

    /// Whom it was told: up to the clause.
    fn hear(&mut self) {
        const LONGEST: usize = 10;
        let start = self.right;
        let reach = (start + LONGEST).min(self.sentence.end);
        let stops = |at: &usize| {
            let token = &self.document.tokens[*at];
            let is_clause = *at > start
                && token.is_any(&[
                    "he", "she", "they", "it", "i", "we", "there", "on", "in", "at", "during", "after",
                    "about", "to", "of",
                ]);
            is_clause
                || token.is_any(CLAUSE_STARTS)
                || matches!(token.kind, Kind::Sign(_) | Kind::Mark)
                || date::is_month_or_day(&token.lower)
        };
        let end = (start..reach).find(stops).unwrap_or(reach);
        if end > start {
            self.audience = Some(start..end);
            self.right = end;
        }
    }

    /// Behind "on Wednesday", "in a statement", "to reporters" to where the clause starts, if one follows.
    fn skip_adverbials(&mut self) {
        const LONGEST: usize = 16;
        let tokens = &self.document.tokens;
        let limit = (self.right + LONGEST).min(self.sentence.end);
        while self.right < limit {
            let at = self.right;
            if date::is_month_or_day(&tokens[at].lower)
                || self.is(at, &["yesterday", "today", "earlier", "later", "recently", "again"])
            {
                self.right += 1;
            } else if self.is(
                at,
                &[
                    "on", "in", "at", "during", "to", "via", "through", "last", "late", "early", "before",
                    "after", "this",
                ],
            ) {
                let Some(end) = self.adverbial_end(at + 1, limit) else { return };
                self.right = end;
            } else {
                return;
            }
        }
    }

    /// Where an adverbial ends before a clause: behind a weekday or an occasion, or at "that", a comma, a mark.
    fn adverbial_end(&self, from: usize, limit: usize) -> Option<usize> {
        for at in from..limit {
            let token = &self.document.tokens[at];
            if date::is_month_or_day(&token.lower) || self.is(at, OCCASIONS) {
                return Some(at + 1);
            }
            // `"No," he said on ABC's "This Week"`: the words were said before, these are a name.
            if self.is_quotation(at) && self.is_quoted_before() {
                return None;
            }
            if self.is(at, &["that"]) || matches!(token.kind, Kind::Sign(',' | ':')) || self.is_quotation(at)
            {
                return Some(at);
            }
        }
        None
    }

    /// The end of the sentence without its full stop.
    fn last(&self) -> usize {
        let closes = |at: usize| {
            matches!(self.document.tokens[at].kind, Kind::Sign('.' | ';' | '…')) && !self.is_quotation(at)
        };
        let end = self.sentence.end;
        if end > self.sentence.start && closes(end - 1) { end - 1 } else { end }
    }

    /// Where the words behind the cue end: at the next cue's clause, at a trailing clause, at the sentence's end.
    fn after_end(&self, start: usize) -> usize {
        let tokens = &self.document.tokens;
        let mut end = self.last();
        if let Some(next) = self.next.filter(|&next| next > start) {
            let is_cut = |at: &usize| {
                tokens[*at].is_any(&["and", "but", "while"])
                    || matches!(tokens[*at].kind, Kind::Sign(',' | ';'))
            };
            let from = next.saturating_sub(2).max(start);
            if let Some(mut cut) = (from..next).find(is_cut) {
                while cut > start && matches!(tokens[cut - 1].kind, Kind::Sign(',' | ';')) {
                    cut -= 1;
                }
                end = end.min(cut);
            }
        }
        let trails = |at: &usize| {
            tokens[*at].is_sign(',')
                && tokens[*at].quotation.is_none()
                && (self.is(at + 1, TRAILERS) || self.is_relative && !self.is(at + 1, &["and", "or"]))
        };
        (start..end).find(trails).unwrap_or(end)
    }

    /// Whether only adverbials stand between the cue and the end, or a comma that goes on with something else.
    fn ends_here(&self) -> bool {
        let at = self.right;
        at >= self.last()
            || self.is(at, ADVERBIAL_STARTS)
            || self.is_sign(at, ',')
            || date::is_month_or_day(&self.document.tokens[at].lower)
            || self.is(at, &["who", "and", "a", "an"])
    }

    /// Whether what stands before source and cue ends with a quotation.
    fn is_quoted_before(&self) -> bool {
        self.before_range().is_some_and(|before| self.is_quotation(before.end - 1))
    }

    /// `he said of the two, "because …"`: the comma before the first quotation behind the cue.
    fn comma_before_quotation(&self) -> usize {
        let end = self.next.unwrap_or(self.sentence.end).min(self.sentence.end);
        let first = (self.right..end).find(|&at| self.is_quotation(at));
        first
            .and_then(|first| first.checked_sub(1))
            .filter(|&at| at >= self.right && self.is_sign(at, ','))
            .unwrap_or(self.right)
    }

    /// "The talks, he said, were over": words on both sides.
    fn split(&self) -> Option<Content> {
        let before = self.before_range()?;
        let behind =
            if self.is_quotation(before.end - 1) { self.comma_before_quotation() } else { self.right };
        let is_comma = self.is_sign(behind, ',');
        let first = behind + usize::from(is_comma);
        let end = self.after_end(first);
        if first >= end {
            return None;
        }
        let is_quoted_before = self.is_quotation(before.end - 1);
        let goes_on = if is_quoted_before {
            self.is_quotation(first) && is_comma
        } else {
            is_comma
                && !self.is(first, ADVERBIAL_STARTS)
                && !self.is(first, &["who", "a", "an", "adding", "and", "but", "which"])
                && !self.is_apposition(first)
        };
        goes_on.then(|| Content {
            parts: vec![before, first..end],
            audience: self.audience.clone(),
            order: "split",
        })
    }

    /// "said John Smith, the chairman of ...": a comma behind an inverted source opens an apposition.
    fn is_apposition(&self, first: usize) -> bool {
        self.right > self.cue.tokens.end && self.is(first, &["the", "a", "an", "who", "his", "her"])
            || self.document.tokens[first].kind == Kind::Number
    }

    /// What stands before the source or cue and is closed by a comma or a mark.
    fn before_range(&self) -> Option<Range<usize>> {
        let tokens = &self.document.tokens;
        let end = self.left;
        if end <= self.sentence.start || self.is_relative {
            return None;
        }
        let last = &tokens[end - 1];
        let is_closed = last.is_sign(',') || last.is_dash() || last.quotation.is_some();
        let end = if last.quotation.is_some() { end } else { end - 1 };
        let colon = end.checked_sub(1).and_then(|last| self.behind_colon(last));
        let start = colon.unwrap_or(self.sentence.start);
        (is_closed && end > start + 1).then_some(start..end)
    }

    /// `He told of the code: "Be civil," he said.`: of what stands before the cue the quotation behind a colon.
    fn behind_colon(&self, last: usize) -> Option<usize> {
        let number = self.document.tokens[last].quotation?;
        let first = self.document.quotations[number as usize].first;
        let colon = first.checked_sub(1).filter(|&at| at > self.sentence.start)?;
        self.is_sign(colon, ':').then_some(first)
    }

    fn before(&self) -> Option<Content> {
        let range = self.before_range()?;
        let is_quoted = self.is_quotation(range.end - 1);
        let clause = self.right + usize::from(self.is(self.right, &["that"]));
        let speaks_on =
            self.is(self.right, &["that"]) || self.is_sign(self.right, ':') || self.is_quotation(clause);
        // "On Tuesday, he said": an adverbial, not a clause.
        let is_adverbial = !is_quoted && self.is_introduction(&range);
        let holds = !is_adverbial && !speaks_on && (self.ends_here() || is_quoted && !self.has_clause());
        holds.then(|| Content { parts: vec![range], audience: self.audience.clone(), order: "before" })
    }

    /// Whether a clause follows the cue.
    fn has_clause(&self) -> bool {
        self.is(self.right, SUBJECTS) && !self.is(self.right, &["the", "a", "an", "his", "her"])
            || self.is(self.right, &["that"])
    }

    /// Whether what stands before is but an introduction: short, or begins with a preposition or a conjunction.
    fn is_introduction(&self, range: &Range<usize>) -> bool {
        let words = range.clone().filter(|&at| self.document.tokens[at].is_word()).count();
        let starts = self.is(range.start, ADVERBIAL_STARTS)
            || self.is(
                range.start,
                &[
                    "asked",
                    "speaking",
                    "but",
                    "and",
                    "however",
                    "meanwhile",
                    "still",
                    "moreover",
                    "instead",
                    "then",
                    "also",
                    "according",
                    "for",
                    "despite",
                    "although",
                    "though",
                    "like",
                    "since",
                    "under",
                    "amid",
                    "writing",
                    "responding",
                ],
            );
        words < 4 || starts && self.has_clause()
    }

    fn after(&self) -> Option<Content> {
        let mut start = self.right;
        let class = self.cue.kind.class();
        let found = |range: Range<usize>, order| {
            Some(Content { parts: vec![range], audience: self.audience.clone(), order })
        };
        if start >= self.sentence.end {
            return None;
        }
        if self.is_sign(start, ':')
            || self.is_sign(start, ',') && (self.is_quotation(start + 1) || self.is(start + 1, &["that"]))
        {
            start += 1;
        }
        let is_that = self.is(start, CLAUSE_STARTS)
            && (!self.is(start, &["how", "what", "why", "if", "whether"])
                || matches!(class, CueClass::Bare | CueClass::Ask | CueClass::Tell | CueClass::That));
        let from = start + usize::from(self.is(start, &["that"]));
        let end = self.after_end(from);
        if from >= end {
            return None;
        }
        if let Some(first) = self.whole_sentence(from..end).filter(|_| !self.is(start, &["that"])) {
            return found(first..self.quoted_end(first..end), "quote");
        }
        if is_that {
            return found(from..end, "that");
        }
        if self.is_quotation(from) {
            // "a sign that read "No More Dams"": a title, not words said, unless a sign or "said" stands before it.
            let is_plain = from == self.right && !matches!(class, CueClass::Bare | CueClass::Tell);
            if is_plain && self.is_title(from..end) {
                return None;
            }
            return found(from..self.quoted_end(from..end), "quote");
        }
        if self.is_sign(self.right, ':') {
            return found(from..end, "colon");
        }
        let first = &self.document.tokens[from];
        let opens_clause = self.is(from, SUBJECTS)
            || first.is_capital
            || first.is_word()
                && !self.is(from, ADVERBIAL_STARTS)
                && !self.is(
                    from,
                    &[
                        "so",
                        "nothing",
                        "something",
                        "yes",
                        "goodbye",
                        "or",
                        "and",
                        "but",
                        "too",
                        "more",
                        "up",
                        "out",
                        "off",
                        "down",
                        "back",
                    ],
                );
        let is_bare = class == CueClass::Bare || class == CueClass::Tell && self.audience.is_some();
        if is_bare && opens_clause && end - from >= 3 {
            return found(from..end, "bare");
        }
        // "warned of a "catastrophe"": only what holds marks is surely said.
        let quoted = self.document.quotations_in(from..end);
        let quoted = quoted.iter().any(|quotation| {
            self.document.words_of(quotation).len() > 1 && !self.document.is_title(quotation)
        });
        (quoted && class != CueClass::Ask).then(|| found(from..end, "partly")).flatten()
    }

    /// "called him "a liar"": from the cue to the end of the marks.
    fn called(&self) -> Option<Content> {
        const REACH: usize = 30;
        let end = self.last().min(self.right + REACH);
        let last = (self.cue.tokens.end..end).rev().find(|&at| self.is_quotation(at))?;
        let start = self.cue.tokens.end;
        // "spoke at the "Open Harbour" festival": only what gives a name takes one for its words.
        if !self.names() && self.is_title(start..last) {
            return None;
        }
        let is_cut = self.next.is_some_and(|next| next > start && next < last);
        let whole = start..last + 1;
        (!is_cut).then(|| Content { parts: Vec::from([whole]), audience: None, order: "called" })
    }

    /// Whether the cue puts a name to something: "called", "dubbed".
    fn names(&self) -> bool {
        let cue = &self.document.tokens[self.cue.tokens.start].lower;
        ["call", "dub", "label", "brand", "describ", "mock"].iter().any(|stem| cue.starts_with(stem))
    }

    /// `he wrote to his followers, "It is time"`: the first quotation that a comma or colon opens and that begins a
    /// sentence of its own.
    fn whole_sentence(&self, content: Range<usize>) -> Option<usize> {
        let first = self.document.quotations_in(content.clone()).first()?.first;
        let opens = first > content.start && matches!(self.document.tokens[first - 1].kind, Kind::Sign(',' | ':'));
        (opens && self.document.tokens.get(first + 1)?.is_capital).then_some(first)
    }

    /// Where a content that begins in marks ends: with its last quotation when a comma closes that.
    fn quoted_end(&self, content: Range<usize>) -> usize {
        let quotations = self.document.quotations_in(content.clone());
        let last = quotations.last().filter(|last| last.is_closed && last.last < content.end);
        let last = last.filter(|last| self.is_sign(last.last - 1, ',') || self.is_sign(last.last + 1, ','));
        last.map_or(content.end, |last| last.last + 1)
    }

    /// Whether all words in marks in a range are titles.
    fn is_title(&self, range: Range<usize>) -> bool {
        let quotations = self.document.quotations_in(range);
        !quotations.is_empty() && quotations.iter().all(|quotation| self.document.is_title(quotation))
    }

    fn according_to(&self) -> Option<Content> {
        let found =
            |range: Range<usize>| Some(Content { parts: vec![range], audience: None, order: "according" });
        let start = self.sentence.start;
        if self.cue.tokens.start > start + 3 {
            let comma = usize::from(self.document.tokens[self.cue.tokens.start - 1].is_sign(','));
            return found(start..self.cue.tokens.start - comma);
        }
        let comma = (self.right..self.sentence.end).find(|&at| self.is_sign(at, ','))?;
        let end = self.last();
        (comma + 3 < end).then(|| found(comma + 1..end)).flatten()
    }
}
