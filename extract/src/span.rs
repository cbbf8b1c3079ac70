//! Places in a text. In: byte offsets on character boundaries. Out: spans that can be sliced, and the
//! same spans counted in Unicode code points, which is how they leave the program.

use serde::{Deserialize, Serialize};

/// A half-open range `[start, end)` of a text.
///
/// Inside this crate the unit is the byte, always on a character boundary, so that `&text[span.range()]`
/// never panics. At the border (JSON, the database, the API) the unit is the Unicode code point:
/// [`CodePoints`] counts one into the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first unit inside.
    pub start: usize,
    /// Offset of the first unit after.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The span as a range, for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The words at this place.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Number of units inside.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is inside.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Counts offsets of one text between bytes and Unicode code points, each in logarithmic time.
pub struct CodePoints<'t> {
    text: &'t str,
    /// Byte offset of every `STRIDE`th code point; empty for ASCII, where both counts agree.
    marks: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'t> CodePoints<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect()
        };
        Self { text, marks }
    }

    /// The number of code points before byte `at`. Offsets past the end count the whole text.
    pub fn from_byte(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if self.marks.is_empty() {
            return at;
        }
        let mark = self.marks.partition_point(|&byte| byte <= at).saturating_sub(1);
        let tail = self.text[self.marks[mark]..].char_indices();
        mark * STRIDE + tail.take_while(|(offset, _)| self.marks[mark] + offset < at).count()
    }

    /// The byte at which code point `at` starts. Offsets past the end give the text's length.
    pub fn to_byte(&self, at: usize) -> usize {
        if self.marks.is_empty() {
            return at.min(self.text.len());
        }
        let mark = (at / STRIDE).min(self.marks.len() - 1);
        let mut tail = self.text[self.marks[mark]..].char_indices();
        tail.nth(at - mark * STRIDE).map_or(self.text.len(), |(offset, _)| self.marks[mark] + offset)
    }

    /// A span of bytes as a span of code points.
    pub fn from_bytes(&self, span: Span) -> Span {
        Span::new(self.from_byte(span.start), self.from_byte(span.end))
    }

    /// A span of code points as a span of bytes.
    pub fn to_bytes(&self, span: Span) -> Span {
        Span::new(self.to_byte(span.start), self.to_byte(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_round_trip_in_any_script() {
        let text = "„Россия“ and 日本 said 🙂 ".repeat(40);
        let points = CodePoints::new(&text);
        for (index, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.from_byte(byte), index);
            assert_eq!(points.to_byte(index), byte);
        }
        assert_eq!(points.to_byte(usize::MAX / 2), text.len());
        assert_eq!(points.from_byte(usize::MAX), text.chars().count());
    }

    #[test]
    fn ascii_counts_alike() {
        let points = CodePoints::new("plain");
        assert_eq!(points.from_bytes(Span::new(1, 4)), Span::new(1, 4));
        assert_eq!(points.to_byte(99), 5);
    }
}
