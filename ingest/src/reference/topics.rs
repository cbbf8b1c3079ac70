//! Topics of a taxonomy: the one with the code, else the only subject of that name without one, else a new one.
//! What statements are about is about the broader topics, too.

use super::Count;
use super::names::{Named, Slugs, identify, keyed};
use crate::bulk::{self, Conflict};
use crate::count::recount;
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::key::name_key;
use crate::keys::one_of;
use crate::{known, parts, taxonomy};
use entity::{NameSource, StatementId, TopicId, TopicKind, topic, topic_name};
use read::reference::Topic;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, Statement,
};
use std::collections::{BTreeSet, HashMap};

/// What reference data sets of a topic that is there.
const PLACED: &str = "iptc_code = excluded.iptc_code, parent_id = excluded.parent_id";

pub(super) async fn import(tx: &DatabaseTransaction, topics: &[Topic]) -> Result<Count> {
    if topics.is_empty() {
        return Ok(Count::default());
    }
    let (by_code, mut by_name) = known(tx, topics).await?;
    let mut new = Ids::reserve(tx, "topic", topics.len()).await?;
    let mut slugs =
        Slugs::load::<topic::Entity>(tx, topic::Column::Slug, topics.iter().map(|one| &*one.name)).await?;
    let mut count = Count::default();
    let mut ids: HashMap<&str, TopicId> = HashMap::new();
    let (mut rows, mut names, mut identifiers) = (Vec::new(), Vec::new(), Vec::new());
    for one in topics {
        // What print knows by a name alone is one topic of the taxonomy's, though the name be given to several.
        let found = by_code.get(&one.code).cloned().or_else(|| by_name.remove(&name_key(&one.name)));
        let mut row = found.clone().map_or_else(
            || fresh(TopicId(new.take()), &one.name, slugs.take(&one.name)),
            topic::Model::into_active_model,
        );
        count.created += usize::from(found.is_none());
        count.matched += usize::from(found.is_some());
        row.iptc_code = Set(Some(one.code.clone()));
        let broader = one.broader.as_ref().and_then(|code| ids.get(code.as_str()).copied());
        row.parent_id = Set(broader.or(found.as_ref().and_then(|found| found.parent_id)));
        let id = row.id.clone().unwrap();
        ids.insert(&one.code, id);
        rows.push(row);
        names.extend(names_of(one, id));
        identifiers.extend(one.identifiers.iter().cloned().map(|known| (known, Named::Topic(id))));
    }
    bulk::write(tx, rows, Conflict::Set("id", PLACED)).await?;
    bulk::write(tx, names, Conflict::Keep).await?;
    identify(tx, identifiers).await?;
    inherit(tx).await?;
    Ok(count)
}

type Known = (HashMap<String, topic::Model>, HashMap<String, topic::Model>);

/// Topics by code, and subjects without a code by a name that no other subject bears.
async fn known(tx: &DatabaseTransaction, topics: &[Topic]) -> Result<Known> {
    let load = |error| Error::Load("topics", error);
    let theirs = one_of(tx, topic::Column::IptcCode, topics.iter().map(|one| one.code.as_str()));
    let coded = topic::Entity::find().filter(theirs).all(tx).await.map_err(load)?;
    let coded = coded.into_iter().filter_map(|row| Some((row.iptc_code.clone()?, row))).collect();
    let keys: BTreeSet<String> = topics.iter().map(|one| name_key(&one.name)).collect();
    let owners = known::topics_by_name(tx, &keys).await?;
    let only = owners.iter().filter_map(|(key, ids)| if let [id] = ids[..] { Some((id, key)) } else { None });
    let only: HashMap<TopicId, &String> = only.collect();
    let plain = topic::Entity::find()
        .filter(one_of(tx, topic::Column::Id, only.keys()))
        .filter(topic::Column::Kind.eq(TopicKind::Subject))
        .filter(topic::Column::IptcCode.is_null());
    let plain = plain.all(tx).await.map_err(load)?;
    let plain = plain.into_iter().filter_map(|row| Some(((*only.get(&row.id)?).clone(), row))).collect();
    Ok((coded, plain))
}

fn fresh(id: TopicId, name: &str, slug: String) -> topic::ActiveModel {
    topic::ActiveModel {
        id: Set(id),
        slug: Set(slug),
        name: Set(name.to_owned()),
        kind: Set(TopicKind::Subject),
        iptc_code: Set(None),
        parent_id: Set(None),
        person_id: Set(None),
        organization_id: Set(None),
        place_id: Set(None),
    }
}

fn names_of(one: &Topic, id: TopicId) -> impl Iterator<Item = topic_name::ActiveModel> {
    let all = std::iter::once(&*one.name).chain(one.other_names.iter().map(String::as_str));
    keyed(all).into_iter().map(move |(key, name)| topic_name::ActiveModel {
        id: NotSet,
        topic_id: Set(id),
        name: Set(name),
        name_key: Set(key),
        source: Set(NameSource::Reference),
    })
}

/// A statement under a topic whose broader topic it is not entered under.
const NOT_INHERITED: &str = "FROM statement_topic s JOIN topic t ON t.id = s.topic_id \
                             WHERE t.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM statement_topic b \
                             WHERE b.statement_id = s.statement_id AND b.topic_id = t.parent_id)";

/// Enters statements under the broader topics of theirs, a level at a time.
async fn inherit(tx: &DatabaseTransaction) -> Result<()> {
    let which = Statement::from_string(
        tx.get_database_backend(),
        format!("SELECT DISTINCT s.statement_id {NOT_INHERITED}"),
    );
    let rows = tx.query_all_raw(which).await;
    let touched = rows.and_then(|rows| rows.iter().map(|row| row.try_get("", "statement_id")).collect());
    let touched: Vec<StatementId> = touched.map_err(|error| Error::Load("statements", error))?;
    let level = format!(
        "INSERT INTO statement_topic (statement_id, topic_id, basis, is_inherited, said_on, speaker_person_id, \
         speaker_organization_id) SELECT s.statement_id, t.parent_id, MAX(s.basis), TRUE, s.said_on, \
         s.speaker_person_id, s.speaker_organization_id {NOT_INHERITED} GROUP BY s.statement_id, t.parent_id, \
         s.said_on, s.speaker_person_id, s.speaker_organization_id ON CONFLICT DO NOTHING"
    );
    recount(tx, &touched, async || {
        for _ in 0..taxonomy::DEEPEST {
            let entered = tx.execute_unprepared(&level).await;
            let entered = entered.map_err(|error| Error::Write("statement_topic", error))?;
            if entered.rows_affected() == 0 {
                break;
            }
        }
        parts::gather(tx, touched.iter().copied()).await
    })
    .await
}
