//! The program as a user runs it.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Fails the test unless the run succeeded.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        self
    }

    /// Fails the test unless the run ended with this status and said all of these words.
    #[track_caller]
    pub(crate) fn fails(self, status: i32, words: &[&str]) -> Self {
        assert_eq!(self.status, Some(status), "{}", self.stderr);
        for word in words {
            assert!(self.stderr.contains(word), "{word:?} is not said in:\n{}", self.stderr);
        }
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }

    /// What became of the documents of a run, or of its articles where it goes over those.
    pub(crate) fn summary(&self) -> &str {
        let line = self.stderr.lines().find(|line| line.contains(" created, "));
        let outcomes = line.and_then(|line| line.split_once(": ")?.1.split_once("; "));
        outcomes.map_or("", |(outcomes, _)| outcomes)
    }
}

/// A command of the program with nothing of the tester's own environment.
pub(crate) fn command(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsgraph-tested"));
    command.args(arguments);
    clean(&mut command, variables);
    command
}

/// Takes the tester's own environment away.
pub(crate) fn clean(command: &mut Command, variables: &[(&str, &str)]) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).envs(variables.iter().copied());
}

/// Runs the program to its end.
pub(crate) fn newsgraph(arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Outcome {
    let mut command = command(arguments, variables);
    finish(command.stdin(Stdio::piped()), input)
}

/// Runs a command to its end.
pub(crate) fn finish(command: &mut Command, input: &str) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_owned();
        // A program that ends early closes its input; what it said counts.
        std::thread::spawn(move || stdin.write_all(input.as_bytes()).is_ok());
    }
    let output = child.wait_with_output().expect("it ends");
    Outcome {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
