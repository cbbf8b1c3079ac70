//! Zstandard, frame by frame. In: a stream of frames. Out: their bytes; frames without content are passed over. A frame
//! that asks for a window of more than 100 MB is an error.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Read};

/// Reads frames.
pub(super) struct Frames<R> {
    input: R,
    decoder: FrameDecoder,
    is_inside: bool,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, decoder: FrameDecoder::new(), is_inside: false }
    }

    /// Begins the next frame, past those that hold no data. False at the end.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.input) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.input).take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(&error)),
            }
        }
        Ok(false)
    }

    /// Decodes blocks until `length` bytes can be taken or the frame ends.
    fn decode(&mut self, length: usize) -> io::Result<()> {
        while self.decoder.can_collect() < length && !self.decoder.is_finished() {
            let missing = length - self.decoder.can_collect();
            let decoded =
                self.decoder.decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBytes(missing));
            decoded.map_err(|error| damaged(&error))?;
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.is_inside {
                self.decode(buffer.len())?;
                let read = self.decoder.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
            }
            self.is_inside = self.begin()?;
            if !self.is_inside {
                return Ok(0);
            }
        }
    }
}

fn damaged(error: &impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
