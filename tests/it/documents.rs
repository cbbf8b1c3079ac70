//! Pages and what a reader says is in them. `tests/documents/NAME/expected.json` is written by a person from the
//! page, never by the code; each reading is scored as found, missed or wrong, and the scores are kept.

use crate::harness::{check_answer, root};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What a reader found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    headline: String,
    published_on: Option<String>,
    publisher: Option<String>,
    dateline: Option<String>,
    authors: Vec<String>,
    people: BTreeSet<String>,
    organizations: BTreeSet<String>,
    places: BTreeSet<String>,
    /// `PERSON: TITLE, JURISDICTION OR ORGANIZATION`.
    offices: BTreeSet<String>,
    statements: Vec<Said>,
}

/// A statement as a reader found it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    /// How the words begin and end: three words each.
    begins: String,
    ends: String,
    kind: String,
    speaker: String,
    /// The day it was said; null for the article's own.
    #[serde(rename = "said_on")]
    day: Option<String>,
}

/// How a reading went.
#[derive(Debug, Default)]
struct Score {
    found: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

impl Score {
    fn sets(&mut self, what: &str, expected: &BTreeSet<String>, found: &BTreeSet<String>) {
        self.found += expected.intersection(found).count();
        self.missed.extend(expected.difference(found).map(|name| format!("{what} {name}")));
        self.wrong.extend(found.difference(expected).map(|name| format!("{what} {name}")));
    }

    fn same(&mut self, what: &str, expected: Option<&str>, found: Option<&str>) {
        let set = |value: Option<&str>| value.map(str::to_owned).into_iter().collect();
        self.sets(what, &set(expected), &set(found));
    }
}

fn read(folder: &Path) -> (extract::Article, extract::Extraction) {
    let page = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let page: Vec<PathBuf> =
        page.filter(|path| path.file_stem().is_some_and(|stem| stem == "page")).collect();
    let [page] = &page[..] else { panic!("{} has not one page", folder.display()) };
    let input = std::io::BufReader::new(std::fs::File::open(page).expect("a page"));
    let raw = read::split(input, "page", None).next().expect("a document").expect("it is read");
    let article = raw.read().expect("an article").remove(0).article;
    let extraction = extract::extract(&article);
    (article, extraction)
}

fn score(folder: &Path) -> Score {
    let expected = std::fs::read_to_string(folder.join("expected.json")).expect("a reading");
    let expected: Reading =
        serde_json::from_str(&expected).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let (article, found) = read(folder);
    let mut score = Score::default();
    score.same("headline", Some(&expected.headline), Some(&article.headline));
    let day = article.day().map(|day| day.to_string());
    score.same("published_on", expected.published_on.as_deref(), day.as_deref());
    let publisher = article.publisher.as_ref().map(|publisher| publisher.name.as_str());
    score.same("publisher", expected.publisher.as_deref(), publisher);
    let dateline = found.dateline.as_ref().map(|dateline| dateline.span.of(&article.body));
    score.same("dateline", expected.dateline.as_deref(), dateline);
    score.sets(
        "author",
        &expected.authors.iter().cloned().collect(),
        &article.authors.iter().cloned().collect(),
    );
    let named: BTreeSet<usize> = found.mentions.iter().map(|mention| mention.entity).collect();
    let of = |kind: extract::EntityKind| {
        let these = named.iter().map(|&at| &found.entities[at]).filter(|entity| entity.kind == kind);
        these.map(|entity| entity.name.clone()).collect::<BTreeSet<String>>()
    };
    score.sets("person", &expected.people, &of(extract::EntityKind::Person));
    score.sets("organization", &expected.organizations, &of(extract::EntityKind::Organization));
    score.sets("place", &expected.places, &of(extract::EntityKind::Place));
    let offices = found.offices.iter().map(|held| {
        let office = &held.office;
        let of = office.jurisdiction.iter().chain(&office.organization).map(|of| format!(", {of}"));
        format!("{}: {}{}", found.entities[held.holder].name, office.title, of.collect::<String>())
    });
    score.sets("office", &expected.offices, &offices.collect());
    let expected = expected.statements.iter().map(|said| {
        format!(
            "{} {:?} .. {:?} by {} on {}",
            said.kind,
            said.begins,
            said.ends,
            said.speaker,
            said.day.as_ref().or(day.as_ref()).map_or("no day", String::as_str)
        )
    });
    let quotes = found.quotes.iter().map(|quote| {
        let text = quote.text(&article.body);
        let words: Vec<&str> = text.split_whitespace().collect();
        let (begins, ends) =
            (words[..words.len().min(3)].join(" "), words[words.len().saturating_sub(3)..].join(" "));
        let speaker = match &quote.speaker {
            extract::Speaker::Entity(at) => found.entities[*at].name.clone(),
            extract::Speaker::Role { printed, .. } => printed.clone(),
            extract::Speaker::Undecided(_) => "undecided".to_owned(),
            extract::Speaker::Unknown => "nobody".to_owned(),
        };
        let day = quote.said.map(|said| said.on.to_string()).or(day.clone()).unwrap_or_default();
        let kind = format!("{:?}", quote.kind).to_lowercase();
        format!("{kind} {begins:?} .. {ends:?} by {speaker} on {day}")
    });
    score.sets("statement", &expected.collect(), &quotes.collect());
    score
}

#[test]
fn readings_are_scored() {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root().join("tests/documents"))
        .expect("documents")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    assert!(folders.len() >= 6, "{} documents", folders.len());
    let mut kept = String::new();
    let (mut found, mut missed, mut wrong) = (0, 0, 0);
    for folder in folders {
        let score = score(&folder);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        writeln!(
            kept,
            "{name}: {} found, {} missed, {} wrong",
            score.found,
            score.missed.len(),
            score.wrong.len()
        )
        .expect("text");
        score.missed.iter().for_each(|what| writeln!(kept, "  missed {what}").expect("text"));
        score.wrong.iter().for_each(|what| writeln!(kept, "  wrong  {what}").expect("text"));
        let is_sample = name == "sputnik-rubio";
        assert!(
            !is_sample || score.missed.is_empty() && score.wrong.is_empty(),
            "the sample document is read exactly:\n{kept}"
        );
        found += score.found;
        missed += score.missed.len();
        wrong += score.wrong.len();
    }
    writeln!(kept, "all: {found} found, {missed} missed, {wrong} wrong").expect("text");
    check_answer(&root().join("tests/documents/scores.txt"), &kept);
}
