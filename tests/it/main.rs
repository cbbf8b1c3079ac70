//! The product from outside: documents in through the program, questions through HTTP, on `SQLite` and on
//! `PostgreSQL`. Each module is one promise; [`harness`] starts what they need.

mod attacks;
mod bad_input;
mod clients;
mod corrections;
mod counts;
mod documents;
mod durability;
mod filters;
mod formats;
mod guide;
mod harness;
mod hostile;
mod hostile_text;
mod ingest_again;
mod limits;
mod migrations;
mod paging;
mod parts;
mod playground;
mod program;
mod queries;
mod read_path;
mod reference_data;
mod replica;
mod runs;
mod same_words;
mod sample;
mod search;
mod subscriptions;
mod tenures;
mod tidiness;
mod tokens;
mod transport;
mod watch;
mod writing;
