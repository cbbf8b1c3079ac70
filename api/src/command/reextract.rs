//! `newsgraph reextract`: a better extractor over everything that is there. Statements that are still made keep
//! their ids and what humans said of them.

use super::Clock;
use super::cores::on_all_cores;
use super::ingest::{Counted, Progress, Summary, patiently, ready};
use crate::config::{Patience, Store};
use crate::database::close;
use clap::Args;
use entity::{ArticleId, RunVerb};
use ingest::reextract::{self, Stored};
use ingest::{Change, Run, journal};
use sea_orm::DatabaseConnection;
use std::process::ExitCode;

/// Extracts every article anew.
#[derive(Debug, Args)]
#[command(
    after_help = "A run that was cut off goes on when the command is given again. What did not change is left alone.\n\n\
                  Examples:\n  newsgraph reextract\n  newsgraph reextract --reread"
)]
pub(crate) struct Reextract {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    patience: Patience,
    /// Read the kept documents again, too; without it the articles' text stays as it is.
    #[arg(long)]
    reread: bool,
}

impl Reextract {
    pub(crate) async fn run(self, clock: Clock) -> anyhow::Result<ExitCode> {
        let database = ready(&self.store).await?;
        let patience = self.patience.duration();
        let inputs = [if self.reread { "documents" } else { "articles" }.to_owned()];
        let begin = async || journal::begin(&database, RunVerb::Reextract, &inputs, clock()).await;
        let run = patiently(patience, begin).await?;
        let mut after = patiently(patience, async || reextract::reached(&database, run).await).await?;
        let progress = Progress::of_articles(reextract::count(&database).await?, run.done);
        let mut summary = Summary::of(Counted::Articles);
        let mut stop = std::pin::pin!(tokio::signal::ctrl_c());
        loop {
            let batch = tokio::select! {
                batch = self.batch(&database, run, after, clock) => batch?,
                _ = &mut stop => {
                    summary.is_stopped = true;
                    break;
                }
            };
            let Some((last, changes)) = batch else { break };
            after = Some(last);
            changes.into_iter().for_each(|change| summary.change(change, &progress));
            progress.written(summary.count(), summary.rejected, run.done + summary.count());
        }
        if !summary.is_stopped {
            patiently(patience, async || journal::end(&database, run, clock()).await).await?;
        }
        summary.say(progress.finish());
        close(database).await?;
        Ok(summary.exit())
    }

    /// Extracts the next articles behind `after` anew. Gives the last of them and what changed; nothing at the end.
    async fn batch(
        &self,
        database: &DatabaseConnection,
        run: Run,
        after: Option<ArticleId>,
        clock: Clock,
    ) -> anyhow::Result<Option<(ArticleId, Vec<Result<Change, String>>)>> {
        let patience = self.patience.duration();
        let read = async || reextract::stored(database, after, self.reread).await;
        let stored = patiently(patience, read).await?;
        let Some(last) = stored.last().map(Stored::id) else { return Ok(None) };
        let retold = tokio::task::spawn_blocking(move || on_all_cores(stored, Stored::retell)).await?;
        let write = async || reextract::retell(database, run, &retold, clock()).await;
        Ok(Some((last, patiently(patience, write).await?)))
    }
}
