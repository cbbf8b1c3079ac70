//! How far a run is. On a terminal a bar; elsewhere a line in the log every ten seconds. Time left is told by
//! the bytes of the inputs, since nobody knows how many documents they hold.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How far a run is.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    started: Instant,
    /// Milliseconds after the start at which the latest line was logged.
    logged: Arc<AtomicU64>,
}

/// Time between two lines in a log.
const PAUSE: Duration = Duration::from_secs(10);

impl Progress {
    /// Of inputs of so many bytes; `None` where one is endless.
    pub(crate) fn new(bytes: Option<u64>) -> Self {
        match bytes {
            Some(bytes) => Self::with(ProgressBar::new(bytes), "{bar:30} {percent}%  {msg}  {eta} left"),
            None => Self::with(ProgressBar::new_spinner(), "{spinner} {bytes}  {msg}"),
        }
    }

    /// Of so many articles, some of which are done.
    pub(crate) fn of_articles(count: u64, done: u64) -> Self {
        let progress = Self::with(ProgressBar::new(count), "{bar:30} {pos}/{len}  {msg}  {eta} left");
        progress.bar.set_position(done);
        progress
    }

    fn with(bar: ProgressBar, template: &str) -> Self {
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, started: Instant::now(), logged: Arc::default() }
    }

    /// Counts articles that are done.
    pub(crate) fn done(&self, articles: u64) {
        self.bar.inc(articles);
    }

    /// Counts what is read.
    pub(crate) fn read<R: Read>(&self, input: R) -> impl Read + use<R> {
        self.bar.wrap_read(input)
    }

    /// Tells how many documents are written.
    pub(crate) fn written(&self, documents: u64, rejected: u64) {
        let elapsed = self.started.elapsed();
        let rate = per_second(documents, elapsed);
        self.bar.set_message(format!("{documents} documents, {rejected} rejected, {rate}/s"));
        let now = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        let is_due = now - self.logged.load(Ordering::Relaxed) >= 1_000 * PAUSE.as_secs();
        if self.bar.is_hidden() && is_due {
            self.logged.store(now, Ordering::Relaxed);
            let left = self.left(elapsed).map(|left| format!("{} s", left.as_secs()));
            tracing::info!(documents, rejected, per_second = rate, left, "the run goes on");
        }
    }

    fn left(&self, elapsed: Duration) -> Option<Duration> {
        let (position, length) = (self.bar.position(), self.bar.length()?);
        let share = length.saturating_sub(position) * 1_000 / position.max(1);
        (position > 0).then(|| elapsed.mul_f64(f64::from(u32::try_from(share).unwrap_or(u32::MAX)) / 1_000.0))
    }

    /// Says a line without tearing the bar.
    pub(crate) fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    /// Takes the bar away. Gives the time since the start.
    pub(crate) fn finish(&self) -> Duration {
        self.bar.finish_and_clear();
        self.started.elapsed()
    }
}

/// Documents a second, as a whole number.
pub(crate) fn per_second(documents: u64, elapsed: Duration) -> u64 {
    u64::try_from(u128::from(documents) * 1_000 / elapsed.as_millis().max(1)).unwrap_or(u64::MAX)
}
