//! What reports speech: verbs ("said"), "according to". In: a document. Out: cues outside quotations, in order.
//! Who spoke is [`crate::source`]'s question, what was said [`crate::content`]'s.

mod beside;
pub(crate) mod claim;
pub(crate) mod plain;

use crate::clause;
use crate::document::Document;
use crate::lexicon::{CueClass, TITLE_ENDS};
use crate::token::{Kind, Token};
use crate::word::Class;
use std::ops::Range;

/// A cue in the body.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) tokens: Range<usize>,
    /// The verb itself: of "is saying" the participle, of "pointed out" the first word.
    pub(crate) verb: usize,
    pub(crate) kind: CueKind,
}

impl Cue {
    /// A cue that ends with its verb or is none.
    fn new(tokens: Range<usize>, kind: CueKind) -> Self {
        Self { verb: tokens.end - 1, tokens, kind }
    }

    /// With the particle that belongs to the verb: "pointed out".
    fn with_particle(mut self, tokens: &[Token]) -> Self {
        let is_phrasal = tokens[self.verb].is_form_of(&["point"]);
        if is_phrasal && tokens.get(self.tokens.end).is_some_and(|next| next.is("out")) {
            self.tokens.end += 1;
        }
        self
    }
}

/// How a cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// A verb.
    Verb(CueClass),
    /// "adding that", "calling him": its subject is the sentence's.
    Participle(CueClass),
    /// Any other verb, beside words that are plainly said.
    Beside(CueClass),
    /// "quoted her as saying", "was quoted as saying": who is quoted speaks, not who quotes.
    Quoted(CueClass),
    /// "repeated his claim that": whose claim it is speaks, by the tokens that tell who.
    Claim,
    /// "according to".
    AccordingTo,
    /// "Ana Brandt: The wall will hold".
    Colon,
    /// The same at the beginning of a paragraph of a transcript: all of the paragraph is said.
    Label,
    /// "— Ana Brandt" in the line below words in marks.
    Signature,
}

impl CueKind {
    pub(crate) fn class(self) -> CueClass {
        match self {
            Self::Verb(class) | Self::Participle(class) | Self::Beside(class) | Self::Quoted(class) => class,
            Self::Claim => CueClass::State,
            Self::AccordingTo | Self::Colon | Self::Label | Self::Signature => CueClass::Say,
        }
    }
}

/// All cues of the story.
pub(crate) fn cues(document: &Document<'_>) -> Vec<Cue> {
    let mut cues = (document.start..document.tokens.len()).filter_map(|at| cue_at(document, at)).collect();
    beside::add(document, &mut cues);
    label(document, &mut cues);
    cues
}

/// Where several paragraphs begin with a name and a colon, they are a transcript.
fn label(document: &Document<'_>, cues: &mut [Cue]) {
    let is_label = |cue: &&mut Cue| {
        let first = document.sentence(cue.tokens.start).start;
        let paragraph = |at: usize| document.tokens[at].paragraph;
        cue.kind == CueKind::Colon && (first == 0 || paragraph(first - 1) != paragraph(first))
    };
    let labels: Vec<&mut Cue> = cues.iter_mut().filter(is_label).collect();
    if labels.len() > 1 {
        labels.into_iter().for_each(|cue| cue.kind = CueKind::Label);
    }
}

/// The cue that begins at a token.
pub(crate) fn cue_at(document: &Document<'_>, at: usize) -> Option<Cue> {
    let tokens = &document.tokens;
    let token = &tokens[at];
    if token.is_sign(':') && opens_line(document, at) {
        return Some(Cue::new(at..at + 1, CueKind::Colon));
    }
    if token.is_dash() && signs(document, at) {
        return Some(Cue::new(at..at + 1, CueKind::Signature));
    }
    if token.quotation.is_some() || token.kind != Kind::Word {
        return None;
    }
    if let Some(cue) = of_words(document, at).or_else(|| claim::cue(document, at)) {
        return Some(cue);
    }
    let is_first = document.sentence(at).start == at;
    let opens = || is_first && token.lower.ends_with("ing") || opens_inverted(document, at);
    let form = token.cue().filter(|_| !token.is_capital || opens())?;
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let follows = |class: Class| before.is_some_and(|before| before.is_a(class));
    if is_denied(document, at) {
        return None;
    }
    if token.lower.ends_with("ing") {
        return quoted(document, form.class, at).or_else(|| participle(document, form.class, at));
    }
    let is_unsaid = (form.is_plain || token.is("read"))
        && !plain::is_told(document, at)
        && (follows(Class::Unsaid) || !form.speaks() && !plain::has_subject(document, at));
    let is_owned = before.is_some_and(|before| before.kind == Kind::Possessive);
    let is_noun = form.is_noun && !before.is_some_and(is_subject_end);
    // "the police report" is a noun's, "the police say" is not.
    let is_subject = follows(Class::Role) && form.speaks() && !form.is_noun;
    let is_quoting = || token.is_any(QUOTING) && quotes_somebody(document, at);
    let is_verb = !is_unsaid
        && !is_owned
        && !is_noun
        && !is_quoting()
        && (!follows(Class::Nominal) || is_subject)
        && (form.is_plain || !is_passive(document, at));
    is_verb.then(|| Cue::new(at..at + 1, CueKind::Verb(form.class)).with_particle(tokens))
}

/// A cue of several words: "according to", "in the words of", "points out", "put it" behind "as".
fn of_words(document: &Document<'_>, at: usize) -> Option<Cue> {
    let tokens = &document.tokens;
    let is_next = |word: &str| tokens.get(at + 1).is_some_and(|next| next.is(word));
    if tokens[at].is("according") && is_next("to") {
        // "said that, according to the police,": a part of what was said.
        let is_inside = at >= 2 && tokens[at - 1].is_sign(',') && tokens[at - 2].is("that");
        return (!is_inside).then(|| Cue::new(at..at + 2, CueKind::AccordingTo));
    }
    // `In the words of Brandt, "the wall will hold."`
    let phrase = tokens.get(at..at + 4);
    let is_words = phrase.is_some_and(|phrase| {
        phrase.iter().zip(["in", "the", "words", "of"]).all(|(token, word)| token.is(word))
    });
    if is_words && document.sentence(at).start == at {
        return Some(Cue::new(at..at + 4, CueKind::AccordingTo));
    }
    // "points" by itself is mostly a noun.
    let is_pointed = tokens[at].is("points") && is_next("out");
    let is_put = tokens[at].is_any(&["put", "puts"]) && is_next("it") && follows_as(document, at);
    (is_put || is_pointed).then(|| Cue { verb: at, ..Cue::new(at..at + 2, CueKind::Verb(CueClass::State)) })
}

/// "was first noted", "were widely reported"
fn is_passive(document: &Document<'_>, at: usize) -> bool {
    // "a letter, written by Hale": some forms are never the past.
    let is_participle = document.tokens[at].is_any(&["written", "sworn"]);
    let is_adverb = |token: &&Token| token.is_adverb() && !token.is_a(Class::Auxiliary);
    let before = &document.tokens[document.sentence(at).start..at];
    let verb = before.iter().rev().find(|token| !is_adverb(token));
    let has = |verb: &Token| verb.is_any(&["has", "have", "had", "having"]);
    let had = before.iter().rev().take(3).any(has);
    is_participle && !had
        || verb.is_some_and(|verb| verb.is_any(&["is", "are", "was", "were", "be", "been", "being"]))
}

/// "has not yet said", "never said", "nobody said", "neither Brandt nor Hale said": nothing is reported. "Not only said" is no denial.
fn is_denied(document: &Document<'_>, at: usize) -> bool {
    let tokens = &document.tokens;
    let is_between = |token: &Token| {
        let is_adverb = token.is_adverb() || token.is_any(&["yet", "been"]);
        is_adverb && !token.is("only") && !token.is_a(Class::Negation) && token.is_word()
    };
    let floor = document.sentence(at).start;
    let Some(before) = (floor..at).rev().find(|&before| !is_between(&tokens[before])) else { return false };
    let is_nobody = tokens[before].is("one") && before > 0 && tokens[before - 1].is("no");
    let subject = &tokens[floor..at];
    let is_neither = subject.first().is_some_and(|first| first.is("neither"));
    if is_neither && subject.iter().any(|token| token.is("nor")) && !subject.iter().any(clause::is_verb) {
        return true;
    }
    tokens[before].quotation.is_none() && (is_nobody || tokens[before].is_a(Class::Negation))
}

/// `Said Brandt: "The wall will hold"`: a verb of speech that begins its sentence, with its subject behind it up to
/// the comma or colon that opens the words.
pub(crate) fn opens_inverted(document: &Document<'_>, at: usize) -> bool {
    const LONGEST: usize = 14;
    let tokens = &document.tokens;
    // Every token is asked: what is looked up in no table decides for most.
    if !tokens[at].is_capital || document.sentence(at).start != at || tokens[at].lower.ends_with("ing") {
        return false;
    }
    if tokens[at].cue().is_none_or(|form| form.is_plain) {
        return false;
    }
    let end = document.sentence(at).end.min(at + LONGEST);
    let is_subject = |token: &Token| {
        token.quotation.is_none() && matches!(token.kind, Kind::Word | Kind::Possessive) && !token.speaks()
    };
    let subject = (at + 1..end).take_while(|&at| is_subject(&tokens[at])).count();
    let opener = at + 1 + subject;
    let opens = tokens.get(opener).is_some_and(|token| token.is_sign(':') || token.is_sign(','));
    let first = tokens.get(opener + 1);
    subject > 0 && opens && first.is_some_and(|first| first.quotation.is_some())
}

/// Whether a dash begins the line of a name below a line that ends with words in marks.
fn signs(document: &Document<'_>, at: usize) -> bool {
    const LONGEST: usize = 14;
    let tokens = &document.tokens;
    let line = tokens[at].paragraph;
    let Some(above) = at.checked_sub(1).map(|above| &tokens[above]) else { return false };
    let length = tokens[at..].iter().take(LONGEST + 1).take_while(|token| token.paragraph == line).count();
    let words = &tokens[at + 1..at + length];
    let is_name = words.first().is_some_and(|first| first.is_capital) && !words.iter().any(clause::is_verb);
    above.paragraph != line && above.quotation.is_some() && length <= LONGEST && is_name
}

/// Whether nothing but names stands between the beginning of the sentence and a colon.
fn opens_line(document: &Document<'_>, at: usize) -> bool {
    const LONGEST: usize = 12;
    let sentence = document.sentence(at);
    let is_name = |token: &Token| token.is_capital || token.kind != Kind::Word || token.is("of");
    let head = &document.tokens[sentence.start..at];
    let is_head = head.first().is_some_and(|first| first.is_capital) && head.len() <= LONGEST;
    is_head && head.iter().all(|token| is_name(token) && token.quotation.is_none()) && at + 1 < sentence.end
}

/// Whether the subject of "reports" or "claims" can end with a token, so that they are verbs: "the mayor claims",
/// not "false claims".
fn is_subject_end(before: &Token) -> bool {
    !before.is_word()
        || before.is_capital
        || before.is_a(Class::Pronoun)
        || before.is_a(Class::Relative)
        || before.is_adverb()
        || before.is_a(Class::Conjunction)
        || before.is_a(Class::Role)
        || TITLE_ENDS.contains(&*before.lower)
}

/// Verbs that "as saying" belongs to.
const QUOTING: &[&str] = &["quoted", "quotes", "quoting", "cited", "cites", "citing", "reported"];
/// Tokens between such a verb and "as saying".
const QUOTED: usize = 14;

/// "Tass quoted her as saying": from the verb that quotes to the participle.
fn quoted(document: &Document<'_>, class: CueClass, at: usize) -> Option<Cue> {
    let tokens = &document.tokens;
    tokens.get(at.checked_sub(1)?).filter(|before| before.is("as"))?;
    let floor = document.sentence(at).start.max(at.saturating_sub(QUOTED));
    let verb =
        (floor..at).rev().find(|&verb| tokens[verb].is_any(QUOTING) && tokens[verb].quotation.is_none())?;
    Some(Cue::new(verb..at + 1, CueKind::Quoted(class)))
}

/// Whether "as saying" follows a verb.
fn quotes_somebody(document: &Document<'_>, at: usize) -> bool {
    let end = document.sentence(at).end.min(at + QUOTED);
    document.tokens[at..end].windows(2).any(|pair| {
        pair[0].is("as") && pair[1].quotation.is_none() && pair[1].speaks() && pair[1].lower.ends_with("ing")
    })
}

/// "adding" goes on with what the sentence's subject said; "is saying" is a verb with a subject before it.
fn participle(document: &Document<'_>, class: CueClass, at: usize) -> Option<Cue> {
    let tokens = &document.tokens;
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let follows = |class: Class| before.is_some_and(|before| before.is_a(class));
    if follows(Class::Progressive) {
        return Some(Cue::new(at - 1..at + 1, CueKind::Verb(class)).with_particle(tokens));
    }
    let is_by = before.is_some_and(|before| before.is("by"));
    let is_noun = (follows(Class::Nominal) || follows(Class::Without)) && !is_by;
    (!is_noun).then(|| Cue::new(at..at + 1, CueKind::Participle(class)).with_particle(tokens))
}

/// "as Brandt put it": "as" near before a verb.
fn follows_as(document: &Document<'_>, verb: usize) -> bool {
    const REACH: usize = 8;
    let floor = document.sentence(verb).start.max(verb.saturating_sub(REACH));
    document.tokens[floor..verb].iter().any(|token| token.is("as"))
}
