//! Waiting for a database that does not answer. In: work on it that may be done again. Out: what the work gave,
//! or the error that waiting does not mend, with a sentence about what does.

use crate::say::say;
use ingest::{Error, Trouble};
use std::time::{Duration, Instant};

/// Tries again until the database answers, for at most `patience`; says when it begins and ends to wait.
pub(crate) async fn patiently<T>(
    patience: Duration,
    work: impl AsyncFn() -> Result<T, Error>,
) -> anyhow::Result<T> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(250);
    let mut is_waiting = false;
    loop {
        let error = match work().await {
            Ok(done) => {
                if is_waiting {
                    say(format!("the database answers again after {} s", started.elapsed().as_secs()));
                }
                return Ok(done);
            }
            Err(error) => error,
        };
        if error.trouble() != Trouble::Away || started.elapsed() >= patience {
            return Err(explain(error));
        }
        if !is_waiting {
            is_waiting = true;
            tracing::debug!(
                error = error.database().map(tracing::field::display),
                "the database does not answer"
            );
            say(format!("the database does not answer; waiting up to {} s", patience.as_secs()));
        }
        tokio::time::sleep(pause).await;
        pause = (2 * pause).min(Duration::from_secs(5));
    }
}

/// Adds what the operator can do.
pub(crate) fn explain(error: Error) -> anyhow::Error {
    let advice = match error.trouble() {
        Trouble::Away => "the database does not answer; give the same command again when it does",
        Trouble::Full => "the disk of the database is full; make room and give the same command again",
        Trouble::ReadOnly => "the database may not be written; see to its permissions",
        Trouble::Other => return error.into(),
    };
    anyhow::Error::new(error).context(advice)
}
