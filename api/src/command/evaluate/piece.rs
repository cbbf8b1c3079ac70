//! Gold and findings in one shape. In: a line of gold, or an extraction. Out: pieces: the ranges of words that are
//! compared, each with its attribution.

use super::text::Text;
use extract::{CodePoints, Extraction, Quote, QuoteKind, Span, Speaker};
use serde::Deserialize;
use std::ops::Range;

/// A line of gold: an article and what people marked in it. Offsets are Unicode code points of the text.
#[derive(Deserialize)]
pub(super) struct Gold {
    pub(super) id: String,
    pub(super) text: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) date: String,
    quotes: Vec<GoldQuote>,
}

#[derive(Deserialize)]
struct GoldQuote {
    start: usize,
    end: usize,
    /// `false`: beliefs, intentions and fragments, which count neither for nor against.
    #[serde(default = "yes")]
    scored: bool,
    cue_text: Option<String>,
    speaker_text: Option<String>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    speaker_kind: Option<String>,
    speaker_resolved: Option<String>,
}

const fn yes() -> bool {
    true
}

/// Who said it, and how that is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribution {
    /// The source as printed, and its place in bytes.
    pub(super) printed: Option<String>,
    pub(super) source: Option<Span>,
    /// What the source is: person, pronoun, nominal, organisation.
    pub(super) source_kind: Option<String>,
    /// Whom it stands for.
    pub(super) name: Option<String>,
    pub(super) cue: Option<String>,
    pub(super) rule: String,
    pub(super) confidence: f32,
}

/// Words of one paragraph, said by one speaker.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) words: Range<usize>,
    pub(super) kind: QuoteKind,
    pub(super) is_scored: bool,
    pub(super) said: Attribution,
}

impl Piece {
    /// How many words two pieces have in common.
    pub(super) fn common(&self, other: &Self) -> usize {
        let end = self.words.end.min(other.words.end);
        end.saturating_sub(self.words.start.max(other.words.start))
    }
}

/// What people marked; pieces too short to be scored are kept as "does not count".
pub(super) fn of_gold(gold: &Gold, text: &Text) -> Vec<Piece> {
    let points = CodePoints::new(&gold.text);
    let span = |start, end| points.to_bytes(Span::new(start, end));
    let quotes = gold.quotes.iter().map(|quote| {
        let said = Attribution {
            printed: quote.speaker_text.clone(),
            source: quote.speaker_start.zip(quote.speaker_end).map(|(start, end)| span(start, end)),
            source_kind: quote.speaker_kind.clone(),
            name: quote.speaker_resolved.clone(),
            cue: quote.cue_text.clone(),
            ..Attribution::default()
        };
        (vec![span(quote.start, quote.end)], quote.scored, said)
    });
    let mut pieces = pieces(text, quotes);
    pieces.iter_mut().for_each(|piece| piece.is_scored &= is_long_enough(piece));
    pieces
}

/// What was extracted, identical pieces once.
pub(super) fn of_extraction(found: &Extraction, body: &str, text: &Text) -> Vec<Piece> {
    let quotes = found.quotes.iter().map(|quote| {
        let printed = |span: Option<Span>| span.map(|span| span.of(body).to_owned());
        let said = Attribution {
            printed: printed(quote.source),
            source: quote.source,
            cue: printed(quote.cue),
            name: speaker(found, quote),
            rule: quote.rule.to_string(),
            confidence: quote.confidence,
            ..Attribution::default()
        };
        (quote.spans.clone(), true, said)
    });
    let mut pieces = pieces(text, quotes);
    pieces.retain(is_long_enough);
    pieces.dedup_by(|later, earlier| later.words == earlier.words);
    pieces
}

/// The name of who spoke, or what stands for one.
pub(super) fn speaker(found: &Extraction, quote: &Quote) -> Option<String> {
    match &quote.speaker {
        Speaker::Entity(at) => Some(found.entities[*at].name.clone()),
        Speaker::Role { printed, .. } => Some(printed.clone()),
        Speaker::Undecided(_) | Speaker::Unknown => None,
    }
}

/// Two words say nothing, nor do three without marks.
fn is_long_enough(piece: &Piece) -> bool {
    piece.words.len() >= if piece.kind == QuoteKind::Indirect { 4 } else { 3 }
}

/// Cuts spans at line breaks and joins neighbouring quotations of one speaker with no word between them.
fn pieces(text: &Text, quotes: impl Iterator<Item = (Vec<Span>, bool, Attribution)>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (spans, is_scored, said) in quotes {
        for words in spans.into_iter().flat_map(|span| text.lines(text.words(span))) {
            pieces.push(Piece { kind: text.kind(&words), words, is_scored, said: said.clone() });
        }
    }
    pieces.sort_by_key(|piece| (piece.words.start, piece.words.end));
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if is_continued(text, last, &piece) => {
                last.words.end = last.words.end.max(piece.words.end);
                last.is_scored |= piece.is_scored;
            }
            _ => joined.push(piece),
        }
    }
    joined
}

fn is_continued(text: &Text, last: &Piece, next: &Piece) -> bool {
    let speaker = |piece: &Piece| {
        let named = piece.said.name.as_ref().or(piece.said.printed.as_ref());
        named.map(|name| super::text::fold(name))
    };
    last.words.end == next.words.start
        && !text.starts_line(next.words.start)
        && last.kind == QuoteKind::Direct
        && next.kind == QuoteKind::Direct
        && speaker(last).is_some()
        && speaker(last) == speaker(next)
}
