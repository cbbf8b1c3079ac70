//! The gender of people, as far as the text itself shows it: by the nouns beside a name and by pronouns behind it. A
//! name never does. In: a document and its table. Out: the table's genders.

use super::people_in;
use crate::clause;
use crate::date;
use crate::document::Document;
use crate::lexicon::{Gender, PEOPLE};
use crate::table::{Named, Table};
use crate::token::{Kind, Token};
use crate::word::Class;
use crate::{Entity, EntityKind};
use std::collections::HashMap;

/// The gender of a pronoun.
pub(crate) fn of_pronoun(word: &str) -> Option<Gender> {
    match word {
        "him" | "his" | "himself" => Some(Gender::Male),
        "her" | "hers" | "herself" => Some(Gender::Female),
        _ => of_subject(word),
    }
}

/// The gender of a pronoun that is a subject, also with its verb: "he's". "Brandt demanded his release" tells nothing of
/// Brandt.
pub(super) fn of_subject(word: &str) -> Option<Gender> {
    match word.split_once('\'').map_or(word, |(pronoun, _)| pronoun) {
        "he" => Some(Gender::Male),
        "she" => Some(Gender::Female),
        _ => None,
    }
}

/// How often pronouns of each gender could mean somebody.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    male: u32,
    female: u32,
}

impl Votes {
    fn cast(&mut self, gender: Gender) {
        match gender {
            Gender::Male => self.male += 1,
            Gender::Female => self.female += 1,
        }
    }

    /// The gender that more than two thirds vote for.
    fn shown(self) -> Option<Gender> {
        if self.male > 2 * self.female {
            Some(Gender::Male)
        } else if self.female > 2 * self.male {
            Some(Gender::Female)
        } else {
            None
        }
    }
}

/// What pronouns tell of somebody, from the surest to the least sure.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// "Brandt said she would": subjects of clauses in the sentence that names nobody else.
    clauses: Votes,
    /// "Brandt left. She said": subjects of the sentences behind that name nobody.
    behind: Votes,
    /// "Brandt and his wife": whoever is owned by somebody.
    owners: Votes,
}

impl Evidence {
    fn shown(self) -> Option<Gender> {
        self.clauses.shown().or_else(|| self.behind.shown()).or_else(|| self.owners.shown())
    }
}

/// Whom the sentence before tells of.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    /// The only person whom it names.
    only: Option<usize>,
    /// Whom "her" in "Her deputy, Peter Olsen, left" means, and the gender that this tells.
    owner: Option<(Gender, usize)>,
}

impl Before {
    /// Whom a pronoun of a gender means in the sentence behind.
    fn meant(self, gender: Gender) -> Option<usize> {
        match self.owner {
            Some((told, owner)) if told == gender => Some(owner),
            _ => self.only,
        }
    }
}

/// Learns genders from nouns, then from the pronouns of sentences that name one person alone and of those behind them
/// that name nobody.
pub(crate) fn learn(document: &Document<'_>, table: &mut Table) {
    learn_from_nouns(document, table);
    let mut evidence: HashMap<usize, Evidence> = HashMap::new();
    let mut before = Before::default();
    for range in &document.sentences {
        let people = people_in(document, table, range);
        let mut distinct: Vec<usize> = people.iter().map(|named| named.entity).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let only = if let [one] = distinct[..] { Some(one) } else { None };
        for at in range.clone().filter(|&at| document.tokens[at].quotation.is_none()) {
            let Some(gender) = of_pronoun(&document.tokens[at].lower) else { continue };
            let is_subject = of_subject(&document.tokens[at].lower).is_some();
            let mut named =
                people.iter().take_while(|named| named.tokens.end <= at).map(|named| named.entity);
            let first = named.next();
            if let Some(one) = first.filter(|&first| named.all(|other| other == first)) {
                let found = evidence.entry(one).or_default();
                if is_subject && begins_clause(document, at) {
                    found.clauses.cast(gender);
                } else if document.tokens[at].is_any(&["his", "her"]) {
                    found.owners.cast(gender);
                }
            } else if let Some(one) = before.meant(gender).filter(|_| is_subject && distinct.is_empty()) {
                evidence.entry(one).or_default().behind.cast(gender);
            } else if let Some(one) = before.meant(gender).filter(|_| at == range.start) {
                evidence.entry(one).or_default().owners.cast(gender);
            }
        }
        if !distinct.is_empty() {
            let first = of_pronoun(&document.tokens[range.start].lower);
            let owner = first.and_then(|gender| Some((gender, before.meant(gender)?)));
            before = Before { only, owner };
        }
    }
    for (entity, found) in evidence {
        table.genders[entity] = table.genders[entity].or_else(|| found.shown());
    }
}

/// Whether a pronoun begins its clause: "said he would", not "every page he had marked".
fn begins_clause(document: &Document<'_>, at: usize) -> bool {
    let classes =
        [Class::Clause, Class::Conjunction, Class::Stop, Class::Edge, Class::Subordinator, Class::Relative];
    let before = at.checked_sub(1).map(|before| &document.tokens[before]);
    before.is_none_or(|before| {
        !before.is_word()
            || before.speaks()
            || date::is_month_or_day(&before.lower)
            || classes.iter().any(|&class| before.is_a(class))
    })
}

/// "his wife, Ana Brandt", "actress Ana Brandt", "Ana Brandt, a spokeswoman for".
fn learn_from_nouns(document: &Document<'_>, table: &mut Table) {
    let is_person = |entity: &Entity| entity.kind == EntityKind::Person;
    for at in 0..table.mentions.len() {
        let named = &table.mentions[at];
        let (entity, is_tie) = (named.entity, table.ties.contains_key(&named.tokens.start));
        if is_tie || table.genders[entity].is_some() || !is_person(&table.entities[entity]) {
            continue;
        }
        table.genders[entity] = of_nouns(document, named);
    }
}

/// The gender that the nouns beside a name tell.
pub(crate) fn of_nouns(document: &Document<'_>, named: &Named) -> Option<Gender> {
    before(document, named).or_else(|| behind(document, named))
}

fn of_noun(token: &Token) -> Option<Gender> {
    PEOPLE.get(&*token.lower).copied().flatten()
}

/// The gender that a title tells, or a noun right before the name or before the comma that opens it.
fn before(document: &Document<'_>, named: &Named) -> Option<Gender> {
    let tokens = &document.tokens;
    let floor = document.sentence(named.tokens.start).start;
    let title = tokens[named.whole.start..named.tokens.start].iter().find_map(of_noun);
    title.or_else(|| {
        let before = named.whole.start.checked_sub(1).filter(|&before| before >= floor)?;
        if !tokens[before].is_sign(',') {
            return of_noun(&tokens[before]);
        }
        let closes =
            tokens.get(named.tokens.end).is_none_or(|next| matches!(next.kind, Kind::Sign(',' | '.')));
        let noun = before.checked_sub(1).filter(|&noun| noun >= floor && closes)?;
        of_noun(&tokens[noun])
    })
}

/// The gender that the head of an apposition tells: "Ana Brandt, a spokeswoman for".
fn behind(document: &Document<'_>, named: &Named) -> Option<Gender> {
    clause::apposition(document, named.tokens.end).and_then(|head| of_noun(&document.tokens[head]))
}
