//! The entry points of the contract: lists, look-ups and nodes.

use crate::error::{bad_input, database};
use crate::http::Bill;
use crate::loader::{connection, load, person_that_stays};
use crate::node::{Kind, parse};
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
    ArticleId, CorrectionId, OfficeId, OrganizationId, PersonId, PlaceId, QuoteId, StatementId, TopicId,
    statement_redirect,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
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
                    #[graphql(desc = "The order of the list.")] order_by: Option<$noun::$order>,
                    #[graphql(desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most.")] first: Option<i32>,
                    #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
                    #[graphql(desc = "Rows from the end of the list.")] last: Option<i32>,
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
    /// People by name.
    people: person, PersonFilter, PersonOrder, PersonConnection;
    /// Organizations by name.
    organizations: organization, OrganizationFilter, OrganizationOrder, OrganizationConnection;
    /// Places by name.
    places: place, PlaceFilter, PlaceOrder, PlaceConnection;
    /// Topics by name.
    topics: topic, TopicFilter, TopicOrder, TopicConnection;
    /// Offices by title.
    offices: office, OfficeFilter, OfficeOrder, OfficeConnection;
    /// Statements, the latest first: who said what, about what, when, holding which office.
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
    ) -> Result<Option<Node>> {
        node(ctx, &id).await
    }

    /// The records of global ids, in the same order; null where there is none.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The ids, 100 at most.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        /// Ids of one request, as many as the rows of a page.
        const MOST: usize = 100;
        if ids.len() > MOST {
            return Err(bad_input(format!("nodes takes {MOST} ids at most; here are {}", ids.len())));
        }
        let nodes = ids.iter().map(|id| node(ctx, id));
        futures_util::future::try_join_all(nodes).await
    }

    /// The record at an address: an article; null where none is known there.
    async fn resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address.")] url: Url,
    ) -> Result<Option<Node>> {
        Ok(by_url(ctx, &url).await?.map(Node::Article))
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
    ) -> Result<Option<Article>> {
        match by {
            ArticleRef::Url(url) => by_url(ctx, &url).await,
            ArticleRef::Id(id) => {
                let number = crate::node::parse_as(&id, Kind::Article)?;
                Ok(load(ctx, ArticleId(number)).await?.map(Article::from))
            }
        }
    }

    /// One person; null where there is none.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: PersonRef,
    ) -> Result<Option<Person>> {
        let Some(id) = by.find(ctx).await? else { return Ok(None) };
        Ok(load(ctx, id).await?.map(Person))
    }

    /// One organization; null where there is none.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: OrganizationRef,
    ) -> Result<Option<Organization>> {
        let Some(id) = by.find(ctx).await? else { return Ok(None) };
        Ok(load(ctx, id).await?.map(Organization))
    }

    /// One place; null where there is none.
    async fn place(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: PlaceRef,
    ) -> Result<Option<Place>> {
        let Some(id) = by.find(ctx).await? else { return Ok(None) };
        Ok(load(ctx, id).await?.map(Place))
    }

    /// One topic; null where there is none.
    async fn topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: TopicRef,
    ) -> Result<Option<Topic>> {
        let Some(id) = by.find(ctx).await? else { return Ok(None) };
        Ok(load(ctx, id).await?.map(Topic))
    }

    /// One office; null where there is none.
    async fn office(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: OfficeRef,
    ) -> Result<Option<Office>> {
        let Some(id) = by.find(ctx).await? else { return Ok(None) };
        Ok(load(ctx, id).await?.map(Office))
    }

    /// One statement by its global id; null where there is none.
    async fn statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id, as an `id` field gave it.")] id: ID,
    ) -> Result<Option<Statement>> {
        let number = crate::node::parse_as(&id, Kind::Statement)?;
        statement_of(ctx, StatementId(number)).await
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
        #[graphql(desc = "Rows from the end of the list.")] last: Option<i32>,
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
        #[graphql(desc = "Rows from the end of the list.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<quote::QuoteConnection> {
        Box::pin(quote::list(ctx, filter, &Arguments { first, after, last, before })).await
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
            let mut row = load(ctx, OrganizationId(number)).await?;
            if let Some(into) = row.as_ref().and_then(|row| row.merged_into_id) {
                row = load(ctx, into).await?;
            }
            row.map(|row| Node::Organization(Organization(row)))
        }
        Kind::Person => person_that_stays(ctx, PersonId(number)).await?.map(|row| Node::Person(Person(row))),
        Kind::Place => load(ctx, PlaceId(number)).await?.map(|row| Node::Place(Place(row))),
        Kind::Quote => load(ctx, QuoteId(number)).await?.map(|row| Node::Quote(row.into())),
        Kind::Statement => statement_of(ctx, StatementId(number)).await?.map(Node::Statement),
        Kind::Topic => load(ctx, TopicId(number)).await?.map(|row| Node::Topic(Topic(row))),
    })
}
