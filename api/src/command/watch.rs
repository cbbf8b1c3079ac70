//! `newsgraph watch`: feeds, polled politely, and the pages their entries lead to. In: a file of feeds. Out:
//! documents for the one writer, each in the journal.

mod address;
mod feeds;
mod fetch;
mod poll;

use super::Clock;
use super::ingest::{Progress, Run, prepare_raws, ready};
use crate::config::{Patience, Store};
use crate::database::close;
use anyhow::Context as _;
use clap::Args;
use entity::RunVerb;
use feeds::Feeds;
use fetch::Fetcher;
use poll::{Delivery, Poller};
use sea_orm::DatabaseConnection;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Watches feeds.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Watch {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    patience: Patience,
    /// The feeds, as TOML.
    feeds: PathBuf,
    /// Poll each feed once, and end.
    #[arg(long)]
    once: bool,
}

const EXAMPLE: &str = "\
feeds.toml:
  every_minutes = 15                  # between two polls of a feed
  pages = true                        # read the pages that entries lead to; false: the entries themselves
  seconds_between_requests = 2        # to one host; robots.txt may ask for more
  contact = \"desk@example.org\"        # told to the hosts
  allow_private = []                  # hosts that may be in a private network

  [[feed]]
  url = \"https://news.example/rss.xml\"

  [[feed]]
  url = \"https://wire.example/atom.xml\"
  every_minutes = 5

What robots.txt forbids is not read; addresses of private networks are refused, also behind redirects and names.

Examples:
  newsgraph watch feeds.toml
  newsgraph watch --once feeds.toml";

/// Documents that wait for the writer.
const WAITING: usize = 4;

impl Watch {
    pub(crate) async fn run(self, clock: Clock) -> anyhow::Result<ExitCode> {
        let name = self.feeds.display().to_string();
        let text = std::fs::read_to_string(&self.feeds).with_context(|| format!("could not read {name}"))?;
        let feeds = Feeds::parse(&text).with_context(|| format!("{name} is not understood"))?;
        let database = ready(&self.store).await?;
        let run = Run {
            database: &database,
            clock,
            verb: RunVerb::Watch,
            inputs: vec![name],
            keep_bytes: true,
            patience: self.patience.duration(),
        };
        let mut writer = run.begin(Progress::new(None)).await?;
        let (mut pollers, mut documents) = self.poll(&feeds, &database, clock);
        let mut stop = std::pin::pin!(tokio::signal::ctrl_c());
        let summary = loop {
            let write = async {
                let Some(delivery) = documents.recv().await else { return anyhow::Ok(true) };
                let batch = prepare_raws(writer.next_number(), delivery.raws, &database).await;
                writer.write(vec![batch], 0).await?;
                // A poller that is gone wants no answer.
                let _ = delivery.written.send(());
                Ok(false)
            };
            tokio::select! {
                is_over = write => if is_over? { break writer.end().await? },
                _ = &mut stop => break writer.stop(),
            }
        };
        pollers.shutdown().await;
        close(database).await?;
        Ok(summary.exit())
    }

    /// Starts polling all feeds. Gives those at it, and what they bring.
    fn poll(
        &self,
        feeds: &Feeds,
        database: &DatabaseConnection,
        clock: Clock,
    ) -> (JoinSet<()>, mpsc::Receiver<Delivery>) {
        let (send, documents) = mpsc::channel(WAITING);
        let mut pollers = JoinSet::new();
        let fetcher = Arc::new(Fetcher::new(feeds));
        for feed in feeds.all() {
            let poller = Poller::new(feed, fetcher.clone(), database.clone(), clock, send.clone());
            pollers.spawn(poller.run(self.once));
        }
        (pollers, documents)
    }
}
