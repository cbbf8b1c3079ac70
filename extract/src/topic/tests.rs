//! What links the first statement of a story with its publisher's tags.

use super::*;

/// The tags that the statement's own words name, and those that its sentence names.
fn named(story: &str, tags: &[&str]) -> [Vec<String>; 2] {
    let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
    let found = crate::extract(&Article { body: story.to_owned(), tags, ..Article::default() });
    [TopicBasis::Words, TopicBasis::Sentence].map(|basis| {
        let about = found.quotes[0].topics.iter().filter(|about| about.basis == basis);
        let topics = about.map(|about| &found.topics[about.topic]);
        topics.filter(|topic| topic.source == TopicSource::Tag).map(|topic| topic.name.clone()).collect()
    })
}

#[test]
fn tags_are_found_beside_letters_that_grow_in_lower_case() {
    let story = "In İzmir, Ana Brandt said the sea lions will stay.";
    assert_eq!(named(story, &["Sea lions"]), [vec!["Sea lions"], vec![]]);
    assert_eq!(named("“Bostanlı awaits the İmbat wind,” she said.", &["İmbat"])[0], ["İmbat"]);
}

#[test]
fn tags_are_found_as_whole_words() {
    let said = |words: &str, tag: &str| !named(&format!("“{words},” Ana Brandt said."), &[tag])[0].is_empty();
    assert!(said("The sea lions will stay", "sea lion"), "the plural");
    assert!(said("They oppose anti-whaling laws", "Whaling"), "joined by a hyphen");
    assert!(said("We are at Stage C", "stage C"));
    assert!(said("The fishers’ guild agrees", "fishers' guild"), "another apostrophe");
    assert!(said("The sea  lions will stay", "sea lions"), "blanks as printed");
    assert!(!said("The seaside will stay", "Sea"), "a part of a word");
    assert!(!said("A mass of ice", "as"), "the end of a word");
    assert!(!said("We saw the sea. Lions roared", "sea lions"), "a stop between");
    assert!(!said("We went to the sea", "seas"), "the singular");
}

#[test]
fn tags_that_overlap_are_all_found() {
    let story = "“The harbour sea lions will stay,” said Ana Brandt of the lions.";
    let tags = ["Sea lions", "Harbour sea", "lion", "sea lion", "of the lions"];
    let [words, sentence] = named(story, &tags);
    assert_eq!(words, ["Sea lions", "Harbour sea", "lion", "sea lion"]);
    assert_eq!(sentence, ["of the lions"]);
}

#[test]
fn topics_are_told_once() {
    let tags = ["Sea Lions", "sea  lions", "USA", "United States", "Women’s guild", "women's guild", " "];
    let keywords = ["SEA LIONS", "tariffs", "tariff", "usa"];
    let article = Article {
        body: "The harbour opened.".to_owned(),
        tags: tags.map(str::to_owned).into(),
        keywords: keywords.map(str::to_owned).into(),
        ..Article::default()
    };
    let topics = crate::extract(&article).topics;
    let names: Vec<&str> = topics.iter().map(|topic| topic.name.as_str()).collect();
    assert_eq!(names, ["Sea Lions", "USA", "Women’s guild", "tariffs"]);
}

#[test]
fn what_no_publisher_would_print_is_left_out_and_said() {
    let names = |word: &str, count: usize| (0..count).map(|number| format!("{word} {number}")).collect();
    let article = |tags, keywords| Article {
        tags: names("buoy", tags),
        keywords: names("tide", keywords),
        ..Article::default()
    };
    let found = crate::extract(&article(MOST, MOST + 1));
    assert_eq!(found.topics.len(), 2 * MOST);
    assert_eq!(found.notes, [format!("only the first {MOST} of {} keywords were taken", MOST + 1)]);
    assert_eq!(crate::extract(&article(MOST, 0)).notes, Vec::<String>::new());
}
