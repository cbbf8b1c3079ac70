//! Two records of one person become one. The rows of the duplicate move to the person that stays; which ones is
//! remembered, so that taking the merge back moves the same ones. A name that the person who stays has already is kept by the
//! duplicate, where nobody asks for it; other rows that both have are [`Twins`].

use super::twin::Twins;
use super::{Editor, Of, Refusal, Result, keep, refuse};
use crate::count::recount;
use crate::error::Error;
use crate::keys::one_of;
use crate::{in_office, parts, transaction};
use entity::{
    CorrectionId, CorrectionKind, PersonId, StatementId, TopicId, correction, merged_row, person, statement,
    statement_mention, statement_topic, topic,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait as _, DatabaseConnection, DatabaseTransaction,
    EntityName as _, EntityTrait, QueryFilter as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Makes one person of two. The id and the slug of the duplicate lead to the survivor from now on, and so do its
/// names in new articles.
pub async fn merge_people(
    database: &DatabaseConnection,
    duplicate: PersonId,
    survivor: PersonId,
    editor: &Editor,
) -> Result<CorrectionId> {
    if duplicate == survivor {
        return refuse(Refusal::Already, "duplicate", "both are the same person already; name two");
    }
    let tx = transaction::begin(database).await?;
    find(&tx, "duplicate", duplicate).await?;
    find(&tx, "survivor", survivor).await?;
    let topics = (topic_of(&tx, duplicate).await?, topic_of(&tx, survivor).await?);
    let pair = Pair { duplicate, survivor, topics };
    let merge = Merge { pair, twins: Twins::find(&tx, pair).await? };
    let json = serde_json::to_value(&merge)
        .map_err(|error| Error::Write("correction", sea_orm::DbErr::Json(error.to_string())))?;
    let of = Of { person: Some(survivor), ..Of::default() };
    let before = serde_json::json!({ "person": duplicate });
    let correction = keep(&tx, CorrectionKind::Merge, editor, of, (before, json)).await?;
    let touched = pair.statements(&tx).await?;
    recount(&tx, &touched, async || {
        merge.twins.take_out(&tx, pair).await?;
        for step in MOVES {
            step.go(&tx, correction, pair).await?;
        }
        speak(&tx, correction, survivor).await
    })
    .await?;
    let merged =
        person::ActiveModel { id: Set(duplicate), merged_into_id: Set(Some(survivor)), ..Default::default() };
    person::Entity::update(merged).exec(&tx).await.map_err(|error| Error::Write("person", error))?;
    in_office::held(&tx, statement::Column::SpeakerPersonId.eq(survivor)).await?;
    parts::gather(&tx, touched).await?;
    transaction::commit(tx).await?;
    Ok(correction)
}

/// Takes a merge back.
pub(super) async fn undo(tx: &DatabaseTransaction, row: &correction::Model) -> Result<()> {
    let Merge { pair, twins } = serde_json::from_value(row.after.clone())
        .map_err(|error| Error::Load("corrections", sea_orm::DbErr::Json(error.to_string())))?;
    let survivor = person::Entity::find_by_id(pair.survivor).one(tx).await;
    let survivor = survivor.map_err(|error| Error::Load("people", error))?;
    if survivor.is_some_and(|survivor| survivor.merged_into_id.is_some()) {
        let message = "the person that stayed was merged into another one since; undo that merge first";
        return refuse(Refusal::Blocked, "correction", message);
    }
    let parted =
        person::ActiveModel { id: Set(pair.duplicate), merged_into_id: Set(None), ..Default::default() };
    person::Entity::update(parted).exec(tx).await.map_err(|error| Error::Write("person", error))?;
    let touched = pair.statements(tx).await?;
    recount(tx, &touched, async || {
        for step in MOVES {
            step.come_back(tx, row.id, pair).await?;
        }
        speak(tx, row.id, pair.duplicate).await?;
        Ok::<_, super::Failure>(twins.put_back(tx, pair).await?)
    })
    .await?;
    for person in [pair.duplicate, pair.survivor] {
        in_office::held_anew(tx, person, None).await?;
    }
    Ok(parts::gather(tx, touched).await?)
}

/// Those of these statements that a merge which stands moved.
pub(crate) async fn moved(
    tx: &DatabaseTransaction,
    ids: &[StatementId],
) -> crate::error::Result<HashSet<StatementId>> {
    use merged_row::Column::{RowId, TableName};
    let rows = merged_row::Entity::find()
        .inner_join(correction::Entity)
        .filter(correction::Column::UndoneAt.is_null())
        .filter(TableName.eq(statement::Entity.table_name()))
        .filter(one_of(tx, RowId, ids));
    let moved = rows.select_only().column(RowId).into_tuple().all(tx).await;
    let moved: Vec<i64> = moved.map_err(|error| Error::Load("merged rows", error))?;
    Ok(moved.into_iter().map(StatementId).collect())
}

/// What a correction keeps of a merge.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Merge {
    #[serde(flatten)]
    pair: Pair,
    #[serde(flatten)]
    twins: Twins,
}

/// Who becomes whom, with the topics that stand for them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Pair {
    pub(super) duplicate: PersonId,
    #[serde(rename = "person")]
    pub(super) survivor: PersonId,
    pub(super) topics: (Option<TopicId>, Option<TopicId>),
}

impl Pair {
    /// The statements that a merge or its undoing moves: of either speaker, about either of them, and
    /// naming one of them.
    async fn statements(&self, tx: &DatabaseTransaction) -> Result<Vec<StatementId>> {
        use {
            statement::Column as Statement, statement_mention::Column as Mention,
            statement_topic::Column as Topic,
        };
        let people = [self.duplicate, self.survivor];
        let spoken = Statement::SpeakerPersonId.is_in(people);
        let told = Topic::TopicId.is_in([self.topics.0, self.topics.1].into_iter().flatten());
        let naming = Mention::PersonId.is_in(people);
        let mut all = ids::<statement::Entity>(tx, Statement::Id, spoken).await?;
        all.extend(ids::<statement_topic::Entity>(tx, Topic::StatementId, told).await?);
        all.extend(ids::<statement_mention::Entity>(tx, Mention::StatementId, naming).await?);
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
}

/// The statements in the column `id` of the rows that `which` selects.
async fn ids<E: EntityTrait>(
    tx: &DatabaseTransaction,
    id: E::Column,
    which: Expr,
) -> Result<Vec<StatementId>> {
    let found = E::find().select_only().column(id).filter(which).into_tuple().all(tx).await;
    Ok(found.map_err(|error| Error::Load("statements", error))?)
}

/// A column that leads to a person, or to the topic that stands for one.
struct Move {
    table: &'static str,
    /// The key of a row: one column, or two.
    key: &'static str,
    part: &'static str,
    column: &'static str,
    /// The row that must not be there twice: a condition on `other` and the table.
    unless: Option<&'static str>,
    of: Whose,
}

/// What a column leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Person,
    /// The topic of the duplicate, where both have one.
    Topic,
    /// The duplicate itself, where it alone has a topic.
    OnlyTopic,
}

const fn column(table: &'static str, key: &'static str, column: &'static str) -> Move {
    Move { table, key, part: "0", column, unless: None, of: Whose::Person }
}

const MOVES: [Move; 13] = [
    column("statement", "id", "speaker_person_id"),
    column("statement_extracted", "statement_id", "speaker_person_id"),
    column("mention", "id", "person_id"),
    column("office_mention", "id", "person_id"),
    column("tenure", "id", "person_id"),
    column("external_id", "id", "person_id"),
    column("person", "id", "merged_into_id"),
    Move { part: "position", ..column("article_author", "article_id", "person_id") },
    Move {
        unless: Some("other.name_key = person_name.name_key"),
        ..column("person_name", "id", "person_id")
    },
    column("statement_mention", "id", "person_id"),
    Move { of: Whose::OnlyTopic, ..column("topic", "id", "person_id") },
    Move { of: Whose::Topic, ..column("statement_topic", "statement_id", "topic_id") },
    Move { of: Whose::Topic, ..column("article_topic", "article_id", "topic_id") },
];

impl Move {
    /// The old and the new value of the column; none where there is nothing to move.
    fn ends(&self, pair: Pair) -> Option<(i64, i64)> {
        let people = (pair.duplicate.0, pair.survivor.0);
        match (self.of, pair.topics) {
            (Whose::Person, _) | (Whose::OnlyTopic, (Some(_), None)) => Some(people),
            (Whose::Topic, (Some(from), Some(to))) => Some((from.0, to.0)),
            _ => None,
        }
    }

    async fn go(&self, tx: &DatabaseTransaction, correction: CorrectionId, pair: Pair) -> Result<()> {
        let Some((from, to)) = self.ends(pair) else { return Ok(()) };
        let Self { table, key, part, column, unless, .. } = self;
        let unless = unless.map_or(String::new(), |same| {
            format!(" AND NOT EXISTS (SELECT 1 FROM {table} other WHERE other.{column} = {to} AND {same})")
        });
        let which = format!("{column} = {from}{unless}");
        let remember = format!(
            "INSERT INTO merged_row (correction_id, table_name, row_id, part) \
             SELECT {}, '{table}', {key}, {part} FROM {table} WHERE {which}",
            correction.0
        );
        run(tx, &remember).await?;
        run(tx, &format!("UPDATE {table} SET {column} = {to} WHERE {which}")).await
    }

    async fn come_back(&self, tx: &DatabaseTransaction, correction: CorrectionId, pair: Pair) -> Result<()> {
        let Some((from, to)) = self.ends(pair) else { return Ok(()) };
        let Self { table, key, part, column, .. } = self;
        let back = format!(
            "UPDATE {table} SET {column} = {from} WHERE {column} = {to} AND EXISTS \
             (SELECT 1 FROM merged_row m WHERE m.correction_id = {} AND m.table_name = '{table}' \
             AND m.row_id = {table}.{key} AND m.part = {part})",
            correction.0
        );
        run(tx, &back).await
    }
}

/// Gives the topics of the statements that a merge moved their speaker.
async fn speak(tx: &DatabaseTransaction, correction: CorrectionId, speaker: PersonId) -> Result<()> {
    let moved = format!(
        "UPDATE statement_topic SET speaker_person_id = {speaker} WHERE statement_id IN \
         (SELECT row_id FROM merged_row JOIN statement ON statement.id = row_id \
         WHERE correction_id = {} AND table_name = 'statement' AND statement.speaker_person_id = {speaker})",
        correction.0,
        speaker = speaker.0
    );
    run(tx, &moved).await
}

async fn find(tx: &DatabaseTransaction, field: &'static str, id: PersonId) -> Result<()> {
    let row = person::Entity::find_by_id(id).one(tx).await.map_err(|error| Error::Load("people", error))?;
    match row {
        None => refuse(Refusal::NotFound, field, "there is no person of this id"),
        Some(row) if row.merged_into_id.is_some() => {
            refuse(Refusal::Already, field, format!("{} was merged into another person already", row.name))
        }
        Some(_) => Ok(()),
    }
}

async fn topic_of(tx: &DatabaseTransaction, person: PersonId) -> Result<Option<TopicId>> {
    let found = topic::Entity::find().filter(topic::Column::PersonId.eq(person)).one(tx).await;
    Ok(found.map_err(|error| Error::Load("topics", error))?.map(|row| row.id))
}

async fn run(tx: &DatabaseTransaction, sql: &str) -> Result<()> {
    tx.execute_unprepared(sql).await.map_err(|error| Error::Write("merged rows", error))?;
    Ok(())
}
