//! The states in which an article was seen, and what became of its quotes between them.

use super::Quote;
use crate::loader::{Printing, Printings, load};
use crate::object::{List, object};
use crate::scalar::DateTime;
use async_graphql::{ComplexObject, Context, Enum, Result, SimpleObject};
use ingest::Words;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct ArticleVersion(pub(crate) Arc<entity::article_version::Model>);

object! {
    /// A state in which an article was seen.
    ArticleVersion(it);

    /// From 1, in the order they were seen (schema.org `version`).
    number: i32 = it.0.number;

    /// When its document came in.
    seenAt: DateTime = DateTime(it.0.seen_at);

    /// The headline then.
    headline: &str = &it.0.headline;

    /// The body then; spans of the quotes whose `version` this is count in it.
    body: &str = &it.0.body;

    .. more
}

#[ComplexObject]
impl ArticleVersion {
    /// The quotes it prints, in the order of the text. A quote that later versions print, too, has its spans in the
    /// latest of them: see `Quote.version`.
    async fn quotes(&self, ctx: &Context<'_>) -> Result<List<Quote>> {
        let printings = printings(ctx, self.0.article_id).await?;
        let here = printings.into_iter().filter(|printing| printing.is_in(self.0.number));
        Ok(here.map(|printing| Quote::from(printing.quote)).collect())
    }

    /// What appeared, changed and vanished since the version before; empty for the first.
    async fn quote_changes(&self, ctx: &Context<'_>) -> Result<Vec<QuoteChange>> {
        if self.0.number == 1 {
            return Ok(Vec::new());
        }
        Ok(changes(&printings(ctx, self.0.article_id).await?, self.0.number))
    }
}

async fn printings(ctx: &Context<'_>, article: entity::ArticleId) -> Result<Vec<Printing>> {
    Ok(load(ctx, Printings(article)).await?.unwrap_or_default())
}

/// What became of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum QuoteChangeKind {
    /// The version before did not print it.
    Appeared,
    /// The version before printed it in other words, whatever they say, in the same sentence; or the same words by another
    /// speaker.
    Changed,
    /// The version before printed it, this one does not.
    Vanished,
}

/// What became of a quote between a version and the one before.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct QuoteChange {
    /// What happened.
    kind: QuoteChangeKind,
    /// The quote in the version before; null where it appeared.
    before: Option<Quote>,
    /// The quote in this version; null where it vanished.
    after: Option<Quote>,
}

/// What differs between version `number` and the one before: what is new in the order of the text, then what is
/// gone.
fn changes(printings: &[Printing], number: i32) -> Vec<QuoteChange> {
    let quote = |printing: &Printing| Quote::from(Arc::clone(&printing.quote));
    let is_replaced =
        |printing: &&Printing| printings.iter().any(|other| other.replaces == Some(printing.quote.id));
    let gone = printings.iter().filter(|one| one.last == number - 1).filter(|one| !is_replaced(one));
    let mut gone: Vec<(&Printing, Words)> = gone.map(|one| (one, Words::new(&one.quote.text))).collect();
    let new = printings.iter().filter(|printing| printing.quote.first_version == number);
    let mut new: Vec<(&Printing, Option<&Printing>)> = new
        .map(|printing| {
            let replaced = printings.iter().find(|other| printing.replaces == Some(other.quote.id));
            (printing, replaced.or_else(|| take_same_words(&mut gone, printing)))
        })
        .collect();
    for (printing, before) in new.iter_mut().filter(|(_, before)| before.is_none()) {
        *before = take_same_sentence(&mut gone, printing);
    }
    let mut changes: Vec<QuoteChange> = new
        .into_iter()
        .map(|(printing, before)| {
            let kind = if before.is_some() { QuoteChangeKind::Changed } else { QuoteChangeKind::Appeared };
            QuoteChange { kind, before: before.map(quote), after: Some(quote(printing)) }
        })
        .collect();
    changes.extend(gone.into_iter().map(|(printing, _)| QuoteChange {
        kind: QuoteChangeKind::Vanished,
        before: Some(quote(printing)),
        after: None,
    }));
    changes
}

/// Takes the quote with the same words out of those that are gone. Words that pass to another speaker are another
/// statement's; who reads both versions sees one quote.
fn take_same_words<'p>(gone: &mut Vec<(&'p Printing, Words)>, new: &Printing) -> Option<&'p Printing> {
    let words = Words::new(&new.quote.text);
    let at = gone.iter().position(|(_, known)| *known == words)?;
    Some(gone.remove(at).0)
}

/// Takes the quote that stood in the same sentence out of those that are gone: with the same attribution and verb, and at
/// least [`ALIKE`] of the words in order. The likest, where there are several. Four million that became forty is another
/// statement, and for who reads both versions one quote.
fn take_same_sentence<'p>(gone: &mut Vec<(&'p Printing, Words)>, new: &Printing) -> Option<&'p Printing> {
    let words = Words::new(&new.quote.text);
    let frame = |printing: &Printing| (printing.quote.attribution.clone(), printing.quote.cue.clone());
    let likeness = |known: &Words| words.likeness(known).min(known.likeness(&words));
    let same = gone
        .iter()
        .enumerate()
        .filter(|(_, (known, _))| known.quote.attribution.is_some() && frame(known) == frame(new));
    let alike = same.map(|(at, (_, known))| (at, likeness(known))).filter(|(_, likeness)| *likeness >= ALIKE);
    let (at, _) = alike.min_by(|one, other| other.1.total_cmp(&one.1))?;
    Some(gone.remove(at).0)
}

/// The least share of words that a quote has in common with what it became.
const ALIKE: f64 = 0.5;
