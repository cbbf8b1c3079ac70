use super::*;
use std::io::Write as _;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Places and formats, or the sentences of rejections.
fn read(bytes: &[u8]) -> Vec<String> {
    let told = |found: Result<Raw, Rejection>| {
        found.map_or_else(|rejection| rejection.to_string(), |raw| format!("{} {}", raw.place, raw.format))
    };
    split(bytes, "f", None).map(told).collect()
}

const LINE: &str = "{\"headline\":\"H\",\"body\":\"B\"}\n";

#[test]
fn an_input_is_cut_by_its_content() {
    assert_eq!(read(LINE.repeat(2).as_bytes()), ["f:1 jsonl", "f:2 jsonl"]);
    let broken = format!("{{\"headline\":\n{LINE}");
    assert_eq!(read(broken.as_bytes()), ["f:1 jsonl", "f:2 jsonl"], "a line that breaks off is one line");
    assert_eq!(read(b"{\n \"@type\": \"NewsArticle\"\n}\n"), ["f json-ld"]);
    assert_eq!(read(b"<rss><channel/></rss>"), ["f feed"]);
    assert_eq!(
        read(format!("\u{feff}{LINE}{LINE}").as_bytes()),
        ["f:1 jsonl", "f:2 jsonl"],
        "a byte order mark"
    );
    let mixed = format!("{LINE}{}\n", r#"{"quoteID":"1","quotation":"x","urls":[]}"#);
    assert_eq!(read(mixed.as_bytes()), ["f:1 jsonl", "f:2 quotebank"]);
}

#[test]
fn packed_inputs_are_unpacked() {
    assert_eq!(read(&gzip(&gzip(LINE.as_bytes()))), ["f:1 jsonl"]);
    let five = (0..5).fold(LINE.as_bytes().to_vec(), |packed, _| gzip(&packed));
    assert_eq!(read(&five), ["f: it is compressed more than three times; unpack it first"]);
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    assert!(read(&gzip(&tar))[0].contains("a tar archive; unpack it first"));
}

#[test]
fn an_archive_that_ends_early_is_damaged() {
    let packed = gzip(LINE.repeat(1000).as_bytes());
    let told = read(&packed[..packed.len() / 2]);
    assert!(told.last().expect("a rejection").contains("damaged or ends early"), "{told:?}");
}

#[test]
fn a_bomb_is_stopped() {
    let mut bomb = b"{".to_vec();
    bomb.resize(80 << 20, b' ');
    let told = read(&gzip(&gzip(&bomb)));
    assert_eq!(told, ["f: it unpacks to more than 1000 times its size"]);
}

#[test]
fn json_without_end_is_too_deep() {
    for start in [
        "{\"@type\":",
        "{\"uri\":1,\"headlines\":",
        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":",
    ] {
        let deep = format!("{start}{}", "[".repeat(10_000));
        let raws: Vec<_> = split(deep.as_bytes(), "f", None).collect();
        let read = raws.into_iter().next().expect("a document").and_then(|raw| raw.read());
        assert!(matches!(read, Err(Rejection::TooDeep { .. })), "{start} gives {read:?}");
    }
}
