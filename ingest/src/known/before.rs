//! Whom articles named before, each by the keys of its names.

use super::rows;
use crate::error::{Error, Result};
use crate::keys::one_of;
use entity::{
    ArticleId, OrganizationId, PersonId, article, mention, organization_name, person_name, quote, statement,
};
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QuerySelect as _, TryGetable,
};
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

/// Whom earlier versions of articles named.
pub(super) async fn people_before(
    tx: &DatabaseTransaction,
    revised: &[ArticleId],
) -> Result<HashMap<(ArticleId, String), PersonId>> {
    use mention::Column::{ArticleId as Article, PersonId as Person};
    use person_name::Column::{NameKey, PersonId as Owner};
    let mut named = rows::<mention::Entity, ArticleId, PersonId>(tx, Article, Person, revised).await?;
    named.extend(speakers(tx, statement::Column::SpeakerPersonId, revised).await?);
    let ids: BTreeSet<PersonId> = named.iter().map(|row| row.1).collect();
    let keys = rows::<person_name::Entity, PersonId, String>(tx, Owner, NameKey, &ids).await?;
    Ok(by_name(&named, &keys))
}

/// Which organizations earlier versions of articles named.
pub(super) async fn organizations_before(
    tx: &DatabaseTransaction,
    revised: &[ArticleId],
) -> Result<HashMap<(ArticleId, String), OrganizationId>> {
    use article::Column::{Id, PublisherId};
    use mention::Column::{ArticleId as Article, OrganizationId as Organization};
    use organization_name::Column::{NameKey, OrganizationId as Owner};
    let mut named =
        rows::<mention::Entity, ArticleId, OrganizationId>(tx, Article, Organization, revised).await?;
    named.extend(rows::<article::Entity, ArticleId, OrganizationId>(tx, Id, PublisherId, revised).await?);
    named.extend(speakers(tx, statement::Column::SpeakerOrganizationId, revised).await?);
    let ids: BTreeSet<OrganizationId> = named.iter().map(|row| row.1).collect();
    let keys = rows::<organization_name::Entity, OrganizationId, String>(tx, Owner, NameKey, &ids).await?;
    Ok(by_name(&named, &keys))
}

/// Who speaks in articles, which need not name them: a list of quotes gives speakers and no text.
async fn speakers<I: TryGetable>(
    tx: &DatabaseTransaction,
    speaker: statement::Column,
    articles: &[ArticleId],
) -> Result<Vec<(ArticleId, I)>> {
    let query = quote::Entity::find().inner_join(statement::Entity).filter(speaker.is_not_null());
    let query = query.filter(one_of(tx, quote::Column::ArticleId, articles)).select_only();
    let rows = query.column(quote::Column::ArticleId).column(speaker).into_tuple().all(tx).await;
    rows.map_err(|error| Error::Load("speakers", error))
}

/// Joins what each article names with what each of those is called.
fn by_name<I: Copy + Eq + Hash>(
    named: &[(ArticleId, I)],
    keys: &[(I, String)],
) -> HashMap<(ArticleId, String), I> {
    let mut of: HashMap<I, Vec<&String>> = HashMap::new();
    keys.iter().for_each(|(id, key)| of.entry(*id).or_default().push(key));
    let each = named.iter().flat_map(|&(article, id)| {
        let keys = of.get(&id).into_iter().flatten();
        keys.map(move |&key| ((article, key.clone()), id))
    });
    each.collect()
}
