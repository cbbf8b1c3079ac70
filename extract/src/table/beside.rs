//! What stands beside a name and shows a person in it: a verb of speech, an age, an apposition. In: a name. Out: whether
//! it does.

use crate::clause;
use crate::cue;
use crate::document::Document;
use crate::lexicon::PEOPLE;
use crate::name::Name;
use crate::source::{head, names_people};
use crate::token::{Kind, Token};
use crate::word::Class;

/// Whether anything beside a name shows a person in it.
pub(super) fn is_shown(document: &Document<'_>, name: &Name) -> bool {
    name.title.is_some()
        || speaks(document, name)
        || is_aged(document, name)
        || is_described(document, name)
        || is_introduced(document, name)
        || is_apposed(document, name)
}

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

/// "Berg, the water minister, said", "Ana Berg, a lawyer from Oslo.": an apposition for one person before the verb, of a
/// whole name also at the end of its sentence.
pub(super) fn is_described(document: &Document<'_>, name: &Name) -> bool {
    const LONGEST: usize = 16;
    let tokens = &document.tokens;
    let before = name.whole().start.checked_sub(1).map(|before| &tokens[before]);
    let opens = before.is_none_or(|before| !before.is_word() || before.is_a(Class::Edge));
    let Some(head) = clause::apposition(document, name.tokens.end).filter(|_| opens) else { return false };
    let end = document.sentence(head).end.min(head + LONGEST);
    let close = (head + 1..end).find(|&at| matches!(tokens[at].kind, Kind::Sign(',' | '.')));
    let is_verb = |at: usize| tokens.get(at).is_some_and(|next| clause::is_verb(next) || next.speaks());
    let ends = |close: usize| tokens[close].is_sign('.') && name.tokens.len() > 1;
    PEOPLE.contains_key(&*tokens[head].lower) && close.is_some_and(|close| ends(close) || is_verb(close + 1))
}

/// "the striker Rui Saldanha", "Olympic medallist Ana Berg": a noun for one person right before a whole name.
pub(super) fn is_introduced(document: &Document<'_>, name: &Name) -> bool {
    let Some(before) = name.whole().start.checked_sub(1) else { return false };
    let noun = &document.tokens[before];
    let is_here = noun.paragraph == document.tokens[name.tokens.start].paragraph;
    is_here && !noun.is_capital && name.tokens.len() > 1 && PEOPLE.contains_key(&*noun.lower)
}

/// "His brother, Lyle,", "The moderator, Priya Iyengar,", "Its commissioner for peace, Kadia Sy,": the name of somebody
/// whom a phrase with a noun for one person tells of.
pub(super) fn is_apposed(document: &Document<'_>, name: &Name) -> bool {
    const LONGEST: usize = 8;
    let tokens = &document.tokens;
    let Some(comma) = name.whole().start.checked_sub(1).filter(|&at| tokens[at].is_sign(',')) else {
        return false;
    };
    let floor = document.sentence(comma).start.max(comma.saturating_sub(LONGEST));
    let is_own = |token: &Token| {
        token.is_any(&["his", "her", "its", "their", "my", "our"]) || token.kind == Kind::Possessive
    };
    let opens = |token: &Token| is_own(token) || token.is_any(&["the", "a", "an"]);
    let is_part = |token: &Token| (token.is_word() || opens(token)) && !clause::is_verb(token);
    let mut before = (floor..comma).rev().take_while(|&at| is_part(&tokens[at]));
    let Some(opener) = before.find(|&at| opens(&tokens[at])) else { return false };
    let is_person =
        head(document, &(opener + 1..comma)).is_some_and(|head| PEOPLE.contains_key(&*tokens[head].lower));
    // Behind an article alone one word can be anything: "the mayor, Austin,".
    let is_whole = is_own(&tokens[opener]) || name.tokens.len() > 1;
    let is_closed = tokens.get(name.tokens.end).is_some_and(|next| next.is_sign(',') || next.is_sign('.'));
    is_person && is_whole && is_closed
}

/// "Chip maker Norvex", "the airline Blue Heron": a noun right before a name that makes it an organization's.
pub(super) fn is_enterprise(document: &Document<'_>, name: &Name) -> bool {
    let before = name.whole().start.checked_sub(1).map(|before| &document.tokens[before]);
    before.is_some_and(|before| !before.is_capital && before.is_a(Class::Enterprise))
}

/// Whether a name of one word is a word for several people: "Doctors said", "Engineers who".
pub(super) fn is_group(document: &Document<'_>, name: &Name) -> bool {
    let tokens = &document.tokens;
    let first = &tokens[name.tokens.start];
    // A word in the plural speaks with a verb in the plural, or tells by "who" which are meant.
    let is_plural = || {
        tokens.get(name.tokens.end).is_some_and(|next| {
            next.is_any(&["who", "say", "argue", "claim", "add", "insist", "were", "are", "have"])
        })
    };
    let ends_so = first.lower.ends_with('s') && first.lower.len() > 4;
    first.is_ordinary()
        || first.is_a(Class::Manner)
        || name.tokens.len() == 1 && name.title.is_none() && (ends_so && is_plural() || names_people(first))
}
