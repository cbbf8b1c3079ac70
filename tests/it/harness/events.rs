//! Server-sent events as they come in.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long an event may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a stream says.
#[derive(Debug)]
enum Said {
    Next(Value),
    Complete,
}

/// The events of one subscription; it ends when dropped.
#[derive(Debug)]
pub(crate) struct Events {
    said: Receiver<Said>,
}

impl Events {
    /// Reads a stream on a thread of its own.
    pub(super) fn read(body: impl Read + Send + 'static) -> Self {
        let (send, said) = channel();
        std::thread::spawn(move || {
            let mut event = String::new();
            for line in BufReader::new(body).lines().map_while(Result::ok) {
                if let Some(name) = line.strip_prefix("event: ") {
                    name.clone_into(&mut event);
                }
                let Some(data) = line.strip_prefix("data:") else { continue };
                let said = match event.as_str() {
                    "next" => Said::Next(serde_json::from_str(data).expect("JSON")),
                    _ => Said::Complete,
                };
                if send.send(said).is_err() {
                    return;
                }
            }
        });
        Self { said }
    }

    /// Gives the server the time to have begun: what is published from now on is told. Only a listener without a
    /// cursor needs it.
    pub(crate) fn open() {
        std::thread::sleep(Duration::from_secs(2));
    }

    /// The next events.
    #[track_caller]
    pub(crate) fn take(&mut self, count: usize) -> Vec<Value> {
        let mut events = Vec::new();
        while events.len() < count {
            match self.said.recv_timeout(PATIENCE) {
                Ok(Said::Next(event)) => events.push(event),
                other => {
                    panic!("{other:?} in the place of event {} of {count}: {events:?}", events.len() + 1)
                }
            }
        }
        events
    }

    /// What else comes in a while.
    pub(crate) fn rest(&mut self, wait: Duration) -> Vec<Value> {
        let until = Instant::now() + wait;
        let mut events = Vec::new();
        while let Ok(Said::Next(event)) =
            self.said.recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            events.push(event);
        }
        events
    }

    /// All events of a stream that completes.
    #[track_caller]
    pub(crate) fn all(self) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(Said::Next(event)) => events.push(event),
                Ok(Said::Complete) => return events,
                Err(error) => panic!("{error} after {events:?}"),
            }
        }
    }

    /// Whether the stream says that nothing follows, before it ends.
    pub(crate) fn completes(&mut self) -> bool {
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(Said::Next(_)) => {}
                Ok(Said::Complete) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => panic!("the stream does not end"),
            }
        }
    }
}
