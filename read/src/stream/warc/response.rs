//! What a server answered. In: the block of a response: HTTP header and body. Out: the page, with its transfer and
//! content encodings undone; none when it is no HTML page or not the one asked for.

use crate::{Format, LIMIT, detect};
use encoding_rs::Encoding;
use std::io::{self, Read};

/// Why a page could not be taken from a response.
pub(super) enum Fault {
    TooLarge,
    Damaged(String),
}

/// Encodings inside each other: one is the rule, two happen.
const LAYERS: usize = 3;

/// The page in a response.
pub(super) fn page(block: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let Some(head) = Head::read(block) else { return Ok(None) };
    if head.status != 200 || !head.is_html() {
        return Ok(None);
    }
    let mut body = block[head.length..].to_vec();
    if head.transfer.to_ascii_lowercase().contains("chunked") {
        body = unchunked(&body).unwrap_or(body);
    }
    for encoding in head.encoding.rsplit(',').take(LAYERS) {
        body = decoded(body, encoding.trim())?;
    }
    if body.len() > LIMIT {
        return Err(Fault::TooLarge);
    }
    let is_page =
        !head.kind.is_empty() || detect::format(&body[..body.len().min(detect::HEAD)]) == Format::Html;
    Ok(is_page.then(|| in_utf_8(body, &head.kind)))
}

/// What an HTTP header says.
#[derive(Default)]
struct Head {
    status: u16,
    /// Bytes of the header.
    length: usize,
    kind: String,
    transfer: String,
    encoding: String,
}

impl Head {
    fn read(block: &[u8]) -> Option<Self> {
        const FIELDS: usize = 512;
        let mut fields = vec![httparse::EMPTY_HEADER; FIELDS];
        let mut response = httparse::Response::new(&mut fields);
        let mut parser = httparse::ParserConfig::default();
        parser
            .ignore_invalid_headers_in_responses(true)
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_multiple_spaces_in_response_status_delimiters(true);
        let httparse::Status::Complete(length) = parser.parse_response(&mut response, block).ok()? else {
            return None;
        };
        let mut head = Self { status: response.code?, length, ..Self::default() };
        for field in response.headers.iter() {
            let value = String::from_utf8_lossy(field.value).into_owned();
            match field.name.to_ascii_lowercase().as_str() {
                "content-type" => head.kind = value,
                "transfer-encoding" => head.transfer = value,
                "content-encoding" => head.encoding = value,
                _ => {}
            }
        }
        Some(head)
    }

    /// Whether the server called it a page, or nothing.
    fn is_html(&self) -> bool {
        self.kind.is_empty() || self.kind.to_ascii_lowercase().contains("html")
    }
}

/// A body without the lengths of its chunks; none when it is not chunked, as archives often store bodies that were
/// undone already under a header that was left as it came.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(body) else {
            return Some(whole).filter(|whole| !whole.is_empty());
        };
        let length = usize::try_from(length).ok()?;
        let rest = body.get(start..)?;
        whole.extend_from_slice(&rest[..length.min(rest.len())]);
        match rest.get(length..) {
            Some(rest) if length > 0 => body = rest.strip_prefix(b"\r\n").unwrap_or(rest),
            _ => return Some(whole),
        }
    }
}

/// A body without one encoding. One that does not begin like its encoding was undone before it was stored.
fn decoded(body: Vec<u8>, encoding: &str) -> Result<Vec<u8>, Fault> {
    let is_markup = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
    match encoding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            all(flate2::read::MultiGzDecoder::new(&body[..]), encoding)
        }
        "deflate" if is_zlib(&body) => all(flate2::read::ZlibDecoder::new(&body[..]), encoding),
        "deflate" if !is_markup => all(flate2::read::DeflateDecoder::new(&body[..]), encoding),
        "br" if !is_markup => all(brotli_decompressor::Decompressor::new(&body[..], 4096), encoding),
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            all(crate::stream::unpack::zstd(&body[..]), encoding)
        }
        _ => Ok(body),
    }
}

/// zlib's two bytes: deflate with a window of at most 32 kB, and a check (RFC 1950).
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

fn all(decoder: impl Read, encoding: &str) -> Result<Vec<u8>, Fault> {
    let mut whole = Vec::new();
    let read = decoder.take(LIMIT as u64 + 1).read_to_end(&mut whole);
    read.map_err(|error: io::Error| {
        Fault::Damaged(format!("its content does not unpack as {encoding} ({error})"))
    })?;
    if whole.len() > LIMIT { Err(Fault::TooLarge) } else { Ok(whole) }
}

/// A page in the encoding that the server named is written as UTF-8, since the name is lost with the header.
fn in_utf_8(body: Vec<u8>, kind: &str) -> Vec<u8> {
    let charset = kind.to_ascii_lowercase();
    let charset = charset.split_once("charset=").map(|(_, label)| label.trim_matches([' ', '"', '\'']));
    let label = charset.and_then(|label| label.split([';', ',', ' ', '"']).next());
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match encoding.filter(|_| Encoding::for_bom(&body).is_none() && std::str::from_utf8(&body).is_err()) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => {
            encoding.decode(&body).0.into_owned().into_bytes()
        }
        _ => body,
    }
}
