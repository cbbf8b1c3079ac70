//! What words do in a sentence, whatever the sentence is about: prepositions, determiners, what begins a clause.
//! In: a word in lower case. Out: the classes it can be of. The words are data, `lexicon/words.tsv`.

use crate::lexicon::lines;
use std::collections::HashMap;
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
    /// No noun phrase runs over it: "because".
    Stop = "stop",
    /// Begins a clause that another one governs: "while".
    Subordinator = "subordinator",
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
    /// A form of "be" before a participle.
    Progressive = "progressive",
    /// Takes the subject from the participle behind it: "without".
    Without = "without",
    /// Stands before a plain verb in the present: "people".
    Plural = "plural",
}

/// The classes that a word can be of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u32);

impl Classes {
    /// The classes of a word in lower case.
    pub(crate) fn of(word: &str) -> Self {
        WORDS.get(word).copied().unwrap_or_default()
    }

    pub(crate) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << class as u32)
    }
}

static WORDS: LazyLock<HashMap<&'static str, Classes>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Classes> = HashMap::new();
    for (class, members) in lines(include_str!("lexicon/words.tsv")).filter_map(|line| line.split_once('\t'))
    {
        let Some(class) = Class::named(class) else { continue };
        for word in members.split(' ') {
            let known = words.entry(word).or_default();
            *known = known.with(class);
        }
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
