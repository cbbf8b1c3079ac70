//! Terms of one or more words, found in one walk over a text. In: terms, each with what it stands for, and the words of a
//! text. Out: the terms that a text begins with. A term is its words in lower case, joined by one blank.

use crate::Span;
use crate::token::{Token, tokens};
use foldhash::{HashMap, HashMapExt as _};

/// Words of the longest term: what is longer is a sentence and names nothing. It bounds how far a text is looked ahead.
const LONGEST: usize = 16;

/// Terms that begin alike: what the words so far stand for, and the terms that go on with another word. Every word of a text
/// is looked up, so the hash is a fast one; it is seeded, since a text can choose its tags.
pub(super) struct Terms<T> {
    value: Option<T>,
    longer: HashMap<String, Self>,
}

impl<T> Default for Terms<T> {
    fn default() -> Self {
        Self { value: None, longer: HashMap::new() }
    }
}

impl<T> Terms<T> {
    /// Adds a term. Of two that are the same the later one wins.
    pub(super) fn insert(&mut self, term: &str, value: T) {
        if term.split(' ').count() > LONGEST {
            return;
        }
        let mut terms = self;
        for word in term.split(' ') {
            terms = terms.longer.entry(word.to_owned()).or_default();
        }
        terms.value = Some(value);
    }

    /// What a term stands for.
    pub(super) fn get(&self, term: &str) -> Option<&T> {
        term.split(' ').try_fold(self, |terms, word| terms.longer.get(word))?.value.as_ref()
    }

    /// What the terms stand for that a text begins with, the last word in the singular or the plural, each with its number
    /// of words. The longest is the last, as printed rather than in the singular.
    pub(super) fn beginning<'w>(&self, text: impl Iterator<Item = &'w str>) -> Vec<(&T, usize)> {
        let mut found = Vec::new();
        let mut terms = self;
        for (length, word) in (1..).zip(text) {
            let printed = terms.longer.get(word);
            let singular = word.strip_suffix('s').and_then(|singular| terms.longer.get(singular));
            let ending = [singular, printed].into_iter().flatten();
            found.extend(ending.filter_map(|terms| Some((terms.value.as_ref()?, length))));
            let Some(longer) = printed else { break };
            terms = longer;
        }
        found
    }

    /// The places of all terms in a text, overlapping ones too, in order; none goes on in another paragraph.
    pub(super) fn places(&self, tokens: &[Token]) -> impl Iterator<Item = (&T, Span)> {
        // Most articles have no tags, and the walk would cost them all the same.
        let tokens = if self.longer.is_empty() { &[] } else { tokens };
        tokens.chunk_by(|token, next| token.paragraph == next.paragraph).flat_map(move |paragraph| {
            let words = paragraph.iter().flat_map(|token| words(token).map(|word| (word, token.span)));
            let words: Vec<(&str, Span)> = words.collect();
            (0..words.len()).flat_map(move |at| {
                let terms = self.beginning(words[at..].iter().map(|(word, _)| *word)).into_iter();
                let span = |length: usize| Span::new(words[at].1.start, words[at + length - 1].1.end);
                terms.map(|(value, length)| (value, span(length))).collect::<Vec<_>>()
            })
        })
    }
}

/// A name as a term, so that names that differ in case, blanks or the form of apostrophes are one.
pub(super) fn term(name: &str) -> String {
    let tokens = tokens(name);
    let words: Vec<&str> = tokens.iter().flat_map(words).collect();
    words.join(" ")
}

/// The words that signs join in a token and the signs, each by itself: "anti-abortion" names abortion, "Plan C." plan C.
pub(super) fn words<'t>(token: &'t Token<'_>) -> impl Iterator<Item = &'t str> {
    let mut rest = &*token.lower;
    std::iter::from_fn(move || {
        let sign = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let end = if sign > 0 { sign } else { rest.chars().next()?.len_utf8() };
        let (word, behind) = rest.split_at(end);
        rest = behind;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beginning(terms: &[&'static str], text: &str) -> Vec<(&'static str, usize)> {
        let mut all = Terms::default();
        terms.iter().for_each(|term| all.insert(term, *term));
        all.beginning(text.split(' ')).into_iter().map(|(term, length)| (*term, length)).collect()
    }

    #[test]
    fn the_longest_term_is_the_last_and_as_printed() {
        let terms = ["sea", "sea lion", "sea lions", "sea lions die", "lions"];
        assert_eq!(beginning(&terms, "seas rise"), [("sea", 1)]);
        assert_eq!(beginning(&terms, "sea lions stay"), [("sea", 1), ("sea lion", 2), ("sea lions", 2)]);
        assert_eq!(beginning(&terms, "seal lions"), []);
    }

    #[test]
    fn a_term_does_not_go_on_in_another_paragraph() {
        let mut terms = Terms::default();
        ["sea lions", "lions roar"].into_iter().for_each(|term| terms.insert(term, term));
        let tokens = tokens("the sea\nlions roar");
        assert_eq!(terms.places(&tokens).collect::<Vec<_>>(), [(&"lions roar", Span::new(8, 18))]);
    }

    #[test]
    fn a_sentence_is_no_term() {
        let sentence = |words: usize| vec!["a"; words].join(" ");
        let mut terms = Terms::default();
        [LONGEST, LONGEST + 1].into_iter().for_each(|words| terms.insert(&sentence(words), words));
        assert_eq!(terms.beginning(std::iter::repeat_n("a", 100)), [(&LONGEST, LONGEST)]);
    }

    #[test]
    fn names_that_look_alike_are_one_term() {
        assert_eq!(term("Women’s  Rights"), term("WOMEN'S RIGHTS"));
        assert_eq!(term("COVID-19"), "covid - 19");
        assert_eq!(term("İzmir Ç."), term("İzmir ç."));
        assert_eq!(term(" \n"), "");
    }
}
