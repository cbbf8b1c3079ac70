//! What can be listened to: statements as they are published. In: a filter and a cursor. Out: events, each a
//! statement with its cursor, without loss and without repeats.
//!
//! A statement has two places in the order of commits: where it came in, and where it changed last. A subscriber reads
//! what came in behind its cursor, in that order, and beside it what changed there, and is told of each statement once:
//! when it first matches, even if only a later article brings the topic that was asked for. See docs/adr/0011.

use crate::auth::{Asker, Door};
use crate::error::{Code, bad_input, error};
use crate::publications::Publications;
use crate::types::Statement;
use crate::types::statement::{Place, StatementFilter, placed};
use async_graphql::{Context, Result, SimpleObject, Subscription};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::StatementId;
use entity::statement::Model;
use futures_util::Stream;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

/// Rows of one read, and so the events that wait for a slow subscriber.
const BATCH: u64 = 100;
/// Statements a subscriber is remembered to have been told of.
const MEMORY: usize = 8_192;
/// The cursor before the first publication.
const BEGINNING: &str = "BEGINNING";

/// A statement that was published.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct StatementPublished {
    /// The place of this event: subscribe `after` it to go on from here. Any filter takes it.
    cursor: String,
    /// The statement as it is now.
    statement: Statement,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Subscriptions;

/// What can be listened to.
#[Subscription(name = "Subscription")]
impl Subscriptions {
    /// Each statement that matches, as soon as it is published: once, also when more articles print it. A person, an
    /// office or a topic of the filter may be one that no article has named yet.
    async fn statement_published(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that match; the same filter as of `statements`.")] filter: Option<
            StatementFilter,
        >,
        #[graphql(
            desc = "Go on behind this event: all published since come first. `\"BEGINNING\"` starts before the first statement; left out, only what is published from now on is told."
        )]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<StatementPublished>>> {
        let publications = ctx.data_unchecked::<Publications>().clone();
        let seat = publications.seat()?;
        let latest = publications.now().await?;
        let after = match after.as_deref() {
            None => latest,
            Some(BEGINNING) => 0,
            Some(cursor) => read_cursor(cursor, latest)?,
        };
        // A filter that can never be read is told at once.
        let filter = filter.unwrap_or_default();
        placed(ctx, filter.clone(), Place::Published, (after, after), 1).await?;
        let listener = Listener {
            publications,
            latest,
            read: after,
            told: Told::new(after),
            waiting: VecDeque::new(),
            is_over: false,
        };
        Ok(futures_util::stream::unfold(
            (listener, seat, filter),
            move |(mut listener, seat, filter)| async move {
                let event = listener.next(ctx, &filter).await?;
                Some((event, (listener, seat, filter)))
            },
        ))
    }
}

/// One who listens.
struct Listener {
    publications: Publications,
    /// The last position known.
    latest: i64,
    /// All up to here is read.
    read: i64,
    told: Told,
    /// What is read and not yet told, each with its place.
    waiting: VecDeque<(i64, Model)>,
    /// Whether it ended with an error.
    is_over: bool,
}

impl Listener {
    /// The next event; none when the server stops.
    async fn next(
        &mut self,
        ctx: &Context<'_>,
        filter: &StatementFilter,
    ) -> Option<Result<StatementPublished>> {
        while !self.is_over {
            if let Some((position, row)) = self.waiting.pop_front() {
                if self.told.is_news(&row) {
                    let cursor = write_cursor(position);
                    return Some(Ok(StatementPublished {
                        cursor,
                        statement: Statement::from(Arc::new(row)),
                    }));
                }
                continue;
            }
            if self.read >= self.latest {
                self.latest = self.publications.behind(self.read).await?;
            }
            if let Err(error) = self.read(ctx, filter).await {
                self.is_over = true;
                return Some(Err(error));
            }
        }
        None
    }

    /// Reads the next batch, for a token that still holds.
    async fn read(&mut self, ctx: &Context<'_>, filter: &StatementFilter) -> Result<()> {
        ctx.data_unchecked::<Door>().admit_again(ctx.data_unchecked::<Asker>()).await?;
        let after = self.read;
        let new = placed(ctx, filter.clone(), Place::Published, (after, self.latest), BATCH).await?;
        let new: Vec<(i64, Model)> = new.into_iter().map(|row| (row.published_position, row)).collect();
        let until = reached(&new, self.latest);
        let mut changed = Vec::new();
        // What came in before this subscription is never news.
        if after > self.told.floor {
            let rows = placed(ctx, filter.clone(), Place::Changed, (after, until), BATCH).await?;
            changed.extend(rows.into_iter().map(|row| (row.changed_position, row)));
        }
        self.read = reached(&changed, until);
        let mut both: Vec<(i64, Model)> = new.into_iter().chain(changed).collect();
        both.retain(|(position, _)| *position <= self.read);
        both.sort_by_key(|(position, _)| *position);
        self.waiting = both.into();
        Ok(())
    }
}

/// How far a batch goes: to `until`, unless it is full before.
fn reached(batch: &[(i64, Model)], until: i64) -> i64 {
    let is_full = batch.len() as u64 >= BATCH;
    batch.last().filter(|_| is_full).map_or(until, |(position, _)| *position)
}

/// What a subscriber was told of, in bounded memory.
#[derive(Debug)]
struct Told {
    /// Statements that came in up to here are never news: they were there before, or are forgotten.
    floor: i64,
    ids: HashSet<StatementId>,
    order: VecDeque<(StatementId, i64)>,
}

impl Told {
    fn new(floor: i64) -> Self {
        Self { floor, ids: HashSet::new(), order: VecDeque::new() }
    }

    /// Whether the subscriber was not told of this statement; from now on it was.
    fn is_news(&mut self, row: &Model) -> bool {
        if row.published_position <= self.floor || !self.ids.insert(row.id) {
            return false;
        }
        self.order.push_back((row.id, row.published_position));
        if self.order.len() > MEMORY
            && let Some((oldest, position)) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
            self.floor = self.floor.max(position);
        }
        true
    }
}

fn write_cursor(position: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("publication:{position}"))
}

fn read_cursor(cursor: &str, latest: i64) -> Result<i64> {
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        text.strip_prefix("publication:")?.parse::<i64>().ok().filter(|position| *position >= 0)
    };
    let position = read().ok_or_else(|| {
        bad_input("`after` is no cursor of an event; take it from the field `cursor` of one, or write \"BEGINNING\"")
    })?;
    if position > latest {
        return Err(error(
            Code::BadUserInput,
            "`after` lies behind the last publication of this server; it is the cursor of another one",
        ));
    }
    Ok(position)
}

#[cfg(test)]
mod tests;
