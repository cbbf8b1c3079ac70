//! Whether an extraction fits its body. In: an extraction counted in code points, and the body. Out: the first
//! field that points outside or is no likelihood, since every later step slices, indexes and orders without looking again.

use extract::{Extraction, Quote, Span, Speaker};

/// Checks every span against the body, every index against its list, and every likelihood.
pub(super) fn check(extraction: &Extraction, body: &str) -> Result<(), String> {
    let check = Check { length: body.chars().count(), found: extraction };
    if let Some(dateline) = &extraction.dateline {
        check.span("dateline.span", dateline.span)?;
        check.entity("dateline.place", dateline.place)?;
        check.entity("dateline.agency", dateline.agency)?;
    }
    for (at, mention) in extraction.mentions.iter().enumerate() {
        check.span(&format!("mentions[{at}].span"), mention.span)?;
        check.entity(&format!("mentions[{at}].entity"), [mention.entity])?;
    }
    for (at, office) in extraction.offices.iter().enumerate() {
        check.span(&format!("offices[{at}].span"), office.span)?;
        check.entity(&format!("offices[{at}].holder"), [office.holder])?;
    }
    for (at, topic) in extraction.topics.iter().enumerate() {
        check.entity(&format!("topics[{at}].entity"), topic.entity)?;
    }
    let quotes = extraction.quotes.iter().enumerate();
    quotes.into_iter().try_for_each(|(at, quote)| check.quote(&format!("quotes[{at}]"), quote))
}

struct Check<'e> {
    /// Code points in the body.
    length: usize,
    found: &'e Extraction,
}

impl Check<'_> {
    fn quote(&self, path: &str, quote: &Quote) -> Result<(), String> {
        let confidence = quote.confidence;
        if !(0.0..=1.0).contains(&confidence) {
            return Err(format!("field extraction.{path}.confidence: {confidence} is not between 0 and 1"));
        }
        if quote.spans.is_empty() {
            return Err(format!("field extraction.{path}.spans is empty; a quote has at least one span"));
        }
        for (at, span) in quote.spans.iter().enumerate() {
            self.span(&format!("{path}.spans[{at}]"), *span)?;
        }
        if quote.spans.windows(2).any(|pair| pair[1].start < pair[0].end) {
            return Err(format!("field extraction.{path}.spans is out of order; spans follow the text"));
        }
        let said = quote.said.and_then(|said| said.span);
        let parts =
            [("cue", quote.cue), ("source", quote.source), ("audience", quote.audience), ("said.span", said)];
        for (name, span) in parts {
            span.map_or(Ok(()), |span| self.span(&format!("{path}.{name}"), span))?;
        }
        match &quote.speaker {
            Speaker::Entity(entity) => self.entity(&format!("{path}.speaker"), [*entity])?,
            Speaker::Role { organization, .. } => self.entity(&format!("{path}.speaker"), *organization)?,
            Speaker::Undecided(all) => {
                self.entity(&format!("{path}.speaker"), all.iter().map(|candidate| candidate.entity))?;
            }
            Speaker::Unknown => {}
        }
        inside(&format!("{path}.office"), quote.office, self.found.offices.len())?;
        inside(&format!("{path}.mentions"), quote.mentions.iter().copied(), self.found.mentions.len())?;
        let topics = quote.topics.iter().map(|topic| topic.topic);
        inside(&format!("{path}.topics"), topics, self.found.topics.len())
    }

    fn span(&self, path: &str, span: Span) -> Result<(), String> {
        let Span { start, end } = span;
        if start <= end && end <= self.length {
            return Ok(());
        }
        let length = self.length;
        Err(format!(
            "field extraction.{path}: [{start}, {end}) is no span of the body, which has {length} characters"
        ))
    }

    fn entity(&self, path: &str, entities: impl IntoIterator<Item = usize>) -> Result<(), String> {
        inside(path, entities, self.found.entities.len())
    }
}

fn inside(path: &str, items: impl IntoIterator<Item = usize>, length: usize) -> Result<(), String> {
    match items.into_iter().find(|&item| item >= length) {
        Some(item) => Err(format!("field extraction.{path}: there is no item {item} in a list of {length}")),
        None => Ok(()),
    }
}
