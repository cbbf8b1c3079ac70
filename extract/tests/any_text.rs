//! Any text is read: no panic, no span outside the text or inside a character; and marks around words that nobody says
//! give no statement.

mod repeated;

use extract::{Article, Extraction, Quote, Span, Speaker};
use proptest::prelude::*;
use repeated::REPEATED;

fn read(body: &str) -> (Article, Extraction) {
    let article = Article {
        headline: "Harbour Opens".to_owned(),
        body: body.to_owned(),
        published_on: "2026-02-03".parse().ok(),
        ..Article::default()
    };
    let found = extract::extract(&article);
    (article, found)
}

/// Every span can be sliced and holds something, and every index leads somewhere.
fn check(body: &str, found: &Extraction) {
    let within = |span: Span| {
        assert!(!span.is_empty(), "{span:?} is empty");
        assert!(body.get(span.range()).is_some(), "{span:?} cannot be cut out of {body:?}");
    };
    found.dateline.iter().for_each(|dateline| within(dateline.span));
    for mention in &found.mentions {
        within(mention.span);
        assert!(mention.entity < found.entities.len());
    }
    for held in &found.offices {
        within(held.span);
        assert!(held.holder < found.entities.len());
    }
    for quote in &found.quotes {
        assert!(!quote.spans.is_empty());
        let parts = [quote.cue, quote.source, quote.audience, quote.said.and_then(|said| said.span)];
        quote.spans.iter().copied().chain(parts.into_iter().flatten()).for_each(within);
        assert!((0.0..=1.0).contains(&quote.confidence));
        assert!(quote.topics.iter().all(|topic| topic.topic < found.topics.len()));
        assert!(quote.mentions.iter().all(|&mention| mention < found.mentions.len()));
        assert!(quote.office.is_none_or(|office| office < found.offices.len()));
        match &quote.speaker {
            Speaker::Entity(at) => assert!(*at < found.entities.len()),
            Speaker::Role { printed, organization } => {
                assert!(!printed.is_empty());
                assert!(organization.is_none_or(|at| at < found.entities.len()));
            }
            Speaker::Undecided(candidates) => {
                assert!(candidates.len() > 1, "one candidate is no tie");
                assert!(candidates.iter().all(|candidate| candidate.entity < found.entities.len()));
            }
            Speaker::Unknown => {}
        }
    }
}

/// What news is made of, in any order: rules meet what nobody wrote.
const PIECES: &[&str] = &[
    "said",
    "says",
    "told",
    "according to",
    "added",
    "that",
    "he",
    "she",
    "they",
    "who",
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "'",
    "''",
    "``",
    "„",
    "«",
    "»",
    ",",
    ".",
    ":",
    ";",
    "—",
    "-",
    "(",
    ")",
    "?",
    "!",
    "\n",
    "\n\n",
    "Mr.",
    "Jr.",
    "the",
    "minister",
    "spokesman for the",
    "Secretary of State",
    "former",
    "Marco Rubio",
    "Rubio",
    "Ana de la Cruz",
    "Ministry of",
    "Foreign",
    "Moscow",
    "US",
    "Berlin",
    "the Kremlin",
    "on Monday",
    "yesterday",
    "March 3",
    "2026",
    "99",
    "and",
    "but",
    "of",
    "in",
    "reporters",
    "we will go",
    "it is",
    "tweeted",
    "in the words of",
    "In his words",
    "points out",
    "did not say",
    "WASHINGTON (Sputnik) -",
    "É",
    "İ",
    "ß",
    "日本",
    "🙂",
    "\u{301}",
    "\u{200d}",
    "ﬁ",
    "...",
    "[",
    "]",
    "I",
    "'s",
    "’s",
    "&",
    "$",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_characters_are_read(body in any::<String>()) {
        let (article, found) = read(&body);
        check(&article.body, &found);
    }

    #[test]
    fn any_order_of_words_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..120), gap in " ?") {
        let (article, found) = read(&pieces.join(&gap));
        check(&article.body, &found);
    }
}

/// Long bodies that each repeat what some rule has to look around for. How long they take is printed by the benchmark
/// `growth`: a test of time would tell of the machine.
#[test]
fn long_repetitions_are_read() {
    for unit in REPEATED {
        let article = repeated::article(unit, 100_000);
        check(&article.body, &extract::extract(&article));
    }
}

#[test]
fn words_in_marks_that_nobody_says_are_no_statements() {
    const ALLOWED: usize = 2;
    let paragraphs: Vec<&str> = include_str!("non_quotes.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    assert!(paragraphs.len() >= 60, "{} paragraphs", paragraphs.len());
    let text = |body: &str, quote: &Quote| format!("{:?} by {} in: {body}", quote.text(body), quote.rule);
    let alone = paragraphs.iter().flat_map(|body| {
        let (_, found) = read(body);
        found.quotes.iter().map(|quote| text(body, quote)).collect::<Vec<_>>()
    });
    let wrong: Vec<String> = alone.collect();
    assert!(wrong.len() <= ALLOWED, "{} false statements:\n{}", wrong.len(), wrong.join("\n"));
    // All in one story, between people who do speak: nothing may be carried to them.
    let story: Vec<String> = paragraphs
        .chunks(4)
        .map(|some| {
            format!("{}\n\n“The wall will hold,” Mayor Ana Brandt said on Monday.", some.join("\n\n"))
        })
        .collect();
    let (article, found) = read(&story.join("\n\n"));
    let said = |quote: &&Quote| !quote.text(&article.body).starts_with("The wall will hold");
    let wrong: Vec<String> =
        found.quotes.iter().filter(said).map(|quote| text(&article.body, quote)).collect();
    assert!(wrong.len() <= ALLOWED, "{} false statements:\n{}", wrong.len(), wrong.join("\n"));
}
