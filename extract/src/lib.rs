//! Text into values. In: an [`Article`]. Out: an [`Extraction`]: who said what, about what, when, holding
//! which office, each with its span. Pure and total: no I/O, clock or database, and any text gives one.

mod article;
mod clause;
mod content;
mod coreference;
mod cue;
mod date;
mod dateline;
mod document;
mod extraction;
mod gazetteer;
mod lexicon;
mod name;
mod office;
mod quotation;
mod quote;
mod sentence;
mod source;
mod span;
mod table;
mod title;
mod token;
mod topic;
mod word;

pub use article::{Article, Copyright, Image, Link, Publisher};
pub use extraction::{
    Candidate, Dateline, Entity, EntityKind, Extraction, Mention, Office, OfficeHeld, PlaceKind, Precision,
    Qualifier, Quote, QuoteKind, QuoteTopic, Said, SaidBasis, Speaker, Topic, TopicBasis, TopicKind,
    TopicSource,
};
pub use span::{CodePoints, Span};
pub use topic::{Subject, taxonomy};

use document::Document;
use gazetteer::Place;
use table::{Named, Table};

/// The sentences of a text, in order, without the white space between them. A quotation is never cut.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut tokens = token::tokens(text);
    let quotations = quotation::quotations(text, &mut tokens);
    let sentences = sentence::sentences(&tokens, &quotations).into_iter();
    sentences.map(|range| Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end)).collect()
}

/// Reads an article. `extract` never fails: what it left out is in the notes.
pub fn extract(article: &Article) -> Extraction {
    let mut document = Document::new(&article.body);
    let printed = dateline::read(&document, article.day(), article.language.as_deref());
    // Below a standfirst it stays in the story, which begins above it.
    if let Some(opening) = printed.as_ref().filter(|printed| printed.whole.start == 0) {
        document.start_behind(opening.whole.end);
    }
    let day = printed.as_ref().and_then(|printed| printed.on).or_else(|| article.day());
    let filed_from = printed.as_ref().and_then(|printed| dateline::place(&document, printed));
    let mut table = Table::new(&document, filed_from);
    coreference::gender::learn(&document, &mut table);
    coreference::thing::learn(&document, &mut table);
    let quotes = quote::quotes(&document, &table, day);
    let dateline = printed.map(|printed| filed(&document, &mut table, &printed, filed_from));
    let Table { mut entities, mut mentions, offices, owners, .. } = table;
    let is_new = |owner: &Named| {
        mentions.binary_search_by_key(&owner.tokens.start, |named| named.tokens.start).is_err()
    };
    mentions.extend(owners.into_iter().filter(is_new).collect::<Vec<_>>());
    mentions.sort_by_key(|named| named.tokens.start);
    let subjects = topic::Subjects::of(article, &document);
    let topics = topic::of_article(article, &subjects, &mut entities);
    let mut extraction = Extraction {
        dateline,
        mentions: mentions
            .iter()
            .map(|named| Mention { entity: named.entity, span: document.span(&named.tokens) })
            .collect(),
        offices: offices.into_iter().map(|held| held_office(&document, held)).collect(),
        entities,
        topics,
        quotes,
        notes: topic::notes(article),
    };
    topic::of_quotes(&document, &subjects, &mut extraction);
    extraction
}

/// Finds what the quotes of an extraction are about and whom they name, as [`extract`] does: for quotes that were not
/// found here but given.
pub fn fill_topics(article: &Article, extraction: &mut Extraction) {
    let document = Document::new(&article.body);
    let subjects = topic::Subjects::of(article, &document);
    topic::of_quotes(&document, &subjects, extraction);
}

/// The place of the gazetteer that an office is of: of several of one name the one that its title governs, as an entity
/// without a document. A senator of Georgia is no country's.
pub fn jurisdiction(office: &Office) -> Option<Entity> {
    let name = office.jurisdiction.as_deref()?;
    gazetteer::seat(name, office::governed(&office.title)).map(Place::entity)
}

/// The state of the US that a postal code or an abbreviation in print means: "GA", "Ga.".
pub fn state(code: &str) -> Option<&'static str> {
    lexicon::STATES.get(code).copied()
}

fn held_office(document: &Document<'_>, held: table::Held) -> OfficeHeld {
    OfficeHeld {
        holder: held.holder,
        office: held.office,
        span: document.span(&held.tokens),
        qualifier: held.qualifier,
        is_then: held.is_then,
    }
}

/// The dateline, its place and agency as entities.
fn filed(
    document: &Document<'_>,
    table: &mut Table,
    printed: &dateline::Printed,
    known: Option<Place>,
) -> Dateline {
    let name = Some(document.words(&printed.place)).filter(|name| !name.is_empty());
    let first = name.as_deref().map(dateline::first_of);
    let place = first.map(|name| known.map_or_else(|| unlisted(name), Place::entity));
    let agency = printed.agency.as_ref().map(|agency| document.words(agency));
    Dateline {
        span: document.span(&printed.whole),
        place: place.map(|place| table.add(place)),
        place_printed: name,
        agency: agency.as_ref().map(|agency| table.add(Entity::organization(agency))),
        agency_printed: agency,
        on: printed.on,
    }
}

/// A place that no gazetteer has.
fn unlisted(name: &str) -> Entity {
    let is_capitals = name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let spelled = |word: &str| {
        let mut letters = word.chars();
        let first: String = letters.next().into_iter().collect();
        first + &letters.as_str().to_lowercase()
    };
    let words: Vec<String> = name.split(' ').map(spelled).collect();
    Entity::new(EntityKind::Place, if is_capitals { words.join(" ") } else { name.to_owned() })
}
