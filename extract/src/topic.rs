//! What an article and its statements are about. In: tags, keywords, the body and its entities. Out: topics,
//! each once: the publisher's own, pointing at the entity they name, and subjects of the IPTC taxonomy that the
//! body names by their words.

use crate::lexicon::lines;
use crate::{
    Article, Entity, EntityKind, Extraction, QuoteTopic, Span, Topic, TopicBasis, TopicKind, TopicSource,
    gazetteer,
};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A subject of the IPTC Media Topics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `medtop:20000638`.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Code of the broader subject.
    pub parent: Option<&'static str>,
}

/// All subjects of the taxonomy, IPTC Media Topics of 2019-04-06 (CC BY 4.0).
pub fn taxonomy() -> impl Iterator<Item = Subject> {
    lines(include_str!("lexicon/topics.tsv")).filter_map(|line| {
        let mut fields = line.split('\t');
        let (code, name) = (fields.next()?, fields.next()?);
        Some(Subject { code, name, parent: fields.next().filter(|parent| !parent.is_empty()) })
    })
}

/// Subjects by the words that name them, in lower case.
static WORDS: LazyLock<HashMap<&'static str, Subject>> = LazyLock::new(|| {
    let by_name: HashMap<&str, Subject> = taxonomy().map(|subject| (subject.name, subject)).collect();
    // A name of several words means its subject wherever it stands; one word is too often another.
    let mut words: HashMap<&str, Subject> = taxonomy()
        .filter(|subject| subject.name.split(' ').count() > 1)
        .map(|subject| (subject.name, subject))
        .collect();
    let own = lines(include_str!("lexicon/subjects.tsv")).filter_map(|line| line.split_once('\t'));
    words.extend(own.filter_map(|(word, name)| Some((word, *by_name.get(name)?))));
    words
});

/// Words of the longest name of a subject.
const LONGEST: usize = 6;

/// The topics of an article. Entities that a tag names and the body does not are added.
pub(crate) fn of_article(article: &Article, entities: &mut Vec<Entity>) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    let tags = article.tags.iter().map(|tag| (tag, TopicSource::Tag));
    let keywords = article.keywords.iter().map(|keyword| (keyword, TopicSource::Keyword));
    for (name, source) in tags.chain(keywords) {
        let topic = named(name.trim(), source, entities);
        if !topic.name.is_empty() && !topics.iter().any(|known| is_same(known, &topic)) {
            topics.push(topic);
        }
    }
    for (subject, _) in subjects(&article.body) {
        let topic = coded(subject, subject.name, TopicSource::Text);
        if !topics.iter().any(|known| is_same(known, &topic)) {
            topics.push(topic);
        }
    }
    topics
}

fn is_same(known: &Topic, topic: &Topic) -> bool {
    known.entity.is_some() && known.entity == topic.entity
        || known.code.is_some() && known.code == topic.code
        || known.name.eq_ignore_ascii_case(&topic.name)
}

fn coded(subject: Subject, name: &str, source: TopicSource) -> Topic {
    Topic {
        name: name.to_owned(),
        kind: TopicKind::Subject,
        entity: None,
        code: Some(subject.code.to_owned()),
        source,
    }
}

/// The topic that a tag or keyword names: an entity of the document, a country, or a subject.
fn named(name: &str, source: TopicSource, entities: &mut Vec<Entity>) -> Topic {
    let entity = known(name, entities).or_else(|| {
        let place =
            gazetteer::places(name).first().copied().filter(|place| place.kind != crate::PlaceKind::City)?;
        entities.push(place.entity());
        Some(entities.len() - 1)
    });
    if let Some(at) = entity {
        let kind = match entities[at].kind {
            EntityKind::Person => TopicKind::Person,
            EntityKind::Organization => TopicKind::Organization,
            EntityKind::Place => TopicKind::Place,
        };
        return Topic { name: name.to_owned(), kind, entity, code: None, source };
    }
    let lower = name.to_lowercase();
    let subject = WORDS.get(lower.as_str()).or_else(|| WORDS.get(lower.strip_suffix('s')?)).copied();
    let exact = || taxonomy().find(|subject| subject.name.eq_ignore_ascii_case(name));
    match subject.or_else(exact) {
        Some(subject) => coded(subject, name, source),
        None => Topic { name: name.to_owned(), kind: TopicKind::Subject, entity: None, code: None, source },
    }
}

/// The entity of the document that bears the name, or the only person of that surname.
fn known(name: &str, entities: &[Entity]) -> Option<usize> {
    let whole = entities.iter().position(|entity| entity.name.eq_ignore_ascii_case(name));
    let place = || {
        let number = gazetteer::places(name).first()?.geonames_id;
        entities.iter().position(|entity| entity.geonames_id == Some(number))
    };
    let surname = || {
        let bears = |entity: &Entity| {
            entity.family_name.as_deref().is_some_and(|family| family.eq_ignore_ascii_case(name))
        };
        let mut bearers = entities.iter().enumerate().filter(|(_, entity)| bears(entity));
        bearers.next().map(|(at, _)| at).filter(|_| bearers.next().is_none())
    };
    whole.or_else(place).or_else(surname)
}

/// The subjects that a text names, with their places, in order.
fn subjects(text: &str) -> Vec<(Subject, Span)> {
    let lower = text.to_lowercase();
    // Offsets are those of the text only where both are as long; other texts are read without places.
    let is_aligned = lower.len() == text.len();
    let words: Vec<(usize, &str)> = words(&lower);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (at + LONGEST).min(words.len());
        let hit = (at + 1..=longest).rev().find_map(|end| {
            let (start, (last, word)) = (words[at].0, words[end - 1]);
            let phrase = &lower[start..last + word.len()];
            let subject = WORDS.get(phrase).or_else(|| WORDS.get(phrase.strip_suffix('s')?))?;
            Some((*subject, Span::new(start, last + word.len()), end))
        });
        match hit {
            Some((subject, span, end)) => {
                found.push((subject, if is_aligned { span } else { Span::new(0, 0) }));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '-', start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.push((first, &text[first..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Fills the topics of each quote: from its words, from its sentence, else from the article.
pub(crate) fn of_quotes(article: &Article, extraction: &mut Extraction) {
    let places = topic_places(article, extraction);
    let mentions: Vec<Span> = extraction.mentions.iter().map(|mention| mention.span).collect();
    let mut quotes = std::mem::take(&mut extraction.quotes);
    for quote in &mut quotes {
        let sentence = around(&article.body, &quote.spans);
        let basis = |topic: usize| {
            let spans = &places[topic];
            if quote.spans.iter().any(|part| !inside(spans, *part).is_empty()) {
                Some(TopicBasis::Words)
            } else if !inside(spans, sentence).is_empty() {
                Some(TopicBasis::Sentence)
            } else {
                (extraction.topics[topic].source != TopicSource::Text).then_some(TopicBasis::Article)
            }
        };
        let found = (0..extraction.topics.len())
            .filter_map(|topic| basis(topic).map(|basis| QuoteTopic { topic, basis }));
        quote.topics = found.collect();
        quote.topics.sort_by_key(|about| about.basis);
        quote.mentions = quote.spans.iter().flat_map(|part| inside(&mentions, *part)).collect();
        quote.mentions.sort_unstable();
    }
    extraction.quotes = quotes;
}

/// Which of the spans, given in order of the text, lie in another.
fn inside(spans: &[Span], whole: Span) -> Range<usize> {
    let from = spans.partition_point(|span| span.start < whole.start);
    let inside = spans[from..].iter().take_while(|span| whole.contains(**span)).count();
    from..from + inside
}

/// Where each topic of the article is named in its body, in order.
fn topic_places(article: &Article, extraction: &Extraction) -> Vec<Vec<Span>> {
    let subjects = subjects(&article.body);
    let lower = article.body.to_lowercase();
    let place = |topic: &Topic| -> Vec<Span> {
        if let Some(entity) = topic.entity {
            let named = extraction.mentions.iter().filter(|mention| mention.entity == entity);
            return named.map(|mention| mention.span).collect();
        }
        if let Some(code) = &topic.code {
            let named = subjects.iter().filter(|(subject, _)| subject.code == code);
            return named.map(|(_, span)| *span).collect();
        }
        if lower.len() != article.body.len() {
            return Vec::new();
        }
        let name = topic.name.to_lowercase();
        let hits = lower.match_indices(&name).map(|(start, hit)| Span::new(start, start + hit.len()));
        hits.filter(|span| is_whole_word(&lower, *span)).collect()
    };
    extraction.topics.iter().map(place).collect()
}

fn is_whole_word(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].trim_start_matches('s').chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The paragraph around the spans: a sentence and its attribution.
fn around(body: &str, spans: &[Span]) -> Span {
    /// Bytes looked at on both sides: a body without a stop is not read again for every quote.
    const REACH: usize = 2_000;
    let start = spans.first().map_or(0, |span| span.start);
    let end = spans.last().map_or(0, |span| span.end);
    let floor = body.floor_char_boundary(start.saturating_sub(REACH));
    let ceiling = body.floor_char_boundary(end + REACH);
    let first = body[floor..start].rfind(['\n', '.']).map_or(floor, |at| floor + at + 1);
    let last = body[end..ceiling].find(['\n', '.']).map_or(ceiling, |at| end + at);
    Span::new(first, last)
}
