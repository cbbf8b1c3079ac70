//! Verbs in the plain form: of several ("aides note"), of what is yet to be said ("will say", "to say"), and of what was said
//! all the same ("went on to say"). In: a document and the verb. Out: which of these it is.

use crate::document::Document;
use crate::token::{Kind, Token};
use crate::word::Class;

/// Whether something was said by a verb in the plain form, whatever stands before it.
pub(super) fn is_told(document: &Document<'_>, verb: usize) -> bool {
    is_announced(document, verb) || is_implied(document, verb)
}

/// Whether a verb in the plain form has its subject right before it.
pub(super) fn has_subject(document: &Document<'_>, verb: usize) -> bool {
    let before = verb.checked_sub(1).map(|before| &document.tokens[before]);
    is_plural(before) || is_joint(document, verb)
}

/// `"The wall will hold," Brandt will say`: the words of a speech that is handed out before it is held.
fn is_announced(document: &Document<'_>, at: usize) -> bool {
    const LONGEST: usize = 12;
    let first = document.sentence(at).start;
    let Some(number) = document.tokens[first].quotation else { return false };
    let last = document.quotations[number as usize].last;
    last < at && at - last <= LONGEST && document.tokens[at - 1].is("will")
}

/// "did say", "went on to say", "appeared to suggest": what was said all the same.
fn is_implied(document: &Document<'_>, verb: usize) -> bool {
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

/// Whether the subject of a verb in the plain form can end with a word: "aides note", "people charge".
fn is_plural(before: Option<&Token>) -> bool {
    let Some(before) = before else { return false };
    before.is_a(Class::Plural)
        || before.kind == Kind::Word
            && before.lower.ends_with('s')
            && !["ss", "us", "is"].iter().any(|ending| before.lower.ends_with(ending))
        || before.kind == Kind::Number && !is_ordinal(before) && !is_year(before)
        || before.is_adverb()
}

/// "Brandt and Hale suggest": a verb in the plain form behind two names.
fn is_joint(document: &Document<'_>, at: usize) -> bool {
    let floor = document.sentence(at).start;
    let names = |end: usize| (floor..end).rev().take_while(|&at| document.tokens[at].is_name_like()).count();
    let last = names(at);
    let and = (at - last).checked_sub(1).filter(|&and| last > 0 && and > floor);
    and.is_some_and(|and| document.tokens[and].is("and") && names(and) > 0)
}

/// "the 2010 recall"
fn is_year(token: &Token) -> bool {
    token.lower.len() == 4 && ["19", "20"].iter().any(|century| token.lower.starts_with(century))
}

/// "the 40th state"
fn is_ordinal(token: &Token) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|end| token.lower.ends_with(end))
}
