//! The `newsgraph` program: reads its arguments, starts logging, runs one command.

use clap::Parser as _;
use mimalloc::MiMalloc;
use std::process::ExitCode;
use tokio::runtime::Runtime;

/// Extraction makes many small strings on all cores; a quarter of its time was the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn main() -> ExitCode {
    let arguments = api::Arguments::parse();
    let runtime = match Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            api::say(format!("newsgraph: could not start its threads: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(api::run(arguments, chrono::Utc::now));
    // A thread that still waits for standard input or for a host ends with the program.
    runtime.shutdown_background();
    match ended {
        Ok(code) => code,
        Err(error) => {
            api::say(format!("newsgraph: {}", api::told(&error)));
            ExitCode::FAILURE
        }
    }
}
