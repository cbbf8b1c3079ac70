use super::*;
use entity::PersonId;
use proptest::prelude::*;

const FULL: &str = "We will sign the harbour treaty before the end of March, whatever the ministry says.";
const PART: &str = "We will sign the harbour treaty before the end of March";
const OTHER_PART: &str = "before the end of March, whatever the ministry says";
const EDITED: &str = "We will sign this harbour treaty before the end of March, whatever the ministry says.";

fn printed(id: i64, text: &str, day: u32) -> Printed {
    let said_on = NaiveDate::from_ymd_opt(2026, 2, day).unwrap_or_default();
    Printed {
        id: QuoteId(id),
        text: text.to_owned(),
        words: Words::new(text),
        kind: QuoteKind::Direct,
        said_on,
        precision: Precision::Day,
        basis: SaidBasis::Publication,
        language: None,
        confidence: 0.9,
        article: ArticleId(id),
        listed_at: said_on.and_time(chrono::NaiveTime::MIN).and_utc(),
        first_version: 1,
        is_retold: false,
        replaces: None,
        state: State::New(0),
    }
}

/// The quotes that end up together, whatever the order: sorted texts of each statement.
fn partition(quotes: &[Printed], voice: &Voice) -> Vec<Vec<String>> {
    let mut clusters = Clusters::default();
    for (at, quote) in (0_i64..).zip(quotes) {
        clusters.add(voice.clone(), quote.clone(), || StatementId(at));
    }
    let mut all: Vec<Vec<String>> = clusters
        .touched()
        .map(|cluster| {
            let mut texts: Vec<String> = cluster.quotes.iter().map(|quote| quote.text.clone()).collect();
            texts.sort();
            texts
        })
        .collect();
    all.sort();
    all
}

fn rubio() -> Voice {
    Voice { record: Some(Record::Person(PersonId(7))), printed: None }
}

#[test]
fn the_order_does_not_matter() {
    let quotes = [printed(1, PART, 3), printed(2, OTHER_PART, 4), printed(3, FULL, 5), printed(4, EDITED, 9)];
    let expected = partition(&quotes, &rubio());
    assert_eq!(expected.len(), 1, "the full text joins its parts: {expected:?}");
    for first in 0..4 {
        let mut turned = quotes.to_vec();
        turned.rotate_left(first);
        assert_eq!(partition(&turned, &rubio()), expected);
        turned.reverse();
        assert_eq!(partition(&turned, &rubio()), expected);
    }
}

#[test]
fn far_days_and_unknown_speakers_stay_apart() {
    let far = [printed(1, FULL, 1), printed(2, FULL, 20)];
    assert_eq!(partition(&far, &rubio()).len(), 2);
    let near = [printed(1, FULL, 1), printed(2, FULL, 1)];
    assert_eq!(partition(&near, &Voice::default()).len(), 2);
}

#[test]
fn a_statement_is_its_fullest_and_first_printing() {
    let mut clusters = Clusters::default();
    for quote in [printed(1, PART, 4), printed(2, FULL, 5)] {
        clusters.add(rubio(), quote, || StatementId(1));
    }
    let cluster = clusters.touched().next().expect("one statement");
    let settled = cluster.settle().expect("it has quotes");
    assert_eq!(settled.text, FULL);
    assert_eq!(settled.first.1, ArticleId(1));
    assert_eq!(settled.matches, [QuoteMatch::Truncated, QuoteMatch::Exact]);
}

#[test]
fn what_is_no_longer_found_in_the_same_text_is_dropped() {
    let stale = Printed { state: State::Stale, ..printed(1, FULL, 3) };
    let other = Printed { state: State::Stored(QuoteMatch::Exact), ..printed(2, FULL, 3) };
    let alone = Printed { article: ArticleId(1), state: State::Stale, ..printed(3, "Yes.", 3) };
    let mut clusters = Clusters::default();
    for (id, quotes) in [(1, vec![stale, other]), (2, vec![alone])] {
        let id = StatementId(id);
        clusters.enter(Cluster::new(id, rubio(), quotes));
    }
    let emptied = clusters.drop_stale(&HashSet::from([ArticleId(1)]));
    assert_eq!(emptied, [StatementId(2)]);
    assert_eq!(clusters.dropped, [QuoteId(1), QuoteId(3)]);
    let left: Vec<QuoteId> =
        clusters.touched().flat_map(|cluster| &cluster.quotes).map(|quote| quote.id).collect();
    assert_eq!(left, [QuoteId(2)]);
}

#[test]
fn what_a_human_looked_at_is_never_dropped() {
    let stale = Printed { state: State::Stale, ..printed(1, FULL, 3) };
    let mut clusters = Clusters::default();
    let (id, quotes) = (StatementId(1), vec![stale]);
    clusters.enter(Cluster { is_held: true, ..Cluster::new(id, rubio(), quotes) });
    let emptied = clusters.drop_stale(&HashSet::from([ArticleId(1)]));
    assert!(emptied.is_empty() && clusters.dropped.is_empty());
    let kept = clusters.touched().flat_map(|cluster| &cluster.quotes);
    assert_eq!(kept.map(|quote| quote.id).collect::<Vec<_>>(), [QuoteId(1)]);
}

#[test]
fn words_of_a_later_version_stay_with_the_statement_a_human_looked_at() {
    let stale = Printed { state: State::Stale, ..printed(1, FULL, 3) };
    let mut clusters = Clusters::default();
    let (id, quotes) = (StatementId(1), vec![stale]);
    clusters.enter(Cluster { is_held: true, ..Cluster::new(id, rubio(), quotes) });
    let edited = Printed { article: ArticleId(1), first_version: 2, ..printed(2, EDITED, 3) };
    clusters.add(Voice::default(), edited, || StatementId(2));
    let cluster = clusters.touched().next().expect("the statement");
    assert_eq!((cluster.id, cluster.quotes.len()), (StatementId(1), 2));
    assert_eq!((cluster.quotes[0].state, cluster.quotes[1].replaces), (State::Replaced, Some(QuoteId(1))));
}

#[test]
fn what_a_merge_moved_takes_its_own_articles_words_alone() {
    let stored = |id: i64| Printed { state: State::Stored(QuoteMatch::Exact), ..printed(id, FULL, 3) };
    let mut clusters = Clusters::default();
    clusters.enter(Cluster::new(StatementId(1), rubio(), vec![stored(1)]));
    clusters.enter(Cluster::new(StatementId(2), rubio(), vec![stored(2)]));
    clusters.moved.insert(StatementId(2));
    clusters.add(rubio(), printed(3, FULL, 4), || StatementId(3));
    clusters.add(rubio(), Printed { article: ArticleId(2), ..printed(4, FULL, 3) }, || StatementId(4));
    let of: Vec<(StatementId, Vec<QuoteId>)> = clusters
        .touched()
        .map(|cluster| (cluster.id, cluster.quotes.iter().map(|quote| quote.id).collect()))
        .collect();
    assert_eq!(
        of,
        [(StatementId(1), vec![QuoteId(1), QuoteId(3)]), (StatementId(2), vec![QuoteId(2), QuoteId(4)])]
    );
    assert!(clusters.joined.is_empty());
}

proptest! {
    /// Any quotes of one speaker, in any order: the same statements, each with the same text, day and matches.
    #[test]
    fn no_order_of_documents_decides_a_statement(
        picks in proptest::collection::vec((0_usize..6, 1_u32..28), 1..9),
        order in proptest::collection::vec(any::<u32>(), 9),
    ) {
        let texts = [FULL, PART, OTHER_PART, EDITED, "Something else was said about the ferry to the isles that day", "Yes."];
        let quotes: Vec<Printed> =
            (1_i64..).zip(&picks).map(|(id, &(text, day))| printed(id, texts[text], day)).collect();
        let mut turned: Vec<(u32, Printed)> = order.into_iter().zip(quotes.iter().cloned()).collect();
        turned.sort_by_key(|(place, _)| *place);
        let turned: Vec<Printed> = turned.into_iter().map(|(_, quote)| quote).collect();
        prop_assert_eq!(settled(&quotes), settled(&turned));
    }
}

/// What each statement is by its quotes, without the ids that the order gives.
fn settled(quotes: &[Printed]) -> Vec<impl Ord + std::fmt::Debug + use<>> {
    let mut clusters = Clusters::default();
    for (at, quote) in (0_i64..).zip(quotes) {
        clusters.add(rubio(), quote.clone(), || StatementId(at));
    }
    let each = |cluster: &Cluster| {
        let settled = cluster.settle()?;
        let mut matches: Vec<(QuoteId, QuoteMatch)> =
            cluster.quotes.iter().map(|quote| quote.id).zip(settled.matches.iter().copied()).collect();
        matches.sort_unstable();
        Some((settled.text.to_owned(), settled.said.0, settled.first.1, matches))
    };
    let mut all: Vec<_> = clusters.touched().filter_map(each).collect();
    all.sort();
    all
}
