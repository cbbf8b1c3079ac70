//! What an article and its statements are about. In: tags, keywords, the body and its entities. Out: topics,
//! each once: the publisher's own, pointing at the entity they name, and subjects of the IPTC taxonomy that the
//! body names by their words.

mod subject;

use crate::document::Document;
use crate::token::tokens;
use crate::{
    Article, Entity, EntityKind, Extraction, QuoteTopic, Span, Topic, TopicBasis, TopicKind, TopicSource,
    gazetteer,
};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use subject::subjects;

pub use subject::{Subject, taxonomy};

/// The subjects that an article names, with their places.
pub(crate) struct Subjects {
    headline: Vec<(Subject, Span)>,
    body: Vec<(Subject, Span)>,
}

impl Subjects {
    pub(crate) fn of(article: &Article, document: &Document<'_>) -> Self {
        Self { headline: subjects(&tokens(&article.headline)), body: subjects(&document.tokens) }
    }
}

/// The topics of an article. Entities that a tag names and the body does not are added.
pub(crate) fn of_article(article: &Article, subjects: &Subjects, entities: &mut Vec<Entity>) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    let tags = article.tags.iter().map(|tag| (tag, TopicSource::Tag));
    let keywords = article.keywords.iter().map(|keyword| (keyword, TopicSource::Keyword));
    for (name, source) in tags.chain(keywords) {
        let topic = named(name.trim(), source, entities);
        if !topic.name.is_empty() && !topics.iter().any(|known| is_same(known, &topic)) {
            topics.push(topic);
        }
    }
    let mut codes: HashSet<String> = topics.iter().filter_map(|topic| topic.code.clone()).collect();
    for (subject, _) in subjects.headline.iter().chain(&subjects.body) {
        if codes.insert(subject.code.to_owned()) {
            topics.push(coded(*subject, subject.name, TopicSource::Text));
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
    match subject::named(name) {
        Some(subject) => coded(subject, name, source),
        None => Topic { name: name.to_owned(), kind: TopicKind::Subject, entity: None, code: None, source },
    }
}

/// The entity of the document that bears the name, or the only person of that surname.
fn known(name: &str, entities: &[Entity]) -> Option<usize> {
    let whole = entities.iter().position(|entity| entity.name.eq_ignore_ascii_case(name));
    let place = || {
        let number = gazetteer::places(name).first()?.geonames_id?;
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

/// Fills the topics of each quote: from its words, from its sentence, else from the article: its tags, keywords and
/// what its headline names.
pub(crate) fn of_quotes(
    article: &Article,
    document: &Document<'_>,
    subjects: &Subjects,
    extraction: &mut Extraction,
) {
    let places = topic_places(article, subjects, extraction);
    let headline: HashSet<&str> = subjects.headline.iter().map(|(subject, _)| subject.code).collect();
    let is_whole = |topic: &Topic| {
        topic.source != TopicSource::Text || topic.code.as_deref().is_some_and(|code| headline.contains(code))
    };
    let mentions: Vec<Span> = extraction.mentions.iter().map(|mention| mention.span).collect();
    let mut quotes = std::mem::take(&mut extraction.quotes);
    for quote in &mut quotes {
        let sentence = around(document, &quote.spans);
        // "the prosecutor said": what the speaker is called is not what was said.
        let is_speaker = |span: &Span| quote.source.is_some_and(|source| source.contains(*span));
        let basis = |topic: usize| {
            let spans = &places[topic];
            if quote.spans.iter().any(|part| !inside(spans, *part).is_empty()) {
                Some(TopicBasis::Words)
            } else if spans[inside(spans, sentence)].iter().any(|span| !is_speaker(span)) {
                Some(TopicBasis::Sentence)
            } else {
                is_whole(&extraction.topics[topic]).then_some(TopicBasis::Article)
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
fn topic_places(article: &Article, subjects: &Subjects, extraction: &Extraction) -> Vec<Vec<Span>> {
    let mut by_code: HashMap<&str, Vec<Span>> = HashMap::new();
    for (subject, span) in &subjects.body {
        by_code.entry(subject.code).or_default().push(*span);
    }
    let is_plain = |topic: &Topic| topic.entity.is_none() && topic.code.is_none();
    let is_read = extraction.topics.iter().any(is_plain);
    let lower = if is_read { article.body.to_lowercase() } else { String::new() };
    let place = |topic: &Topic| -> Vec<Span> {
        if let Some(entity) = topic.entity {
            let named = extraction.mentions.iter().filter(|mention| mention.entity == entity);
            return named.map(|mention| mention.span).collect();
        }
        if let Some(code) = &topic.code {
            return by_code.get(code.as_str()).cloned().unwrap_or_default();
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

/// The sentences that hold the spans: the words and their attribution.
fn around(document: &Document<'_>, spans: &[Span]) -> Span {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Span::new(0, 0) };
    let token = |at: usize| document.tokens.partition_point(|token| token.span.end <= at);
    let start = document.sentence(token(first.start)).start;
    let end = document.sentence(token(last.end - 1)).end;
    document.span(&(start..end))
}
