//! The entry points of the contract: lists, look-ups and nodes.

use crate::error::{bad_input, database};
use crate::http::Bill;
use crate::loader::{Loader, Records, connection, load, person_that_stays};
use crate::node::{Kind, parse, parse_as};
use crate::page::Arguments;
use crate::reference::{OfficeRef, OrganizationRef, PersonRef, PlaceRef, TopicRef};
use crate::scalar::Url;
use crate::types::rate_limit::RateLimit;
use crate::types::{
    Article, Correction, Node, Office, Organization, Person, Place, Statement, Topic, article, correction,
    office, organization, person, place, quote, statement, topic,
};
use async_graphql::{Context, ID, Object, OneofObject, Result};
use entity::{
    ArticleId, CorrectionId, OfficeId, OrganizationId, PersonId, PlaceId, QuoteId, StatementId,
    statement_redirect,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::hash::Hash;
use std::sync::Arc;

/// Names one article.
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum ArticleRef {
    /// By global id.
    Id(ID),
    /// By its address.
    Url(Url),
}

/// Look-ups of one record, and nodes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lookups;

macro_rules! connections {
    ($($(#[$doc:meta])* $name:ident: $noun:ident, $filter:ident, $order:ident, $connection:ident;)+) => {
        /// Lists, each a Relay connection with filter, order and paging in both directions.
        #[derive(Clone, Copy, Debug, Default)]
        pub(crate) struct Lists;

        #[Object]
        impl Lists {
            $(
                $(#[$doc])*
                #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
                async fn $name(
                    &self,
                    ctx: &Context<'_>,
                    #[graphql(desc = "Only those that match.")] filter: Option<$noun::$filter>,
                    #[graphql(desc = "The order of the list; the one that its description tells when left out.")] order_by: Option<$noun::$order>,
                    #[graphql(desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most.")] first: Option<i32>,
                    #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
                    #[graphql(desc = "Rows from the end of the list, 100 at most; never beside `first`.")] last: Option<i32>,
                    #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
                ) -> Result<$noun::$connection> {
                    let arguments = Arguments { first, after, last, before };
                    connections!(@list $noun, ctx, filter, order_by, &arguments)
                }
            )+
        }
    };
    (@list article, $ctx:ident, $filter:ident, $order:ident, $arguments:expr) => {
        Box::pin(article::list($ctx, None, $filter.map(Box::new), $order, $arguments)).await
    };
    (@list statement, $ctx:ident, $filter:ident, $order:ident, $arguments:expr) => {
        Box::pin(statement::list($ctx, None, $filter.map(Box::new), $order, $arguments)).await
    };
    (@list $noun:ident, $ctx:ident, $filter:ident, $order:ident, $arguments:expr) => {
        Box::pin($noun::list($ctx, $filter, $order, $arguments)).await
    };
}

connections! {
    /// Articles, the latest first.
    articles: article, ArticleFilter, ArticleOrder, ArticleConnection;
    /// People by name. Whom an article names by a surname alone, without an office that is one person's, has a record of the
    /// article's own, since many bear that name; its slug ends with two hyphens and a number.
    people: person, PersonFilter, PersonOrder, PersonConnection;
    /// Organizations by name.
    organizations: organization, OrganizationFilter, OrganizationOrder, OrganizationConnection;
    /// Places by name.
    places: place, PlaceFilter, PlaceOrder, PlaceConnection;
    /// Topics by name.
    topics: topic, TopicFilter, TopicOrder, TopicConnection;
    /// Offices by title.
    offices: office, OfficeFilter, OfficeOrder, OfficeConnection;
    /// Statements, the latest first: who said what, about what, when, holding which office. What was taken back is in the list and
    /// its counts, too, unless `filter: { current: true }` leaves it out; what a human rejected is in neither.
    statements: statement, StatementFilter, StatementOrder, StatementConnection;
}

#[Object]
impl Lookups {
    /// The record of a global id (Relay); null where there is none. The id of a record that was merged gives the
    /// one that stays.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id, as an `id` field gave it.")] id: ID,
    ) -> Option<Result<Node>> {
        node(ctx, &id).await.transpose()
    }

    /// The records of global ids, in the same order; null where there is none.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The ids, 100 at most.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        /// Ids of one request, as many as the rows of a page.
        const MOST: usize = 100;
        if ids.len() > MOST {
            return Err(bad_input(format!("nodes takes {MOST} ids at most; here are {}", ids.len())));
        }
        let nodes = futures_util::future::join_all(ids.iter().map(|id| node(ctx, id))).await;
        Ok(nodes.into_iter().map(Result::transpose).collect())
    }

    /// The record at an address: an article; null where none is known there.
    async fn resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address.")] url: Url,
    ) -> Option<Result<Node>> {
        by_url(ctx, &url).await.map(|found| found.map(Node::Article)).transpose()
    }

    /// What this query costs and what its client may still spend. With `dryRun` nothing else of the query is
    /// executed: the answer has this field alone, and a query above the limit is told its cost, too.
    async fn rate_limit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whether only to tell what the query would cost.", default)] dry_run: bool,
    ) -> RateLimit {
        // A dry run reaches this field alone and without its argument.
        debug_assert!(!dry_run, "dry runs are cut before they are executed");
        RateLimit::from(ctx.data_unchecked::<Bill>())
    }

    /// One article; null where there is none.
    async fn article(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: ArticleRef,
    ) -> Option<Result<Article>> {
        match by {
            ArticleRef::Url(url) => by_url(ctx, &url).await.transpose(),
            ArticleRef::Id(id) => {
                let id = parse_as(&id, Kind::Article).map(|number| Some(ArticleId(number)));
                one(ctx, id, Article::from).await
            }
        }
    }

    /// One person; null where there is none.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: PersonRef,
    ) -> Option<Result<Person>> {
        one(ctx, by.find(ctx).await, Person).await
    }

    /// One organization; null where there is none.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: OrganizationRef,
    ) -> Option<Result<Organization>> {
        one(ctx, by.find(ctx).await, Organization).await
    }

    /// One place; null where there is none.
    async fn place(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: PlaceRef,
    ) -> Option<Result<Place>> {
        one(ctx, by.find(ctx).await, Place).await
    }

    /// One topic; null where there is none.
    async fn topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: TopicRef,
    ) -> Option<Result<Topic>> {
        one(ctx, by.find(ctx).await, Topic).await
    }

    /// One office; null where there is none.
    async fn office(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: OfficeRef,
    ) -> Option<Result<Office>> {
        one(ctx, by.find(ctx).await, Office).await
    }

    /// One statement by its global id; null where there is none.
    async fn statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id, as an `id` field gave it.")] id: ID,
    ) -> Option<Result<Statement>> {
        match parse_as(&id, Kind::Statement) {
            Ok(number) => statement_of(ctx, StatementId(number)).await.transpose(),
            Err(error) => Some(Err(error)),
        }
    }

    /// What humans corrected, the latest first: who said so, when and why.
    async fn corrections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that match.")] filter: Option<correction::CorrectionFilter>,
        #[graphql(
            desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end of the list, 100 at most; never beside `first`.")] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<correction::CorrectionConnection> {
        Box::pin(correction::list(ctx, filter, &Arguments { first, after, last, before })).await
    }

    /// Quotes, the latest that came in first: each appearance of a statement in an article.
    async fn quotes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that match.")] filter: Option<quote::QuoteFilter>,
        #[graphql(
            desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end of the list, 100 at most; never beside `first`.")] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<quote::QuoteConnection> {
        Box::pin(quote::list(ctx, filter, &Arguments { first, after, last, before })).await
    }
}

/// The record that an id leads to, where there is one. An error stays with the field, which may be null: that of a method
/// would go past it.
async fn one<K, T>(
    ctx: &Context<'_>,
    id: Result<Option<K>>,
    record: impl FnOnce(<Records as Loader<K>>::Value) -> T,
) -> Option<Result<T>>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    Records: Loader<K>,
{
    match id.transpose()? {
        Ok(id) => load(ctx, id).await.map(|row| row.map(record)).transpose(),
        Err(error) => Some(Err(error)),
    }
}

async fn by_url(ctx: &Context<'_>, url: &Url) -> Result<Option<Article>> {
    // As printed, else as it is in an archive: people paste addresses with what counts readers.
    let these = entity::article::Column::Url.is_in([url.0.clone(), read::article_address(&url.0)]);
    let printed = entity::article::Column::Url.eq(&url.0);
    let found = entity::article::Entity::find().filter(these).order_by_desc(printed);
    let found = found.into_partial_model().one(connection(ctx)).await.map_err(|error| database(&error))?;
    Ok(found.map(|row| Article::from(Arc::new(row))))
}

/// A statement; the id of one that turned out to be another leads to that.
pub(crate) async fn statement_of(ctx: &Context<'_>, id: StatementId) -> Result<Option<Statement>> {
    if let Some(row) = load(ctx, id).await? {
        return Ok(Some(Statement::from(row)));
    }
    let redirect = statement_redirect::Entity::find_by_id(id).one(connection(ctx)).await;
    let Some(redirect) = redirect.map_err(|error| database(&error))? else { return Ok(None) };
    Ok(load(ctx, redirect.statement_id).await?.map(Statement::from))
}

async fn node(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let (kind, number) = parse(id)?;
    Ok(match kind {
        Kind::Article => load(ctx, ArticleId(number)).await?.map(|row| Node::Article(row.into())),
        Kind::Correction => {
            load(ctx, CorrectionId(number)).await?.map(|row| Node::Correction(Correction(row)))
        }
        Kind::Office => load(ctx, OfficeId(number)).await?.map(|row| Node::Office(Office(row))),
        Kind::Organization => {
            load(ctx, OrganizationId(number)).await?.map(|row| Node::Organization(Organization(row)))
        }
        Kind::Person => person_that_stays(ctx, PersonId(number)).await?.map(|row| Node::Person(Person(row))),
        Kind::Place => load(ctx, PlaceId(number)).await?.map(|row| Node::Place(Place(row))),
        Kind::Quote => load(ctx, QuoteId(number)).await?.map(|row| Node::Quote(row.into())),
        Kind::Statement => statement_of(ctx, StatementId(number)).await?.map(Node::Statement),
        Kind::Topic => {
            let topic = TopicRef::Id(id.clone()).find(ctx).await;
            one(ctx, topic, |row| Node::Topic(Topic(row))).await.transpose()?
        }
    })
}
