//! What an article and its statements are about. In: tags, keywords, the body and its entities. Out: topics,
//! each once: the publisher's own, pointing at the entity they name, and subjects of the IPTC taxonomy that the
//! body names by their words.

mod subject;
mod term;

use crate::document::Document;
use crate::token::tokens;
use crate::{
    Article, Entity, EntityKind, Extraction, QuoteTopic, Span, Topic, TopicBasis, TopicKind, TopicSource,
    gazetteer,
};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use subject::subjects;
use term::{Terms, term};

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

/// Tags that are taken of one article, and as many keywords. No publisher prints so many, while every one taken is kept
/// for the article and again for each of its statements.
const MOST: usize = 200;

/// The topics of an article. Entities that a tag names and the body does not are added.
pub(crate) fn of_article(article: &Article, subjects: &Subjects, entities: &mut Vec<Entity>) -> Vec<Topic> {
    let mut topics = Vec::new();
    let (mut names, mut meant, mut codes) = (HashSet::new(), HashSet::new(), HashSet::new());
    let tags = article.tags.iter().take(MOST).map(|tag| (tag, TopicSource::Tag));
    let keywords = article.keywords.iter().take(MOST).map(|keyword| (keyword, TopicSource::Keyword));
    for (name, source) in tags.chain(keywords) {
        let term = term(name);
        if term.is_empty() || !names.insert(term) {
            continue;
        }
        let topic = named(name.trim(), source, entities);
        let is_new = topic.entity.is_none_or(|entity| meant.insert(entity))
            && topic.code.as_ref().is_none_or(|code| codes.insert(code.clone()));
        if is_new {
            topics.push(topic);
        }
    }
    for (subject, _) in subjects.headline.iter().chain(&subjects.body) {
        if codes.insert(subject.code.to_owned()) {
            topics.push(coded(*subject, subject.name, TopicSource::Text));
        }
    }
    topics
}

/// Says which of an article's tags and keywords were left out.
pub(crate) fn notes(article: &Article) -> Vec<String> {
    let lists = [("tags", &article.tags), ("keywords", &article.keywords)];
    let longer = lists.into_iter().filter(|(_, list)| list.len() > MOST);
    longer.map(|(name, list)| format!("only the first {MOST} of {} {name} were taken", list.len())).collect()
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
pub(crate) fn of_quotes(document: &Document<'_>, subjects: &Subjects, extraction: &mut Extraction) {
    let places = places(document, subjects, extraction);
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
fn places(document: &Document<'_>, subjects: &Subjects, extraction: &Extraction) -> Vec<Vec<Span>> {
    let mut places = vec![Vec::new(); extraction.topics.len()];
    let (mut by_entity, mut by_code, mut by_term) = (HashMap::new(), HashMap::new(), Terms::default());
    for (at, topic) in extraction.topics.iter().enumerate() {
        match (topic.entity, &topic.code) {
            (Some(entity), _) => _ = by_entity.insert(entity, at),
            (None, Some(code)) => _ = by_code.insert(code.as_str(), at),
            (None, None) => by_term.insert(&term(&topic.name), at),
        }
    }
    let mentioned = extraction.mentions.iter().map(|mention| (by_entity.get(&mention.entity), mention.span));
    let coded = subjects.body.iter().map(|(subject, span)| (by_code.get(subject.code), *span));
    for (topic, span) in mentioned.chain(coded) {
        topic.into_iter().for_each(|&at: &usize| places[at].push(span));
    }
    for (&at, span) in by_term.places(&document.tokens) {
        // "No no no" says "no no" once.
        if places[at].last().is_none_or(|last| last.end <= span.start) {
            places[at].push(span);
        }
    }
    places
}

/// The sentences that hold the spans: the words and their attribution.
fn around(document: &Document<'_>, spans: &[Span]) -> Span {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Span::new(0, 0) };
    let token = |at: usize| document.tokens.partition_point(|token| token.span.end <= at);
    let start = document.sentence(token(first.start)).start;
    let end = document.sentence(token(last.end - 1)).end;
    document.span(&(start..end))
}

#[cfg(test)]
mod tests;
