//! Reads the files of a folder and compares what was read with what reference readers found in them. In: a folder of
//! folders, each with a `gold.jsonl` (a line a file: `path`, and what is in it). Out: counts a folder, and with `-v`
//! every difference.
//!
//! `cargo run --release -p read --example formats -- [-v] folder`

use chrono::{DateTime, FixedOffset};
use read::{Page, Raw, Rejection, split};
use serde_json::Value;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_verbose =
        arguments.iter().position(|argument| argument == "-v").map(|at| arguments.remove(at)).is_some();
    let [folder] = arguments.as_slice() else {
        return Err("give a folder of folders with gold.jsonl".into());
    };
    let mut folders: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(std::fs::DirEntry::path);
    for folder in folders {
        let name = folder.file_name().to_string_lossy().into_owned();
        let counts = compare_folder(&folder.path(), &name, is_verbose)?;
        println!("{name}: {counts}");
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    files: usize,
    agreed: usize,
    rejected_rightly: usize,
    rejected_wrongly: usize,
    differing: usize,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { files, agreed, rejected_rightly, rejected_wrongly, differing } = self;
        write!(
            f,
            "{files} files: {agreed} agreed, {rejected_rightly} rejected rightly, {differing} differing, "
        )?;
        write!(f, "{rejected_wrongly} rejected wrongly")
    }
}

fn compare_folder(folder: &Path, kind: &str, is_verbose: bool) -> Result<Counts, Box<dyn Error>> {
    let mut counts = Counts::default();
    for line in BufReader::new(File::open(folder.join("gold.jsonl"))?).lines() {
        let gold: Value = serde_json::from_str(&line?)?;
        let path = folder.join(gold["path"].as_str().unwrap_or_default());
        let raws: Vec<_> = split(BufReader::new(File::open(&path)?), "", None).collect();
        let (verdict, why) = if kind == "warc" { archive(&gold, &raws) } else { document(&gold, kind, raws) };
        counts.files += 1;
        *match verdict {
            Verdict::Agreed => &mut counts.agreed,
            Verdict::RejectedRightly => &mut counts.rejected_rightly,
            Verdict::RejectedWrongly => &mut counts.rejected_wrongly,
            Verdict::Differing => &mut counts.differing,
        } += 1;
        if is_verbose && !matches!(verdict, Verdict::Agreed) {
            println!("  {verdict:?} {}: {why}", gold["path"]);
        }
    }
    Ok(counts)
}

#[derive(Debug)]
enum Verdict {
    Agreed,
    RejectedRightly,
    RejectedWrongly,
    Differing,
}

fn differing(differences: &[String]) -> (Verdict, String) {
    if differences.is_empty() {
        return (Verdict::Agreed, String::new());
    }
    (Verdict::Differing, differences.join("; "))
}

/// The pages of an archive, by address and length, against the responses that hold HTML.
fn archive(gold: &Value, raws: &[Result<Raw, Rejection>]) -> (Verdict, String) {
    let is_page = |record: &&Value| {
        record["type"] == "response"
            && record["status"] == "200"
            && record["ctype"].as_str().is_some_and(|kind| kind.contains("html"))
    };
    let records = items(&gold["records"]).iter().filter(is_page);
    let expected: Vec<String> =
        records.map(|record| format!("{} {}", record["uri"], record["payload_bytes"])).collect();
    let pages = raws
        .iter()
        .flatten()
        .map(|raw| format!("{:?} {}", raw.url.as_deref().unwrap_or(""), raw.bytes.len()));
    let pages: Vec<String> = pages.collect();
    let faults: Vec<String> =
        raws.iter().filter_map(|raw| raw.as_ref().err()).map(ToString::to_string).collect();
    match (expected == pages, expected.is_empty()) {
        (true, true) => (Verdict::RejectedRightly, faults.join("; ")),
        (true, false) => differing(&[]),
        _ => differing(&[format!("expected {expected:?}, read {pages:?}, faults {faults:?}")]),
    }
}

fn document(gold: &Value, kind: &str, raws: Vec<Result<Raw, Rejection>>) -> (Verdict, String) {
    let read = |raw: Result<Raw, Rejection>| raw.and_then(|raw| raw.read());
    let pages: Result<Vec<Vec<Page>>, Rejection> = raws.into_iter().map(read).collect();
    let pages = match pages {
        Ok(pages) => pages.concat(),
        Err(rejection) if holds_article(gold, kind) => {
            return (Verdict::RejectedWrongly, rejection.to_string());
        }
        Err(rejection) => return (Verdict::RejectedRightly, rejection.to_string()),
    };
    let differences = match kind {
        "feeds" => feed(gold, &pages),
        "schema-markup" => Vec::new(),
        _ => pages.first().map(|page| item(gold, page)).unwrap_or_default(),
    };
    differing(&differences)
}

/// Whether the reference found something that is an article: a headline or text, and for a feed an address.
fn holds_article(gold: &Value, kind: &str) -> bool {
    let is_told = |name: &str| texts(&gold[name]).iter().any(|text| !text.trim().is_empty());
    match kind {
        "feeds" => {
            items(&gold["entries"]).iter().any(|entry| !entry["title"].is_null() && !entry["link"].is_null())
        }
        "schema-markup" => items(&gold["types"])
            .iter()
            .any(|name| name.as_str().is_some_and(|name| name.ends_with("NewsArticle"))),
        "newsml-g2" => is_told("body"),
        "ninjs" => is_told("headline") && matches!(gold["type"].as_str(), None | Some("text" | "composite")),
        _ => is_told("dateline"),
    }
}

fn feed(gold: &Value, pages: &[Page]) -> Vec<String> {
    let mut differences = Vec::new();
    let mut differ = |what: &str, expected: &Value, read: &dyn std::fmt::Debug| {
        differences.push(format!("{what}: expected {expected}, read {read:?}"));
    };
    let entries = items(&gold["entries"]);
    let count = gold["n_entries"].as_u64().and_then(|count| usize::try_from(count).ok());
    if count.is_some_and(|count| count != pages.len()) {
        differ("entries", &gold["n_entries"], &pages.len());
    }
    for (entry, page) in entries.iter().zip(pages) {
        let article = &page.article;
        if entry["title"].as_str().is_some_and(|title| key(title) != key(&article.headline)) {
            differ("title", &entry["title"], &article.headline);
        }
        let is_same = |link: &str, url: &str| link.trim_end_matches('/') == url.trim_end_matches('/');
        match (entry["link"].as_str(), article.url.as_deref()) {
            (Some(link), Some(url)) if !is_same(link, url) => differ("link", &entry["link"], &url),
            (Some(link), None) if link.starts_with("http") => differ("link", &entry["link"], &article.url),
            _ => {}
        }
        let instants = [
            ("published", article.published_at, article.published_on),
            ("updated", article.modified_at, None),
        ];
        for (name, read, day) in instants {
            let Some(expected) =
                entry[name].as_str().and_then(|at| DateTime::<FixedOffset>::parse_from_rfc3339(at).ok())
            else {
                continue;
            };
            let is_told = read.is_some_and(|read| read == expected) || day == Some(expected.date_naive());
            // The reference gives one date as both when there is one.
            let is_repeated = entry["published"] == entry["updated"] && name == "updated";
            if !is_told && !is_repeated {
                differ(name, &entry[name], &(read, day));
            }
        }
        for (name, read) in [("authors", &article.authors), ("tags", &article.tags)] {
            let expected: Vec<String> =
                texts(&entry[name]).iter().map(|text| key(text)).filter(|text| !text.is_empty()).collect();
            let read_keys: Vec<String> = read.iter().map(|text| key(text)).collect();
            if expected.iter().any(|text| !read_keys.contains(text)) {
                differ(name, &entry[name], read);
            }
        }
    }
    differences
}

fn item(gold: &Value, page: &Page) -> Vec<String> {
    let article = &page.article;
    let mut differences = Vec::new();
    let mut check = |what: &str, expected: Vec<String>, read: &[&str]| {
        let read: Vec<String> = read.iter().map(|text| key(text)).collect();
        let missing = expected.iter().find(|text| !read.iter().any(|read| read.contains(&key(text))));
        if let Some(missing) = missing {
            differences.push(format!("{what}: {missing:?} is missing in {read:?}"));
        }
    };
    let first = |name: &str| texts(&gold[name]).into_iter().take(1).collect::<Vec<_>>();
    check("headline", first("headline"), &[&article.headline]);
    check("language", first("language"), &[article.language.as_deref().unwrap_or("")]);
    check("dateline", first("dateline"), &[&article.body]);
    check(
        "body",
        texts(&gold["body"]),
        &[
            &article.body,
            &format!("{}\n{}", article.description.as_deref().unwrap_or(""), article.body),
            &format!("{} {}", article.authors.join(" "), article.body),
        ],
    );
    let tags: Vec<&str> = article.tags.iter().map(String::as_str).collect();
    check(
        "subjects",
        ["subjects", "people", "places", "organisations"]
            .iter()
            .flat_map(|name| texts(&gold[*name]))
            .collect(),
        &tags,
    );
    let authors: Vec<&str> = article.authors.iter().map(String::as_str).collect();
    let byline = first("byline")
        .iter()
        .flat_map(|line| {
            line.replace("By ", "").replace("Von ", "").split(" and ").map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    check("byline", byline, &[&authors.join(" "), &authors.join(", ")]);
    for name in ["versionCreated", "versioncreated", "version_created"] {
        for at in texts(&gold[name]) {
            let expected = DateTime::<FixedOffset>::parse_from_rfc3339(&at).ok();
            if article.published_at != expected && article.modified_at != expected {
                differences.push(format!(
                    "{name}: {at} is neither {:?} nor {:?}",
                    article.published_at, article.modified_at
                ));
            }
        }
    }
    differences
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// Letters and digits alone, markup left out.
fn key(text: &str) -> String {
    let mut is_tag = false;
    let visible = text.chars().filter(|&c| {
        is_tag |= c == '<';
        let is_seen = !is_tag;
        is_tag &= c != '>';
        is_seen
    });
    visible.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
