//! Which documents and articles of a batch are there already. In: the batch. Out: how each story is to be told:
//! for the first time, with a new text, with new metadata alone, or not at all.

use crate::document::{self, Document, Story};
use crate::error::{Error, Result};
use crate::fuller::Meeting;
use crate::journal;
use crate::keys::one_of;
use chrono::{DateTime, Utc};
use entity::{ArticleId, ArticleVersionId, DocumentId, article, article_version};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{
    ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _, QuerySelect as _,
    RelationTrait as _,
};
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
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Latest {
    pub(crate) url: Option<String>,
    external_id: Option<String>,
    pub(crate) article: ArticleId,
    pub(crate) version: ArticleVersionId,
    pub(crate) document: DocumentId,
    pub(crate) number: i32,
    headline: String,
    body_sha256: String,
    pub(crate) content_sha256: String,
    published_at: Option<DateTime<Utc>>,
    modified_at: Option<DateTime<Utc>>,
    pub(crate) seen_at: DateTime<Utc>,
    pub(crate) is_excerpt: bool,
    /// The story, where it is an excerpt: what it is compared with.
    body: Option<String>,
    /// How the document that told it last is written down.
    format: String,
}

/// What is there.
#[derive(Debug, Default)]
pub(crate) struct Existing {
    documents: HashSet<String>,
    articles: HashMap<String, Latest>,
}

impl Existing {
    pub(crate) async fn load(tx: &impl ConnectionTrait, documents: &[&Document]) -> Result<Self> {
        let hashes: Vec<&str> = documents.iter().map(|document| document.sha256.as_str()).collect();
        let stories: Vec<&Story> = documents.iter().flat_map(|document| &document.stories).collect();
        Ok(Self { documents: journal::known(tx, &hashes).await?, articles: latest(tx, &stories).await? })
    }

    pub(crate) fn has(&self, document: &Document) -> bool {
        self.documents.contains(&document.sha256)
    }

    /// How a story of a document that is not there is told.
    pub(crate) fn telling(&self, story: &Story) -> Telling {
        match self.articles.get(story.identity()) {
            Some(latest) if latest.is_newer(story) => Telling::Unchanged,
            Some(latest) => latest.telling(story),
            // Also of an article that is taken back before it comes: an earlier state of it then changes nothing.
            None => Telling::First,
        }
    }

    /// Which article a story is told together with, and how.
    pub(crate) fn meeting(&self, story: &Story, is_list: bool) -> Option<(ArticleId, Meeting)> {
        let latest = self.articles.get(story.identity())?;
        let meeting = match (latest.is_excerpt, story.article.is_excerpt) {
            _ if story.article.is_withdrawn => Some(Meeting::Withdraws),
            (true, false) => Some(Meeting::Completes),
            (true, true) => latest.adds(story, is_list).then_some(Meeting::Adds),
            (false, true) => (!is_list).then_some(Meeting::Fills),
            // A page that was dated by its feed, read again.
            (false, false) => story.article.day().is_none().then_some(Meeting::Completes),
        };
        meeting.map(|meeting| (latest.article, meeting))
    }
}

impl Latest {
    /// How another telling of the article is told.
    pub(crate) fn telling(&self, story: &Story) -> Telling {
        let is_same_text = self.body_sha256 == story.body_sha256 && self.headline == story.article.headline;
        if self.content_sha256 == story.content_sha256 || self.is_fuller(story) {
            Telling::Unchanged
        } else if is_same_text {
            Telling::SameText(self.clone())
        } else {
            Telling::NewVersion(self.clone())
        }
    }

    /// Whether a story is an earlier state of the article than the one that is there: archives come in any order. A page
    /// completes what a feed told of it, whichever says that it was changed later; and a day ahead of when it was seen tells
    /// nothing.
    fn is_newer(&self, story: &Story) -> bool {
        let is_completed = self.is_excerpt && !story.article.is_excerpt;
        let there = self.modified_at.or(self.published_at).filter(|at| *at <= self.seen_at);
        let told = story.article.modified_at.or(story.article.published_at).map(|at| at.to_utc());
        !is_completed && there.zip(told).is_some_and(|(there, told)| told < there)
    }

    /// Whether the sentences of a story belong beside those that are there: one of both is a list of quotes.
    fn adds(&self, story: &Story, is_list: bool) -> bool {
        let have_words =
            !story.article.body.is_empty() && self.body.as_ref().is_some_and(|body| !body.is_empty());
        (is_list || self.is_listed()) && have_words && !self.is_fuller(story)
    }

    /// What the article is known by, as [`Story::identity`] has it.
    fn identity(&self) -> String {
        let id = self.external_id.as_ref().filter(|id| read::is_global(id));
        self.url.as_ref().or(id).unwrap_or(&self.body_sha256).clone()
    }

    /// Whether the document that told it last is a list of quotes.
    pub(crate) fn is_listed(&self) -> bool {
        document::lists_quotes(&self.format)
    }

    /// Whether a story tells nothing that is not there: it is an excerpt, and the article is whole or has its words.
    fn is_fuller(&self, story: &Story) -> bool {
        let told = &story.article;
        let has = |line: &str| self.body.iter().flat_map(|body| body.lines()).any(|known| known == line);
        let is_part = || {
            self.body.as_ref().is_some_and(|body| body.len() > told.body.len()) && told.body.lines().all(has)
        };
        told.is_excerpt && (!self.is_excerpt || is_part())
    }
}

/// The articles of these stories: known by their address, by their agency's id, or by their text where they have
/// neither.
async fn latest(tx: &impl ConnectionTrait, stories: &[&Story]) -> Result<HashMap<String, Latest>> {
    let urls = stories.iter().filter_map(|story| story.article.url.as_deref());
    let nameless = || stories.iter().filter(|story| story.article.url.is_none());
    let ids = nameless().filter_map(|story| story.global_id());
    let bodies =
        nameless().filter(|story| story.global_id().is_none()).map(|story| story.body_sha256.as_str());
    // Three questions, each along its index; an OR of them would read everything.
    let questions = [
        one_of(tx, article::Column::Url, urls),
        one_of(tx, article::Column::ExternalId, ids).and(without_url()),
        one_of(tx, article::Column::BodySha256, bodies).and(without_url()),
    ];
    let mut found = HashMap::new();
    for question in questions {
        let latest = latest_of(tx, question).await?;
        found.extend(latest.into_iter().map(|latest| (latest.identity(), latest)));
    }
    Ok(found)
}

/// That an article has no address, beside a condition that has an index of its own: asked so that `SQLite` does not go along
/// the index of addresses, to all articles that have none.
pub fn without_url() -> Expr {
    Expr::cust("(article.url || '') IS NULL")
}

/// The latest states of the articles that `which` selects.
pub(crate) async fn latest_of(tx: &impl ConnectionTrait, which: Expr) -> Result<Vec<Latest>> {
    let is_excerpt = Expr::col((article::Entity, article::Column::IsExcerpt));
    let body = Expr::col((article::Entity, article::Column::Body));
    let excerpt: Expr = CaseStatement::new().case(is_excerpt, body).into();
    let number = Expr::col((article_version::Entity, article_version::Column::Number));
    let rows = article::Entity::find()
        .filter(which)
        .inner_join(article_version::Entity)
        .join(JoinType::InnerJoin, article_version::Relation::Document.def())
        .filter(number.equals((article::Entity, article::Column::Version)))
        .select_only()
        .columns([
            article::Column::Url,
            article::Column::ExternalId,
            article::Column::BodySha256,
            article::Column::Headline,
            article::Column::ContentSha256,
            article::Column::PublishedAt,
            article::Column::ModifiedAt,
            article::Column::IsExcerpt,
        ])
        .column_as(article::Column::Id, "article")
        .column_as(article::Column::Version, "number")
        .column_as(article_version::Column::Id, "version")
        .column_as(article_version::Column::DocumentId, "document")
        .column(article_version::Column::SeenAt)
        .column(entity::document::Column::Format)
        .column_as(excerpt, "body")
        .into_model()
        .all(tx)
        .await;
    rows.map_err(|error| Error::Load("articles", error))
}
