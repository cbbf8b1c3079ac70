//! The commands of the program, one a file.

mod cores;
mod evaluate;
mod export;
mod extract;
mod ingest;
mod migrate;
mod reextract;
mod reference;
mod runs;
mod serve;
mod token;
mod watch;

pub(crate) use self::ingest::prepare;

use clap::{Parser, Subcommand, ValueEnum};
use futures_util::future::LocalBoxFuture;
use std::io::{self, ErrorKind, IsTerminal as _, Write as _, stdout};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// The clock, read once a step.
pub(crate) type Clock = fn() -> chrono::DateTime<chrono::Utc>;

/// News documents in, linked records of who said what out, over GraphQL.
#[derive(Debug, Parser)]
#[command(
    name = "newsgraph",
    version,
    after_help = "Examples:\n  newsgraph serve --sample\n  newsgraph ingest pages/ articles.jsonl\n  \
                  newsgraph export > articles.jsonl\n  DATABASE_URL=postgres://localhost/news newsgraph serve"
)]
pub struct Arguments {
    /// What is logged, as in `info` or `newsgraph=debug,sqlx=warn`.
    #[arg(
        long,
        env = "NEWSGRAPH_LOG",
        default_value = "info,sqlx=warn,sea_orm_migration=warn",
        global = true
    )]
    log: String,
    /// How log lines look.
    #[arg(long, env = "NEWSGRAPH_LOG_FORMAT", default_value = "text", global = true)]
    log_format: LogFormat,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the playground.
    Serve(serve::Serve),
    /// Read documents into the database: files, folders, patterns, or - for standard input.
    Ingest(ingest::Ingest),
    /// Read newsgraph's own JSONL, as `export` writes it.
    Import(ingest::Import),
    /// Poll feeds and read the pages they lead to, again and again.
    Watch(watch::Watch),
    /// Import people, offices, places and topics from reference data.
    Reference(reference::Reference),
    /// Extract everything that is there anew, with this program's extractor.
    Reextract(reextract::Reextract),
    /// List the runs over documents and what they did.
    Runs(runs::Runs),
    /// List the documents that were rejected, and why.
    Rejected(runs::Rejected),
    /// Write every article with what was extracted from it as JSONL.
    Export(export::Export),
    /// Read articles as JSONL from standard input and write what is found in them, without a database.
    Extract(extract::Extract),
    /// Compare what is extracted with what people marked in other articles, and print how well they agree.
    Evaluate(evaluate::Evaluate),
    /// Move the database between schema versions.
    Migrate(migrate::Migrate),
    /// Make, list and revoke the tokens of those who may write through the API.
    Token(token::Token),
    /// Print the GraphQL schema.
    #[command(after_help = "Example:\n  newsgraph schema > schema.graphql")]
    Schema,
}

/// Runs a command. Its future is on the heap: with all its requests it is more than a stack should carry, and any other
/// would be compiled anew with everything inside into each program that awaits it.
pub fn run(arguments: Arguments, clock: Clock) -> LocalBoxFuture<'static, anyhow::Result<ExitCode>> {
    Box::pin(async move {
        match dispatch(arguments, clock).await {
            // Whoever reads has read enough, as in `newsgraph export | head`.
            Err(error) if is_closed_pipe(&error) => Ok(ExitCode::SUCCESS),
            ended => ended,
        }
    })
}

/// Whether standard output is closed. What breaks behind a database or a host comes in an error of its own.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

async fn dispatch(arguments: Arguments, clock: Clock) -> anyhow::Result<ExitCode> {
    log(&arguments)?;
    match arguments.command {
        Command::Serve(serve) => serve.run(clock).await,
        Command::Ingest(ingest) => ingest.run(clock).await,
        Command::Import(import) => import.run(clock).await,
        Command::Watch(watch) => watch.run(clock).await,
        Command::Reference(reference) => reference.run().await,
        Command::Reextract(reextract) => reextract.run(clock).await,
        Command::Runs(runs) => runs.run(clock).await,
        Command::Rejected(rejected) => rejected.run().await,
        Command::Export(export) => export.run().await,
        Command::Extract(extract) => extract.run(),
        Command::Evaluate(evaluate) => evaluate.run(),
        Command::Migrate(migrate) => migrate.run().await,
        Command::Token(token) => token.run(clock).await,
        Command::Schema => {
            write!(stdout(), "{}", crate::sdl())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn log(arguments: &Arguments) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&arguments.log).map_err(|error| {
        anyhow::anyhow!(
            "--log {:?} is not understood: {error}; write info or newsgraph=debug,sqlx=warn",
            arguments.log
        )
    })?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // What cannot be logged cannot be said either: whoever reads standard error may be gone.
    let lines = lines.with_ansi(std::io::stderr().is_terminal()).log_internal_errors(false);
    // A second start in one process, as tests do, keeps the first one's subscriber.
    let _ = match arguments.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
    Ok(())
}
