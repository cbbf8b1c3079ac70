use crate::{Raw, Rejection, split};
use std::io::Write as _;

/// A record with the length that is said of it.
fn record(kind: &str, url: &str, block: &[u8], length: usize) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn response(header: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").into_bytes();
    block.extend_from_slice(body);
    block
}

fn page(number: usize) -> Vec<u8> {
    page_with(
        "Content-Type: text/html; charset=utf-8",
        format!("<html><p>Page {number}</p></html>").as_bytes(),
        number,
    )
}

fn page_with(header: &str, body: &[u8], number: usize) -> Vec<u8> {
    let block = response(header, body);
    record("response", &format!("https://news.example/{number}"), &block, block.len())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Brotli that keeps the bytes as they are: window, length and "uncompressed" in 24 bits, the bytes, the end (RFC 7932,
/// section 9.2).
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let head = 0x0b | (bytes.len() - 1) << 7 | 1 << 23;
    let head = u32::try_from(head).expect("a short text").to_le_bytes();
    [&head[..3], bytes, &[3]].concat()
}

/// What is read: the number at the end of a page's address, or the sentence of a rejection.
fn read(archive: &[u8]) -> Vec<String> {
    let told = |found: Result<Raw, Rejection>| match found {
        Ok(raw) => raw.url.expect("an address").rsplit('/').next().expect("a number").to_owned(),
        Err(rejection) => rejection.to_string(),
    };
    split(archive, "a.warc", None).map(told).collect()
}

fn bodies(archive: &[u8]) -> Vec<String> {
    split(archive, "a.warc", None)
        .map(|raw| String::from_utf8(raw.expect("a page").bytes).expect("text"))
        .collect()
}

#[test]
fn responses_that_are_pages_are_read() {
    let other = |kind: &str, header: &str| {
        let block = response(header, b"<html>");
        record(kind, "https://news.example/other", &block, block.len())
    };
    let missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>";
    let archive = [
        record("warcinfo", "", b"software: x\r\n", 13),
        other("request", "Content-Type: text/html"),
        page(1),
        record(
            "response",
            "https://news.example/picture",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\0\x01",
            46,
        ),
        record("response", "<https://news.example/gone>", missing, missing.len()),
        other("metadata", "Content-Type: text/html"),
        page(2),
    ];
    assert_eq!(read(&archive.concat()), ["1", "2"]);
    let packed: Vec<Vec<u8>> = archive.iter().map(|record| gzip(record)).collect();
    assert_eq!(read(&packed.concat()), ["1", "2"], "a member a record");
    assert_eq!(read(&gzip(&archive.concat())), ["1", "2"], "one member");
}

#[test]
fn encodings_of_http_are_undone() {
    let text = "<html><p>Text</p></html>".as_bytes();
    let half = text.len() / 2;
    let chunked = [
        format!("{half:x};x=1\r\n").as_bytes(),
        &text[..half],
        b"\r\n",
        format!("{:x}\r\n", text.len() - half).as_bytes(),
        &text[half..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    deflate.write_all(text).expect("memory");
    let archive = [
        page_with("Content-Type: text/html\r\nTransfer-Encoding: chunked", &chunked, 1),
        page_with("Content-Type: text/html\r\nContent-Encoding: gzip", &gzip(text), 2),
        page_with(
            "Content-Type: text/html\r\nContent-Encoding: deflate",
            &deflate.finish().expect("memory"),
            3,
        ),
        page_with("Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", text, 4),
        page_with("Content-Type: text/html\r\nContent-Encoding: br", text, 5),
        page_with("X-Odd Header: x\r\nServer: y", text, 6),
        page_with("Content-Type: text/html\r\nContent-Encoding: br", &brotli(text), 7),
    ]
    .concat();
    assert_eq!(bodies(&archive), ["<html><p>Text</p></html>"; 7]);
    let cyrillic = [0xcf, 0xee, 0xf0, 0xf2];
    let archive = page_with("Content-Type: text/html; charset=windows-1251", &cyrillic, 1);
    assert_eq!(bodies(&archive), ["Порт"]);
}

#[test]
fn a_length_that_lies_costs_one_record() {
    let block = response("Content-Type: text/html", b"<html><p>Text</p></html>");
    let lie = |length: usize| record("response", "https://news.example/lie", &block, length);
    let long = [page(1), lie(block.len() + 300), page(2), page(3)].concat();
    let told = read(&long);
    assert_eq!((&*told[0], &*told[2], &*told[3]), ("1", "2", "3"), "{told:?}");
    assert!(told[1].starts_with("a.warc:2: its header says"), "{told:?}");
    let short = read(&[page(1), lie(10), page(2)].concat());
    assert_eq!((&*short[0], &*short[2]), ("1", "2"), "{short:?}");
    assert!(short[1].contains("goes on behind them"), "{short:?}");
    let endless = read(&[page(1), lie(usize::MAX / 2), page(2)].concat());
    assert_eq!((&*endless[0], &*endless[2]), ("1", "2"), "{endless:?}");
    assert!(endless[1].contains("larger than"), "{endless:?}");
    let cut = read(&[page(1), lie(block.len() + 9000)].concat());
    assert!(cut[1].contains("the archive ends after"), "{cut:?}");
}

#[test]
fn a_record_that_is_none_costs_itself() {
    let nameless = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec();
    let told = read(&[page(1), nameless, page(2), b"garbage\r\nmore\r\n".to_vec(), page(3)].concat());
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told[1].contains("no Content-Length"), "{told:?}");
    assert_eq!((&*told[0], &*told[2], &*told[4]), ("1", "2", "3"), "{told:?}");
}

#[test]
fn a_damaged_member_costs_one_record() {
    let mut damaged = gzip(&page(2));
    let middle = damaged.len() / 2;
    damaged[middle..middle + 8].fill(0xff);
    let told = read(&[gzip(&page(1)), damaged.clone(), gzip(&page(3))].concat());
    assert_eq!((&*told[0], told.last().map(String::as_str)), ("1", Some("3")), "{told:?}");
    assert!(told[1].contains("damaged"), "{told:?}");
    let first = read(&[damaged, gzip(&page(3))].concat());
    assert_eq!(first.last().map(String::as_str), Some("3"), "{first:?}");
    let whole = gzip(&page(2));
    let cut = read(&[gzip(&page(1)), whole[..whole.len() - 12].to_vec()].concat());
    assert_eq!(cut[0], "1");
    assert!(cut[1].contains("damaged or ends early"), "{cut:?}");
}

#[test]
fn an_archive_of_other_things_says_so() {
    let told = read(&record("conversion", "https://news.example/1", b"Text", 4));
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("none of its 1 records is a response"), "{told:?}");
}

#[test]
fn arc_is_read_too() {
    let block = response("Content-Type: text/html", b"<html><p>Old</p></html>");
    let version = "1 0 X\nURL IP-address Archive-date Content-type Archive-length\n";
    let archive = [
        format!("filedesc://a.arc.gz 0.0.0.0 20010502000000 text/plain {}\n{version}\n", version.len())
            .into_bytes(),
        format!("http://news.example/7 10.0.0.1 20010502000000 text/html {}\n", block.len()).into_bytes(),
        block,
        b"\n".to_vec(),
    ];
    assert_eq!(read(&archive.concat()), ["7"]);
}

#[test]
fn a_bomb_inside_a_record_is_rejected() {
    let zeros = gzip(&vec![b' '; crate::LIMIT + 10]);
    let told =
        read(&[page_with("Content-Type: text/html\r\nContent-Encoding: gzip", &zeros, 1), page(2)].concat());
    assert_eq!(told[1], "2");
    assert!(told[0].contains("larger than"), "{told:?}");
}

#[test]
fn what_stands_between_members_is_said() {
    let told = read(&[gzip(&page(1)), vec![b'x'; 350], gzip(&page(2)), gzip(&page(3))].concat());
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!((&*told[0], &*told[2], &*told[3]), ("1", "2", "3"), "{told:?}");
    assert!(told[1].contains("no gzip"), "{told:?}");
    assert_eq!(read(&[gzip(&page(1)), vec![0; 512], gzip(&page(2)), vec![0; 512]].concat()), ["1", "2"]);
}

/// Whether each page says that its end is missing.
fn partial(archive: &[u8]) -> Vec<bool> {
    split(archive, "a.warc", None).map(|raw| raw.expect("a page").is_partial).collect()
}

#[test]
fn a_page_whose_end_is_missing_is_partial() {
    let text = "<html><p>Text that goes on for a while.</p></html>".repeat(20);
    let text = text.as_bytes();
    let cut = |packed: Vec<u8>| packed[..packed.len() - 12].to_vec();
    let marked = |field: &str| {
        let whole = String::from_utf8(page(1)).expect("text");
        whole.replacen("\r\n", &format!("\r\n{field}\r\n"), 1).into_bytes()
    };
    let archive = [
        page(1),
        marked("WARC-Truncated: length"),
        marked("WARC-Segment-Number: 1"),
        page_with("Content-Type: text/html\r\nTransfer-Encoding: chunked", b"40\r\n<html><p>Text", 2),
        page_with("Content-Type: text/html\r\nContent-Encoding: gzip", &cut(gzip(text)), 3),
    ];
    assert_eq!(partial(&archive.concat()), [false, true, true, true, true]);
    let cut = &bodies(&archive[4])[0];
    assert!(cut.starts_with("<html><p>Text that goes on"), "{cut}");
}

#[test]
fn answers_of_newer_http_are_read() {
    let answered = |start: &str, number: usize| {
        let block = format!("{start}Content-Type: text/html\r\n\r\n<html><p>Text</p></html>");
        record("response", &format!("https://news.example/{number}"), block.as_bytes(), block.len())
    };
    let archive = [
        answered("HTTP/2 200\r\n", 1),
        answered("HTTP/2.0 200 OK\r\n", 2),
        answered("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", 3),
        answered("HTTP/3 404\r\n", 4),
    ];
    assert_eq!(read(&archive.concat()), ["1", "2", "3"]);
    assert_eq!(bodies(&archive[0]), ["<html><p>Text</p></html>"]);
}
