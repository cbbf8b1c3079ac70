//! Corrections over what is extracted. In: statements that a human looked at. Out: their rows as corrected, and
//! what is extracted kept beneath. Runs whenever either of the two changes, in the same transaction.

pub(crate) use super::change::voice;
use super::change::{self, Effective, StatementChange, Voiced};
use crate::count::recount;
use crate::error::{Error, Result};
use crate::keys::{delete, one_of};
use crate::record::Record;
use crate::{in_office, parts, rows, taxonomy};
use chrono::NaiveDate;
use entity::{
    CorrectionKind, ExtractedOffice, ExtractedOffices, ExtractedTopics, OfficeBasis, OrganizationId,
    PersonId, StatementId, TopicBasis, TopicId, correction, person, statement, statement_extracted,
    statement_office, statement_topic, topic,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is extracted of those of these statements that a human looked at.
pub(crate) async fn beneath(
    tx: &DatabaseTransaction,
    ids: &[StatementId],
) -> Result<HashMap<StatementId, statement_extracted::Model>> {
    let these = one_of(tx, statement_extracted::Column::StatementId, ids);
    let rows = statement_extracted::Entity::find().filter(these).all(tx).await;
    let rows = rows.map_err(|error| Error::Load("extracted statements", error))?;
    Ok(rows.into_iter().map(|row| (row.statement_id, row)).collect())
}

/// Keeps what is extracted of a statement before it is corrected for the first time.
pub(super) async fn lay(tx: &DatabaseTransaction, row: &statement::Model) -> Result<()> {
    if !beneath(tx, &[row.id]).await?.is_empty() {
        return Ok(());
    }
    let topics = found_topics(tx, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let offices = printed_offices(tx, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let extracted = statement_extracted::Model {
        statement_id: row.id,
        speaker_person_id: row.speaker_person_id,
        speaker_organization_id: row.speaker_organization_id,
        speaker_printed: row.speaker_printed.clone(),
        kind: row.kind,
        said_on: row.said_on,
        said_precision: row.said_precision,
        said_basis: row.said_basis,
        topics: ExtractedTopics(topics.into_iter().collect()),
        offices: ExtractedOffices(offices),
    };
    rows::insert(tx, vec![extracted.into_active_model()]).await
}

/// Takes over what a batch told of statements that a human looked at, and applies their corrections again.
/// What `retold` ones were about before is forgotten, since all of it was told anew.
pub(crate) async fn renew(
    tx: &DatabaseTransaction,
    ids: &[StatementId],
    retold: &[StatementId],
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut topics = found_topics(tx, ids).await?;
    let mut offices = printed_offices(tx, ids).await?;
    let told = statements(tx, ids).await?;
    for (id, before) in beneath(tx, ids).await? {
        let Some(row) = told.iter().find(|row| row.id == id) else { continue };
        let mut about = topics.remove(&id).unwrap_or_default();
        let mut held = offices.remove(&id).unwrap_or_default();
        if !retold.contains(&id) {
            before.topics.0.iter().for_each(|&(topic, basis)| {
                let kept = about.entry(topic).or_insert(basis);
                *kept = (*kept).min(basis);
            });
            let is_new = |office: &ExtractedOffice| held.iter().all(|known| known.office != office.office);
            let earlier: Vec<ExtractedOffice> =
                before.offices.0.iter().filter(|office| is_new(office)).cloned().collect();
            held.extend(earlier);
        }
        let mut extracted = before.into_active_model();
        extracted.kind = Set(row.kind);
        extracted.said_on = Set(row.said_on);
        extracted.said_precision = Set(row.said_precision);
        extracted.said_basis = Set(row.said_basis);
        extracted.topics = Set(ExtractedTopics(about.into_iter().collect()));
        extracted.offices = Set(ExtractedOffices(held));
        let written = statement_extracted::Entity::update(extracted).exec(tx).await;
        written.map_err(|error| Error::Write("statement_extracted", error))?;
    }
    apply(tx, ids).await
}

/// Writes a statement as its corrections have it, and what is counted of it.
pub(super) async fn correct(tx: &DatabaseTransaction, id: StatementId) -> Result<()> {
    recount(tx, &[id], async || apply(tx, &[id]).await).await
}

/// Writes statements as their corrections have them. Where none holds any more, they are as extracted.
async fn apply(tx: &DatabaseTransaction, ids: &[StatementId]) -> Result<()> {
    let extracted = beneath(tx, ids).await?;
    let changes = standing(tx, ids).await?;
    let mut bare = Vec::new();
    let mut effective = BTreeMap::new();
    for (id, row) in &extracted {
        let changes = changes.get(id).map_or(&[][..], Vec::as_slice);
        if changes.is_empty() {
            bare.push(*id);
        }
        effective.insert(*id, change::apply(row, changes));
    }
    for (&id, effective) in &effective {
        let updated = statement::Entity::update(revised(id, effective)).exec(tx).await;
        updated.map_err(|error| Error::Write("statement", error))?;
    }
    retell(tx, &extracted, &effective).await?;
    delete::<statement_extracted::Entity, _>(tx, statement_extracted::Column::StatementId, bare).await?;
    parts::gather(tx, ids.iter().copied()).await
}

fn revised(id: StatementId, effective: &Effective) -> statement::ActiveModel {
    let (said_on, precision, basis) = effective.said;
    statement::ActiveModel {
        id: Set(id),
        speaker_person_id: Set(effective.voice.record.and_then(Record::person)),
        speaker_organization_id: Set(effective.voice.record.and_then(Record::organization)),
        speaker_printed: Set(effective.voice.printed.clone()),
        kind: Set(effective.kind),
        said_on: Set(said_on),
        said_precision: Set(precision),
        said_basis: Set(basis),
        said_is_editorial: Set(effective.said_is_editorial),
        status: Set(effective.status),
        ..Default::default()
    }
}

/// Writes what the statements are about and in which office they were made.
async fn retell(
    tx: &DatabaseTransaction,
    extracted: &HashMap<StatementId, statement_extracted::Model>,
    effective: &BTreeMap<StatementId, Effective>,
) -> Result<()> {
    let ids: Vec<StatementId> = effective.keys().copied().collect();
    delete::<statement_topic::Entity, _>(tx, statement_topic::Column::StatementId, &ids).await?;
    delete::<statement_office::Entity, _>(tx, statement_office::Column::StatementId, &ids).await?;
    let parents = parents(tx, effective.values().flat_map(|effective| effective.topics.keys())).await?;
    let about = effective.iter().flat_map(|(&id, effective)| About::by(effective).rows(id, &parents));
    rows::insert(tx, about.collect()).await?;
    // The office was printed beside the name that turned out to be wrong.
    let right = effective.iter().filter(|(_, effective)| !effective.is_other_speaker);
    let printed = right.flat_map(|(id, effective)| {
        let offices = extracted[id].offices.0.iter();
        offices.map(move |held| statement_office::ActiveModel {
            statement_id: Set(*id),
            office_id: Set(held.office),
            basis: Set(OfficeBasis::Printed),
            qualifier: Set(held.qualifier),
            printed: Set(held.printed.clone()),
            said_on: Set(effective.said.0),
        })
    });
    rows::insert(tx, printed.collect()).await?;
    in_office::held(tx, one_of(tx, statement::Column::Id, &ids)).await
}

/// What a statement is about.
pub(crate) struct About {
    /// Without broader topics; whether a human said so.
    pub(crate) topics: BTreeMap<TopicId, (TopicBasis, bool)>,
    said_on: NaiveDate,
    speaker: (Option<PersonId>, Option<OrganizationId>),
}

impl About {
    fn by(effective: &Effective) -> Self {
        let record = effective.voice.record;
        Self {
            topics: effective.topics.clone(),
            said_on: effective.said.0,
            speaker: (record.and_then(Record::person), record.and_then(Record::organization)),
        }
    }

    /// Of the statement that a row belongs to; without topics yet.
    pub(crate) fn of(row: &statement_topic::Model) -> Self {
        let speaker = (row.speaker_person_id, row.speaker_organization_id);
        Self { topics: BTreeMap::new(), said_on: row.said_on, speaker }
    }

    /// The rows of the topics, and of those broader than them.
    pub(crate) fn rows(
        &self,
        id: StatementId,
        parents: &HashMap<TopicId, TopicId>,
    ) -> Vec<statement_topic::ActiveModel> {
        let mut all: BTreeMap<TopicId, (bool, TopicBasis, bool)> = BTreeMap::new();
        for (&topic, &(basis, is_editorial)) in &self.topics {
            let mut enter = |topic, found: (bool, TopicBasis, bool)| {
                let kept = all.entry(topic).or_insert(found);
                *kept = (*kept).min(found);
            };
            enter(topic, (false, basis, is_editorial));
            let above =
                std::iter::successors(parents.get(&topic).copied(), |topic| parents.get(topic).copied());
            above.take(taxonomy::DEEPEST).for_each(|broader| enter(broader, (true, basis, is_editorial)));
        }
        let row = |(topic, (is_inherited, basis, is_editorial))| statement_topic::ActiveModel {
            statement_id: Set(id),
            topic_id: Set(topic),
            basis: Set(basis),
            is_inherited: Set(is_inherited),
            is_editorial: Set(is_editorial),
            said_on: Set(self.said_on),
            speaker_person_id: Set(self.speaker.0),
            speaker_organization_id: Set(self.speaker.1),
        };
        all.into_iter().map(row).collect()
    }
}

/// The corrections that hold, the oldest first, with merged people replaced by those that stay.
async fn standing(
    tx: &DatabaseTransaction,
    ids: &[StatementId],
) -> Result<HashMap<StatementId, Vec<StatementChange>>> {
    let query = correction::Entity::find()
        .filter(one_of(tx, correction::Column::StatementId, ids))
        .filter(correction::Column::UndoneAt.is_null())
        .filter(correction::Column::Kind.is_in([CorrectionKind::Statement, CorrectionKind::Status]))
        .order_by_asc(correction::Column::Id);
    let rows = query.all(tx).await.map_err(|error| Error::Load("corrections", error))?;
    let mut changes: HashMap<StatementId, Vec<StatementChange>> = HashMap::new();
    for row in rows {
        let Some(id) = row.statement_id else { continue };
        let change: StatementChange = serde_json::from_value(row.after)
            .map_err(|error| Error::Load("corrections", sea_orm::DbErr::Json(error.to_string())))?;
        changes.entry(id).or_default().push(change);
    }
    follow(tx, &mut changes).await?;
    Ok(changes)
}

async fn follow(
    tx: &DatabaseTransaction,
    changes: &mut HashMap<StatementId, Vec<StatementChange>>,
) -> Result<()> {
    let speakers = changes.values().flatten().filter_map(|change| match change.speaker {
        Some(Voiced::Person(id)) => Some(id),
        _ => None,
    });
    let these = one_of(tx, person::Column::Id, speakers);
    let merged = person::Entity::find().filter(these).all(tx).await;
    let merged = merged.map_err(|error| Error::Load("people", error))?;
    let into: HashMap<PersonId, PersonId> =
        merged.iter().filter_map(|row| Some((row.id, row.merged_into_id?))).collect();
    for change in changes.values_mut().flatten() {
        if let Some(Voiced::Person(id)) = &mut change.speaker {
            *id = into.get(&*id).copied().unwrap_or(*id);
        }
    }
    Ok(())
}

/// What the machine found these statements to be about, without broader topics.
async fn found_topics(
    tx: &DatabaseTransaction,
    ids: &[StatementId],
) -> Result<HashMap<StatementId, BTreeMap<TopicId, TopicBasis>>> {
    let query = statement_topic::Entity::find()
        .filter(one_of(tx, statement_topic::Column::StatementId, ids))
        .filter(statement_topic::Column::IsInherited.eq(false))
        .filter(statement_topic::Column::IsEditorial.eq(false));
    let rows = query.all(tx).await.map_err(|error| Error::Load("topics", error))?;
    let mut found: HashMap<StatementId, BTreeMap<TopicId, TopicBasis>> = HashMap::new();
    for row in rows {
        found.entry(row.statement_id).or_default().insert(row.topic_id, row.basis);
    }
    Ok(found)
}

/// The offices that were printed beside the speakers of these statements.
async fn printed_offices(
    tx: &DatabaseTransaction,
    ids: &[StatementId],
) -> Result<HashMap<StatementId, Vec<ExtractedOffice>>> {
    let query = statement_office::Entity::find()
        .filter(one_of(tx, statement_office::Column::StatementId, ids))
        .filter(statement_office::Column::Basis.eq(OfficeBasis::Printed))
        .order_by_asc(statement_office::Column::OfficeId);
    let rows = query.all(tx).await.map_err(|error| Error::Load("offices", error))?;
    let mut found: HashMap<StatementId, Vec<ExtractedOffice>> = HashMap::new();
    for row in rows {
        let office =
            ExtractedOffice { office: row.office_id, qualifier: row.qualifier, printed: row.printed };
        found.entry(row.statement_id).or_default().push(office);
    }
    Ok(found)
}

async fn statements(tx: &DatabaseTransaction, ids: &[StatementId]) -> Result<Vec<statement::Model>> {
    let these = one_of(tx, statement::Column::Id, ids);
    let rows = statement::Entity::find().filter(these).all(tx).await;
    rows.map_err(|error| Error::Load("statements", error))
}

/// The parent of each topic and of all above it.
pub(crate) async fn parents(
    tx: &DatabaseTransaction,
    topics: impl Iterator<Item = &TopicId>,
) -> Result<HashMap<TopicId, TopicId>> {
    let mut parents = HashMap::new();
    let mut level: HashSet<TopicId> = topics.copied().collect();
    while !level.is_empty() {
        let query = topic::Entity::find().filter(one_of(tx, topic::Column::Id, &level));
        let rows = query.all(tx).await.map_err(|error| Error::Load("topics", error))?;
        let found: Vec<(TopicId, TopicId)> =
            rows.iter().filter_map(|row| Some((row.id, row.parent_id?))).collect();
        level = found.iter().map(|pair| pair.1).filter(|id| !parents.contains_key(id)).collect();
        parents.extend(found);
    }
    Ok(parents)
}
