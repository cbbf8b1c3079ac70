//! Who and where is named in a document: each person, organization and place once, with all its mentions. In:
//! names. Out: entities, mentions in order of the text, offices. A surname is the person of that surname whom the
//! document names in full; where it names two, the text before decides, and a tie stays one.

mod beside;
mod meant;
mod parts;

use crate::coreference::{former, gender};
use crate::document::Document;
use crate::gazetteer::Place;
use crate::lexicon::{GIVEN_NAMES, Gender, TITLES, TitleClass};
use crate::name::{Guess, Name, PARTICLES, abbreviation, names};
use crate::office;
use crate::title::{is_below, is_head};
use crate::{Entity, EntityKind, Office, Qualifier, gazetteer};
use beside::{is_enterprise, is_group, is_shown};
use parts::{Parts, first_word, is_same, without_suffix};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// People of one surname, and organizations of one kind, that are told apart: a text that names more is no article.
const CROWD: usize = 50;

/// By what entities are told apart: their kind, their name in lower case and a place's `GeoNames` number.
type Key = (EntityKind, String, Option<u32>);

/// An entity named at some tokens.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Titles included.
    pub(crate) whole: Range<usize>,
    pub(crate) tokens: Range<usize>,
    pub(crate) entity: usize,
}

/// An office printed beside a person's name.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) holder: usize,
    pub(crate) office: Office,
    pub(crate) qualifier: Option<Qualifier>,
    pub(crate) is_then: bool,
    pub(crate) tokens: Range<usize>,
}

/// Who holds the offices of one title.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    /// Nobody where several people hold such an office.
    pub(crate) only: Option<usize>,
    /// The place that the office is of, where print tells it.
    pub(crate) jurisdiction: Option<String>,
}

/// The document's entities.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) entities: Vec<Entity>,
    /// The gender that the text shows of each entity.
    pub(crate) genders: Vec<Option<Gender>>,
    pub(crate) mentions: Vec<Named>,
    pub(crate) offices: Vec<Held>,
    /// Who holds the office of each title, in lower case; "former" stands before those that are held no longer.
    pub(crate) holders: HashMap<String, Holder>,
    /// Phrases that are nothing but a title: "the Secretary of State".
    pub(crate) titles: Vec<Range<usize>>,
    /// Organizations named inside titles before a name: "Apple" in "Apple CEO Tim Cook".
    pub(crate) owners: Vec<Named>,
    /// Surnames that more than one person of the document bears: where they stand, and who it can be.
    pub(crate) ties: HashMap<usize, Vec<usize>>,
    by_key: HashMap<Key, usize>,
    /// The organizations whose names end with a word.
    by_ending: HashMap<String, Vec<usize>>,
    /// Where each entity is named first.
    first_named: Vec<Option<usize>>,
    /// Where each entity was named last, while names are read.
    last_named: Vec<Option<usize>>,
    by_surname: HashMap<String, Vec<usize>>,
    by_given: HashMap<String, Vec<usize>>,
}

impl Table {
    /// Reads the names of a story that was filed from a place.
    pub(crate) fn new(document: &Document<'_>, filed_from: Option<Place>) -> Self {
        let names = names(document);
        let countries = countries(document, &names, filed_from);
        let mut table = Self::default();
        let offices: Vec<Vec<office::Printed>> = names
            .iter()
            .map(|name| if can_hold(name) { office::beside(document, name) } else { Vec::new() })
            .collect();
        for printed in offices.iter().flatten() {
            table.owner(document, printed);
        }
        let surnames = surnames(document, &names);
        let whole = names.iter().zip(&offices).map(|(name, offices)| {
            let is_whole = is_whole_person(document, name, !offices.is_empty(), &surnames)
                && table.surnamed(&document.words(&name.tokens)).is_empty();
            is_whole.then(|| table.whole_person(document, name)).flatten()
        });
        let whole: Vec<Option<usize>> = whole.collect();
        table.learn_genders(document, &names, &whole);
        for ((name, offices), person) in names.iter().zip(offices).zip(whole) {
            table.enter(document, name, person, offices, &countries);
        }
        table.mentions.sort_by_key(|named| named.tokens.start);
        table
    }

    /// What stands beside whole names tells of genders, before surnames are read: "Ms. Brandt" is not Leonard Brandt, her
    /// father.
    fn learn_genders(&mut self, document: &Document<'_>, names: &[Name], whole: &[Option<usize>]) {
        for (name, person) in names.iter().zip(whole) {
            let Some(entity) = *person else { continue };
            let mention = Named { whole: name.whole(), tokens: name.tokens.clone(), entity };
            let told = honorific(document, name).or_else(|| gender::of_nouns(document, &mention));
            self.genders[entity] = self.genders[entity].or(told);
        }
    }

    /// Whether an entity is a human being.
    pub(crate) fn is_person(&self, entity: usize) -> bool {
        self.entities[entity].kind == EntityKind::Person
    }

    /// Whether an entity is an organization.
    pub(crate) fn is_organization(&self, entity: usize) -> bool {
        self.entities[entity].kind == EntityKind::Organization
    }

    /// The entity named at a token.
    pub(crate) fn at(&self, token: usize) -> Option<&Named> {
        let after = self.mentions.partition_point(|named| named.whole.start <= token);
        let before = self.mentions[..after].iter().rev().take(2);
        before.into_iter().find(|named| named.whole.contains(&token))
    }

    /// The mentions that begin within a range of tokens, in order.
    pub(crate) fn mentions_in(&self, range: &Range<usize>) -> &[Named] {
        let from = self.mentions.partition_point(|named| named.tokens.start < range.start);
        let to = self.mentions.partition_point(|named| named.tokens.start < range.end);
        &self.mentions[from..to.max(from)]
    }

    /// The only organization named before a token whose name ends with a word: "the ministry".
    pub(crate) fn organization_ending(&self, word: &str, before: usize) -> Option<usize> {
        let is_named = |at: &&usize| self.first_named[**at].is_some_and(|first| first < before);
        let mut named = self.by_ending.get(word)?.iter().filter(is_named);
        named.next().filter(|_| named.next().is_none()).copied()
    }

    /// Adds an entity, or finds the one that is there.
    pub(crate) fn add(&mut self, entity: Entity) -> usize {
        // Two places of one name are two: Birmingham, England, and Birmingham, Alabama.
        let key = (entity.kind, entity.name.to_lowercase(), entity.geonames_id);
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let added = self.entities.len();
        if let Some((_, last)) = key.1.rsplit_once(' ').filter(|_| entity.kind == EntityKind::Organization) {
            let alike = self.by_ending.entry(last.to_owned()).or_default();
            if alike.len() < CROWD {
                alike.push(added);
            }
        }
        self.by_key.insert(key, added);
        self.entities.push(entity);
        self.first_named.push(None);
        self.last_named.push(None);
        self.genders.push(None);
        added
    }

    /// The people that bear a surname.
    pub(crate) fn surnamed(&self, surname: &str) -> &[usize] {
        self.by_surname.get(&surname.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The person whose whole name it is.
    fn whole_person(&mut self, document: &Document<'_>, name: &Name) -> Option<usize> {
        let parts = Parts::new(document, &name.tokens);
        let known =
            self.surnamed(&parts.family).iter().copied().find(|&at| is_same(&self.entities[at], &parts));
        if let Some(known) = known {
            // "Robert Mueller" and "Robert S. Mueller": the fuller form stays.
            if parts.whole.len() > self.entities[known].name.len() {
                self.by_key.insert((EntityKind::Person, parts.whole.to_lowercase(), None), known);
                self.entities[known].name = parts.whole;
                self.entities[known].given_name = Some(parts.given);
            }
            return Some(known);
        }
        if self.surnamed(&parts.family).len() >= CROWD {
            return None;
        }
        let id = self.add(Entity {
            given_name: Some(parts.given.clone()),
            family_name: Some(parts.family.clone()),
            ..Entity::new(EntityKind::Person, parts.whole)
        });
        self.by_surname.entry(parts.family.to_lowercase()).or_default().push(id);
        if let Some((_, last)) = parts.family.rsplit_once(' ') {
            self.by_surname.entry(last.to_lowercase()).or_default().push(id);
        }
        self.by_given.entry(first_word(&parts.given).to_lowercase()).or_default().push(id);
        Some(id)
    }

    /// The organization that an office belongs to, which a name beside the title tells.
    fn owner(&mut self, document: &Document<'_>, printed: &office::Printed) {
        let Some(tokens) = printed.owner.clone() else { return };
        let entity = self.add(Entity::organization(&document.words(&tokens)));
        self.owners.push(Named { whole: tokens.clone(), tokens, entity });
    }

    fn enter(
        &mut self,
        document: &Document<'_>,
        name: &Name,
        person: Option<usize>,
        offices: Vec<office::Printed>,
        countries: &[&str],
    ) {
        let text = document.words(&name.tokens);
        let entity = person
            .or_else(|| self.known_person(document, name, &text))
            .or_else(|| self.other(document, name, &text, countries));
        let Some(entity) = entity else {
            if name.guess == Guess::Title {
                self.titles.push(name.tokens.clone());
            }
            return;
        };
        if self.is_person(entity) {
            self.describe(document, name, entity, offices);
        } else if let Some(short) = abbreviation(document, &name.tokens) {
            let short = document.tokens[short].lower.to_string();
            self.by_key.entry((EntityKind::Organization, short, None)).or_insert(entity);
        }
        // A name that could be several people's tells nothing of who is meant next.
        if !self.ties.contains_key(&name.tokens.start) {
            self.last_named[entity] = Some(name.tokens.start);
            self.first_named[entity].get_or_insert(name.tokens.start);
        }
        self.mentions.push(Named { whole: name.whole(), tokens: name.tokens.clone(), entity });
    }

    fn single(&mut self, text: &str) -> usize {
        let family_name = Some(text.to_owned());
        let id = self.add(Entity { family_name, ..Entity::new(EntityKind::Person, text) });
        let bearers = self.by_surname.entry(text.to_lowercase()).or_default();
        if !bearers.contains(&id) {
            bearers.push(id);
        }
        id
    }

    /// What the words beside a person's name tell: gender by a form of address, and the offices.
    fn describe(
        &mut self,
        document: &Document<'_>,
        name: &Name,
        entity: usize,
        offices: Vec<office::Printed>,
    ) {
        self.genders[entity] = self.genders[entity].or(honorific(document, name));
        for office::Printed { office, qualifier, is_then, tokens, .. } in offices {
            self.hold(entity, &office, qualifier);
            self.offices.push(Held { holder: entity, office, qualifier, is_then, tokens });
        }
    }
}

impl Table {
    /// Enters who holds an office under its title, and under the head of that: "the minister" can be the foreign one.
    fn hold(&mut self, entity: usize, office: &Office, qualifier: Option<Qualifier>) {
        let title = office.title.to_lowercase();
        let head = title.rsplit_once(' ').map(|(_, head)| head.to_owned());
        // "The minister" is not his deputy.
        let head = head.filter(|head| is_head(head) && !is_below(&title));
        for key in [Some(title), head].into_iter().flatten() {
            let key = match qualifier {
                None | Some(Qualifier::Acting) => key,
                Some(Qualifier::Former) => former(&key),
                Some(Qualifier::Designate) => continue,
            };
            let jurisdiction = office.jurisdiction.clone();
            let holder = self.holders.entry(key).or_insert(Holder { only: Some(entity), jurisdiction });
            holder.only = holder.only.filter(|&other| other == entity);
            if holder.jurisdiction.is_none() {
                holder.jurisdiction.clone_from(&office.jurisdiction);
            }
        }
    }
}

/// The surnames by which the document speaks of people that no given name tells of: "Bakare" in "Bakare, 27, said".
fn surnames<'d>(document: &'d Document<'_>, names: &[Name]) -> HashSet<&'d str> {
    let last = |name: &Name| &*document.tokens[without_suffix(document, &name.tokens).end - 1].lower;
    let whole = names.iter().filter(|name| name.guess == Guess::Person && name.tokens.len() > 1);
    let told: HashSet<&str> = whole.map(last).collect();
    let shown = names.iter().filter(|name| {
        let may_be = matches!(name.guess, Guess::Unknown | Guess::Person) && name.tokens.len() == 1;
        may_be
            && is_shown(document, name)
            && !is_group(document, name)
            && (name.title.is_some() || !follows_article(document, name))
    });
    shown.map(last).filter(|surname| !told.contains(surname)).collect()
}

/// Whether a name is a person's whole name: a given name or an initial first, or a title before two words, or
/// two words that nothing else explains and that speak, or whose last the document uses as a surname.
fn is_whole_person(
    document: &Document<'_>,
    name: &Name,
    holds_office: bool,
    surnames: &HashSet<&str>,
) -> bool {
    let bare = without_suffix(document, &name.tokens);
    let words = bare.clone().filter(|&at| document.tokens[at].is_capital).count();
    if !(2..=4).contains(&words)
        || (bare.start..bare.end).any(|at| document.tokens[at].is_any(&["of", "and", "&", "for"]))
        || is_with_particle(document, &bare)
    {
        return false;
    }
    match name.guess {
        Guess::Person => true,
        Guess::Unknown => {
            let last = &*document.tokens[bare.end - 1].lower;
            let is_named = !document.tokens[bare.start].is_ordinary() && surnames.contains(last);
            (holds_office || is_shown(document, name) || is_named) && !is_enterprise(document, name)
        }
        _ => false,
    }
}

/// "De Wit said": a surname whose particle begins a sentence. "Van" and "Al" are given names too.
fn is_with_particle(document: &Document<'_>, name: &Range<usize>) -> bool {
    let first = &document.tokens[name.start];
    let is_given = GIVEN_NAMES.contains(document.text(&(name.start..name.start + 1)));
    PARTICLES.contains(&&*first.lower) && !is_given
}

/// Whether a name can be a person's by its own words or the title before it.
fn can_hold(name: &Name) -> bool {
    name.title.is_some() || matches!(name.guess, Guess::Person | Guess::Unknown)
}

fn follows_article(document: &Document<'_>, name: &Name) -> bool {
    name.tokens.start > 0 && document.tokens[name.tokens.start - 1].is("the")
}

/// The gender that a form of address before a name tells.
fn honorific(document: &Document<'_>, name: &Name) -> Option<Gender> {
    let title = name.title.as_ref()?;
    title.clone().find_map(|at| match TITLES.get(&*document.tokens[at].lower) {
        Some(TitleClass::Honorific(gender)) => *gender,
        _ => None,
    })
}

/// The countries that a document names: by name or adjective, by the place it was filed from, and those of its capitals,
/// its regions and of cities whose name no other country has.
fn countries(document: &Document<'_>, names: &[Name], filed_from: Option<Place>) -> Vec<&'static str> {
    let told = names.iter().filter_map(|name| {
        let text = document.words(&name.tokens);
        match name.guess {
            Guess::Demonym => gazetteer::demonym(&text),
            Guess::Place => gazetteer::sure(&text),
            _ => None,
        }
    });
    let told = told.chain(filed_from).map(|place| place.country);
    let mut told: Vec<&str> = told.filter(|country| !country.is_empty()).collect();
    told.sort_unstable();
    told.dedup();
    told
}
