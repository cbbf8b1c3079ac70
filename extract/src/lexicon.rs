//! Word lists, kept as data beside this file, each with its source and licence. In: files that are part of the
//! program. Out: sets and maps, read once.

use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A map of words of the program itself: what a text holds is only looked up in it, so no text can choose keys that
/// collide, and the hash may be a fast one.
pub(crate) type Map<K, V> = HashMap<K, V, FixedState>;
/// A set of words of the program itself.
pub(crate) type Set<K> = HashSet<K, FixedState>;

/// The lines of a list that are no comments.
pub(crate) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(crate) static $name: LazyLock<Set<&'static str>> =
            LazyLock::new(|| lines(include_str!(concat!("lexicon/", $file))).collect());
    };
}

list!(
    /// Abbreviations whose full stop ends no sentence, in lower case.
    ABBREVIATIONS, "abbreviations.txt");
list!(
    /// Given names of any gender.
    GIVEN_NAMES, "given_names.txt");
list!(
    /// Names that speak for an organization, as printed.
    METONYMS, "metonyms.tsv");
list!(
    /// Organizations that no word of their own tells, as printed.
    ORGANIZATION_NAMES, "organization_names.txt");
list!(
    /// Surnames that stand before the given name.
    SURNAMES_FIRST, "surnames_first.txt");

/// What a verb that reports speech asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueClass {
    /// A clause with or without "that".
    Say,
    /// An audience, then a clause.
    Tell,
    /// A clause with "that", or with a subject and a verb that show it to be one.
    State,
    /// As a statement, or what the speaker will do, with "to".
    Vow,
    /// A question or a request.
    Ask,
    /// Words put to a thing.
    Call,
}

impl CueClass {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "say" => Self::Say,
            "tell" => Self::Tell,
            "state" => Self::State,
            "vow" => Self::Vow,
            "ask" => Self::Ask,
            "call" => Self::Call,
            _ => return None,
        })
    }
}

/// A form of a verb that reports speech.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueForm {
    pub(crate) lemma: &'static str,
    pub(crate) class: CueClass,
    /// Whether the form is the lemma: the present of a plural subject, or what stands behind "to" and "will", where
    /// nothing was said yet.
    pub(crate) is_plain: bool,
    /// Whether the form is a noun as often: "questions", "reports".
    pub(crate) is_noun: bool,
}

impl CueForm {
    /// Whether the form is a verb wherever it stands: any but lemmas that are nouns too, as "state" and "report".
    pub(crate) fn speaks(self) -> bool {
        !self.is_plain || matches!(self.class, CueClass::Say | CueClass::Tell)
    }
}

/// Forms of verbs that report speech, in lower case.
pub(crate) static CUES: LazyLock<Map<String, CueForm>> = LazyLock::new(|| {
    let mut forms = Map::default();
    for line in lines(include_str!("lexicon/cues.tsv")) {
        let mut fields = line.split('\t');
        let (Some(lemma), Some(class)) = (fields.next(), fields.next().and_then(CueClass::named)) else {
            continue;
        };
        forms.insert(lemma.to_owned(), CueForm { lemma, class, is_plain: true, is_noun: false });
        let form = CueForm { lemma, class, is_plain: false, is_noun: false };
        forms.extend(inflections(lemma).map(|word| (word, form)));
        for word in fields.next().unwrap_or_default().split_whitespace() {
            match (word.strip_prefix('-'), word.strip_prefix('~')) {
                (Some(noun), _) => forms.remove(noun),
                (_, Some(either)) => forms.insert(either.to_owned(), CueForm { is_noun: true, ..form }),
                _ => forms.insert(word.to_owned(), form),
            };
        }
    }
    forms
});

/// The forms in -s, -ed and -ing that the rules of spelling make of a lemma.
fn inflections(lemma: &str) -> [String; 3] {
    let silent = lemma.strip_suffix('e');
    let soft = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    let hisses = lemma.ends_with(['s', 'x']) || lemma.ends_with("sh") || lemma.ends_with("ch");
    let third = match soft {
        Some(stem) => format!("{stem}ies"),
        None => format!("{lemma}{}", if hisses { "es" } else { "s" }),
    };
    let past = match (silent, soft) {
        (Some(stem), _) => format!("{stem}ed"),
        (_, Some(stem)) => format!("{stem}ied"),
        _ => format!("{lemma}ed"),
    };
    [third, past, format!("{}ing", silent.filter(|stem| !stem.ends_with('e')).unwrap_or(lemma))]
}

/// What a word before or after a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleClass {
    /// The holder of a position.
    Office,
    /// A form of address, with the gender that it tells.
    Honorific(Option<Gender>),
    /// The holder of a position where it says of what: a spokesman of the Kremlin, a leader of a party.
    Post,
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

/// Nouns for one person, in lower case, with the gender that the word itself tells.
pub(crate) static PEOPLE: LazyLock<Map<&'static str, Option<Gender>>> = LazyLock::new(|| {
    let lines = lines(include_str!("lexicon/people.tsv")).filter_map(|line| line.split_once('\t'));
    let genders = lines.map(|(gender, nouns)| match gender {
        "m" => (Some(Gender::Male), nouns),
        "f" => (Some(Gender::Female), nouns),
        _ => (None, nouns),
    });
    genders.flat_map(|(gender, nouns)| nouns.split(' ').map(move |noun| (noun, gender))).collect()
});

/// Titles in lower case, words joined by a blank.
pub(crate) static TITLES: LazyLock<Map<&'static str, TitleClass>> = LazyLock::new(|| {
    let titles = lines(include_str!("lexicon/titles.tsv")).filter_map(|line| line.split_once('\t'));
    titles
        .map(|(words, class)| {
            let class = match class {
                "office" => TitleClass::Office,
                "post" => TitleClass::Post,
                "honorific m" => TitleClass::Honorific(Some(Gender::Male)),
                "honorific f" => TitleClass::Honorific(Some(Gender::Female)),
                "honorific" => TitleClass::Honorific(None),
                _ => TitleClass::Role,
            };
            (words, class)
        })
        .collect()
});

/// The words that titles are made of, without "of" and "the".
pub(crate) static TITLE_WORDS: LazyLock<Set<&'static str>> = LazyLock::new(|| {
    TITLES.keys().flat_map(|title| title.split(' ')).filter(|word| word.len() > 3).collect()
});

/// The words that titles end with.
pub(crate) static TITLE_ENDS: LazyLock<Set<&'static str>> =
    LazyLock::new(|| TITLES.keys().filter_map(|title| title.split(' ').next_back()).collect());

/// US states by their abbreviations in print.
pub(crate) static STATES: LazyLock<Map<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = lines(include_str!("lexicon/states.tsv")).filter_map(|line| line.split_once('\t'));
    lines.flat_map(|(name, forms)| forms.split(' ').map(move |form| (form, name))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas_make_their_forms() {
        assert_eq!(inflections("deny"), ["denies", "denied", "denying"]);
        assert_eq!(inflections("agree"), ["agrees", "agreed", "agreeing"]);
        assert_eq!(inflections("stress"), ["stresses", "stressed", "stressing"]);
        assert_eq!(inflections("argue"), ["argues", "argued", "arguing"]);
        assert_eq!(inflections("say"), ["says", "sayed", "saying"]);
    }

    #[test]
    fn every_verb_has_a_class() {
        let unknown = lines(include_str!("lexicon/cues.tsv"))
            .filter(|line| line.split('\t').nth(1).and_then(CueClass::named).is_none());
        assert_eq!(unknown.count(), 0);
    }
}
