//! Rows into GraphQL. In: requests. Out: answers, each child read through a loader, each list paged by keyset.

#![deny(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "they panic where nobody reads any more: `writeln!` to standard output, `say` to people"
)]

mod auth;
mod command;
mod config;
mod cost;
mod database;
mod error;
mod find;
mod hot;
mod http;
mod loader;
mod mutation;
mod node;
mod object;
mod page;
mod playground;
mod publications;
mod query;
mod rate;
mod reader;
mod reference;
mod room;
mod say;
mod scalar;
mod schema;
mod subscription;
mod text;
mod types;

pub use command::{Arguments, run};
pub use database::{Pool, Work, check_schema, migrate, open};
pub use error::told;
pub use say::say;
pub use schema::sdl;
