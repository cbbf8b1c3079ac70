//! gzip, member by member. In: a stream of members. Out: their bytes; after a damaged member an error, and then the
//! next one. Archives put every record into a member of its own, so one fault costs one record.

use flate2::bufread::GzDecoder;
use memchr::memchr;
use std::io::{self, BufRead, Chain, Cursor, Read};

/// How a member begins: magic and deflate (RFC 1952).
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// A member that starts with bytes read already.
type Member<R> = GzDecoder<Chain<Cursor<Vec<u8>>, R>>;

/// Reads members.
pub(super) struct Members<R> {
    state: State<R>,
}

enum State<R> {
    /// A member is expected.
    Between(R),
    /// In a member.
    Inside(Box<Member<R>>),
    /// Behind a damaged one.
    Lost(R),
    Done,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(input: R) -> Self {
        Self { state: State::Between(input) }
    }

    /// The next member where one begins; what follows the last one is padding.
    fn next(mut input: R) -> io::Result<State<R>> {
        let start = input.fill_buf()?.first().copied();
        Ok(if start == Some(MAGIC[0]) { Self::member(input, Vec::new()) } else { State::Done })
    }

    fn member(input: R, start: Vec<u8>) -> State<R> {
        State::Inside(Box::new(GzDecoder::new(Cursor::new(start).chain(input))))
    }

    /// The next place where a member may begin.
    fn find(mut input: R) -> io::Result<State<R>> {
        let mut matched = 0;
        loop {
            let bytes = input.fill_buf()?;
            let Some(&byte) = bytes.first() else { return Ok(State::Done) };
            let skipped = if matched == 0 { memchr(MAGIC[0], bytes).unwrap_or(bytes.len()) } else { 0 };
            if skipped > 0 {
                input.consume(skipped);
                continue;
            }
            matched = if byte == MAGIC[matched] { matched + 1 } else { usize::from(byte == MAGIC[0]) };
            input.consume(1);
            if matched == MAGIC.len() {
                return Ok(Self::member(input, MAGIC.to_vec()));
            }
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.state = match std::mem::replace(&mut self.state, State::Done) {
                State::Between(input) => Self::next(input)?,
                State::Lost(input) => Self::find(input)?,
                State::Done => return Ok(0),
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) if !buffer.is_empty() => State::Between(member.into_inner().into_inner().1),
                    Ok(read) => {
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) => {
                        self.state = State::Lost(member.into_inner().into_inner().1);
                        return Err(error);
                    }
                },
            };
        }
    }
}
