//! Who "he", "she" and "the minister" are. In: a document, its table and a place in the text. Out: an entity, or
//! those it could be with their weights. The person last in the focus of the text wins; a tie stays a tie.

pub(crate) mod gender;
pub(crate) mod thing;

use crate::Candidate;
use crate::clause;
use crate::document::Document;
use crate::gazetteer;
use crate::name::{self, Guess};
use crate::office::title_key;
use crate::source::main_clause;
use crate::table::{Named, Table};
use crate::title;
use crate::token::{Kind, Token};
use crate::word::Class;
use std::ops::Range;

/// Whom words without a name mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Resolved {
    One(usize),
    Tie(Vec<Candidate>),
    Nobody,
}

/// The people named in a range of tokens, outside quotations.
fn people_in<'t>(document: &Document<'_>, table: &'t Table, range: &Range<usize>) -> Vec<&'t Named> {
    let people = table.mentions_in(range).iter().filter(|named| table.is_person(named.entity));
    people.filter(|named| document.tokens[named.tokens.start].quotation.is_none()).collect()
}

/// Who spoke last, and in which sentences who of the document's entities did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Speakers {
    pub(crate) last: Option<usize>,
    pub(crate) by_sentence: Vec<(usize, usize)>,
}

impl Speakers {
    /// Whether the text has named another subject since somebody spoke.
    fn are_left(&self, document: &Document<'_>, table: &Table, at: usize) -> bool {
        let Some(&(spoken, _)) = self.by_sentence.last() else { return false };
        names_subject(document, table, document.sentences[spoken].end..at)
    }

    /// Who spoke last in a sentence.
    fn of(&self, sentence: usize) -> Option<usize> {
        let found = self.by_sentence.iter().rev().take_while(|(spoken, _)| *spoken >= sentence);
        found.into_iter().find(|(spoken, _)| *spoken == sentence).map(|(_, speaker)| *speaker)
    }
}

/// The share of a sentence's weight of somebody who is named in it without being what it is about.
const OTHER: f32 = 0.4;

/// Whom a pronoun at `at` means, by who spoke before it.
pub(crate) fn pronoun(document: &Document<'_>, table: &Table, at: usize, speakers: &Speakers) -> Resolved {
    /// Sentences looked back over; a pronoun further from its name has another one in between.
    const BACK: usize = 6;
    let Some(gender) = gender::of_pronoun(&document.tokens[at].lower) else { return Resolved::Nobody };
    let here = document.sentence_of[at] as usize;
    let mut weights: Vec<(usize, f32)> = Vec::new();
    let mut add = |entity: usize, weight: f32| {
        if !table.is_person(entity) || table.genders[entity].is_some_and(|known| known != gender) {
            return;
        }
        let bonus = if table.genders[entity] == Some(gender) { 1.2 } else { 1.0 };
        match weights.iter_mut().find(|(known, _)| *known == entity) {
            Some(known) => known.1 += weight * bonus * 0.5,
            None => weights.push((entity, weight * bonus)),
        }
    };
    let own = document.sentences[here].start..at;
    let is_told = tells_of(document, at);
    if !is_told && here > 0 && opens_with_stranger(document, table, &document.sentences[here - 1]) {
        return Resolved::Nobody;
    }
    for (entity, share) in shares(document, table, &own, None).into_iter().filter(|_| !is_told) {
        add(entity, if share < 1.0 { 5.0 * share } else { 4.0 });
    }
    let mut weight = 3.0;
    for number in (here.saturating_sub(BACK)..here).rev() {
        let sentence = document.sentences[number].clone();
        // "Her deputy, Peter Olsen, left. She said": who owns goes on.
        let is_owned = gender::of_pronoun(&document.tokens[sentence.start].lower) == Some(gender);
        let weight_here = if is_owned { OTHER * weight } else { weight };
        for (entity, share) in shares(document, table, &sentence, speakers.of(number)) {
            add(entity, weight_here * share);
        }
        weight *= 0.5;
    }
    if let Some(spoke) = speakers.last.filter(|_| !speakers.are_left(document, table, at)) {
        add(spoke, 2.0);
    }
    decide(weights)
}

/// "Holm, she said, had left": the words before a pronoun with its verb are what was said, and nobody speaks of themselves
/// by name.
fn tells_of(document: &Document<'_>, pronoun: usize) -> bool {
    let tokens = &document.tokens;
    let is_said = tokens.get(pronoun + 1).is_some_and(Token::speaks);
    let closes = tokens.get(pronoun + 2).is_none_or(|next| matches!(next.kind, Kind::Sign(',' | '.')));
    let opens = pronoun > document.sentence(pronoun).start
        && tokens[pronoun - 1].is_sign(',')
        && tokens[pronoun - 1].quotation.is_none();
    opens && is_said && closes
}

/// "Thackery voted against it.": whether the subject of a sentence that names no person is a name of one word of which the
/// text tells nothing else.
fn opens_with_stranger(document: &Document<'_>, table: &Table, sentence: &Range<usize>) -> bool {
    let [first, verb, ..] = &document.tokens[sentence.clone()] else { return false };
    let is_name = first.is_name_like()
        && !first.is_ordinary()
        && !first.lower.ends_with('s')
        && first.quotation.is_none()
        && name::classify(document, &(sentence.start..sentence.start + 1)) == Guess::Unknown;
    is_name
        && clause::is_verb(verb)
        && !verb.is_any(&["were", "are", "have"])
        && table.at(sentence.start).is_none()
        && people_in(document, table, sentence).is_empty()
}

/// What share of a sentence's weight each person has: all of it who speaks in it, else the subject and whoever
/// "and" joins to it; part of it who else is named.
fn shares(
    document: &Document<'_>,
    table: &Table,
    sentence: &Range<usize>,
    speaker: Option<usize>,
) -> Vec<(usize, f32)> {
    const ALONE: f32 = 0.8;
    let people = people_in(document, table, sentence);
    let mut shares: Vec<(usize, f32)> = Vec::new();
    if let Some(speaker) = speaker {
        shares.push((speaker, 1.0));
    } else if opens_with_pronoun(document, sentence) {
        // "She turned to Mrs Stannard.": who is named is somebody else.
    } else if let Some(first) = subject(document, &people, sentence) {
        let joined = people[first..].windows(2).take_while(|pair| is_joined(document, pair[0], pair[1]));
        let count = 1 + joined.count();
        shares.extend(people[first..first + count].iter().map(|named| (named.entity, 1.0)));
    } else if let Some(first) = people.first() {
        shares.push((first.entity, ALONE));
    }
    let others = people.iter().map(|named| (named.entity, OTHER));
    let others: Vec<(usize, f32)> =
        others.filter(|(entity, _)| shares.iter().all(|(known, _)| known != entity)).collect();
    shares.extend(others);
    shares
}

/// Whether "he" or "she" is the subject of a sentence.
fn opens_with_pronoun(document: &Document<'_>, sentence: &Range<usize>) -> bool {
    let main = main_clause(document, sentence.end.saturating_sub(1).max(sentence.start));
    gender::of_subject(&document.tokens[main].lower).is_some()
}

/// Which of a sentence's people its subject is: the first in the main clause that belongs to nobody else's phrase, else
/// the first such one before it.
fn subject(document: &Document<'_>, people: &[&Named], sentence: &Range<usize>) -> Option<usize> {
    let main = main_clause(document, sentence.end.saturating_sub(1).max(sentence.start));
    let free = |at: &usize| is_free(document, people[*at]);
    let own = (0..people.len()).filter(free).find(|&at| people[at].whole.start >= main);
    own.or_else(|| (0..people.len()).find(free))
}

/// Whether a person is named as subject in a range of tokens, outside quotations.
pub(crate) fn names_subject(document: &Document<'_>, table: &Table, range: Range<usize>) -> bool {
    let people = people_in(document, table, &range);
    people.iter().any(|named| is_free(document, named))
}

/// The organization that the text is about at the end of a range: named as subject in the same sentence or in one right
/// before it.
pub(crate) fn subject_organization(
    document: &Document<'_>,
    table: &Table,
    range: Range<usize>,
) -> Option<usize> {
    /// Sentences looked back over.
    const BACK: usize = 2;
    let here = document.sentence_of[range.end] as usize;
    let paragraph = document.tokens[range.end].paragraph;
    let is_meant = |named: &&Named| {
        let first = &document.tokens[named.tokens.start];
        let is_organization = table.is_organization(named.entity);
        let is_here = first.quotation.is_none() && first.paragraph == paragraph;
        is_organization && is_here && is_free(document, named)
    };
    let mut sentences = (here.saturating_sub(BACK)..=here).rev().map(|number| &document.sentences[number]);
    sentences.find_map(|sentence| {
        let within = sentence.start.max(range.start)..sentence.end.min(range.end);
        table.mentions_in(&within).iter().find(is_meant).map(|named| named.entity)
    })
}

/// Whether a name can be a subject: neither governed by a preposition nor somebody's whom something belongs to.
fn is_free(document: &Document<'_>, named: &Named) -> bool {
    !is_object(document, named) && !is_owner(document, named)
}

/// Whether a preposition governs a name: "a letter to Brandt".
fn is_object(document: &Document<'_>, named: &Named) -> bool {
    let Some(before) = named.whole.start.checked_sub(1) else { return false };
    let before = &document.tokens[before];
    before.is_a(Class::Preposition)
        || before
            .is_any(&["about", "against", "between", "by", "like", "unlike", "than", "toward", "towards"])
}

/// Whether something belongs to a name: "Brandt's husband".
fn is_owner(document: &Document<'_>, named: &Named) -> bool {
    document.tokens.get(named.tokens.end).is_some_and(|next| next.kind == Kind::Possessive)
}

/// "Ana Brandt and Tom Hale".
fn is_joined(document: &Document<'_>, one: &Named, other: &Named) -> bool {
    let between = one.tokens.end..other.whole.start;
    between.len() == 1 && document.tokens[between.start].is_any(&["and", ","])
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

/// The person whom a title without a name means: the only holder of that office in the document. What else is printed
/// must be the office's own place: "the German chancellor" is no other country's, "the vice president" another office.
pub(crate) fn holder(document: &Document<'_>, table: &Table, tokens: &Range<usize>) -> Option<usize> {
    let phrase = tokens.start + usize::from(document.tokens[tokens.start].is("the"))..tokens.end;
    let (title, _) = title::last(document, &phrase, |_| false)?;
    let is_former = document.tokens[phrase.start].is("former");
    let before = phrase.start + usize::from(is_former)..title.start;
    let key = title_key(document, &title);
    let holder = table.holders.get(&if is_former { former(&key) } else { key })?;
    let entity = holder.only?;
    let is_seat = |name: &str| holder.jurisdiction.as_deref() == Some(name);
    let adjective = gazetteer::demonym(document.text(&before)).map(|place| place.name);
    let is_theirs = before.is_empty() || adjective.is_some_and(is_seat) || is_seat(&document.words(&before));
    let place = title::with_place(document, title.end, &phrase);
    let behind = document.words(&(title.end..phrase.end));
    let is_of =
        || behind.strip_prefix("of ").is_some_and(|of| is_seat(of.strip_prefix("the ").unwrap_or(of)));
    let is_whole = title.end == phrase.end || place == phrase.end && is_of();
    (is_theirs && is_whole).then_some(entity)
}

/// The key of a title that is held no longer.
pub(crate) fn former(title: &str) -> String {
    format!("former {title}")
}
