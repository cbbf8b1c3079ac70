//! Which documents and articles of a batch are there already. In: the batch. Out: how each story is to be told:
//! for the first time, with a new text, with new metadata alone, or not at all.

use crate::document::{Document, Story};
use crate::error::{Error, Result};
use crate::known::BINDS;
use entity::{ArticleId, ArticleVersionId, article, article_version, document};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QuerySelect as _};
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
#[derive(Debug)]
pub(crate) struct Existing {
    documents: HashSet<String>,
    articles: HashMap<String, Latest>,
}

impl Existing {
    pub(crate) async fn load(tx: &DatabaseTransaction, documents: &[Document]) -> Result<Self> {
        let hashes = documents.iter().map(|document| document.sha256.as_str());
        let query = document::Entity::find().filter(document::Column::Sha256.is_in(hashes)).select_only();
        let found = query.column(document::Column::Sha256).into_tuple().all(tx).await;
        let documents_there: Vec<String> = found.map_err(|error| Error::Load("documents", error))?;
        let stories: Vec<&Story> = documents.iter().flat_map(|document| &document.stories).collect();
        let mut articles = HashMap::new();
        for chunk in stories.chunks(BINDS / 2) {
            articles.extend(latest(tx, chunk).await?);
        }
        Ok(Self { documents: documents_there.into_iter().collect(), articles })
    }

    pub(crate) fn has(&self, document: &Document) -> bool {
        self.documents.contains(&document.sha256)
    }

    /// How a story of a document that is not there is told.
    pub(crate) fn telling(&self, story: &Story) -> Telling {
        match self.articles.get(story.identity()) {
            None => Telling::First,
            Some(latest) if latest.content_sha256 == story.content_sha256 => Telling::Unchanged,
            Some(latest)
                if latest.body_sha256 == story.body_sha256 && latest.headline == story.article.headline =>
            {
                Telling::SameText(latest.clone())
            }
            Some(latest) => Telling::NewVersion(latest.clone()),
        }
    }
}

/// The articles of these stories: known by their address, or by their text where they have none.
async fn latest(tx: &DatabaseTransaction, stories: &[&Story]) -> Result<HashMap<String, Latest>> {
    type Row = (Option<String>, String, ArticleId, i32, String, String, ArticleVersionId);
    let urls = stories.iter().filter_map(|story| story.article.url.as_deref());
    let bodies =
        stories.iter().filter(|story| story.article.url.is_none()).map(|story| story.body_sha256.as_str());
    let by_text = article::Column::Url.is_null().and(article::Column::BodySha256.is_in(bodies));
    let number = Expr::col((article_version::Entity, article_version::Column::Number));
    let rows = article::Entity::find()
        .filter(article::Column::Url.is_in(urls).or(by_text))
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
            let identity = url.unwrap_or_else(|| body_sha256.clone());
            (identity, Latest { article, version, number, headline, body_sha256, content_sha256 })
        });
    Ok(latest.collect())
}
