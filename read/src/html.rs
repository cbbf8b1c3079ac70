//! Web pages. In: the text of a page. Out: the article that its markup declares and its readers see.
//!
//! Four witnesses, asked in this order: JSON-LD, microdata, the page's `meta` elements (`OpenGraph` and others), and
//! what is visible. The body is always what is visible; a headline is the visible `h1` where it agrees with a
//! declared one. Nothing that a page names is fetched or run.

mod authors;
mod beside;
mod body;
mod declared;
mod headline;
mod json_ld;
pub(crate) mod language;
mod meta;
mod micro;
pub(crate) mod names;
mod outline;
mod own;
pub(crate) mod parse;
mod place;
mod published;
mod section;
mod topics;

use crate::date::{When, custom::Custom};
use crate::{Page, Rejection, address, image, text};
use declared::Declared;
use dom_query::Document;
use extract::{Article, Copyright, Publisher};
use outline::Outline;

/// Reads a page. `url` is the address it was fetched from, where the container tells.
pub(crate) fn read(content: &str, url: Option<&str>, place: &str) -> Result<Page, Rejection> {
    let (document, is_whole) = parse::parse(content, place)?;
    let outline = Outline::read(&document);
    let told = meta::Told::read(&document);
    let metas = meta::read(&told, url);
    let own = own::Own::read(&outline, &metas, url);
    let mut declared = json_ld::read(&told.scripts, &own);
    declared.add(micro::read(&outline, &own));
    declared.url.take_if(|address| !own.is_on_site(address));
    declared.add(metas);
    let mut notes = Vec::new();
    if !is_whole {
        notes.push(
            "the page has more elements than any article: it was read as far as they are bounded".to_owned(),
        );
    }
    let article = article(&outline, declared, url, &mut notes);
    let what = match (article.headline.is_empty(), article.body.is_empty()) {
        (true, _) => "no headline was found",
        (_, true) => "a headline was found, but no story",
        _ => return Ok(Page { article, extraction: None, notes }),
    };
    Err(Rejection::NoArticle { place: place.to_owned(), what: what.to_owned() })
}

/// The articles that a JSON-LD document declares: pages that show nothing. One without a body is an excerpt that its
/// page completes.
pub(crate) fn articles(value: &serde_json::Value, url: Option<&str>) -> Vec<Result<Page, String>> {
    let nothing = Document::from("");
    let outline = Outline::read(&nothing);
    let page = |declared: Declared| {
        let mut notes = Vec::new();
        let mut article = article(&outline, declared, url, &mut notes);
        if article.headline.is_empty() {
            return Err("an article has no headline".to_owned());
        }
        article.is_excerpt = article.body.is_empty();
        if article.is_excerpt && article.url.is_none() {
            return Err(format!("the article {:?} has neither address nor body", article.headline));
        }
        Ok(Page { article, extraction: None, notes })
    };
    json_ld::articles(value).into_iter().map(page).collect()
}

/// Asks each witness for what it knows best.
fn article(
    outline: &Outline<'_>,
    mut declared: Declared,
    url: Option<&str>,
    notes: &mut Vec<String>,
) -> Article {
    let url = canonical(declared.url.take(), url);
    if url.is_none() {
        notes.push("the page declares no address: the article has no URL".to_owned());
    }
    let host = url.as_deref().and_then(address::host);
    let outlets = declared.outlets(host.as_deref());
    let (headline, place) = headline::read(outline, &declared, &outlets);
    let known = section::Known { outlets: &outlets, headline: &headline, url: url.as_deref() };
    declared.section = section::read(outline, place, &declared, &known);
    let known = body::Known {
        body: declared.body.as_deref(),
        description: declared.description.as_deref(),
        headline: place.index(),
    };
    let story = body::Story::find(outline, &known);
    let authors = authors::read(outline, place, &declared, &outlets, &story);
    let names: Vec<String> =
        outlets.iter().cloned().chain(authors.iter().map(|name| text::key(name))).collect();
    let body = story.text(&labels(&headline, &authors, &declared), &authors);
    let known = topics::Known {
        outlets: &outlets,
        names: &names,
        headline: &headline,
        body: &body,
        url: url.as_deref(),
    };
    let keywords = topics::read(outline, place, &declared, &known);
    let language = language::read(declared.language.as_deref(), &body);
    let custom = Custom::new(language.as_deref(), host.as_deref());
    let seen = published::Seen::new(outline, place, custom);
    let dates = Dates::read(&seen, &declared, url.as_deref(), notes);
    let site = headline::site(outline, &declared);
    let alternative = declared.headline.filter(|declared| text::key(declared) != text::key(&headline));
    let images = declared.images.iter().filter_map(|shown| address::resolve(url.as_deref(), shown));
    let copyright = Copyright {
        holder: declared.copyright_holder,
        year: declared.copyright_year.and_then(|year| year.parse().ok()),
        notice: declared.copyright_notice,
    };
    Article {
        external_id: declared.identifier,
        alternative_headline: alternative,
        description: declared.description,
        language,
        section: declared.section,
        genre: declared.genre,
        created_at: dates.created.and_then(|when| when.at),
        published_at: dates.published.and_then(|when| when.at),
        published_on: dates.published.map(|when| when.day),
        modified_at: dates.modified.and_then(|when| when.at),
        publisher: publisher(declared.publisher.or(declared.site).or(site), declared.legal_name, host),
        authors,
        copyright: (copyright != Copyright::default()).then_some(copyright),
        images: images.take(20).map(|full| image::from_url(&full)).collect(),
        links: Vec::new(),
        tags: declared.tags,
        keywords,
        url,
        headline,
        body,
        is_excerpt: false,
        is_withdrawn: false,
    }
}

/// When the story was published, changed and written.
struct Dates {
    published: Option<When>,
    modified: Option<When>,
    created: Option<When>,
}

impl Dates {
    fn read(
        seen: &published::Seen<'_, '_>,
        declared: &Declared,
        url: Option<&str>,
        notes: &mut Vec<String>,
    ) -> Self {
        let mut when = |name: &str, printed: &Option<String>| {
            let printed = printed.as_deref()?;
            let when = seen.read(printed);
            if when.is_none() {
                notes.push(format!("the {name} date {printed:?} does not exist or is not understood"));
            }
            when
        };
        let declared_on = when("publication", &declared.published);
        let modified = when("modification", &declared.modified);
        let created = when("creation", &declared.created);
        let also = declared.also_published.as_deref().and_then(|printed| seen.read(printed));
        let shown = seen.changed();
        let published = seen.published(declared_on, also, url).or(modified).or(shown);
        // Some publishing systems call the one date of a story that of a change, too.
        let is_other = |shown: &When| published.is_none_or(|published| published.at != shown.at);
        Self { published, modified: modified.or_else(|| shown.filter(is_other)), created }
    }
}

/// The canonical address: as declared, in full; else the one the page was fetched from.
fn canonical(declared: Option<String>, fetched: Option<&str>) -> Option<String> {
    let full = declared.and_then(|found| address::resolve(fetched, &found));
    full.as_deref().or(fetched.filter(|url| address::is_web(url))).map(address::article_address)
}

/// Keys of the lines that pages print around a story.
fn labels(headline: &str, authors: &[String], declared: &Declared) -> Vec<String> {
    let bylines = authors.iter().map(|author| format!("by {author}"));
    let tags = [&declared.tags, &declared.keywords, &declared.page_keywords].into_iter().flatten();
    let tags = tags.chain(&declared.section).chain(authors).cloned();
    let all = tags.chain(bylines).chain([headline.to_owned()]);
    all.map(|label| text::key(&label)).filter(|key| !key.is_empty()).collect()
}

fn publisher(name: Option<String>, legal_name: Option<String>, domain: Option<String>) -> Option<Publisher> {
    let name = name.or_else(|| domain.clone())?;
    Some(Publisher { name, legal_name, domain, ..Publisher::default() })
}

#[cfg(test)]
mod tests;
