//! Bytes into text. In: a document's bytes. Out: its text, and a note when letters were lost; or a rejection.
//!
//! In order: the byte order mark; UTF-8 where it is valid, whatever is declared, or all but a few of its letters are;
//! the declaration (HTML standard, "encoding sniffing"). Only web pages, feeds and other XML may declare anything, and
//! are Windows-1252 when they declare nothing true; text dumps and JSON are UTF-8. Japanese in ISO-2022-JP is valid
//! UTF-8 too, so there the declaration comes first.

use crate::{Format, Rejection, detect};
use encoding_rs::{Encoding, UTF_8};
use regex::bytes::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The byte order mark of UTF-8.
pub(crate) const MARK: &[u8] = "\u{feff}".as_bytes();

/// A document as text.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    /// What was lost on the way.
    pub(crate) note: Option<String>,
}

/// A declaration stands in the first bytes: 1,024 in the standard, more on real pages.
const DECLARATION_WITHIN: usize = 8192;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?i)(?:<\?xml[^>]*?encoding|<meta[^>]*?charset)\s*=\s*["']?\s*([a-z0-9_:.-]+)"#;
    Regex::new(pattern).expect("a constant pattern")
});

/// Decodes a document.
pub(crate) fn decode<'b>(bytes: &'b [u8], format: Format, place: &str) -> Result<Decoded<'b>, Rejection> {
    if let Some(kind) = detect::binary(bytes) {
        return Err(Rejection::Binary { place: place.to_owned(), kind });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes).or_else(|| wide(bytes)) {
        return lossy(&bytes[mark..], encoding, place);
    }
    let declared = || declared(bytes).filter(|_| is_markup(format));
    if memchr::memchr(ESCAPE, bytes).is_some() && declared() == Some(encoding_rs::ISO_2022_JP) {
        return lossy(bytes, encoding_rs::ISO_2022_JP, place);
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: Cow::Borrowed(text), note: None }),
        Err(error) => error,
    };
    match declared() {
        _ if is_markup(format) && is_mostly_utf8(bytes) => lossy(bytes, UTF_8, place),
        Some(encoding) => lossy(bytes, encoding, place),
        None if is_markup(format) => lossy(bytes, encoding_rs::WINDOWS_1252, place),
        None => Err(wrong(place, UTF_8, error.valid_up_to())),
    }
}

/// What begins a change of letters in ISO-2022-JP.
const ESCAPE: u8 = 0x1b;

/// Whether some letters of several bytes are valid UTF-8, and a tenth as many are not: one that was cut in two, or text of
/// another page. Hardly a word of another encoding is valid.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    letters > 0 && faults * 10 <= letters
}

fn is_markup(format: Format) -> bool {
    matches!(format, Format::Html | Format::Feed | Format::NewsMl)
}

/// The encoding of letters of two bytes, by their mark or else by the `<` that opens a document without one (XML 1.0,
/// appendix F); and the length of the mark.
pub(crate) fn wide(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    match bytes {
        [0xff, 0xfe, ..] => Some((encoding_rs::UTF_16LE, 2)),
        [0xfe, 0xff, ..] => Some((encoding_rs::UTF_16BE, 2)),
        [b'<', 0, 1..=u8::MAX, 0, ..] => Some((encoding_rs::UTF_16LE, 0)),
        [0, b'<', 0, 1..=u8::MAX, ..] => Some((encoding_rs::UTF_16BE, 0)),
        _ => None,
    }
}

/// The encoding that a page or XML file declares. A declared UTF-16 is UTF-8, or the declaration could not be
/// read (HTML standard, "prescan a byte stream").
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let label = DECLARED.captures(head)?.get(1)?.as_bytes();
    Encoding::for_label(label).map(Encoding::output_encoding)
}

/// Some wrong bytes are a fault of the page, many are the wrong encoding.
fn lossy<'b>(bytes: &'b [u8], encoding: &'static Encoding, place: &str) -> Result<Decoded<'b>, Rejection> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let lost = text.matches('\u{fffd}').count();
    if lost * 50 > text.len().max(50) {
        let at = Encoding::utf8_valid_up_to(bytes);
        return Err(wrong(place, encoding, at));
    }
    let note =
        (lost > 0).then(|| format!("{lost} characters are not valid {} and were lost", encoding.name()));
    Ok(Decoded { text, note })
}

fn wrong(place: &str, encoding: &'static Encoding, at: usize) -> Rejection {
    Rejection::Encoding { place: place.to_owned(), encoding: encoding.name(), at }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(bytes: &[u8]) -> (String, bool) {
        let decoded = decode(bytes, Format::Html, "test").expect("text");
        (decoded.text.into_owned(), decoded.note.is_some())
    }

    #[test]
    fn a_letter_cut_in_two_does_not_spoil_the_others() {
        let whole = "<meta charset=iso-8859-1><p>hårbour – “ferry” ræling · øre · å · gård</p>";
        let cut = [whole.as_bytes(), b"<p>h\xc3</p>"].concat();
        assert_eq!(html(&cut), (format!("{whole}<p>h\u{fffd}</p>"), true));
        let western = b"<p>h\xe5rbour, r\xe6ling</p>";
        assert_eq!(html(western), ("<p>hårbour, ræling</p>".to_owned(), false));
    }

    #[test]
    fn japanese_in_seven_bits_is_read_as_declared() {
        let bytes = b"<meta charset=iso-2022-jp><p>\x1b$B9AOQ\x1b(B</p>";
        assert_eq!(html(bytes), ("<meta charset=iso-2022-jp><p>港湾</p>".to_owned(), false));
    }
}
