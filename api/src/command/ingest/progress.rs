//! How far a run is. On a terminal a bar; elsewhere a line in the log every ten seconds. Time left is told by
//! the bytes of the inputs that are written, since nobody knows how many documents they hold, and much is read ahead.

use crate::say::say;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How far a run is.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Never shown: counts the bytes that are read.
    ahead: ProgressBar,
    started: Instant,
    /// Where the bar stood then.
    began_at: u64,
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
        Self { began_at: done, ..progress }
    }

    fn with(bar: ProgressBar, template: &str) -> Self {
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        let ahead = ProgressBar::hidden();
        Self { bar, ahead, started: Instant::now(), began_at: 0, logged: Arc::default() }
    }

    /// Counts what is read.
    pub(crate) fn read<R: Read>(&self, input: R) -> impl Read + use<R> {
        self.ahead.wrap_read(input)
    }

    /// How many bytes are read.
    pub(super) fn ahead(&self) -> u64 {
        self.ahead.position()
    }

    /// Tells how many documents are written, and how far that is: in bytes of the inputs, or in articles.
    pub(crate) fn written(&self, documents: u64, rejected: u64, position: u64) {
        self.bar.set_position(position);
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
        let done = position.checked_sub(self.began_at).filter(|done| *done > 0)?;
        let share = length.saturating_sub(position) * 1_000 / done;
        Some(elapsed.mul_f64(f64::from(u32::try_from(share).unwrap_or(u32::MAX)) / 1_000.0))
    }

    /// Says a line without tearing the bar.
    pub(crate) fn say(&self, line: &str) {
        self.bar.suspend(|| say(line));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_that_of_what_is_written() {
        let progress = Progress::new(Some(1_000));
        let mut bytes = Vec::new();
        progress.read(&[0; 900][..]).read_to_end(&mut bytes).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(progress.ahead(), 900);
        let ten = Duration::from_secs(10);
        assert_eq!(progress.left(ten), None, "nothing is written yet");
        progress.written(1, 0, 200);
        assert_eq!(progress.left(ten), Some(Duration::from_secs(40)));
        let progress = Progress::of_articles(1_000, 500);
        progress.written(1, 0, 600);
        assert_eq!(
            progress.left(ten),
            Some(Duration::from_secs(40)),
            "what another run did took none of its time"
        );
    }
}
