//! Where documents come from: files, folders, patterns, standard input, or the program itself. In: what the user
//! wrote. Out: inputs in an order that does not change.

use super::progress::Progress;
use anyhow::{Context as _, bail};
use include_dir::Dir;
use read::{Format, Raw, Rejection};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, stdin};
use std::path::{Path, PathBuf};

/// Inputs that wait to be read.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    all: Vec<Source>,
}

/// One input.
#[derive(Debug)]
pub(crate) struct Source {
    /// What people call it.
    pub(crate) name: String,
    format: Option<Format>,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// A file that the user named, whatever it is.
    Named(PathBuf),
    /// A file that a folder or a pattern led to.
    Found(PathBuf),
    StandardInput,
    Embedded(&'static [u8]),
}

impl Sources {
    /// Finds what the user wrote; a name that leads nowhere is an error before anything is read.
    pub(crate) fn find(paths: &[String], format: Option<Format>) -> anyhow::Result<Self> {
        let mut all = Vec::new();
        for path in paths {
            let before = all.len();
            if path == "-" {
                all.push(Source { name: "standard input".to_owned(), format, place: Place::StandardInput });
                continue;
            }
            let mut files = Vec::new();
            if path.contains(['*', '?', '[']) && !Path::new(path).exists() {
                let found = glob::glob(path).with_context(|| format!("{path} is no pattern"))?;
                for found in found {
                    files_of(&found?, &mut files)?;
                }
            } else {
                files_of(Path::new(path), &mut files)?;
            }
            files.sort();
            all.extend(files.into_iter().map(|file| Source {
                name: file.display().to_string(),
                format,
                place: if file == Path::new(path) { Place::Named(file) } else { Place::Found(file) },
            }));
            if all.len() == before {
                bail!("{path} leads to no file; give files, folders or a pattern in quotation marks");
            }
        }
        Ok(Self { all })
    }

    /// The files of a folder that is part of the program.
    pub(crate) fn embedded(folder: &'static Dir<'static>) -> Self {
        let mut all: Vec<Source> = folder
            .files()
            .map(|file| Source {
                name: file.path().display().to_string(),
                format: None,
                place: Place::Embedded(file.contents()),
            })
            .collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Self { all }
    }

    /// The bytes of all inputs, packed where they are packed; `None` where one is endless.
    pub(crate) fn bytes(&self) -> Option<u64> {
        self.all.iter().map(Source::bytes).sum()
    }
}

impl IntoIterator for Sources {
    type Item = Source;
    type IntoIter = std::vec::IntoIter<Source>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl Source {
    fn bytes(&self) -> Option<u64> {
        match &self.place {
            Place::Named(path) if is_stream(path) => None,
            // What cannot be looked at is rejected when its turn comes.
            Place::Named(path) | Place::Found(path) => {
                Some(std::fs::metadata(path).map_or(0, |about| about.len()))
            }
            Place::Embedded(bytes) => Some(bytes.len() as u64),
            Place::StandardInput => None,
        }
    }

    /// Streams the documents of this input; `progress` counts what is read.
    pub(crate) fn documents(self, progress: &Progress) -> Box<dyn Iterator<Item = Result<Raw, Rejection>>> {
        match self.place.open(progress) {
            Ok(input) => Box::new(read::split(input, &self.name, self.format)),
            Err(error) => {
                let rejection = Rejection::Unreadable { place: self.name, what: error.to_string() };
                Box::new(std::iter::once(Err(rejection)))
            }
        }
    }
}

impl Place {
    fn open(self, progress: &Progress) -> io::Result<Box<dyn BufRead + Send>> {
        Ok(match self {
            Self::StandardInput => Box::new(BufReader::new(progress.read(stdin()))),
            Self::Embedded(bytes) => Box::new(BufReader::new(progress.read(Cursor::new(bytes)))),
            // Whoever opens a pipe waits for somebody to write, perhaps for ever.
            Self::Found(path) if is_stream(&path) => return Err(io::Error::other(PASSED_OVER)),
            Self::Named(path) | Self::Found(path) => {
                Box::new(BufReader::new(progress.read(File::open(path)?)))
            }
        })
    }
}

/// What is said of streams that a folder or a pattern led to.
const PASSED_OVER: &str =
    "it is a pipe, a socket or a device and is passed over; name it by itself to have it read";

/// Whether a path leads to a pipe, a socket or a device.
fn is_stream(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
}

/// The files at a path: itself, or all below it. Hidden files are left alone, and a folder that leads back to itself; what
/// cannot be looked at is rejected when its turn comes.
fn files_of(path: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    std::fs::metadata(path).with_context(|| format!("could not read {}", path.display()))?;
    files_below(path, &mut Vec::new(), found);
    Ok(())
}

/// `around` are the folders that lead to the path.
fn files_below(path: &Path, around: &mut Vec<PathBuf>, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(path) else { return found.push(path.to_owned()) };
    let folder = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if around.contains(&folder) {
        return;
    }
    around.push(folder);
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with('.') {
            files_below(&entry.path(), around, found);
        }
    }
    around.pop();
}
