//! Do two attributions name the same speaker? In: what is printed and whom it stands for, of both. Out: yes or no.

use super::piece::Attribution;
use super::text::{fold, folded_words};
use extract::Span;

/// Words before a name that are not part of it.
const TITLES: &str = "mr mrs ms miss dr sen sens rep reps gov govs gen lt col sgt capt prof professor president \
    vice senator representative congressman congresswoman governor secretary minister prime chancellor mayor judge \
    justice king queen prince princess pope sir lord lady chairman chairwoman chair spokesman spokeswoman spokesperson \
    director chief attorney general speaker leader former ex republican democratic democrat candidate nominee foreign \
    state us u.s united states the a an of and for at in on s by to with";
const PRONOUNS: &str =
    "he she they it we i you who that which him her them his their one someone another me us";
const SUFFIXES: &str = "jr sr ii iii iv";
const PREPOSITIONS: &str = "of from for at in on to with";

fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// Whether `found` points at the words that gold gives as the source, or names whom they stand for.
/// `None` when gold gives no source.
pub(super) fn is_right(body: &str, gold: &Attribution, found: &Attribution) -> Option<bool> {
    let place = gold.source?;
    let printed = gold.printed.as_deref().unwrap_or_default();
    if found.source.is_some_and(|source| shares_a_word(body, place, source, printed)) {
        return Some(true);
    }
    let kind = gold.source_kind.as_deref().unwrap_or_default();
    let given: Vec<&str> = found.printed.iter().chain(&found.name).map(String::as_str).collect();
    let trimmed = |text: &str| fold(text).trim_matches([' ', ',']).to_owned();
    Some(given.iter().any(|&given| {
        (kind != "pronoun" && trimmed(given) == trimmed(printed))
            || gold.name.as_deref().is_some_and(|name| names(given, name))
            || (kind == "pronoun" && found.source.is_none() && folded_words(given) == folded_words(printed))
            || (kind == "person" && gold.name.is_none() && names(given, printed))
            || (!matches!(kind, "person" | "pronoun") && is_same_phrase(given, printed))
    }))
}

/// Whether `found` names the person that gold's source stands for; `None` when it stands for none.
pub(super) fn is_resolved(gold: &Attribution, found: &Attribution) -> Option<bool> {
    let name = gold.name.as_deref()?;
    Some(found.name.as_ref().or(found.printed.as_ref()).is_some_and(|given| names(given, name)))
}

/// Whether two places have a word in common that is more than a title.
fn shares_a_word(body: &str, gold: Span, found: Span, printed: &str) -> bool {
    if !gold.overlaps(found) {
        return false;
    }
    let common = Span::new(gold.start.max(found.start), gold.end.min(found.end));
    let words = folded_words(common.of(body));
    let is_short = folded_words(printed).len() <= 2;
    words.iter().any(|word| !is_one_of(TITLES, word)) || is_short && !words.is_empty()
}

/// The words of a name without the titles before it and the suffix behind; nothing for a pronoun.
fn core(name: &str) -> Vec<String> {
    let words: Vec<String> =
        folded_words(name).into_iter().filter(|word| !is_one_of(SUFFIXES, word)).collect();
    if words.len() == 1 && is_one_of(PRONOUNS, &words[0]) {
        return Vec::new();
    }
    let titles = words.iter().take_while(|word| is_one_of(TITLES, word)).count();
    words[titles.min(words.len().saturating_sub(1))..].to_vec()
}

/// The same last word and, when both have more, a given name or initial in common.
fn is_same_person(one: &str, other: &str) -> bool {
    let (one, other) = (core(one), core(other));
    let (Some(last), Some(other_last)) = (one.last(), other.last()) else { return false };
    if last != other_last {
        // "Ban" is "Ban Ki-moon".
        let is_family_first = |short: &[String], long: &[String]| {
            short.len() == 1 && long.len() == 2 && short[0] == long[0] && !is_one_of(TITLES, &long[1])
        };
        return is_family_first(&one, &other) || is_family_first(&other, &one);
    }
    let given = |name: &[String]| -> Vec<char> {
        name[..name.len() - 1].iter().filter_map(|word| word.chars().next()).collect()
    };
    let (one, other) = (given(&one), given(&other));
    one.is_empty() || other.is_empty() || one.iter().any(|initial| other.contains(initial))
}

/// Whether a printed speaker, or a shorter form of it, is the person of that name.
fn names(given: &str, name: &str) -> bool {
    let folded = fold(given);
    let head = head(given);
    let words: Vec<&str> = head.split_whitespace().collect();
    let before = words.iter().position(|word| is_one_of(PREPOSITIONS, word)).unwrap_or(words.len());
    let apposition = folded.split(',').nth(1).map(str::to_owned);
    let apposition = apposition.filter(|words| (1..=4).contains(&folded_words(words).len()));
    let mut forms = vec![given.to_owned(), head.clone(), words[..before].join(" ")];
    forms.extend(apposition);
    forms.iter().any(|form| is_same_person(form, name))
}

/// A printed speaker without apposition and relative clause.
fn head(printed: &str) -> String {
    let folded = fold(printed);
    let cut = [",", "(", "—", "--", " who ", " which "].iter().filter_map(|mark| folded.find(mark)).min();
    let head = folded[..cut.unwrap_or(folded.len())].trim();
    if head.is_empty() { folded.clone() } else { head.to_owned() }
}

/// Two phrases without a person's name: the same last word, or half their words in common.
fn is_same_phrase(given: &str, printed: &str) -> bool {
    let (one, other) = (core(&head(given)), core(&head(printed)));
    let (Some(last), Some(other_last)) = (one.last(), other.last()) else { return false };
    let distinct = |words: &[String]| words.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    let (left, right, full) = (distinct(&one), distinct(&other), distinct(&core(printed)));
    last == other_last
        || left.intersection(&right).count() * 2 >= left.union(&right).count()
        || left.len() >= 2 && left.is_subset(&full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_meet_in_their_names() {
        for (given, name, expected) in [
            ("Marco Rubio", "Marco Rubio", true),
            ("Sen. Rubio of Florida", "Marco Rubio", true),
            ("the foreign minister, Sergei Lavrov,", "Sergei Lavrov", true),
            ("M. Rubio Jr.", "Marco Rubio", true),
            ("Ban", "Ban Ki-moon", true),
            ("he", "Marco Rubio", false),
            ("Ana Rubio", "Marco Rubio", false),
            ("Marco Polo", "Marco Rubio", false),
        ] {
            assert_eq!(names(given, name), expected, "{given} / {name}");
        }
        assert!(is_same_phrase("a spokesman for the ministry", "the spokesman for the ministry"));
        assert!(!is_same_phrase("a spokesman for the ministry", "two officials"));
    }
}
