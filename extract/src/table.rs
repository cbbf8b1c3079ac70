//! Who and where is named in a document: each person, organization and place once, with all its mentions. In:
//! names. Out: entities, mentions in order of the text, offices. A surname is the person of that surname whom the
//! document names in full; where it names two, the text before decides, and a tie stays one.

mod beside;

use crate::coreference::{former, gender};
use crate::document::Document;
use crate::lexicon::{GIVEN_NAMES, Gender, SURNAMES_FIRST, TITLES, TitleClass};
use crate::name::{Guess, Name, SUFFIXES, names};
use crate::office;
use crate::title::is_head;
use crate::{Entity, EntityKind, Office, PlaceKind, Qualifier, gazetteer};
use beside::{is_group, is_shown, speaks};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// People of one surname that are told apart: a text that names more is no article.
const CROWD: usize = 50;

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
    by_key: HashMap<(EntityKind, String), usize>,
    by_ending: HashMap<String, usize>,
    /// Where each entity was named last, while names are read.
    last_named: Vec<Option<usize>>,
    by_surname: HashMap<String, Vec<usize>>,
    by_given: HashMap<String, Vec<usize>>,
}

impl Table {
    /// Reads the names of the story.
    pub(crate) fn new(document: &Document<'_>) -> Self {
        let names = names(document);
        let countries = countries(document, &names);
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
            let is_whole = is_whole_person(document, name, !offices.is_empty(), &surnames);
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

    /// The organization, named first, whose name ends with a word: "the ministry".
    pub(crate) fn organization_ending(&self, word: &str) -> Option<usize> {
        self.by_ending.get(word).copied()
    }

    /// Adds an entity, or finds the one that is there.
    pub(crate) fn add(&mut self, entity: Entity) -> usize {
        let key = (entity.kind, entity.name.to_lowercase());
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        if let Some((_, last)) = key.1.rsplit_once(' ').filter(|_| entity.kind == EntityKind::Organization) {
            self.by_ending.entry(last.to_owned()).or_insert(self.entities.len());
        }
        self.by_key.insert(key, self.entities.len());
        self.entities.push(entity);
        self.last_named.push(None);
        self.genders.push(None);
        self.entities.len() - 1
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
                self.by_key.insert((EntityKind::Person, parts.whole.to_lowercase()), known);
                self.entities[known].name = parts.whole;
                self.entities[known].given_name = Some(parts.given);
            }
            return Some(known);
        }
        if self.surnamed(&parts.family).len() >= CROWD {
            return None;
        }
        let id = self.add(person(parts.whole, Some(parts.given.clone()), Some(parts.family.clone())));
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
        let entity = self.add(organization(&document.words(&tokens)));
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
        if self.entities[entity].kind == EntityKind::Person {
            self.describe(document, name, entity, offices);
        }
        // A name that could be several people's tells nothing of who is meant next.
        if !self.ties.contains_key(&name.tokens.start) {
            self.last_named[entity] = Some(name.tokens.start);
        }
        self.mentions.push(Named { whole: name.whole(), tokens: name.tokens.clone(), entity });
    }

    /// The person whom a surname, or a given name alone, means.
    fn known_person(&mut self, document: &Document<'_>, name: &Name, text: &str) -> Option<usize> {
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
    fn other(
        &mut self,
        document: &Document<'_>,
        name: &Name,
        text: &str,
        countries: &[&str],
    ) -> Option<usize> {
        match name.guess {
            Guess::Place if name.title.is_none() => {
                place(document, name, text, countries).map(|place| self.add(place.entity()))
            }
            Guess::Organization => Some(self.add(organization(text))),
            Guess::Person | Guess::Place => Some(self.single(text)),
            Guess::Unknown if name.title.is_none() && self.is_organization(text) => {
                Some(self.add(organization(text)))
            }
            // "a spokesman in Avenmouth said": a place that no gazetteer has.
            Guess::Unknown if name.title.is_none() && follows_place_word(document, name) => {
                place(document, name, text, countries).map(|place| self.add(place.entity()))
            }
            // "Georgia voted": a country whose name is more often something else.
            Guess::Unknown if name.title.is_none() && gazetteer::is_country(text) => {
                place(document, name, text, countries).map(|place| self.add(place.entity()))
            }
            // "the Treasury said": nobody's name stands behind an article.
            Guess::Unknown if name.title.is_none() && follows_article(document, name) => {
                speaks(document, name).then(|| self.add(organization(text)))
            }
            Guess::Unknown if is_shown(document, name) => {
                (!is_group(document, name)).then(|| self.single(text))
            }
            Guess::Unknown => self.by_key.get(&(EntityKind::Person, text.to_lowercase())).copied(),
            Guess::Demonym | Guess::Title => None,
        }
    }

    fn is_organization(&self, text: &str) -> bool {
        self.by_key.contains_key(&(EntityKind::Organization, text.to_lowercase()))
    }

    fn single(&mut self, text: &str) -> usize {
        let id = self.add(person(text.to_owned(), None, Some(text.to_owned())));
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
        for office::Printed { office, qualifier, tokens, .. } in offices {
            self.hold(entity, &office, qualifier);
            self.offices.push(Held { holder: entity, office, qualifier, tokens });
        }
    }
}

impl Table {
    /// Enters who holds an office under its title, and under the head of that: "the minister" can be the foreign one.
    fn hold(&mut self, entity: usize, office: &Office, qualifier: Option<Qualifier>) {
        let title = office.title.to_lowercase();
        let head = title.rsplit_once(' ').map(|(_, head)| head.to_owned()).filter(|head| is_head(head));
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

/// The parts of a full name.
struct Parts {
    whole: String,
    given: String,
    family: String,
}

impl Parts {
    fn new(document: &Document<'_>, tokens: &Range<usize>) -> Self {
        let bare = without_suffix(document, tokens);
        let word = |at: usize| document.text(&(at..at + 1));
        if is_surname_first(&bare.clone().map(word).collect::<Vec<_>>()) {
            return Self {
                whole: document.words(tokens),
                given: document.words(&(bare.start + 1..bare.end)),
                family: word(bare.start).to_owned(),
            };
        }
        // The family name starts with its particle: "van der Leyen", "al-Sisi".
        let is_particle = |at: &usize| !document.tokens[*at].is_capital;
        let family = (bare.start + 1..bare.end).find(is_particle).unwrap_or(bare.end - 1);
        Self {
            whole: document.words(tokens),
            given: document.words(&(bare.start..family.max(bare.start + 1))),
            family: document.words(&(family..bare.end)),
        }
    }
}

/// "Xi Jinping", "Kim Yo-jong", "Nguyen Phu Trong": a surname that stands first, and behind it one given name or a
/// joined pair.
fn is_surname_first(words: &[&str]) -> bool {
    let [first, rest @ ..] = words else { return false };
    if !SURNAMES_FIRST.contains(*first) {
        return false;
    }
    let joined = |word: &str| {
        let second = word.split_once('-').map(|(_, second)| second);
        second.is_some_and(|second| second.starts_with(char::is_lowercase))
    };
    match rest {
        [given] => joined(given) || !GIVEN_NAMES.contains(*first) && !SURNAMES_FIRST.contains(*given),
        [_, _] => {
            matches!(*first, "Nguyen" | "Tran" | "Pham" | "Phan" | "Dang" | "Ngo" | "Vo" | "Vu" | "Bui")
        }
        _ => false,
    }
}

fn without_suffix(document: &Document<'_>, tokens: &Range<usize>) -> Range<usize> {
    let last = &document.tokens[tokens.end - 1];
    let cut = usize::from(tokens.len() > 1 && SUFFIXES.contains(&&*last.lower));
    tokens.start..tokens.end - cut
}

fn person(name: String, given_name: Option<String>, family_name: Option<String>) -> Entity {
    Entity {
        kind: EntityKind::Person,
        name,
        given_name,
        family_name,
        country_code: None,
        geonames_id: None,
        place_kind: None,
    }
}

pub(crate) fn organization(name: &str) -> Entity {
    Entity {
        kind: EntityKind::Organization,
        name: name.strip_prefix("The ").unwrap_or(name).to_owned(),
        given_name: None,
        family_name: None,
        country_code: None,
        geonames_id: None,
        place_kind: None,
    }
}

/// Whether a whole name is that of a known person: surname and given name agree, and neither suffix nor middle initials
/// part them ("Donald Trump Jr.", "George H.W. Bush").
fn is_same(known: &Entity, parts: &Parts) -> bool {
    let given = known.given_name.as_deref().unwrap_or_default();
    let initial = |given: &str| {
        let middle = given.split_once(' ').map(|(_, middle)| middle).filter(|middle| middle.ends_with('.'));
        middle.and_then(|middle| middle.chars().next())
    };
    let differ = |one: Option<char>, other: Option<char>| one.is_some() && other.is_some() && one != other;
    first_word(given).eq_ignore_ascii_case(first_word(&parts.given))
        && suffix(&known.name) == suffix(&parts.whole)
        && !differ(initial(given), initial(&parts.given))
}

/// "jr" of "Donald Trump Jr."
fn suffix(name: &str) -> Option<String> {
    let last = name.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
    last.filter(|last| SUFFIXES.contains(&last.as_str())).map(|last| last.trim_end_matches('.').to_owned())
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
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
    {
        return false;
    }
    match name.guess {
        Guess::Person => true,
        Guess::Unknown => {
            let last = &*document.tokens[bare.end - 1].lower;
            let is_named = !document.tokens[bare.start].is_ordinary() && surnames.contains(last);
            holds_office || is_shown(document, name) || is_named
        }
        _ => false,
    }
}

/// Whether a name can be a person's by its own words or the title before it.
fn can_hold(name: &Name) -> bool {
    name.title.is_some() || matches!(name.guess, Guess::Person | Guess::Unknown)
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

/// The countries that a document names: by name or adjective, and those of its capitals and regions.
fn countries(document: &Document<'_>, names: &[Name]) -> Vec<&'static str> {
    let told = names.iter().filter_map(|name| {
        let text = document.words(&name.tokens);
        match name.guess {
            Guess::Demonym => gazetteer::demonym(&text),
            Guess::Place => gazetteer::places(&text).first().copied().filter(|place| {
                place.is_capital || matches!(place.kind, PlaceKind::Country | PlaceKind::Region)
            }),
            _ => None,
        }
    });
    let mut told: Vec<&str> = told.map(|place| place.country).filter(|country| !country.is_empty()).collect();
    told.sort_unstable();
    told.dedup();
    told
}
