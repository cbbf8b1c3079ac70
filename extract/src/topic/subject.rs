//! Subjects of the IPTC Media Topics by the words that name them. In: the tokens of a text. Out: subjects and their
//! places. The taxonomy and its terms are data: `lexicon/{topics,topic_names,subjects}.tsv`.

use super::term::Terms;
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

/// Subjects by the terms that news name them with, and by their names in lower case.
struct Named {
    by_term: Terms<Subject>,
    by_name: Map<String, Subject>,
}

static NAMED: LazyLock<Named> = LazyLock::new(|| {
    let names: Map<&str, Subject> = taxonomy().map(|subject| (subject.name, subject)).collect();
    // The own list is later, and wins.
    let derived = lines(include_str!("../lexicon/topic_names.tsv"));
    let own = lines(include_str!("../lexicon/subjects.tsv"));
    let printed = derived.chain(own).filter_map(|line| line.split_once('\t'));
    let mut by_term = Terms::default();
    for (term, subject) in printed.filter_map(|(term, name)| Some((term, *names.get(name)?))) {
        by_term.insert(term, subject);
    }
    let by_name = names.into_iter().map(|(name, subject)| (name.to_lowercase(), subject)).collect();
    Named { by_term, by_name }
});

/// The subject that a tag or keyword names as a whole.
pub(super) fn named(name: &str) -> Option<Subject> {
    let lower = name.to_lowercase();
    let singular = || lower.strip_suffix('s').and_then(|singular| NAMED.by_term.get(singular));
    NAMED.by_term.get(&lower).or_else(|| NAMED.by_name.get(&lower)).or_else(singular).copied()
}

/// The subjects that a text names by their longest terms, with their places, in order.
pub(super) fn subjects(tokens: &[Token]) -> Vec<(Subject, Span)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let terms = NAMED.by_term.beginning(tokens[at..].iter().map(|token| &*token.lower));
        let length = terms.last().map_or(1, |&(subject, length)| {
            let span = Span::new(tokens[at].span.start, tokens[at + length - 1].span.end);
            found.push((*subject, span));
            length
        });
        at += length;
    }
    found
}
