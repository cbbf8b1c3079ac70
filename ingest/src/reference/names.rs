//! What reference data and the database call the same: external ids, names and slugs, each read with one
//! statement.

use crate::bulk::{self, Conflict};
use crate::error::{Error, Result};
use crate::key::{name_key, slug, take_slug};
use crate::known::BINDS;
use entity::{OrganizationId, PersonId, TopicId, external_id};
use read::reference::Identifier;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait, QueryFilter as _, QuerySelect as _};
use std::collections::{BTreeSet, HashMap, HashSet};

/// External ids that are there.
pub(super) async fn identified<'i>(
    tx: &DatabaseTransaction,
    identifiers: impl Iterator<Item = &'i Identifier>,
) -> Result<HashMap<Identifier, external_id::Model>> {
    let values: BTreeSet<&str> = identifiers.map(|(_, value)| value.as_str()).collect();
    let values: Vec<&str> = values.into_iter().collect();
    let mut found = HashMap::new();
    for chunk in values.chunks(BINDS) {
        let these = external_id::Column::Value.is_in(chunk.iter().copied());
        let rows = external_id::Entity::find().filter(these).all(tx).await;
        let rows = rows.map_err(|error| Error::Load("external ids", error))?;
        found.extend(rows.into_iter().map(|row| ((row.scheme.clone(), row.value.clone()), row)));
    }
    Ok(found)
}

/// The record that an external id names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Person(PersonId),
    Organization(OrganizationId),
    Topic(TopicId),
}

/// Writes external ids; those that are there stay.
pub(super) async fn identify(tx: &DatabaseTransaction, all: Vec<(Identifier, Named)>) -> Result<()> {
    let row = |((scheme, value), named): (Identifier, Named)| {
        let mut row = external_id::ActiveModel {
            id: NotSet,
            scheme: Set(scheme),
            value: Set(value),
            confidence: Set(1.0),
            person_id: Set(None),
            organization_id: Set(None),
            place_id: Set(None),
            topic_id: Set(None),
        };
        match named {
            Named::Person(id) => row.person_id = Set(Some(id)),
            Named::Organization(id) => row.organization_id = Set(Some(id)),
            Named::Topic(id) => row.topic_id = Set(Some(id)),
        }
        row
    };
    bulk::write(tx, all.into_iter().map(row).collect(), Conflict::Keep).await
}

/// Free slugs of one table.
#[derive(Debug)]
pub(super) struct Slugs {
    taken: HashSet<String>,
}

impl Slugs {
    /// Reads which slugs of `column` begin like those of `names`.
    pub(super) async fn load<'n, E: EntityTrait>(
        tx: &DatabaseTransaction,
        column: E::Column,
        names: impl Iterator<Item = &'n str>,
    ) -> Result<Self> {
        // Reference data fills whole tables: reading all slugs is less than asking for each of its names.
        let rows = E::find().select_only().column(column).into_tuple::<String>().all(tx).await;
        let mut taken: HashSet<String> =
            rows.map_err(|error| Error::Load("slugs", error))?.into_iter().collect();
        let wanted: HashSet<String> = names.map(slug).collect();
        taken.retain(|slug| {
            let base = slug.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
            wanted.contains(slug) || wanted.contains(base)
        });
        Ok(Self { taken })
    }

    /// Takes the first free slug of a name.
    pub(super) fn take(&mut self, name: &str) -> String {
        take_slug(&mut self.taken, &slug(name))
    }
}

/// Names with their keys, each key once.
pub(super) fn keyed<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    let keyed = names.into_iter().map(|name| (name_key(name), name.to_owned()));
    keyed.filter(|(key, _)| !key.is_empty() && seen.insert(key.clone())).collect()
}
