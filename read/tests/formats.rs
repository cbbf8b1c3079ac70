//! Documents of every format, and what is read from them. A file `x` in `tests/formats` has its answer in
//! `x.answer.json`: articles with their notes, or why they were rejected. `UPDATE_ANSWERS=1` writes the answers anew.

use read::{Page, Raw, Rejection, split};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const ANSWER: &str = ".answer.json";

#[test]
fn documents_are_read_as_their_answers_say() {
    let files = files();
    assert!(files.len() > 30, "{files:?}");
    let stale: Vec<String> = files.iter().filter_map(|file| check(file)).collect();
    assert!(
        stale.is_empty(),
        "UPDATE_ANSWERS=1 writes them anew, the diff is the review:\n{}",
        stale.join("\n")
    );
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let all = std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = all.filter(|path| !path.to_string_lossy().ends_with(ANSWER)).collect();
    files.sort();
    files
}

/// A sentence when the answer is stale.
fn check(file: &Path) -> Option<String> {
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    let bytes = std::fs::read(file).expect(&name);
    let read = |raw: Result<Raw, Rejection>| raw.and_then(|raw| Ok((raw.format, raw.read()?)));
    let read: Vec<Value> = split(&bytes[..], &name, None)
        .map(|raw| match read(raw) {
            Ok((format, pages)) => {
                json!({ "format": format.name(), "pages": pages.iter().map(page).collect::<Vec<_>>() })
            }
            Err(rejection) => json!({ "rejected": rejection.to_string() }),
        })
        .collect();
    let answer = serde_json::to_string_pretty(&read).expect("JSON") + "\n";
    let path = PathBuf::from(format!("{}{ANSWER}", file.display()));
    if std::env::var_os("UPDATE_ANSWERS").is_some() {
        std::fs::write(&path, &answer).expect(&name);
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    (expected != answer).then(|| format!("{name} is read as\n{answer}"))
}

fn page(page: &Page) -> Value {
    let line = read::write_jsonl(&page.article, page.extraction.clone());
    let mut value: Value = serde_json::from_str(&line).expect("JSON");
    if !page.notes.is_empty() {
        value["notes"] = json!(page.notes);
    }
    value
}
