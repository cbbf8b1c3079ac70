//! What no text tells of statements any more. In: stored statements, printed by articles that were extracted anew. Out: the
//! topics, printed offices and mentions that none of their articles tells are gone. A statement that an earlier version of
//! an article prints is left alone, since what that version told is not kept.

use crate::correction::overlay::{self, About};
use crate::error::{Error, Result};
use crate::keys::{delete, one_of};
use crate::{in_office, rows};
use entity::{
    ArticleId, OfficeBasis, StatementId, TopicId, article_topic, quote, statement, statement_mention,
    statement_office, statement_topic,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Removes what none of the articles tells that print these statements.
pub(crate) async fn remove(tx: &DatabaseTransaction, statements: &[StatementId]) -> Result<()> {
    if statements.is_empty() {
        return Ok(());
    }
    let printed = printed(tx, statements).await?;
    let ids: Vec<StatementId> = printed.keys().copied().collect();
    topics(tx, &printed).await?;
    mentions(tx, &ids).await?;
    offices(tx, &ids).await
}

/// The articles that print these statements, of those that the latest versions print alone.
async fn printed(
    tx: &DatabaseTransaction,
    statements: &[StatementId],
) -> Result<BTreeMap<StatementId, HashSet<ArticleId>>> {
    use quote::Column::{ArticleId, IsCurrent, StatementId};
    let query = quote::Entity::find().filter(one_of(tx, StatementId, statements)).select_only();
    let query = query.columns([StatementId, ArticleId, IsCurrent]).into_tuple().all(tx).await;
    let rows: Vec<(entity::StatementId, entity::ArticleId, bool)> =
        query.map_err(|error| Error::Load("quotes", error))?;
    let mut printed: BTreeMap<_, HashSet<_>> = BTreeMap::new();
    for (statement, article, _) in &rows {
        printed.entry(*statement).or_default().insert(*article);
    }
    for (statement, ..) in rows.iter().filter(|(.., is_current)| !is_current) {
        printed.remove(statement);
    }
    Ok(printed)
}

/// Removes topics that none of the articles has, with those that are broader than no other.
async fn topics(tx: &DatabaseTransaction, printed: &BTreeMap<StatementId, HashSet<ArticleId>>) -> Result<()> {
    let told = told_topics(tx, printed.values().flatten()).await?;
    let these = one_of(tx, statement_topic::Column::StatementId, printed.keys());
    let rows = statement_topic::Entity::find().filter(these).all(tx).await;
    let mut of: HashMap<StatementId, Vec<statement_topic::Model>> = HashMap::new();
    for row in rows.map_err(|error| Error::Load("topics", error))? {
        of.entry(row.statement_id).or_default().push(row);
    }
    let stays = |row: &statement_topic::Model| {
        let mut articles = printed[&row.statement_id].iter();
        row.is_inherited || articles.any(|article| told.contains(&(*article, row.topic_id)))
    };
    of.retain(|_, rows| !rows.iter().all(stays));
    delete::<statement_topic::Entity, _>(tx, statement_topic::Column::StatementId, of.keys()).await?;
    let left = of.values().flatten().filter(|row| !row.is_inherited && stays(row));
    let left: Vec<&statement_topic::Model> = left.collect();
    let parents = overlay::parents(tx, left.iter().map(|row| &row.topic_id)).await?;
    let mut about: BTreeMap<StatementId, About> = BTreeMap::new();
    for row in left {
        about
            .entry(row.statement_id)
            .or_insert_with(|| About::of(row))
            .topics
            .insert(row.topic_id, (row.basis, row.is_editorial));
    }
    rows::insert(tx, about.iter().flat_map(|(&id, about)| about.rows(id, &parents)).collect()).await
}

/// The topics of articles.
async fn told_topics(
    tx: &DatabaseTransaction,
    articles: impl Iterator<Item = &ArticleId>,
) -> Result<HashSet<(ArticleId, TopicId)>> {
    use article_topic::Column::{ArticleId, TopicId};
    let articles: HashSet<&entity::ArticleId> = articles.collect();
    let query = article_topic::Entity::find().filter(one_of(tx, ArticleId, articles)).select_only();
    let told: Vec<_> = query
        .columns([ArticleId, TopicId])
        .into_tuple()
        .all(tx)
        .await
        .map_err(|error| Error::Load("topics", error))?;
    Ok(told.into_iter().collect())
}

/// Removes whom and what none of the articles names.
async fn mentions(tx: &DatabaseTransaction, statements: &[StatementId]) -> Result<()> {
    let is_untold = Expr::cust(
        "NOT EXISTS (SELECT 1 FROM quote JOIN mention ON mention.article_id = quote.article_id \
         WHERE quote.statement_id = statement_mention.statement_id \
         AND (mention.person_id = statement_mention.person_id \
         OR mention.organization_id = statement_mention.organization_id \
         OR mention.place_id = statement_mention.place_id))",
    );
    let gone = statement_mention::Entity::delete_many()
        .filter(one_of(tx, statement_mention::Column::StatementId, statements))
        .filter(is_untold);
    gone.exec(tx).await.map_err(|error| Error::Write("statement_mention", error))?;
    Ok(())
}

/// Removes offices that none of the articles prints beside the speaker; one may have been held all the same.
async fn offices(tx: &DatabaseTransaction, statements: &[StatementId]) -> Result<()> {
    let is_untold = Expr::cust(
        "NOT EXISTS (SELECT 1 FROM quote \
         JOIN statement ON statement.id = quote.statement_id \
         JOIN office_mention ON office_mention.article_id = quote.article_id \
         AND office_mention.person_id = statement.speaker_person_id \
         WHERE quote.statement_id = statement_office.statement_id \
         AND office_mention.office_id = statement_office.office_id)",
    );
    let gone = statement_office::Entity::delete_many()
        .filter(one_of(tx, statement_office::Column::StatementId, statements))
        .filter(statement_office::Column::Basis.eq(OfficeBasis::Printed))
        .filter(is_untold);
    let gone = gone.exec(tx).await.map_err(|error| Error::Write("statement_office", error))?;
    if gone.rows_affected > 0 {
        in_office::held(tx, one_of(tx, statement::Column::Id, statements)).await?;
    }
    Ok(())
}
