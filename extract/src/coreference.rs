//! Who "he", "she" and "the minister" are. In: a document, its table and a place in the text. Out: an entity, or
//! those it could be with their weights. The person last in the focus of the text wins; a tie stays a tie.

use crate::document::Document;
use crate::lexicon::Gender;
use crate::office::title_key;
use crate::table::{Named, Table};
use crate::{Candidate, EntityKind};
use std::collections::HashMap;
use std::ops::Range;

/// Whom words without a name mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Resolved {
    One(usize),
    Tie(Vec<Candidate>),
    Nobody,
}

/// The gender of a pronoun.
pub(crate) fn gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// Learns the gender of people from the pronouns of sentences that name one person alone. The text shows it; a
/// name never does.
pub(crate) fn learn_genders(document: &Document<'_>, table: &mut Table) {
    let mut votes: HashMap<usize, (u32, u32)> = HashMap::new();
    let mut only_before: Option<usize> = None;
    for range in &document.sentences {
        let people = people_in(document, table, range);
        let mut who: Option<usize> = match people[..] {
            [] => only_before,
            _ => None,
        };
        let mut distinct: Vec<usize> = people.iter().map(|named| named.entity).collect();
        distinct.sort_unstable();
        distinct.dedup();
        for at in range.clone().filter(|&at| document.tokens[at].quotation.is_none()) {
            if let ([one], Some(first)) = (&distinct[..], people.first()) {
                who = (at >= first.tokens.end).then_some(*one);
            }
            if let (Some(gender), Some(who)) = (gender(&document.tokens[at].lower), who) {
                let vote = votes.entry(who).or_default();
                match gender {
                    Gender::Male => vote.0 += 1,
                    Gender::Female => vote.1 += 1,
                }
            }
        }
        only_before = match distinct[..] {
            [one] => Some(one),
            [] => only_before,
            _ => None,
        };
    }
    for (entity, (male, female)) in votes {
        let shown = if male > 2 * female {
            Some(Gender::Male)
        } else if female > 2 * male {
            Some(Gender::Female)
        } else {
            None
        };
        table.genders[entity] = table.genders[entity].or(shown);
    }
}

/// The people named in a range of tokens, outside quotations.
fn people_in<'t>(document: &Document<'_>, table: &'t Table, range: &Range<usize>) -> Vec<&'t Named> {
    let people = table
        .mentions_in(range)
        .iter()
        .filter(|named| table.entities[named.entity].kind == EntityKind::Person);
    people.filter(|named| document.tokens[named.tokens.start].quotation.is_none()).collect()
}

/// Whom a pronoun at `at` means. `spoke` is who spoke last before it.
pub(crate) fn pronoun(document: &Document<'_>, table: &Table, at: usize, spoke: Option<usize>) -> Resolved {
    /// Sentences looked back over; a pronoun further from its name has another one in between.
    const BACK: usize = 6;
    let Some(gender) = gender(&document.tokens[at].lower) else { return Resolved::Nobody };
    let here = document.sentence_of[at] as usize;
    let mut weights: Vec<(usize, f32)> = Vec::new();
    let mut add = |entity: usize, weight: f32| {
        if table.genders[entity].is_some_and(|known| known != gender) {
            return;
        }
        let bonus = if table.genders[entity] == Some(gender) { 1.6 } else { 1.0 };
        match weights.iter_mut().find(|(known, _)| *known == entity) {
            Some(known) => known.1 += weight * bonus * 0.5,
            None => weights.push((entity, weight * bonus)),
        }
    };
    let own = document.sentences[here].start..at;
    for (rank, named) in people_in(document, table, &own).iter().enumerate() {
        add(named.entity, if rank == 0 { 4.0 } else { 2.0 });
    }
    let mut weight = 3.0;
    for number in (here.saturating_sub(BACK)..here).rev() {
        let sentence = document.sentences[number].clone();
        let people = people_in(document, table, &sentence);
        for (rank, named) in people.iter().enumerate() {
            add(named.entity, if rank == 0 { weight } else { weight * 0.4 });
        }
        weight *= 0.5;
    }
    if let Some(spoke) = spoke {
        add(spoke, 2.0);
    }
    decide(weights)
}

/// The heaviest, unless the next is as heavy.
fn decide(mut weights: Vec<(usize, f32)>) -> Resolved {
    /// A lead of a tenth decides.
    const LEAD: f32 = 1.1;
    weights.sort_by(|a, b| b.1.total_cmp(&a.1));
    match weights[..] {
        [] => Resolved::Nobody,
        [(one, _)] => Resolved::One(one),
        [(one, first), (_, second), ..] if first > second * LEAD => Resolved::One(one),
        _ => {
            let total: f32 = weights.iter().map(|(_, weight)| weight).sum();
            let candidate = |&(entity, weight): &(usize, f32)| Candidate { entity, weight: weight / total };
            Resolved::Tie(weights.iter().take(3).map(candidate).collect())
        }
    }
}

/// The person whom a title without a name means: the only holder of that office in the document.
pub(crate) fn holder(document: &Document<'_>, table: &Table, tokens: &Range<usize>) -> Option<usize> {
    let title = title_key(document, tokens);
    let title = title.strip_prefix("the ").unwrap_or(&title);
    let ends = |whole: &str, end: &str| {
        whole.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    };
    let is_meant = |known: &str| ends(title, known) || ends(known, title);
    let mut holders =
        table.holders.iter().filter(|(known, _)| is_meant(known)).flat_map(|(_, holders)| holders);
    let one = holders.next()?;
    holders.all(|other| other == one).then_some(*one)
}
