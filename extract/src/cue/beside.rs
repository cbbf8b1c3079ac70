//! Verbs that report nothing by themselves and stand beside words that somebody says: `"Never," Brandt fired back`,
//! `He turned to the crowd: "Never!"`, `He railed against "a wall of shame."` In: a document and its cues. Out: a cue
//! for each quotation whose sentence has none.

use super::{Cue, CueKind};
use crate::clause;
use crate::document::Document;
use crate::lexicon::CueClass;
use crate::quotation::Quotation;
use crate::token::Kind;
use std::ops::Range;

/// Adds the cues that stand beside quotations without one, and keeps the order of the text.
pub(super) fn add(document: &Document<'_>, cues: &mut Vec<Cue>) {
    let mut found = Vec::new();
    for quotation in &document.quotations {
        let sentence = document.sentence(promise(document, quotation).unwrap_or(quotation.first));
        let first = cues.get(cues.partition_point(|cue| cue.tokens.start < sentence.start));
        let first = first.filter(|cue| cue.tokens.start < sentence.end);
        // `"Never," Brandt continued, citing the law`: what goes on with a verb reports nothing of what is before it.
        let goes_on = |cue: &Cue| {
            matches!(cue.kind, CueKind::Participle(_))
                && cue.tokens.start > quotation.last
                && document.is_spoken(quotation)
        };
        if first.is_none_or(goes_on) {
            found.extend(beside(document, quotation, &sentence));
        }
    }
    cues.extend(found);
    cues.sort_by_key(|cue| cue.tokens.start);
    cues.dedup_by_key(|cue| cue.tokens.start);
}

/// The colon at the end of the paragraph before a quotation that begins one.
fn promise(document: &Document<'_>, quotation: &Quotation) -> Option<usize> {
    let last = quotation.first.checked_sub(1)?;
    let tokens = &document.tokens;
    let is_other = tokens[last].paragraph != tokens[quotation.first].paragraph;
    (is_other && tokens[last].is_sign(':')).then_some(last)
}

fn beside(document: &Document<'_>, quotation: &Quotation, sentence: &Range<usize>) -> Option<Cue> {
    let (verb, class) = if document.is_spoken(quotation) {
        let verb = behind(document, quotation, sentence).or_else(|| opening(document, quotation, sentence));
        (verb?, CueClass::State)
    } else {
        (around(document, quotation, sentence)?, CueClass::Call)
    };
    Some(Cue::new(verb..verb + 1, CueKind::Beside(class)))
}

/// `"Never," shot back Ana Brandt`, `"Never," an angry Brandt shot back`: the first verb behind, near the marks.
fn behind(document: &Document<'_>, quotation: &Quotation, sentence: &Range<usize>) -> Option<usize> {
    const REACH: usize = 8;
    let from = quotation.last + 1;
    let near = from..(from + REACH).min(sentence.end);
    let stops = |at: usize| matches!(document.tokens[at].kind, Kind::Sign(_) | Kind::Mark);
    let verb = near.take_while(|&at| !stops(at)).find(|&at| clause::is_verb(&document.tokens[at]))?;
    clause::is_event(&document.tokens[verb]).then_some(verb)
}

/// `Brandt turned to the crowd: "Never!"`: the last verb before the comma or colon that opens the marks.
fn opening(document: &Document<'_>, quotation: &Quotation, sentence: &Range<usize>) -> Option<usize> {
    let opens = quotation.first.checked_sub(1).filter(|&at| at > sentence.start)?;
    let is_opened = matches!(document.tokens[opens].kind, Kind::Sign(',' | ':'));
    is_opened.then(|| last_verb(document, sentence.start..opens)).flatten()
}

/// `He railed against "a wall of shame"`: the last verb before words in marks that are no sentence and no title.
fn around(document: &Document<'_>, quotation: &Quotation, sentence: &Range<usize>) -> Option<usize> {
    const LEAST: usize = 3;
    let is_phrase = document.words_of(quotation).len() >= LEAST && !document.is_title(quotation);
    is_phrase.then(|| last_verb(document, sentence.start..quotation.first)).flatten()
}

fn last_verb(document: &Document<'_>, range: Range<usize>) -> Option<usize> {
    let verbs = range.skip(1).rev().filter(|&at| document.tokens[at].quotation.is_none());
    verbs.into_iter().find(|&at| clause::is_event(&document.tokens[at]))
}
