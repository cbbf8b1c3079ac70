//! A body as words and marks. In: the text. Out: tokens with their spans, each in its paragraph.

use crate::Span;
use crate::lexicon::{ABBREVIATIONS, CUES, CueForm};
use crate::word::{Class, Classes};
use std::borrow::Cow;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with digits, hyphens, apostrophes or the stops of an abbreviation inside.
    Word,
    /// Begins with a digit.
    Number,
    /// `'s` behind a name.
    Possessive,
    /// A quotation mark; [`crate::quotation`] says which.
    Mark,
    /// Any other sign.
    Sign(char),
}

/// A word or mark of the body.
#[derive(Clone, Debug)]
pub(crate) struct Token<'b> {
    pub(crate) span: Span,
    /// The word in lower case with straight apostrophes; most are printed so, and stay in the body.
    pub(crate) lower: Cow<'b, str>,
    pub(crate) kind: Kind,
    /// What the word can do in a sentence.
    pub(crate) classes: Classes,
    /// Begins with a capital.
    pub(crate) is_capital: bool,
    /// Number of its paragraph, from 0.
    pub(crate) paragraph: u32,
    /// Number of the quotation it stands in, marks included.
    pub(crate) quotation: Option<u32>,
}

impl Token<'_> {
    /// Whether the token is that word.
    pub(crate) fn is(&self, word: &str) -> bool {
        &*self.lower == word
    }

    /// Whether it is one of these words.
    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&&*self.lower)
    }

    /// Whether it can be a word of that class.
    pub(crate) fn is_a(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    /// Whether it is an adverb that can stand between a subject and its verb; "Kelly" is a name.
    pub(crate) fn is_adverb(&self) -> bool {
        self.is_a(Class::Adverb) || self.is_a(Class::Manner) && !self.is_capital
    }

    /// Whether the token is that sign.
    pub(crate) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// Whether it is a dash between words.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.kind, Kind::Sign('–' | '—' | '-'))
    }

    /// Whether it is a word.
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Whether it can be a part of a name by its capital.
    pub(crate) fn is_name_like(&self) -> bool {
        self.is_capital && self.is_word()
    }

    /// The verb that reports speech it is a form of, by itself.
    pub(crate) fn cue(&self) -> Option<CueForm> {
        self.is_a(Class::Cue).then(|| CUES.get(&*self.lower).copied()).flatten()
    }

    /// Whether it is a form of one of some verbs that report speech.
    pub(crate) fn is_form_of(&self, lemmas: &[&str]) -> bool {
        self.cue().is_some_and(|form| lemmas.contains(&form.lemma))
    }

    /// Whether it is a verb that reports speech, and no noun.
    pub(crate) fn speaks(&self) -> bool {
        self.cue().is_some_and(CueForm::speaks)
    }

    /// Whether it is a capitalised word that is ordinary at the start of a sentence.
    pub(crate) fn is_ordinary(&self) -> bool {
        self.is_a(Class::Ordinary)
    }
}

/// Cuts a body into tokens. Linear in its length.
pub(crate) fn tokens(body: &str) -> Vec<Token<'_>> {
    let mut scanner = Scanner { body, tokens: Vec::with_capacity(body.len() / 5), paragraph: 0 };
    let mut at = 0;
    while let Some(first) = body[at..].chars().next() {
        at = match first {
            '\n' => {
                scanner.paragraph += 1;
                at + 1
            }
            _ if first.is_whitespace() => at + first.len_utf8(),
            _ if first.is_alphanumeric() => scanner.word(at, first),
            _ => scanner.sign(at, first),
        };
    }
    scanner.tokens
}

struct Scanner<'b> {
    body: &'b str,
    tokens: Vec<Token<'b>>,
    paragraph: u32,
}

impl Scanner<'_> {
    fn word(&mut self, start: usize, first: char) -> usize {
        let mut end = start;
        let mut letters_since_stop = 0;
        let mut is_joined = false;
        let mut rest = self.body[start..].char_indices().peekable();
        while let Some((offset, here)) = rest.next() {
            let next = rest.peek().map(|&(_, next)| next);
            let goes_on = match here {
                _ if here.is_alphanumeric() => {
                    letters_since_stop += 1;
                    true
                }
                '\'' | '’' => {
                    let is_inside = next.is_some_and(char::is_alphabetic);
                    let end = start + offset + here.len_utf8() + 1;
                    is_inside && (!self.is_possessive(start + offset) || self.is_contraction(start..end))
                }
                '-' | '‑' | '&' | '/' => {
                    // "D-N.Y." is one word, "Plan-B." ends a sentence.
                    (letters_since_stop, is_joined) = (0, true);
                    next.is_some_and(char::is_alphanumeric)
                }
                ',' => first.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()),
                '.' => {
                    let goes_on = next.is_some_and(char::is_alphanumeric);
                    let is_initial =
                        letters_since_stop == 1 && !first.is_ascii_digit() && (goes_on || !is_joined);
                    // "example.org" is one word, too.
                    let is_domain = next.is_some_and(char::is_lowercase);
                    let is_fraction =
                        first.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit());
                    let inside = goes_on && (is_initial || is_domain || is_fraction);
                    (letters_since_stop, is_joined) = (0, false);
                    inside || is_initial || self.is_abbreviation(start, start + offset)
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            end = start + offset + here.len_utf8();
            if here == '.' && !next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '-' | '‑'))
            {
                break;
            }
        }
        let kind = if first.is_numeric() { Kind::Number } else { Kind::Word };
        let is_capital = first.is_uppercase() || follows_article(&self.body[start..end]);
        self.push(start, end, kind, is_capital);
        end
    }

    /// Whether a word with the `'s` behind it is one that the word lists know: "he's".
    fn is_contraction(&self, word: Range<usize>) -> bool {
        Classes::of(&lower(&self.body[word])) != Classes::default()
    }

    /// `'s` with nothing behind it.
    fn is_possessive(&self, at: usize) -> bool {
        let mut rest = self.body[at..].chars().skip(1);
        matches!(rest.next(), Some('s' | 'S')) && !rest.next().is_some_and(char::is_alphanumeric)
    }

    /// An apostrophe alone behind an s and before a word, "Farmers' Union", unless it can close a quotation.
    fn is_plural_possessive(&self, at: usize) -> bool {
        /// Tokens looked back over for a mark that may be open.
        const BACK: usize = 40;
        let mut rest = self.body[at..].chars().skip(1);
        let is_before_noun = rest.next() == Some(' ') && rest.next().is_some_and(char::is_alphabetic);
        let single = |token: &Token| token.kind == Kind::Mark && matches!(&*token.lower, "'" | "‘" | "’");
        let here = self.tokens.iter().rev().take(BACK).take_while(|token| token.paragraph == self.paragraph);
        is_before_noun && self.body[..at].ends_with('s') && !here.into_iter().any(single)
    }

    fn is_abbreviation(&self, start: usize, stop: usize) -> bool {
        const LONGEST: usize = 8;
        let word = &self.body[start..=stop];
        // "No. 3" is a number, "He voted no." ends a sentence.
        let is_number = || self.body[stop + 1..].trim_start().starts_with(|next: char| next.is_ascii_digit());
        word.len() <= LONGEST
            && ABBREVIATIONS.contains(word)
            && (!word.eq_ignore_ascii_case("no.") || is_number())
    }

    fn sign(&mut self, start: usize, sign: char) -> usize {
        let end = start + sign.len_utf8();
        let rest = &self.body[end..];
        // Of three the outer pair of two closes last: ''I said, 'No,'''
        let is_inner =
            rest.starts_with("''") && start > 0 && !self.body[..start].ends_with(char::is_whitespace);
        let doubled = matches!(sign, '\'' | '`') && rest.starts_with(sign) && !is_inner;
        if matches!(sign, '\'' | '’') && !doubled && self.is_possessive(start) && self.follows_word(start) {
            let end = end + 1;
            self.push(start, end, Kind::Possessive, false);
            return end;
        }
        if matches!(sign, '\'' | '’')
            && !doubled
            && self.is_plural_possessive(start)
            && self.follows_word(start)
        {
            self.push(start, end, Kind::Possessive, false);
            return end;
        }
        let is_mark = doubled
            || matches!(
                sign,
                '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '\'' | '`' | '‚' | '‹' | '›'
            );
        let end = if doubled { end + 1 } else { end };
        self.push(start, end, if is_mark { Kind::Mark } else { Kind::Sign(sign) }, false);
        end
    }

    fn follows_word(&self, at: usize) -> bool {
        self.tokens
            .last()
            .is_some_and(|token| token.span.end == at && matches!(token.kind, Kind::Word | Kind::Number))
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, is_capital: bool) {
        let lower = lower(&self.body[start..end]);
        let span = Span::new(start, end);
        let classes = if kind == Kind::Word { Classes::of(&lower) } else { Classes::default() };
        let paragraph = self.paragraph;
        self.tokens.push(Token { span, lower, kind, classes, is_capital, paragraph, quotation: None });
    }
}

/// "al-Harbi", "el-Sisi", "d'Arc": a name with the article before it in small letters.
fn follows_article(word: &str) -> bool {
    const ARTICLES: [&str; 14] =
        ["al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az", "es", "ud", "d", "l"];
    let is_named = |(article, name): (&str, &str)| {
        ARTICLES.contains(&article) && name.chars().next().is_some_and(char::is_uppercase)
    };
    word.split_once(['-', '‑', '\'', '’']).is_some_and(is_named)
}

/// A word in lower case with straight apostrophes.
fn lower(printed: &str) -> Cow<'_, str> {
    if !printed.is_ascii() {
        return Cow::Owned(printed.to_lowercase().replace('’', "'"));
    }
    if printed.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(printed.to_ascii_lowercase());
    }
    Cow::Borrowed(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_inner_signs() {
        let body = "Mr. O'Neill's U.S. tour cost $1,200.50, he said.\nDon’t go at 3.";
        let found: Vec<&str> = tokens(body).iter().map(|token| token.span.of(body)).collect();
        let expected = [
            "Mr.", "O'Neill", "'s", "U.S.", "tour", "cost", "$", "1,200.50", ",", "he", "said", ".", "Don’t",
            "go", "at", "3", ".",
        ];
        assert_eq!(found, expected);
    }
}
