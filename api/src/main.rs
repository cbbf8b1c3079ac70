//! The `newsgraph` program: reads its arguments, starts logging, runs one command.

use clap::Parser as _;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Extraction makes many small strings on all cores; a quarter of its time was the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
async fn main() -> ExitCode {
    let arguments = api::Arguments::parse();
    // On the heap: a command with all its requests is more than the stack should carry.
    match Box::pin(api::run(arguments, chrono::Utc::now)).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("newsgraph: {error:#}");
            ExitCode::FAILURE
        }
    }
}
