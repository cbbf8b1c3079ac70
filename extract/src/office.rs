//! Offices as printed beside names: "US Secretary of State Marco Rubio", "Rubio, the secretary of state,",
//! "Russia's foreign minister, Sergei Lavrov". In: a name and the words around it. Out: title, jurisdiction,
//! organization and how it is held.

use crate::document::Document;
use crate::gazetteer;
use crate::lexicon::{ORGANIZATIONS, TitleClass};
use crate::name::{Name, last_title, lower};
use crate::{Office, PlaceKind, Qualifier};
use std::ops::Range;

/// An office printed beside a name.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    pub(crate) office: Office,
    pub(crate) qualifier: Option<Qualifier>,
    pub(crate) tokens: Range<usize>,
}

/// The office before or behind a name.
pub(crate) fn beside(document: &Document<'_>, name: &Name) -> Option<Printed> {
    before(document, name).or_else(|| behind(document, name.tokens.end))
}

fn before(document: &Document<'_>, name: &Name) -> Option<Printed> {
    let title = name.title.clone()?;
    let start = title.start;
    let printed = read(document, title)?;
    let mut qualifier = printed.qualifier;
    let sentence = document.sentence(start).start;
    if let Some(word) = start.checked_sub(1).filter(|&before| before >= sentence) {
        qualifier = qualifier.or_else(|| qualify(&document.tokens[word].lower));
    }
    Some(Printed { qualifier, ..printed })
}

/// "Rubio, the secretary of state," and "Lavrov, Russia's foreign minister,": from the comma to the next one.
pub(crate) fn behind(document: &Document<'_>, end: usize) -> Option<Printed> {
    const REACH: usize = 12;
    let tokens = &document.tokens;
    if !tokens.get(end)?.is_sign(',') {
        return None;
    }
    let sentence = document.sentence(end).end;
    let limit = (end + 1 + REACH).min(sentence);
    let close = (end + 1..limit).find(|&at| tokens[at].is_sign(',') || tokens[at].is_sign('.'))?;
    let mut start = end + 1;
    while start < close && tokens[start].is_any(&["the", "a", "an", "who", "is", "was"]) {
        start += 1;
    }
    let is_clause = (start..close).any(|at| crate::lexicon::speaks(&tokens[at].lower));
    (start < close && !is_clause).then(|| read(document, start..close)).flatten()
}

/// Reads a phrase like "former US Secretary of State", "president of Valdoria", "health minister".
pub(crate) fn read(document: &Document<'_>, mut phrase: Range<usize>) -> Option<Printed> {
    let mut qualifier = None;
    while phrase.start < phrase.end {
        let Some(found) = qualify(&document.tokens[phrase.start].lower) else { break };
        qualifier = Some(found);
        phrase.start += 1;
    }
    let (title, class) = first_title(document, &phrase)?;
    if class != TitleClass::Office {
        return None;
    }
    let before = phrase.start..title.start;
    let after = title.end..phrase.end;
    let words = document.words(&title);
    let (words, told) = designated(&words);
    let office = Office {
        title: full_title(words),
        jurisdiction: jurisdiction(document, &before)
            .or_else(|| of(document, &after).and_then(|of| jurisdiction(document, &of))),
        organization: organization(document, &before)
            .or_else(|| of(document, &after).and_then(|of| organization(document, &of))),
    };
    let is_known = before.is_empty() || office.jurisdiction.is_some() || office.organization.is_some();
    let is_short = before.len() <= 4;
    (is_known || is_short).then_some(Printed { office, qualifier: qualifier.or(told), tokens: phrase })
}

/// The title of a phrase: the longest that starts first.
fn first_title(document: &Document<'_>, phrase: &Range<usize>) -> Option<(Range<usize>, TitleClass)> {
    let of = phrase.clone().find(|&at| document.tokens[at].is_any(&["of", "for", "at", "in", "from"]));
    let limit = of.unwrap_or(phrase.end);
    // "secretary of state" holds an "of" of its own.
    let whole = last_title(document, &(phrase.start..phrase.end.min(limit + 3)));
    whole.filter(|(title, _)| title.contains(&limit)).or_else(|| last_title(document, &(phrase.start..limit)))
}

/// What stands behind "of", "for" or "at" after a title.
fn of(document: &Document<'_>, after: &Range<usize>) -> Option<Range<usize>> {
    let tokens = &document.tokens;
    let mut start = after.start;
    if start >= after.end || !tokens[start].is_any(&["of", "for", "at", "to", "in"]) {
        return None;
    }
    start += 1;
    if start < after.end && tokens[start].is("the") {
        start += 1;
    }
    let end = (start..after.end)
        .find(|&at| !tokens[at].is_capital && !tokens[at].is_any(&["of", "and", "the"]))
        .unwrap_or(after.end);
    (start < end).then_some(start..end)
}

/// The country or region that words name: "US", "Russian", "Russia's".
fn jurisdiction(document: &Document<'_>, words: &Range<usize>) -> Option<String> {
    words.clone().find_map(|start| {
        let longest = (start + gazetteer::LONGEST).min(words.end);
        (start + 1..=longest).rev().find_map(|end| {
            let text = document.words(&(start..end));
            let capital = document.tokens[start].is_capital;
            let place =
                gazetteer::choose(&text, &[]).filter(|place| capital && place.kind != PlaceKind::City);
            place.or_else(|| gazetteer::demonym(&text)).map(|place| place.name.to_owned())
        })
    })
}

/// The organization that words name, by a word that only organizations have.
fn organization(document: &Document<'_>, words: &Range<usize>) -> Option<String> {
    let tokens = &document.tokens[words.clone()];
    let is_one = tokens.iter().any(|token| token.is_capital && ORGANIZATIONS.contains(&*token.lower))
        || crate::lexicon::METONYMS.contains(document.words(words).as_str());
    let start = words.clone().find(|&at| document.tokens[at].is_capital)?;
    is_one.then(|| document.words(&(start..words.end)))
}

fn qualify(word: &str) -> Option<Qualifier> {
    match word {
        "former" | "ex" | "then" | "erstwhile" | "outgoing" | "onetime" | "one-time" | "late" => {
            Some(Qualifier::Former)
        }
        "acting" | "interim" | "caretaker" => Some(Qualifier::Acting),
        "designate" | "incoming" | "would-be" => Some(Qualifier::Designate),
        _ if word.starts_with("ex-") || word.starts_with("then-") => Some(Qualifier::Former),
        _ => None,
    }
}

/// "President-elect": the title, and that it is not held yet.
fn designated(words: &str) -> (&str, Option<Qualifier>) {
    let cut = words.strip_suffix("-elect").or(words.strip_suffix("-designate"));
    cut.map_or((words, None), |title| (title, Some(Qualifier::Designate)))
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
            "of" | "the" | "for" | "and" => lower,
            _ => capitalised(&lower),
        }
    });
    spelled.collect::<Vec<String>>().join(" ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    first + letters.as_str()
}

/// Title words in lower case, for comparing "the secretary of state" with an office.
pub(crate) fn title_key(document: &Document<'_>, tokens: &Range<usize>) -> String {
    full_title(&lower(document, tokens)).to_lowercase()
}
