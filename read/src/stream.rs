//! An input into raw documents, in memory bounded per document. In: a stream, its name, the format if forced.
//! Out: documents one by one, and a rejection for each that is too large or damaged; the rest goes on.

mod lines;
pub(crate) mod unpack;
mod warc;

use crate::{Format, LIMIT, Raw, Rejection, detect, dump};
use lines::{Line, Lines};
use std::io::{self, BufRead, Read};
use warc::{Cause, Records};

/// Streams an input into raw documents. The format is found by content unless `format` forces one; `name` is
/// what people call the input, and starts every document's place.
pub fn split<'r, R: BufRead + Send + 'r>(
    input: R,
    name: &str,
    format: Option<Format>,
) -> impl Iterator<Item = Result<Raw, Rejection>> + Send + use<'r, R> {
    Documents { name: name.to_owned(), state: State::Packed(Box::new(input), format) }
}

type Input<'r> = Box<dyn BufRead + Send + 'r>;

struct Documents<'r> {
    name: String,
    state: State<'r>,
}

/// How far the input has been read.
enum State<'r> {
    /// Nothing was looked at.
    Packed(Input<'r>, Option<Format>),
    /// The whole input is one document.
    One(Input<'r>, Format),
    /// A document a line.
    JsonLines(Lines<'r>, Option<Format>),
    /// Dumps, each from its header line to the next.
    Dumps(Lines<'r>, Pending),
    /// Records of a web archive.
    Archive(Records<'r>),
    /// Nothing is left.
    Done,
}

/// The dump that is being collected.
#[derive(Default)]
struct Pending {
    bytes: Vec<u8>,
    /// The line it starts in.
    line: usize,
    /// Whether its header was seen; what stands before the first header is page furniture.
    has_header: bool,
    is_too_large: bool,
    /// Dumps given so far.
    given: usize,
}

impl Iterator for Documents<'_> {
    type Item = Result<Raw, Rejection>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Packed(input, format) => match self.open(input, format) {
                    Ok(state) => self.state = state,
                    Err(rejection) => return Some(Err(rejection)),
                },
                State::One(input, format) => return Some(self.one(input, format)),
                State::JsonLines(lines, format) => return self.json_line(lines, format),
                State::Dumps(lines, pending) => return self.dump(lines, pending),
                State::Archive(records) => return self.record(records),
                State::Done => return None,
            }
        }
    }
}

impl<'r> Documents<'r> {
    /// Unpacks, looks at the first bytes and decides how to go on.
    fn open(&self, input: Input<'r>, forced: Option<Format>) -> Result<State<'r>, Rejection> {
        let (input, head) = unpack::open(input).map_err(|error| self.unreadable(&error))?;
        if head.iter().all(u8::is_ascii_whitespace) && head.len() < detect::HEAD {
            return Err(Rejection::Empty { place: self.name.clone() });
        }
        let format = forced.unwrap_or_else(|| detect::format(&head));
        // A web archive holds whatever servers answered with, pictures too.
        if let Some(kind) = detect::binary(&head).filter(|_| format != Format::Warc) {
            return Err(Rejection::Binary { place: self.name.clone(), kind });
        }
        Ok(match format {
            Format::Gqg | Format::Quotebank => State::JsonLines(Lines::new(input), forced),
            Format::Jsonl if forced.is_some() => State::JsonLines(Lines::new(input), forced),
            Format::Jsonl | Format::Ninjs | Format::JsonLd | Format::Feed if detect::is_json_lines(&head) => {
                State::JsonLines(Lines::new(input), forced)
            }
            Format::Jsonl if head.len() >= detect::HEAD && head.first() != Some(&b'[') => {
                State::JsonLines(Lines::new(input), forced)
            }
            Format::Warc => State::Archive(Records::new(input)),
            Format::Dump => State::Dumps(Lines::new(input), Pending::default()),
            _ => State::One(input, format),
        })
    }

    /// The whole input as one document.
    fn one(&self, input: Input<'r>, format: Format) -> Result<Raw, Rejection> {
        let mut bytes = Vec::new();
        input.take(LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))?;
        if bytes.len() > LIMIT {
            return Err(Rejection::TooLarge { place: self.name.clone(), limit: LIMIT });
        }
        Ok(Raw { format, place: self.name.clone(), url: None, bytes, is_partial: false })
    }

    fn json_line(&mut self, mut lines: Lines<'r>, format: Option<Format>) -> Option<Result<Raw, Rejection>> {
        loop {
            let line = lines.next();
            let place = format!("{}:{}", self.name, lines.number());
            match line {
                Ok(Line::End) => return None,
                Ok(Line::Whole(bytes)) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Line::Whole(bytes)) => {
                    self.state = State::JsonLines(lines, format);
                    let found = || serde_json::from_slice(&bytes).map(|value| detect::json_value(&value));
                    let format = format.or_else(|| found().ok()).unwrap_or(Format::Jsonl);
                    return Some(Ok(Raw { format, place, url: None, bytes, is_partial: false }));
                }
                Ok(Line::TooLong) => {
                    self.state = State::JsonLines(lines, format);
                    return Some(Err(Rejection::TooLarge { place, limit: LIMIT }));
                }
                Err(error) => return Some(Err(self.unreadable(&error))),
            }
        }
    }

    /// The next page of an archive.
    fn record(&mut self, mut records: Records<'r>) -> Option<Result<Raw, Rejection>> {
        let found = records.next()?;
        self.state = State::Archive(records);
        let place = |number: usize| format!("{}:{number}", self.name);
        Some(match found {
            Ok(page) => {
                let (place, url) = (place(page.number), page.url);
                Ok(Raw { format: Format::Html, place, url, bytes: page.bytes, is_partial: page.is_partial })
            }
            Err(fault) => Err(match fault.cause {
                Cause::TooLarge => Rejection::TooLarge { place: place(fault.number), limit: LIMIT },
                Cause::Damaged(what) => Rejection::Damaged { place: place(fault.number), what },
                Cause::NoPage(what) => Rejection::NoArticle { place: self.name.clone(), what },
                Cause::Unreadable(error) => self.unreadable(&error),
            }),
        })
    }

    /// The next dump: the lines up to the next header.
    fn dump(&mut self, mut lines: Lines<'r>, mut pending: Pending) -> Option<Result<Raw, Rejection>> {
        loop {
            match lines.next() {
                Ok(Line::Whole(bytes)) => {
                    let is_header = std::str::from_utf8(&bytes).is_ok_and(dump::is_header);
                    if is_header && pending.has_header {
                        let next = Pending { given: pending.given + 1, ..Pending::default() };
                        let finished = std::mem::replace(&mut pending, next);
                        pending.add(&bytes, lines.number());
                        pending.has_header = true;
                        self.state = State::Dumps(lines, pending);
                        return self.finish(finished, false);
                    }
                    pending.has_header |= is_header;
                    pending.add(&bytes, lines.number());
                }
                Ok(Line::TooLong) => pending.is_too_large = true,
                Ok(Line::End) => return self.finish(pending, true),
                Err(error) => return Some(Err(self.unreadable(&error))),
            }
        }
    }

    fn finish(&self, dump: Pending, is_last: bool) -> Option<Result<Raw, Rejection>> {
        let is_only = dump.given == 0 && is_last;
        let place = if is_only { self.name.clone() } else { format!("{}:{}", self.name, dump.line.max(1)) };
        if dump.is_too_large {
            return Some(Err(Rejection::TooLarge { place, limit: LIMIT }));
        }
        let text = String::from_utf8_lossy(&dump.bytes);
        let url = text.lines().find_map(dump::header_url).map(str::to_owned);
        (!dump.bytes.is_empty()).then_some(Ok(Raw {
            format: Format::Dump,
            place,
            url,
            bytes: dump.bytes,
            is_partial: false,
        }))
    }

    fn unreadable(&self, error: &io::Error) -> Rejection {
        let place = self.name.clone();
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                let what =
                    format!("the compressed data is damaged or ends early ({error}); fetch or pack it again");
                Rejection::Damaged { place, what }
            }
            io::ErrorKind::Other => Rejection::Damaged { place, what: error.to_string() },
            _ => Rejection::Unreadable { place, what: error.to_string() },
        }
    }
}

impl Pending {
    /// Adds a line, unless the dump has grown past what one document may have.
    fn add(&mut self, line: &[u8], number: usize) {
        if self.bytes.is_empty() {
            self.line = number;
        }
        self.is_too_large |= self.bytes.len() + line.len() > LIMIT;
        if !self.is_too_large {
            self.bytes.extend_from_slice(line);
        }
    }
}

#[cfg(test)]
mod tests;
