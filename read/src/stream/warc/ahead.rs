//! An input whose bytes can be put back. In: a stream. Out: lines, blocks, and what was read once again, for a reader
//! that must look ahead to know whether a length is true.

use crate::stream::Input;
use memchr::memmem;
use std::io::{self, BufRead, Read};

/// The most bytes that are put back over all of an input; past it the input is made to waste time.
const PUT_BACK: usize = 1 << 30;
/// The most bytes of a line. Headers and their values are far shorter.
const LINE: u64 = 64 << 10;

/// A stream, and bytes that were put back.
pub(super) struct Ahead<'r> {
    back: Vec<u8>,
    at: usize,
    /// Bytes put back so far.
    total: usize,
    input: Input<'r>,
}

impl<'r> Ahead<'r> {
    pub(super) fn new(input: Input<'r>) -> Self {
        Self { back: Vec::new(), at: 0, total: 0, input }
    }

    /// A line with its line feed, or the first part of one that is too long; empty at the end.
    pub(super) fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.take(LINE).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// Appends at most `length` bytes.
    pub(super) fn read_up_to(&mut self, length: u64, block: &mut Vec<u8>) -> io::Result<()> {
        self.take(length).read_to_end(block).map(drop)
    }

    /// Puts bytes back before what is read next.
    pub(super) fn put_back(&mut self, mut bytes: Vec<u8>) -> io::Result<()> {
        self.total += bytes.len();
        if self.total > PUT_BACK {
            return Err(io::Error::other("too many records say a wrong length: the rest was left unread"));
        }
        bytes.extend_from_slice(&self.back[self.at..]);
        self.back = bytes;
        self.at = 0;
        Ok(())
    }

    /// Passes over `length` bytes, or less if `boundary` stands among them: it is what comes next then.
    pub(super) fn pass(&mut self, length: u64, boundary: &[u8]) -> io::Result<()> {
        let (mut left, mut tail) = (length, Vec::new());
        let finder = memmem::Finder::new(boundary);
        while left > 0 {
            let mut chunk = std::mem::take(&mut tail);
            let known = chunk.len();
            self.read_up_to(left.min(LINE), &mut chunk)?;
            if chunk.len() == known {
                return Ok(());
            }
            left -= (chunk.len() - known) as u64;
            if let Some(at) = finder.find(&chunk) {
                return self.put_back(chunk.split_off(at));
            }
            tail = chunk.split_off(chunk.len().saturating_sub(boundary.len() - 1));
        }
        Ok(())
    }
}

impl Read for Ahead<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let read = bytes.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Ahead<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.back.len() {
            return Ok(&self.back[self.at..]);
        }
        self.back.clear();
        self.at = 0;
        self.input.fill_buf()
    }

    fn consume(&mut self, read: usize) {
        if self.at < self.back.len() {
            self.at += read;
        } else {
            self.input.consume(read);
        }
    }
}
