//! Same words, one statement. In: new quotes and the statements that their speakers made around those days.
//! Out: each statement with all its quotes, settled. Quotes of one speaker belong together when their words
//! are the same, a part of each other or nearly the same, and lie within a [`WINDOW`]; what is joined through
//! others is one statement, so that the order of ingest does not matter.

use crate::record::{Record, Voice};
use crate::words::Words;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{ArticleId, Precision, QuoteId, QuoteKind, QuoteMatch, SaidBasis, StatementId};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The same words by the same speaker further apart are said again. A week covers late reprints.
pub(crate) const WINDOW: TimeDelta = TimeDelta::days(7);

/// A quote as far as its statement depends on it.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    pub(crate) id: QuoteId,
    pub(crate) text: String,
    pub(crate) words: Words,
    pub(crate) kind: QuoteKind,
    pub(crate) said_on: NaiveDate,
    pub(crate) precision: Precision,
    pub(crate) basis: SaidBasis,
    pub(crate) language: Option<String>,
    pub(crate) confidence: f64,
    pub(crate) article: ArticleId,
    pub(crate) listed_at: DateTime<Utc>,
    /// Number of the first version of its article that prints it.
    pub(crate) first_version: i32,
    /// Whether its article is told anew in a version that was there.
    pub(crate) is_retold: bool,
    /// The quote of an earlier version that it took the place of, with other words.
    pub(crate) replaces: Option<QuoteId>,
    pub(crate) state: State,
}

/// Where a quote stands between the database and this batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// In the database, and nothing is said about it now.
    Stored(QuoteMatch),
    /// In the database, printed by an article that is told anew: gone, unless a new quote takes its place.
    Stale,
    /// In the database, printed by an earlier version; another took its place.
    Replaced,
    /// Told now: the number of its draft.
    New(usize),
}

/// A statement and its quotes.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub(crate) id: StatementId,
    pub(crate) voice: Voice,
    pub(crate) quotes: Vec<Printed>,
    pub(crate) is_new: bool,
    /// Whether a human looked at it: its articles' words stay its own, whoever says them by a later extraction.
    pub(crate) is_held: bool,
    /// The day that its stored topics and offices have; none where they differ, or nothing is stored.
    pub(crate) dated: Option<NaiveDate>,
    /// Whether quotes were added, so that it must be settled and written.
    pub(crate) is_touched: bool,
}

/// What a statement is, by all its quotes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settled<'c> {
    pub(crate) text: &'c str,
    pub(crate) text_sha256: String,
    pub(crate) kind: QuoteKind,
    pub(crate) said: (NaiveDate, Precision, SaidBasis),
    /// The first and the last day that its quotes tell, where they are two.
    pub(crate) days: Option<(NaiveDate, NaiveDate)>,
    pub(crate) language: Option<&'c str>,
    pub(crate) first: (DateTime<Utc>, ArticleId),
    pub(crate) confidence: f64,
    /// How each quote compares with the text, in the order of the quotes.
    pub(crate) matches: Vec<QuoteMatch>,
}

/// The statements at hand, by speaker.
#[derive(Debug, Default)]
pub(crate) struct Clusters {
    all: Vec<Option<Cluster>>,
    of_speaker: HashMap<Speaker, Vec<usize>>,
    /// Those that a human looked at.
    held: Vec<usize>,
    /// Those that a merge of people gave to their speaker: undoing that takes them away again, with all their quotes.
    pub(crate) moved: HashSet<StatementId>,
    /// Statements that turned out to be another one: the old and the one that stays.
    pub(crate) joined: Vec<(StatementId, StatementId)>,
    /// Quotes of the database that were never said, as it turned out.
    pub(crate) dropped: Vec<QuoteId>,
}

/// Who can have said the same words twice: a record anywhere, somebody without a name in one article only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Speaker {
    Named(Record),
    Unnamed(ArticleId, Voice),
}

impl Speaker {
    fn new(voice: &Voice, article: ArticleId) -> Self {
        match voice {
            Voice { record: Some(record), printed: None } => Self::Named(*record),
            _ => Self::Unnamed(article, voice.clone()),
        }
    }
}

impl Clusters {
    /// Enters a statement of the database.
    pub(crate) fn enter(&mut self, cluster: Cluster) {
        self.held.extend(cluster.is_held.then_some(self.all.len()));
        if let Some(quote) = cluster.quotes.first() {
            let speaker = Speaker::new(&cluster.voice, quote.article);
            self.of_speaker.entry(speaker).or_default().push(self.all.len());
        }
        self.all.push(Some(cluster));
    }

    /// Puts a quote where it belongs; `new_id` gives the id of a statement nobody made before.
    pub(crate) fn add(&mut self, voice: Voice, printed: Printed, new_id: impl FnOnce() -> StatementId) {
        let same = self.home(&voice, &printed);
        let Some((&first, others)) = same.split_first() else {
            let id = new_id();
            let quotes = vec![printed];
            self.enter(Cluster { is_new: true, is_touched: true, ..Cluster::new(id, voice, quotes) });
            return;
        };
        let others: Vec<Cluster> = others.iter().filter_map(|&at| self.all[at].take()).collect();
        if let Some(cluster) = &mut self.all[first] {
            for other in others {
                if !other.is_new {
                    self.joined.push((other.id, cluster.id));
                    cluster.dated = cluster.dated.filter(|day| other.dated == Some(*day));
                }
                cluster.quotes.extend(other.quotes);
                if other.is_held && !cluster.is_held {
                    cluster.is_held = true;
                    self.held.push(first);
                }
            }
            cluster.print(printed);
        }
    }

    /// The statements that a quote belongs to: those of its speaker with the same words; but words that an
    /// article printed before, and that a human looked at, stay with the statement the human looked at.
    fn home(&self, voice: &Voice, printed: &Printed) -> Vec<usize> {
        let same = self.same(voice, printed);
        let is_of = |at: &usize| self.all[*at].as_ref().is_some_and(|cluster| cluster.is_of(printed.article));
        if same.iter().any(is_of) {
            return same;
        }
        let holds = |at: &usize| self.all[*at].as_ref().is_some_and(|cluster| cluster.holds(printed));
        let held = self.held.iter().copied().find(|at| is_of(at) && holds(at));
        held.map_or(same, |held| vec![held])
    }

    /// The statements of the speaker that have a quote of the same words, the oldest first. One that a merge of people
    /// moved takes its own articles' words alone and is joined with no other: it must be able to go back.
    fn same(&self, voice: &Voice, printed: &Printed) -> Vec<usize> {
        let of_speaker = self.of_speaker.get(&Speaker::new(voice, printed.article));
        let at = |at: usize| self.all[at].as_ref().map(|cluster| (at, cluster));
        let same = of_speaker.into_iter().flatten().filter_map(|&slot| at(slot));
        let mut same: Vec<(usize, &Cluster)> = same.filter(|(_, cluster)| cluster.holds(printed)).collect();
        same.sort_by_key(|(_, cluster)| cluster.id);
        let is_moved = |cluster: &Cluster| self.moved.contains(&cluster.id);
        let own = same.iter().find(|(_, cluster)| is_moved(cluster) && cluster.is_of(printed.article));
        if let Some(&(own, _)) = own {
            return vec![own];
        }
        same.into_iter().filter(|(_, cluster)| !is_moved(cluster)).map(|(at, _)| at).collect()
    }

    /// Takes out the stale quotes of `articles`, but for those that a human looked at; gives the statements that
    /// are left without any.
    pub(crate) fn drop_stale(&mut self, articles: &HashSet<ArticleId>) -> Vec<StatementId> {
        let mut emptied = Vec::new();
        for slot in &mut self.all {
            let Some(cluster) = slot else { continue };
            let is_stale = |quote: &Printed| quote.state == State::Stale && articles.contains(&quote.article);
            cluster.is_touched |= cluster.quotes.iter().any(is_stale);
            if cluster.is_held {
                continue;
            }
            let dropped = cluster.quotes.extract_if(.., |quote| is_stale(quote));
            self.dropped.extend(dropped.map(|quote| quote.id));
            if cluster.quotes.is_empty() {
                emptied.push(cluster.id);
                *slot = None;
            }
        }
        emptied
    }

    /// Those with a quote in one of the articles.
    pub(crate) fn printed_in(&self, articles: &HashSet<ArticleId>) -> Vec<StatementId> {
        let is_printed =
            |cluster: &&Cluster| cluster.quotes.iter().any(|quote| articles.contains(&quote.article));
        self.all.iter().flatten().filter(is_printed).map(|cluster| cluster.id).collect()
    }

    /// Those that changed.
    pub(crate) fn touched(&self) -> impl Iterator<Item = &Cluster> {
        self.all.iter().flatten().filter(|cluster| cluster.is_touched)
    }
}

impl Printed {
    /// Whether its words are those of a quote of the same speaker, said around the same day.
    pub(crate) fn has_words(&self, said_on: NaiveDate, words: &Words) -> bool {
        (self.said_on - said_on).abs() <= WINDOW && self.words.compare(words).is_some()
    }
}

impl Cluster {
    /// A statement of the database about which nothing more is known.
    pub(crate) fn new(id: StatementId, voice: Voice, quotes: Vec<Printed>) -> Self {
        Self { id, voice, quotes, is_new: false, is_held: false, dated: None, is_touched: false }
    }

    fn holds(&self, printed: &Printed) -> bool {
        self.quotes.iter().any(|quote| printed.has_words(quote.said_on, &quote.words))
    }

    /// Whether it has a quote that the article printed before, and whose place no other took.
    fn is_of(&self, article: ArticleId) -> bool {
        let is_before = |quote: &Printed| matches!(quote.state, State::Stored(_) | State::Stale);
        self.quotes.iter().any(|quote| quote.article == article && is_before(quote))
    }

    /// Adds a quote: in the place of the stale one that its article printed before, where the words or the
    /// version are the same; else beside it, as what it became.
    fn print(&mut self, mut printed: Printed) {
        self.is_touched = true;
        let is_before = |quote: &Printed| quote.state == State::Stale && quote.article == printed.article;
        let is_same = |quote: &Printed| is_before(quote) && quote.words == printed.words;
        let same = self.quotes.iter().position(is_same);
        let Some(at) = same.or_else(|| self.quotes.iter().position(is_before)) else {
            self.quotes.push(printed);
            return;
        };
        let stale = &mut self.quotes[at];
        if same.is_some() || printed.is_retold {
            printed.id = stale.id;
            printed.first_version = stale.first_version;
            *stale = printed;
        } else {
            stale.state = State::Replaced;
            printed.replaces = Some(stale.id);
            self.quotes.push(printed);
        }
    }

    /// The statement that these quotes make: the longest words, the best-founded day, the first appearance.
    pub(crate) fn settle(&self) -> Option<Settled<'_>> {
        let fullest = self
            .quotes
            .iter()
            .min_by_key(|quote| (Reverse(quote.words.len()), quote.kind, quote.listed_at, &quote.text))?;
        let said = self.quotes.iter().min_by_key(|quote| (quote.basis, quote.precision, quote.said_on))?;
        let days = || self.quotes.iter().map(|quote| quote.said_on);
        let days = days().min().zip(days().max()).filter(|(from, until)| from < until);
        let first = self.quotes.iter().map(|quote| (quote.listed_at, quote.article)).min()?;
        let compare = |quote: &Printed| quote.words.compare(&fullest.words).unwrap_or(QuoteMatch::Edited);
        Some(Settled {
            text: &fullest.text,
            text_sha256: fullest.words.sha256(),
            kind: fullest.kind,
            said: (said.said_on, said.precision, said.basis),
            days,
            language: fullest.language.as_deref(),
            first,
            confidence: self.quotes.iter().map(|quote| quote.confidence).fold(0.0, f64::max),
            matches: self.quotes.iter().map(compare).collect(),
        })
    }
}

#[cfg(test)]
mod tests;
