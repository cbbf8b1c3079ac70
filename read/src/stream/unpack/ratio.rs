//! How far a stream may unpack. In: the packed stream and what comes out of it. Out: the same, or an error once it is a
//! thousand times as long: deflate cannot give more of anything but repetition, and texts give ten.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const MOST: u64 = 1000;
/// Small inputs may do what they like: other bounds hold them.
const FREE: u64 = 64 << 20;

/// A stream whose bytes are counted.
pub(super) struct Counted<R> {
    input: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub(super) fn new(input: R) -> (Self, Arc<AtomicU64>) {
        let count = Arc::default();
        (Self { input, count: Arc::clone(&count) }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, read: usize) {
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        self.input.consume(read);
    }
}

/// An unpacked stream, compared with the packed one.
pub(super) struct Ratio<R> {
    output: R,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl<R> Ratio<R> {
    pub(super) fn new(output: R, packed: Arc<AtomicU64>) -> Self {
        Self { output, packed, unpacked: 0 }
    }
}

impl<R: Read> Read for Ratio<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.output.read(buffer)?;
        self.unpacked += read as u64;
        if self.unpacked > FREE && self.unpacked / MOST > self.packed.load(Ordering::Relaxed) {
            let what = format!("it unpacks to more than {MOST} times its size");
            return Err(io::Error::other(what));
        }
        Ok(read)
    }
}
