//! What a server answered. In: the block of a response: HTTP header and body. Out: the page, with its transfer and
//! content encodings undone; none when it is no HTML page or not the one asked for.

use crate::{Format, LIMIT, detect};
use encoding_rs::Encoding;
use std::borrow::Cow;
use std::io::Read;

/// Why a page could not be taken from a response.
pub(super) enum Fault {
    TooLarge,
    Damaged(String),
}

/// Encodings inside each other: one is the rule, two happen.
const LAYERS: usize = 3;

/// What a server sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    /// Whether the connection broke off: what an encoding says of its end is missing.
    pub(super) is_cut: bool,
}

impl Body {
    fn whole(bytes: Vec<u8>) -> Self {
        Self { bytes, is_cut: false }
    }
}

/// The page in a response.
pub(super) fn page(block: &[u8]) -> Result<Option<Body>, Fault> {
    let Some((head, rest)) = Head::last(block) else { return Ok(None) };
    if head.status != 200 || !head.is_html() {
        return Ok(None);
    }
    let mut body = Body::whole(rest.to_vec());
    if head.transfer.to_ascii_lowercase().contains("chunked") {
        body = unchunked(rest).unwrap_or(body);
    }
    for encoding in head.encoding.rsplit(',').take(LAYERS) {
        let packed = body;
        body = decoded(packed.bytes, encoding.trim())?;
        body.is_cut |= packed.is_cut;
    }
    if body.bytes.len() > LIMIT {
        return Err(Fault::TooLarge);
    }
    let start = &body.bytes[..body.bytes.len().min(detect::HEAD)];
    let is_page = !head.kind.is_empty() || detect::format(start) == Format::Html;
    Ok(is_page.then(|| Body { bytes: in_utf_8(body.bytes, &head.kind), ..body }))
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
    /// The header of what a server answered at last, and what stands behind it: it may have said before that it goes on
    /// (RFC 9110, section 15.2).
    fn last(mut block: &[u8]) -> Option<(Self, &[u8])> {
        const INTERIM: usize = 5;
        for _ in 0..INTERIM {
            let http_1 = as_http_1(block);
            let head = Self::read(&http_1)?;
            let rest = &block[head.length + block.len() - http_1.len()..];
            if head.status >= 200 {
                return Some((head, rest));
            }
            block = rest;
        }
        None
    }

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

/// A block as HTTP/1.1, whose header the parser knows. Crawlers write down newer versions in its form.
fn as_http_1(block: &[u8]) -> Cow<'_, [u8]> {
    const NEWER: [&[u8]; 4] = [b"HTTP/2 ", b"HTTP/2.0 ", b"HTTP/3 ", b"HTTP/3.0 "];
    let rest = NEWER.iter().find_map(|version| block.strip_prefix(*version));
    rest.map_or(Cow::Borrowed(block), |rest| Cow::Owned([b"HTTP/1.1 ", rest].concat()))
}

/// A body without the lengths of its chunks; none when it is not chunked, as archives often store bodies that were
/// undone already under a header that was left as it came.
fn unchunked(mut body: &[u8]) -> Option<Body> {
    let mut bytes = Vec::with_capacity(body.len());
    loop {
        let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(body) else {
            return (!bytes.is_empty()).then_some(Body { bytes, is_cut: true });
        };
        let length = usize::try_from(length).ok()?;
        let rest = body.get(start..)?;
        bytes.extend_from_slice(&rest[..length.min(rest.len())]);
        match rest.get(length..) {
            Some(rest) if length > 0 => body = rest.strip_prefix(b"\r\n").unwrap_or(rest),
            Some(_) => return Some(Body::whole(bytes)),
            None => return Some(Body { bytes, is_cut: true }),
        }
    }
}

/// A body without one encoding. One that does not begin like its encoding was undone before it was stored.
fn decoded(body: Vec<u8>, encoding: &str) -> Result<Body, Fault> {
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
        _ => Ok(Body::whole(body)),
    }
}

/// zlib's two bytes: deflate with a window of at most 32 kB, and a check (RFC 1950).
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// All that unpacks, up to where it breaks off.
fn all(decoder: impl Read, encoding: &str) -> Result<Body, Fault> {
    let mut bytes = Vec::new();
    match decoder.take(LIMIT as u64 + 1).read_to_end(&mut bytes) {
        _ if bytes.len() > LIMIT => Err(Fault::TooLarge),
        Ok(_) => Ok(Body::whole(bytes)),
        Err(_) if !bytes.is_empty() => Ok(Body { bytes, is_cut: true }),
        Err(error) => Err(Fault::Damaged(format!("its content does not unpack as {encoding} ({error})"))),
    }
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
