//! How fast, how flat, and against whom: records by chance, load, and the same answers by hand-written SQL and by
//! `PostGraphile` in the same run. In: a size. Out: a table. See `docs/performance.md` for what came of it.

#![expect(clippy::cast_precision_loss, reason = "figures are told with a few digits")]

mod answer;
mod client;
mod cluster;
mod corpus;
mod draw;
mod limit;
mod load;
mod process;
mod question;
mod run;
mod table;

use clap::{Parser, Subcommand};
use std::io::Write as _;

/// Measures newsgraph.
#[derive(Debug, Parser)]
#[command(after_help = "Examples:\n  cargo run --release -p bench -- run --articles 10000\n  \
                  cargo run --release -p bench -- generate --articles 100000 > articles.jsonl")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a corpus as newsgraph's own JSONL: the same bytes for the same size, in every run.
    Generate {
        /// How many articles, each with four statements.
        #[arg(long, default_value_t = 10_000)]
        articles: usize,
    },
    /// Load a corpus, check that all answer alike, measure, and print a table.
    Run(run::Run),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Generate { articles } => generate(articles),
        Command::Run(run) => run.run(),
    }
}

fn generate(articles: usize) -> anyhow::Result<()> {
    let corpus = corpus::Corpus::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for number in 0..articles {
        writeln!(out, "{}", corpus.line(number))?;
    }
    Ok(out.flush()?)
}
