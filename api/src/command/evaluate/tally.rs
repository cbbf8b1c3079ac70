//! Counting. In: the pieces of gold and of extraction, article by article. Out: how many agree, by kind.

use super::piece::{Attribution, Piece};
use super::speaker;
use extract::QuoteKind;
use std::collections::BTreeMap;

/// The share of the longer piece's words that two pieces must have in common to be the same words.
const SAME_WORDS: f64 = 0.8;

/// Counts of one kind. Recall counts gold's pieces by gold's kind, precision the extraction's by its own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) gold: usize,
    gold_found: usize,
    pub(super) extracted: usize,
    extracted_found: usize,
    speakers: usize,
    speakers_right: usize,
    gold_with_speaker: usize,
    gold_joint: usize,
    extracted_with_speaker: usize,
    extracted_joint: usize,
}

/// Precision, recall and F1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Agreement {
    pub(super) precision: f64,
    pub(super) recall: f64,
}

impl Agreement {
    pub(super) fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// A share of two counts; nothing of nothing is none.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of pieces")]
    let share = part as f64 / whole.max(1) as f64;
    share
}

impl Counts {
    /// The words agree.
    pub(super) fn found(&self) -> Agreement {
        Agreement {
            precision: share(self.extracted_found, self.extracted),
            recall: share(self.gold_found, self.gold),
        }
    }

    /// The words agree and the speaker is right; pieces whose source gold does not give are left out.
    pub(super) fn joint(&self) -> Agreement {
        Agreement {
            precision: share(self.extracted_joint, self.extracted_with_speaker),
            recall: share(self.gold_joint, self.gold_with_speaker),
        }
    }

    /// Of the pieces found, the share with the right speaker.
    pub(super) fn speaker(&self) -> f64 {
        share(self.speakers_right, self.speakers)
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.gold_found += other.gold_found;
        self.extracted += other.extracted;
        self.extracted_found += other.extracted_found;
        self.speakers += other.speakers;
        self.speakers_right += other.speakers_right;
        self.gold_with_speaker += other.gold_with_speaker;
        self.gold_joint += other.gold_joint;
        self.extracted_with_speaker += other.extracted_with_speaker;
        self.extracted_joint += other.extracted_joint;
    }
}

/// One extracted piece that counts: what it claimed and whether it was right.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) said: Attribution,
    pub(super) is_found: bool,
    /// Words and speaker both right.
    pub(super) is_right: bool,
}

/// A piece that went wrong, as a line for people.
#[derive(Clone, Debug)]
pub(super) struct Miss {
    pub(super) what: &'static str,
    pub(super) kind: QuoteKind,
    pub(super) expected: Attribution,
    pub(super) found: Attribution,
    pub(super) words: String,
}

/// All articles together.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) articles: usize,
    by_kind: BTreeMap<&'static str, Counts>,
    /// Right and all, of sources that stand for a person: by name and by pronoun.
    pub(super) resolved: BTreeMap<&'static str, (usize, usize)>,
    pub(super) claims: Vec<Claim>,
    pub(super) misses: Vec<Miss>,
}

/// The name of a kind, as in the schema.
pub(super) const fn name(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

impl Tally {
    /// The counts of one kind.
    pub(super) fn of(&self, kind: &str) -> Counts {
        self.by_kind.get(kind).copied().unwrap_or_default()
    }

    /// The counts of all kinds.
    pub(super) fn all(&self) -> Counts {
        let mut all = Counts::default();
        self.by_kind.values().for_each(|&counts| all += counts);
        all
    }

    /// Adds an article; `words` gives a piece as printed.
    pub(super) fn add(
        &mut self,
        body: &str,
        gold: &[Piece],
        found: &[Piece],
        words: impl Fn(&Piece) -> String,
    ) {
        self.articles += 1;
        let scored: Vec<&Piece> = gold.iter().filter(|piece| piece.is_scored).collect();
        let pairs = pair(&scored, found);
        for (at, &piece) in scored.iter().enumerate() {
            let same = pairs.iter().find(|pair| pair.gold == at && pair.overlap >= SAME_WORDS);
            self.add_gold(body, piece, same.map(|pair| &found[pair.found]), &words);
        }
        for (at, piece) in found.iter().enumerate() {
            let same = pairs.iter().find(|pair| pair.found == at && pair.overlap >= SAME_WORDS);
            match same {
                Some(pair) => self.add_found(body, piece, Some(scored[pair.gold]), &words),
                None if does_not_count(piece, gold) => {}
                None => self.add_found(body, piece, None, &words),
            }
        }
    }

    fn add_gold(
        &mut self,
        body: &str,
        piece: &Piece,
        same: Option<&Piece>,
        words: impl Fn(&Piece) -> String,
    ) {
        let counts = self.by_kind.entry(name(piece.kind)).or_default();
        counts.gold += 1;
        counts.gold_with_speaker += usize::from(piece.said.source.is_some());
        let miss = |what, found: Attribution| Miss {
            what,
            kind: piece.kind,
            expected: piece.said.clone(),
            found,
            words: words(piece),
        };
        let Some(same) = same else {
            self.misses.push(miss("missed", Attribution::default()));
            return;
        };
        counts.gold_found += 1;
        if let Some(is_right) = speaker::is_right(body, &piece.said, &same.said) {
            counts.speakers += 1;
            counts.speakers_right += usize::from(is_right);
            counts.gold_joint += usize::from(is_right);
            if !is_right {
                self.misses.push(miss("speaker", same.said.clone()));
            }
        }
        if let Some(is_right) = speaker::is_resolved(&piece.said, &same.said) {
            let is_pronoun = piece.said.source_kind.as_deref() == Some("pronoun");
            let resolved = self.resolved.entry(if is_pronoun { "pronoun" } else { "name" }).or_default();
            resolved.0 += usize::from(is_right);
            resolved.1 += 1;
        }
    }

    fn add_found(
        &mut self,
        body: &str,
        piece: &Piece,
        same: Option<&Piece>,
        words: impl Fn(&Piece) -> String,
    ) {
        let counts = self.by_kind.entry(name(piece.kind)).or_default();
        counts.extracted += 1;
        counts.extracted_found += usize::from(same.is_some());
        let is_right = same.map(|gold| speaker::is_right(body, &gold.said, &piece.said));
        // Gold that names no source says nothing about the speaker.
        counts.extracted_with_speaker += usize::from(is_right != Some(None));
        counts.extracted_joint += usize::from(is_right == Some(Some(true)));
        if same.is_none() {
            let (expected, found) = (Attribution::default(), piece.said.clone());
            self.misses.push(Miss {
                what: "spurious",
                kind: piece.kind,
                expected,
                found,
                words: words(piece),
            });
        }
        let is_found = same.is_some();
        let is_right = is_right.is_some_and(|right| right.unwrap_or(true));
        self.claims.push(Claim { said: piece.said.clone(), is_found, is_right });
    }
}

struct Pair {
    overlap: f64,
    gold: usize,
    found: usize,
}

/// Pairs pieces one to one, those with most words in common first.
fn pair(gold: &[&Piece], found: &[Piece]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (at, piece) in gold.iter().enumerate() {
        for (other, extracted) in found.iter().enumerate() {
            let common = piece.common(extracted);
            if common > 0 {
                let overlap = share(common, piece.words.len().max(extracted.words.len()));
                pairs.push(Pair { overlap, gold: at, found: other });
            }
        }
    }
    let distance = |pair: &Pair| gold[pair.gold].words.start.abs_diff(found[pair.found].words.start);
    pairs.sort_by(|a, b| b.overlap.total_cmp(&a.overlap).then(distance(a).cmp(&distance(b))));
    let mut kept: Vec<Pair> = Vec::new();
    for pair in pairs {
        if !kept.iter().any(|other| other.gold == pair.gold || other.found == pair.found) {
            kept.push(pair);
        }
    }
    kept
}

/// A piece half of which people marked as "does not count", or a quotation inside a mixed piece of gold.
fn does_not_count(piece: &Piece, gold: &[Piece]) -> bool {
    let unscored =
        gold.iter().filter(|other| !other.is_scored).map(|other| piece.common(other)).sum::<usize>();
    let is_inside = |other: &Piece| {
        other.is_scored && other.kind == QuoteKind::Mixed && piece.common(other) * 10 >= piece.words.len() * 9
    };
    unscored * 2 >= piece.words.len() || piece.kind == QuoteKind::Direct && gold.iter().any(is_inside)
}
