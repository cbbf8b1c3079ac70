//! Filters inside filters: `and`, `or`, `not`, and how many a person would write.

use crate::error::bad_input;
use async_graphql::{Context, Result};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sea_orm::sea_query::Condition;

/// A filter that holds filters of its own kind.
pub(super) trait Nested: Sized + Sync {
    /// What its conditions have to know of the query that they stand in.
    type Place: Copy + Send + Sync;

    /// The filters that stand in it: `and`, `or`, `not`.
    fn nested(&self) -> (&Option<Vec<Self>>, &Option<Vec<Self>>, Option<&Self>);

    /// What its own fields ask too much of.
    fn check_own(&self) -> Result<()>;

    /// The conditions of its own fields.
    fn plain(&self, ctx: &Context<'_>, place: Self::Place) -> impl Future<Output = Result<Condition>> + Send;

    /// All filters right inside.
    fn inside(&self) -> impl Iterator<Item = &Self> {
        let (and, or, not) = self.nested();
        and.iter().chain(or).flatten().chain(not)
    }
}

/// An error when a filter asks more than a person would: each of its references is looked up, and each of its filters
/// is a condition of every row.
pub(super) fn check<F: Nested>(filter: &F) -> Result<()> {
    /// Filters inside filters; a question of people has two or three levels.
    const DEEPEST: usize = 6;
    /// Filters in all.
    const MOST: usize = 100;
    let mut level = vec![filter];
    let mut count = 0;
    for depth in 0.. {
        count += level.len();
        if level.is_empty() {
            return Ok(());
        }
        if depth > DEEPEST {
            return Err(bad_input(format!("filters nest deeper than {DEEPEST} levels; write them flatter")));
        }
        if count > MOST {
            return Err(bad_input(format!("a filter has at most {MOST} filters inside; ask in parts")));
        }
        for filter in &level {
            filter.check_own()?;
            if filter.nested().1.as_ref().is_some_and(Vec::is_empty) {
                return Err(bad_input("`or` is empty; give at least one filter or leave it out"));
            }
        }
        level = level.into_iter().flat_map(F::inside).collect();
    }
    Ok(())
}

/// The condition of a filter, its nested filters included.
pub(super) fn condition<'f, F: Nested>(
    ctx: &'f Context<'_>,
    filter: &'f F,
    place: F::Place,
) -> BoxFuture<'f, Result<Condition>> {
    async move {
        let mut all = filter.plain(ctx, place).await?;
        let (and, or, not) = filter.nested();
        for nested in and.iter().flatten() {
            all = all.add(condition(ctx, nested, place).await?);
        }
        if let Some(any) = or {
            let mut either = Condition::any();
            for nested in any {
                either = either.add(condition(ctx, nested, place).await?);
            }
            all = all.add(either);
        }
        if let Some(not) = not {
            all = all.add(condition(ctx, not, place).await?.not());
        }
        Ok(all)
    }
    .boxed()
}
