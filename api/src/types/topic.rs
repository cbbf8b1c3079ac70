//! Topics.

use super::article::Named;
use super::choice::TopicKind;
use super::person::{ExternalId, Name, begins};
use super::range::few;
use super::{Entity, statement};
use crate::loader::{TopicIds, TopicNames, load};
use crate::node::{Kind, id};
use crate::object::{List, object};
use crate::page::{Arguments, list_by_name};
use crate::reference::TOPIC_THAT_STAYS;
use async_graphql::{ComplexObject, Context, ID, InputObject, Result};
use entity::topic::{Column, Entity as Table, Model};
use sea_orm::sea_query::{Expr, ExprTrait as _, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Topic(pub(crate) Arc<Model>);

impl From<Arc<Model>> for Topic {
    fn from(row: Arc<Model>) -> Self {
        Self(row)
    }
}

object! {
    /// What articles and statements are about: a subject, or the entity it stands for (schema.org `about`).
    Topic(topic) is Topic by topic.0.id.0;

    /// Global id: opaque and stable.
    id: ID = id(Kind::Topic, topic.0.id.0);

    /// The name as printed first, the taxonomy's, or its entity's (schema.org `name`).
    name: &str = &topic.0.name;

    /// Unique and readable: `ukraine`.
    slug: &str = &topic.0.slug;

    /// What it stands for.
    kind: TopicKind = topic.0.kind.into();

    /// Code of IPTC Media Topics, `medtop:20000638`; null for tags and entities.
    iptcCode: Option<&str> = topic.0.iptc_code.as_deref();

    leads:

    /// The broader topic (SKOS `broader`); null at the top and for tags.
    parent: Option<Topic> = topic.0.parent_id;

    /// The person, organization or place it stands for; null for a subject.
    entity: Option<Entity> = Named::of(topic.0.person_id, topic.0.organization_id, topic.0.place_id);

    .. more
}

#[ComplexObject]
impl Topic {
    /// Its identifiers elsewhere.
    async fn external_ids(&self, ctx: &Context<'_>) -> Result<List<ExternalId>> {
        let mut all = ExternalId::all(load(ctx, TopicIds(self.0.id)).await?);
        let code = self.0.iptc_code.as_deref().and_then(|code| code.split_once(':'));
        all.0.extend(code.map(|(scheme, value)| ExternalId::new(scheme, value)));
        Ok(all)
    }

    /// Every name known: the tags and keywords that mean it.
    async fn names(&self, ctx: &Context<'_>) -> Result<List<Name>> {
        let names = load(ctx, TopicNames(self.0.id)).await?.unwrap_or_default();
        Ok(names.into_iter().map(|row| Name { name: row.name, source: row.source.into() }).collect())
    }

    /// Statements about it, narrower topics included, the latest first. What was taken back is in the list
    /// and its counts, too, unless `filter: { current: true }` leaves it out.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn statements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that match.")] filter: Option<Box<statement::StatementFilter>>,
        #[graphql(desc = "The order of the list; by the day, the latest first, when left out.")]
        order_by: Option<statement::StatementOrder>,
        #[graphql(
            desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end of the list, 100 at most; never beside `first`.")] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<statement::StatementConnection> {
        let arguments = Arguments { first, after, last, before };
        Box::pin(statement::list(ctx, Some(statement::Scope::Topic(self.0.id)), filter, order_by, &arguments))
            .await
    }
}

/// Which topics.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct TopicFilter {
    /// Any of their names starts like this, in any case and without accents.
    name: Option<String>,
    /// What they stand for.
    kind: Option<Vec<TopicKind>>,
}

list_by_name!(
    topic.name as Name,
    Topic,
    TopicConnection,
    TopicEdge,
    TopicOrderField,
    TopicOrder,
    TopicFilter,
    "topics"
);

#[expect(clippy::unused_async, reason = "one shape for every noun; those with references look them up")]
async fn narrow(_: &Context<'_>, select: &mut SelectStatement, filter: TopicFilter) -> Result<()> {
    select.and_where(Expr::cust(TOPIC_THAT_STAYS).is_null());
    if let Some(name) = &filter.name {
        select.and_where(begins("topic", name)?);
    }
    few("filter.kind", filter.kind.as_deref())?;
    if let Some(kinds) = filter.kind {
        let kinds = kinds.into_iter().map(entity::TopicKind::from);
        select.and_where(Expr::col((Table, Column::Kind)).is_in(kinds));
    }
    Ok(())
}
