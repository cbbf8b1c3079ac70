//! The extractor's enums in the words of the tables.

use extract as x;

/// The same choice as the tables spell it.
pub(crate) trait Stored {
    /// The table's enum.
    type As;
    /// The same choice.
    fn stored(self) -> Self::As;
}

/// The way back.
pub(crate) trait Told {
    /// The extractor's enum.
    type As;
    /// The same choice.
    fn told(self) -> Self::As;
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

macro_rules! told {
    ($($from:ident => $to:ty { $($variant:ident),+ };)+) => {$(
        impl Told for entity::$from {
            type As = $to;
            fn told(self) -> Self::As {
                match self { $(Self::$variant => <$to>::$variant,)+ }
            }
        }
    )+};
}

told! {
    TopicKind => x::TopicKind { Subject, Person, Organization, Place };
    TopicSource => x::TopicSource { Tag, Keyword, Text };
    TopicBasis => x::TopicBasis { Words, Sentence, Article };
    Qualifier => x::Qualifier { Former, Acting, Designate };
    QuoteKind => x::QuoteKind { Direct, Indirect, Mixed };
    Precision => x::Precision { Day, Week, Month, Year };
}

impl Told for entity::PlaceKind {
    type As = Option<x::PlaceKind>;

    /// None for a place in no gazetteer.
    fn told(self) -> Self::As {
        match self {
            Self::Continent => Some(x::PlaceKind::Continent),
            Self::Country => Some(x::PlaceKind::Country),
            Self::Region => Some(x::PlaceKind::Region),
            Self::City => Some(x::PlaceKind::City),
            Self::Other => None,
        }
    }
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
