//! Why a document was not read. Every sentence says what is wrong, where, and what would be right.

/// A document that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Nothing in it.
    #[error("{place}: the document is empty; a page or a line of JSON was expected")]
    Empty {
        /// Where.
        place: String,
    },
    /// Not text: an image, a program, an archive.
    #[error("{place}: the document is binary ({kind}); text, HTML, JSON or XML was expected")]
    Binary {
        /// Where.
        place: String,
        /// What the first bytes look like.
        kind: &'static str,
    },
    /// Bytes that are no text in the encoding they claim.
    #[error("{place}: byte {at} is not valid {encoding}; save the document as UTF-8 or declare its encoding")]
    Encoding {
        /// Where.
        place: String,
        /// The encoding it was read in.
        encoding: &'static str,
        /// Offset of the first wrong byte.
        at: usize,
    },
    /// More bytes than a document may have, counted after decompression.
    #[error("{place}: the document is larger than {limit} bytes; split it into one document a file or line")]
    TooLarge {
        /// Where.
        place: String,
        /// The most that is read.
        limit: usize,
    },
    /// Elements, objects or lists inside each other without end.
    #[error("{place}: the document nests deeper than {limit} levels; no article needs that many")]
    TooDeep {
        /// Where.
        place: String,
        /// The most that is read.
        limit: usize,
    },
    /// A compressed stream, archive record or file that ends early or lies about its length.
    #[error("{place}: {what}")]
    Damaged {
        /// Where.
        place: String,
        /// What is wrong and what would be right.
        what: String,
    },
    /// Well-formed text that does not follow its format.
    #[error("{place}: not valid {format}: {what}")]
    Malformed {
        /// Where.
        place: String,
        /// The format's name.
        format: &'static str,
        /// What is wrong and what would be right.
        what: String,
    },
    /// Read without fault, yet there is no article in it.
    #[error("{place}: no article in it: {what}")]
    NoArticle {
        /// Where.
        place: String,
        /// What is missing.
        what: String,
    },
    /// The input itself could not be read.
    #[error("{place}: reading failed: {what}")]
    Unreadable {
        /// Where.
        place: String,
        /// In the operating system's words.
        what: String,
    },
}

impl Rejection {
    /// Where the document was found.
    pub fn place(&self) -> &str {
        match self {
            Self::Empty { place }
            | Self::Binary { place, .. }
            | Self::Encoding { place, .. }
            | Self::TooLarge { place, .. }
            | Self::TooDeep { place, .. }
            | Self::Damaged { place, .. }
            | Self::Malformed { place, .. }
            | Self::NoArticle { place, .. }
            | Self::Unreadable { place, .. } => place,
        }
    }
}
