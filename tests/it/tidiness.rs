//! The repository keeps itself: the contract is fresh, and no file names a machine.

use crate::harness::{check_answer, root};
use std::path::{Path, PathBuf};

#[test]
fn schema_graphql_is_what_the_code_says() {
    check_answer(&root().join("schema.graphql"), &api::sdl());
}

#[test]
fn rust_files_stay_small() {
    /// Lines of a file that still tells one story.
    const MOST: usize = 600;
    let mut files = Vec::new();
    for folder in ["api", "entity", "extract", "ingest", "migration", "read", "tests"] {
        rust_files(&root().join(folder), &mut files);
    }
    assert!(files.len() > 100, "the search found only {} files", files.len());
    for file in files {
        let lines = std::fs::read_to_string(&file).expect("text").lines().count();
        assert!(lines <= MOST, "{} has {lines} lines; split it", file.display());
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
