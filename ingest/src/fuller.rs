//! Tellings of one article that know different parts of it: a feed its standfirst, a list of quotes some of its
//! sentences, the page all of it. In: a story, and the article as it is there. Out: which is fuller, and a story made
//! of both. Nothing that was known is lost to a telling that knows less.

use crate::document::{Document, Story};
use crate::error::Result;
use crate::existing::Existing;
use crate::export::articles;
use entity::ArticleId;
use extract::{Article, Entity, Extraction, QuoteTopic, Span, Speaker, Topic, TopicBasis, TopicSource};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// The stories of a batch that are told together with what is there, by their identities.
pub(crate) async fn stories(
    database: &impl ConnectionTrait,
    documents: &[&Document],
    existing: &Existing,
) -> Result<HashMap<String, Story>> {
    let new = documents.iter().filter(|document| !existing.has(document));
    let all = new.flat_map(|document| document.stories.iter().map(move |story| (document, story)));
    let met: Vec<(ArticleId, &Story, Meeting)> = all
        .filter_map(|(document, story)| {
            let (article, meeting) = existing.meeting(story, document.lists_quotes())?;
            Some((article, story, meeting))
        })
        .collect();
    let mut there = HashMap::new();
    let ids: Vec<ArticleId> = met.iter().map(|(article, ..)| *article).collect();
    for chunk in ids.chunks(100) {
        let values = articles(database, chunk).await?;
        there.extend(values.into_iter().map(|(id, article, extraction)| (id, (article, extraction))));
    }
    // A document that tells of one article twice is taken at its first word: it comes last here, and stays.
    let told = met.into_iter().rev().filter_map(|(id, story, meeting)| {
        let (article, extraction) = there.get(&id)?;
        let told = match meeting {
            Meeting::Completes => Some(completed(story, article, extraction)),
            Meeting::Adds => Some(joined(story, article, extraction)),
            Meeting::Fills => filled(story, article, extraction),
            Meeting::Withdraws => Some(withdrawn(story, article, extraction)),
        };
        told.map(|told| (story.identity().to_owned(), told))
    });
    Ok(told.collect())
}

/// How a story and the article that is there belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meeting {
    /// The story is whole, the article an excerpt, or told its day by one: what the story does not tell stays.
    Completes,
    /// Both are excerpts, one of them a list of quotes: the paragraphs of both stay.
    Adds,
    /// The story is an excerpt, the article whole: what it does not tell itself, the excerpt may.
    Fills,
    /// The story takes the article back, whose words stay.
    Withdraws,
}

/// A whole story with what was known of its day, its makers, its topics and its pictures, where it is silent itself.
fn completed(story: &Story, known: &Article, found: &Extraction) -> Story {
    let mut told = story.clone();
    fill(&mut told.article, known);
    fill_topics((&mut told.article, &mut told.extraction), (known, found));
    told
}

/// The article that is there with what an excerpt tells and it does not; none where that is nothing.
pub(crate) fn filled(story: &Story, article: &Article, extraction: &Extraction) -> Option<Story> {
    let (mut told, mut found) = (article.clone(), extraction.clone());
    fill(&mut told, &story.article);
    fill_topics((&mut told, &mut found), (&story.article, &story.extraction));
    (told != *article).then(|| Story::told(told, found, story.notes.clone()))
}

/// The article that is there, taken back when the story says so.
fn withdrawn(story: &Story, article: &Article, extraction: &Extraction) -> Story {
    let modified_at = story.article.modified_at.or(story.article.published_at).or(article.modified_at);
    let article = Article { is_withdrawn: true, modified_at, ..article.clone() };
    Story::told(article, extraction.clone(), story.notes.clone())
}

/// Fills what an article does not tell. Its words, and what they were read with, stay as they are.
pub(crate) fn fill(article: &mut Article, other: &Article) {
    macro_rules! fill {
        ($($field:ident),+) => {$( fill_field(&mut article.$field, &other.$field); )+};
    }
    if article.day().is_none() {
        fill!(created_at, published_at, published_on, modified_at);
    }
    fill!(
        external_id,
        alternative_headline,
        description,
        language,
        section,
        genre,
        publisher,
        authors,
        copyright,
        images,
        links
    );
}

/// Fills the tags and the keywords of an article that has none, with the topics that they name: of the article, and of each
/// of its quotes.
fn fill_topics(
    (article, found): (&mut Article, &mut Extraction),
    (other, found_there): (&Article, &Extraction),
) {
    for source in [TopicSource::Tag, TopicSource::Keyword] {
        let (names, others) = match source {
            TopicSource::Tag => (&mut article.tags, &other.tags),
            _ => (&mut article.keywords, &other.keywords),
        };
        if !names.is_empty() {
            continue;
        }
        names.clone_from(others);
        for topic in found_there.topics.iter().filter(|topic| topic.source == source) {
            let at = take_topic(found, topic, &found_there.entities);
            for quote in &mut found.quotes {
                if quote.topics.iter().all(|about| about.topic != at) {
                    quote.topics.push(QuoteTopic { topic: at, basis: TopicBasis::Article });
                }
            }
        }
    }
}

/// The index of a topic of another extraction in this one. Where the text names it, the publisher names it, too.
fn take_topic(found: &mut Extraction, topic: &Topic, entities: &[Entity]) -> usize {
    let is_same =
        |known: &Topic| known.name == topic.name || topic.code.is_some() && known.code == topic.code;
    if let Some(at) = found.topics.iter().position(is_same) {
        if found.topics[at].source == TopicSource::Text {
            found.topics[at].source = topic.source;
        }
        return at;
    }
    let entity = topic.entity.map(|at| {
        let known = found.entities.iter().position(|known| *known == entities[at]);
        known.unwrap_or_else(|| {
            found.entities.push(entities[at].clone());
            found.entities.len() - 1
        })
    });
    found.topics.push(Topic { entity, ..topic.clone() });
    found.topics.len() - 1
}

fn fill_field<T: Clone + Default + PartialEq>(field: &mut T, other: &T) {
    if *field == T::default() {
        field.clone_from(other);
    }
}

/// The article that is there with the paragraphs that the story adds.
fn joined(story: &Story, article: &Article, extraction: &Extraction) -> Story {
    let mut article = article.clone();
    fill(&mut article, &story.article);
    let is_stand_in = |headline: &str| story.article.url.as_ref().is_some_and(|url| url.ends_with(headline));
    if is_stand_in(&article.headline) {
        article.headline.clone_from(&story.article.headline);
    }
    let lines = Lines::join(&mut article.body, &story.article.body);
    let mut found = extraction.clone();
    append(&mut found, &story.extraction, &lines);
    let content_sha256 = story.content_sha256.clone();
    Story { content_sha256, ..Story::told(article, found, story.notes.clone()) }
}

/// Where the lines of a text stand in another that has them all.
struct Lines {
    /// Each line, and where it begins in the other text; whether it was added to it.
    places: Vec<(Span, usize, bool)>,
}

impl Lines {
    /// Appends the lines of `text` that `whole` does not have.
    fn join(whole: &mut String, text: &str) -> Self {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut at = 0;
        for line in whole.split('\n') {
            known.entry(line.to_owned()).or_insert(at);
            at += line.len() + 1;
        }
        at = 0;
        let mut places = Vec::new();
        for line in text.split('\n') {
            let place = Span::new(at, at + line.len());
            at = place.end + 1;
            if let Some(&there) = known.get(line) {
                places.push((place, there, false));
                continue;
            }
            if !whole.is_empty() {
                whole.push('\n');
            }
            known.insert(line.to_owned(), whole.len());
            places.push((place, whole.len(), true));
            whole.push_str(line);
        }
        Self { places }
    }

    /// A span in the joined text; none where it runs over lines.
    fn map(&self, span: Span) -> Option<(Span, bool)> {
        let (line, start, is_new) = self.places.iter().find(|(line, ..)| line.contains(span))?;
        let shift = |at: usize| at - line.start + start;
        Some((Span::new(shift(span.start), shift(span.end)), *is_new))
    }
}

/// Appends what was found in the added lines; the lists' indices move behind those that are there.
fn append(found: &mut Extraction, other: &Extraction, lines: &Lines) {
    let (entities, topics, offices) = (found.entities.len(), found.topics.len(), found.offices.len());
    let added = |span: Span| lines.map(span).filter(|(_, is_new)| *is_new).map(|(span, _)| span);
    found.entities.extend(other.entities.iter().cloned());
    found.topics.extend(other.topics.iter().cloned().map(|mut topic| {
        topic.entity = topic.entity.map(|entity| entity + entities);
        topic
    }));
    let mut mentions = HashMap::new();
    for (at, mention) in other.mentions.iter().enumerate() {
        if let Some(span) = added(mention.span) {
            mentions.insert(at, found.mentions.len());
            found.mentions.push(extract::Mention { entity: mention.entity + entities, span });
        }
    }
    let mut held = HashMap::new();
    for (at, office) in other.offices.iter().enumerate() {
        if let Some(span) = added(office.span) {
            held.insert(at, offices + held.len());
            found.offices.push(extract::OfficeHeld {
                holder: office.holder + entities,
                span,
                ..office.clone()
            });
        }
    }
    for quote in &other.quotes {
        let spans: Option<Vec<Span>> = quote.spans.iter().map(|span| added(*span)).collect();
        let Some(spans) = spans else { continue };
        let mut quote = extract::Quote { spans, ..quote.clone() };
        for part in [&mut quote.cue, &mut quote.source, &mut quote.audience] {
            *part = part.and_then(added);
        }
        if let Some(said) = &mut quote.said {
            said.span = said.span.and_then(added);
        }
        quote.office = quote.office.and_then(|at| held.get(&at).copied());
        quote.mentions = quote.mentions.iter().filter_map(|at| mentions.get(at).copied()).collect();
        quote.topics.iter_mut().for_each(|about| about.topic += topics);
        shift(&mut quote.speaker, entities);
        found.quotes.push(quote);
    }
}

fn shift(speaker: &mut Speaker, entities: usize) {
    match speaker {
        Speaker::Entity(entity) => *entity += entities,
        Speaker::Role { organization, .. } => *organization = organization.map(|entity| entity + entities),
        Speaker::Undecided(all) => all.iter_mut().for_each(|candidate| candidate.entity += entities),
        Speaker::Unknown => {}
    }
}
