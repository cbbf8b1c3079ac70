//! "Beacon said no. It had no evidence, it said.": a name that "it" goes on with is no person's. In: a document and its
//! table. Out: the table, with such names as organizations.

use super::{people_in, subject};
use crate::EntityKind;
use crate::document::Document;
use crate::lexicon::GIVEN_NAMES;
use crate::table::Table;
use crate::token::Token;
use std::collections::HashSet;

/// Makes organizations of the names that speak as "it" in the next sentence.
pub(crate) fn learn(document: &Document<'_>, table: &mut Table) {
    let holders: HashSet<usize> = table.offices.iter().map(|held| held.holder).collect();
    for at in document.start..document.tokens.len() {
        let Some(entity) = spoken_of(document, table, at) else { continue };
        let known = &mut table.entities[entity];
        let is_given = known.given_name.as_deref().is_some_and(|given| GIVEN_NAMES.contains(given));
        if !is_given && table.genders[entity].is_none() && !holders.contains(&entity) {
            (known.kind, known.given_name, known.family_name) = (EntityKind::Organization, None, None);
        }
    }
}

/// Whom "it said" means as far as names go: the subject of the sentence before, in the same paragraph.
fn spoken_of(document: &Document<'_>, table: &Table, at: usize) -> Option<usize> {
    let token = &document.tokens[at];
    let is_said = |next: usize| document.tokens.get(next).is_some_and(Token::speaks);
    if !token.is("it") || token.quotation.is_some() || !is_said(at + 1) {
        return None;
    }
    let before = &document.sentences[(document.sentence_of[at] as usize).checked_sub(1)?];
    if document.tokens[before.start].paragraph != token.paragraph {
        return None;
    }
    let people = people_in(document, table, before);
    let named = people[subject(document, &people, before)?];
    // A form of address or a title before it is a person's.
    (named.whole.start == named.tokens.start).then_some(named.entity)
}
