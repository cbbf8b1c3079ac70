//! Subjects of the IPTC Media Topics by the words that name them. In: the tokens of a text. Out: subjects and their
//! places. The taxonomy and its terms are data: `lexicon/{topics,topic_names,subjects}.tsv`.

use crate::Span;
use crate::lexicon::{Map, lines};
use crate::token::Token;
use std::sync::LazyLock;

/// A subject of the IPTC Media Topics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `medtop:20000638`.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Code of the broader subject.
    pub parent: Option<&'static str>,
}

/// All subjects of the taxonomy, IPTC Media Topics of 2019-04-06 (CC BY 4.0).
pub fn taxonomy() -> impl Iterator<Item = Subject> {
    lines(include_str!("../lexicon/topics.tsv")).filter_map(|line| {
        let mut fields = line.split('\t');
        let (code, name) = (fields.next()?, fields.next()?);
        Some(Subject { code, name, parent: fields.next().filter(|parent| !parent.is_empty()) })
    })
}

/// Terms by their first word, in the singular and the plural, those of most words first; and subjects by their names in
/// lower case.
struct Terms {
    by_word: Map<String, Vec<(&'static str, Subject)>>,
    by_name: Map<String, Subject>,
}

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    let names: Map<&str, Subject> = taxonomy().map(|subject| (subject.name, subject)).collect();
    // The own list is later, and wins.
    let derived = lines(include_str!("../lexicon/topic_names.tsv"));
    let own = lines(include_str!("../lexicon/subjects.tsv"));
    let terms = derived.chain(own).filter_map(|line| line.split_once('\t'));
    let terms: Map<&str, Subject> =
        terms.filter_map(|(term, name)| Some((term, *names.get(name)?))).collect();
    let mut by_word: Map<String, Vec<(&str, Subject)>> = Map::default();
    for (term, subject) in terms {
        let first = term.split(' ').next().unwrap_or(term);
        by_word.entry(first.to_owned()).or_default().push((term, subject));
    }
    by_word
        .values_mut()
        .for_each(|terms| terms.sort_by_key(|(term, _)| (std::cmp::Reverse(term.len()), *term)));
    for (singular, terms) in by_word.clone() {
        by_word.entry(singular + "s").or_default().extend(terms);
    }
    let by_name = names.into_iter().map(|(name, subject)| (name.to_lowercase(), subject)).collect();
    Terms { by_word, by_name }
});

/// The subject that a tag or keyword names as a whole.
pub(super) fn named(name: &str) -> Option<Subject> {
    let lower = name.to_lowercase();
    let whole = |text: &str| {
        let first = text.split(' ').next()?;
        let terms = TERMS.by_word.get(first)?;
        terms.iter().find(|(term, _)| *term == text).map(|(_, subject)| *subject)
    };
    let singular = || lower.strip_suffix('s').and_then(whole);
    whole(&lower).or_else(|| TERMS.by_name.get(&lower).copied()).or_else(singular)
}

/// The subjects that a text names, with their places, in order.
pub(super) fn subjects(tokens: &[Token]) -> Vec<(Subject, Span)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match first(&tokens[at..]) {
            Some((subject, length)) => {
                let span = Span::new(tokens[at].span.start, tokens[at + length - 1].span.end);
                found.push((subject, span));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The longest term that a text begins with, in the singular or plural, and its number of tokens.
fn first(tokens: &[Token]) -> Option<(Subject, usize)> {
    let terms = TERMS.by_word.get(&*tokens.first()?.lower)?;
    terms.iter().find_map(|(term, subject)| Some((*subject, matched(tokens, term)?)))
}

/// The number of tokens that a term takes, if the text begins with it.
fn matched(tokens: &[Token], term: &str) -> Option<usize> {
    let length = term.split(' ').count();
    let is_next = |(offset, word): (usize, &str)| {
        tokens.get(offset).is_some_and(|token| {
            token.is(word) || offset + 1 == length && token.lower.strip_suffix('s') == Some(word)
        })
    };
    term.split(' ').enumerate().all(is_next).then_some(length)
}
