//! Who said what, one order of words a case: `attributions.txt`.

use extract::{Article, Extraction, Quote, QuoteKind, Speaker};

/// A case of the file: its body and the quotes that it has.
struct Case {
    body: String,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("attributions.txt").lines().filter(|line| !line.starts_with('#'));
    let mut cases: Vec<Case> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        match (line.strip_prefix("- "), cases.last_mut()) {
            (Some(quote), Some(case)) => case.expected.push(quote.to_owned()),
            _ => cases.push(Case { body: line.replace(" / ", "\n\n"), expected: Vec::new() }),
        }
    }
    cases
}

fn speaker(found: &Extraction, quote: &Quote) -> String {
    match &quote.speaker {
        Speaker::Entity(at) => found.entities[*at].name.clone(),
        Speaker::Role { printed, .. } => printed.clone(),
        Speaker::Undecided(_) => "undecided".to_owned(),
        Speaker::Unknown => "?".to_owned(),
    }
}

fn kind(quote: &Quote) -> &'static str {
    match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    }
}

#[test]
fn words_lead_to_who_said_them() {
    let cases = cases();
    assert!(cases.len() >= 20, "{} cases", cases.len());
    let wrong = cases.iter().filter_map(|case| {
        let article = Article { body: case.body.clone(), ..Article::default() };
        let found = extract::extract(&article);
        let quotes: Vec<String> = found
            .quotes
            .iter()
            .map(|quote| format!("{}, {}, {}", kind(quote), speaker(&found, quote), quote.text(&case.body)))
            .collect();
        (quotes != case.expected)
            .then(|| format!("{}\n  expected {:#?}\n  found {quotes:#?}", case.body, case.expected))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
