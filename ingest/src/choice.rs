//! The extractor's enums in the words of the tables.

use extract as x;

/// The same choice as the tables spell it.
pub(crate) trait Stored {
    /// The table's enum.
    type As;
    /// The same choice.
    fn stored(self) -> Self::As;
}

macro_rules! stored {
    ($($from:ty => $to:ident { $($variant:ident),+ };)+) => {$(
        impl Stored for $from {
            type As = entity::$to;
            fn stored(self) -> Self::As {
                match self { $(Self::$variant => entity::$to::$variant,)+ }
            }
        }
    )+};
}

stored! {
    x::PlaceKind => PlaceKind { Continent, Country, Region, City };
    x::TopicKind => TopicKind { Subject, Person, Organization, Place };
    x::TopicSource => TopicSource { Tag, Keyword, Text };
    x::TopicBasis => TopicBasis { Words, Sentence, Article };
    x::Qualifier => Qualifier { Former, Acting, Designate };
    x::QuoteKind => QuoteKind { Direct, Indirect, Mixed };
    x::Precision => Precision { Day, Week, Month, Year };
    x::SaidBasis => SaidBasis { Explicit, Relative, Publication };
}
