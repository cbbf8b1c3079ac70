//! Closed loops: each connection asks again as soon as it was answered. In: questions and how many connections.
//! Out: how many answers a second, and how long they took.

use crate::client::Client;
use std::time::{Duration, Instant};

/// What came of a round.
#[derive(Clone, Debug, Default)]
pub(crate) struct Round {
    /// How long each answer took, the shortest first.
    pub(crate) times: Vec<Duration>,
    /// Answers that said the server is busy.
    pub(crate) busy: usize,
    /// Answers that were none: another status than 200 and 503, or a connection that broke.
    pub(crate) failed: usize,
    pub(crate) lasted: Duration,
}

impl Round {
    /// Answers a second.
    pub(crate) fn rate(&self) -> f64 {
        let count = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        f64::from(count) / self.lasted.as_secs_f64().max(1e-9)
    }

    /// The time within which a share of the answers came.
    pub(crate) fn within(&self, percent: usize) -> Duration {
        let at = (self.times.len() * percent / 100).min(self.times.len().saturating_sub(1));
        self.times.get(at).copied().unwrap_or_default()
    }

    /// Adds another round of the same load.
    pub(crate) fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.times.sort_unstable();
        self.busy += other.busy;
        self.failed += other.failed;
        self.lasted += other.lasted;
    }
}

/// Loads a server for a while. Every connection starts at a question of its own.
pub(crate) fn load(host: &str, questions: &[String], connections: usize, lasting: Duration) -> Round {
    /// A loop needs little; hundreds of them must fit.
    const STACK: usize = 256 * 1024;
    let begun = Instant::now();
    let until = begun + lasting;
    let mut all = Round::default();
    std::thread::scope(|scope| {
        let loops = (0..connections).filter_map(|number| {
            let first = number * questions.len() / connections;
            let thread = std::thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, move || ask(&Client::new(host), questions, first, until)).ok()
        });
        let loops: Vec<_> = loops.collect();
        loops.into_iter().for_each(|one| all.add(one.join().unwrap_or_default()));
    });
    all.lasted = begun.elapsed();
    all
}

fn ask(client: &Client, questions: &[String], first: usize, until: Instant) -> Round {
    const BUSY: u16 = 503;
    let mut round = Round::default();
    for at in first.. {
        let begun = Instant::now();
        if begun >= until {
            break;
        }
        match client.post(&questions[at % questions.len()]) {
            Ok((200, _)) => round.times.push(begun.elapsed()),
            Ok((BUSY, _)) => {
                round.busy += 1;
                std::thread::sleep(Duration::from_millis(100));
            }
            _ => round.failed += 1,
        }
    }
    round
}
