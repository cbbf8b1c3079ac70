//! What was said. In: a cue and its source. Out: the tokens of the words, before the cue, behind it or both.
//! The order of the words decides: what stands before ", he said." is content when nothing but adverbials follow.

mod after;
mod before;
mod called;
mod frame;

use crate::cue::{Cue, CueKind};
use crate::document::Document;
use crate::lexicon::CueClass;
use crate::source::Source;
use frame::Frame;
use std::ops::Range;

/// The words of one attribution.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// Ranges of tokens in order.
    pub(crate) parts: Vec<Range<usize>>,
    pub(crate) audience: Option<Range<usize>>,
    /// The name of the word order that was found.
    pub(crate) order: &'static str,
}

/// The words that a cue reports. `next` is where the following cue of the sentence begins, its source included.
pub(crate) fn content(
    document: &Document<'_>,
    cue: &Cue,
    source: Option<&Source>,
    next: Option<usize>,
) -> Option<Content> {
    let frame = Frame::new(document, cue, source, next);
    let whole = |part: Range<usize>, order| (Vec::from([part]), order);
    let promised = frame.promised();
    let (parts, order) = match cue.kind {
        CueKind::AccordingTo => whole(frame.according_to()?, "according"),
        CueKind::Signature => whole(frame.signed(source)?, "signed"),
        CueKind::Colon => whole(cue.tokens.end..frame.last(), "colon"),
        CueKind::Beside(_) if promised.is_some() => promised?,
        _ if cue.kind.class() == CueClass::Call && !frame.calls_out() => {
            frame.called().map(|part| whole(part, "called")).or(promised)?
        }
        _ => frame.split().or_else(|| frame.before()).or_else(|| frame.after()).or(promised)?,
    };
    Some(Content { parts, audience: frame.audience, order })
}
