//! Articles that named somebody before a second was known by that name. In: who bore it until now. Out: their articles
//! linked anew, but for those that print an office of a place, so that the order of documents does not matter to who
//! is who.

use crate::document::Story;
use crate::error::{Error, Result};
use crate::existing::{Latest, Telling, latest_of};
use crate::export::articles;
use crate::keys::one_of;
use crate::rows::Rows;
use crate::save::{self, Told};
use entity::{ArticleId, PersonId, article, quote, statement_extracted};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, Statement,
};
use std::collections::{HashMap, HashSet};

/// Articles told at once.
const BATCH: usize = 100;

/// Links the articles anew that name one of these people.
pub(crate) async fn link_anew(tx: &DatabaseTransaction, people: &HashSet<PersonId>) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let ids = articles_of(tx, people).await?;
    for chunk in ids.chunks(BATCH) {
        // What a human said of them stands.
        let corrected = corrected(tx, chunk).await?;
        let ids: Vec<ArticleId> = chunk.iter().filter(|id| !corrected.contains(id)).copied().collect();
        let latest = latest_of(tx, one_of(tx, article::Column::Id, &ids)).await?;
        let latest: HashMap<ArticleId, Latest> =
            latest.into_iter().map(|latest| (latest.article, latest)).collect();
        let stories = articles(tx, &ids).await?.into_iter().filter_map(|(id, article, extraction)| {
            let latest = latest.get(&id)?;
            let mut story = Story::told(article, extraction, Vec::new());
            story.content_sha256.clone_from(&latest.content_sha256);
            Some((story, latest))
        });
        let stories: Vec<(Story, &Latest)> = stories.collect();
        let told = stories.iter().map(|(story, latest)| Told {
            story,
            document: latest.document,
            telling: Telling::SameText((*latest).clone()),
            received_at: latest.seen_at,
        });
        // On the heap: this is within the telling of what made the second.
        Box::pin(save::tell_of(tx, Rows::default(), &told.collect::<Vec<_>>(), people)).await?;
    }
    Ok(())
}

/// The articles that name one of these people, or in which one speaks, and that print no office of a place beside.
async fn articles_of(tx: &DatabaseTransaction, people: &HashSet<PersonId>) -> Result<Vec<ArticleId>> {
    let ids: Vec<String> = people.iter().map(|person| person.0.to_string()).collect();
    let these = ids.join(", ");
    let sql = format!(
        "SELECT DISTINCT article_id FROM (\
         SELECT article_id, person_id FROM mention WHERE person_id IN ({these}) \
         UNION SELECT quote.article_id, statement.speaker_person_id FROM quote \
         JOIN statement ON statement.id = quote.statement_id WHERE statement.speaker_person_id IN ({these}) \
         EXCEPT SELECT office_mention.article_id, office_mention.person_id FROM office_mention \
         JOIN office ON office.id = office_mention.office_id \
         WHERE office.jurisdiction_id IS NOT NULL AND office_mention.person_id IN ({these})\
         ) AS named ORDER BY article_id"
    );
    let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await;
    let ids = rows.and_then(|rows| rows.iter().map(|row| row.try_get("", "article_id")).collect());
    ids.map_err(|error| Error::Load("articles", error))
}

/// Those of these articles with a statement that a human corrected, which hides what is extracted.
async fn corrected(tx: &DatabaseTransaction, ids: &[ArticleId]) -> Result<HashSet<ArticleId>> {
    let beneath = Query::select()
        .column(statement_extracted::Column::StatementId)
        .from(statement_extracted::Entity)
        .take();
    let query = quote::Entity::find()
        .filter(quote::Column::ArticleId.is_in(ids.iter().copied()))
        .filter(quote::Column::StatementId.in_subquery(beneath));
    let found: Vec<ArticleId> = query
        .select_only()
        .column(quote::Column::ArticleId)
        .into_tuple()
        .all(tx)
        .await
        .map_err(|error| Error::Load("quotes", error))?;
    Ok(found.into_iter().collect())
}
