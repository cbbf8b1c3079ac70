//! What words do in a sentence, whatever the sentence is about: prepositions, determiners, what begins a clause.
//! In: a word in lower case. Out: the classes it can be of, asked once a token. The words are data,
//! `lexicon/words.tsv` and longer lists of one class each.

use crate::lexicon::{CUES, Map, lines};
use std::sync::LazyLock;

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal),+ $(,)?) => {
        /// What a word can do in a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Class { $($(#[$doc])* $class),+ }

        impl Class {
            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$class),)+ _ => None }
            }
        }
    };
}

classes! {
    /// Speaks without a name: "he".
    Pronoun = "pronoun",
    /// Begins the subject of a clause: "there", "the".
    Subject = "subject",
    /// Begins a noun phrase: "the", "his".
    Determiner = "determiner",
    /// Joins a phrase to the noun before it: "of".
    Preposition = "preposition",
    /// Begins the clause that a verb reports: "that", "whether".
    Clause = "clause",
    /// Begins what tells when, where and how something was said.
    Adverbial = "adverbial",
    /// Begins what stands between the verb and its clause: "on Monday", "in a statement".
    Setting = "setting",
    /// Tells a time by itself: "yesterday".
    Time = "time",
    /// A time that "last" or "this" stands before: "week".
    Period = "period",
    /// Where somebody speaks: "interview".
    Occasion = "occasion",
    /// Begins, behind a comma, what the speaker did not say: "while".
    Trailer = "trailer",
    /// Begins a sentence without being its clause: "however".
    Introduction = "introduction",
    /// Stands behind a verb of speech and is no clause: "so".
    Particle = "particle",
    /// Stands between a subject and its verb: "also".
    Adverb = "adverb",
    /// Tells how something is done: "quietly". By its ending, so that no list has all of them.
    Manner = "manner",
    /// Ends like such a word and is none: "family".
    Lookalike = "lookalike",
    /// No noun phrase runs over it: "because".
    Stop = "stop",
    /// Begins a clause that another one governs: "while".
    Subordinator = "subordinator",
    /// Stands before "to" and a verb that tells what was said or done all the same: "quick", "went on".
    Implicative = "implicative",
    /// A participle that does not end like one: "held".
    Participle = "participle",
    /// Takes up what was said: "an allegation".
    Claim = "claim",
    /// Does without saying anything: "declined".
    Declines = "declines",
    /// What is declined by whoever says no more: "elaborate".
    Telling = "telling",
    /// Stands before a number: "at", "least".
    Quantity = "quantity",
    /// Is a number: "dozen".
    Numeral = "numeral",
    /// Begins another clause within a sentence: "because".
    Edge = "edge",
    /// Begins a relative clause: "who".
    Relative = "relative",
    /// Joins two of a kind: "and".
    Conjunction = "conjunction",
    /// A form of a verb that has a subject: "was".
    Auxiliary = "auxiliary",
    /// Makes a noun or a passive of the form of a verb behind it: "his", "was".
    Nominal = "nominal",
    /// Behind it a plain verb tells what was not said yet: "to".
    Unsaid = "unsaid",
    /// People together: "crowd".
    Gathering = "gathering",
    /// Takes back the verb behind it: "never".
    Negation = "negation",
    /// A form of "be" before a participle.
    Progressive = "progressive",
    /// Takes the subject from the participle behind it: "without".
    Without = "without",
    /// Stands before a plain verb in the present: "people".
    Plural = "plural",
    /// No name although a sentence starts with it: "yesterday".
    Ordinary = "ordinary",
    /// A form of a verb that has a subject: "offered".
    Verb = "verb",
    /// The head of a noun phrase that speaks without a name: "spokeswoman".
    Role = "role",
    /// What ministers and secretaries are for: "health".
    Portfolio = "portfolio",
    /// Makes a capitalised name an organization's: "council".
    Organization = "organization",
    /// Stands before the name of an organization and tells what it is: "airline".
    Enterprise = "enterprise",
    /// Ends the name of a place or a thing, and nobody's: "beach".
    Landmark = "landmark",
    /// A form of a verb that reports speech: "said".
    Cue = "cue",
}

/// Longer lists, each of one class.
const LISTS: [(Class, &str); 5] = [
    (Class::Ordinary, include_str!("lexicon/lowercase.txt")),
    (Class::Verb, include_str!("lexicon/verbs.txt")),
    (Class::Role, include_str!("lexicon/roles.txt")),
    (Class::Portfolio, include_str!("lexicon/portfolios.txt")),
    (Class::Organization, include_str!("lexicon/organizations.txt")),
];

/// The classes that a word can be of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u64);

impl Classes {
    /// The classes of a word in lower case.
    pub(crate) fn of(word: &str) -> Self {
        let known = WORDS.get(word).copied().unwrap_or_default();
        let is_manner =
            word.len() > 3 && word.ends_with("ly") && !known.has(Class::Lookalike) && !known.has(Class::Cue);
        if is_manner { known.with(Class::Manner) } else { known }
    }

    pub(crate) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << class as u32)
    }
}

static WORDS: LazyLock<Map<&'static str, Classes>> = LazyLock::new(|| {
    let printed = lines(include_str!("lexicon/words.tsv")).filter_map(|line| line.split_once('\t'));
    let printed = printed
        .filter_map(|(class, words)| Some((Class::named(class)?, words)))
        .flat_map(|(class, words)| words.split(' ').map(move |word| (class, word)));
    let listed = LISTS.into_iter().flat_map(|(class, list)| lines(list).map(move |word| (class, word)));
    let cues = CUES.keys().map(|word| (Class::Cue, word.as_str()));
    let mut words: Map<&'static str, Classes> = Map::default();
    for (class, word) in printed.chain(listed).chain(cues) {
        let known = words.entry(word).or_default();
        *known = known.with(class);
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_names_a_class() {
        let unknown: Vec<&str> = lines(include_str!("lexicon/words.tsv"))
            .filter(|line| line.split_once('\t').is_none_or(|(class, _)| Class::named(class).is_none()))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert!(Classes::of("his").has(Class::Determiner));
        assert!(!Classes::of("harbour").has(Class::Subject));
    }
}
