//! A stream whose first bytes were looked at. In: a stream. Out: its first bytes, and the stream with them, errors that
//! were met on the way in their places.

use crate::detect::HEAD;
use crate::stream::Input;
use std::io::{self, BufRead, Cursor, Read};

/// A stream from its start.
pub(super) struct Replay<'r> {
    before: Option<io::Error>,
    head: Cursor<Vec<u8>>,
    after: Option<io::Error>,
    input: Input<'r>,
}

impl<'r> Replay<'r> {
    /// Looks at the first bytes. Fails when there is nothing but an error.
    pub(super) fn of(mut input: Input<'r>) -> io::Result<(Self, Vec<u8>)> {
        let mut head = Vec::new();
        let mut after = (&mut input).take(HEAD as u64).read_to_end(&mut head).err();
        let mut before = None;
        if head.is_empty() && after.is_some() {
            before = after.take();
            after = (&mut input).take(HEAD as u64).read_to_end(&mut head).err();
        }
        match before.take_if(|_| head.is_empty()) {
            Some(error) => Err(error),
            None => Ok((Self { before, head: Cursor::new(head.clone()), after, input }, head)),
        }
    }
}

impl Read for Replay<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let read = bytes.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Replay<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if let Some(error) = self.before.take() {
            return Err(error);
        }
        let is_read = self.head.position() == self.head.get_ref().len() as u64;
        if !is_read {
            return self.head.fill_buf();
        }
        match self.after.take() {
            Some(error) => Err(error),
            None => self.input.fill_buf(),
        }
    }

    fn consume(&mut self, read: usize) {
        let is_read = self.head.position() == self.head.get_ref().len() as u64;
        if is_read { self.input.consume(read) } else { self.head.consume(read) }
    }
}
