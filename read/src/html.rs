//! Web pages. In: the text of a page. Out: the article that its markup declares and its readers see.
//!
//! Four witnesses, asked in this order: JSON-LD, microdata, the page's `meta` elements (`OpenGraph` and others), and
//! what is visible. The body is always what is visible; a headline is the visible `h1` where it agrees with a
//! declared one. Nothing that a page names is fetched or run.

mod body;
mod declared;
mod json_ld;
pub(crate) mod meta;
mod micro;

use crate::{Page, Rejection, address, date, image, markup, text};
use declared::Declared;
use dom_query::Document;
use extract::{Article, Copyright, Publisher};

/// Elements inside each other: real pages have a few dozen, and every walk over the tree is as deep.
pub(crate) const DEEPEST: usize = 512;

/// Reads a page. `url` is the address it was fetched from, where the container tells.
pub(crate) fn read(content: &str, url: Option<&str>, place: &str) -> Result<Page, Rejection> {
    if depth(content) > DEEPEST {
        return Err(Rejection::TooDeep { place: place.to_owned(), limit: DEEPEST });
    }
    let document = Document::from(content);
    let mut declared = json_ld::read(&document);
    declared.add(micro::read(&document));
    declared.add(meta::read(&document));
    let base = declared.url.clone().or_else(|| url.map(str::to_owned));
    let canonical = declared.url.take().and_then(|found| address::resolve(url, &found)).or(base);
    let headline = headline(&document, &declared);
    let authors = if declared.authors.is_empty() {
        meta::byline(&document)
    } else {
        std::mem::take(&mut declared.authors)
    };
    let visible_day = meta::visible_date(&document);
    let body =
        body::read(content, &document, &labels(&headline, &authors, &declared), declared.body.as_deref());
    if headline.is_empty() || body.is_empty() {
        let what =
            if headline.is_empty() { "no headline was found" } else { "a headline was found, but no story" };
        return Err(Rejection::NoArticle { place: place.to_owned(), what: what.to_owned() });
    }
    let mut notes = Vec::new();
    let article = assemble(declared, canonical, headline, body, authors, visible_day, &mut notes);
    if article.url.is_none() {
        notes.push("the page declares no address: the article has no URL".to_owned());
    }
    Ok(Page { article, extraction: None, notes })
}

/// The articles that a JSON-LD document declares. One without a body is an excerpt that its page completes.
pub(crate) fn articles(value: &serde_json::Value, url: Option<&str>) -> Vec<Result<Page, String>> {
    let declared = json_ld::articles(value).into_iter();
    let page = |mut declared: Declared| {
        let url = declared.url.take().or_else(|| url.map(str::to_owned));
        let headline = declared.headline.clone().ok_or("an article has no headline")?;
        let body = markup::read(&declared.body.take().unwrap_or_default()).body;
        if body.is_empty() && url.is_none() {
            return Err(format!("the article {headline:?} has neither address nor body"));
        }
        let mut notes = Vec::new();
        let authors = std::mem::take(&mut declared.authors);
        let mut article = assemble(declared, url, headline, body, authors, None, &mut notes);
        article.is_excerpt = article.body.is_empty();
        Ok(Page { article, extraction: None, notes })
    };
    declared.map(page).collect()
}

/// Keys of the lines that pages print around a story.
fn labels(headline: &str, authors: &[String], declared: &Declared) -> Vec<String> {
    let bylines = authors.iter().map(|author| format!("by {author}"));
    let tags =
        declared.tags.iter().chain(&declared.keywords).chain(&declared.section).chain(authors).cloned();
    let all = tags.chain(bylines).chain([headline.to_owned()]);
    all.map(|label| text::key(&label)).filter(|key| !key.is_empty()).collect()
}

fn assemble(
    declared: Declared,
    url: Option<String>,
    headline: String,
    body: String,
    authors: Vec<String>,
    visible: Option<date::When>,
    notes: &mut Vec<String>,
) -> Article {
    let mut when = |name: &str, printed: &Option<String>| {
        let printed = printed.as_deref()?;
        let when = date::parse(printed);
        if when.is_none() {
            notes.push(format!("the {name} date {printed:?} does not exist or is not understood"));
        }
        when
    };
    let published = when("publication", &declared.published).or(visible);
    let modified = when("modification", &declared.modified);
    let created = when("creation", &declared.created);
    let in_url = || url.as_deref().and_then(date::in_url);
    let host = url.as_deref().and_then(address::host);
    let language = declared.language.as_deref().and_then(text::language);
    let detected = || detected(&body);
    let alternative = declared.headline.filter(|declared| text::key(declared) != text::key(&headline));
    let copyright = Copyright {
        holder: declared.copyright_holder,
        year: declared.copyright_year.and_then(|year| year.parse().ok()),
        notice: declared.copyright_notice,
    };
    Article {
        external_id: declared.identifier,
        alternative_headline: alternative,
        description: declared.description,
        language: language.or_else(detected),
        section: declared.section,
        genre: declared.genre,
        created_at: created.as_ref().and_then(|when| when.at),
        published_at: published.as_ref().and_then(|when| when.at),
        published_on: published.as_ref().map(|when| when.day).or_else(in_url),
        modified_at: modified.as_ref().and_then(|when| when.at),
        publisher: publisher(declared.publisher, declared.legal_name, host),
        authors,
        copyright: (copyright != Copyright::default()).then_some(copyright),
        images: declared.images.iter().take(20).map(|url| image::from_url(url)).collect(),
        links: Vec::new(),
        tags: declared.tags,
        keywords: declared.keywords,
        url,
        headline,
        body,
        is_excerpt: false,
    }
}

fn publisher(name: Option<String>, legal_name: Option<String>, domain: Option<String>) -> Option<Publisher> {
    let name = name.or_else(|| domain.clone())?;
    Some(Publisher { name, legal_name, domain, ..Publisher::default() })
}

/// The language of a text that declares none. Short texts tell too little.
pub(crate) fn detected(body: &str) -> Option<String> {
    const LEAST: usize = 80;
    let code = match whichlang::detect_language(body.get(..body.len().min(2000)).unwrap_or(body))
        .three_letter_code()
    {
        "eng" => "en",
        "deu" => "de",
        "fra" => "fr",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "nld" => "nl",
        "rus" => "ru",
        "cmn" => "zh",
        "jpn" => "ja",
        "kor" => "ko",
        "ara" => "ar",
        "hin" => "hi",
        "swe" => "sv",
        "tur" => "tr",
        "vie" => "vi",
        _ => return None,
    };
    (body.len() >= LEAST).then(|| code.to_owned())
}

/// The visible headline that agrees best with a declared one; without a declared one the first `h1`.
fn headline(document: &Document, declared: &Declared) -> String {
    let told: Vec<&str> =
        [&declared.headline, &declared.title].into_iter().flatten().map(String::as_str).collect();
    let visible = document.select("h1");
    let visible = visible.nodes().iter().filter_map(|node| text::some_line(&node.text()));
    let visible: Vec<String> = visible.take(20).collect();
    let best = visible.iter().max_by(|a, b| {
        let agreement = |line: &str| told.iter().map(|told| agreement(told, line)).fold(0.0, f64::max);
        agreement(a).total_cmp(&agreement(b))
    });
    let agrees = |line: &&String| told.is_empty() || told.iter().any(|told| agreement(told, line) >= 0.4);
    let declared = || told.first().map(|told| (*told).to_owned());
    best.filter(agrees).cloned().or_else(declared).or_else(|| visible.first().cloned()).unwrap_or_default()
}

/// Share of words that two lines have in common (Jaccard).
fn agreement(a: &str, b: &str) -> f64 {
    let (a, b) = (text::key(a), text::key(b));
    let words =
        |line: &str| line.split(' ').map(str::to_owned).collect::<std::collections::HashSet<String>>();
    let (a, b) = (words(&a), words(&b));
    let both = a.intersection(&b).count();
    #[expect(clippy::cast_precision_loss, reason = "a headline has few words")]
    let share = both as f64 / (a.len() + b.len() - both).max(1) as f64;
    share
}

/// How deep elements stand inside each other, seen from the tags alone. Elements that need no end tag count only
/// while they are few; parsers close them.
pub(crate) fn depth(content: &str) -> usize {
    const OPEN_ENDED: [&str; 24] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
        "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
    ];
    let (mut here, mut deepest) = (0_usize, 0);
    let bytes = content.as_bytes();
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = &bytes[at + 1..];
        let is_end = rest.first() == Some(&b'/');
        let name = &rest[usize::from(is_end)..];
        let length = name.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = std::str::from_utf8(&name[..length]).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || OPEN_ENDED.contains(&name.as_str()) {
            continue;
        }
        here = if is_end { here.saturating_sub(1) } else { here + 1 };
        deepest = deepest.max(here);
    }
    deepest
}

#[cfg(test)]
mod tests;
