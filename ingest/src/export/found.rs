//! The extraction of one article, from its rows.

use super::rows::Batch;
use super::*;
use crate::choice::Told as _;
use crate::record::Record;
use extract::{Candidate, Mention, Office, OfficeHeld, Quote, QuoteTopic, Said, SaidBasis, Speaker, Topic};

/// Entities in the order they are met, each once.
struct Entities<'b> {
    batch: &'b Batch,
    order: Vec<Record>,
}

impl Entities<'_> {
    fn at(&mut self, record: Record) -> usize {
        self.order.iter().position(|known| *known == record).unwrap_or_else(|| {
            self.order.push(record);
            self.order.len() - 1
        })
    }

    fn of(
        &mut self,
        person: Option<PersonId>,
        organization: Option<OrganizationId>,
        place: Option<PlaceId>,
    ) -> Option<usize> {
        let record = person
            .map(Record::Person)
            .or(organization.map(Record::Organization))
            .or(place.map(Record::Place));
        record.map(|record| self.at(record))
    }

    fn values(&self) -> Vec<Entity> {
        self.order.iter().map(|record| self.value(*record)).collect()
    }

    fn value(&self, record: Record) -> Entity {
        match record {
            Record::Person(id) => {
                let row = self.batch.people.get(&id);
                Entity {
                    given_name: row.and_then(|row| row.given_name.clone()),
                    family_name: row.and_then(|row| row.family_name.clone()),
                    ..Entity::new(EntityKind::Person, row.map_or("", |row| &row.name))
                }
            }
            Record::Organization(id) => {
                let row = self.batch.organizations.get(&id);
                Entity::new(EntityKind::Organization, row.map_or("", |row| &row.name))
            }
            Record::Place(id) => {
                let row = self.batch.places.get(&id);
                Entity {
                    country_code: row.and_then(|row| row.country_code.clone()),
                    geonames_id: row.and_then(|row| row.geonames_id).and_then(|id| u32::try_from(id).ok()),
                    place_kind: row.and_then(|row| row.kind.told()),
                    ..Entity::new(EntityKind::Place, row.map_or("", |row| &row.name))
                }
            }
        }
    }
}

/// What the rows of an article say was found in it.
pub(super) fn extraction(batch: &Batch, row: &article::Model) -> Extraction {
    let points = CodePoints::new(&row.body);
    let mut entities = Entities { batch, order: Vec::new() };
    let mentions = mentions(batch, row, &points, &mut entities);
    let offices = offices(batch, row, &points, &mut entities);
    let topics = topics(batch, row, &mut entities);
    let about: Vec<TopicId> = rows_of(&batch.article_topics, row).map(|about| about.topic_id).collect();
    let parts = Parts { batch, row, points: &points, topics: &about, mentions: &mentions, offices: &offices };
    let quotes = rows_of(&batch.quotes, row).map(|found| parts.quote(found, &mut entities)).collect();
    let dateline = dateline(row, &mut entities);
    Extraction { dateline, entities: entities.values(), mentions, offices, topics, quotes, notes: Vec::new() }
}

/// The rows of an article.
fn rows_of<'b, R>(
    of: &'b HashMap<ArticleId, Vec<R>>,
    article: &article::Model,
) -> impl Iterator<Item = &'b R> {
    of.get(&article.id).into_iter().flatten()
}

fn mentions(
    batch: &Batch,
    row: &article::Model,
    points: &CodePoints<'_>,
    entities: &mut Entities<'_>,
) -> Vec<Mention> {
    let mentions = rows_of(&batch.mentions, row).filter_map(|found| {
        let entity = entities.of(found.person_id, found.organization_id, found.place_id)?;
        Some(Mention { entity, span: bytes(points, found.span_start, found.span_end) })
    });
    mentions.collect()
}

fn offices(
    batch: &Batch,
    row: &article::Model,
    points: &CodePoints<'_>,
    entities: &mut Entities<'_>,
) -> Vec<OfficeHeld> {
    let place = |id| Some(batch.places.get(&id)?.name.clone());
    let organization = |id| Some(batch.organizations.get(&id)?.name.clone());
    let offices = rows_of(&batch.office_mentions, row).filter_map(|found| {
        let office = batch.offices.get(&found.office_id)?;
        Some(OfficeHeld {
            holder: entities.at(Record::Person(found.person_id)),
            office: Office {
                title: office.title.clone(),
                jurisdiction: office.jurisdiction_id.and_then(place),
                organization: office.organization_id.and_then(organization),
            },
            span: bytes(points, found.span_start, found.span_end),
            qualifier: found.qualifier.map(crate::choice::Told::told),
            is_then: found.is_then,
        })
    });
    offices.collect()
}

fn topics(batch: &Batch, row: &article::Model, entities: &mut Entities<'_>) -> Vec<Topic> {
    let topics = rows_of(&batch.article_topics, row).filter_map(|about| {
        let topic = batch.topics.get(&about.topic_id)?;
        Some(Topic {
            name: topic.name.clone(),
            kind: topic.kind.told(),
            entity: entities.of(topic.person_id, topic.organization_id, topic.place_id),
            code: topic.iptc_code.clone(),
            source: about.source.told(),
        })
    });
    topics.collect()
}

fn dateline(row: &article::Model, entities: &mut Entities<'_>) -> Option<Dateline> {
    let printed = row.dateline.as_deref()?;
    let start = row.body.find(printed)?;
    let place = row.dateline_place_id.map(|id| entities.at(Record::Place(id)));
    let agency = row.dateline_agency_id.map(|id| entities.at(Record::Organization(id)));
    let bracket = || Some(printed.split_once('(')?.1.split_once(')')?.0.to_owned());
    let words = printed.split(['(', ',', '-', '–', '—']).next().unwrap_or_default().trim();
    Some(Dateline {
        span: Span::new(start, start + printed.len()),
        place_printed: Some(words.to_owned()).filter(|_| place.is_some()),
        place,
        agency_printed: agency.and_then(|_| bracket()),
        agency,
        on: None,
    })
}

fn bytes(points: &CodePoints<'_>, start: i32, end: i32) -> Span {
    let unit = |number: i32| usize::try_from(number).unwrap_or_default();
    points.to_bytes(Span::new(unit(start), unit(end)))
}

/// What the quotes of an article refer to.
struct Parts<'b> {
    batch: &'b Batch,
    row: &'b article::Model,
    points: &'b CodePoints<'b>,
    topics: &'b [TopicId],
    mentions: &'b [Mention],
    offices: &'b [OfficeHeld],
}

impl Parts<'_> {
    fn quote(&self, found: &entity::quote::Model, entities: &mut Entities<'_>) -> Quote {
        let span = |place: Option<(i32, i32)>| place.map(|(start, end)| bytes(self.points, start, end));
        let spans: Vec<Span> =
            found.spans.0.iter().map(|&(start, end)| bytes(self.points, start, end)).collect();
        let source = span(found.attribution_start.zip(found.attribution_end));
        let speaker = self.speaker(found, entities);
        let holder = if let Speaker::Entity(holder) = speaker { Some(holder) } else { None };
        let office = found.office_printed.as_deref().and_then(|printed| {
            let mut offices = self.offices.iter();
            offices.position(|held| Some(held.holder) == holder && held.span.of(&self.row.body) == printed)
        });
        let near = |printed: &Option<String>| {
            let printed = printed.as_deref()?;
            let around = spans.first().map_or(0, |span| span.start).saturating_sub(400);
            let around = (0..=around).rev().find(|&at| self.row.body.is_char_boundary(at)).unwrap_or(0);
            let start = around + self.row.body[around..].find(printed)?;
            Some(Span::new(start, start + printed.len()))
        };
        Quote {
            kind: found.kind.told(),
            cue: span(found.cue_start.zip(found.cue_end)),
            source,
            speaker,
            office,
            audience: near(&found.audience),
            said: said(found, near(&found.said_printed)),
            topics: self.topics_of(found),
            mentions: (0..self.mentions.len())
                .filter(|&at| spans.iter().any(|part| part.contains(self.mentions[at].span)))
                .collect(),
            rule: found.rule.clone().into(),
            #[expect(clippy::cast_possible_truncation, reason = "a share was written as f32")]
            confidence: found.confidence as f32,
            spans,
        }
    }

    fn speaker(&self, found: &entity::quote::Model, entities: &mut Entities<'_>) -> Speaker {
        let statement = self.batch.statements.get(&found.statement_id);
        let organization = statement.and_then(|row| row.speaker_organization_id);
        let organization = organization.map(|id| entities.at(Record::Organization(id)));
        if let Some(printed) = statement.and_then(|row| row.speaker_printed.clone()) {
            return Speaker::Role { printed, organization };
        }
        let person =
            statement.and_then(|row| row.speaker_person_id).map(|id| entities.at(Record::Person(id)));
        if let Some(entity) = person.or(organization) {
            return Speaker::Entity(entity);
        }
        let candidates = found.candidates.iter().flat_map(|all| &all.0).filter_map(|one| {
            let entity = entities.of(one.person, one.organization, None)?;
            Some(Candidate { entity, weight: one.weight })
        });
        let candidates: Vec<Candidate> = candidates.collect();
        if candidates.is_empty() { Speaker::Unknown } else { Speaker::Undecided(candidates) }
    }

    /// The topics of the statement that this article has.
    fn topics_of(&self, found: &entity::quote::Model) -> Vec<QuoteTopic> {
        let about = self.batch.statement_topics.get(&found.statement_id).into_iter().flatten();
        let mut topics: Vec<QuoteTopic> = about
            .filter_map(|(about, basis)| {
                let topic = self.topics.iter().position(|topic| topic == about)?;
                Some(QuoteTopic { topic, basis: basis.told() })
            })
            .collect();
        topics.sort_by_key(|about| (about.basis, about.topic));
        topics
    }
}

fn said(found: &entity::quote::Model, span: Option<Span>) -> Option<Said> {
    let basis = match found.said_basis {
        entity::SaidBasis::Explicit => SaidBasis::Explicit,
        entity::SaidBasis::Relative => SaidBasis::Relative,
        entity::SaidBasis::Publication => SaidBasis::Publication,
        entity::SaidBasis::Received => return None,
    };
    Some(Said { on: found.said_on, precision: found.said_precision.told(), basis, span })
}
