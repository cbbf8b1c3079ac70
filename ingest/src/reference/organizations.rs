//! Organizations of reference data: the one with an external id, else the only one of that name, else a new one. A name
//! that many bear ("Senate") leads to none.

use super::names::{Named, Slugs, identified, identify, keyed};
use super::{Count, Matched};
use crate::bulk::{self, Conflict};
use crate::error::Result;
use crate::ids::Ids;
use crate::key::name_key;
use crate::known;
use crate::no_name::is_no_name;
use entity::{NameSource, OrganizationId, OrganizationKind, organization, organization_name};
use read::reference::Organization;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::DatabaseTransaction;
use std::collections::{BTreeSet, HashMap};

pub(super) async fn import(
    tx: &DatabaseTransaction,
    organizations: &[Organization],
) -> Result<Matched<OrganizationId>> {
    let identified = identified(tx, organizations.iter().flat_map(|one| &one.identifiers)).await?;
    let keys: BTreeSet<String> = organizations.iter().map(|one| name_key(&one.name)).collect();
    let mut by_name = known::organizations_by_name(tx, &keys).await?;
    by_name.retain(|key, _| !is_no_name(key));
    let mut new = Ids::reserve(tx, "organization", organizations.len()).await?;
    let wanted = organizations.iter().map(|one| &*one.name);
    let mut slugs = Slugs::load::<organization::Entity>(tx, organization::Column::Slug, wanted).await?;
    let mut matched = Matched { ids: HashMap::new(), count: Count::default() };
    let (mut rows, mut names, mut identifiers) = (Vec::new(), Vec::new(), Vec::new());
    for one in organizations {
        let key = name_key(&one.name);
        let is_no_name = is_no_name(&key);
        let by_id = one.identifiers.iter().find_map(|identifier| identified.get(identifier)?.organization_id);
        let by_name = by_name.entry(key).or_default();
        let found = by_id.or(if let [only] = by_name[..] { Some(only) } else { None });
        let id = found.unwrap_or_else(|| {
            let id = OrganizationId(new.take());
            rows.push(row(id, one, slugs.take(&one.name)));
            by_name.extend(Some(id).filter(|_| !is_no_name));
            id
        });
        matched.count.created += usize::from(found.is_none());
        matched.count.matched += usize::from(found.is_some());
        names.extend(names_of(one, id));
        identifiers.extend(one.identifiers.iter().cloned().map(|known| (known, Named::Organization(id))));
        matched.ids.insert(one.id.clone(), id);
    }
    bulk::write(tx, rows, Conflict::Refuse).await?;
    bulk::write(tx, names, Conflict::Keep).await?;
    identify(tx, identifiers).await?;
    Ok(matched)
}

fn row(id: OrganizationId, one: &Organization, slug: String) -> organization::ActiveModel {
    let kind = match one.classification.as_deref() {
        Some("party") => OrganizationKind::Party,
        Some(
            "government" | "legislature" | "committee" | "chamber" | "executive" | "ministry" | "department",
        ) => OrganizationKind::Government,
        _ => OrganizationKind::Other,
    };
    organization::ActiveModel {
        id: Set(id),
        slug: Set(slug),
        name: Set(one.name.clone()),
        kind: Set(kind),
        legal_name: Set(None),
        domain: Set(None),
        email: Set(None),
        telephone: Set(None),
        country_code: Set(None),
        merged_into_id: Set(None),
    }
}

fn names_of(one: &Organization, id: OrganizationId) -> impl Iterator<Item = organization_name::ActiveModel> {
    let all = std::iter::once(&*one.name).chain(one.other_names.iter().map(String::as_str));
    keyed(all).into_iter().map(move |(key, name)| organization_name::ActiveModel {
        id: NotSet,
        organization_id: Set(id),
        name: Set(name),
        name_key: Set(key),
        source: Set(NameSource::Reference),
    })
}
