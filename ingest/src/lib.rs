//! Values into rows: the only writer. In: documents as bytes. Out: linked records; what is saved together is there or not.
//! Who is who is decided in [`link`] alone, what was said once in [`statement`].

mod bulk;
mod choice;
pub mod correction;
mod count;
mod document;
mod draft;
mod error;
mod existing;
mod export;
pub mod feed;
mod fuller;
mod ids;
mod in_office;
pub mod journal;
mod key;
mod keys;
mod known;
mod link;
mod near;
mod parts;
mod preview;
mod publication;
mod record;
pub mod reextract;
pub mod reference;
mod rows;
mod save;
mod settle;
mod statement;
mod tally;
mod taxonomy;
pub mod token;
mod transaction;
mod words;
mod write;

pub use document::{Document, Story};
pub use error::{Error, Trouble};
pub use export::export;
pub use journal::{Entry, Found, Run};
pub use key::{name_key, sha256, slug};
pub use near::Fingerprint;
pub use preview::Preview;
pub use publication::CHANNEL;
pub use save::{Change, record, save};
pub use words::Words;
