//! What was said. In: a cue and its source. Out: the tokens of the words, before the cue, behind it or both.
//! The order of the words decides: what stands before ", he said." is content when nothing but adverbials follow.

mod after;
mod audience;
mod before;
mod called;
mod frame;
mod setting;
mod trail;

use crate::cue::{Cue, CueKind};
use crate::document::Document;
use crate::lexicon::CueClass;
use crate::source::Source;
use frame::Frame;
use std::ops::Range;

/// The words of one attribution.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// Ranges of tokens in order.
    pub(crate) parts: Vec<Range<usize>>,
    pub(crate) audience: Option<Range<usize>>,
    pub(crate) order: Order,
}

/// How the words of an attribution stand to its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// "The wall will hold, he said."
    Before,
    /// "The wall," he said, "will hold."
    Split,
    /// "He said that the wall will hold."
    That,
    /// "He said the wall will hold."
    Bare,
    /// Words in marks behind the cue.
    Quote,
    /// "He warned of a "catastrophe"": words in marks inside others that are not surely said.
    Partly,
    /// "He said: the wall will hold."
    Colon,
    /// "He called the wall "a joke"."
    Called,
    /// "According to him, the wall will hold."
    According,
    /// A quotation above its speaker's name.
    Signed,
    /// A quotation without a cue, beside what somebody said.
    Carried,
    /// A quotation of nobody known.
    Alone,
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
        CueKind::AccordingTo => whole(frame.according_to()?, Order::According),
        CueKind::Signature => whole(frame.signed(source)?, Order::Signed),
        CueKind::Colon => whole(cue.tokens.end..frame.last(), Order::Colon),
        CueKind::Label => whole(cue.tokens.end..document.paragraph_end(cue.tokens.start), Order::Colon),
        CueKind::Beside(_) if promised.is_some() => promised?,
        _ if cue.kind.class() == CueClass::Call && !frame.calls_out() => {
            frame.called().map(|part| whole(part, Order::Called)).or(promised)?
        }
        _ => frame.split().or_else(|| frame.before()).or_else(|| frame.after()).or(promised)?,
    };
    Some(Content { parts, audience: frame.audience, order })
}
