//! Compressed inputs. In: a stream, packed or not. Out: the same unpacked, gz, zst and bz2 inside each other up to
//! three deep, and its first bytes. Nothing is unpacked before it is read, so the reader bounds a bomb; and what
//! unpacks to a thousand times its size is no news.

mod gzip;
mod ratio;
mod replay;
mod zstd;

use super::Input;
use ratio::{Counted, Ratio};
use replay::Replay;
use std::io::{self, BufRead, BufReader, Read};

/// Packed twice happens by mistake; more is an attack.
const LAYERS: usize = 3;

/// Unpacks a stream and looks at its first bytes, which can still be read.
pub(crate) fn open(input: Input<'_>) -> io::Result<(Input<'_>, Vec<u8>)> {
    let (counted, count) = Counted::new(input);
    let mut input: Input<'_> = Box::new(counted);
    for layer in 0..=LAYERS {
        let (whole, head) = Replay::of(input)?;
        let packed: Box<dyn Read + Send> = match head.as_slice() {
            [0x1f, 0x8b, ..] => Box::new(gzip::Members::new(whole)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
                Box::new(Once::new(zstd(whole)))
            }
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => {
                Box::new(Once::new(bzip2::bufread::MultiBzDecoder::new(whole)))
            }
            _ if layer == 0 => return Ok((Box::new(whole), head)),
            _ => return Ok((Box::new(BufReader::new(Ratio::new(whole, count))), head)),
        };
        input = Box::new(BufReader::new(packed));
    }
    Err(io::Error::other("it is compressed more than three times; unpack it first"))
}

/// A zstd stream of any number of frames.
pub(super) fn zstd<R: BufRead + Send>(input: R) -> impl Read + Send {
    zstd::Frames::new(input)
}

/// A stream that ends with its first error: these decoders cannot go on behind one.
struct Once<R>(Option<R>);

impl<R> Once<R> {
    fn new(input: R) -> Self {
        Self(Some(input))
    }
}

impl<R: Read> Read for Once<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(input) = &mut self.0 else { return Ok(0) };
        input.read(buffer).inspect_err(|_| self.0 = None)
    }
}
