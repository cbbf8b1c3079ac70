//! A text as its words, which is all that evaluation looks at: quotation marks, punctuation and white space at the
//! edges of a quote never count.

use extract::{QuoteKind, Span};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A run of letters and digits, with apostrophes and hyphens inside.
struct Word {
    span: Span,
    folded: String,
    is_quoted: bool,
    starts_line: bool,
}

/// The words of a text.
pub(super) struct Text(Vec<Word>);

impl Text {
    /// Reads a text; spans count bytes.
    pub(super) fn new(text: &str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let (mut is_quoted, mut starts_line, mut at) = (false, true, 0);
        while at < text.len() {
            let rest = &text[at..];
            let length = word(rest);
            if length > 0 {
                let span = Span::new(at, at + length);
                words.push(Word { span, folded: fold(span.of(text)), is_quoted, starts_line });
                starts_line = false;
                at += length;
                continue;
            }
            let c = rest.chars().next().unwrap_or_default();
            let double = rest.starts_with("``") || rest.starts_with("''");
            match c {
                // A paragraph that opens marks without closing them ends with its line.
                '\n' => (is_quoted, starts_line) = (false, true),
                '“' | '‟' => is_quoted = true,
                '”' => is_quoted = false,
                '`' if double => is_quoted = true,
                '"' => is_quoted = !is_quoted,
                '\'' if double => is_quoted = !is_quoted,
                _ => {}
            }
            at += c.len_utf8() * (1 + usize::from(double));
        }
        Self(words)
    }

    /// The words that a span touches, a leading "that" left out.
    pub(super) fn words(&self, span: Span) -> Range<usize> {
        let first = self.0.partition_point(|word| word.span.end <= span.start);
        let end = self.0.partition_point(|word| word.span.start < span.end).max(first);
        let is_that = end - first > 1 && self.0[first].folded == "that";
        first + usize::from(is_that)..end
    }

    /// The same range cut where a line begins: each paragraph of a long quote counts by itself.
    pub(super) fn lines(&self, words: Range<usize>) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        for at in words {
            match lines.last_mut() {
                Some(line) if !self.0[at].starts_line => line.end = at + 1,
                _ => lines.push(at..at + 1),
            }
        }
        lines
    }

    /// Whether a word is the first of its line.
    pub(super) fn starts_line(&self, word: usize) -> bool {
        self.0[word].starts_line
    }

    /// Direct when nine words in ten stand in marks, indirect when none does.
    pub(super) fn kind(&self, words: &Range<usize>) -> QuoteKind {
        let quoted = self.0[words.clone()].iter().filter(|word| word.is_quoted).count();
        match quoted {
            0 => QuoteKind::Indirect,
            quoted if quoted * 10 >= words.len() * 9 => QuoteKind::Direct,
            _ => QuoteKind::Mixed,
        }
    }

    /// The words as printed, from the first to the last.
    pub(super) fn span(&self, words: &Range<usize>) -> Span {
        Span::new(self.0[words.start].span.start, self.0[words.end - 1].span.end)
    }
}

/// The length in bytes of the word that a text begins with; nothing when it begins with none.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if c.is_alphanumeric() {
            end = at + c.len_utf8();
        } else {
            let joins = matches!(c, '\'' | '’' | '-') && at == end && end > 0;
            let goes_on = letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !(joins && goes_on) {
                break;
            }
        }
    }
    end
}

/// A word as it is compared: no case, no accents, straight apostrophes.
pub(super) fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|&c| !is_combining_mark(c));
    plain.map(|c| if matches!(c, '’' | '‘') { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

/// The folded words of a short text, each without a possessive ending.
pub(super) fn folded_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words = Vec::new();
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        let length = word(rest);
        if length > 0 {
            let word = &rest[..length];
            words.push(word.strip_suffix("'s").unwrap_or(word).to_owned());
        }
        rest = &rest[length.max(c.len_utf8())..];
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_kinds() {
        let printed = "He said: \"It’s well-known.\"\n\nThat was “new” to a friend's José.";
        let text = Text::new(printed);
        assert_eq!(text.kind(&text.words(Span::new(9, 28))), QuoteKind::Direct);
        let second = text.words(Span::new(30, printed.len()));
        assert_eq!(text.span(&second).of(printed), "was “new” to a friend's José");
        assert_eq!(text.kind(&second), QuoteKind::Mixed);
        assert_eq!(text.lines(text.words(Span::new(0, printed.len()))).len(), 2);
        assert_eq!(folded_words("a friend’s José"), ["a", "friend", "jose"]);
    }
}
