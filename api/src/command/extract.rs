//! `newsgraph extract`: articles in, extractions out, no database: the same code as ingest, for any pipeline.

use clap::Args;
use ingest::Document;
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
const BATCH: usize = 256;

impl Extract {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let input = std::io::BufReader::new(stdin());
        let mut output = BufWriter::new(stdout().lock());
        let mut raws = read::split(input, "standard input", self.format).peekable();
        let mut rejected = false;
        while raws.peek().is_some() {
            let batch: Vec<Result<Raw, Rejection>> = raws.by_ref().take(BATCH).collect();
            for prepared in super::ingest::prepare(batch, false) {
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
