//! Zstandard, frame by frame. In: a stream of frames. Out: their bytes; frames without content are passed over. A frame
//! that asks for a window of more than 100 MB is an error.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder, StreamingDecoder};
use std::io::{self, BufRead, Read};

/// The frame that holds the dictionary of an archive, at its start (IIPC, "The WARC File Format: Zstandard").
const DICTIONARY: u32 = 0x184d_2a5d;
/// The most bytes of a dictionary; those of archives have a sixteenth.
const LONGEST: u64 = 16 << 20;
/// More bytes than the tables of a dictionary can have.
const TABLES: usize = 4096;

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
                    magic_number: DICTIONARY,
                })) if u64::from(length) <= LONGEST => self.learn(length)?,
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

    /// Reads the dictionary that the frames behind it were packed with; it is packed itself or not.
    fn learn(&mut self, length: u32) -> io::Result<()> {
        const PACKED: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
        let mut bytes = Vec::new();
        (&mut self.input).take(u64::from(length)).read_to_end(&mut bytes)?;
        if bytes.starts_with(&PACKED) {
            let packed = std::mem::take(&mut bytes);
            let frame = StreamingDecoder::new(&packed[..]).map_err(|error| damaged(&error))?;
            frame.take(LONGEST).read_to_end(&mut bytes)?;
        }
        // The parser takes for granted that all tables are there: one that ends early is read into the zeros.
        let length = bytes.len();
        bytes.resize(length + TABLES, 0);
        let mut dictionary = Dictionary::decode_dict(&bytes).map_err(|error| damaged(&error))?;
        let content = dictionary.dict_content.len().saturating_sub(TABLES);
        dictionary.dict_content.truncate(content);
        self.decoder.add_dict(dictionary).map_err(|error| damaged(&error))
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
