//! Quotes: cues, sources and contents put together, speakers resolved, and what stands in marks without a cue
//! carried to who spoke beside it. In: a document and its table. Out: quotes in order of the text.

use crate::content::{Order, content};
use crate::cue::{Cue, cues};
use crate::date;
use crate::document::Document;
use crate::source::{Source, SourceKind, source};
use crate::table::Table;
use crate::token::Kind;
use crate::{Quote, QuoteKind, Span, Speaker};
use chrono::NaiveDate;
use std::ops::Range;

mod carry;
mod confidence;
mod speaker;

use speaker::{Heard, Spoke, resolve};

/// A quote before its spans are cut.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) parts: Vec<Range<usize>>,
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) audience: Option<Range<usize>>,
    pub(crate) speaker: Speaker,
    pub(crate) order: Order,
    /// Whether the speaker was found through a pronoun or carried from elsewhere.
    pub(crate) is_inferred: bool,
}

/// All quotes of a document.
pub(crate) fn quotes(document: &Document<'_>, table: &Table, day: Option<NaiveDate>) -> Vec<Quote> {
    let mut drafts = attributed(document, table);
    carry::carry(document, &mut drafts);
    drafts.sort_by_key(|draft| draft.parts[0].start);
    drafts.iter().filter_map(|draft| finish(document, table, draft, day)).collect()
}

/// What cues report.
fn attributed(document: &Document<'_>, table: &Table) -> Vec<Draft> {
    let cues = cues(document);
    let sources: Vec<Option<Source>> = cues.iter().map(|cue| source(document, table, cue)).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut spoke = Spoke::default();
    for (at, cue) in cues.iter().enumerate() {
        let found = sources[at].as_ref();
        let next = next_start(document, &cues, &sources, at);
        if is_taken(&drafts, cue) {
            continue;
        }
        let sentence = document.sentence_of[cue.tokens.start];
        let resolved = resolve(document, table, cue, found, &spoke);
        let content = content(document, cue, found, next)
            .map(|content| (untaken(&drafts, content.parts.clone()), content));
        // "what the minister had told her": a person whom nothing but a title mentions is not who the text goes on with.
        let is_title = found.is_some_and(|source| source.kind == SourceKind::Nominal);
        let is_mentioned =
            |heard: &&Heard| content.is_none() && is_title && matches!(heard.speaker, Speaker::Entity(_));
        if let Some(heard) = resolved.as_ref().filter(|heard| !is_mentioned(heard)) {
            spoke.hear(document, sentence, found, heard);
        }
        let Some((parts, content)) = content else { continue };
        if parts.is_empty() || resolved.is_none() && !is_spoken(document, &parts) {
            continue;
        }
        drafts.push(Draft {
            parts,
            cue: Some(cue.tokens.clone()),
            source: resolved.as_ref().map(|heard| heard.source.clone()),
            audience: content.audience,
            is_inferred: resolved.as_ref().is_none_or(|heard| heard.is_inferred),
            speaker: resolved.map_or(Speaker::Unknown, |heard| heard.speaker),
            order: content.order,
        });
    }
    drafts
}

/// Whether all parts are words in marks that are plainly said, whoever says them.
fn is_spoken(document: &Document<'_>, parts: &[Range<usize>]) -> bool {
    kind(document, parts) == Some(QuoteKind::Direct)
        && parts
            .iter()
            .flat_map(|part| document.quotations_in(part.clone()))
            .any(|quotation| document.is_spoken(quotation))
}

/// Where the next cue of the same sentence begins, its source included unless that stands before this cue, too:
/// "Brandt, speaking on Monday, said".
fn next_start(document: &Document<'_>, cues: &[Cue], sources: &[Option<Source>], at: usize) -> Option<usize> {
    let sentence = document.sentence_of[cues[at].tokens.start];
    let is_here = |number: usize| {
        cues.get(number).is_some_and(|next| document.sentence_of[next.tokens.start] == sentence)
    };
    let number =
        if is_here(at + 2) && goes_on(document, &cues[at], &sources[at + 1..]) { at + 2 } else { at + 1 };
    let next = cues.get(number).filter(|_| is_here(number))?;
    let source = sources[number].as_ref()?;
    let is_before = source.tokens.start < cues[at].tokens.end;
    Some(if is_before { next.tokens.start } else { source.tokens.start.min(next.tokens.start) })
}

/// "said the party had confirmed it, and predicted that": whether the next cue is a part of what this one reports, and the one
/// behind it goes on with this one. `sources` are those of the cues behind.
fn goes_on(document: &Document<'_>, cue: &Cue, sources: &[Option<Source>]) -> bool {
    let [Some(told), Some(joins), ..] = sources else { return false };
    let end = cue.tokens.end;
    (end..=end + 1).contains(&told.tokens.start)
        && joins.kind == SourceKind::Same
        && document.tokens[joins.tokens.start - 1].is_sign(',')
}

/// Whether a cue stands inside what an earlier one reports: what somebody said that another said is one quote.
fn is_taken(drafts: &[Draft], cue: &Cue) -> bool {
    drafts.iter().rev().take(4).flat_map(|draft| &draft.parts).any(|part| part.contains(&cue.tokens.start))
}

/// The parts that no earlier quote holds.
fn untaken(drafts: &[Draft], parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut free = Vec::new();
    for mut part in parts {
        for taken in drafts
            .iter()
            .rev()
            .take(6)
            .flat_map(|draft| draft.parts.iter().chain(&draft.cue).chain(&draft.source))
        {
            if taken.start < part.end && part.start < taken.end {
                part.start = part.start.max(taken.end);
            }
        }
        if part.start < part.end {
            free.push(part);
        }
    }
    free
}

/// Cuts spans, finds the day, and drops what is no quote.
fn finish(document: &Document<'_>, table: &Table, draft: &Draft, day: Option<NaiveDate>) -> Option<Quote> {
    let kind = kind(document, &draft.parts)?;
    let spans: Vec<Span> = draft.parts.iter().flat_map(|part| cut(document, part, kind)).collect();
    let words = |span: &Span| span.of(document.body).split_whitespace().count();
    let total: usize = spans.iter().map(words).sum();
    let is_called = draft.order == Order::Called;
    let is_enough = match kind {
        QuoteKind::Direct => total > usize::from(is_called),
        QuoteKind::Mixed => total >= 3,
        QuoteKind::Indirect => total >= 3 && !is_called,
    };
    if spans.is_empty() || !is_enough {
        return None;
    }
    let frame = draft.cue.as_ref().map_or(draft.parts[0].start, |cue| cue.start);
    let sentence = document.sentence(frame);
    let office = draft.speaker_entity().and_then(|speaker| {
        let source = draft.source.as_ref()?;
        let is_here = |held: &crate::table::Held| {
            held.holder == speaker
                && held.tokens.start <= source.end + 14
                && source.start <= held.tokens.end + 1
        };
        table.offices.iter().position(is_here)
    });
    let at = |range: &Range<usize>| document.span(range);
    Some(Quote {
        kind,
        spans,
        cue: draft.cue.as_ref().map(at),
        source: draft.source.as_ref().map(at),
        confidence: confidence::confidence(draft, kind, total, &draft.speaker),
        speaker: draft.speaker.clone(),
        office,
        audience: draft.audience.as_ref().map(at),
        said: said(document, draft, sentence, frame, day),
        topics: Vec::new(),
        mentions: Vec::new(),
        rule: rule(kind, draft.order).into(),
    })
}

impl Draft {
    fn speaker_entity(&self) -> Option<usize> {
        if let Speaker::Entity(entity) = self.speaker { Some(entity) } else { None }
    }
}

/// The day, told in the sentence around the words, never inside them.
fn said(
    document: &Document<'_>,
    draft: &Draft,
    sentence: Range<usize>,
    frame: usize,
    day: Option<NaiveDate>,
) -> Option<crate::Said> {
    let outside = |range: Range<usize>| {
        let clear = range.clone().all(|at| !draft.parts.iter().any(|part| part.contains(&at)));
        clear.then_some(range)
    };
    let first = draft
        .parts
        .iter()
        .map(|part| part.start)
        .filter(|start| *start > frame)
        .min()
        .unwrap_or(sentence.end);
    let last =
        draft.parts.iter().map(|part| part.end).filter(|end| *end <= frame).max().unwrap_or(sentence.start);
    let around = last.max(sentence.start)..first.min(sentence.end).max(frame);
    let around = outside(around).unwrap_or(frame..frame);
    date::said(document, around, frame, day)
}

/// Whether all, some or none of the words stand in marks.
fn kind(document: &Document<'_>, parts: &[Range<usize>]) -> Option<QuoteKind> {
    let words = parts
        .iter()
        .flat_map(Clone::clone)
        .filter(|&at| matches!(document.tokens[at].kind, Kind::Word | Kind::Number));
    let (inside, outside): (Vec<usize>, Vec<usize>) =
        words.partition(|&at| document.tokens[at].quotation.is_some());
    match (inside.is_empty(), outside.is_empty()) {
        (true, true) => None,
        (false, true) => Some(QuoteKind::Direct),
        (true, false) => Some(QuoteKind::Indirect),
        (false, false) => Some(QuoteKind::Mixed),
    }
}

/// The spans of a part: of a direct quote each quotation by itself, with its marks; otherwise the
/// whole part without signs at its edges.
fn cut(document: &Document<'_>, part: &Range<usize>, kind: QuoteKind) -> Vec<Span> {
    let tokens = &document.tokens;
    if kind == QuoteKind::Direct {
        let mut numbers: Vec<u32> = part.clone().filter_map(|at| tokens[at].quotation).collect();
        numbers.dedup();
        return numbers.iter().map(|&number| document.quotations[number as usize].span(tokens)).collect();
    }
    let is_edge = |at: usize| matches!(tokens[at].kind, Kind::Sign(',' | ';' | ':' | '–' | '—' | '-'));
    let mut part = part.clone();
    while part.start < part.end && is_edge(part.start) {
        part.start += 1;
    }
    while part.start < part.end && is_edge(part.end - 1) {
        part.end -= 1;
    }
    if part.is_empty() { Vec::new() } else { vec![document.span(&part)] }
}

/// The name of the rule, for people who look for errors.
fn rule(kind: QuoteKind, order: Order) -> &'static str {
    match (kind, order) {
        (QuoteKind::Direct, Order::Before) => "direct_before_cue",
        (QuoteKind::Direct, Order::Split) => "direct_split",
        (QuoteKind::Direct, Order::Carried) => "direct_carried",
        (QuoteKind::Direct, Order::Alone) => "direct_alone",
        (QuoteKind::Direct, Order::Signed) => "direct_signed",
        (QuoteKind::Direct, _) => "direct_after_cue",
        (QuoteKind::Mixed, Order::Called) => "mixed_called",
        (QuoteKind::Mixed, Order::Before) => "mixed_before_cue",
        (QuoteKind::Mixed, Order::That) => "mixed_that",
        (QuoteKind::Mixed, Order::Partly) => "mixed_partly",
        (QuoteKind::Mixed, _) => "mixed_after_cue",
        (QuoteKind::Indirect, Order::Before) => "indirect_before_cue",
        (QuoteKind::Indirect, Order::That) => "indirect_that",
        (QuoteKind::Indirect, Order::According) => "according_to",
        (QuoteKind::Indirect, Order::Split) => "indirect_split",
        (QuoteKind::Indirect, Order::Colon) => "indirect_colon",
        (QuoteKind::Indirect, _) => "indirect_bare",
    }
}
