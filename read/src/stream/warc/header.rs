//! The header of a record. In: an archive at the start of a record. Out: its kind, address and length.

use super::ahead::Ahead;
use std::io;

/// What a record says of itself.
pub(super) struct Header {
    pub(super) url: Option<String>,
    /// Bytes of its block.
    pub(super) length: u64,
    /// Whether the block is what a server answered to a request.
    pub(super) is_response: bool,
    /// Whether the crawler cut the block, or put its rest into other records.
    pub(super) is_partial: bool,
}

/// Header lines of a record; real ones have a dozen.
const LINES: usize = 200;

/// Reads a header. None at the end; a sentence when it is none.
pub(super) fn read(input: &mut Ahead<'_>) -> io::Result<Option<Result<Header, String>>> {
    let (line, _) = first_line(input)?;
    if line.is_empty() {
        return Ok(None);
    }
    if let Some(header) = arc(&line) {
        return Ok(Some(Ok(header)));
    }
    if !is_warc(&line) {
        return Ok(Some(Err("no record begins where one should; write the archive again".to_owned())));
    }
    let mut header = Header { url: None, length: u64::MAX, is_response: false, is_partial: false };
    for _ in 0..LINES {
        let line = input.line()?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            let is_told = header.length != u64::MAX;
            return Ok(Some(is_told.then_some(header).ok_or_else(|| {
                "its header has no Content-Length that is a number; write the archive again".to_owned()
            })));
        }
        if let Some((name, value)) = line.split_once(':') {
            header.take(name, value.trim());
        }
    }
    Ok(Some(Err(format!("its header has more than {LINES} lines"))))
}

impl Header {
    fn take(&mut self, name: &str, value: &str) {
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.is_response = value.eq_ignore_ascii_case("response"),
            // Old versions of wget wrote the address in angle brackets.
            "warc-target-uri" => self.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-truncated" | "warc-segment-number" => self.is_partial = true,
            "content-length" => self.length = value.parse().unwrap_or(u64::MAX),
            _ => {}
        }
    }
}

/// Whether a block ends here: at the two line feeds that end a record, or at another record or nothing. What is looked
/// at can still be read.
pub(super) fn is_end(input: &mut Ahead<'_>) -> io::Result<bool> {
    let (line, blank) = first_line(input)?;
    let is_start = line.is_empty() || is_warc(&line) || arc(&line).is_some();
    input.put_back(line)?;
    Ok(is_start || blank > 1)
}

/// Passes over lines until one begins a record.
pub(super) fn find(input: &mut Ahead<'_>) -> io::Result<()> {
    let mut is_start = true;
    loop {
        let line = input.line()?;
        if line.is_empty() || is_start && (is_warc(&line) || arc(&line).is_some()) {
            return input.put_back(line);
        }
        is_start = line.ends_with(b"\n");
    }
}

/// The first line that is not blank, and how many blank ones stand before it.
fn first_line(input: &mut Ahead<'_>) -> io::Result<(Vec<u8>, usize)> {
    let mut blank = 0;
    loop {
        let line = input.line()?;
        if line.is_empty() || !line.iter().all(u8::is_ascii_whitespace) {
            return Ok((line, blank));
        }
        blank += 1;
    }
}

fn is_warc(line: &[u8]) -> bool {
    line.starts_with(b"WARC/0.") || line.starts_with(b"WARC/1.")
}

/// An ARC record begins with one line: address, host, fourteen digits of time, media type, length.
fn arc(line: &[u8]) -> Option<Header> {
    let line = std::str::from_utf8(line).ok()?;
    let parts: Vec<&str> = line.split_whitespace().collect();
    let [url, .., length] = parts.as_slice() else { return None };
    let is_time = |part: &&str| part.len() == 14 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_arc = url.contains("://") && (5..=10).contains(&parts.len()) && parts.get(2).is_some_and(is_time);
    let length = length.parse().ok().filter(|_| is_arc)?;
    let is_response = !url.starts_with("filedesc:");
    Some(Header { url: Some((*url).to_owned()), length, is_response, is_partial: false })
}
