//! Values into rows: the only writer. In: documents as bytes. Out: linked records, in one transaction a batch.
//! Who is who is decided in [`link`] alone, what was said once in [`statement`].

mod choice;
pub mod correction;
mod document;
mod draft;
mod error;
mod existing;
mod export;
mod fuller;
mod ids;
mod key;
mod known;
mod link;
mod publication;
mod record;
mod rows;
mod save;
mod settle;
mod statement;
mod taxonomy;
pub mod token;
mod transaction;
mod words;
mod write;

pub use document::{Document, Story};
pub use error::Error;
pub use export::export;
pub use key::{name_key, sha256, slug};
pub use publication::CHANNEL;
pub use save::{Change, save};
pub use words::Words;
