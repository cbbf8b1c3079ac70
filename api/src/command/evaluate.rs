//! `newsgraph evaluate`: how well extraction agrees with what people marked in other articles.

mod piece;
mod report;
mod speaker;
mod tally;
mod text;

use anyhow::Context as _;
use clap::Args;
use extract::{Article, Extraction};
use piece::Gold;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use tally::Tally;
use text::Text;

/// Compares what is extracted with gold that people marked, and prints precision, recall and F1.
#[derive(Debug, Args)]
#[command(
    after_help = "GOLD: one article a line, {\"id\", \"text\", \"title\", \"date\", \"quotes\": [{\"start\", \"end\", \"scored\",\n\
                  \"speaker_text\", \"speaker_start\", \"speaker_end\", \"speaker_kind\", \"speaker_resolved\"}]}.\n\
                  Offsets are Unicode code points.\n\n\
                  Examples:\n  newsgraph evaluate dev.jsonl\n  newsgraph evaluate dev.jsonl --misses misses.tsv"
)]
pub(crate) struct Evaluate {
    /// The gold, as JSONL.
    gold: PathBuf,
    /// Write every piece that was missed, spurious or given to the wrong speaker, tab-separated.
    #[arg(long, value_name = "FILE")]
    misses: Option<PathBuf>,
    /// Write what was extracted as JSONL, for another scorer.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
}

impl Evaluate {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let file = File::open(&self.gold).with_context(|| format!("cannot read {}", self.gold.display()))?;
        let mut predictions = self.predictions.as_deref().map(create).transpose()?;
        let mut tally = Tally::default();
        let mut spent = Duration::ZERO;
        for (number, line) in (1..).zip(BufReader::new(file).lines()) {
            let line = line.with_context(|| format!("cannot read {}", self.gold.display()))?;
            if line.trim().is_empty() {
                continue;
            }
            let gold: Gold = serde_json::from_str(&line).with_context(|| {
                format!("{}:{number}: no article with \"id\", \"text\" and \"quotes\"", self.gold.display())
            })?;
            let started = Instant::now();
            let found = extract::extract(&article(&gold));
            spent += started.elapsed();
            add(&mut tally, &gold, &found);
            if let Some(predictions) = &mut predictions {
                writeln!(predictions, "{}", prediction(&gold, found))?;
            }
        }
        if let Some(mut predictions) = predictions {
            predictions.flush()?;
        }
        if let Some(path) = &self.misses {
            let mut file = create(path)?;
            report::misses(&tally, &mut file)?;
            file.flush()?;
        }
        write!(stdout(), "{}", report::report(&tally, spent))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn create(path: &Path) -> anyhow::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?))
}

fn article(gold: &Gold) -> Article {
    Article {
        headline: gold.title.clone(),
        body: gold.text.clone(),
        published_on: gold.date.get(..10).and_then(|day| day.parse().ok()),
        ..Article::default()
    }
}

fn add(tally: &mut Tally, gold: &Gold, found: &Extraction) {
    let text = Text::new(&gold.text);
    let (expected, found) = (piece::of_gold(gold, &text), piece::of_extraction(found, &gold.text, &text));
    tally.add(&gold.text, &expected, &found, |piece| {
        let printed = text.span(&piece.words).of(&gold.text);
        format!("{}\t{}", gold.id, printed.split_whitespace().collect::<Vec<_>>().join(" "))
    });
}

/// An article's quotes as a line of predictions: offsets in code points, the speaker's name and the printed source.
fn prediction(gold: &Gold, found: Extraction) -> serde_json::Value {
    let text = &gold.text;
    let found = found.in_code_points(text);
    let points = extract::CodePoints::new(text);
    let quotes = found.quotes.iter().map(|quote| {
        let spans: Vec<[usize; 2]> = quote.spans.iter().map(|span| [span.start, span.end]).collect();
        serde_json::json!({
            "segments": spans,
            "kind": quote.kind,
            "speaker": piece::speaker(&found, quote),
            "speaker_text": quote.source.map(|source| points.to_bytes(source).of(text)),
            "speaker_start": quote.source.map(|source| source.start),
            "speaker_end": quote.source.map(|source| source.end),
            "rule": quote.rule,
            "confidence": quote.confidence,
        })
    });
    serde_json::json!({"id": gold.id, "quotes": quotes.collect::<Vec<_>>()})
}
