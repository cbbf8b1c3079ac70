//! Answer files: what the program said when a person last looked.

use std::path::Path;

/// Fails unless the file says the same. With `UPDATE_ANSWERS=1` it is written anew, and the diff is the review.
#[track_caller]
pub(crate) fn check_answer(file: &Path, answer: &str) {
    if std::env::var_os("UPDATE_ANSWERS").is_some() {
        std::fs::write(file, answer).expect("the answer file can be written");
        return;
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    let line = kept.lines().zip(answer.lines()).position(|(old, new)| old != new);
    let line = line.unwrap_or_else(|| kept.lines().count().min(answer.lines().count()));
    assert!(
        kept == answer,
        "{} is stale from line {}:\n  kept: {}\n  now:  {}\nrun UPDATE_ANSWERS=1 cargo test --workspace and read the diff",
        file.display(),
        line + 1,
        kept.lines().nth(line).unwrap_or("(nothing)"),
        answer.lines().nth(line).unwrap_or("(nothing)"),
    );
}
