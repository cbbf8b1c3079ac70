//! Work on all cores, with its results in order.

use std::panic::resume_unwind;

/// Does `work` on each item, the first share on the caller's own thread. A panic of one is a panic of all.
pub(crate) fn on_all_cores<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Sync) -> Vec<U> {
    let share = items.len().div_ceil(count()).max(1);
    let mut items = items.into_iter();
    let own: Vec<T> = items.by_ref().take(share).collect();
    let work = &work;
    std::thread::scope(|scope| {
        let mut working = Vec::with_capacity(count());
        while items.len() > 0 {
            let share: Vec<T> = items.by_ref().take(share).collect();
            working.push(scope.spawn(move || share.into_iter().map(work).collect::<Vec<U>>()));
        }
        let mut done: Vec<U> = own.into_iter().map(work).collect();
        for thread in working {
            done.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    })
}

/// How many cores there are.
pub(crate) fn count() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
