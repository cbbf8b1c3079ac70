//! How likely a quote is right, words and speaker both. In: what found it. Out: a share.

use super::Draft;
use crate::{QuoteKind, Speaker};

/// An estimate: how often this kind and rule find the right words, times how often this kind of source leads to
/// the right speaker. It orders quotes and is not yet calibrated.
pub(super) fn confidence(draft: &Draft, kind: QuoteKind, words: usize, speaker: &Speaker) -> f32 {
    let found: f32 = match (kind, draft.rule) {
        (QuoteKind::Direct, "carried") => 0.85,
        (QuoteKind::Direct, _) => 0.95,
        (QuoteKind::Mixed, "called") => 0.45,
        (QuoteKind::Mixed, "that" | "before") => 0.75,
        (QuoteKind::Mixed, _) => 0.6,
        (QuoteKind::Indirect, "that") => 0.8,
        (QuoteKind::Indirect, "before") => 0.85,
        (QuoteKind::Indirect, "according") => 0.7,
        (QuoteKind::Indirect, _) => 0.65,
    };
    let speaker = match speaker {
        Speaker::Entity(_) if draft.is_inferred => 0.85,
        Speaker::Entity(_) => 0.98,
        Speaker::Role { .. } => 0.9,
        Speaker::Undecided(_) => 0.5,
        Speaker::Unknown => 0.3,
    };
    let short = if words < 4 { 0.8 } else { 1.0 };
    found * speaker * short
}
