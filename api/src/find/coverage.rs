//! What is in: the articles that there are, by day, publisher and language.

use crate::loader::{connection, count_of, rows};
use crate::reader::Planning;
use crate::scalar::Date;
use crate::types::article::{ArticleFilter, filtered};
use crate::types::statement::{FacetCount, Interval, TimelinePoint, records, spread, values};
use async_graphql::{Context, Object, Result};
use entity::article::Column;
use sea_orm::sea_query::{Alias, Asterisk, Expr, Func, Order, Query, SelectStatement};
use sea_orm::{ExprTrait as _, FromQueryResult};
use tokio::sync::OnceCell;

/// The articles that are in.
#[derive(Debug)]
pub(crate) struct Coverage {
    /// The articles asked for.
    all: SelectStatement,
    /// Their first and last day, once they are asked for.
    ends: OnceCell<Ends>,
}

/// Days of a list, by which all of it is grouped.
#[derive(Clone, Debug, FromQueryResult)]
struct Ends {
    first: Option<chrono::NaiveDate>,
    last: Option<chrono::NaiveDate>,
}

pub(super) async fn coverage(ctx: &Context<'_>, filter: Option<ArticleFilter>) -> Result<Coverage> {
    Ok(Coverage { all: filtered(ctx, filter.unwrap_or_default()).await?, ends: OnceCell::new() })
}

impl Coverage {
    /// The days of publication; a day in UTC where only the instant is known or nothing but when it came in.
    fn days(&self, ctx: &Context<'_>) -> SelectStatement {
        let day = match connection(ctx).get_database_backend() {
            sea_orm::DatabaseBackend::Postgres => {
                "COALESCE(published_on, CAST(listed_at AT TIME ZONE 'UTC' AS date))"
            }
            _ => "COALESCE(published_on, date(listed_at))",
        };
        Query::select()
            .expr_as(Expr::cust(day), "published")
            .from_subquery(self.all.clone(), "list")
            .to_owned()
    }

    async fn ends(&self, ctx: &Context<'_>) -> Result<&Ends> {
        self.ends.get_or_try_init(|| self.read_ends(ctx)).await
    }

    async fn read_ends(&self, ctx: &Context<'_>) -> Result<Ends> {
        let day = || Expr::col(Alias::new("published"));
        let select = Query::select()
            .expr_as(Func::min(day()), "first")
            .expr_as(Func::max(day()), "last")
            .from_subquery(self.days(ctx), "days")
            .to_owned();
        let ends = rows(ctx, &select, Planning::Each).await?.into_iter().next();
        Ok(ends.unwrap_or(Ends { first: None, last: None }))
    }
}

/// Which articles are in. Days are days of publication.
#[Object]
impl Coverage {
    /// How many articles.
    async fn article_count(&self, ctx: &Context<'_>) -> Result<i64> {
        count_of(ctx, self.all.clone()).await
    }

    /// The first day; null where there is no article.
    async fn from(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        self.ends(ctx).await.map(|ends| ends.first.map(Date)).transpose()
    }

    /// The last day; null where there is no article.
    async fn to(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        self.ends(ctx).await.map(|ends| ends.last.map(Date)).transpose()
    }

    /// Articles by the steps of time, the earliest first; times without an article are left out: nothing came in.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The length of a step.")] interval: Interval,
    ) -> Result<Vec<TimelinePoint>> {
        let days = Query::select().from_subquery(self.days(ctx), "days").to_owned();
        spread(ctx, days, "published", interval).await
    }

    /// Articles by publisher, those with the most first. Articles without a publisher are in none.
    async fn publishers(&self, ctx: &Context<'_>) -> Result<Vec<FacetCount>> {
        let mut select = Query::select();
        select
            .from_subquery(self.all.clone(), "list")
            .inner_join("organization", Expr::col(("organization", "id")).equals(("list", "publisher_id")));
        for column in ["id", "slug", "name"] {
            select.column(("organization", column)).group_by_col(("organization", column));
        }
        select
            .expr_as(Func::count(Expr::col(Asterisk)), "count")
            .order_by("count", Order::Desc)
            .order_by(("organization", "slug"), Order::Asc);
        records(ctx, &select, crate::node::Kind::Organization).await
    }

    /// Articles by language, those with the most first. Articles of an unknown language are in none.
    async fn languages(&self, ctx: &Context<'_>) -> Result<Vec<FacetCount>> {
        let list = Query::select().from_subquery(self.all.clone(), "list").to_owned();
        values(ctx, list, Column::Language).await
    }
}
