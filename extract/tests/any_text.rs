//! Any text is read: no panic, no span outside the text or inside a character, no time that grows faster than the
//! text; and marks around words that nobody says give no statement.

use extract::{Article, Extraction, Quote, Span, Speaker};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

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

/// How long this thread has run, which a busy machine does not change; by the clock where the system does not tell.
fn spent() -> Duration {
    static CLOCK: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| CLOCK.elapsed(), Duration::from_nanos)
}

/// Bodies that each repeat what some rule has to look around for. Too slow is what grows far above linear and takes
/// seconds too: small times say nothing about growth. The least of a few readings counts, of the short text and of the long
/// one: a reading also waits for memory, which costs more than the reading where the system is slow to give it.
#[test]
fn time_grows_with_the_text_and_no_faster() {
    const LONG: usize = 300_000;
    const GROWTH: usize = 30;
    /// A fifth of nine hundred, which is what thirty times the text takes in quadratic time; in linear time it is thirty.
    const MOST: f64 = 180.0;
    /// Seconds that the long text may take whatever the short one took.
    const ENOUGH: f64 = 2.0;
    const READINGS: usize = 4;
    for unit in [
        "\"",
        "“",
        "'",
        "''",
        "\" ",
        "“a ",
        "said ",
        "said, ",
        "he said ",
        "\"a,\" he said, ",
        "Rubio ",
        "Rubio, ",
        "Marco Rubio ",
        "Mr. ",
        "the minister ",
        "of the ",
        ", and ",
        "( ",
        "according to ",
        "told ",
        "who ",
        "a.b.",
        "- ",
        "\n",
        "\"a\n",
        "; ",
        "Ana Bo said. ",
        "Moscow ",
        "“a,” said Ana Bo. ",
        "March 3, ",
        ": “a” ",
        "The minister said no. ",
        "Minister Ana Bo said no. The minister said yes. ",
        "Ministry of Oxen said no. The ministry said yes. ",
        "Ana Bo met Cy Bo. Bo said no. ",
    ] {
        let seconds = |size: usize| {
            let body = unit.repeat(size / unit.len());
            let started = spent();
            let (article, found) = read(&body);
            check(&article.body, &found);
            spent().saturating_sub(started).as_secs_f64()
        };
        let short = (0..READINGS).map(|_| seconds(LONG / GROWTH)).fold(f64::INFINITY, f64::min);
        let limit = ENOUGH.max(MOST * short);
        let long = (0..READINGS).map(|_| seconds(LONG)).find(|&long| long < limit);
        assert!(long.is_some(), "{unit:?}: {short:.3} s, then over {limit:.3} s for {GROWTH} times as much");
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
