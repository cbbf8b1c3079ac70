//! Whom and what a name means: a surname the person of that surname whom the document names in full, any other name a
//! place, an organization or a person of one name. Where several people bear a surname the text before decides, and a
//! tie stays one.

use super::beside::{is_enterprise, is_group, is_shown, speaks};
use super::parts::{suffix, without_suffix};
use super::{Table, follows_article, honorific};
use crate::document::Document;
use crate::name::{Guess, Name};
use crate::{Entity, EntityKind, PlaceKind, gazetteer};

impl Table {
    /// The person whom a surname, or a given name alone, means.
    pub(super) fn known_person(&mut self, document: &Document<'_>, name: &Name, text: &str) -> Option<usize> {
        let surname = document.words(&without_suffix(document, &name.tokens));
        let bearers = match self.surnamed(&surname) {
            [] if name.tokens.len() == 1 => {
                self.by_given.get(&text.to_lowercase()).map_or(&[][..], Vec::as_slice)
            }
            bearers => bearers,
        };
        if bearers.is_empty()
            || name.guess == Guess::Place && name.title.is_none() && follows_place_word(document, name)
        {
            return None;
        }
        let told = honorific(document, name);
        if let [one] = *bearers {
            let is_other = told.is_some() && self.genders[one].is_some_and(|known| Some(known) != told);
            return Some(if is_other { self.single(text) } else { one });
        }
        // "Trump" is the one who is called so, "Trump Jr." the other.
        let called = |at: &&usize| suffix(&self.entities[**at].name) == suffix(text);
        let same: Vec<usize> = bearers.iter().filter(called).copied().collect();
        let bearers = if same.is_empty() { bearers.to_vec() } else { same };
        if let [one] = bearers[..] {
            return Some(one);
        }
        let fits = |at: &&usize| told.is_none() || self.genders[**at].is_none() || self.genders[**at] == told;
        let fitting: Vec<usize> = bearers.iter().filter(fits).copied().collect();
        if let [one] = fitting[..] {
            return Some(one);
        }
        self.nearest(&fitting, name.tokens.start)
    }

    /// Of several people of one surname the only one named so far, or the one named last, unless another was named close
    /// before.
    fn nearest(&mut self, bearers: &[usize], at: usize) -> Option<usize> {
        const CLOSE: usize = 60;
        /// Candidates of a tie, as of a pronoun.
        const MOST: usize = 3;
        let mut seen: Vec<(usize, usize)> =
            bearers.iter().filter_map(|&bearer| self.last_named[bearer].map(|last| (last, bearer))).collect();
        seen.sort_unstable_by(|a, b| b.cmp(a));
        match seen[..] {
            [] => None,
            [(_, one)] => Some(one),
            [(first, one), (second, _), ..] => {
                if first - second < CLOSE {
                    let close = seen.iter().take_while(|(last, _)| first - last < CLOSE).take(MOST);
                    self.ties.insert(at, close.map(|(_, bearer)| *bearer).collect());
                }
                Some(one)
            }
        }
    }

    /// A place, an organization, or a person of whom the document tells one name only.
    pub(super) fn other(
        &mut self,
        document: &Document<'_>,
        name: &Name,
        text: &str,
        countries: &[&str],
    ) -> Option<usize> {
        let is_bare = name.title.is_none();
        match name.guess {
            Guess::Place if is_bare => self.place(document, name, text, countries),
            Guess::Organization => Some(self.add(Entity::organization(text))),
            Guess::Person | Guess::Place => Some(self.single(text)),
            Guess::Unknown if is_bare && self.is_organization_here(document, name, text) => {
                Some(self.add(Entity::organization(text)))
            }
            // "Georgia voted": a country whose name is more often something else.
            Guess::Unknown
                if is_bare && (follows_place_word(document, name) || gazetteer::is_country(text)) =>
            {
                self.place(document, name, text, countries)
            }
            // "the Treasury said": nobody's name stands behind an article.
            Guess::Unknown if is_bare && follows_article(document, name) => {
                speaks(document, name).then(|| self.add(Entity::organization(text)))
            }
            Guess::Unknown if is_shown(document, name) => {
                (!is_group(document, name)).then(|| self.single(text))
            }
            Guess::Unknown => self.known(EntityKind::Person, text),
            Guess::Demonym | Guess::Title => None,
        }
    }

    fn place(
        &mut self,
        document: &Document<'_>,
        name: &Name,
        text: &str,
        countries: &[&str],
    ) -> Option<usize> {
        place(document, name, text, countries).map(|place| self.add(place.entity()))
    }

    /// Whether the document names an organization so, or a noun before the name shows one.
    fn is_organization_here(&self, document: &Document<'_>, name: &Name, text: &str) -> bool {
        self.known(EntityKind::Organization, text).is_some() || is_enterprise(document, name)
    }

    fn known(&self, kind: EntityKind, text: &str) -> Option<usize> {
        self.by_key.get(&(kind, text.to_lowercase(), None)).copied()
    }
}

/// The place that a name means: within the one printed behind its comma, else as the countries of the text have it.
fn place(document: &Document<'_>, name: &Name, text: &str, countries: &[&str]) -> Option<gazetteer::Place> {
    let tokens = &document.tokens;
    let comma = name.tokens.end;
    let longest = (comma + 1 + gazetteer::LONGEST).min(tokens.len());
    let whole = tokens.get(comma).filter(|comma| comma.is_sign(',')).and_then(|_| {
        (comma + 2..=longest).rev().find_map(|end| {
            let words = document.words(&(comma + 1..end));
            gazetteer::seat(&words, PlaceKind::Region).filter(|place| place.kind == PlaceKind::Region)
        })
    });
    match whole {
        Some(whole)
            if gazetteer::choose(text, countries).is_some_and(|place| place.kind == PlaceKind::City) =>
        {
            gazetteer::within(text, whole)
        }
        _ => gazetteer::choose(text, countries),
    }
}

/// Whether "in", "from" or "near" stands before a name that can be a place.
fn follows_place_word(document: &Document<'_>, name: &Name) -> bool {
    let before = name.tokens.start.checked_sub(1).map(|before| &document.tokens[before]);
    before.is_some_and(|before| {
        before.is_any(&["in", "from", "near", "at", "of", "across", "outside", "inside", "throughout"])
    })
}
