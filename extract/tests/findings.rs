//! What a reader finds in sentences written as newspapers write: offices, days, names, topics. A case is a story in
//! one line and, indented, what a person found in it; one that begins with "? " is known to be read otherwise, and
//! loses its mark when it is mended.

use extract::{Article, Entity, EntityKind, Extraction, OfficeHeld, Qualifier, Quote};
use std::collections::BTreeSet;

/// A story, and what is to be found in it.
struct Case<'f> {
    story: &'f str,
    expected: BTreeSet<String>,
    is_known_wrong: bool,
}

fn cases(file: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let (Some(finding), Some(case)) = (line.strip_prefix("  "), cases.last_mut()) {
            case.expected.insert(finding.to_owned());
        } else {
            let story = line.strip_prefix("? ");
            cases.push(Case {
                story: story.unwrap_or(line),
                expected: BTreeSet::new(),
                is_known_wrong: story.is_some(),
            });
        }
    }
    cases
}

/// Reads every story of a file and compares what was found.
fn check(file: &str, least: usize, findings: impl Fn(&Article, &Extraction) -> BTreeSet<String>) {
    let cases = cases(file);
    assert!(cases.len() >= least, "{} stories", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let article = article(case.story);
            let found = findings(&article, &extract::extract(&article));
            let list = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
                one.difference(other).map(String::as_str).collect::<Vec<_>>().join("; ")
            };
            match (found == case.expected, case.is_known_wrong) {
                (true, true) => Some(format!("{}\n  is read right now: take its mark away", case.story)),
                (false, false) => Some(format!(
                    "{}\n  missed: {}\n  wrong:  {}",
                    case.story,
                    list(&case.expected, &found),
                    list(&found, &case.expected),
                )),
                _ => None,
            }
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} stories:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// An article of Thursday, 5 February 2026.
fn article(story: &str) -> Article {
    Article { body: story.to_owned(), published_on: "2026-02-05".parse().ok(), ..Article::default() }
}

/// A value's name as it leaves the program.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[test]
fn offices_are_read_as_printed() {
    let office = |found: &Extraction, held: &OfficeHeld| {
        let qualifier = held.qualifier.map(|held: Qualifier| word(&held) + " ").unwrap_or_default();
        let then = if held.is_then { "then " } else { "" };
        let office = &held.office;
        let place = office.jurisdiction.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let body = office.organization.as_ref().map(|body| format!("; {body}")).unwrap_or_default();
        format!("{}: {qualifier}{then}{}{place}{body}", found.entities[held.holder].name, office.title)
    };
    check(include_str!("findings/offices.txt"), 40, |_, found| {
        found.offices.iter().map(|held| office(found, held)).collect()
    });
}

#[test]
fn days_are_told_against_the_article() {
    let day = |article: &Article, quote: &Quote| {
        quote.said.map_or_else(String::new, |said| {
            let span = said.span.map(|span| format!(": {}", span.of(&article.body))).unwrap_or_default();
            format!("{} {} {}{span}", said.on, word(&said.precision), word(&said.basis))
        })
    };
    check(include_str!("findings/days.txt"), 40, |article, found| {
        found.quotes.first().map(|quote| day(article, quote)).into_iter().collect()
    });
}

#[test]
fn people_organizations_and_places_are_told_apart() {
    let entity = |entity: &Entity| {
        let more = match (entity.kind, &entity.given_name, &entity.family_name, &entity.country_code) {
            (EntityKind::Person, Some(given), Some(family), _) => format!(" [{given} | {family}]"),
            (EntityKind::Place, _, _, Some(country)) => format!(" [{country}]"),
            _ => String::new(),
        };
        format!("{}: {}{more}", word(&entity.kind), entity.name)
    };
    check(include_str!("findings/names.txt"), 30, |_, found| {
        found.mentions.iter().map(|mention| entity(&found.entities[mention.entity])).collect()
    });
}

#[test]
fn statements_are_about_what_their_words_and_sentences_name() {
    let about = |found: &Extraction, quote: &Quote| -> BTreeSet<String> {
        let topics = quote
            .topics
            .iter()
            .map(|about| format!("{}: {}", word(&about.basis), found.topics[about.topic].name));
        topics.collect()
    };
    check(include_str!("findings/topics.txt"), 20, |_, found| {
        found.quotes.first().map(|quote| about(found, quote)).unwrap_or_default()
    });
}
