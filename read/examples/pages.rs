//! Reads stored pages and prints what was read, one JSON object a line, for a scorer. In: a list of pages (JSONL
//! with `id`, `url` and `html_path`) and the folder the paths start from. Out: predictions on standard output,
//! pages a second of one core on standard error.
//!
//! `cargo run --release -p read --example pages -- gold.jsonl folder > predictions.jsonl`

use chrono::{DateTime, FixedOffset, NaiveDate};
use read::{Format, Page, Raw, split};
use serde_json::{Value, json};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

/// The program's own allocator: speed is measured as users see it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(list), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("give the list of pages and the folder their paths start from".into());
    };
    let (mut spent, mut pages, mut slowest) = (Duration::ZERO, 0_u32, (Duration::ZERO, String::new()));
    for line in BufReader::new(File::open(list)?).lines() {
        let entry: Value = serde_json::from_str(&line?)?;
        let id = entry["id"].as_str().unwrap_or_default();
        let raw = load(&entry, Path::new(&folder))?;
        let start = Instant::now();
        let read = raw.read();
        let took = start.elapsed();
        spent += took;
        pages += 1;
        if took > slowest.0 {
            slowest = (took, id.to_owned());
        }
        match read {
            Ok(found) => found.first().map(|page| println!("{}", prediction(id, page))).unwrap_or_default(),
            Err(rejection) => println!("{}", json!({ "id": id, "error": rejection.to_string() })),
        }
    }
    let rate = f64::from(pages) / spent.as_secs_f64();
    eprintln!("{pages} pages, {rate:.0} a second; the slowest took {:?}: {}", slowest.0, slowest.1);
    Ok(())
}

fn load(entry: &Value, folder: &Path) -> Result<Raw, Box<dyn Error>> {
    let path = folder.join(entry["html_path"].as_str().ok_or("a page without html_path")?);
    let input = BufReader::new(File::open(&path)?);
    let mut raw =
        split(input, &path.to_string_lossy(), Some(Format::Html)).next().ok_or("an empty file")??;
    raw.url = entry["url"].as_str().map(str::to_owned);
    Ok(raw)
}

fn prediction(id: &str, page: &Page) -> Value {
    let article = &page.article;
    let dateline = extract::extract(article).dateline;
    let instant = |at: DateTime<FixedOffset>| at.to_rfc3339();
    let day = article.published_on.map(|day| day.to_string());
    let published =
        article.published_at.map(|at| instant(article.published_on.map_or(at, |day| on(at, day))));
    let mut topics = article.tags.clone();
    topics.extend(article.keywords.iter().filter(|word| !article.tags.contains(word)).cloned());
    json!({
        "id": id,
        "headline": article.headline,
        "authors": article.authors,
        "published_at": published.or(day),
        "modified_at": article.modified_at.map(instant),
        "topics": topics,
        "section": article.section,
        "body_text": article.body,
        "language": article.language,
        "canonical_url": article.url,
        "description": article.description,
        "publisher": article.publisher.as_ref().map(|publisher| &publisher.name),
        "images": article.images.iter().map(|image| &image.url).collect::<Vec<_>>(),
        "dateline": dateline.map(|line| line.span.of(&article.body).to_owned()),
        "notes": page.notes,
    })
}

/// The same instant in the nearest zone where it falls on this day: a scorer takes day and instant as one value.
fn on(at: DateTime<FixedOffset>, day: NaiveDate) -> DateTime<FixedOffset> {
    let zones =
        (0..=14).flat_map(|hours| [hours, -hours]).filter_map(|hours| FixedOffset::east_opt(hours * 3600));
    let here = (at.date_naive() == day).then_some(at);
    here.or_else(|| zones.map(|zone| at.with_timezone(&zone)).find(|local| local.date_naive() == day))
        .unwrap_or(at)
}
