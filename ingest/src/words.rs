//! When are two texts the same words? In: two printed texts. Out: how they compare. Case, quotation marks,
//! punctuation, white space, contractions and how a number is written never matter; negations, numbers and a word in
//! the place of another always do.

use crate::key;
use entity::QuoteMatch;
use rapidfuzz::distance::indel;
use std::borrow::Cow;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// Words of a text, prepared for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<String>);

/// The least length, in words, of a text that may be a part of another or nearly the same. Shorter texts are
/// said too often by chance: "we will see what happens".
const LEAST: usize = 6;
/// The least share of words that nearly equal texts have in common, in order: one word in seven may differ.
const EDITED: f64 = 0.85;
/// Words that turn the sense of a sentence, numbers aside.
const TURNS: &[&str] = &[
    "no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without", "hardly", "scarcely",
    "barely", "unless", "half", "double", "twice", "dozen", "hundred", "thousand", "million", "billion",
    "trillion",
];
/// Words of which one may stand for another: nothing is meant by them alone.
const LIGHT: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "i", "you", "he", "she", "it", "we", "they", "my",
    "your", "his", "her", "its", "our", "their", "am", "is", "are", "was", "were", "be", "been", "being",
    "have", "has", "had", "will", "would", "to", "of", "and", "as", "so", "which", "who",
];
/// Numbers that style guides have written in words.
const NUMBERS: [(&str, &str); 19] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
];

impl Words {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        let mut words = Self(Vec::new());
        for word in spaced(&composed(text).to_lowercase()).split_whitespace() {
            words.push(word.trim_matches('\''));
        }
        words
    }

    /// Appends a word in lower case. What is contracted is spelled out, but for `'d`, which is `had` or `would`.
    fn push(&mut self, word: &str) {
        if let Some((base, rest)) = contracted(word) {
            self.0.extend([base, rest].map(|word| word.replace('\'', "")));
            return;
        }
        let number = NUMBERS.iter().find(|(spelled, _)| *spelled == word);
        let word = number.map_or_else(|| word.replace('\'', ""), |(_, digits)| (*digits).to_owned());
        if word == "cent" && self.0.last().is_some_and(|last| last == "per") {
            self.0.pop();
            self.0.push("percent".to_owned());
        } else if !word.is_empty() {
            self.0.push(word);
        }
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
            && indel::normalized_similarity(self.codes(), whole.codes()) >= EDITED
            && !self.differs(whole)
            && !whole.differs(self);
        alike.then_some(QuoteMatch::Edited)
    }

    /// Whether a word that means something stands here in the place of another: "the ship is safe" and "lost". Both are
    /// read side by side; where they part, they meet again behind the fewest words.
    fn differs(&self, other: &Self) -> bool {
        let (mut ours, mut theirs) = (&self.0[..], &other.0[..]);
        while let (Some(one), Some(another)) = (ours.first(), theirs.first()) {
            if one == another {
                (ours, theirs) = (&ours[1..], &theirs[1..]);
                continue;
            }
            let (here, there) = parting(ours, theirs);
            if is_other(&ours[..here], &theirs[..there]) {
                return true;
            }
            (ours, theirs) = (&ours[here..], &theirs[there..]);
        }
        false
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
        let turns = |word: &&str| TURNS.contains(word) || word.contains(|c: char| c.is_ascii_digit());
        self.0.iter().map(String::as_str).filter(turns).collect()
    }
}

/// Words behind which `'s` is `is`, and no genitive.
const IS: &[&str] = &["it", "he", "she", "that", "there", "here", "what", "who", "where", "how"];

/// The two words of a contraction.
fn contracted(word: &str) -> Option<(&str, &str)> {
    if word == "cannot" {
        return Some(("can", "not"));
    }
    match word.rsplit_once('\'')? {
        ("won", "t") => Some(("will", "not")),
        ("can", "t") => Some(("can", "not")),
        ("shan", "t") => Some(("shall", "not")),
        (base, "t") => Some((base.strip_suffix('n')?, "not")),
        (base, "re") => Some((base, "are")),
        (base, "ll") => Some((base, "will")),
        (base, "ve") => Some((base, "have")),
        (base, "m") => Some((base, "am")),
        (base, "s") if IS.contains(&base) => Some((base, "is")),
        _ => None,
    }
}

/// A text with its letters and their marks as one character each, as nearly all are printed.
fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

/// A text with white space around its words and signs, one kind of apostrophe, and commas out of its numbers.
fn spaced(text: &str) -> String {
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let groups =
        |at: usize| at > 0 && is_digit(at - 1) && (at + 1..at + 4).all(is_digit) && !is_digit(at + 4);
    let mut spaced = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            ',' if groups(at) => {}
            '\u{2019}' => spaced.push('\''),
            '%' => spaced.push_str(" percent "),
            // Signs of currencies are words: those of Unicode's block, and those outside it.
            '$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}' => spaced.extend([' ', c, ' ']),
            _ if c.is_alphanumeric() || c == '\'' => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    spaced
}

/// How many words each of two texts has to itself before they go on alike; all, where they do not.
fn parting(ours: &[String], theirs: &[String]) -> (usize, usize) {
    let mut ways =
        (1..ours.len() + theirs.len()).flat_map(|both| (0..=both).map(move |here| (here, both - here)));
    let meets =
        |&(here, there): &(usize, usize)| ours.get(here).is_some_and(|word| theirs.get(there) == Some(word));
    ways.find(meets).unwrap_or((ours.len(), theirs.len()))
}

/// Whether words mean something else than those in whose place they stand; left out or added ones do not.
fn is_other(ours: &[String], theirs: &[String]) -> bool {
    let means = |words: &[String], others: &[String]| {
        let is_there = |word: &String| others.iter().any(|other| is_form(word, other));
        words.iter().any(|word| !LIGHT.contains(&word.as_str()) && !is_there(word))
    };
    !ours.is_empty() && !theirs.is_empty() && (means(ours, theirs) || means(theirs, ours))
}

/// Whether two words are one, spelled or inflected otherwise: "harbour" and "harbors", not "careful" and "careless".
fn is_form(one: &str, other: &str) -> bool {
    /// The least that they begin with, and the most that they end with, in letters.
    const STEM: usize = 4;
    const ENDING: usize = 3;
    let stem = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    stem >= STEM && one.chars().count().max(other.chars().count()) - stem <= ENDING
}

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
                "We will sign the harbor treaty before the end of March, whatever the whole ministry says",
                Some(QuoteMatch::Edited),
            ),
            (
                "We'll sign the harbour treaty before the end of March, whatever the ministry says",
                Some(QuoteMatch::Exact),
            ),
            ("We will sign the harbour treaty before the end of April, whatever the ministry says", None),
            ("We will sign the fishing treaty before the end of March, whatever the ministry says", None),
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
        let budget = |amount: &str| {
            Words::new(&format!("The budget will grow by {amount} in the coming year, she says"))
        };
        for (one, other, expected) in [
            ("3 percent", "5 percent", None),
            ("four percent", "forty percent", None),
            ("$3 million", "$3 billion", None),
            ("$3 million", "€3 million", None),
            ("$3 million", "$3.5 million", None),
            ("nine percent", "9 per cent", Some(QuoteMatch::Exact)),
            ("9%", "9 percent", Some(QuoteMatch::Exact)),
            ("1,000 crowns", "1000 crowns", Some(QuoteMatch::Exact)),
        ] {
            assert_eq!(budget(one).compare(&budget(other)), expected, "{one}, {other}");
            assert_eq!(budget(other).compare(&budget(one)), expected, "{other}, {one}");
        }
    }

    #[test]
    fn short_texts_are_the_same_in_any_spelling() {
        for (one, other) in [
            ("It's open", "It is open"),
            ("We can’t wait", "we cannot wait"),
            ("They won't", "they will not"),
            ("Le café rouvre", "Le cafe\u{301} rouvre"),
            ("the ship's crew", "The ships crew"),
        ] {
            assert_eq!(Words::new(one).compare(&Words::new(other)), Some(QuoteMatch::Exact), "{one}");
        }
    }

    #[test]
    fn texts_without_words_have_none() {
        assert!(Words::new("' ... '' - \u{2019}").is_empty());
    }
}
