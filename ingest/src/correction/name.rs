//! Names that a human adds.

use super::{Editor, Of, Refusal, Result, keep, refuse};
use crate::error::Error;
use crate::key::name_key;
use crate::{rows, transaction};
use entity::{
    CorrectionId, CorrectionKind, NameSource, OrganizationId, PersonId, correction, organization_name,
    person, person_name,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _,
};
use serde_json::json;

/// Who bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// A person.
    Person(PersonId),
    /// An organization.
    Organization(OrganizationId),
}

/// Adds a name to a record. Articles that print it from now on lead there, unless somebody else bears it, too.
pub async fn add_name(
    database: &DatabaseConnection,
    bearer: Bearing,
    name: &str,
    editor: &Editor,
) -> Result<CorrectionId> {
    /// The longest name in use; longer texts are no names.
    const LONGEST: usize = 200;
    if name.trim().contains(char::is_control) {
        return refuse(Refusal::Invalid, "name", "a name stands on one line; take out line feeds and tabs");
    }
    let name = name.split_whitespace().collect::<Vec<&str>>().join(" ");
    let key = name_key(&name);
    if key.is_empty() || name.chars().count() > LONGEST {
        let message = format!("a name has a letter and {LONGEST} characters at most");
        return refuse(Refusal::Invalid, "name", message);
    }
    let tx = transaction::begin(database).await?;
    if bears(&tx, bearer, &key).await? {
        return refuse(Refusal::Already, "name", "the record bears this name already");
    }
    enter(&tx, bearer, name.clone(), key).await?;
    let of = match bearer {
        Bearing::Person(id) => Of { person: Some(id), ..Of::default() },
        Bearing::Organization(id) => Of { organization: Some(id), ..Of::default() },
    };
    let after = json!({ "name": name });
    let correction = keep(&tx, CorrectionKind::Name, editor, of, (json!({}), after)).await?;
    transaction::commit(tx).await?;
    Ok(correction)
}

async fn enter(tx: &DatabaseTransaction, bearer: Bearing, name: String, key: String) -> Result<()> {
    let (name, name_key, source) = (Set(name), Set(key), Set(NameSource::Editorial));
    match bearer {
        Bearing::Person(id) => {
            let person_id = Set(id);
            let row = person_name::ActiveModel { person_id, name, name_key, source, ..Default::default() };
            rows::insert(tx, vec![row]).await?;
        }
        Bearing::Organization(id) => {
            let organization_id = Set(id);
            let row = organization_name::ActiveModel {
                organization_id,
                name,
                name_key,
                source,
                ..Default::default()
            };
            rows::insert(tx, vec![row]).await?;
        }
    }
    Ok(())
}

async fn bears(tx: &DatabaseTransaction, bearer: Bearing, key: &str) -> Result<bool> {
    let count = match bearer {
        Bearing::Person(id) => {
            let these = person_name::Column::PersonId.eq(id).and(person_name::Column::NameKey.eq(key));
            person_name::Entity::find().filter(these).count(tx).await
        }
        Bearing::Organization(id) => {
            let these = organization_name::Column::OrganizationId
                .eq(id)
                .and(organization_name::Column::NameKey.eq(key));
            organization_name::Entity::find().filter(these).count(tx).await
        }
    };
    Ok(count.map_err(|error| Error::Load("names", error))? > 0)
}

/// Takes a name away again.
pub(super) async fn undo(tx: &DatabaseTransaction, row: &correction::Model) -> Result<()> {
    let key = name_key(row.after["name"].as_str().unwrap_or_default());
    let write = |error| Error::Write("names", error);
    if let Some(id) = row.person_id {
        // Where the person was merged since, the name went along.
        let found = person::Entity::find_by_id(id).one(tx).await;
        let found = found.map_err(|error| Error::Load("people", error))?;
        let owners = [Some(id), found.and_then(|found| found.merged_into_id)];
        let these = person_name::Column::PersonId
            .is_in(owners.into_iter().flatten())
            .and(person_name::Column::NameKey.eq(key.clone()));
        let these = these.and(person_name::Column::Source.eq(NameSource::Editorial));
        person_name::Entity::delete_many().filter(these).exec(tx).await.map_err(write)?;
    }
    if let Some(id) = row.organization_id {
        let these =
            organization_name::Column::OrganizationId.eq(id).and(organization_name::Column::NameKey.eq(key));
        let these = these.and(organization_name::Column::Source.eq(NameSource::Editorial));
        organization_name::Entity::delete_many().filter(these).exec(tx).await.map_err(write)?;
    }
    Ok(())
}
