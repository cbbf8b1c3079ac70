//! Which documents and articles of a batch are there already. In: the batch. Out: how each story is to be told:
//! for the first time, with a new text, with new metadata alone, or not at all.

use crate::document::{Document, Story};
use crate::error::{Error, Result};
use crate::keys::one_of;
use entity::{ArticleId, ArticleVersionId, article, article_version, document};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::{HashMap, HashSet};

/// How a story is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// Its article is not there.
    First,
    /// Its article is there with another headline or body.
    NewVersion(Latest),
    /// Its article is there with the same text; something else differs.
    SameText(Latest),
    /// All of it is there.
    Unchanged,
}

impl Telling {
    /// The article, where it was there.
    pub(crate) fn article(&self) -> Option<ArticleId> {
        match self {
            Self::NewVersion(latest) | Self::SameText(latest) => Some(latest.article),
            Self::First | Self::Unchanged => None,
        }
    }

    /// The article, where its text stays.
    pub(crate) fn same_text(&self) -> Option<ArticleId> {
        if let Self::SameText(latest) = self { Some(latest.article) } else { None }
    }
}

/// The latest state of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Latest {
    pub(crate) article: ArticleId,
    pub(crate) version: ArticleVersionId,
    pub(crate) number: i32,
    headline: String,
    body_sha256: String,
    content_sha256: String,
}

/// What is there.
#[derive(Debug, Default)]
pub(crate) struct Existing {
    documents: HashSet<String>,
    articles: HashMap<String, Latest>,
}

impl Existing {
    pub(crate) async fn load(tx: &impl ConnectionTrait, documents: &[&Document]) -> Result<Self> {
        let hashes = documents.iter().map(|document| document.sha256.as_str());
        let query =
            document::Entity::find().filter(one_of(tx, document::Column::Sha256, hashes)).select_only();
        let found = query.column(document::Column::Sha256).into_tuple().all(tx).await;
        let documents_there: Vec<String> = found.map_err(|error| Error::Load("documents", error))?;
        let stories: Vec<&Story> = documents.iter().flat_map(|document| &document.stories).collect();
        let articles = latest(tx, &stories).await?;
        Ok(Self { documents: documents_there.into_iter().collect(), articles })
    }

    pub(crate) fn has(&self, document: &Document) -> bool {
        self.documents.contains(&document.sha256)
    }

    /// How a story of a document that is not there is told.
    pub(crate) fn telling(&self, story: &Story) -> Telling {
        self.articles.get(story.identity()).map_or(Telling::First, |latest| latest.telling(story))
    }
}

impl Latest {
    /// How another telling of the article is told.
    pub(crate) fn telling(&self, story: &Story) -> Telling {
        let is_same_text = self.body_sha256 == story.body_sha256 && self.headline == story.article.headline;
        if self.content_sha256 == story.content_sha256 {
            Telling::Unchanged
        } else if is_same_text {
            Telling::SameText(self.clone())
        } else {
            Telling::NewVersion(self.clone())
        }
    }
}

/// The articles of these stories: known by their address, or by their text where they have none.
async fn latest(tx: &impl ConnectionTrait, stories: &[&Story]) -> Result<HashMap<String, Latest>> {
    let urls = stories.iter().filter_map(|story| story.article.url.as_deref());
    let bodies =
        stories.iter().filter(|story| story.article.url.is_none()).map(|story| story.body_sha256.as_str());
    // Two questions, each along its index; an OR of both would read everything.
    let by_url = one_of(tx, article::Column::Url, urls);
    let by_text = article::Column::Url.is_null().and(one_of(tx, article::Column::BodySha256, bodies));
    let mut found = latest_of(tx, by_url).await?;
    found.extend(latest_of(tx, by_text).await?);
    let named =
        |(url, latest): (Option<String>, Latest)| (url.unwrap_or_else(|| latest.body_sha256.clone()), latest);
    Ok(found.into_iter().map(named).collect())
}

/// The latest states of the articles that `which` selects, with their addresses.
pub(crate) async fn latest_of(
    tx: &impl ConnectionTrait,
    which: Expr,
) -> Result<Vec<(Option<String>, Latest)>> {
    type Row = (Option<String>, String, ArticleId, i32, String, String, ArticleVersionId);
    let number = Expr::col((article_version::Entity, article_version::Column::Number));
    let rows = article::Entity::find()
        .filter(which)
        .inner_join(article_version::Entity)
        .filter(number.equals((article::Entity, article::Column::Version)))
        .select_only()
        .columns([
            article::Column::Url,
            article::Column::BodySha256,
            article::Column::Id,
            article::Column::Version,
            article::Column::Headline,
            article::Column::ContentSha256,
        ])
        .column_as(article_version::Column::Id, "version_id")
        .into_tuple()
        .all(tx)
        .await;
    let rows: Vec<Row> = rows.map_err(|error| Error::Load("articles", error))?;
    let latest =
        rows.into_iter().map(|(url, body_sha256, article, number, headline, content_sha256, version)| {
            (url, Latest { article, version, number, headline, body_sha256, content_sha256 })
        });
    Ok(latest.collect())
}
