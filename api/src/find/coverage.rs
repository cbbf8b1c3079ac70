//! What is in: the articles that there are, by day, publisher and language.

use crate::loader::{count_of, rows};
use crate::reader::Planning;
use crate::scalar::Date;
use crate::types::article::{ArticleFilter, filtered};
use crate::types::statement::{FacetCount, Interval, TimelinePoint, records, spread, values};
use async_graphql::{Context, Object, Result};
use entity::article::Column;
use sea_orm::sea_query::{Asterisk, Expr, Func, Order, Query, SelectStatement};
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
    /// The articles for which a condition holds.
    fn those(&self, condition: Expr) -> SelectStatement {
        Query::select().from_subquery(self.all.clone(), "list").and_where(condition).to_owned()
    }

    /// The articles of a day of publication: that on which an undated one came in tells nothing of what is in.
    fn dated(&self) -> SelectStatement {
        self.those(Expr::col(Column::PublishedOn).is_not_null())
    }

    async fn ends(&self, ctx: &Context<'_>) -> Result<&Ends> {
        self.ends.get_or_try_init(|| self.read_ends(ctx)).await
    }

    async fn read_ends(&self, ctx: &Context<'_>) -> Result<Ends> {
        let day = || Expr::col(Column::PublishedOn);
        let select =
            self.dated().expr_as(Func::min(day()), "first").expr_as(Func::max(day()), "last").to_owned();
        let ends = rows(ctx, &select, Planning::Each).await?.into_iter().next();
        Ok(ends.unwrap_or(Ends { first: None, last: None }))
    }
}

/// Which articles are in. Days are days of publication; articles of which no day is known are counted apart.
#[Object]
impl Coverage {
    /// How many articles.
    async fn article_count(&self, ctx: &Context<'_>) -> Result<i64> {
        count_of(ctx, self.all.clone()).await
    }

    /// How many of them are undated: they are in no step of `timeline`, and neither `from` nor `to` tells of them.
    async fn undated_count(&self, ctx: &Context<'_>) -> Result<i64> {
        let undated = Expr::col(Column::PublishedOn).is_null();
        count_of(ctx, self.those(undated).expr(Expr::val(1)).to_owned()).await
    }

    /// The first day; null where no article has one.
    async fn from(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        self.ends(ctx).await.map(|ends| ends.first.map(Date)).transpose()
    }

    /// The last day; null where no article has one.
    async fn to(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        self.ends(ctx).await.map(|ends| ends.last.map(Date)).transpose()
    }

    /// Articles by the steps of time, the earliest first; times without an article are left out: nothing of them is in.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The length of a step.")] interval: Interval,
    ) -> Result<Vec<TimelinePoint>> {
        spread(ctx, self.dated(), "published_on", interval).await
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
