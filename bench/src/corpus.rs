//! A corpus by seed and size. In: the number of an article. Out: the article and what an extractor would have
//! found in it, four statements of two speakers, in newsgraph's own JSONL. Speakers, topics, publishers and words
//! follow Zipf's law, days spread evenly over thirty years, so that a larger corpus is a denser one.

use crate::draw::{Draw, Zipf};
use chrono::{NaiveDate, TimeDelta};
use extract::{
    Article, Dateline, Entity, EntityKind, Extraction, Image, Mention, Office, OfficeHeld, PlaceKind,
    Publisher, Quote, QuoteKind, QuoteTopic, Said, SaidBasis, Span, Speaker, Topic, TopicBasis, TopicKind,
    TopicSource,
};

/// The seed of every corpus: what is measured once can be measured again.
const SEED: u64 = 6;
/// Statements of an article.
pub(crate) const STATEMENTS: usize = 4;
const PEOPLE: u32 = 20_000;
const TOPICS: u32 = 300;
const PUBLISHERS: u32 = 200;
const WORDS: u32 = 4_000;
/// Days of the corpus, from the first of 1996.
const DAYS: usize = 30 * 365;

const TITLES: [&str; 8] = [
    "Prime Minister",
    "Foreign Minister",
    "Finance Minister",
    "Defense Minister",
    "President",
    "Speaker",
    "Health Minister",
    "Ambassador",
];
const COUNTRIES: [(&str, &str, &str); 20] = [
    ("Germany", "DE", "BERLIN"),
    ("France", "FR", "PARIS"),
    ("Italy", "IT", "ROME"),
    ("Spain", "ES", "MADRID"),
    ("Poland", "PL", "WARSAW"),
    ("Norway", "NO", "OSLO"),
    ("Sweden", "SE", "STOCKHOLM"),
    ("Finland", "FI", "HELSINKI"),
    ("Greece", "GR", "ATHENS"),
    ("Portugal", "PT", "LISBON"),
    ("Japan", "JP", "TOKYO"),
    ("Brazil", "BR", "BRASILIA"),
    ("Canada", "CA", "OTTAWA"),
    ("Egypt", "EG", "CAIRO"),
    ("Kenya", "KE", "NAIROBI"),
    ("India", "IN", "DELHI"),
    ("Mexico", "MX", "MEXICO CITY"),
    ("Chile", "CL", "SANTIAGO"),
    ("Turkey", "TR", "ANKARA"),
    ("Ukraine", "UA", "KYIV"),
];

/// What the articles draw from.
#[derive(Debug)]
pub(crate) struct Corpus {
    people: Zipf,
    topics: Zipf,
    publishers: Zipf,
    words: Zipf,
}

impl Corpus {
    pub(crate) fn new() -> Self {
        Self {
            people: Zipf::new(PEOPLE),
            topics: Zipf::new(TOPICS),
            publishers: Zipf::new(PUBLISHERS),
            words: Zipf::new(WORDS),
        }
    }

    /// The article of a number as a line of JSONL.
    pub(crate) fn line(&self, number: usize) -> String {
        let (article, found) = self.article(number);
        read::write_jsonl(&article, Some(found))
    }

    fn article(&self, number: usize) -> (Article, Extraction) {
        let draw = &mut Draw::new(SEED, number as u64);
        let day = first_day() + TimeDelta::days(i64::try_from(draw.below(DAYS)).unwrap_or(0));
        let mut story = Story::begin(draw.below(COUNTRIES.len()));
        let topics = [self.topics.rank(draw), self.topics.rank(draw)];
        for topic in topics {
            story.about(&topic_name(topic), TopicKind::Subject, None, TopicSource::Tag);
        }
        let speakers = [self.people.rank(draw), self.people.rank(draw)];
        for turn in 0..STATEMENTS {
            story.paragraph(&self.sentence(draw, 28));
            let words = self.sentence(draw, 22);
            story.quote(speakers[turn / 2], turn % 2 == 0, &words, draw.below(COUNTRIES.len()), day);
        }
        let publisher = self.publishers.rank(draw);
        let at =
            day.and_hms_opt(u32::try_from(draw.below(24)).unwrap_or(0), 0, 0).unwrap_or_default().and_utc();
        let host = format!("paper-{publisher}.example");
        let article = Article {
            url: Some(format!("https://{host}/{}/{number}.html", day.format("%Y/%m/%d"))),
            external_id: Some(number.to_string()),
            headline: self.sentence(draw, 9),
            description: Some(self.sentence(draw, 16)),
            body: story.body,
            language: Some("en".to_owned()),
            section: Some("World".to_owned()),
            published_at: Some(at.fixed_offset()),
            publisher: Some(Publisher {
                name: format!("Paper {publisher}"),
                domain: Some(host.clone()),
                ..Publisher::default()
            }),
            authors: vec![person_name(PEOPLE as usize - 1 - draw.below(1_000))],
            images: vec![Image {
                url: format!("https://{host}/{number}.jpg"),
                width: Some(1_280),
                ..Image::default()
            }],
            tags: topics.iter().map(|&topic| topic_name(topic)).collect(),
            ..Article::default()
        };
        (article, story.found)
    }

    /// A sentence of about `length` words.
    fn sentence(&self, draw: &mut Draw, length: usize) -> String {
        let length = length * 3 / 4 + draw.below(length / 2);
        let words = (0..length).map(|_| word(self.words.rank(draw)));
        let mut sentence = words.collect::<Vec<_>>().join(" ");
        sentence.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
        sentence
    }
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1996, 1, 1).unwrap_or_default()
}

/// Syllables of a number: every number has a word of its own.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ke", "di", "fo", "gu", "ha", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za"];
    let mut word = SYLLABLES[number % 16].to_owned();
    let mut rest = number / 16 + 1;
    while rest > 0 {
        word.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
    }
    word
}

fn capital(number: usize) -> String {
    let mut word = word(number);
    word[..1].make_ascii_uppercase();
    word
}

/// The name of a person by rank. No two share a family name.
fn person_name(rank: usize) -> String {
    format!("{} {}son", capital(rank % 97), capital(rank + 5_000))
}

/// The name of a topic by rank.
fn topic_name(rank: usize) -> String {
    format!("{} policy", word(rank + 30_000))
}

/// An article as it is written.
struct Story {
    body: String,
    found: Extraction,
}

impl Story {
    fn begin(country: usize) -> Self {
        let (name, code, city) = COUNTRIES[country];
        let body = format!("{city} (Wire) -");
        let dateline = Dateline {
            span: Span::new(0, body.len()),
            place_printed: Some(city.to_owned()),
            place: Some(0),
            agency_printed: None,
            agency: None,
            on: None,
        };
        let mut story =
            Self { body, found: Extraction { dateline: Some(dateline), ..Extraction::default() } };
        story.entity(EntityKind::Place, name, Some(code));
        story
    }

    /// The number of an entity.
    fn entity(&mut self, kind: EntityKind, name: &str, country: Option<&str>) -> usize {
        let entities = &mut self.found.entities;
        if let Some(known) = entities.iter().position(|entity| entity.name == name) {
            return known;
        }
        let names = name.split_once(' ').filter(|_| kind == EntityKind::Person);
        entities.push(Entity {
            kind,
            name: name.to_owned(),
            given_name: names.map(|(given, _)| given.to_owned()),
            family_name: names.map(|(_, family)| family.to_owned()),
            country_code: country.map(str::to_owned),
            geonames_id: None,
            place_kind: country.map(|_| PlaceKind::Country),
        });
        entities.len() - 1
    }

    fn about(&mut self, name: &str, kind: TopicKind, entity: Option<usize>, source: TopicSource) -> usize {
        let topics = &mut self.found.topics;
        if let Some(known) = topics.iter().position(|topic| topic.name == name) {
            return known;
        }
        topics.push(Topic { name: name.to_owned(), kind, entity, code: None, source });
        topics.len() - 1
    }

    fn paragraph(&mut self, text: &str) {
        self.body.push('\n');
        self.body.push_str(text);
        self.body.push('.');
    }

    /// Writes and gives its place.
    fn write(&mut self, text: &str) -> Span {
        let start = self.body.len();
        self.body.push_str(text);
        Span::new(start, self.body.len())
    }

    fn mention(&mut self, entity: usize, span: Span) -> usize {
        self.found.mentions.push(Mention { entity, span });
        self.found.mentions.len() - 1
    }

    /// `"Words of Norway and more," Foreign Minister Tivo Zason said.`
    fn quote(&mut self, speaker: usize, is_direct: bool, words: &str, country: usize, day: NaiveDate) {
        let (country, code, _) = COUNTRIES[country];
        let place = self.entity(EntityKind::Place, country, Some(code));
        let name = person_name(speaker);
        let person = self.entity(EntityKind::Person, &name, None);
        let (title, (governs, ..)) = (TITLES[speaker % TITLES.len()], COUNTRIES[speaker % COUNTRIES.len()]);
        let mark = if is_direct { "\"" } else { "" };
        let begin = self.write(&format!("\n{mark}")).end;
        let named = self.write(country);
        let named = self.mention(place, named);
        let end = self.write(&format!(" {words}")).end;
        self.write(&format!(",{mark} "));
        let held = self.write(&format!("{governs} {title}"));
        self.write(" ");
        let printed = self.write(&name);
        self.mention(person, printed);
        self.write(" ");
        let cue = self.write("said");
        self.write(".");
        self.found.offices.push(OfficeHeld {
            holder: person,
            office: Office {
                title: title.to_owned(),
                jurisdiction: Some(governs.to_owned()),
                organization: None,
            },
            span: held,
            qualifier: None,
            is_then: false,
        });
        let topic = self.about(country, TopicKind::Place, Some(place), TopicSource::Text);
        self.found.quotes.push(Quote {
            kind: if is_direct { QuoteKind::Direct } else { QuoteKind::Indirect },
            spans: vec![Span::new(begin, end)],
            cue: Some(cue),
            source: Some(Span::new(held.start, printed.end)),
            speaker: Speaker::Entity(person),
            office: Some(self.found.offices.len() - 1),
            audience: None,
            said: Some(Said {
                on: day,
                precision: extract::Precision::Day,
                basis: SaidBasis::Publication,
                span: None,
            }),
            topics: vec![
                QuoteTopic { topic: self.found.quotes.len() % 2, basis: TopicBasis::Words },
                QuoteTopic { topic, basis: TopicBasis::Words },
            ],
            mentions: vec![named],
            rule: "generated".into(),
            confidence: 0.9,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Corpus, STATEMENTS, person_name, topic_name, word};
    use std::collections::HashSet;

    #[test]
    fn lines_are_the_same_in_every_run_and_read_back() {
        let line = Corpus::new().line(7);
        assert_eq!(line, Corpus::new().line(7));
        let (article, found) = Corpus::new().article(7);
        assert_eq!(found.quotes.len(), STATEMENTS);
        for quote in &found.quotes {
            assert!(article.body.contains(&quote.text(&article.body)));
            assert_eq!(quote.cue.expect("a cue").of(&article.body), "said");
        }
        assert!(line.contains("\"extraction\""), "{line}");
    }

    #[test]
    fn names_are_told_apart() {
        let all: HashSet<String> = (0..20_000).map(person_name).collect();
        assert_eq!(all.len(), 20_000);
        assert_eq!((0..300).map(topic_name).collect::<HashSet<_>>().len(), 300);
        assert_eq!((0..4_000).map(word).collect::<HashSet<_>>().len(), 4_000);
    }
}
