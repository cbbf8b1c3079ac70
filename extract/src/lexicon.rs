//! Word lists, kept as data beside this file, each with its source and licence. In: files that are part of the
//! program. Out: sets and maps, read once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The lines of a list that are no comments.
pub(crate) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(crate) static $name: LazyLock<HashSet<&'static str>> =
            LazyLock::new(|| lines(include_str!(concat!("lexicon/", $file))).collect());
    };
}

list!(
    /// Abbreviations whose full stop ends no sentence, in lower case.
    ABBREVIATIONS, "abbreviations.txt");
list!(
    /// Words that are no names although a sentence starts with them, in lower case.
    LOWERCASE, "lowercase.txt");
list!(
    /// Given names of any gender.
    GIVEN_NAMES, "given_names.txt");
list!(
    /// Words that make a capitalised name an organization's, in lower case.
    ORGANIZATIONS, "organizations.txt");
list!(
    /// Names that speak for an organization, as printed.
    METONYMS, "metonyms.tsv");
list!(
    /// Heads of noun phrases that speak without a name, in lower case.
    ROLES, "roles.txt");

/// What a verb that reports speech asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueClass {
    /// A clause with or without "that".
    Bare,
    /// A clause with "that".
    That,
    /// An audience, then a clause.
    Tell,
    /// A question or a request.
    Ask,
    /// Words put to a thing.
    Call,
}

/// A form of a verb that reports speech.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueForm {
    pub(crate) class: CueClass,
    /// Whether the form is a plain verb after "to" or "will", where nothing was said yet.
    pub(crate) is_plain: bool,
}

/// Forms of verbs that report speech, in lower case.
pub(crate) static CUES: LazyLock<HashMap<&'static str, CueForm>> = LazyLock::new(|| {
    let cues = lines(include_str!("lexicon/cues.tsv")).filter_map(|line| line.split_once('\t'));
    cues.map(|(form, class)| {
        let plain = class.strip_suffix('*');
        let class = match plain.unwrap_or(class) {
            "bare" => CueClass::Bare,
            "tell" => CueClass::Tell,
            "ask" => CueClass::Ask,
            "call" => CueClass::Call,
            _ => CueClass::That,
        };
        (form, CueForm { class, is_plain: plain.is_some() })
    })
    .collect()
});

/// What a word before or after a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleClass {
    /// The holder of a position.
    Office,
    /// A form of address, with the gender that it tells.
    Honorific(Option<Gender>),
    /// What somebody does.
    Role,
}

/// The gender that the text itself shows by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Gender {
    /// Mr, he.
    Male,
    /// Ms, she.
    Female,
}

/// Titles in lower case, words joined by a blank.
pub(crate) static TITLES: LazyLock<HashMap<&'static str, TitleClass>> = LazyLock::new(|| {
    let titles = lines(include_str!("lexicon/titles.tsv")).filter_map(|line| line.split_once('\t'));
    titles
        .map(|(words, class)| {
            let class = match class {
                "office" => TitleClass::Office,
                "honorific m" => TitleClass::Honorific(Some(Gender::Male)),
                "honorific f" => TitleClass::Honorific(Some(Gender::Female)),
                "honorific" => TitleClass::Honorific(None),
                _ => TitleClass::Role,
            };
            (words, class)
        })
        .collect()
});
