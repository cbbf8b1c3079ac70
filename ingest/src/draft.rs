//! The rows of one story, linked in memory. In: a story and how it is told. Out: rows, and drafts of its quotes
//! that wait for their statements.

use crate::choice::Stored as _;
use crate::document::Story;
use crate::ids::Ids;
use crate::link::Linker;
use crate::record::{Record, Voice};
use crate::seat::Sighting;
use crate::statement::{Printed, State};
use crate::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    ArticleId, ArticleStatus, ArticleVersionId, Candidate, Candidates, Creator, DocumentId, ImageRole,
    OfficeId, Precision, Qualifier, QuoteId, QuoteMatch, SaidBasis, Spans, TopicBasis, TopicId,
};
use extract::{CodePoints, Quote, Span, Speaker};
use sea_orm::ActiveValue::{NotSet, Set};
use std::collections::HashSet;

/// The version of the extractor, kept with each quote.
const EXTRACTOR: &str = env!("CARGO_PKG_VERSION");

/// A story in its place in the database.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'s> {
    pub(crate) story: &'s Story,
    pub(crate) article: ArticleId,
    pub(crate) version: ArticleVersionId,
    /// Number of that version.
    pub(crate) number: i32,
    pub(crate) document: DocumentId,
    pub(crate) received_at: DateTime<Utc>,
}

impl Placed<'_> {
    /// The state in which the story was seen.
    pub(crate) fn version_row(&self) -> entity::article_version::ActiveModel {
        entity::article_version::ActiveModel {
            id: Set(self.version),
            article_id: Set(self.article),
            document_id: Set(self.document),
            number: Set(self.number),
            seen_at: Set(self.received_at),
            headline: Set(self.story.article.headline.clone()),
            body: Set(self.story.article.body.clone()),
            body_sha256: Set(self.story.body_sha256.clone()),
        }
    }
}

/// A quote that waits for its statement.
#[derive(Debug)]
pub(crate) struct QuoteDraft {
    pub(crate) voice: Voice,
    pub(crate) printed: Printed,
    pub(crate) rest: QuoteRest,
}

/// What its statement does not depend on.
#[derive(Debug)]
pub(crate) struct QuoteRest {
    /// Its row; id, statement and match are settled later.
    pub(crate) row: entity::quote::ActiveModel,
    pub(crate) topics: Vec<(TopicId, TopicBasis)>,
    pub(crate) office: Option<(OfficeId, Option<Qualifier>)>,
    pub(crate) mentions: Vec<(Record, String)>,
}

/// Drafts a story. Its quotes go behind `quotes`, other rows into the linker's lists; gives the row of the article.
pub(crate) fn draft(
    linker: &mut Linker,
    placed: Placed<'_>,
    quote_ids: &mut Ids,
    quotes: &mut Vec<QuoteDraft>,
) -> entity::article::ActiveModel {
    let points = CodePoints::new(&placed.story.article.body);
    let records = linker.entities(placed.story, placed.article);
    let topics = article_topics(linker, placed, &records);
    let offices = offices(linker, placed, &records, &points);
    mentions(linker, placed, &records, &points);
    parts(linker, placed);
    let article = article(linker, placed, &records);
    let scene = Scene { placed, records: &records, topics: &topics, offices: &offices };
    let found = placed.story.extraction.quotes.iter().enumerate();
    quotes.extend(found.map(|(position, quote)| {
        let id = QuoteId(quote_ids.take());
        scene.quote(quote, id, position, &points)
    }));
    article
}

fn article(linker: &mut Linker, placed: Placed<'_>, records: &[Record]) -> entity::article::ActiveModel {
    let Placed { story, article: id, number, received_at, .. } = placed;
    let told = &story.article;
    let publisher = told.publisher.as_ref().filter(|publisher| !publisher.name.trim().is_empty());
    let publisher = publisher.map(|publisher| linker.publisher(publisher, id));
    let dateline = story.extraction.dateline.as_ref();
    let copyright = told.copyright.clone().unwrap_or_default();
    entity::article::ActiveModel {
        id: Set(id),
        url: Set(told.url.clone()),
        external_id: Set(told.external_id.clone()),
        headline: Set(told.headline.clone()),
        alternative_headline: Set(told.alternative_headline.clone()),
        description: Set(told.description.clone()),
        body: Set(told.body.clone()),
        is_excerpt: Set(told.is_excerpt),
        language: Set(told.language.clone()),
        section: Set(told.section.clone()),
        genre: Set(told.genre.clone()),
        created_at: Set(told.created_at.map(|at| at.to_utc())),
        published_at: Set(told.published_at.map(|at| at.to_utc())),
        published_on: Set(told.day()),
        modified_at: Set(told.modified_at.map(|at| at.to_utc())),
        listed_at: Set(story.listed_at(received_at)),
        dateline: Set(dateline.map(|dateline| dateline.span.of(&told.body).to_owned())),
        dateline_place_id: Set(dateline
            .and_then(|dateline| dateline.place)
            .and_then(|place| records[place].place())),
        dateline_agency_id: Set(dateline
            .and_then(|dateline| dateline.agency)
            .and_then(|agency| records[agency].organization())),
        publisher_id: Set(publisher),
        copyright_holder: Set(copyright.holder),
        copyright_year: Set(copyright.year),
        copyright_notice: Set(copyright.notice),
        word_count: Set(count(told.body.split_whitespace().count())),
        body_sha256: Set(story.body_sha256.clone()),
        content_sha256: Set(story.content_sha256.clone()),
        version: Set(number),
        status: Set(if told.is_withdrawn { ArticleStatus::Withdrawn } else { ArticleStatus::Published }),
    }
}

/// Byline, images and links.
fn parts(linker: &mut Linker, Placed { story, article, .. }: Placed<'_>) {
    let told = &story.article;
    let rows = &mut linker.rows;
    rows.article_author.extend((0..).zip(&told.authors).map(|(position, name)| {
        entity::article_author::ActiveModel {
            article_id: Set(article),
            position: Set(position),
            name: Set(name.clone()),
            person_id: Set(None),
        }
    }));
    rows.article_image.extend((0..).zip(&told.images).map(|(position, image)| {
        entity::article_image::ActiveModel {
            article_id: Set(article),
            position: Set(position),
            url: Set(image.url.clone()),
            role: Set(if position == 0 { ImageRole::Lead } else { ImageRole::Other }),
            base_id: Set(image.base_id.clone()),
            crop: Set(image.crop.clone()),
            width: Set(image.width.and_then(|width| i32::try_from(width).ok())),
            height: Set(image.height.and_then(|height| i32::try_from(height).ok())),
            caption: Set(image.caption.clone()),
        }
    }));
    rows.article_link.extend((0..).zip(&told.links).map(|(position, link)| {
        entity::article_link::ActiveModel {
            article_id: Set(article),
            position: Set(position),
            url: Set(link.url.clone()),
            tags: Set(entity::Words(link.tags.clone())),
            target_id: Set(None),
        }
    }));
}

/// The topic of each of the extraction's topics; each becomes one row.
fn article_topics(linker: &mut Linker, placed: Placed<'_>, records: &[Record]) -> Vec<TopicId> {
    let found = &placed.story.extraction;
    let mut seen = HashSet::new();
    let mut ids = Vec::with_capacity(found.topics.len());
    for topic in &found.topics {
        let id = linker.topic(topic, records, &found.entities);
        ids.push(id);
        if seen.insert(id) {
            linker.rows.article_topic.push(entity::article_topic::ActiveModel {
                article_id: Set(placed.article),
                topic_id: Set(id),
                position: Set(count(seen.len() - 1)),
                source: Set(topic.source.stored()),
            });
        }
    }
    ids
}

/// The office of each of the extraction's offices that a person holds.
fn offices(
    linker: &mut Linker,
    placed: Placed<'_>,
    records: &[Record],
    points: &CodePoints<'_>,
) -> Vec<Option<(OfficeId, Option<Qualifier>)>> {
    let body = &placed.story.article.body;
    let (day, is_received) = placed.story.day(placed.received_at);
    let found = &placed.story.extraction;
    let offices = found.offices.iter().map(|held| {
        let person = records[held.holder].person()?;
        let qualifier = held.qualifier.map(super::choice::Stored::stored);
        let office = linker.office(found, &held.office, person, placed.article);
        // An article without a day proves no day of an office.
        if !is_received {
            let sighting = Sighting::new(held, &found.entities, Some(day));
            linker.tenure(person, (office, sighting), qualifier, day);
        }
        let (start, end) = span(points.from_bytes(held.span));
        linker.rows.office_mention.push(entity::office_mention::ActiveModel {
            id: NotSet,
            article_id: Set(placed.article),
            person_id: Set(person),
            office_id: Set(office),
            qualifier: Set(qualifier),
            is_then: Set(held.is_then),
            printed: Set(held.span.of(body).to_owned()),
            span_start: Set(start),
            span_end: Set(end),
            seen_on: Set(day),
        });
        Some((office, qualifier))
    });
    offices.collect()
}

fn mentions(linker: &mut Linker, placed: Placed<'_>, records: &[Record], points: &CodePoints<'_>) {
    let body = &placed.story.article.body;
    linker.rows.mention.extend(placed.story.extraction.mentions.iter().map(|mention| {
        let record = records[mention.entity];
        let (start, end) = span(points.from_bytes(mention.span));
        entity::mention::ActiveModel {
            id: NotSet,
            article_id: Set(placed.article),
            person_id: Set(record.person()),
            organization_id: Set(record.organization()),
            place_id: Set(record.place()),
            printed: Set(mention.span.of(body).to_owned()),
            span_start: Set(start),
            span_end: Set(end),
            creator: Set(Creator::Machine),
        }
    }));
}

/// What the quotes of a story refer to.
struct Scene<'s> {
    placed: Placed<'s>,
    records: &'s [Record],
    topics: &'s [TopicId],
    offices: &'s [Option<(OfficeId, Option<Qualifier>)>],
}

impl Scene<'_> {
    fn quote(&self, quote: &Quote, id: QuoteId, position: usize, points: &CodePoints<'_>) -> QuoteDraft {
        let body = &self.placed.story.article.body;
        let row = self.row(quote, id, position, points);
        let text = quote.text(body);
        let (said_on, precision, basis) = self.said(quote);
        let printed = Printed {
            id,
            words: Words::new(&text),
            text,
            kind: quote.kind.stored(),
            said_on,
            precision,
            basis,
            language: self.placed.story.article.language.clone(),
            confidence: likelihood(quote.confidence),
            article: self.placed.article,
            listed_at: self.placed.story.listed_at(self.placed.received_at),
            first_version: self.placed.number,
            is_retold: false,
            replaces: None,
            state: State::New(0),
        };
        let office = self.office(quote);
        let topics = quote.topics.iter().map(|about| (self.topics[about.topic], about.basis.stored()));
        let rest = QuoteRest { row, topics: topics.collect(), office, mentions: self.mentions(quote) };
        QuoteDraft { voice: self.voice(&quote.speaker), printed, rest }
    }

    /// The office printed beside the speaker, as it was held when the words were said. "Then" is that day, where print tells one
    /// that lies before the article's; on the article's own day the office is former.
    fn office(&self, quote: &Quote) -> Option<(OfficeId, Option<Qualifier>)> {
        let at = quote.office?;
        let (office, qualifier) = self.offices[at]?;
        let Placed { story, .. } = self.placed;
        let is_earlier = quote.said.is_some_and(|said| story.article.day().is_some_and(|day| said.on < day));
        let is_held = story.extraction.offices[at].is_then && is_earlier;
        Some((office, qualifier.filter(|qualifier| !is_held || *qualifier != Qualifier::Former)))
    }

    /// Its row, without what its statement decides.
    fn row(
        &self,
        quote: &Quote,
        id: QuoteId,
        position: usize,
        points: &CodePoints<'_>,
    ) -> entity::quote::ActiveModel {
        let body = &self.placed.story.article.body;
        let (said_on, precision, basis) = self.said(quote);
        let place =
            |part: Option<Span>| part.map(|part| (part.of(body).to_owned(), span(points.from_bytes(part))));
        let (cue, source) = (place(quote.cue), place(quote.source));
        let office_span = quote.office.map(|at| self.placed.story.extraction.offices[at].span);
        entity::quote::ActiveModel {
            id: Set(id),
            statement_id: NotSet,
            article_id: Set(self.placed.article),
            article_version_id: Set(self.placed.version),
            first_version: Set(self.placed.number),
            is_current: Set(true),
            position: Set(count(position)),
            kind: Set(quote.kind.stored()),
            text: Set(quote.text(body)),
            spans: Set(Spans(quote.spans.iter().map(|&part| span(points.from_bytes(part))).collect())),
            cue_start: Set(cue.as_ref().map(|(_, (start, _))| *start)),
            cue_end: Set(cue.as_ref().map(|(_, (_, end))| *end)),
            cue: Set(cue.map(|(printed, _)| printed)),
            attribution_start: Set(source.as_ref().map(|(_, (start, _))| *start)),
            attribution_end: Set(source.as_ref().map(|(_, (_, end))| *end)),
            attribution: Set(source.map(|(printed, _)| printed)),
            office_printed: Set(office_span.map(|office| office.of(body).to_owned())),
            audience: Set(quote.audience.map(|audience| audience.of(body).to_owned())),
            said_on: Set(said_on),
            said_precision: Set(precision),
            said_basis: Set(basis),
            said_printed: Set(quote.said.and_then(|said| said.span).map(|span| span.of(body).to_owned())),
            r#match: Set(QuoteMatch::Exact),
            rule: Set(quote.rule.to_string()),
            extractor_version: Set(EXTRACTOR.to_owned()),
            confidence: Set(likelihood(quote.confidence)),
            candidates: Set(self.candidates(&quote.speaker)),
        }
    }

    /// The day, from the sentence or else from the article.
    fn said(&self, quote: &Quote) -> (NaiveDate, Precision, SaidBasis) {
        let (day, is_received) = self.placed.story.day(self.placed.received_at);
        match quote.said {
            Some(said) => (said.on, said.precision.stored(), said.basis.stored()),
            None if is_received => (day, Precision::Day, SaidBasis::Received),
            None => (day, Precision::Day, SaidBasis::Publication),
        }
    }

    fn voice(&self, speaker: &Speaker) -> Voice {
        let named = |at: usize| Some(self.records[at]).filter(|record| record.place().is_none());
        match speaker {
            Speaker::Entity(at) => Voice { record: named(*at), printed: None },
            Speaker::Role { printed, organization } => {
                Voice { record: organization.and_then(named), printed: Some(printed.clone()) }
            }
            Speaker::Undecided(_) | Speaker::Unknown => Voice::default(),
        }
    }

    fn candidates(&self, speaker: &Speaker) -> Option<Candidates> {
        let Speaker::Undecided(candidates) = speaker else { return None };
        let candidates = candidates.iter().map(|candidate| {
            let record = self.records[candidate.entity];
            Candidate {
                person: record.person(),
                organization: record.organization(),
                weight: candidate.weight,
            }
        });
        Some(Candidates(candidates.collect()))
    }

    fn mentions(&self, quote: &Quote) -> Vec<(Record, String)> {
        let found = &self.placed.story.extraction;
        let body = &self.placed.story.article.body;
        let mentions = quote.mentions.iter().map(|&at| found.mentions[at]);
        mentions.map(|mention| (self.records[mention.entity], mention.span.of(body).to_owned())).collect()
    }
}

/// A span as the tables keep it. Bodies are far shorter than what the column holds: [`read::LIMIT`].
fn span(span: Span) -> (i32, i32) {
    (count(span.start), count(span.end))
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A confidence as the tables keep it: three decimals, for it rests on shares that were counted to two.
fn likelihood(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}
