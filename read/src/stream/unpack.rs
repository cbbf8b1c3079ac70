//! Compressed inputs. In: a stream, packed or not. Out: the same unpacked, gz, zst and bz2 inside each other up
//! to three deep, and its first bytes. Nothing is unpacked before it is read, so the reader bounds a zip bomb.

use crate::detect::HEAD;
use std::io::{self, BufRead, BufReader, Cursor, Read};

type Input<'r> = Box<dyn BufRead + Send + 'r>;

/// Packed twice happens by mistake; more is an attack.
const LAYERS: usize = 3;

/// Unpacks a stream and looks at its first bytes, which can still be read.
pub(crate) fn open(mut input: Input<'_>) -> io::Result<(Input<'_>, Vec<u8>)> {
    for _ in 0..=LAYERS {
        let mut head = Vec::new();
        (&mut input).take(HEAD as u64).read_to_end(&mut head)?;
        let whole: Input<'_> = Box::new(Cursor::new(head.clone()).chain(input));
        input = match head.as_slice() {
            [0x1f, 0x8b, ..] => Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(whole))),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(BufReader::new(zstd(whole)?)),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => {
                Box::new(BufReader::new(bzip2::bufread::MultiBzDecoder::new(whole)))
            }
            _ => return Ok((whole, head)),
        };
    }
    Err(io::Error::new(io::ErrorKind::InvalidData, "compressed more than three times"))
}

fn zstd(input: Input<'_>) -> io::Result<impl Read + Send + '_> {
    let decoder = ruzstd::decoding::StreamingDecoder::new(input);
    decoder.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))
}
