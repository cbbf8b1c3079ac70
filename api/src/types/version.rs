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
    /// The version before printed it in other words, or the same words by another speaker.
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
    let new = new.map(|printing| {
        let replaced = printings.iter().find(|other| printing.replaces == Some(other.quote.id));
        let before = replaced.or_else(|| take_same_words(&mut gone, printing)).map(quote);
        let kind = if before.is_some() { QuoteChangeKind::Changed } else { QuoteChangeKind::Appeared };
        QuoteChange { kind, before, after: Some(quote(printing)) }
    });
    let mut changes: Vec<QuoteChange> = new.collect();
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
