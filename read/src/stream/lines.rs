//! Lines of bounded length. In: a stream. Out: its lines with their line feeds; one that is too long is skipped.

use crate::LIMIT;
use crate::decode::MARK;
use std::io::{self, BufRead, Read};

/// The most bytes of one line that are skipped to find its end; past it the input is no text.
const SKIP: usize = 1 << 30;

/// One line of an input.
pub(super) enum Line {
    Whole(Vec<u8>),
    /// Longer than a document may be; read past.
    TooLong,
    End,
}

/// Reads lines.
pub(super) struct Lines<'r> {
    input: Box<dyn BufRead + Send + 'r>,
    number: usize,
}

impl<'r> Lines<'r> {
    pub(super) fn new(input: Box<dyn BufRead + Send + 'r>) -> Self {
        Self { input, number: 0 }
    }

    /// The number of the line read last, from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// The next line.
    pub(super) fn next(&mut self) -> io::Result<Line> {
        let mut bytes = Vec::new();
        let limit = LIMIT as u64 + 1;
        if (&mut self.input).take(limit).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(Line::End);
        }
        self.number += 1;
        if bytes.len() <= LIMIT {
            if self.number == 1 && bytes.starts_with(MARK) {
                bytes.drain(..MARK.len());
            }
            return Ok(Line::Whole(bytes));
        }
        drop(bytes);
        self.skip()?;
        Ok(Line::TooLong)
    }

    /// Reads to the end of a line without keeping it.
    fn skip(&mut self) -> io::Result<()> {
        let mut skipped = 0;
        loop {
            let chunk = self.input.fill_buf()?;
            let end = memchr::memchr(b'\n', chunk);
            let length = end.map_or(chunk.len(), |at| at + 1);
            self.input.consume(length);
            skipped += length;
            if end.is_some() || length == 0 {
                return Ok(());
            }
            if skipped > SKIP {
                return Err(io::Error::other("a line of more than a gigabyte: the rest was left unread"));
            }
        }
    }
}
