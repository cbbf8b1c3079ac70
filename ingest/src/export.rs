//! Rows back into values. In: the database. Out: articles with their extractions, as they would be read again:
//! entities by their records' names, spans in bytes of the body.

use crate::error::{Error, Result};
use crate::keys::one_of;
use entity::{
    ArticleId, OrganizationId, PersonId, PlaceId, TopicId, article, organization, person, place, topic,
};
use extract::{
    Article, CodePoints, Copyright, Dateline, Entity, EntityKind, Extraction, Image, Link, Publisher, Span,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use std::collections::HashMap;

mod found;
mod rows;

/// Which of the two layers of a statement is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    /// What readers see: what is extracted, with the corrections of humans over it.
    Corrected,
    /// What is extracted.
    Extracted,
}

/// Articles read at once.
pub(crate) const BATCH: u64 = 100;

/// The next articles behind `after` in the order they came in; none at the end.
pub async fn export(
    database: &DatabaseConnection,
    after: Option<ArticleId>,
) -> Result<Vec<(ArticleId, Article, Extraction)>> {
    let mut query = article::Entity::find().order_by_asc(article::Column::Id).limit(BATCH);
    if let Some(after) = after {
        query = query.filter(article::Column::Id.gt(after));
    }
    values(database, query, Layer::Corrected).await
}

/// These articles, without what humans said of their statements: what is told of them again is written beneath that.
pub(crate) async fn articles(
    database: &impl ConnectionTrait,
    ids: &[ArticleId],
) -> Result<Vec<(ArticleId, Article, Extraction)>> {
    let these = article::Entity::find().filter(one_of(database, article::Column::Id, ids));
    values(database, these, Layer::Extracted).await
}

async fn values(
    database: &impl ConnectionTrait,
    query: sea_orm::Select<article::Entity>,
    layer: Layer,
) -> Result<Vec<(ArticleId, Article, Extraction)>> {
    let articles = query.all(database).await.map_err(|error| Error::Load("articles", error))?;
    let mut batch = rows::Batch::load(database, &articles, layer).await?;
    Ok(articles.into_iter().map(|row| batch.value(row)).collect())
}
