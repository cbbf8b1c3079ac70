//! A dry run: documents are read and extracted, and compared with what is there. Nothing is written.

use super::prepare::{self, Next};
use super::progress::Progress;
use super::run::{Counted, Summary};
use super::source::Sources;
use crate::config::Store;
use crate::say::say;
use ingest::{Found, Preview, feed};

/// Says what ingesting the sources would do.
pub(super) async fn preview(sources: Sources, store: &Store) -> anyhow::Result<Summary> {
    let database = crate::database::open_as_it_is(&store.database_url).await?;
    if database.is_none() {
        say("the database is not there yet, or behind this program: every article counts as new");
    }
    let progress = Progress::new(sources.bytes());
    let mut entries = prepare::entries(sources, false, database.clone(), progress.clone());
    let (mut summary, mut seen) = (Summary::of(Counted::Documents), Preview::default());
    let (mut quotes, mut named) = (0, 0);
    while let Some(Next { batches, read }) = entries.next().await {
        let mut batch: Vec<_> = batches.into_iter().flatten().collect();
        if let Some(database) = &database {
            let own = feed::own_addresses(database, batch.iter()).await?;
            feed::rename(batch.iter_mut(), &own);
        }
        let changes = seen.changes(database.as_ref(), &batch).await?;
        for (entry, changes) in batch.iter().zip(changes) {
            if let Found::Document(document) = &entry.found {
                quotes += document.stories.iter().map(|story| story.extraction.quotes.len()).sum::<usize>();
                named += document.stories.iter().map(|story| story.extraction.mentions.len()).sum::<usize>();
            }
            summary.add(entry, Some(&changes), &progress);
        }
        progress.written(summary.count(), summary.rejected, read);
    }
    summary.say(progress.finish());
    say(format!("a dry run: nothing was written; {quotes} quotes and {named} names were found"));
    Ok(summary)
}
