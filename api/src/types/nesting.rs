//! Filters inside filters: `and`, `or`, `not`, and how many a person would write.

use crate::error::bad_input;
use async_graphql::Result;

/// A filter that holds filters of its own kind.
pub(super) trait Nested: Sized {
    /// The filters that stand in it: `and`, `or`, `not`.
    fn nested(&self) -> (&Option<Vec<Self>>, &Option<Vec<Self>>, Option<&Self>);

    /// What its own fields ask too much of.
    fn check_own(&self) -> Result<()>;

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
