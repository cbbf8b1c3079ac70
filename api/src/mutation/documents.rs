//! Documents in. What can be read is written before the answer comes; what cannot is told with its place.

use super::fault::{UserError, UserErrorCode};
use crate::auth::INGEST;
use crate::command::Clock;
use crate::error::database;
use crate::loader::{connection, load, primary};
use crate::scalar::Url;
use crate::types::Article;
use async_graphql::{Context, Enum, Error, InputObject, Object, Result, SimpleObject};
use entity::{ArticleId, article};
use ingest::{Change, Document, Story, without_url};
use read::{Format, Raw, Rejection};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::{HashMap, HashSet};
use std::io::Cursor;

/// How a document is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum DocumentFormat {
    /// A text dump of an article page's properties, one a line.
    Dump,
    /// A web page.
    Html,
    /// newsgraph's own: one article as JSON a line, as `newsgraph export` writes it.
    Jsonl,
    /// RSS, Atom or JSON Feed: an article an entry.
    Feed,
    /// A web archive, WARC or the older ARC, as far as it is text: a page a response.
    Warc,
    /// IPTC ninjs 1 to 3 or dpa-digitalwires: a news item as JSON.
    Ninjs,
    /// IPTC NewsML-G2 or NITF: news items as XML.
    #[graphql(name = "NEWSML")]
    NewsMl,
    /// schema.org JSON-LD alone.
    JsonLd,
    /// GDELT's Global Quotation Graph: quotes in their contexts, an article a line of JSON.
    Gqg,
    /// Quotebank: quotes with their speakers, an article or a quotation a line of JSON.
    Quotebank,
}

impl From<DocumentFormat> for Format {
    fn from(format: DocumentFormat) -> Self {
        match format {
            DocumentFormat::Dump => Self::Dump,
            DocumentFormat::Html => Self::Html,
            DocumentFormat::Jsonl => Self::Jsonl,
            DocumentFormat::Feed => Self::Feed,
            DocumentFormat::Warc => Self::Warc,
            DocumentFormat::Ninjs => Self::Ninjs,
            DocumentFormat::NewsMl => Self::NewsMl,
            DocumentFormat::JsonLd => Self::JsonLd,
            DocumentFormat::Gqg => Self::Gqg,
            DocumentFormat::Quotebank => Self::Quotebank,
        }
    }
}

/// A document to be read.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DocumentInput {
    /// The document itself: the page's HTML, a line of JSON.
    content: String,
    /// How it is written down; found by its content when left out.
    format: Option<DocumentFormat>,
    /// The address it was fetched from, for a page that does not tell its own.
    url: Option<Url>,
    /// Where it was found, for people: `desk inbox, 4 February`.
    source: Option<String>,
}

/// Documents to be read.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct IngestDocumentsInput {
    /// 64 at most; all of them within the server's limit for a request.
    documents: Vec<DocumentInput>,
}

/// What a document did to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum DocumentChange {
    /// It was not there.
    Created,
    /// It was there with other words or other metadata.
    Updated,
    /// All that the document tells was there.
    Unchanged,
}

/// An article that a document told of.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct IngestedArticle {
    /// Number of the document in the input, from 0.
    document: i32,
    /// What it did to the article.
    change: DocumentChange,
    /// The article as it is now; null when another document replaced it in the meantime.
    article: Option<Article>,
    /// What was odd about the document, in sentences.
    notes: Vec<String>,
}

/// What became of documents.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct IngestDocumentsPayload {
    /// The articles that the documents told of, in the order of the input.
    articles: Vec<IngestedArticle>,
    /// What could not be read, and why; the rest is in.
    user_errors: Vec<UserError>,
}

/// Documents in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Documents;

#[Object]
impl Documents {
    /// Reads documents, finds who said what in them, and writes it: what the answer tells of is kept. The same
    /// document again changes nothing. Needs the role INGESTER or ADMIN.
    #[graphql(guard = "INGEST")]
    async fn ingest_documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The documents.")] input: IngestDocumentsInput,
    ) -> Result<IngestDocumentsPayload> {
        /// Documents of one transaction.
        const MOST: usize = 64;
        if input.documents.len() > MOST {
            let count = input.documents.len();
            let message = format!("`documents` has {count} items; {MOST} at most are read at once.");
            let error = UserError::new(UserErrorCode::Invalid, &["documents"], message);
            return Ok(IngestDocumentsPayload { articles: Vec::new(), user_errors: vec![error] });
        }
        let work = tokio::task::spawn_blocking(move || prepare(input.documents)).await;
        let Prepared { documents, numbers, user_errors } = work.map_err(|panic| {
            tracing::error!(%panic, "documents could not be prepared");
            crate::error::error(
                crate::error::Code::Internal,
                "The server failed on these documents; the failure is logged.",
            )
        })?;
        let now = ctx.data_unchecked::<Clock>()();
        let changes = ingest::save(primary(ctx), &documents, now).await;
        let changes = changes.map_err(|cause| crate::error::ingest(&cause))?;
        let stories: Vec<(i32, &Story)> = documents
            .iter()
            .zip(&numbers)
            .flat_map(|(document, number)| document.stories.iter().map(|story| (*number, story)))
            .collect();
        let articles = articles(ctx, stories.iter().map(|(_, story)| *story)).await?;
        let told = changes.into_iter().zip(stories).map(|(change, (document, story))| IngestedArticle {
            document,
            change: match change {
                Change::Created => DocumentChange::Created,
                Change::Updated => DocumentChange::Updated,
                Change::Unchanged => DocumentChange::Unchanged,
            },
            article: articles.get(story.identity()).cloned(),
            notes: story.notes.clone(),
        });
        Ok(IngestDocumentsPayload { articles: told.collect(), user_errors })
    }
}

/// Documents that were read, with their numbers in the input, and what was wrong with the others.
#[derive(Default)]
struct Prepared {
    documents: Vec<Document>,
    numbers: Vec<i32>,
    user_errors: Vec<UserError>,
}

fn prepare(inputs: Vec<DocumentInput>) -> Prepared {
    let mut prepared = Prepared::default();
    for (number, input) in (0..).zip(inputs) {
        let raws = split(number, input);
        for document in crate::command::prepare(raws, true) {
            match document {
                Ok(document) => {
                    prepared.documents.push(document);
                    prepared.numbers.push(number);
                }
                Err(rejection) => prepared.user_errors.push(UserError::new(
                    UserErrorCode::Rejected,
                    &["documents", &number.to_string()],
                    rejection.to_string(),
                )),
            }
        }
    }
    prepared
}

/// The documents of one input; some formats hold many, newsgraph's JSONL one a line.
fn split(number: i32, input: DocumentInput) -> Vec<Result<Raw, Rejection>> {
    let format = input.format.map(Format::from);
    let name = input.source.unwrap_or_else(|| format!("document {number}"));
    let raws = read::split(Cursor::new(input.content.into_bytes()), &name, format);
    let url = input.url.map(|url| url.0);
    let addressed =
        raws.map(|raw| raw.map(|raw| Raw { url: raw.url.clone().or_else(|| url.clone()), ..raw }));
    addressed.collect()
}

/// The articles of stories, by what they are known by.
async fn articles<'s>(
    ctx: &Context<'_>,
    stories: impl Iterator<Item = &'s Story>,
) -> Result<HashMap<String, Article>> {
    let (mut urls, mut ids, mut hashes) = (Vec::new(), HashSet::new(), Vec::new());
    for story in stories {
        let identity = story.identity().to_owned();
        if story.article.url.is_some() {
            urls.push(identity);
        } else if identity == story.body_sha256 {
            hashes.push(identity);
        } else {
            ids.insert(identity);
        }
    }
    let which = article::Column::Url
        .is_in(urls)
        .or(article::Column::BodySha256.is_in(hashes).and(without_url()))
        .or(article::Column::ExternalId.is_in(&ids).and(without_url()));
    let query = article::Entity::find().filter(which).select_only();
    let identifying = [article::Column::Id, article::Column::Url, article::Column::ExternalId];
    let query = query.columns(identifying).column(article::Column::BodySha256);
    let found = query.into_tuple::<(ArticleId, Option<String>, Option<String>, String)>();
    let found = found.all(connection(ctx)).await.map_err(|error| database(&error))?;
    let each = found.into_iter().map(|(id, url, external_id, body_sha256)| {
        let external_id = external_id.filter(|id| ids.contains(id));
        let identity = url.or(external_id).unwrap_or(body_sha256);
        async move { Ok::<_, Error>(load(ctx, id).await?.map(|row| (identity, Article::from(row)))) }
    });
    Ok(futures_util::future::try_join_all(each).await?.into_iter().flatten().collect())
}
