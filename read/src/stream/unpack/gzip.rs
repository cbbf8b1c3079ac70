//! gzip, member by member. In: a stream of members. Out: their bytes; after a damaged member, and where none begins, an
//! error, and then the next one. Archives put every record into a member of its own, so one fault costs one record.

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

    /// The next member, behind zeros that fill a block. Where something else stands the next state is given with the
    /// error.
    fn next(mut input: R) -> io::Result<(State<R>, Option<io::Error>)> {
        loop {
            let bytes = input.fill_buf()?;
            let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
            match bytes.get(zeros) {
                Some(&start) if start == MAGIC[0] => {
                    input.consume(zeros);
                    return Ok((Self::member(input, Vec::new()), None));
                }
                Some(_) => {
                    let what = "something that is no gzip stands behind a part of it";
                    return Ok((State::Lost(input), Some(io::Error::new(io::ErrorKind::InvalidData, what))));
                }
                None if bytes.is_empty() => return Ok((State::Done, None)),
                None => input.consume(zeros),
            }
        }
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
                State::Between(input) => {
                    let (next, error) = Self::next(input)?;
                    self.state = next;
                    match error {
                        Some(error) => return Err(error),
                        None => continue,
                    }
                }
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
