//! Offices.

use super::person::{Tenure, held};
use super::{Organization, Place, statement};
use crate::error::bad_input;
use crate::loader::{OfficeTenures, load};
use crate::node::{Kind, id};
use crate::object::{List, object};
use crate::page::{Arguments, list_by_name};
use crate::reference::{OrganizationRef, PlaceRef};
use crate::scalar::Date;
use async_graphql::{ComplexObject, Context, ID, InputObject, Result};
use entity::office::{Column, Entity as Table, Model};
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, LikeExpr, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Office(pub(crate) Arc<Model>);

impl From<Arc<Model>> for Office {
    fn from(row: Arc<Model>) -> Self {
        Self(row)
    }
}

object! {
    /// A position of a jurisdiction or an organization, whoever holds it (Popolo `Post`).
    Office(office) is Office by office.0.id.0;

    /// Global id: opaque and stable.
    id: ID = id(Kind::Office, office.0.id.0);

    /// The title without jurisdiction: `Secretary of State` (Popolo `role`).
    title: &str = &office.0.title;

    /// Unique and readable: `secretary-of-state-united-states`.
    slug: &str = &office.0.slug;

    leads:

    /// The country or region it governs (Popolo `area`); null where print does not tell.
    jurisdiction: Option<Place> = office.0.jurisdiction_id;

    /// The organization it belongs to (Popolo `organization`); null where print does not tell.
    organization: Option<Organization> = office.0.organization_id;

    .. more
}

#[ComplexObject]
impl Office {
    /// Who held it (Popolo `memberships`). With `at`, those who held it on that day: tenures decide by the day
    /// asked for, never by today.
    async fn holders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; all days when left out.")] at: Option<Date>,
        #[graphql(desc = "Tenures from the first on, 100 at most.", default = 50)] first: i32,
    ) -> Result<List<Tenure>> {
        held(load(ctx, OfficeTenures(self.0.id)).await?, at, first)
    }

    /// What its holders said while they held it, the latest first. What was taken back is in the list
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
        Box::pin(statement::list(
            ctx,
            Some(statement::Scope::Office(self.0.id)),
            filter,
            order_by,
            &arguments,
        ))
        .await
    }
}

/// Which offices.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct OfficeFilter {
    /// Their title holds these letters, in any case.
    title: Option<String>,
    /// They govern this place.
    jurisdiction: Option<PlaceRef>,
    /// They belong to this organization.
    organization: Option<OrganizationRef>,
}

list_by_name!(
    office.title as Title,
    Office,
    OfficeConnection,
    OfficeEdge,
    OfficeOrderField,
    OfficeOrder,
    OfficeFilter,
    "offices"
);

/// The pattern of texts that hold these letters, whatever they are: `%` and `_` stand for themselves.
fn holding(letters: &str) -> LikeExpr {
    const ESCAPE: char = '!';
    let mut pattern = String::from("%");
    for letter in letters.chars() {
        if matches!(letter, ESCAPE | '%' | '_') {
            pattern.push(ESCAPE);
        }
        pattern.push(letter);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape(ESCAPE)
}

async fn narrow(ctx: &Context<'_>, select: &mut SelectStatement, filter: OfficeFilter) -> Result<()> {
    if let Some(title) = &filter.title {
        // The databases compare longer patterns not at all.
        const LONGEST: usize = 200;
        if title.len() > LONGEST {
            let length = title.len();
            return Err(bad_input(format!("`title` has at most {LONGEST} bytes; this one has {length}")));
        }
        let lower = Func::lower(Expr::col((Table, Column::Title)));
        select.and_where(Expr::expr(lower).like(holding(&title.to_lowercase())));
    }
    if let Some(place) = &filter.jurisdiction {
        select.and_where(Expr::col((Table, Column::JurisdictionId)).eq(place.resolve(ctx).await?));
    }
    if let Some(organization) = &filter.organization {
        select.and_where(Expr::col((Table, Column::OrganizationId)).eq(organization.resolve(ctx).await?));
    }
    Ok(())
}
