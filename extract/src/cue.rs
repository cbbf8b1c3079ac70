//! What reports speech: verbs ("said"), "according to". In: a document. Out: cues outside quotations, in order.
//! Who spoke is [`crate::source`]'s question, what was said [`crate::content`]'s.

mod beside;

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
        let is_phrasal = tokens[self.verb].lower.starts_with("point");
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
    /// "according to".
    AccordingTo,
    /// "Ana Brandt: The wall will hold".
    Colon,
    /// "— Ana Brandt" in the line below words in marks.
    Signature,
}

impl CueKind {
    pub(crate) fn class(self) -> CueClass {
        match self {
            Self::Verb(class) | Self::Participle(class) | Self::Beside(class) | Self::Quoted(class) => class,
            Self::AccordingTo | Self::Colon | Self::Signature => CueClass::Say,
        }
    }
}

/// All cues of a document.
pub(crate) fn cues(document: &Document<'_>) -> Vec<Cue> {
    let mut cues = (0..document.tokens.len()).filter_map(|at| cue_at(document, at)).collect();
    beside::add(document, &mut cues);
    cues
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
    if token.is("according") && tokens.get(at + 1).is_some_and(|next| next.is("to")) {
        // "said that, according to the police,": a part of what was said.
        if at >= 2 && tokens[at - 1].is_sign(',') && tokens[at - 2].is("that") {
            return None;
        }
        return Some(Cue::new(at..at + 2, CueKind::AccordingTo));
    }
    let is_it = |at: usize| tokens.get(at).is_some_and(|token| token.is("it"));
    if token.is_any(&["put", "puts"]) && is_it(at + 1) && is_as(document, at) {
        return Some(Cue { verb: at, ..Cue::new(at..at + 2, CueKind::Verb(CueClass::State)) });
    }
    let form = token.cue().filter(|_| !token.is_capital || opens_inverted(document, at))?;
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let follows = |class: Class| before.is_some_and(|before| before.is_a(class));
    if is_denied(document, at) {
        return None;
    }
    if token.lower.ends_with("ing") {
        return quoted(document, form.class, at).or_else(|| participle(document, form.class, at));
    }
    let is_unsaid = form.is_plain
        && !is_announced(document, at)
        && !is_implied(document, at)
        && (follows(Class::Unsaid) || !form.speaks() && !is_plural(before) && !is_joint(document, at));
    let is_owned = before.is_some_and(|before| before.kind == Kind::Possessive);
    let is_noun = form.is_noun && !before.is_some_and(is_subject_end);
    // "the police report" is a noun's, "the police said" is not.
    let is_subject = follows(Class::Role) && !form.is_plain && !form.is_noun;
    let is_quoting = || token.is_any(QUOTING) && quotes_somebody(document, at);
    // "was first noted", "were widely reported"
    let is_passive = || {
        let is_adverb = |token: &&Token| {
            token.is_a(Class::Adverb) && !token.is_a(Class::Auxiliary) || token.lower.ends_with("ly")
        };
        let verb = tokens[document.sentence(at).start..at].iter().rev().find(|token| !is_adverb(token));
        verb.is_some_and(|verb| verb.is_any(&["is", "are", "was", "were", "be", "been"]))
    };
    let is_verb = !is_unsaid
        && !is_owned
        && !is_noun
        && !is_quoting()
        && (!follows(Class::Nominal) || is_subject)
        && (form.is_plain || !is_passive());
    is_verb.then(|| Cue::new(at..at + 1, CueKind::Verb(form.class)).with_particle(tokens))
}

/// "has not yet said", "never said", "nobody said": nothing is reported. "Not only said" is no denial.
fn is_denied(document: &Document<'_>, at: usize) -> bool {
    let tokens = &document.tokens;
    let is_between = |token: &Token| {
        let is_adverb =
            token.is_a(Class::Adverb) || token.lower.ends_with("ly") || token.is_any(&["yet", "been"]);
        is_adverb && !token.is("only") && !token.is_a(Class::Negation) && token.is_word()
    };
    let Some(before) = tokens[..at].iter().rposition(|token| !is_between(token)) else { return false };
    let is_nobody = tokens[before].is("one") && before > 0 && tokens[before - 1].is("no");
    let first = &tokens[document.sentence(at).start];
    if first.is("neither") && tokens[document.sentence(at).start..at].iter().any(|token| token.is("nor")) {
        return true;
    }
    let is_here =
        document.sentence_of[before] == document.sentence_of[at] && tokens[before].quotation.is_none();
    is_here && (is_nobody || tokens[before].is_a(Class::Negation))
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
    let Some(head) = document.tokens.get(sentence.start..at) else { return false };
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
        || before.is_a(Class::Adverb)
        || before.is_a(Class::Conjunction)
        || before.lower.ends_with("ly")
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

/// `"The wall will hold," Brandt will say`: the words of a speech that is handed out before it is held.
fn is_announced(document: &Document<'_>, at: usize) -> bool {
    const LONGEST: usize = 12;
    let first = document.sentence(at).start;
    let Some(number) = document.tokens[first].quotation else { return false };
    let last = document.quotations[number as usize].last;
    last < at && at - last <= LONGEST && document.tokens[at - 1].is("will")
}

/// Whether the subject of a verb in the plain form can end with a word: "aides note", "people charge".
fn is_plural(before: Option<&Token>) -> bool {
    let Some(before) = before else { return false };
    before.is_a(Class::Plural)
        || before.kind == Kind::Word
            && before.lower.ends_with('s')
            && !["ss", "us", "is"].iter().any(|ending| before.lower.ends_with(ending))
        || before.kind == Kind::Number && !is_ordinal(before) && !is_year(before)
        || before.lower.ends_with("ly")
}

/// "as Brandt put it": "as" near before a verb.
fn is_as(document: &Document<'_>, verb: usize) -> bool {
    const REACH: usize = 8;
    let floor = document.sentence(verb).start.max(verb.saturating_sub(REACH));
    document.tokens[floor..verb].iter().any(|token| token.is("as"))
}

/// "Brandt and Hale suggest": a verb in the plain form behind two names.
fn is_joint(document: &Document<'_>, at: usize) -> bool {
    let floor = document.sentence(at).start;
    let names = |end: usize| (floor..end).rev().take_while(|&at| document.tokens[at].is_name_like()).count();
    let last = names(at);
    let and = (at - last).checked_sub(1).filter(|&and| last > 0 && and > floor);
    and.is_some_and(|and| document.tokens[and].is("and") && names(and) > 0)
}

/// "did say", "went on to say", "appeared to suggest": what was said all the same.
pub(crate) fn is_implied(document: &Document<'_>, verb: usize) -> bool {
    let floor = document.sentence(verb).start;
    verb > floor
        && (document.tokens[verb - 1].is_any(&["did", "does"]) || implied(document, floor, verb) < verb)
}

/// Where "went on to", "is quick to", "is understood to have" before a verb begins; at the verb where nothing like it is.
pub(crate) fn implied(document: &Document<'_>, floor: usize, verb: usize) -> usize {
    let tokens = &document.tokens;
    let is = |at: usize, word: &str| at >= floor && tokens[at].is(word);
    let Some(mut to) = verb.checked_sub(1) else { return verb };
    to -= usize::from(is(to, "have") && to > floor);
    if to <= floor + 1 || !is(to, "to") || !tokens[to - 1].is_a(Class::Implicative) {
        return verb;
    }
    let begins =
        |at: usize| tokens[at].is_any(&["went", "goes", "gone"]) || tokens[at].is_a(Class::Auxiliary);
    let mut start = to - 1;
    while start > floor && begins(start - 1) {
        start -= 1;
    }
    start
}

/// "the 2010 recall"
fn is_year(token: &Token) -> bool {
    token.lower.len() == 4 && ["19", "20"].iter().any(|century| token.lower.starts_with(century))
}

/// "the 40th state"
fn is_ordinal(token: &Token) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|end| token.lower.ends_with(end))
}
