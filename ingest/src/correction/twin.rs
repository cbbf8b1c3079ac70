//! What a merge finds twice: a statement about both people, an article about both, a statement that names both. In: the
//! pair. Out: the duplicate's rows, kept with the correction and out of sight until it is undone.

use super::merge::Pair;
use crate::error::{Error, Result};
use crate::keys::{delete, one_of};
use crate::rows;
use entity::{
    ArticleId, StatementId, StatementMentionId, TopicBasis, TopicId, TopicSource, article, article_topic,
    statement, statement_mention, statement_topic,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel as _, QueryFilter as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Rows of the duplicate that the person who stays has, too.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Twins {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    statement_topics: Vec<StatementTopic>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    article_topics: Vec<ArticleTopic>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Mention>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct StatementTopic {
    statement: StatementId,
    basis: TopicBasis,
    is_inherited: bool,
    is_editorial: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct ArticleTopic {
    article: ArticleId,
    position: i32,
    source: TopicSource,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Mention {
    id: StatementMentionId,
    statement: StatementId,
    printed: String,
}

/// The rows of `this` among those whose `key` has a row of `other`, too.
fn with_twin<C: ColumnTrait + Copy>(
    (table, key, column): (impl EntityTrait, C, C),
    this: impl Into<sea_orm::Value>,
    other: impl Into<sea_orm::Value>,
) -> Expr {
    let others: SelectStatement =
        Query::select().column(key).from(table).and_where(column.eq(other.into())).take();
    column.eq(this.into()).and(key.in_subquery(others))
}

impl Twins {
    /// Those of a pair.
    pub(super) async fn find(tx: &DatabaseTransaction, pair: Pair) -> Result<Self> {
        use {
            article_topic::Column as OfArticle, statement_mention::Column as Named,
            statement_topic::Column as About,
        };
        let mut twins = Self::default();
        if let (Some(this), Some(other)) = pair.topics {
            let these = with_twin((statement_topic::Entity, About::StatementId, About::TopicId), this, other);
            let rows = statement_topic::Entity::find().filter(these).all(tx).await;
            let rows = rows.map_err(|error| Error::Load("topics", error))?.into_iter();
            twins.statement_topics.extend(rows.map(|row| StatementTopic {
                statement: row.statement_id,
                basis: row.basis,
                is_inherited: row.is_inherited,
                is_editorial: row.is_editorial,
            }));
            let these =
                with_twin((article_topic::Entity, OfArticle::ArticleId, OfArticle::TopicId), this, other);
            let rows = article_topic::Entity::find().filter(these).all(tx).await;
            let rows = rows.map_err(|error| Error::Load("topics", error))?.into_iter();
            twins.article_topics.extend(rows.map(|row| ArticleTopic {
                article: row.article_id,
                position: row.position,
                source: row.source,
            }));
        }
        let these = (statement_mention::Entity, Named::StatementId, Named::PersonId);
        let these = with_twin(these, pair.duplicate, pair.survivor);
        let rows = statement_mention::Entity::find().filter(these).all(tx).await;
        let rows = rows.map_err(|error| Error::Load("mentions", error))?.into_iter();
        let mention = |row: statement_mention::Model| Mention {
            id: row.id,
            statement: row.statement_id,
            printed: row.printed,
        };
        twins.mentions.extend(rows.map(mention));
        Ok(twins)
    }

    /// Takes them out of sight.
    pub(super) async fn take_out(&self, tx: &DatabaseTransaction, pair: Pair) -> Result<()> {
        if let Some(topic) = pair.topics.0 {
            let statements = self.statement_topics.iter().map(|twin| twin.statement);
            let gone = statement_topic::Entity::delete_many()
                .filter(statement_topic::Column::TopicId.eq(topic))
                .filter(one_of(tx, statement_topic::Column::StatementId, statements));
            gone.exec(tx).await.map_err(|error| Error::Write("statement_topic", error))?;
            let articles = self.article_topics.iter().map(|twin| twin.article);
            let gone = article_topic::Entity::delete_many()
                .filter(article_topic::Column::TopicId.eq(topic))
                .filter(one_of(tx, article_topic::Column::ArticleId, articles));
            gone.exec(tx).await.map_err(|error| Error::Write("article_topic", error))?;
        }
        let mentions = self.mentions.iter().map(|twin| twin.id);
        delete::<statement_mention::Entity, _>(tx, statement_mention::Column::Id, mentions).await
    }

    /// Brings those back whose statements and articles are still there.
    pub(super) async fn put_back(&self, tx: &DatabaseTransaction, pair: Pair) -> Result<()> {
        let told = self.statement_topics.iter().map(|twin| twin.statement);
        let told = told.chain(self.mentions.iter().map(|twin| twin.statement));
        let statements =
            statement::Entity::find().filter(one_of(tx, statement::Column::Id, told)).all(tx).await;
        let statements = statements.map_err(|error| Error::Load("statements", error))?;
        let statements: HashMap<StatementId, statement::Model> =
            statements.into_iter().map(|row| (row.id, row)).collect();
        if let Some(topic) = pair.topics.0 {
            let about = self.statement_topics.iter().filter_map(|twin| {
                let statement = statements.get(&twin.statement)?;
                Some(twin.row(topic, statement).into_active_model())
            });
            rows::insert(tx, about.collect()).await?;
            rows::insert(tx, self.topics_of_articles(tx, topic).await?).await?;
        }
        let still = self.mentions.iter().filter(|twin| statements.contains_key(&twin.statement));
        let named = still.map(|twin| statement_mention::ActiveModel {
            id: Set(twin.id),
            statement_id: Set(twin.statement),
            person_id: Set(Some(pair.duplicate)),
            organization_id: Set(None),
            place_id: Set(None),
            printed: Set(twin.printed.clone()),
        });
        rows::insert(tx, named.collect()).await
    }

    async fn topics_of_articles(
        &self,
        tx: &DatabaseTransaction,
        topic: TopicId,
    ) -> Result<Vec<article_topic::ActiveModel>> {
        let told = self.article_topics.iter().map(|twin| twin.article);
        let query = article::Entity::find().filter(one_of(tx, article::Column::Id, told)).select_only();
        let there: Vec<ArticleId> = query
            .column(article::Column::Id)
            .into_tuple()
            .all(tx)
            .await
            .map_err(|error| Error::Load("articles", error))?;
        let there: HashSet<ArticleId> = there.into_iter().collect();
        let still = self.article_topics.iter().filter(|twin| there.contains(&twin.article));
        let row = |twin: &ArticleTopic| article_topic::ActiveModel {
            article_id: Set(twin.article),
            topic_id: Set(topic),
            position: Set(twin.position),
            source: Set(twin.source),
        };
        Ok(still.map(row).collect())
    }
}

impl StatementTopic {
    fn row(&self, topic: TopicId, statement: &statement::Model) -> statement_topic::Model {
        statement_topic::Model {
            statement_id: self.statement,
            topic_id: topic,
            basis: self.basis,
            is_inherited: self.is_inherited,
            is_editorial: self.is_editorial,
            said_on: statement.said_on,
            speaker_person_id: statement.speaker_person_id,
            speaker_organization_id: statement.speaker_organization_id,
        }
    }
}
