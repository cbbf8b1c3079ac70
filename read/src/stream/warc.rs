//! Web archives: WARC (ISO 28500) and the older ARC. In: a stream, unpacked. Out: the HTML pages among its responses
//! one by one, each with the address it was fetched from; and a fault for each record that is damaged, too large or
//! says a wrong length. The rest goes on at the next record.
//!
//! Archives are gigabytes of records; one record is held at a time. A block is believed to be as long as its header
//! says when a record ends there; otherwise the next record is looked for.

mod ahead;
mod header;
mod response;

use crate::LIMIT;
use ahead::Ahead;
use header::Header;
use memchr::memmem;
use std::io;

/// The most bytes of a block: a page and its HTTP header.
const LONGEST: u64 = LIMIT as u64 + (64 << 10);
/// What stands between two records inside a block that claims to go on.
const BOUNDARY: &[u8] = b"\r\n\r\nWARC/1.";

/// A page of an archive.
pub(super) struct Page {
    /// Number of its record, from 1.
    pub(super) number: usize,
    pub(super) url: Option<String>,
    /// Its bytes without transfer and content encodings.
    pub(super) bytes: Vec<u8>,
    /// Whether its end is missing.
    pub(super) is_partial: bool,
}

/// Why a record was left out.
pub(super) struct Fault {
    /// Number of the record, from 1.
    pub(super) number: usize,
    pub(super) cause: Cause,
}

/// What is wrong with a record.
pub(super) enum Cause {
    /// It holds more than one document may.
    TooLarge,
    /// It is damaged or lies: a sentence.
    Damaged(String),
    /// Nothing in the archive is a page: a sentence.
    NoPage(String),
    /// The input could not be read any more.
    Unreadable(io::Error),
}

/// The records of an archive.
pub(super) struct Records<'r> {
    input: Ahead<'r>,
    number: usize,
    /// Pages and faults given so far.
    given: usize,
    /// What was met behind the last record: it is the next one's.
    met: Option<io::Error>,
    /// Whether the next record must be looked for.
    is_lost: bool,
    is_done: bool,
}

impl<'r> Records<'r> {
    pub(super) fn new(input: super::Input<'r>) -> Self {
        Self { input: Ahead::new(input), number: 0, given: 0, met: None, is_lost: false, is_done: false }
    }

    /// The next page or fault.
    pub(super) fn next(&mut self) -> Option<Result<Page, Fault>> {
        while !self.is_done {
            let found = match self.record() {
                Ok(Some(page)) => Ok(page),
                Ok(None) => continue,
                Err(cause) => {
                    self.is_done |= matches!(cause, Cause::Unreadable(_));
                    Err(Fault { number: self.number.max(1), cause })
                }
            };
            self.given += 1;
            return Some(found);
        }
        None
    }

    /// The next record, if it is a page.
    fn record(&mut self) -> Result<Option<Page>, Cause> {
        if std::mem::take(&mut self.is_lost) {
            self.find_next()?;
        }
        let header = self.met.take().map_or_else(|| header::read(&mut self.input), Err);
        let header = match header {
            Ok(Some(header)) => header,
            Ok(None) => return self.end(),
            Err(error) => {
                self.number += 1;
                return Err(self.lost(error));
            }
        };
        self.number += 1;
        let Header { url, length, is_response, is_partial } = header.map_err(|what| {
            self.is_lost = true;
            Cause::Damaged(what)
        })?;
        if length > LONGEST {
            self.skip(length)?;
            return if is_response { Err(Cause::TooLarge) } else { Ok(None) };
        }
        let block = self.block(length)?;
        if !is_response {
            return Ok(None);
        }
        let body = response::page(&block).map_err(|fault| match fault {
            response::Fault::TooLarge => Cause::TooLarge,
            response::Fault::Damaged(what) => Cause::Damaged(what),
        })?;
        Ok(body.map(|body| Page {
            number: self.number,
            url,
            bytes: body.bytes,
            is_partial: is_partial || body.is_cut,
        }))
    }

    /// An archive without a page says so: it is of another kind than its user believes.
    fn end(&mut self) -> Result<Option<Page>, Cause> {
        self.is_done = true;
        if self.given > 0 {
            return Ok(None);
        }
        let records = self.number;
        Err(Cause::NoPage(format!(
            "none of its {records} records is a response that holds an HTML page; \
             archives of text (WET) or of metadata (WAT) have none"
        )))
    }

    /// The block of a record, if it is as long as its header says.
    fn block(&mut self, length: u64) -> Result<Vec<u8>, Cause> {
        let mut block = Vec::new();
        if let Err(error) = self.input.read_up_to(length, &mut block) {
            return Err(self.lost(error));
        }
        let is_whole = block.len() as u64 == length;
        match is_whole.then(|| header::is_end(&mut self.input)) {
            Some(Ok(true)) => return Ok(block),
            Some(Err(error)) => {
                self.met = Some(error);
                return Ok(block);
            }
            Some(Ok(false)) | None => {}
        }
        let read = block.len();
        if let Some(at) = memmem::find(&block, BOUNDARY) {
            let next = block.split_off(at);
            self.input.put_back(next).map_err(Cause::Unreadable)?;
            return Err(Cause::Damaged(format!(
                "its header says {length} bytes, but the next record begins after {at}; write the archive again"
            )));
        }
        if !is_whole {
            return Err(Cause::Damaged(format!(
                "the archive ends after {read} of the {length} bytes that its header says; fetch it again"
            )));
        }
        self.is_lost = true;
        Err(Cause::Damaged(format!(
            "its header says {length} bytes, but it goes on behind them; write the archive again"
        )))
    }

    /// Passes over a block that is not kept, to its end or to the next record inside it.
    fn skip(&mut self, length: u64) -> Result<(), Cause> {
        match self.input.pass(length, BOUNDARY) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.lost(error)),
        }
    }

    /// Passes over lines until one begins a record. Damaged parts on the way were said already.
    fn find_next(&mut self) -> Result<(), Cause> {
        loop {
            match header::find(&mut self.input) {
                Ok(()) => return Ok(()),
                Err(error) if is_damage(&error) => {}
                Err(error) => return Err(Cause::Unreadable(error)),
            }
        }
    }

    /// A part of the input does not unpack: the next record is looked for behind it.
    fn lost(&mut self, error: io::Error) -> Cause {
        if !is_damage(&error) {
            return Cause::Unreadable(error);
        }
        self.is_lost = true;
        Cause::Damaged(format!(
            "the compressed data is damaged or ends early ({error}); fetch the archive again"
        ))
    }
}

fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
    )
}

#[cfg(test)]
mod tests;
