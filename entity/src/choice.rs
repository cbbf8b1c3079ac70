//! The text enums of the tables. The database holds the same words under a check.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, EnumIter,
            DeriveActiveEnum,
        )]
        #[serde(rename_all = "snake_case")]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }
    };
}

choice! {
    /// What a place is.
    PlaceKind {
        /// A part of the world that holds countries.
        Continent,
        /// A sovereign or dependent country.
        Country,
        /// A first-level division of a country.
        Region,
        /// A populated place.
        City,
        /// Named in print, and in no gazetteer.
        Other,
    }
}
choice! {
    /// What an organization does for us.
    OrganizationKind {
        /// It publishes articles.
        Publisher,
        /// It files stories that others print.
        Agency,
        /// A ministry, parliament or office of a state.
        Government,
        /// A political party.
        Party,
        /// Anything else, or not known.
        Other,
    }
}
choice! {
    /// What a topic stands for.
    TopicKind {
        /// A matter: trade, migration.
        Subject,
        /// A person.
        Person,
        /// An organization.
        Organization,
        /// A place.
        Place,
    }
}
choice! {
    /// Where a name of a record comes from.
    NameSource {
        /// Printed in an article.
        Article,
        /// Imported reference data.
        Reference,
        /// A human's word.
        Editorial,
    }
}
choice! {
    /// What a tenure rests on.
    TenureBasis {
        /// Imported reference data.
        Reference,
        /// An article printed the office beside the name.
        Printed,
        /// A human's word.
        Editorial,
    }
}
choice! {
    /// How an office is held.
    Qualifier {
        /// No longer.
        Former,
        /// For the time being.
        Acting,
        /// Not yet.
        Designate,
    }
}
choice! {
    /// How exact a day is.
    Precision {
        /// That very day.
        Day,
        /// Some day of the week that starts with it.
        Week,
        /// Some day of its month.
        Month,
        /// Some day of its year.
        Year,
    }
}
choice! {
    /// Whether an article still stands.
    ArticleStatus {
        /// It does.
        Published,
        /// Its publisher took it back.
        Withdrawn,
    }
}
choice! {
    /// What an image is for.
    ImageRole {
        /// It stands above the story.
        Lead,
        /// It stands elsewhere.
        Other,
    }
}
choice! {
    /// Where a topic of an article was found.
    TopicSource {
        /// The publisher's tags.
        Tag,
        /// The keywords.
        Keyword,
        /// The body's own words.
        Text,
    }
}
choice! {
    /// Who found a mention.
    Creator {
        /// The extractor, in the body.
        Machine,
        /// The page's own metadata.
        Metadata,
        /// A human.
        Editorial,
    }
}
choice! {
    /// How words are reported (Pareti 2012).
    QuoteKind {
        /// All of it inside quotation marks.
        Direct,
        /// None of it inside quotation marks.
        Indirect,
        /// Some of it.
        Mixed,
    }
}
choice! {
    /// What the day of a statement rests on.
    SaidBasis {
        /// A date in the sentence.
        Explicit,
        /// A weekday or "yesterday", counted from the article's day.
        Relative,
        /// Nothing was printed: the article's own day.
        Publication,
        /// Not even the article has a day: the day its document was received.
        Received,
    }
}
choice! {
    /// How far a statement was looked at.
    StatementStatus {
        /// As the extractor found it.
        Machine,
        /// A human agreed.
        Confirmed,
        /// A human took it out.
        Rejected,
    }
}
choice! {
    /// How the printed words compare with the statement's.
    QuoteMatch {
        /// The same words.
        Exact,
        /// A part of them.
        Truncated,
        /// Nearly the same words.
        Edited,
    }
}
choice! {
    /// What links a statement and a topic.
    TopicBasis {
        /// The statement's own words.
        Words,
        /// The sentence around them.
        Sentence,
        /// The article's topics.
        Article,
    }
}
choice! {
    /// What links a statement and the office it was made in.
    OfficeBasis {
        /// Printed beside the speaker's name.
        Printed,
        /// A tenure that covers the day.
        Tenure,
    }
}
choice! {
    /// What a correction changed.
    CorrectionKind {
        /// Two records of one person became one.
        Merge,
        /// What is recorded of a statement.
        Statement,
        /// Whether a statement stands.
        Status,
        /// Who held an office when.
        Tenure,
        /// Another name of a record.
        Name,
    }
}
choice! {
    /// What the holder of a token may do. Each may ask.
    Role {
        /// Ask, where asking needs a token.
        Reader,
        /// Send documents.
        Ingester,
        /// Correct records.
        Editor,
        /// All of it.
        Admin,
    }
}
choice! {
    /// The command that a run belongs to.
    RunVerb {
        /// Documents, read and extracted.
        Ingest,
        /// Articles with what was extracted from them.
        Import,
        /// What is there, extracted anew.
        Reextract,
        /// Feeds, polled.
        Watch,
    }
}
choice! {
    /// What became of a document.
    RunOutcome {
        /// It told of an article that was not there.
        Created,
        /// It told of an article that was there with other words or other metadata.
        Updated,
        /// All that it tells was there.
        Unchanged,
        /// It was not read; the reason says why.
        Rejected,
    }
}
choice! {
    /// What kind of record speaks.
    SpeakerKind {
        /// A person.
        Person,
        /// An organization.
        Organization,
    }
}
choice! {
    /// What kept counts of statements divide by.
    CountFacet {
        /// Nothing: all of them.
        All,
        /// Those with direct speech.
        Direct,
        /// Those with indirect speech.
        Indirect,
        /// Those with both.
        Mixed,
        /// The month they were said in.
        Month,
        /// What they are about; one statement counts for each of its topics.
        Topic,
        /// Who printed them; one statement counts for each publisher.
        Publisher,
    }
}
