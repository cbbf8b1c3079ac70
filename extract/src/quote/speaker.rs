//! Who a source is: a record of the document, a role, or several people it could be. In: a source and who spoke
//! before it. Out: a speaker, the phrase that names it, and whether it had to be inferred.

use crate::clause;
use crate::coreference::{Resolved, Speakers, gender, holder, names_subject, pronoun, subject_organization};
use crate::cue::Cue;
use crate::document::Document;
use crate::lexicon::PEOPLE;
use crate::source::{Source, SourceKind, head, subject};
use crate::table::{Named, Table};
use crate::token::Token;
use crate::{Candidate, EntityKind, Speaker};
use std::collections::HashMap;
use std::ops::Range;

/// The speaker of a cue.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) speaker: Speaker,
    /// The phrase that names the speaker: for "and added" and ", adding" the subject of the sentence.
    pub(super) source: Range<usize>,
    /// Whether the speaker was found through a pronoun or another verb's subject.
    pub(super) is_inferred: bool,
}

/// Who spoke last, and who in which sentence.
#[derive(Debug, Default)]
pub(super) struct Spoke {
    last: Option<Heard>,
    sentence: Option<u32>,
    speakers: Speakers,
    /// Who spoke last without a name, in a phrase or as "she", and where: "one voter".
    person: Option<(Speaker, Range<usize>, usize)>,
    /// Who spoke as "a spokesman for the ministry", by the head of the phrase.
    roles: HashMap<String, Speaker>,
}

impl Spoke {
    pub(super) fn hear(
        &mut self,
        document: &Document<'_>,
        sentence: u32,
        source: Option<&Source>,
        heard: &Heard,
    ) {
        self.last = Some(heard.clone());
        self.sentence = Some(sentence);
        self.speakers.last = self.entity();
        self.speakers.by_sentence.extend(self.entity().map(|entity| (sentence as usize, entity)));
        let at = heard.source.start;
        self.person = match (&heard.speaker, source.map(|source| source.kind), self.person.take()) {
            (Speaker::Role { .. }, Some(SourceKind::Nominal), _) => {
                Some((heard.speaker.clone(), heard.source.clone(), at))
            }
            (
                Speaker::Role { .. },
                Some(SourceKind::Pronoun | SourceKind::Same),
                Some((person, source, _)),
            ) if person == heard.speaker => Some((person, source, at)),
            _ => None,
        };
        let nominal = source.filter(|source| source.kind == SourceKind::Nominal);
        let noun = nominal.and_then(|source| head(document, &source.tokens));
        if let (Some(noun), Speaker::Role { .. }) = (noun, &heard.speaker) {
            self.roles.insert(document.tokens[noun].lower.to_string(), heard.speaker.clone());
        }
    }

    /// Whether somebody spoke in the sentence before a cue that begins its own.
    fn is_before(&self, document: &Document<'_>, cue: &Cue) -> bool {
        let here = document.sentence_of[cue.tokens.start];
        let is_first = document.sentence(cue.tokens.start).start == cue.tokens.start;
        is_first && here > 0 && self.sentence == Some(here - 1)
    }

    /// "The spokesman" is the one who spoke before as "a spokesman for the ministry".
    fn same_role(&self, document: &Document<'_>, tokens: &Range<usize>) -> Option<Speaker> {
        let is_definite = tokens.len() == 2 && document.tokens[tokens.start].is("the");
        let head = is_definite.then(|| &*document.tokens[tokens.start + 1].lower)?;
        self.roles.get(head).cloned()
    }

    /// "She" is the voter who spoke right before, unless the text has named another subject since.
    fn same_person(&self, document: &Document<'_>, table: &Table, at: usize) -> Option<&Speaker> {
        let (speaker, source, last) = self.person.as_ref()?;
        let tokens = &document.tokens;
        let pronoun = gender::of_pronoun(&tokens[at].lower)?;
        let noun = PEOPLE.get(&*tokens[head(document, source)?].lower)?;
        let fits = noun.is_none_or(|known| known == pronoun);
        let is_near = tokens[at].paragraph - tokens[(*last).min(at)].paragraph <= 1;
        let sentence = document.sentence(*last);
        let is_left = || names_subject(document, table, sentence.end..at);
        (fits && is_near && !is_left()).then_some(speaker)
    }

    fn entity(&self) -> Option<usize> {
        if let Some(Speaker::Entity(entity)) = self.speaker() { Some(*entity) } else { None }
    }

    fn speaker(&self) -> Option<&Speaker> {
        self.last.as_ref().map(|heard| &heard.speaker)
    }
}

/// The speaker of a cue; `None` when the cue is no report.
pub(super) fn resolve(
    document: &Document<'_>,
    table: &Table,
    cue: &Cue,
    source: Option<&Source>,
    spoke: &Spoke,
) -> Option<Heard> {
    let source = source?;
    let heard = |(speaker, is_inferred)| Heard { speaker, source: source.tokens.clone(), is_inferred };
    match source.kind {
        // "Beijing said": nobody in particular.
        SourceKind::Named(entity) if table.entities[entity].kind == EntityKind::Place => {
            let printed = document.words(&source.tokens);
            Some(heard((Speaker::Role { printed, organization: None }, false)))
        }
        SourceKind::Named(entity) => Some(heard(named(table, source, entity))),
        SourceKind::Pronoun => {
            let at = source.tokens.start;
            let speaker = match spoke.same_person(document, table, at) {
                Some(person) => person.clone(),
                None => match pronoun(document, table, at, &spoke.speakers) {
                    Resolved::One(entity) => Speaker::Entity(entity),
                    Resolved::Tie(candidates) => Speaker::Undecided(candidates),
                    Resolved::Nobody => they(document, table, at, spoke),
                },
            };
            Some(heard((speaker, true)))
        }
        SourceKind::Same => {
            let is_here = spoke.sentence == Some(document.sentence_of[cue.tokens.start]);
            let found = if is_here {
                spoke.last.clone()
            } else {
                match subject(document, table, cue) {
                    Some(subject) => resolve(document, table, cue, Some(&subject), spoke),
                    // `Adding, "It will hold."`: a sentence of its own behind what was said.
                    None => spoke.last.clone().filter(|_| spoke.is_before(document, cue)),
                }
            };
            found.map(|heard| Heard { is_inferred: true, ..heard })
        }
        SourceKind::Joint => {
            let printed = document.words(&source.tokens);
            Some(heard((Speaker::Role { printed, organization: None }, false)))
        }
        SourceKind::Nominal => {
            let speaker = nominal(document, table, &source.tokens);
            let is_role = matches!(speaker, Speaker::Role { .. });
            let told = || told_of(document, table, &source.tokens).map(Speaker::Entity);
            let known = spoke.same_role(document, &source.tokens).or_else(told).filter(|_| is_role);
            Some(heard(known.map_or((speaker, false), |known| (known, true))))
        }
    }
}

/// A name, or the people of that surname.
fn named(table: &Table, source: &Source, entity: usize) -> (Speaker, bool) {
    let Some(tie) = source.tokens.clone().find_map(|at| table.ties.get(&at)) else {
        return (Speaker::Entity(entity), false);
    };
    #[expect(clippy::cast_precision_loss, reason = "a handful of people")]
    let weight = 1.0 / tie.len() as f32;
    let candidates = tie.iter().map(|&entity| Candidate { entity, weight });
    (Speaker::Undecided(candidates.collect()), true)
}

/// "They" and "it" go on with what spoke before, when that is no person; "it" also with the organization that the text is
/// about since.
fn they(document: &Document<'_>, table: &Table, at: usize, spoke: &Spoke) -> Speaker {
    let token = &document.tokens[at];
    let is_meant = |speaker: &Speaker| match speaker {
        Speaker::Role { printed, .. } => {
            token.is_any(&["they", "it"]) && gender::of_pronoun(&printed.to_lowercase()).is_none()
        }
        Speaker::Entity(entity) => token.is("it") && table.is_organization(*entity),
        Speaker::Undecided(_) | Speaker::Unknown => false,
    };
    let since = spoke.last.as_ref().filter(|last| is_meant(&last.speaker)).map_or(0, |last| last.source.end);
    if let Some(organization) = subject_organization(document, table, since..at).filter(|_| token.is("it")) {
        return Speaker::Entity(organization);
    }
    match spoke.speaker() {
        Some(last) if is_meant(last) => last.clone(),
        _ => Speaker::Role { printed: document.tokens[at].lower.to_string(), organization: None },
    }
}

/// A phrase without a name: the only holder of the office it names, the organization it names, or a role.
fn nominal(document: &Document<'_>, table: &Table, tokens: &Range<usize>) -> Speaker {
    if let Some(person) = holder(document, table, tokens) {
        return Speaker::Entity(person);
    }
    let printed = document.words(tokens);
    let mut named = table.mentions_in(tokens).iter();
    let organization = named.find(|named| table.is_organization(named.entity));
    let head = head(document, tokens);
    // "the ministry" is the organization that the document names by that word.
    let last = head.map(|head| &*document.tokens[head].lower).unwrap_or_default();
    let is_whole = document.tokens[tokens.start].is("the") && tokens.len() <= 3;
    if let Some(known) = table.organization_ending(last, tokens.start).filter(|_| is_whole) {
        return Speaker::Entity(known);
    }
    Speaker::Role { printed, organization: organization.map(|named| named.entity) }
}

/// "The singer", "the 67-year-old" of the only person before whom a noun or an age tells of so.
fn told_of(document: &Document<'_>, table: &Table, tokens: &Range<usize>) -> Option<usize> {
    /// Mentions looked back over.
    const MOST: usize = 100;
    if tokens.len() != 2 || !document.tokens[tokens.start].is("the") {
        return None;
    }
    let noun = &*document.tokens[tokens.start + 1].lower;
    let age = noun.strip_suffix("-year-old");
    let is_person = age.is_some() || PEOPLE.contains_key(noun);
    let before = table.mentions.partition_point(|named| named.tokens.end <= tokens.start);
    let before = table.mentions[..before].iter().rev().take(MOST);
    let is_told = |named: &&Named| {
        let is_person = table.is_person(named.entity);
        is_person && age.map_or_else(|| is_a(document, named, noun), |age| is_aged(document, named, age))
    };
    let mut told = before.filter(|_| is_person).filter(is_told).map(|named| named.entity);
    let one = told.next()?;
    told.all(|other| other == one).then_some(one)
}

/// "singer Juniper Lane", "Juniper Lane, a singer from Dayton".
fn is_a(document: &Document<'_>, named: &Named, noun: &str) -> bool {
    let title = document.tokens[named.whole.start..named.tokens.start].iter().any(|token| token.is(noun));
    let before = named.whole.start.checked_sub(1).is_some_and(|before| document.tokens[before].is(noun));
    let behind = clause::apposition(document, named.tokens.end);
    title || before || behind.is_some_and(|head| document.tokens[head].is(noun))
}

/// "Walt Jorgensen, 67,".
fn is_aged(document: &Document<'_>, named: &Named, age: &str) -> bool {
    let comma = named.tokens.end;
    let is = |at: usize, test: &dyn Fn(&Token) -> bool| document.tokens.get(at).is_some_and(test);
    is(comma, &|token| token.is_sign(',')) && is(comma + 1, &|token| token.is(age))
}
