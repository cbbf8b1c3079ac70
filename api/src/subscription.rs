//! What can be listened to: statements as they are published. In: a filter and a cursor. Out: events, each a
//! statement with its cursor, without loss and without repeats.
//!
//! A statement has two positions in the order of commits: where it came in, and where it changed last. A subscriber
//! reads what changed behind its cursor in that order, and is told of each statement once: when it first matches,
//! even if only a later article brings the topic that was asked for. See docs/adr/0011.

use crate::error::{Code, bad_input, error};
use crate::publications::Publications;
use crate::types::Statement;
use crate::types::statement::{StatementFilter, published};
use async_graphql::{Context, Result, SimpleObject, Subscription};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::StatementId;
use entity::statement::Model;
use futures_util::Stream;
use std::collections::{HashSet, VecDeque};

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

/// What can be listened to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Subscriptions;

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
        let place = publications.place()?;
        let latest = publications.now().await?;
        let after = match after.as_deref() {
            None => latest,
            Some(BEGINNING) => 0,
            Some(cursor) => read_cursor(cursor, latest)?,
        };
        // A filter that can never be read is told at once.
        let filter = filter.unwrap_or_default();
        published(ctx, filter.clone(), (after, after), 1).await?;
        let listener = Listener {
            publications,
            latest,
            after,
            told: Told::new(after),
            waiting: VecDeque::new(),
            is_over: false,
        };
        Ok(futures_util::stream::unfold(
            (listener, place, filter),
            move |(mut listener, place, filter)| async move {
                let event = listener.next(ctx, &filter).await?;
                Some((event, (listener, place, filter)))
            },
        ))
    }
}

/// One who listens.
struct Listener {
    publications: Publications,
    /// The last position known.
    latest: i64,
    /// All up to here is told.
    after: i64,
    told: Told,
    waiting: VecDeque<Model>,
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
            if let Some(row) = self.waiting.pop_front() {
                self.after = row.changed_position;
                if self.told.is_news(&row) {
                    let cursor = write_cursor(self.after);
                    return Some(Ok(StatementPublished { cursor, statement: Statement(row) }));
                }
                continue;
            }
            if self.after >= self.latest {
                self.latest = self.publications.behind(self.after).await?;
            }
            match published(ctx, filter.clone(), (self.after, self.latest), BATCH).await {
                Ok(rows) if rows.is_empty() => self.after = self.latest,
                Ok(rows) => self.waiting = rows.into(),
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
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
