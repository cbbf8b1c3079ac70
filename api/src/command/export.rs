//! `newsgraph export`: every article with what was extracted from it, as JSONL that `import` reads back.

use crate::config::Store;
use crate::{check_schema, open};
use clap::Args;
use std::io::{BufWriter, Write as _, stdout};
use std::process::ExitCode;

/// Writes every article as JSONL, in the order they came in.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  newsgraph export > articles.jsonl")]
pub(crate) struct Export {
    #[command(flatten)]
    store: Store,
}

impl Export {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = open(&self.store.database_url, self.store.pool()).await?;
        check_schema(&database).await?;
        let mut output = BufWriter::new(stdout().lock());
        let mut after = None;
        loop {
            let batch = ingest::export(&database, after).await?;
            let Some((last, _, _)) = batch.last() else { break };
            after = Some(*last);
            for (_, article, extraction) in &batch {
                writeln!(output, "{}", read::write_jsonl(article, Some(extraction)))?;
            }
        }
        output.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
