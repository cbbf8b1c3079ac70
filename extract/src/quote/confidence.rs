//! How likely a quote is right, words and speaker both. In: what found it. Out: a share.

use super::Draft;
use crate::content::Order;
use crate::{QuoteKind, Speaker};

/// How often this kind and rule find the right words, times how often this kind of source leads to the right speaker.
/// Both shares were counted on one half of PolNeAR 1.0's development part (2,766 pieces, told apart by a hash of the
/// articles' ids) and checked on the other; docs/extraction.md has the table.
pub(super) fn confidence(draft: &Draft, kind: QuoteKind, words: usize, speaker: &Speaker) -> f32 {
    let found: f32 = match (kind, draft.order) {
        (QuoteKind::Direct, Order::Alone) => 0.7,
        (QuoteKind::Direct, Order::Carried) => 0.95,
        (QuoteKind::Direct, _) => 0.99,
        (QuoteKind::Mixed, Order::Called) => 0.6,
        (QuoteKind::Mixed, Order::Partly) => 0.5,
        (QuoteKind::Mixed, Order::That) => 0.88,
        (QuoteKind::Mixed, _) => 0.82,
        (QuoteKind::Indirect, Order::That) => 0.78,
        (QuoteKind::Indirect, Order::Before) => 0.7,
        (QuoteKind::Indirect, Order::Colon) => 0.5,
        (QuoteKind::Indirect, Order::According) => 0.83,
        (QuoteKind::Indirect, _) => 0.79,
    };
    let speaker = match speaker {
        Speaker::Entity(_) if draft.is_inferred => 0.88,
        Speaker::Entity(_) => 0.98,
        Speaker::Role { .. } => 0.95,
        Speaker::Undecided(_) => 0.5,
        Speaker::Unknown => 0.3,
    };
    let short = if words < 4 { 0.8 } else { 1.0 };
    found * speaker * short
}
