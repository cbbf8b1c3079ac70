//! What an office is of: the country, region or city it governs, and the organization it belongs to. In: the words
//! before and behind a title, or behind its holder's name. Out: both, as far as they are printed.

use crate::PlaceKind;
use crate::document::Document;
use crate::gazetteer::{self, Place};
use crate::lexicon::STATES;
use crate::name::{Guess, classify};
use crate::token::Kind;
use crate::word::Class;
use std::ops::Range;

/// What an office is of, and where the phrase that tells it ends.
pub(super) struct Owner {
    pub(super) jurisdiction: Option<String>,
    pub(super) organization: Option<String>,
    /// The tokens of the organization before the title.
    pub(super) named: Option<Range<usize>>,
    pub(super) end: usize,
}

/// Titles whose holder is sent: where to is a part of the title.
const SENT: &[&str] = &["Ambassador", "Envoy"];
/// Titles of those who govern a part of a country.
const REGIONAL: &[&str] = &[
    "Governor",
    "Senator",
    "Representative",
    "Attorney General",
    "Secretary of State",
    "Lawmaker",
    "Chief Justice",
];
/// Titles of those who govern a town.
const LOCAL: &[&str] =
    &["Mayor", "Councilman", "Councilwoman", "Councillor", "Police", "Sheriff", "District", "Fire"];
/// Titles that any company or club can give; other titles are of what is known to be an organization.
const CORPORATE: &[&str] = &[
    "Chief Executive",
    "Chief Financial",
    "Chief Operating",
    "Chief Technology",
    "Chief Economist",
    "CFO",
    "COO",
    "Chair",
    "Vice Chair",
    "Executive Chair",
    "Managing Director",
    "Executive Director",
    "General Manager",
    "Founder",
    "Co-Founder",
    "Boss",
    "Editor",
];
/// Titles of those who govern a country, whether a gazetteer has it or not.
const SOVEREIGN: &[&str] = &["Prime Minister", "Premier", "King", "Queen", "Emir", "Sultan"];
/// Titles that a person can give, too.
const PERSONAL: &[&str] = &["Spokes", "Advis", "Press Secretary", "Chief of Staff", "Campaign"];
/// What tells a member's party, not what the office is of.
const PARTIES: &[&str] =
    &["republican", "democratic", "democrat", "independent", "conservative", "labour", "gop"];

impl Owner {
    /// Reads the words `before` and `after` a title; the title of one who is sent grows by where to.
    pub(super) fn read(
        document: &Document<'_>,
        before: &Range<usize>,
        after: &Range<usize>,
        title: &mut String,
    ) -> Self {
        let mut owner = Self { jurisdiction: None, organization: None, named: None, end: after.start };
        owner.before(document, before.clone(), title);
        if let Some((words, whole)) = of(document, after) {
            let is_sent = SENT.iter().any(|sent| title.contains(sent));
            if is_sent && document.tokens[after.start].is_any(&["to", "for"]) {
                *title = format!("{title} {}", document.words(&(after.start..whole.end)));
            } else {
                owner.after(document, &words, title);
            }
            owner.end = whole.end;
        }
        owner
    }

    pub(super) fn is_known(&self) -> bool {
        self.jurisdiction.is_some() || self.organization.is_some()
    }

    /// "US", "Russia's", "German Foreign Ministry", "Apple".
    fn before(&mut self, document: &Document<'_>, mut words: Range<usize>, title: &str) {
        let tokens = &document.tokens;
        let is_skipped = |at: usize| {
            let is_party = is_elected(title) && tokens[at].is_any(PARTIES);
            tokens[at].kind == Kind::Possessive || is_party || !tokens[at].is_capital && tokens[at].is_word()
        };
        while words.start < words.end && is_skipped(words.start) {
            words.start += 1;
        }
        if let Some((place, end)) = place_at(document, &words, title) {
            let is_owner =
                end == words.end || place.kind == PlaceKind::Country || tokens[end].kind == Kind::Possessive;
            if is_owner {
                self.jurisdiction = Some(place.name.to_owned());
                words.start = end;
            }
        }
        while words.start < words.end && is_skipped(words.start) {
            words.start += 1;
        }
        while words.start < words.end && tokens[words.end - 1].kind == Kind::Possessive {
            words.end -= 1;
        }
        if let Some((place, end)) = place_at(document, &words, title).filter(|_| self.jurisdiction.is_none())
            && end == words.end
        {
            self.jurisdiction = Some(place.name.to_owned());
        } else if title.starts_with("Campaign") && !words.is_empty() {
            self.organization = Some(format!("{} campaign", document.words(&words)));
        } else if words.clone().any(|at| tokens[at].is_capital) && can_own(document, &words, title) {
            self.organization = Some(document.words(&words));
            self.named = Some(words);
        }
    }

    /// "of Germany", "of Ukraine's presidential office", "of the World Health Organization", "of Gull Point".
    fn after(&mut self, document: &Document<'_>, words: &Range<usize>, title: &str) {
        let tokens = &document.tokens;
        if let Some((place, end)) = place_at(document, words, title) {
            if end == words.end {
                self.jurisdiction.get_or_insert_with(|| place.name.to_owned());
                return;
            }
            if tokens[end].kind == Kind::Possessive && end + 1 < words.end {
                self.jurisdiction.get_or_insert_with(|| place.name.to_owned());
                self.organization.get_or_insert_with(|| document.words(&(end + 1..words.end)));
                return;
            }
        }
        let is_place = [LOCAL, REGIONAL, SOVEREIGN].iter().any(|titles| is_one_of(title, titles));
        if is_place && !is_organization(document, words) {
            self.jurisdiction.get_or_insert_with(|| document.words(words));
        } else if can_own(document, words, title) {
            self.organization.get_or_insert_with(|| document.words(words));
        }
    }
}

fn is_elected(title: &str) -> bool {
    ["Senator", "Representative", "Governor", "MP", "MEP", "Mayor", "Attorney General", "Congress"]
        .iter()
        .any(|elected| title.contains(elected))
}

fn is_organization(document: &Document<'_>, words: &Range<usize>) -> bool {
    let is_one_word = words.len() == 1 && document.tokens[words.start].is_a(Class::Organization);
    is_one_word || classify(document, words) == Guess::Organization
}

/// Whether words can name the organization of a title.
fn can_own(document: &Document<'_>, words: &Range<usize>, title: &str) -> bool {
    is_one_of(title, CORPORATE) || is_organization(document, words)
}

fn is_one_of(title: &str, titles: &[&str]) -> bool {
    titles.iter().any(|start| title.starts_with(start))
}

/// The place that the first words name, in the sense that the title asks for, and where its name ends.
fn place_at(document: &Document<'_>, words: &Range<usize>, title: &str) -> Option<(Place, usize)> {
    let first = document.tokens.get(words.start).filter(|first| first.is_capital && !words.is_empty())?;
    let longest = (words.start + gazetteer::LONGEST).min(words.end);
    (words.start + 1..=longest).rev().find_map(|end| {
        let text = document.words(&(words.start..end));
        // "Warren spokeswoman": a person has one, too.
        let is_sure =
            !PERSONAL.iter().any(|personal| title.contains(personal)) || !gazetteer::places(&text).is_empty();
        let named = gazetteer::seat(&text, governed(title)).filter(|_| is_sure);
        let place = named.or_else(|| gazetteer::demonym(&text));
        place.filter(|_| first.is_word()).map(|place| (place, end))
    })
}

/// What kind of place a title governs.
pub(crate) fn governed(title: &str) -> PlaceKind {
    if is_one_of(title, LOCAL) {
        PlaceKind::City
    } else if is_one_of(title, REGIONAL) {
        PlaceKind::Region
    } else {
        PlaceKind::Country
    }
}

/// What stands behind "of", "for" or "at" after a title: the words of the owner, and all with the preposition.
fn of(document: &Document<'_>, after: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let tokens = &document.tokens;
    let first = after.start;
    if first >= after.end || !tokens[first].is_any(&["of", "for", "at", "to", "in", "from"]) {
        return None;
    }
    let mut start = first + 1;
    while start < after.end
        && (tokens[start].is_any(&["the", "a", "an"]) || is_trade(document, start, after.end))
    {
        start += 1;
    }
    let mut end = start;
    let mut is_owned = false;
    while end < after.end {
        let token = &tokens[end];
        let is_possessive = token.kind == Kind::Possessive && end > start;
        let is_part = token.is_capital && token.is_word()
            || end > start && token.is_any(&["of", "and", "the", "for", "de", "&"])
            || is_possessive
            || is_owned
                && token.is_word()
                && !token.is_any(&["who", "in", "since", "until", "from", "to", "with"]);
        if !is_part || crate::date::is_month_or_day(&token.lower) {
            break;
        }
        is_owned |= is_possessive;
        end += 1;
    }
    while end > start
        && !tokens[end - 1].is_capital
        && (!is_owned || tokens[end - 1].is_any(&["of", "and", "the", "for"]))
    {
        end -= 1;
    }
    (start < end).then_some((start..end, first..end))
}

/// "chief executive of carmaker Stellantis": a word for what the organization is.
fn is_trade(document: &Document<'_>, at: usize, end: usize) -> bool {
    let tokens = &document.tokens;
    at + 1 < end
        && tokens[at].is_word()
        && !tokens[at].is_capital
        && tokens[at + 1].is_name_like()
        && !tokens[at].is_any(&["of", "and", "for", "in", "at", "to", "with", "by", "who"])
}

/// The place printed right behind a holder's name: "(R-Texas)", ", D-N.Y.,", "of Maine", ", an Ohio Republican".
pub(super) fn seat(document: &Document<'_>, end: usize, title: &str) -> Option<String> {
    let tokens = &document.tokens;
    if let Some(seat) = party(document, end).and_then(|party| party.seat) {
        return Some(seat);
    }
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
    let limit = document.sentence(end.min(tokens.len() - 1)).end;
    if is(end, &["of"]) {
        let place = place_at(document, &(end + 1..limit.max(end + 1)), title)?;
        return Some(place.0.name.to_owned());
    }
    if is(end, &[","]) && is(end + 1, &["a", "an"]) {
        let (place, after) = place_at(document, &(end + 2..limit.max(end + 2)), title)?;
        return is(after, &["republican", "democrat", "independent"]).then(|| place.name.to_owned());
    }
    None
}

/// Where the words go on behind "(R-Texas)".
pub(super) fn behind_party(document: &Document<'_>, end: usize) -> usize {
    party(document, end).map_or(end, |party| party.end)
}

/// A member's party and seat as American papers print them.
struct Party {
    seat: Option<String>,
    /// The first token behind it.
    end: usize,
}

fn party(document: &Document<'_>, end: usize) -> Option<Party> {
    /// Bytes of "(R-West Virginia)" and a little more.
    const LONGEST: usize = 24;
    let open = document.tokens.get(end)?;
    let is_bracket = open.is_sign('(');
    if !is_bracket && !open.is_sign(',') {
        return None;
    }
    let from = open.span.end;
    let reach = document.body.floor_char_boundary(from + LONGEST);
    let text = document.body[from..reach].trim_start();
    let rest = text.strip_prefix(['R', 'D', 'I'])?.strip_prefix(['-', '–', '‑'])?;
    let length = rest.find([')', ',', ';', '\n']).unwrap_or(rest.len());
    let name = rest[..length].trim();
    let state = STATES.get(name).copied().or_else(|| {
        gazetteer::seat(name, PlaceKind::Region)
            .filter(|place| place.kind == PlaceKind::Region)
            .map(|place| place.name)
    });
    let stop = reach - rest.len() + length;
    let mut after = document.tokens[end..].iter().position(|token| token.span.start >= stop)? + end;
    after += usize::from(is_bracket);
    state.map(|state| Party { seat: Some(state.to_owned()), end: after })
}
