//! What stands beside a name and shows a person in it: a verb of speech, an age, an apposition. In: a name. Out: whether
//! it does.

use crate::clause;
use crate::cue;
use crate::document::Document;
use crate::lexicon::PEOPLE;
use crate::name::Name;
use crate::token::{Kind, Token};
use crate::word::Class;

/// Whether a verb of speech stands right beside a name, or "who" behind it.
pub(super) fn speaks(document: &Document<'_>, name: &Name) -> bool {
    let tokens = &document.tokens;
    let is_cue = |at: usize| {
        tokens.get(at).is_some_and(|token| token.cue().is_some_and(|cue| !cue.is_plain) && !token.is_capital)
    };
    let after = name.tokens.end;
    let skip = usize::from(
        tokens.get(after).is_some_and(|token| token.is_any(&["also", "has", "had", "later", "then", "who"])),
    );
    let is_who = |at: usize| tokens.get(at).is_some_and(|token| token.is_any(&["who", "whose"]));
    let is_told = tokens.get(after).is_some_and(|token| token.is_sign(',')) && is_who(after + 1);
    let is_subject = is_cue(after + skip) || is_who(after) || is_told;
    let before = name.whole().start.checked_sub(1);
    let is_quoted = before.is_some_and(|before| tokens[before].is_any(&["quoted", "quotes", "quoting"]));
    is_subject || is_quoted || is_inverted(document, name.whole().start)
}

/// Whether the subject of a verb before it ends with a name: "…," says psychologist Vaile Wright. A verb that
/// follows a mark or comma has its subject behind it, any other has had one.
fn is_inverted(document: &Document<'_>, name: usize) -> bool {
    /// Words that describe the name.
    const REACH: usize = 4;
    let tokens = &document.tokens;
    let floor = document.sentence(name).start;
    let describes = |token: &Token| {
        token.is_word() && !token.is_capital && !token.is_a(Class::Stop) && !token.is_a(Class::Preposition)
    };
    let is_verb = |at: usize| tokens[at].is_any(&["said", "says", "added", "told", "asked", "wrote"]);
    let mut before = (name.saturating_sub(REACH).max(floor)..name).rev();
    let Some(verb) = before.find(|&at| is_verb(at) || !describes(&tokens[at])).filter(|&at| is_verb(at))
    else {
        return false;
    };
    let opens = |before: &Token| before.is_sign(',') || before.quotation.is_some();
    cue::opens_inverted(document, verb) || verb > floor && opens(&tokens[verb - 1])
}

/// "Jane Doe, 42,".
pub(super) fn is_aged(document: &Document<'_>, name: &Name) -> bool {
    let tokens = &document.tokens;
    let is = |at: usize, test: fn(&Token) -> bool| tokens.get(at).is_some_and(test);
    let end = name.tokens.end;
    is(end, |token| token.is_sign(','))
        && is(end + 1, |token| token.kind == Kind::Number && token.lower.len() == 2)
        && is(end + 2, |token| token.is_sign(',') || token.is_sign('.'))
}

/// "Berg, the water minister, said": an apposition for one person before the verb.
pub(super) fn is_described(document: &Document<'_>, name: &Name) -> bool {
    const LONGEST: usize = 12;
    let tokens = &document.tokens;
    let before = name.whole().start.checked_sub(1).map(|before| &tokens[before]);
    let opens = before.is_none_or(|before| !before.is_word() || before.is_a(Class::Edge));
    let Some(head) = clause::apposition(document, name.tokens.end).filter(|_| opens) else { return false };
    let end = document.sentence(head).end.min(head + LONGEST);
    let close = (head + 1..end).find(|&at| tokens[at].is_sign(','));
    let is_verb = |at: usize| tokens.get(at).is_some_and(|next| clause::is_verb(next) || next.speaks());
    PEOPLE.contains_key(&*tokens[head].lower) && close.is_some_and(|close| is_verb(close + 1))
}

/// "His brother, Lyle,", "The moderator, Priya Iyengar,": the name of somebody whom a noun tells of.
pub(super) fn is_apposed(document: &Document<'_>, name: &Name) -> bool {
    let tokens = &document.tokens;
    let Some(owner) = name.whole().start.checked_sub(3) else { return false };
    let (noun, comma) = (&tokens[owner + 1], &tokens[owner + 2]);
    let opens = comma.is_sign(',') && PEOPLE.contains_key(&*noun.lower);
    let owner = &tokens[owner];
    let is_own = owner.is_any(&["his", "her", "their", "my", "our"]) || owner.kind == Kind::Possessive;
    // Behind an article alone one word can be anything: "the mayor, Austin,".
    let is_whole = owner.is_any(&["the", "a", "an"]) && name.tokens.len() > 1;
    opens
        && (is_own || is_whole)
        && tokens.get(name.tokens.end).is_some_and(|next| next.is_sign(',') || next.is_sign('.'))
}

/// A word in the plural speaks with a verb in the plural, or tells by "who" which are meant: "Engineers who".
pub(super) fn is_plural(document: &Document<'_>, name: &Name) -> bool {
    document.tokens.get(name.tokens.end).is_some_and(|next| {
        next.is_any(&["who", "say", "argue", "claim", "add", "insist", "were", "are", "have"])
    })
}
