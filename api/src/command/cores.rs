//! Work on all cores, with its results in order.

use std::panic::resume_unwind;

/// Does `work` on each item. A panic of one is a panic of all.
pub(crate) fn on_all_cores<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Sync) -> Vec<U> {
    let share = items.len().div_ceil(count()).max(1);
    let mut shares: Vec<Vec<T>> = Vec::with_capacity(count());
    let mut items = items.into_iter().peekable();
    while items.peek().is_some() {
        shares.push(items.by_ref().take(share).collect());
    }
    let work = &work;
    std::thread::scope(|scope| {
        let do_share = |share: Vec<T>| scope.spawn(move || share.into_iter().map(work).collect::<Vec<U>>());
        let working: Vec<_> = shares.into_iter().map(do_share).collect();
        working
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

/// How many cores there are.
pub(crate) fn count() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
