//! Reads articles as JSONL (`id`, `text`, `title`, `date`) and writes what `extract` finds as predictions.

use extract::{Article, CodePoints, Speaker};
use serde_json::{Value, json};
use std::io::BufRead as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let started = std::time::Instant::now();
    let mut count = 0;
    let mut spent = std::time::Duration::ZERO;
    for line in std::io::stdin().lock().lines() {
        let value: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let day = text("date").get(..10).and_then(|day| day.parse().ok());
        let article =
            Article { headline: text("title"), body: text("text"), published_on: day, ..Article::default() };
        let now = std::time::Instant::now();
        let found = extract::extract(&article);
        spent += now.elapsed();
        let points = CodePoints::new(&article.body);
        let quotes = found.quotes.iter().map(|quote| {
            let spans: Vec<[usize; 2]> = quote.spans.iter().map(|span| { let s = points.from_bytes(*span); [s.start, s.end] }).collect();
            let speaker = match &quote.speaker {
                Speaker::Entity(at) => Some(found.entities[*at].name.clone()),
                _ => None,
            };
            let source = quote.source.map(|span| points.from_bytes(span));
            json!({"start": spans[0][0], "end": spans[spans.len()-1][1], "segments": spans, "kind": quote.kind, "speaker": speaker,
                "speaker_text": quote.source.map(|span| span.of(&article.body)), "speaker_start": source.map(|s| s.start), "speaker_end": source.map(|s| s.end),
                "rule": quote.rule, "confidence": quote.confidence})
        });
        println!("{}", json!({"id": value["id"], "quotes": quotes.collect::<Vec<_>>()}));
        count += 1;
    }
    eprintln!("{count} articles, {:?} extracting, {:?} in all", spent, started.elapsed());
    Ok(())
}
