//! Lists of quotes without their articles: GDELT's Global Quotation Graph and Quotebank. In: a line. Out: for each
//! address an article of what the list prints of it and nothing else: each quote in its context, a paragraph each.
//! The words are quotes because the list says so; who spoke is what the list says, else what the context tells.
//!
//! A list's quotes stand between quotation marks that it left out; the paragraph sets them again, so that it reads as
//! it was printed. What is missing around a context stays missing: the article is an excerpt.

mod gqg;
mod quotebank;

use crate::{Page, Rejection, address, date, html, text};
use extract::{
    Article, Candidate, Entity, EntityKind, Extraction, Publisher, Quote, QuoteKind, Span, Speaker,
};
use std::collections::HashSet;

/// Reads a line of the Global Quotation Graph.
pub(crate) fn read_gqg(content: &str, place: &str) -> Result<Vec<Page>, Rejection> {
    gqg::read(content, place)
}

/// Reads a line of Quotebank, by quotations or by articles.
pub(crate) fn read_quotebank(content: &str, place: &str) -> Result<Vec<Page>, Rejection> {
    quotebank::read(content, place)
}

/// What a list prints of one article.
#[derive(Default)]
struct Listed {
    url: Option<String>,
    id: Option<String>,
    title: Option<String>,
    /// The day, as printed.
    date: Option<String>,
    language: Option<String>,
    quotes: Vec<Printed>,
}

/// A quote as a list prints it.
#[derive(Clone, Default)]
struct Printed {
    before: String,
    words: String,
    after: String,
    /// Names of those who may have said it, likeliest first, with the list's share for each.
    speakers: Vec<(String, f32)>,
    /// The list's share for nobody whom it knows; none where it gives no shares.
    unknown: Option<f32>,
}

/// How a list's quotes are called and trusted.
struct Rule {
    /// The name kept with each quote.
    name: &'static str,
    /// How likely it is that the words of a quote are one: lists are made by machines too.
    confidence: f32,
}

impl Listed {
    /// The article and its quotes.
    fn page(self, rule: &Rule, place: &str) -> Result<Page, Rejection> {
        let no_article = |what: &str| Rejection::NoArticle { place: place.to_owned(), what: what.to_owned() };
        let url =
            self.url.filter(|url| address::is_web(url)).ok_or_else(|| no_article("it has no address"))?;
        let mut body = Body::default();
        self.quotes.iter().enumerate().for_each(|(number, quote)| body.add(number, quote));
        if body.places.is_empty() {
            return Err(no_article("it has no quotes"));
        }
        let domain = address::host(&url);
        let headline = self.title.as_deref().and_then(text::some_line);
        let mut notes = Vec::new();
        if headline.is_none() {
            notes.push("the list prints no headline: the address stands in its place".to_owned());
        }
        let when = self.date.as_deref().and_then(date::parse);
        let article = Article {
            headline: headline.unwrap_or_else(|| address::bare(&url).to_owned()),
            external_id: self.id,
            is_excerpt: true,
            language: self.language.or_else(|| html::language::detected(&body.text).map(str::to_owned)),
            published_on: when.map(|when| when.day),
            publisher: domain.map(|host| Publisher {
                name: host.clone(),
                domain: Some(host),
                ..Publisher::default()
            }),
            body: body.text.clone(),
            url: Some(url),
            ..Article::default()
        };
        let extraction = body.extraction(&article, &self.quotes, rule);
        Ok(Page { article, extraction: Some(extraction), notes })
    }
}

/// Paragraphs of quotes in their contexts.
#[derive(Default)]
struct Body {
    text: String,
    /// Quotes by their numbers in the list, each with its place, marks included, and its paragraph's.
    places: Vec<(usize, Span, Span)>,
    known: HashSet<String>,
}

/// Marks that open a quote, and those that close one, in any language.
const OPENING: [char; 7] = ['"', '“', '„', '«', '»', '‘', '`'];
const CLOSING: [char; 6] = ['"', '”', '“', '»', '«', '’'];

impl Body {
    fn add(&mut self, number: usize, quote: &Printed) {
        let words = text::one_line(&quote.words);
        let bare = words.trim_matches(|c: char| OPENING.contains(&c) || CLOSING.contains(&c)).trim();
        let before = text::one_line(&quote.before);
        let before = before.trim_end_matches(OPENING).trim_end();
        let after = text::one_line(&quote.after);
        let (glue, after) = behind(&after);
        let blank = if before.is_empty() { "" } else { " " };
        let paragraph = format!("{before}{blank}“{bare}”{glue}{after}");
        if bare.is_empty() || !self.known.insert(paragraph.clone()) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        let opens = start + before.len() + blank.len();
        let closes = opens + '“'.len_utf8() + bare.len() + '”'.len_utf8();
        self.text.push_str(&paragraph);
        self.places.push((number, Span::new(opens, closes), Span::new(start, self.text.len())));
    }

    /// What is found in the article, with the list's quotes as its only ones. Where the context of one names its
    /// speaker and the list names none, that speaker stays.
    fn extraction(&self, article: &Article, printed: &[Printed], rule: &Rule) -> Extraction {
        let mut found = extract::extract(article);
        let read = std::mem::take(&mut found.quotes);
        for &(number, span, paragraph) in &self.places {
            let quote = &printed[number];
            let known = read.iter().find(|read| read.spans.iter().any(|part| span.contains(*part)));
            let attributed = if quote.speakers.is_empty() && quote.unknown.is_none() {
                known.cloned().map(|known| Quote { kind: QuoteKind::Direct, spans: vec![span], ..known })
            } else {
                None
            };
            let given = || self.given(&mut found, quote, (span, paragraph), known, rule);
            let quote = attributed.unwrap_or_else(given);
            found.quotes.push(quote);
        }
        extract::fill_topics(article, &mut found);
        found
    }

    /// A quote with the speaker that the list gives.
    fn given(
        &self,
        found: &mut Extraction,
        quote: &Printed,
        (span, paragraph): (Span, Span),
        known: Option<&Quote>,
        rule: &Rule,
    ) -> Quote {
        let speaker = speaker(found, quote);
        let source = match speaker {
            Speaker::Entity(entity) => self.source(&found.entities[entity].name, span, paragraph),
            _ => None,
        };
        // What the context tells of somebody else's words belongs to them.
        let known = known.filter(|known| known.speaker == speaker);
        let likeliest = quote.speakers.first().map_or(1.0, |(_, share)| *share);
        let share = if speaker == Speaker::Unknown { quote.unknown.unwrap_or(1.0) } else { likeliest };
        Quote {
            kind: QuoteKind::Direct,
            spans: vec![span],
            cue: known.and_then(|known| known.cue),
            source,
            office: known.and_then(|known| known.office),
            audience: known.and_then(|known| known.audience),
            said: known.and_then(|known| known.said),
            topics: Vec::new(),
            mentions: Vec::new(),
            rule: rule.name.into(),
            confidence: rule.confidence * share,
            speaker,
        }
    }

    /// Where the context names the speaker: the place nearest to the words.
    fn source(&self, name: &str, span: Span, paragraph: Span) -> Option<Span> {
        let last = name.rsplit(' ').next().unwrap_or_default();
        let named = |name: &str| {
            let context = paragraph.of(&self.text);
            let all = context
                .match_indices(name)
                .map(|(at, _)| Span::new(paragraph.start + at, paragraph.start + at + name.len()));
            let is_word = |place: &Span| {
                let around =
                    [self.text[..place.start].chars().next_back(), self.text[place.end..].chars().next()];
                around.into_iter().flatten().all(|letter| !letter.is_alphanumeric())
            };
            let outside = all.filter(|place| !place.overlaps(span)).filter(is_word);
            outside.min_by_key(|place| place.start.abs_diff(span.end).min(place.end.abs_diff(span.start)))
        };
        named(name).or_else(|| named(last).filter(|_| last.len() > 2))
    }
}

/// What follows a quote, without a mark of its own, and the blank before it where one belongs.
fn behind(after: &str) -> (&str, &str) {
    let after = after.strip_prefix(CLOSING).unwrap_or(after).trim_start();
    let is_glued = after.is_empty() || after.starts_with([',', '.', ';', ':', '?', '!', ')']);
    (if is_glued { "" } else { " " }, after)
}

/// Who spoke, as the list says. Two that are about as likely are left undecided, and nobody is named where the list
/// finds nobody likelier than anybody.
fn speaker(found: &mut Extraction, quote: &Printed) -> Speaker {
    const TIE: f32 = 0.1;
    let Some((name, first)) = quote.speakers.first() else { return Speaker::Unknown };
    if quote.unknown.is_some_and(|unknown| unknown >= *first) {
        return Speaker::Unknown;
    }
    match quote.speakers.get(1) {
        Some((_, second)) if first - second < TIE => {
            let near = quote.speakers.iter().filter(|(_, share)| first - share < TIE);
            let candidates =
                near.map(|(name, share)| Candidate { entity: person(found, name), weight: *share });
            Speaker::Undecided(candidates.collect())
        }
        _ => Speaker::Entity(person(found, name)),
    }
}

/// The person of that name, added where the context does not name them.
fn person(found: &mut Extraction, name: &str) -> usize {
    let is_it =
        |entity: &Entity| entity.kind == EntityKind::Person && text::key(&entity.name) == text::key(name);
    found.entities.iter().position(is_it).unwrap_or_else(|| {
        let mut words = name.split(' ');
        let given_name = words.next().filter(|_| name.contains(' ')).map(str::to_owned);
        found.entities.push(Entity {
            family_name: name.rsplit(' ').next().filter(|_| given_name.is_some()).map(str::to_owned),
            given_name,
            ..Entity::new(EntityKind::Person, name)
        });
        found.entities.len() - 1
    })
}

#[cfg(test)]
mod tests;
