//! Whether the words of a quote are what its speaker denies: "He denied that the ships had followed." In: the kind of the
//! quote, its cue and their places. What is not plain is no denial.

use entity::{QuoteKind, Spans};

/// The forms of the verbs that take what somebody else said for untrue.
const DENYING: [&str; 24] = [
    "deny",
    "denies",
    "denied",
    "denying",
    "dispute",
    "disputes",
    "disputed",
    "disputing",
    "refute",
    "refutes",
    "refuted",
    "refuting",
    "rebut",
    "rebuts",
    "rebutted",
    "rebutting",
    "reject",
    "rejects",
    "rejected",
    "rejecting",
    "contradict",
    "contradicts",
    "contradicted",
    "contradicting",
];

/// Whether the cue denies the words. It stands before them: words in marks before it are the denial itself, and so are
/// those that do not follow at once, as in `He denied it: "I never took it."`
pub(crate) fn is_denied(kind: QuoteKind, cue: Option<&str>, cue_end: Option<i32>, spans: &Spans) -> bool {
    let denies = cue.is_some_and(|cue| {
        cue.split(' ').any(|word| DENYING.iter().any(|form| word.eq_ignore_ascii_case(form)))
    });
    let Some((end, &(start, _))) = cue_end.zip(spans.0.first()) else { return false };
    let is_object = match kind {
        QuoteKind::Direct => start == end + 1,
        QuoteKind::Indirect | QuoteKind::Mixed => start >= end,
    };
    denies && is_object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_stands_before_what_it_denies() {
        for (kind, cue, cue_end, start, expected) in [
            (QuoteKind::Indirect, "denied", 9, 15, true),
            (QuoteKind::Mixed, "Disputes", 9, 15, true),
            (QuoteKind::Indirect, "said", 9, 15, false),
            (QuoteKind::Direct, "denied", 9, 10, true),
            (QuoteKind::Direct, "denied", 9, 14, false),
            (QuoteKind::Direct, "denied", 40, 10, false),
        ] {
            let spans = Spans(vec![(start, start + 20)]);
            assert_eq!(is_denied(kind, Some(cue), Some(cue_end), &spans), expected, "{kind:?} {cue} {start}");
        }
        assert!(!is_denied(QuoteKind::Direct, None, None, &Spans(vec![(0, 9)])));
    }
}
