//! `newsgraph extract`: articles in, extractions out, no database: the same code as ingest, for any pipeline.

use super::cores::on_all_cores;
use super::ingest::read_and_extract;
use clap::Args;
use ingest::Document;
use read::{Format, Raw, Rejection};
use std::io::{BufWriter, Write as _, stdin, stdout};
use std::process::ExitCode;

/// Reads articles as JSONL and writes what is found in them.
#[derive(Debug, Args)]
#[command(
    after_help = "In: one article a line, newsgraph's own or {\"id\", \"text\", \"title\", \"date\", \"publisher\"}.\n\
                  Out: the same with \"extraction\", in the same order; spans count Unicode code points.\n\n\
                  Example:\n  newsgraph extract < articles.jsonl > extractions.jsonl"
)]
pub(crate) struct Extract {}

/// Lines prepared at once: enough for all cores, few enough to stay small.
const BATCH: usize = 256;

impl Extract {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let Self {} = self;
        let input = std::io::BufReader::new(stdin());
        let mut output = BufWriter::new(stdout().lock());
        let mut raws = read::split(input, "standard input", Some(Format::Jsonl)).peekable();
        let mut rejected = false;
        while raws.peek().is_some() {
            let batch: Vec<Result<Raw, Rejection>> = raws.by_ref().take(BATCH).collect();
            let prepare = |raw: Result<Raw, Rejection>| raw.and_then(|raw| read_and_extract(raw, false));
            for prepared in on_all_cores(batch, prepare) {
                match prepared {
                    Ok(document) => write(&mut output, &document)?,
                    Err(rejection) => {
                        rejected = true;
                        eprintln!("rejected: {rejection}");
                    }
                }
            }
        }
        output.flush()?;
        Ok(if rejected { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }
}

fn write(output: &mut impl std::io::Write, document: &Document) -> std::io::Result<()> {
    for story in &document.stories {
        writeln!(output, "{}", read::write_jsonl(&story.article, Some(&story.extraction)))?;
    }
    Ok(())
}
