//! How well a text answers a query, and the part of it that does. Computed here and not in a database, so that both
//! rank alike. In: texts that match. Out: a score, and a snippet with the places of the words.

use super::{Term, TextQuery, fold};
use std::collections::BTreeSet;
use unicode_normalization::char::is_combining_mark;

/// A part of a text with the places of the words that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Snippet {
    pub(crate) text: String,
    /// `[start, end)` in Unicode code points of `text`, in order, none over another.
    pub(crate) highlights: Vec<(usize, usize)>,
}

/// A word of a text with its place in bytes.
struct Token {
    word: String,
    start: usize,
    end: usize,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    let is_in = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_in(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                tokens.push(Token { word: fold(&text[from..at]), start: from, end: at });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

impl Term {
    /// The number of tokens that the term takes at `at`; none where it does not stand there.
    fn at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let there = tokens.get(at..at + self.words.len())?;
        let last = self.words.len() - 1;
        let fits = |(number, (word, token)): (usize, (&String, &Token))| {
            token.word == *word || (self.is_prefix && number == last && token.word.starts_with(word.as_str()))
        };
        self.words.iter().zip(there).enumerate().all(fits).then_some(self.words.len())
    }
}

impl TextQuery {
    /// How well fields of a record answer, each with its weight: more of what was asked, in fewer words.
    pub(crate) fn score(&self, fields: &[(&str, f64)]) -> f64 {
        /// As in BM25: how soon more of a word adds nothing, and how much a text's length counts.
        const SATURATION: f64 = 1.2;
        const LENGTH: f64 = 0.75;
        /// Words of a text that is neither long nor short.
        const USUAL: f64 = 60.0;
        let groups = self.groups();
        let score = |(text, weight): &(&str, f64)| {
            let tokens = tokens(text);
            #[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
            let length = 1.0 - LENGTH + LENGTH * (tokens.len() as f64 / USUAL).min(20.0);
            let group = |group: &Vec<&Term>| {
                let words = |at: usize| group.iter().find_map(|term| term.at(&tokens, at)).unwrap_or(0);
                #[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
                let found = (0..tokens.len()).map(words).sum::<usize>() as f64;
                found / (found + SATURATION * length)
            };
            weight * groups.iter().map(group).sum::<f64>()
        };
        fields.iter().map(score).sum()
    }

    /// The share of a text's words that were asked for: 1 for a name that is the whole query.
    pub(crate) fn share(&self, text: &str) -> f64 {
        let tokens = tokens(text);
        let found: usize = self.found(&tokens).iter().map(|(first, last)| last + 1 - first).sum();
        #[expect(clippy::cast_precision_loss, reason = "no text has 2^52 words")]
        let share = found as f64 / tokens.len().max(1) as f64;
        share
    }

    /// Where a name that is being typed stands in a whole one, in Unicode code points; letters that were not typed
    /// yet are outside.
    pub(crate) fn place(&self, name: &str) -> Option<(usize, usize)> {
        let tokens = tokens(name);
        let term = self.0.first()?;
        let at = (0..tokens.len()).find(|&at| term.at(&tokens, at).is_some())?;
        let last = &tokens[at + term.words.len() - 1];
        let typed = term.words.last().map_or(0, |word| word.chars().count());
        let points = |to: usize| name[..to].chars().count();
        let end = (points(last.start) + typed).min(points(last.end));
        Some((points(tokens[at].start), end))
    }

    /// The part of a text that holds most of the words; none where it holds none.
    pub(crate) fn snippet(&self, text: &str) -> Option<Snippet> {
        /// Code points of a snippet, about: three lines.
        const LONG: usize = 260;
        let tokens = tokens(text);
        let found = self.found(&tokens);
        let first = best(&found, &tokens, LONG)?;
        // A third of the room stands before the first word, the rest behind.
        let start = tokens[found[first].0].start;
        let from = start - text[..start].chars().rev().take(LONG / 3).map(char::len_utf8).sum::<usize>();
        let from = if text[..from].trim().is_empty() { 0 } else { word_start(&tokens, from, start) };
        let room = text[from..].chars().take(LONG).map(char::len_utf8).sum::<usize>();
        let to = from + room;
        let to =
            if to >= text.len() { text.len() } else { word_end(&tokens, to).max(tokens[found[first].1].end) };
        let shown = text[from..to].trim_end();
        let before = if from > 0 { "…" } else { "" };
        let behind = if text[to..].trim().is_empty() { "" } else { "…" };
        let inside = found.iter().map(|&(first, last)| (tokens[first].start, tokens[last].end));
        let inside = inside.filter(|(start, end)| *start >= from && *end <= from + shown.len());
        let points = |to: usize| before.chars().count() + text[from..to].chars().count();
        Some(Snippet {
            highlights: inside.map(|(start, end)| (points(start), points(end))).collect(),
            text: format!("{before}{}{behind}", shown.replace('\n', " ")),
        })
    }

    /// The places of wanted terms as first and last token, in order, none over another.
    fn found(&self, tokens: &[Token]) -> Vec<(usize, usize)> {
        let groups = self.groups();
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let longest = groups.iter().flatten().filter_map(|term| term.at(tokens, at)).max();
            if let Some(words) = longest {
                found.push((at, at + words - 1));
            }
            at += longest.unwrap_or(1);
        }
        found
    }
}

/// The place from which half of `long` bytes holds the most different words.
fn best(found: &[(usize, usize)], tokens: &[Token], long: usize) -> Option<usize> {
    let different = |from: usize| {
        let start = tokens[found[from].0].start;
        let near = found[from..].iter().take_while(|(first, _)| tokens[*first].start - start < long / 2);
        near.take(64).map(|(first, _)| tokens[*first].word.as_str()).collect::<BTreeSet<_>>().len()
    };
    (0..found.len()).max_by_key(|&from| (different(from), std::cmp::Reverse(from)))
}

fn word_start(tokens: &[Token], from: usize, latest: usize) -> usize {
    let next = tokens.iter().map(|token| token.start).find(|start| *start >= from);
    next.unwrap_or(latest).min(latest)
}

fn word_end(tokens: &[Token], to: usize) -> usize {
    tokens.iter().map(|token| token.end).take_while(|end| *end <= to).last().unwrap_or(to)
}
