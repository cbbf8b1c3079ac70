//! Names: runs of capitalised words, and what they can be by their own words. In: a document. Out: names with
//! the titles that stand before them. Which of them are the same is [`crate::table`]'s question.

use crate::document::Document;
use crate::gazetteer;
use crate::lexicon::{GIVEN_NAMES, METONYMS, ORGANIZATION_NAMES, PEOPLE, STATES, TITLES, TitleClass};
use crate::title;
use crate::token::{Kind, Token};
use crate::word::Class;
use std::ops::Range;

/// What a name can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guess {
    Person,
    Organization,
    Place,
    /// A country's adjective: "Russian".
    Demonym,
    /// Nothing but a title: "the Secretary of State".
    Title,
    /// A capitalised word or words that tell nothing by themselves.
    Unknown,
}

/// A name in the body.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Its tokens, titles left out.
    pub(crate) tokens: Range<usize>,
    /// The tokens of the titles before it, with what belongs to them: "US Secretary of State".
    pub(crate) title: Option<Range<usize>>,
    pub(crate) guess: Guess,
}

impl Name {
    /// Title and name.
    pub(crate) fn whole(&self) -> Range<usize> {
        self.title.as_ref().map_or(self.tokens.start, |title| title.start)..self.tokens.end
    }
}

/// Lower-case words inside names of people.
pub(crate) const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "la", "las", "le", "los", "del", "dela", "della", "delos", "da", "dal",
    "dei", "degli", "dos", "do", "das", "bin", "bint", "ibn", "al", "el", "af", "ter", "ten", "di", "du",
    "y", "zu", "zum", "zur", "vom",
];
/// Words that end a person's name.
pub(crate) const SUFFIXES: &[&str] =
    &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "vi", "vii", "viii", "xiv", "xvi"];
/// Title words that "of" may follow inside one title.
const OFFICES_OF: &[&str] = &[
    "secretary",
    "minister",
    "chief",
    "director",
    "speaker",
    "chairman",
    "chair",
    "president",
    "head",
    "leader",
];

/// All names of the story, in order of the text.
pub(crate) fn names(document: &Document<'_>) -> Vec<Name> {
    let mut found = Vec::new();
    let mut at = document.start;
    while at < document.tokens.len() {
        if !starts(document, at) {
            at += 1;
            continue;
        }
        let end = run(document, at);
        split(document, at..end, &mut found);
        at = end;
    }
    found
}

fn starts(document: &Document<'_>, at: usize) -> bool {
    let token = &document.tokens[at];
    if !token.is_name_like() {
        return false;
    }
    if is_month_or_day(token) {
        return is_given_month(document, at);
    }
    if crate::cue::opens_inverted(document, at) {
        return false;
    }
    let is_article_of_name = token.is("the") || token.is("a") || token.is("an");
    if is_article_of_name || token.is("i") || token.lower.starts_with("i'") {
        return false;
    }
    !(token.is_ordinary() && (document.starts_sentence(at) || !next_is_name(document, at)))
}

/// "April Mellody": a month that is a given name too, before a name and behind nothing that dates.
fn is_given_month(document: &Document<'_>, at: usize) -> bool {
    let tokens = &document.tokens;
    let dates = |token: &Token| {
        token.is_a(Class::Preposition) || token.is_a(Class::Setting) || token.is_a(Class::Determiner)
    };
    let is_dated = at > document.sentence(at).start && dates(&tokens[at - 1]);
    let next = tokens
        .get(at + 1)
        .filter(|next| next.is_name_like() && !is_month_or_day(next) && !next.is_ordinary());
    tokens[at].is_any(&["april", "august", "june", "may"])
        && next.is_some()
        && !is_dated
        && !is_title(document, at + 1)
}

/// "May President Brandt": a title begins the next name.
fn is_title(document: &Document<'_>, at: usize) -> bool {
    TITLES.contains_key(&*document.tokens[at].lower)
}

fn next_is_name(document: &Document<'_>, at: usize) -> bool {
    let is_owner = document.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Possessive);
    let at = if is_owner && is_plural_owner(document, at..at + 1) { at + 1 } else { at };
    document.tokens.get(at + 1).is_some_and(|next| next.is_name_like() && !next.is_ordinary())
}

/// Weekdays and months stand beside names and belong to none.
fn is_month_or_day(token: &Token) -> bool {
    crate::date::is_month_or_day(&token.lower)
}

/// The end of the run of name words that starts at `at`.
fn run(document: &Document<'_>, at: usize) -> usize {
    let tokens = &document.tokens;
    let is_here = |next: usize| {
        tokens.get(next).is_some_and(|token| {
            token.paragraph == tokens[at].paragraph
                && token.quotation == tokens[at].quotation
                && document.sentence_of[next] == document.sentence_of[at]
        })
    };
    let is_name =
        |next: usize| is_here(next) && tokens[next].is_name_like() && !is_month_or_day(&tokens[next]);
    let is_portfolio = |next: usize| is_here(next) && tokens[next].is_a(Class::Portfolio);
    let mut end = at + 1;
    // "in Boston, Mass. Ana Brandt": behind the stop begins the next name.
    if tokens[at].lower.ends_with('.') && STATES.contains_key(document.text(&(at..end))) {
        return end;
    }
    let mut has_of = false;
    loop {
        if is_name(end) {
            end += 1;
            continue;
        }
        if !is_here(end) {
            return end;
        }
        let last = &tokens[end - 1];
        let is_head = last.is_a(Class::Organization);
        let reach = match &*tokens[end].lower {
            word if PARTICLES.contains(&word) => {
                1 + usize::from(is_here(end + 1) && PARTICLES.contains(&&*tokens[end + 1].lower))
            }
            "of" if is_head || OFFICES_OF.contains(&&*last.lower) => {
                has_of |= is_head;
                1 + usize::from(is_here(end + 1) && tokens[end + 1].is("the"))
            }
            "for" if is_head || is_portfolio(end + 1) && OFFICES_OF.contains(&&*last.lower) => {
                has_of |= is_head;
                1 + usize::from(is_here(end + 1) && tokens[end + 1].is("the"))
            }
            "and" if has_of => 1,
            "&" => 1,
            _ if tokens[end].kind == Kind::Possessive && is_plural_owner(document, at..end) => {
                let words = (end + 1..tokens.len()).take_while(|&next| is_name(next)).count();
                if !tokens[end + words].is_a(Class::Organization) {
                    return end;
                }
                1
            }
            _ => return end,
        };
        if !is_name(end + reach) {
            return end;
        }
        end += reach + 1;
    }
}

/// "Farmers' Union", "People's Party": owners of an organization, not its country.
fn is_plural_owner(document: &Document<'_>, owner: Range<usize>) -> bool {
    let Some(mark) = document.tokens.get(owner.end) else { return false };
    let is_plural = !mark.lower.ends_with('s');
    owner.len() == 1 && (is_plural || document.tokens[owner.start].is_ordinary())
}

/// Splits a run into titles and name, and says what the name can be.
fn split(document: &Document<'_>, run: Range<usize>, found: &mut Vec<Name>) {
    let lead = leading_title(document, run.start);
    let whole = lead.as_ref().map_or(run.start, |lead| lead.start)..run.end;
    if let Some((title, _)) = last_title(document, &whole) {
        let end = title::with_place(document, title.end, &whole);
        if end < whole.end {
            let tokens = end..whole.end;
            if !document.tokens[tokens.start].is_capital {
                // "President of the European Council": an office, and nobody's name.
                found.push(Name { tokens: whole, title: None, guess: Guess::Title });
                return;
            }
            let class = classify(document, &tokens);
            // "President of Russia": the rest belongs to the title.
            let is_place = class == Guess::Place && tokens.len() == 1 && !is_given(document, &tokens);
            // "to head Google": a company bears no title.
            if lead.is_some() && class == Guess::Organization {
                found.push(Name { tokens, title: None, guess: class });
                return;
            }
            let guess = if is_place { Guess::Place } else { Guess::Person };
            found.push(Name { tokens, title: Some(whole.start..end), guess });
            return;
        }
        found.push(Name { tokens: whole, title: None, guess: Guess::Title });
        return;
    }
    if abbreviation(document, &run).is_some() {
        found.push(Name { tokens: run, title: None, guess: Guess::Organization });
        return;
    }
    let guess = classify(document, &run);
    let tokens = run;
    // "Russian Vladimir Petrov", "Republican John Smith": an adjective before a whole name.
    let first = document.text(&(tokens.start..tokens.start + 1));
    let is_adjective = gazetteer::demonym(first).is_some() || is_party(first);
    // "The American Carter" is Carter, "French Hill" nobody else.
    let least = if tokens.start > 0 && document.tokens[tokens.start - 1].is("the") { 2 } else { 3 };
    if tokens.len() >= least
        && (is_adjective || opens_with_noun(document, &tokens))
        && guess != Guess::Organization
    {
        let rest = tokens.start + 1..tokens.end;
        let guess = classify(document, &rest);
        found.push(Name { title: Some(tokens.start..tokens.start + 1), tokens: rest, guess });
        return;
    }
    found.push(Name { tokens, title: None, guess });
}

/// "Relief Without Walls (RWW)": the token of the letters in brackets that a name's words begin with, which only
/// organizations have.
pub(crate) fn abbreviation(document: &Document<'_>, name: &Range<usize>) -> Option<usize> {
    let [open, short, close, ..] = document.tokens.get(name.end..)? else { return None };
    let is_bracketed = open.is_sign('(') && close.is_sign(')') && short.is_word();
    let words = document.tokens[name.clone()].iter().filter(|token| token.is_capital);
    let initials: String = words.filter_map(|word| word.lower.chars().next()).collect();
    (is_bracketed && name.len() > 1 && *short.lower == *initials).then_some(name.end + 1)
}

/// A title in lower case right before a name: "secretary of state", "spokeswoman", "foreign minister".
fn leading_title(document: &Document<'_>, start: usize) -> Option<Range<usize>> {
    let sentence = document.sentence(start).start;
    let title = title::leading(document, start, sentence)?;
    // What belongs to a title in lower case: "US secretary of state", "Russia's foreign minister".
    let Some(before) = title.start.checked_sub(1).filter(|&before| before >= sentence) else {
        return Some(title);
    };
    let word = document.text(&(before..before + 1));
    let is_country = !gazetteer::places(word).is_empty() && document.tokens[before].is_capital
        || gazetteer::demonym(word).is_some();
    Some(if is_country { before..start } else { title })
}

/// The last title inside a run, with what it is for, and its class.
pub(crate) fn last_title(document: &Document<'_>, run: &Range<usize>) -> Option<(Range<usize>, TitleClass)> {
    title::last(document, run, |at| is_surname(document, run, at))
}

/// Whether a title's word at the end of a run is a name: "Mr. Prince", "Peter T. King", "Larry King".
fn is_surname(document: &Document<'_>, run: &Range<usize>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&before| before >= run.start) else { return false };
    let token = &document.tokens[before];
    let is_initial = token.lower.len() == 2 && token.lower.ends_with('.');
    let is_addressed = matches!(TITLES.get(&*token.lower), Some(TitleClass::Honorific(_)));
    is_initial || is_addressed || is_given(document, &(before..at))
}

fn is_given(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    GIVEN_NAMES.contains(document.text(&(tokens.start..tokens.start + 1)))
}

/// "Comedian Tasha Greer said": a noun for somebody that only the beginning of the sentence capitalises.
fn opens_with_noun(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let first = &document.tokens[tokens.start];
    let is_noun = PEOPLE.contains_key(&*first.lower)
        || ["er", "or", "ist", "ian"].iter().any(|ending| first.lower.ends_with(ending));
    let is_name = |at: usize| is_given(document, &(at..at + 1));
    is_noun && document.starts_sentence(tokens.start) && !is_name(tokens.start) && is_name(tokens.start + 1)
}

/// The adjectives of American parties stand before names as those of countries do.
fn is_party(word: &str) -> bool {
    matches!(word, "Republican" | "Democratic" | "Democrat")
}

/// What a run without titles can be.
pub(crate) fn classify(document: &Document<'_>, tokens: &Range<usize>) -> Guess {
    let words = document.words(tokens);
    let each = &document.tokens[tokens.clone()];
    if METONYMS.contains(words.as_str()) || ORGANIZATION_NAMES.contains(words.as_str()) {
        return Guess::Organization;
    }
    if !gazetteer::places(&words).is_empty() && (tokens.len() > 1 || !is_lonely_given(document, tokens)) {
        return Guess::Place;
    }
    let is_country = |word: &str| gazetteer::is_country(word) || STATES.contains_key(word);
    // "U.S.-China talks": what is between two countries.
    let is_between = words.split_once('-').is_some_and(|(one, other)| is_country(one) && is_country(other));
    let is_adjective = |word: &str| gazetteer::demonym(word).is_some() || is_party(word);
    if tokens.len() == 1 && (is_adjective(&words) || is_between) {
        return Guess::Demonym;
    }
    if each.iter().any(|token| token.is_a(Class::Organization) || token.is_sign('&')) && tokens.len() > 1 {
        return Guess::Organization;
    }
    let letters = words.trim_end_matches('.').chars().filter(|c| *c != '.');
    let is_acronym = tokens.len() == 1
        && words.len() <= 6
        && letters.clone().count() > 1
        && letters.clone().all(char::is_uppercase);
    if is_acronym {
        return Guess::Organization;
    }
    let names = each.iter().filter(|token| token.is_capital).count();
    let is_landmark = each.last().is_some_and(|last| last.is_a(Class::Landmark));
    if (2..=5).contains(&names)
        && !is_landmark
        && (is_given(document, tokens) || is_initials(document, tokens.start))
    {
        return Guess::Person;
    }
    Guess::Unknown
}

/// "J.", "J.T.", not "U.N.".
fn is_initials(document: &Document<'_>, at: usize) -> bool {
    let word = document.text(&(at..at + 1));
    let letters = word.split_terminator('.').map(|part| part.chars().count());
    let is_short =
        word.len() <= "J.R.R.".len() && word.ends_with('.') && letters.into_iter().all(|count| count == 1);
    is_short && !METONYMS.contains(word) && !STATES.contains_key(word) && gazetteer::places(word).is_empty()
}

/// A given name that is also a place: the place only if nothing speaks for a person.
fn is_lonely_given(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    is_given(document, tokens) && document.tokens.get(tokens.end).is_some_and(Token::speaks)
}
