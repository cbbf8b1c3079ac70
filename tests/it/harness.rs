//! What the tests stand on: databases of their own, the program, and a server to ask.

mod answer;
mod desk;
mod events;
mod leash;
mod postgres;
mod program;
mod server;
mod store;

pub(crate) use answer::check_answer;
pub(crate) use desk::{Desk, page};
pub(crate) use events::Events;
pub(crate) use postgres::Cluster;
pub(crate) use program::{command as newsgraph_command, finish, newsgraph};
pub(crate) use server::{Answer, Server};
pub(crate) use store::{Database, Store};

use std::path::{Path, PathBuf};

/// The repository's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are in a folder of the repository")
}

/// The sample corpus.
pub(crate) fn corpus() -> PathBuf {
    root().join("sample/documents")
}

/// Makes each function a test on `SQLite` and one on `PostgreSQL`.
macro_rules! on_both_databases {
    ($($(#[$doc:meta])* fn $name:ident($store:ident: &Store) $body:block)+) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, reason = "not every test names what its file imports")]
            use super::*;

            fn check($store: &Store) $body

            #[test]
            fn on_sqlite() {
                check(&Store::create($crate::harness::Database::Sqlite));
            }

            #[test]
            fn on_postgres() {
                check(&Store::create($crate::harness::Database::Postgres));
            }
        }
    )+};
}

pub(crate) use on_both_databases;
