//! The parts of a person's name: given name, family name with its particles, suffix.

use crate::Entity;
use crate::document::Document;
use crate::lexicon::{GIVEN_NAMES, SURNAMES_FIRST};
use crate::name::SUFFIXES;
use std::ops::Range;

/// The parts of a full name.
pub(super) struct Parts {
    pub(super) whole: String,
    pub(super) given: String,
    pub(super) family: String,
}

impl Parts {
    pub(super) fn new(document: &Document<'_>, tokens: &Range<usize>) -> Self {
        let bare = without_suffix(document, tokens);
        let word = |at: usize| document.text(&(at..at + 1));
        if is_surname_first(&bare.clone().map(word).collect::<Vec<_>>()) {
            return Self {
                whole: document.words(tokens),
                given: document.words(&(bare.start + 1..bare.end)),
                family: word(bare.start).to_owned(),
            };
        }
        // The family name starts with its particle: "van der Leyen", "al-Sisi".
        let is_particle = |at: &usize| !document.tokens[*at].is_capital;
        let family = (bare.start + 1..bare.end).find(is_particle).unwrap_or(bare.end - 1);
        Self {
            whole: document.words(tokens),
            given: document.words(&(bare.start..family.max(bare.start + 1))),
            family: document.words(&(family..bare.end)),
        }
    }
}

/// "Xi Jinping", "Kim Yo-jong", "Nguyen Phu Trong": a surname that stands first, and behind it one given name or a
/// joined pair.
fn is_surname_first(words: &[&str]) -> bool {
    let [first, rest @ ..] = words else { return false };
    if !SURNAMES_FIRST.contains(*first) {
        return false;
    }
    let joined = |word: &str| {
        let second = word.split_once('-').map(|(_, second)| second);
        second.is_some_and(|second| second.starts_with(char::is_lowercase))
    };
    match rest {
        [given] => joined(given) || !GIVEN_NAMES.contains(*first) && !SURNAMES_FIRST.contains(*given),
        [_, _] => {
            matches!(*first, "Nguyen" | "Tran" | "Pham" | "Phan" | "Dang" | "Ngo" | "Vo" | "Vu" | "Bui")
        }
        _ => false,
    }
}

/// A name without its "Jr.".
pub(super) fn without_suffix(document: &Document<'_>, tokens: &Range<usize>) -> Range<usize> {
    let last = &document.tokens[tokens.end - 1];
    let cut = usize::from(tokens.len() > 1 && SUFFIXES.contains(&&*last.lower));
    tokens.start..tokens.end - cut
}

/// Whether a whole name is that of a known person: surname and given name agree, and neither suffix nor middle initials
/// part them ("Donald Trump Jr.", "George H.W. Bush").
pub(super) fn is_same(known: &Entity, parts: &Parts) -> bool {
    let given = known.given_name.as_deref().unwrap_or_default();
    let initial = |given: &str| {
        let middle = given.split_once(' ').map(|(_, middle)| middle).filter(|middle| middle.ends_with('.'));
        middle.and_then(|middle| middle.chars().next())
    };
    let differ = |one: Option<char>, other: Option<char>| one.is_some() && other.is_some() && one != other;
    first_word(given).eq_ignore_ascii_case(first_word(&parts.given))
        && suffix(&known.name) == suffix(&parts.whole)
        && !differ(initial(given), initial(&parts.given))
}

/// "jr" of "Donald Trump Jr."
pub(super) fn suffix(name: &str) -> Option<String> {
    let last = name.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
    last.filter(|last| SUFFIXES.contains(&last.as_str())).map(|last| last.trim_end_matches('.').to_owned())
}

pub(super) fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}
