//! What an article says: the values that [`crate::extract`] gives. Every finding keeps its span in the
//! body; what comes from a header field says so instead. Links between values are indices into the lists
//! of the same [`Extraction`]; linking them to records is the `ingest` crate's question.

use crate::{CodePoints, Span};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// All that was found in one article. Any text gives one; what was left out is in `notes`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Extraction {
    /// Where and by whom the story was filed, as printed before its first sentence.
    pub dateline: Option<Dateline>,
    /// The document's table of people, organizations and places, each once.
    pub entities: Vec<Entity>,
    /// Every place where an entity is named in the body, in order of the text.
    pub mentions: Vec<Mention>,
    /// Offices printed beside the people who hold them.
    pub offices: Vec<OfficeHeld>,
    /// What the article is about.
    pub topics: Vec<Topic>,
    /// Direct, mixed and indirect quotes, in order of the text.
    pub quotes: Vec<Quote>,
    /// Sentences for a person: what was left out.
    pub notes: Vec<String>,
}

/// The printed dateline: `WASHINGTON (Sputnik) -`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The whole of it, with the dash.
    pub span: Span,
    /// The place as printed.
    pub place_printed: Option<String>,
    /// The place in `entities`.
    pub place: Option<usize>,
    /// The agency as printed.
    pub agency_printed: Option<String>,
    /// The agency in `entities`: an organization.
    pub agency: Option<usize>,
    /// The day printed in it.
    pub on: Option<NaiveDate>,
}

/// A person, organization or place of this document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Which of the three.
    pub kind: EntityKind,
    /// The fullest form printed, without titles: `Marco Rubio`; for a place the gazetteer's name.
    pub name: String,
    /// A person's given names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// A person's family name with its particle: `van der Leyen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// ISO 3166-1 alpha-2 of a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// `GeoNames` number of a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames_id: Option<u32>,
    /// What kind of place: country, region, city, continent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_kind: Option<PlaceKind>,
}

impl Entity {
    /// An entity of which nothing but its name is known.
    pub fn new(kind: EntityKind, name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            kind,
            name,
            given_name: None,
            family_name: None,
            country_code: None,
            geonames_id: None,
            place_kind: None,
        }
    }

    /// An organization, without the article before its name.
    pub(crate) fn organization(name: &str) -> Self {
        Self::new(EntityKind::Organization, name.strip_prefix("The ").unwrap_or(name))
    }
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body of people: agency, ministry, party, company; a metonym such as "the Kremlin".
    Organization,
    /// A country, region or city.
    Place,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A part of the world that holds countries.
    Continent,
    /// A sovereign or dependent country.
    Country,
    /// A part of a country, or of the world: `Texas`, `Catalonia`, `Middle East`.
    Region,
    /// A populated place.
    City,
}

/// An entity named in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The entity, in `entities`.
    pub entity: usize,
    /// The name as printed, titles left out.
    pub span: Span,
}

/// A position (Popolo `post`) as printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Office {
    /// Without jurisdiction and qualifier: `Secretary of State`.
    pub title: String,
    /// The country or region it governs, by the gazetteer's name: `United States`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// The organization it belongs to, as printed: `Foreign Ministry`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
}

/// A person printed as holding, having held or about to hold an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHeld {
    /// The person, in `entities`.
    pub holder: usize,
    /// The position.
    pub office: Office,
    /// The words as printed: `US Secretary of State`.
    pub span: Span,
    /// What stands before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    /// Whether it was held at the time that is told of: `then-President`. It is former since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_then: bool,
}

/// How an office is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// No longer: former, ex-, then-.
    Former,
    /// For the time being: acting, interim.
    Acting,
    /// Not yet: designate, elect, incoming.
    Designate,
}

/// What an article or a statement is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// As printed in the tag or keyword, or the taxonomy's name.
    pub name: String,
    /// Subject, or the kind of the entity it stands for.
    pub kind: TopicKind,
    /// The entity it stands for, in `entities`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<usize>,
    /// IPTC Media Topics code: `medtop:20000638`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where it was found.
    pub source: TopicSource,
}

/// What a topic stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicKind {
    /// A matter: talks, migration, trade.
    Subject,
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A place.
    Place,
}

/// Where a topic of an article was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicSource {
    /// The publisher's tags.
    Tag,
    /// The keywords.
    Keyword,
    /// The headline's or the body's own words.
    Text,
}

/// One appearance of somebody's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Whether the words, some of them or their sense are the speaker's.
    pub kind: QuoteKind,
    /// The places of the words, quotation marks included; more than one when the quote is split.
    pub spans: Vec<Span>,
    /// The verb or mark that reports the speech: `said`, `according to`, `:`.
    pub cue: Option<Span>,
    /// The attribution as printed: `US Secretary of State Marco Rubio`, `he`, `a spokesman`.
    pub source: Option<Span>,
    /// Who spoke.
    pub speaker: Speaker,
    /// The office printed in the attribution, in `offices`.
    pub office: Option<usize>,
    /// Whom it was said to: `reporters`.
    pub audience: Option<Span>,
    /// The day it was said.
    pub said: Option<Said>,
    /// What it is about, narrowest basis first.
    pub topics: Vec<QuoteTopic>,
    /// Entities named inside the words, in `mentions`.
    pub mentions: Vec<usize>,
    /// The name of the rule that found it, for people who look for errors.
    pub rule: std::borrow::Cow<'static, str>,
    /// How likely it is that words and speaker are both right, from 0 to 1, calibrated on gold data.
    pub confidence: f32,
}

impl Quote {
    /// The words alone: the pieces of a split quote joined by a blank, each without the marks around it.
    pub fn text(&self, body: &str) -> String {
        let pieces: Vec<&str> = self.spans.iter().map(|span| self.bare(span.of(body))).collect();
        pieces.join(" ")
    }

    fn bare<'b>(&self, piece: &'b str) -> &'b str {
        let is_mark =
            |c: char| matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '\'' | '`' | '‚');
        match self.kind {
            QuoteKind::Direct => piece.trim_matches(is_mark).trim(),
            QuoteKind::Indirect | QuoteKind::Mixed => piece.trim(),
        }
    }
}

/// How words are reported (Pareti 2012).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// All of it inside quotation marks.
    Direct,
    /// None of it inside quotation marks.
    Indirect,
    /// Some of it.
    Mixed,
}

/// Who spoke.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// A person or an organization, in `entities`.
    Entity(usize),
    /// Somebody without a name: `a spokesman for the ministry`; the organization spoken for, if known.
    Role {
        /// The words as printed.
        printed: String,
        /// The organization spoken for, in `entities`.
        organization: Option<usize>,
    },
    /// More than one could be meant. Never empty-handed: the candidates are given, most likely first.
    Undecided(Vec<Candidate>),
    /// Nobody is named.
    Unknown,
}

/// Somebody who could have spoken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// In `entities`.
    pub entity: usize,
    /// Share of the evidence, from 0 to 1.
    pub weight: f32,
}

/// The day something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The day, or the first day of the span of days.
    pub on: NaiveDate,
    /// How exact it is.
    pub precision: Precision,
    /// What it rests on.
    pub basis: SaidBasis,
    /// The words it rests on: `on Wednesday`.
    pub span: Option<Span>,
}

/// How exact a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// That very day.
    Day,
    /// Some day of the week that starts with it.
    Week,
    /// Some day of its month.
    Month,
    /// Some day of its year.
    Year,
}

/// What the day of a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidBasis {
    /// A date in the sentence.
    Explicit,
    /// A weekday or "yesterday", counted from the day of the dateline or of publication.
    Relative,
    /// Nothing was printed: the article's own day.
    Publication,
}

/// A topic of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteTopic {
    /// In `topics`.
    pub topic: usize,
    /// What links the two.
    pub basis: TopicBasis,
}

/// What links a statement and a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicBasis {
    /// The statement's own words.
    Words,
    /// The sentence around them.
    Sentence,
    /// The article's tags, keywords and headline.
    Article,
}

impl Extraction {
    /// The same with every span counted in Unicode code points of `body`, as it leaves the program.
    #[must_use]
    pub fn in_code_points(mut self, body: &str) -> Self {
        let points = CodePoints::new(body);
        self.each_span(|span| *span = points.from_bytes(*span));
        self
    }

    /// The same with every span counted in bytes of `body`, as it is read back.
    #[must_use]
    pub fn in_bytes(mut self, body: &str) -> Self {
        let points = CodePoints::new(body);
        self.each_span(|span| *span = points.to_bytes(*span));
        self
    }

    fn each_span(&mut self, mut change: impl FnMut(&mut Span)) {
        self.dateline.iter_mut().for_each(|dateline| change(&mut dateline.span));
        self.mentions.iter_mut().for_each(|mention| change(&mut mention.span));
        self.offices.iter_mut().for_each(|office| change(&mut office.span));
        for quote in &mut self.quotes {
            quote.spans.iter_mut().for_each(&mut change);
            let parts = [&mut quote.cue, &mut quote.source, &mut quote.audience];
            parts.into_iter().flatten().for_each(&mut change);
            quote.said.iter_mut().filter_map(|said| said.span.as_mut()).for_each(&mut change);
        }
    }
}
