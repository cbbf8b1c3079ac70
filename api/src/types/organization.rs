//! Organizations.

use super::choice::OrganizationKind;
use super::person::{ExternalId, Name, begins};
use super::range::few;
use super::{article, statement};
use crate::loader::{OrganizationIds, OrganizationNames, load};
use crate::node::{Kind, id};
use crate::object::{List, object};
use crate::page::{Arguments, list_by_name};
use crate::reference::SpeakerId;
use async_graphql::{ComplexObject, Context, ID, InputObject, Result};
use entity::organization::{Column, Entity as Table, Model};
use sea_orm::sea_query::{Expr, ExprTrait as _, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Organization(pub(crate) Arc<Model>);

impl From<Arc<Model>> for Organization {
    fn from(row: Arc<Model>) -> Self {
        Self(row)
    }
}

object! {
    /// A body of people: publisher, agency, ministry, party (schema.org and Popolo `Organization`).
    Organization(organization) is Organization by organization.0.id.0;

    /// Global id: opaque and stable.
    id: ID = id(Kind::Organization, organization.0.id.0);

    /// The name readers know (schema.org `name`).
    name: &str = &organization.0.name;

    /// Unique and readable: `sputnik-international`.
    slug: &str = &organization.0.slug;

    /// What it does for the record.
    kind: OrganizationKind = organization.0.kind.into();

    /// The registered name (schema.org `legalName`); null where no article prints it.
    legalName: Option<&str> = organization.0.legal_name.as_deref();

    /// Host of its site without `www.`; null where it is not known.
    domain: Option<&str> = organization.0.domain.as_deref();

    /// Address for mail (schema.org `email`); null where no article prints it.
    email: Option<&str> = organization.0.email.as_deref();

    /// Telephone as printed (schema.org `telephone`); null where no article prints it.
    telephone: Option<&str> = organization.0.telephone.as_deref();

    /// ISO 3166-1 alpha-2 (schema.org `addressCountry`); null where it is not known.
    countryCode: Option<&str> = organization.0.country_code.as_deref();

    .. more
}

#[ComplexObject]
impl Organization {
    /// Its identifiers elsewhere.
    async fn external_ids(&self, ctx: &Context<'_>) -> Result<List<ExternalId>> {
        Ok(ExternalId::all(load(ctx, OrganizationIds(self.0.id)).await?))
    }

    /// Every name known (Popolo `other_names`).
    async fn names(&self, ctx: &Context<'_>) -> Result<List<Name>> {
        let names = load(ctx, OrganizationNames(self.0.id)).await?.unwrap_or_default();
        Ok(names.into_iter().map(|row| Name { name: row.name, source: row.source.into() }).collect())
    }

    /// What it said, the latest first. What was taken back is in the list
    /// and its counts, too, unless `filter: { current: true }` leaves it out.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    pub(crate) async fn statements(
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
        let scope = statement::Scope::Speaker(SpeakerId::Organization(self.0.id));
        Box::pin(statement::list(ctx, Some(scope), filter, order_by, &arguments)).await
    }

    /// What it published, the latest first.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn articles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that match.")] filter: Option<Box<article::ArticleFilter>>,
        #[graphql(desc = "The order of the list; the latest first when left out.")] order_by: Option<
            article::ArticleOrder,
        >,
        #[graphql(
            desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end of the list, 100 at most; never beside `first`.")] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<article::ArticleConnection> {
        let arguments = Arguments { first, after, last, before };
        Box::pin(article::list(ctx, Some(self.0.id), filter, order_by, &arguments)).await
    }
}

/// Which organizations.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct OrganizationFilter {
    /// Any of their names starts like this, in any case and without accents.
    name: Option<String>,
    /// What they do.
    kind: Option<Vec<OrganizationKind>>,
}

list_by_name!(
    organization.name as Name,
    Organization,
    OrganizationConnection,
    OrganizationEdge,
    OrganizationOrderField,
    OrganizationOrder,
    OrganizationFilter,
    "organizations"
);

#[expect(clippy::unused_async, reason = "one shape for every noun; those with references look them up")]
async fn narrow(_: &Context<'_>, select: &mut SelectStatement, filter: OrganizationFilter) -> Result<()> {
    select.and_where(Expr::col((Table, Column::MergedIntoId)).is_null());
    if let Some(name) = &filter.name {
        select.and_where(begins("organization", name)?);
    }
    few("filter.kind", filter.kind.as_deref())?;
    if let Some(kinds) = filter.kind {
        let kinds = kinds.into_iter().map(entity::OrganizationKind::from);
        select.and_where(Expr::col((Table, Column::Kind)).is_in(kinds));
    }
    Ok(())
}
