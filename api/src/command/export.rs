//! `newsgraph export`: every article with what was extracted from it, as JSONL that `import` reads back; or the
//! statements that match a filter, as JSONL for whoever counts them.

mod statements;

use crate::config::Store;
use clap::Args;
use sea_orm::DatabaseConnection;
use statements::Which;
use std::io::{BufWriter, Write as _, stdout};
use std::process::ExitCode;

/// Writes every article as JSONL, in the order they came in; with `--statements` or any filter, statements.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  newsgraph export > articles.jsonl\n  newsgraph export --speaker marco-rubio --topic ukraine --from 2026-02-01 --to 2026-02-28\n  \
                  newsgraph export --filter '{\"office\": {\"slug\": \"prime-minister\"}, \"kind\": [\"DIRECT\"]}' > said.jsonl"
)]
pub(crate) struct Export {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    filter: Which,
}

impl Export {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.store.look().await?;
        let mut output = BufWriter::new(stdout().lock());
        if self.filter.wants_statements() {
            statements::write(&database, &self.filter, &mut output).await?;
        } else {
            articles(&database, &mut output).await?;
        }
        output.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn articles(database: &DatabaseConnection, output: &mut impl std::io::Write) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let batch = ingest::export(database, after).await?;
        let Some((last, _, _)) = batch.last() else { return Ok(()) };
        after = Some(*last);
        for (_, article, extraction) in batch {
            writeln!(output, "{}", read::write_jsonl(&article, Some(extraction)))?;
        }
    }
}
