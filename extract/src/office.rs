//! Offices as printed beside names: "US Secretary of State Marco Rubio", "Rubio, the secretary of state,",
//! "Russia's foreign minister, Sergei Lavrov". In: a name and the words around it. Out: title, jurisdiction,
//! organization and how it is held.

mod owner;

use crate::document::Document;
use crate::gazetteer;
use crate::lexicon::{TITLE_WORDS, TitleClass};
use crate::name::Name;
use crate::title::{self, bare, qualify};
use crate::token::Kind;
use crate::word::Class;
use crate::{Office, Qualifier};
use owner::Owner;
pub(crate) use owner::governed;
use std::ops::Range;

/// An office printed beside a name.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    pub(crate) office: Office,
    pub(crate) qualifier: Option<Qualifier>,
    /// Whether it was held at the time told of: "then-President".
    pub(crate) is_then: bool,
    pub(crate) tokens: Range<usize>,
    /// The name of the organization before the title, where it is one.
    pub(crate) owner: Option<Range<usize>>,
}

/// Tokens that a phrase beside a name is looked for in.
const REACH: usize = 16;

/// The offices before and behind a name.
pub(crate) fn beside(document: &Document<'_>, name: &Name) -> Vec<Printed> {
    let mut found = before(document, name);
    if found.is_empty() {
        found.extend(ahead(document, &name.tokens));
    }
    let end = owner::behind_party(document, name.tokens.end);
    found.extend(behind(document, end));
    found
}

/// "Deputy Prime Minister and Foreign Minister Radoslaw Sikorski", with the place printed behind the name.
fn before(document: &Document<'_>, name: &Name) -> Vec<Printed> {
    let Some(title) = &name.title else { return Vec::new() };
    let mut found: Vec<Printed> = Vec::new();
    let floor = document.sentence(title.start).start;
    let mut end = name.tokens.start;
    while let Some(printed) = read(document, phrase_before(document, end, floor)..end) {
        let start = printed.tokens.start;
        found.push(printed);
        let joins = start > floor + 1
            && document.tokens[start - 1].is("and")
            && document.tokens[start - 2].is_capital
            && title::class(&document.tokens[start - 2].lower) == Some(TitleClass::Office);
        if !joins {
            break;
        }
        end = start - 1;
        let is_the = phrase_before(document, end, floor).checked_sub(1);
        if is_the.is_some_and(|at| document.tokens[at].is("the")) {
            break;
        }
    }
    if let Some(first) = found.first_mut().filter(|first| first.office.jurisdiction.is_none()) {
        let seat = owner::seat(document, name.tokens.end, &first.office.title);
        if first.office.organization.is_none() {
            first.office.jurisdiction = seat;
        }
    }
    found
}

/// Where the phrase before a name begins: back over capitalised words, owners, titles and what they are for.
fn phrase_before(document: &Document<'_>, name: usize, floor: usize) -> usize {
    let tokens = &document.tokens;
    let limit = name.saturating_sub(REACH).max(floor);
    let is_title_word = |at: usize| {
        let lower = &*tokens[at].lower;
        title::is_portfolio(&tokens[at])
            || TITLE_WORDS.contains(lower)
            || title::class(lower).is_some()
            || qualify(lower).is_some()
    };
    let is_part = |at: usize| {
        let token = &tokens[at];
        // "US", "New York": an ordinary word only by its letters.
        let names_place = |end: usize| !gazetteer::places(&document.words(&(at..end))).is_empty();
        let is_ordinary = token.is_ordinary()
            && document.starts_sentence(at)
            && !names_place(at + 1)
            && !(at + 2 <= name && names_place(at + 2));
        let is_name = token.is_name_like() && !crate::date::is_month_or_day(&token.lower) && !is_ordinary;
        token.quotation == tokens[name].quotation && (is_name || is_title_word(at))
    };
    let mut start = name;
    while start > limit {
        let at = start - 1;
        let is_linked = at > limit && is_part(at - 1) && is_part(at + 1);
        let is_link = match tokens[at].kind {
            Kind::Possessive => at > limit && tokens[at - 1].is_capital && tokens[at - 1].is_word(),
            _ if tokens[at].is_any(&["of", "for"]) => is_linked,
            _ if tokens[at].is("and") => {
                let joins = |at: usize| tokens[at].is_a(Class::Portfolio);
                is_linked && joins(at - 1) && at + 1 < name && joins(at + 1)
            }
            _ => false,
        };
        if !is_link && !is_part(at) {
            break;
        }
        start = at;
    }
    while start < name
        && (tokens[start].kind == Kind::Possessive || tokens[start].is_any(&["of", "for", "and"]))
    {
        start += 1;
    }
    start
}

/// "Russia's foreign minister, Sergei Lavrov,": the phrase before the comma, when commas or stops close both.
fn ahead(document: &Document<'_>, name: &Range<usize>) -> Option<Printed> {
    let tokens = &document.tokens;
    let floor = document.sentence(name.start).start;
    let comma = name.start.checked_sub(1).filter(|&at| at > floor && tokens[at].is_sign(','))?;
    let start = phrase_before(document, comma, floor);
    let before = start.checked_sub(1).filter(|&at| at >= floor).map(|at| &tokens[at]);
    let has_article = before.is_some_and(|before| before.is_any(&["the", "a", "an"]));
    let opens = start - usize::from(has_article);
    let is_first = opens - floor <= REACH
        && !tokens[floor..opens].iter().any(|token| token.is_word() && token.quotation.is_none());
    let is_closed =
        tokens.get(name.end).is_none_or(|next| matches!(next.kind, Kind::Sign(',' | '.' | ';') | Kind::Mark));
    if start == comma || !(is_first || is_closed) || !has_article && !tokens[start].is_capital {
        return None;
    }
    // "After meeting the president, John Miller left": nothing says that he is the president.
    let is_owned = (start..comma).any(|at| tokens[at].kind == Kind::Possessive || tokens[at].is("of"));
    ((is_owned || is_first) && is_closed || is_first && is_owned)
        .then(|| read(document, start..comma))
        .flatten()
}

/// "Rubio, the secretary of state," and "Lavrov, Russia's foreign minister,": from the comma to the next one.
pub(crate) fn behind(document: &Document<'_>, end: usize) -> Option<Printed> {
    let tokens = &document.tokens;
    if !tokens.get(end)?.is_sign(',') {
        return None;
    }
    let limit = (end + 1 + REACH).min(document.sentence(end).end);
    let closes = |at: usize| matches!(tokens[at].kind, Kind::Sign(',' | '.' | ';' | '(') | Kind::Mark);
    let close = (end + 1..limit).find(|&at| closes(at)).or((limit < end + 1 + REACH).then_some(limit))?;
    let (start, is_past) = copula(document, &(end + 1..close));
    if (start..close).any(|at| tokens[at].speaks() && !tokens[at].is_capital) {
        return None;
    }
    let mut printed = read(document, start..close)?;
    if is_past && printed.qualifier.is_none() {
        printed.qualifier = Some(Qualifier::Former);
    }
    (!is_followed_by_name(document, &printed, close)).then_some(printed)
}

/// Where the title's phrase starts: behind "who is", "who was"; and whether that is past.
fn copula(document: &Document<'_>, phrase: &Range<usize>) -> (usize, bool) {
    let tokens = &document.tokens;
    let mut start = phrase.start;
    let mut is_past = false;
    if start < phrase.end && tokens[start].is("who") {
        start += 1;
        let is = |at: usize, words: &[&str]| at < phrase.end && tokens[at].is_any(words);
        if is(start, &["was", "served"]) {
            is_past = true;
        } else if !is(start, &["is", "became", "remains"]) {
            return (phrase.end, false);
        }
        start += 1 + usize::from(is(start + 1, &["as"]));
    }
    (start, is_past)
}

/// "Rubio, Treasury Secretary Scott Bessent and two aides": the title is the next one's.
fn is_followed_by_name(document: &Document<'_>, printed: &Printed, close: usize) -> bool {
    let next = printed.tokens.end;
    next < close && document.tokens[next].is_name_like()
        || next + 1 < close && document.tokens[next].is("and") && document.tokens[next + 1].is_name_like()
}

/// Reads a phrase like "the former US Secretary of State", "president of Valdoria", "Apple's chief executive".
fn read(document: &Document<'_>, mut phrase: Range<usize>) -> Option<Printed> {
    let first = phrase.start;
    let mut qualifier = None;
    while phrase.start < phrase.end {
        let word = &document.tokens[phrase.start];
        let found = qualify(&word.lower);
        if found.is_none() && !word.is_any(&["the", "a", "an", "then", "longtime"]) {
            break;
        }
        qualifier = found.or(qualifier);
        phrase.start += 1;
    }
    let (title, class) = first_title(document, &phrase)?;
    let mut before = phrase.start..title.start;
    while let Some(last) = before.end.checked_sub(1).filter(|&last| last >= before.start) {
        let Some(found) = qualify(&document.tokens[last].lower) else { break };
        qualifier = Some(found);
        before.end = last;
    }
    let (mut printed, told) = words(document, &title);
    let qualifier = qualifier.or(told);
    let is_of_then =
        |at: usize| document.tokens[at].is("then") || document.tokens[at].lower.starts_with("then-");
    let is_then = qualifier != Some(Qualifier::Designate) && (first..title.end).any(is_of_then);
    let owner = Owner::read(document, &before, &(title.end..phrase.end), &mut printed);
    let is_whole = owner.is_known() || before.len() <= 4;
    let is_office = match class {
        TitleClass::Office => is_whole,
        TitleClass::Post => owner.is_known(),
        TitleClass::Honorific(_) | TitleClass::Role => false,
    };
    let Owner { jurisdiction, organization, end, named } = owner;
    is_office.then_some(Printed {
        office: Office { title: printed, jurisdiction, organization },
        // Whoever was acting then is not acting now.
        qualifier: if is_then { Some(Qualifier::Former) } else { qualifier },
        is_then,
        tokens: phrase.start..end,
        owner: named,
    })
}

/// A title in its one spelling, and how it is held by what is joined to it.
fn words(document: &Document<'_>, title: &Range<usize>) -> (String, Option<Qualifier>) {
    let words = document.words(title);
    let lower = words.to_lowercase();
    let (bare, told) = bare(&lower);
    let at = lower.find(bare).unwrap_or(0);
    // Lower case is as long as the words themselves in every title of the list.
    let own = words.get(at..at + bare.len()).unwrap_or(&words);
    (full_title(own), told)
}

/// The title of a phrase: of the last words before "of" and the like, what they are for included.
fn first_title(document: &Document<'_>, phrase: &Range<usize>) -> Option<(Range<usize>, TitleClass)> {
    let links =
        ["of", "for", "at", "in", "from", "to", "until", "since", "and", "between", "who", "under", "on"];
    let is_name = |_: usize| false;
    let mut from = phrase.start;
    loop {
        let link = (from..phrase.end).find(|&at| document.tokens[at].is_any(&links));
        let limit = link.unwrap_or(phrase.end);
        // "secretary of state" holds an "of" of its own.
        let whole = title::last(document, &(phrase.start..phrase.end.min(limit + 3)), is_name);
        let found = whole
            .filter(|(title, _)| title.contains(&limit))
            .or_else(|| title::last(document, &(phrase.start..limit), is_name))
            .map(|(title, class)| (title::whole(document, &title, phrase), class));
        // "Bank of England governor": the link belongs to the owner.
        match (found, link) {
            (None, Some(link)) if document.tokens[link].is_any(&["of", "and", "for"]) => from = link + 1,
            (found, _) => return found,
        }
    }
}

/// The title in one spelling: "secretary of state" and "Secretary of State" are one; "Sen." is Senator.
pub(crate) fn full_title(words: &str) -> String {
    let spelled = words.split(' ').map(|word| {
        let lower = word.to_lowercase();
        match &*lower {
            "sen." => "Senator".to_owned(),
            "rep." => "Representative".to_owned(),
            "gov." => "Governor".to_owned(),
            "gen." => "General".to_owned(),
            "lt." => "Lieutenant".to_owned(),
            "col." => "Colonel".to_owned(),
            "capt." => "Captain".to_owned(),
            "sgt." => "Sergeant".to_owned(),
            "maj." => "Major".to_owned(),
            "adm." => "Admiral".to_owned(),
            "rev." => "Reverend".to_owned(),
            "ceo" => "Chief Executive".to_owned(),
            "mp" | "mep" | "cfo" | "coo" => lower.to_uppercase(),
            "of" | "the" | "for" | "and" | "to" => lower,
            _ => capitalised(&lower),
        }
    });
    spelled.collect::<Vec<String>>().join(" ")
}

/// "Vice-President", "Secretary-General": each part begins with a capital.
fn capitalised(word: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        first + letters.as_str()
    };
    word.split('-').map(part).collect::<Vec<String>>().join("-")
}

/// Title words in lower case, for comparing "the secretary of state" with an office.
pub(crate) fn title_key(document: &Document<'_>, tokens: &Range<usize>) -> String {
    full_title(&document.lower(tokens)).to_lowercase()
}
