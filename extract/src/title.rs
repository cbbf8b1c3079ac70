//! Titles: the words for what somebody is: "Sen.", "then-President", "Minister of Foreign Affairs", "Mr.". In: tokens.
//! Out: which of them are a title, and its class. Whose office it is, and of what, is [`crate::office`]'s question.

use crate::Qualifier;
use crate::document::Document;
use crate::gazetteer;
use crate::lexicon::{METONYMS, ORGANIZATION_NAMES, TITLE_ENDS, TITLES, TitleClass};
use crate::token::Token;
use crate::word::{Class, Classes};
use std::ops::Range;

/// Words of the longest title.
const LONGEST: usize = 5;
/// Titles that say what they are for by the words beside them: "Minister of Health", "health minister".
const HEADS: &[&str] = &["minister", "secretary", "commissioner", "undersecretary", "under-secretary"];

/// Words that make the title behind them another one: a deputy minister is no minister.
const RANKS: &[&str] = &["deputy", "assistant", "associate", "junior", "shadow", "vice"];

/// Whether a title begins with a rank below it.
pub(crate) fn is_below(title: &str) -> bool {
    title.split(' ').next().is_some_and(|first| RANKS.contains(&first))
}

/// Whether a title's word says what it is for by the words beside it.
pub(crate) fn is_head(word: &str) -> bool {
    HEADS.iter().any(|head| word.ends_with(head))
}

/// What a title in lower case is, whatever stands before or behind its own words: "ex-president",
/// "president-elect".
pub(crate) fn class(words: &str) -> Option<TitleClass> {
    TITLES.get(bare(words).0).copied()
}

/// A title's own words, and how it is held by the syllables joined to them.
pub(crate) fn bare(words: &str) -> (&str, Option<Qualifier>) {
    for (beginning, qualifier) in
        [("ex-", Qualifier::Former), ("then-", Qualifier::Former), ("former-", Qualifier::Former)]
    {
        if let Some(title) = words.strip_prefix(beginning) {
            return (title, Some(qualifier));
        }
    }
    let ended = words.strip_suffix("-elect").or_else(|| words.strip_suffix("-designate"));
    ended.map_or((words, None), |title| (title, Some(Qualifier::Designate)))
}

/// How an office is held, by a word of its own: "former", "acting".
pub(crate) fn qualify(word: &str) -> Option<Qualifier> {
    match word {
        "former" | "ex" | "then" | "erstwhile" | "outgoing" | "onetime" | "one-time" | "late" | "ousted"
        | "deposed" | "retired" => Some(Qualifier::Former),
        "acting" | "interim" | "caretaker" => Some(Qualifier::Acting),
        "designate" | "incoming" | "would-be" | "elect" => Some(Qualifier::Designate),
        _ => None,
    }
}

/// Whether a word says what a minister or secretary is for, also where it is joined to how the office is held: "health",
/// "ex-health".
pub(crate) fn is_portfolio(word: &Token<'_>) -> bool {
    let is_one = |word: &str| Classes::of(word).has(Class::Portfolio);
    word.is_a(Class::Portfolio) || matches!(bare(&word.lower), (own, Some(_)) if is_one(own))
}

/// The longest title that ends at a token, no further back than `floor`.
fn ending(document: &Document<'_>, end: usize, floor: usize) -> Option<(Range<usize>, TitleClass)> {
    let last = &document.tokens[end.checked_sub(1)?].lower;
    if !TITLE_ENDS.contains(bare(last).0) {
        return None;
    }
    (end.saturating_sub(LONGEST).max(floor)..end)
        .find_map(|start| Some((start..end, class(&document.lower(&(start..end)))?)))
}

/// The last title inside a run for which `is_name` does not hold, with what belongs to it behind, and its class.
pub(crate) fn last(
    document: &Document<'_>,
    run: &Range<usize>,
    is_name: impl Fn(usize) -> bool,
) -> Option<(Range<usize>, TitleClass)> {
    let mut titles = (run.start + 1..=run.end).rev().filter_map(|end| ending(document, end, run.start));
    let (title, class) =
        titles.find(|(title, _)| !(title.end == run.end && title.len() == 1 && is_name(title.start)))?;
    Some((whole(document, &title, run), class))
}

/// A title in lower case right before a name: "foreign policy chief", "spokeswoman".
pub(crate) fn leading(document: &Document<'_>, name: usize, floor: usize) -> Option<Range<usize>> {
    ending(document, name, floor).map(|(title, _)| title)
}

/// A title with its rank and the words that say what it is for: "Deputy Health Secretary", "Minister for Industry".
pub(crate) fn whole(document: &Document<'_>, title: &Range<usize>, within: &Range<usize>) -> Range<usize> {
    let title = with_portfolio(document, title, within);
    let rank = title.start.checked_sub(1).filter(|&rank| rank >= within.start);
    let start = rank.filter(|&rank| document.tokens[rank].is_any(RANKS)).unwrap_or(title.start);
    start..title.end
}

/// "Health and Human Services Secretary", "Minister for Industry".
fn with_portfolio(document: &Document<'_>, title: &Range<usize>, within: &Range<usize>) -> Range<usize> {
    let tokens = &document.tokens;
    if !is_head(&tokens[title.end - 1].lower) {
        return title.clone();
    }
    let is_portfolio = |at: usize| self::is_portfolio(&tokens[at]);
    let joins = |at: usize| tokens[at].is_any(&["and", "&"]);
    let is_other = title.len() == 1
        && title.start.checked_sub(1).is_some_and(|at| at >= within.start && is_made_up(document, at));
    let mut start = title.start - usize::from(is_other);
    while start > within.start {
        let over = usize::from(start >= within.start + 2 && joins(start - 1));
        if !is_portfolio(start - 1 - over) {
            break;
        }
        start -= 1 + over;
    }
    let mut end = title.end;
    if end < within.end && tokens[end].is_any(&["of", "for"]) {
        let first = end + 1 + usize::from(end + 1 < within.end && tokens[end + 1].is("the"));
        let mut last = first;
        while last < within.end && (is_portfolio(last) || last > first && joins(last)) {
            last += 1;
        }
        if last > first && joins(last - 1) {
            last -= 1;
        }
        end = if last > first { last } else { end };
    }
    start..end
}

/// "Unification Minister": whether a capitalised word right before a capitalised title can only say what it is for.
fn is_made_up(document: &Document<'_>, at: usize) -> bool {
    let token = &document.tokens[at];
    let word = document.text(&(at..at + 1));
    let is_owner = gazetteer::is_country(word)
        || !gazetteer::places(word).is_empty()
        || gazetteer::demonym(word).is_some()
        || METONYMS.contains(word)
        || ORGANIZATION_NAMES.contains(word);
    let is_word = token.is_name_like() && document.tokens[at + 1].is_capital && !is_owner;
    is_word && !token.is_ordinary() && qualify(&token.lower).is_none() && !RANKS.contains(&&*token.lower)
}

/// The end of a title with the place that it is of: "President of Russia" in "President of Russia Vladimir Putin".
pub(crate) fn with_place(document: &Document<'_>, title: usize, within: &Range<usize>) -> usize {
    let tokens = &document.tokens;
    if title >= within.end || !tokens[title].is("of") {
        return title;
    }
    let first = title + 1 + usize::from(title + 1 < within.end && tokens[title + 1].is("the"));
    let longest = (first + gazetteer::LONGEST).min(within.end);
    let place = (first + 1..=longest)
        .rev()
        .find(|&end| !gazetteer::places(&document.words(&(first..end))).is_empty());
    place.unwrap_or(title)
}
