//! Where and by whom a story was filed. In: the first words of a body: `WASHINGTON (Sputnik) -`,
//! `KYIV, Feb. 3 (Agency) —`, `Madrid, 3 feb (EFE).-`, `New Delhi:`, `(Reuters) -`. Out: place, agency and day as
//! printed.
//!
//! A dateline is a place, with the country or state around it, a day and an agency in brackets, closed by a dash;
//! without a dash only where an agency, a colon or a stop behind a known city closes it. It opens the story, which
//! may have a standfirst or two above it.

use crate::date;
use crate::document::Document;
use crate::gazetteer::{self, Place};
use crate::lexicon::{METONYMS, ORGANIZATION_NAMES, STATES};
use crate::token::{Kind, Token};
use crate::{PlaceKind, Span};
use chrono::NaiveDate;
use std::ops::Range;

/// Tokens of the longest dateline.
const REACH: usize = 20;
/// Tokens that follow a dateline at least: what is shorter is an entry of a list.
const STORY: usize = 6;

/// The parts of a dateline, as tokens.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    /// All of it, with the dash.
    pub(crate) whole: Range<usize>,
    /// Empty where only the agency is printed.
    pub(crate) place: Range<usize>,
    /// The country or state printed behind the place.
    pub(crate) around: Option<Range<usize>>,
    pub(crate) agency: Option<Range<usize>>,
    pub(crate) on: Option<NaiveDate>,
}

/// Agencies that sign without a place and in small letters.
const AGENCIES: [&str; 36] = [
    "aap",
    "afp",
    "anadolu",
    "ani",
    "ansa",
    "ap",
    "apa",
    "belga",
    "bloomberg",
    "cna",
    "cnn",
    "cp",
    "dpa",
    "efe",
    "epd",
    "ians",
    "interfax",
    "kna",
    "kyodo",
    "lusa",
    "mti",
    "ntb",
    "pa",
    "pap",
    "pti",
    "reuters",
    "ritzau",
    "rtr",
    "sid",
    "sputnik",
    "tass",
    "tt",
    "upi",
    "xinhua",
    "yna",
    "yonhap",
];

/// Words in capitals that open a story and are no place.
const CALLS: [&str; 14] = [
    "analysis",
    "breaking",
    "correction",
    "editorial",
    "exclusive",
    "explainer",
    "live",
    "opinion",
    "photos",
    "review",
    "update",
    "updated",
    "video",
    "watch",
];

/// Languages in which a place and a colon alone file a story, as the newsrooms of South Asia print it. Elsewhere they open
/// an item: "Leipzig: Hier wurde".
const WITH_COLON: [&str; 13] = ["as", "bn", "en", "gu", "hi", "kn", "ml", "mr", "ne", "pa", "si", "ta", "te"];

/// Small words inside the names of places: Rio de Janeiro, Frankfurt am Main.
const PARTICLES: [&str; 14] =
    ["am", "an", "and", "da", "de", "del", "der", "di", "do", "du", "la", "of", "sur", "upon"];

/// Reads the dateline, if there is one: of the story's first paragraph, else below a standfirst.
pub(crate) fn read(
    document: &Document<'_>,
    day: Option<NaiveDate>,
    language: Option<&str>,
) -> Option<Printed> {
    const STANDFIRSTS: u32 = 2;
    /// Paragraphs above a dateline that an agency signs: agencies list what matters first.
    const POINTS: u32 = 5;
    let tokens = &document.tokens;
    let first = tokens.first()?.paragraph;
    let is_start = |at: &usize| *at == 0 || tokens[at - 1].paragraph != tokens[*at].paragraph;
    let has_colon = language.is_none_or(|tag| {
        WITH_COLON.contains(&&*tag.split(['-', '_']).next().unwrap_or_default().to_lowercase())
    });
    let reached = tokens.partition_point(|token| token.paragraph <= first + POINTS);
    (0..reached).filter(is_start).find_map(|start| {
        if let Some(printed) = in_brackets(document, start) {
            return Some(printed);
        }
        let head = Head::new(document, start)?;
        let is_near = tokens[start].paragraph <= first + STANDFIRSTS;
        let placed = || is_near.then(|| head.placed(has_colon && start == 0)).flatten();
        let printed = head.signed().or_else(placed)?;
        Some(Printed { on: date::printed(document, head.place.end..printed.whole.end, day), ..printed })
    })
}

/// Place and agency in brackets, as Korean newsrooms print them: `(서울=연합뉴스)`.
fn in_brackets(document: &Document<'_>, start: usize) -> Option<Printed> {
    let [open, place, equals, agency, close, ..] = document.tokens.get(start..)? else { return None };
    let is_one = open.is_sign('(')
        && equals.is_sign('=')
        && close.is_sign(')')
        && is_placelike(place)
        && is_placelike(agency);
    is_one.then(|| Printed {
        whole: start..start + 5,
        place: start + 1..start + 2,
        around: None,
        agency: Some(start + 3..start + 4),
        on: None,
    })
}

/// The first words of a paragraph, with the place they may begin with.
struct Head<'h, 'd> {
    document: &'h Document<'d>,
    start: usize,
    /// Where the dateline ends at the latest.
    end: usize,
    place: Range<usize>,
}

impl<'h, 'd> Head<'h, 'd> {
    fn new(document: &'h Document<'d>, start: usize) -> Option<Self> {
        const LONGEST: usize = 5;
        let tokens = &document.tokens;
        let paragraph = tokens[start].paragraph;
        let length = tokens[start..].iter().take(REACH + STORY);
        let length = length.take_while(|token| token.paragraph == paragraph).count();
        let end = start + length.checked_sub(STORY)?;
        let is_inside = |at: usize| {
            let is_particle = at > start && tokens[at].is_any(&PARTICLES);
            is_placelike(&tokens[at]) || is_particle && is_placelike(&tokens[at + 1])
        };
        let place = start..(start..end).find(|&at| !is_inside(at)).unwrap_or(end);
        (place.len() <= LONGEST).then_some(Self { document, start, end, place })
    }

    /// A dateline with an agency: `NEW YORK (AP) —`, `(CNN)`, `MOSCOW, February 3. /TASS/.`
    fn signed(&self) -> Option<Printed> {
        let tokens = &self.document.tokens;
        let open = (self.place.end..self.end).find(|&at| !is_between(&tokens[at]))?;
        let agency = bracketed(tokens, open..self.end)?;
        let behind = agency.end + 1;
        let end = self.closed(behind);
        let begins = tokens.get(end)?;
        let is_dashed = tokens[behind..end].iter().any(Token::is_dash);
        let is_begun = begins.is_capital || !matches!(begins.kind, Kind::Word) || is_caseless(begins);
        let is_known = AGENCIES.contains(&&*tokens[agency.start].lower);
        let is_wire = is_known || capitals(self.document.text(&agency)) > 1;
        let is_signed = if self.place.is_empty() {
            is_known && open == self.start
        } else if is_dashed {
            is_wire || self.is_capitals() || self.is_known()
        } else {
            is_begun && is_wire && (self.is_capitals() || self.is_known() || is_caseless(&tokens[self.start]))
        };
        is_signed.then(|| self.printed(end, Some(agency)))
    }

    /// A dateline without an agency: `VIENNA —`, `Nendeln, 27.6.2025 –`, and where a colon may close it `New Delhi:`.
    fn placed(&self, may_be_colon: bool) -> Option<Printed> {
        let tokens = &self.document.tokens;
        if self.place.is_empty() {
            return None;
        }
        let stop = (self.place.end..self.end).find(|&at| !is_between(&tokens[at]))?;
        let end = self.closed(stop);
        let is_named = if tokens[stop].is_dash() {
            self.is_capitals() || self.is_dated(stop) || self.is_known() && self.is_placed(stop)
        } else {
            // Only a city: "France: what we know" opens a list.
            tokens[stop].is_sign(':')
                && may_be_colon
                && tokens[end].is_capital
                && self.is_city()
                && self.is_placed(stop)
        };
        is_named.then(|| self.printed(end, None))
    }

    fn printed(&self, end: usize, agency: Option<Range<usize>>) -> Printed {
        let tokens = &self.document.tokens;
        let comma = self.place.end;
        let around = (comma < end && tokens[comma].is_sign(',')).then(|| {
            let words = tokens[comma + 1..end].iter();
            let is_name = |token: &&Token| token.is_name_like() && !date::is_month_or_day(&token.lower);
            comma + 1..comma + 1 + words.take_while(is_name).count()
        });
        let around = around.filter(|around| !around.is_empty());
        Printed { whole: self.start..end, place: self.place.clone(), around, agency, on: None }
    }

    /// Behind the signs that close a dateline: `--`, `.-`, `:`.
    fn closed(&self, from: usize) -> usize {
        let is_closing =
            |token: &&Token| token.is_dash() || matches!(token.kind, Kind::Sign('.' | ':' | '―'));
        let signs = self.document.tokens[..self.end].iter().skip(from).take_while(is_closing);
        from + signs.count()
    }

    fn is_capitals(&self) -> bool {
        let text = self.document.text(&self.place);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let is_call = CALLS.contains(&&*self.document.tokens[self.start].lower);
        // "NATO — The alliance": what a story is about.
        let is_other = is_call || ORGANIZATION_NAMES.contains(text) || METONYMS.contains(text);
        letters > 2 && letters == capitals(text) && !is_other
    }

    /// Whether the gazetteer knows the place, or one of several: "München/London".
    fn is_known(&self) -> bool {
        self.document.words(&self.place).split('/').any(|place| !gazetteer::places(place).is_empty())
    }

    /// Whether a city bears the name and no country does: Washington, not Singapore.
    fn is_city(&self) -> bool {
        let places = gazetteer::places(first_of(&self.document.words(&self.place)));
        let is = |kind| places.iter().any(|place| place.kind == kind);
        is(PlaceKind::City) && !is(PlaceKind::Country)
    }

    /// Whether a day stands behind the place: "27.6.2025", "Feb. 3", not somebody's age.
    fn is_dated(&self, stop: usize) -> bool {
        let is_day = |token: &Token| {
            let is_date = token.kind == Kind::Number && token.lower.contains(['.', '/']);
            is_date || date::is_month_or_day(&token.lower)
        };
        self.document.tokens[self.place.end..stop].iter().any(is_day)
    }

    /// Whether all names behind the place are places: "Washington, DC, United States".
    fn is_placed(&self, stop: usize) -> bool {
        let tokens = &self.document.tokens[self.place.end..stop];
        let is_place = |part: &[Token]| {
            let words = Span::new(part[0].span.start, part[part.len() - 1].span.end).of(self.document.body);
            let is_short = words.len() <= 5 && (words.ends_with('.') || words.len() == capitals(words));
            is_short || gazetteer::is_country(words) || !gazetteer::places(words).is_empty()
        };
        let mut parts = tokens.split(|token| token.is_sign(',')).filter(|part| !part.is_empty());
        self.is_dated(stop) || parts.all(is_place)
    }
}

/// The place of the gazetteer that a dateline means: of several of one name the one in the country or state around it.
pub(crate) fn place(document: &Document<'_>, printed: &Printed) -> Option<Place> {
    let name = document.words(&printed.place);
    let name = first_of(&name);
    let around = printed.around.as_ref().and_then(|around| {
        let words = document.words(around);
        gazetteer::seat(STATES.get(&*words).unwrap_or(&&*words), PlaceKind::Region)
    });
    match around {
        // A name is no place of another country.
        Some(around) => gazetteer::within(name, around),
        None => gazetteer::places(name).first().copied(),
    }
}

/// The first of the places that a dateline joins: "BEIRUT/THE HAGUE".
pub(crate) fn first_of(place: &str) -> &str {
    place.split('/').next().unwrap_or(place)
}

fn capitals(text: &str) -> usize {
    text.chars().filter(|c| c.is_uppercase()).count()
}

/// Whether a word can begin or go on the name of a place.
fn is_placelike(token: &Token) -> bool {
    (token.is_name_like() || is_caseless(token)) && !date::is_month_or_day(&token.lower)
}

/// A word of a script without capitals.
fn is_caseless(token: &Token) -> bool {
    let is_cased = |c: char| c.is_uppercase() || c.is_lowercase();
    token.is_word() && !token.lower.chars().any(is_cased)
}

/// What stands between the place and the end of a dateline: a country, a day, never a verb.
fn is_between(token: &Token) -> bool {
    match token.kind {
        Kind::Word => token.is_capital || is_caseless(token) || date::is_month_or_day(&token.lower),
        Kind::Number => true,
        Kind::Sign(sign) => matches!(sign, ',' | '،' | '.'),
        Kind::Possessive | Kind::Mark => false,
    }
}

/// The words in the brackets that open the range: an agency's name of a few words.
fn bracketed(tokens: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 4;
    let close = match tokens[range.start].kind {
        Kind::Sign('(') => ')',
        Kind::Sign('[') => ']',
        Kind::Sign('/') => '/',
        _ => return None,
    };
    let start = range.start + 1;
    let end = (start..range.end).find(|&at| tokens[at].is_sign(close))?;
    let is_name = (1..=LONGEST).contains(&(end - start)) && tokens[start..end].iter().all(Token::is_word);
    is_name.then_some(start..end)
}

#[cfg(test)]
mod tests;
