//! `newsgraph extract`: articles in, extractions out, no database: the same code as ingest, for any pipeline.

use super::cores::on_all_cores;
use super::ingest::guarded;
use crate::say::say;
use clap::Args;
use read::{Format, Raw, Rejection};
use std::io::{BufWriter, Write as _, stdin, stdout};
use std::process::ExitCode;

/// Reads documents and writes what is found in them as JSONL.
#[derive(Debug, Args)]
#[command(after_help = "In: documents of any format, or one article a line: newsgraph's own or \
                  {\"id\", \"text\", \"title\", \"date\", \"publisher\"}.\n\
                  Out: an article a line with \"extraction\", in the same order; spans count Unicode code points.\n\n\
                  Examples:\n  newsgraph extract < articles.jsonl > extractions.jsonl\n  \
                  newsgraph extract --format warc < news.warc.gz > extractions.jsonl")]
pub(crate) struct Extract {
    /// The format of the documents; found by their content when left out.
    #[arg(long, value_parser = super::ingest::format)]
    format: Option<Format>,
}

/// Lines prepared at once: enough for all cores, few enough to stay small.
const BATCH: usize = 64;

impl Extract {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let input = std::io::BufReader::new(stdin());
        let mut output = BufWriter::new(stdout().lock());
        let mut raws = read::split(input, "standard input", self.format).peekable();
        let mut rejected = false;
        while raws.peek().is_some() {
            let batch: Vec<Result<Raw, Rejection>> = raws.by_ref().take(BATCH).collect();
            for lines in on_all_cores(batch, |raw: Result<Raw, Rejection>| guarded(raw?, |raw| lines(&raw))) {
                match lines {
                    Ok(lines) => output.write_all(lines.as_bytes())?,
                    Err(rejection) => {
                        rejected = true;
                        say(format!("rejected: {rejection}"));
                    }
                }
            }
        }
        output.flush()?;
        Ok(if rejected { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }
}

/// A document's articles with what is found in them, a line each.
fn lines(raw: &Raw) -> Result<String, Rejection> {
    let mut lines = String::new();
    for page in raw.read()? {
        let (article, extraction, _) = page.extracted();
        lines += &read::write_jsonl(&article, Some(extraction));
        lines.push('\n');
    }
    Ok(lines)
}
