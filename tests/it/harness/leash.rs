//! Processes that do not outlive the tests: a shell holds each and ends it when its own input closes, which
//! happens however the tests end.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// A command that runs `program` until the returned command's input is closed, and then sends it `signal`.
pub(crate) fn leashed(program: impl AsRef<OsStr>, signal: &str) -> Command {
    let script =
        format!("\"$@\" </dev/null & held=$!; (read _; kill -{signal} $held) 2>/dev/null <&3 & wait $held");
    let mut command = Command::new("sh");
    // A background command of a shell without job control reads from nothing; the input goes by another number.
    command.arg("-c").arg(format!("exec 3<&0; {script}")).arg("leash").arg(program);
    command.stdin(Stdio::piped());
    command
}
