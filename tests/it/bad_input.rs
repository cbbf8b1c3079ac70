//! Documents that are none: each is rejected with a reason a person understands, and nothing else is lost.

use crate::harness::{Database, Store, corpus, finish, newsgraph, on_both_databases};
use std::process::{Command, Stdio};

/// A page that is read without fault.
const GOOD: &str = "<html><head><title>Harbour opens</title></head><body><article><h1>Harbour opens</h1>\
    <p>Mayor Ada Quill said on Monday that the harbour of Avenmouth would open in May. It has been closed for a \
    year, and ships went elsewhere.</p></article></body></html>";

fn good(number: usize) -> String {
    GOOD.replace("<title>", &format!("<link rel=canonical href='https://news.test/{number}'><title>"))
}

/// Ingests a document between two good ones and expects it alone to be rejected, with these words.
#[track_caller]
fn rejects(store: &Store, name: &str, bytes: &[u8], words: &[&str]) {
    let paths = [store.file("a.html", good(1)), store.file(name, bytes), store.file("z.html", good(2))];
    let outcome = store.newsgraph(&["ingest", &paths[0], &paths[1], &paths[2]]);
    let expected: Vec<&str> = words.iter().copied().chain([name]).collect();
    let outcome = outcome.fails(3, &expected);
    assert!(outcome.summary().ends_with("1 rejected"), "{}", outcome.stderr);
    assert_eq!(store.count("article"), 2, "the good ones are in");
}

on_both_databases! {
    fn a_pipe_in_a_folder_is_passed_over(store: &Store) {
        let folder = store.folder.path().join("wire");
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::write(folder.join("1.html"), good(1)).expect("a file");
        let pipe = folder.join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).expect("a socket");
        let outcome = store.newsgraph(&["ingest", &folder.display().to_string()]);
        assert_eq!(outcome.fails(3, &["wire/pipe: ", "wire/socket: ", "passed over"]).summary(), "1 created, 0 updated, 0 unchanged, 2 rejected");
        let writer = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::write(pipe, good(2))
        });
        let named = store.newsgraph(&["ingest", &pipe.display().to_string()]).succeeds();
        assert_eq!(named.summary(), "1 created, 0 updated, 0 unchanged, 0 rejected", "by its name it is read as a stream");
        writer.join().expect("a writer").expect("a reader");
    }

    fn an_empty_file(store: &Store) {
        rejects(store, "m.html", b"", &["empty"]);
    }

    fn a_binary_file(store: &Store) {
        rejects(store, "m.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", &["binary", "PNG"]);
    }

    fn a_text_with_a_character_that_no_text_has(store: &Store) {
        let line = br#"{"url": "https://news.test/3", "headline": "A harbour", "body": "It opens\u0000 in May."}"#;
        rejects(store, "m.jsonl", line, &["U+0000"]);
    }

    fn noise(store: &Store) {
        let noise: Vec<u8> = (0..5_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
        rejects(store, "m.txt", &noise, &["m.txt"]);
    }

    fn fifty_megabytes_of_one_line(store: &Store) {
        rejects(store, "m.jsonl", "x".repeat(50 << 20).as_bytes(), &["larger than"]);
    }

    fn a_truncated_line_of_json(store: &Store) {
        rejects(store, "m.jsonl", b"{\"url\": \"https://news.test/3\", \"headline\": \"Cut o", &["line 1"]);
    }

    fn an_address_that_nobody_may_follow(store: &Store) {
        let line = br#"{"url": "javascript:alert(1)", "headline": "Harbour", "body": "It opens."}"#;
        rejects(store, "m.jsonl", line, &["javascript:alert(1)", "https://"]);
    }

    fn an_archive_that_ends_early(store: &Store) {
        rejects(store, "m.html.gz", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b], &["m.html.gz"]);
    }

    fn a_page_without_an_article(store: &Store) {
        rejects(store, "m.html", b"<html><body></body></html>", &["no article"]);
    }

    fn a_truncated_page_is_read_as_far_as_it_goes(store: &Store) {
        let page = good(1);
        let cut = store.file("cut.html", &page[..page.len() - 60]);
        store.newsgraph(&["ingest", &cut]).succeeds();
        assert_eq!(store.value("SELECT headline FROM article"), "Harbour opens");
    }

    fn another_encoding_is_read_as_what_it_is(store: &Store) {
        let page = good(1).replace("Ada Quill", "Zoë Müller");
        let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        let file = store.file("latin.html", latin);
        store.newsgraph(&["ingest", &file]).succeeds();
        let body = store.value("SELECT body FROM article");
        assert!(body.contains("Zoë Müller"), "{body}");
    }

    fn a_dump_without_an_address_is_known_by_its_text(store: &Store) {
        let dump = "Harbour opens\nNorthwind Herald\n2026-02-31T10:00+0000\n2026-02-04T10:00+0000\nnews\n\
                    AVENMOUTH (Sorrel Wire) - The harbour will open in May, Mayor Ada Quill said on Monday.\n";
        let first = store.newsgraph(&["ingest", &store.file("a.txt", dump)]).succeeds();
        assert!(first.stderr.contains("2026-02-31"), "a day that does not exist is told: {}", first.stderr);
        let again = store.newsgraph(&["ingest", &store.file("b.txt", dump)]).succeeds();
        assert_eq!(again.summary(), "0 created, 0 updated, 1 unchanged, 0 rejected");
        assert_eq!(store.value("SELECT headline FROM article"), "Harbour opens");
    }

    fn one_address_twice_in_one_run_is_one_article(store: &Store) {
        let (first, second) = (good(1), good(1).replace("in May", "in June"));
        let outcome = store.newsgraph(&["ingest", &store.file("a.html", first), &store.file("b.html", second)]);
        assert_eq!(outcome.succeeds().summary(), "1 created, 1 updated, 0 unchanged, 0 rejected");
        assert_eq!((store.count("article"), store.count("article_version")), (1, 2));
    }
}

#[test]
fn a_file_that_may_not_be_written() {
    let store = Store::with_corpus(Database::Sqlite);
    let before = store.dump();
    let read_only = store.url.replace("mode=rwc", "mode=ro");
    let page = store.file("new.html", good(1));
    let outcome = newsgraph(&["ingest", &page], &[("DATABASE_URL", &read_only)], "");
    outcome.fails(1, &["could not"]);
    assert_eq!(store.dump(), before);
}

#[test]
fn a_disk_that_is_full() {
    let store = Store::create(Database::Sqlite);
    store.newsgraph(&["migrate", "up"]).succeeds();
    // Blocks of 512 bytes that a file may have: the tables fit, the corpus does not.
    let script = "trap '' XFSZ; ulimit -f 1400; exec \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_newsgraph-tested"), "ingest"]).arg(corpus());
    command.env("DATABASE_URL", &store.url).stdin(Stdio::null());
    let outcome = finish(&mut command, "");
    outcome.fails(1, &["could not"]);
    assert_eq!(store.value("PRAGMA integrity_check"), "ok");
    store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
    store.tells_the_same(&Store::with_corpus(Database::Sqlite));
}
