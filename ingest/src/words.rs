//! When are two texts the same words? In: two printed texts. Out: how they compare. Case, quotation marks,
//! punctuation and white space never matter; negations and numbers always do.

use crate::key;
use entity::QuoteMatch;
use rapidfuzz::distance::indel;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

/// Words of a text, prepared for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<String>);

/// The least length, in words, of a text that may be a part of another or nearly the same. Shorter texts are
/// said too often by chance: "we will see what happens".
const LEAST: usize = 6;
/// The least share of words that nearly equal texts have in common, in order: one word in seven may differ.
const EDITED: f64 = 0.85;
/// Words that turn the sense of a sentence.
const NEGATIONS: &[&str] =
    &["no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"];

impl Words {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        let folded = text.replace(['\u{2019}', '\''], "").to_lowercase();
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Self(words.map(str::to_owned).collect())
    }

    /// Hash of the words: equal for texts that are the same.
    pub fn sha256(&self) -> String {
        key::sha256(self.0.join(" ").as_bytes())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How `self`, as printed somewhere, compares with `whole`; `None` when they are different words.
    pub fn compare(&self, whole: &Self) -> Option<QuoteMatch> {
        if self == whole {
            return Some(QuoteMatch::Exact);
        }
        if self.len().min(whole.len()) < LEAST {
            return None;
        }
        if self.is_part_of(whole) || whole.is_part_of(self) {
            return Some(QuoteMatch::Truncated);
        }
        let alike = self.len().abs_diff(whole.len()) * 6 <= self.len().max(whole.len())
            && self.turns() == whole.turns()
            && indel::normalized_similarity(self.codes(), whole.codes()) >= EDITED;
        alike.then_some(QuoteMatch::Edited)
    }

    /// The words as numbers, for a comparison that only knows characters.
    fn codes(&self) -> Vec<u64> {
        let code = |word: &String| BuildHasherDefault::<DefaultHasher>::default().hash_one(word);
        self.0.iter().map(code).collect()
    }

    /// Whether they stand in `whole`, one behind the other.
    pub fn is_part_of(&self, whole: &Self) -> bool {
        !self.is_empty() && whole.0.windows(self.len()).any(|window| window == self.0)
    }

    /// How much of them stands in the same order in the likest part of `printed`, from 0 to 1.
    pub fn likeness(&self, printed: &Self) -> f64 {
        let (asked, printed) = (self.codes(), printed.codes());
        // A part is a quarter longer, so that words which were left out do not count twice.
        let long = asked.len() + asked.len() / 4 + 1;
        let step = (asked.len() / 8).max(1);
        let last = printed.len().saturating_sub(long);
        let starts = (0..last).step_by(step).chain([last]);
        let part = |start: usize| &printed[start..printed.len().min(start + long)];
        let alike = |part: &[u64]| {
            let same = indel::similarity(asked.iter().copied(), part.iter().copied());
            #[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
            let share = (same / 2) as f64 / asked.len().max(1) as f64;
            share
        };
        starts.map(|start| alike(part(start))).fold(0.0, f64::max)
    }

    /// What must not differ: negations and numbers, in order.
    fn turns(&self) -> Vec<&str> {
        let turns = |word: &&str| {
            NEGATIONS.contains(word)
                || word.ends_with("nt") && CONTRACTED.contains(word)
                || word.contains(|c: char| c.is_ascii_digit())
        };
        self.0.iter().map(String::as_str).filter(turns).collect()
    }
}

/// Negations with the apostrophe left out.
const CONTRACTED: &[&str] = &[
    "aint", "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt",
    "mustnt", "neednt", "shouldnt", "wasnt", "werent", "wont", "wouldnt",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_compare() {
        let full = "We will sign the harbour treaty before the end of March, whatever the ministry says.";
        for (text, expected) in [
            (
                "we will sign the harbour treaty before the end of March whatever the ministry says",
                Some(QuoteMatch::Exact),
            ),
            ("We will sign the harbour treaty before the end of March", Some(QuoteMatch::Truncated)),
            (
                "We will sign the harbour treaty before the end of April, whatever the ministry says",
                Some(QuoteMatch::Edited),
            ),
            ("We will not sign the harbour treaty before the end of March, whatever the ministry says", None),
            ("We won't sign the harbour treaty before the end of March, whatever the ministry says", None),
            ("the harbour treaty", None),
            ("", None),
        ] {
            assert_eq!(Words::new(text).compare(&Words::new(full)), expected, "{text}");
            assert_eq!(Words::new(full).compare(&Words::new(text)), expected, "{text}, the other way");
        }
    }

    #[test]
    fn numbers_are_never_edited() {
        let one = Words::new("The budget will grow by 3 percent in the coming year, she says");
        let other = Words::new("The budget will grow by 5 percent in the coming year, she says");
        assert_eq!(one.compare(&other), None);
    }
}
