//! The product from outside: documents in through the program, questions through HTTP, on `SQLite` and on
//! `PostgreSQL`. Each module is one promise; [`harness`] starts what they need.

mod bad_input;
mod counts;
mod documents;
mod durability;
mod harness;
mod hostile;
mod ingest_again;
mod migrations;
mod playground;
mod program;
mod queries;
mod read_path;
mod replica;
mod sample;
mod tidiness;
