//! The first witness: JSON-LD. In: the page's scripts. Out: the properties of its article and the way to it. Scripts
//! with slips are mended, what is no JSON even so is left aside; graphs, lists and references are followed.

mod mend;
mod script;

use super::declared::{Declared, Station};
use super::own::Own;
use crate::{address, markup, text, xml};
use serde_json::Value;
use std::collections::HashSet;
use std::ptr;

/// Types that are a news story (schema.org `Article` and those below it that news sites use, and `Review`).
const ARTICLES: [&str; 18] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "ScholarlyArticle",
    "TechArticle",
    "Review",
];

/// Properties whose articles are parts of the one that has them, and have neither page nor story of their own.
const PARTS: [&str; 2] = ["liveBlogUpdate", "comment"];

/// Types of a page, heard where no article is declared.
const PAGES: [&str; 2] = ["WebPage", "ItemPage"];

/// Reads the page's own article of those that its scripts declare, and what others of the same headline add to it.
pub(super) fn read(scripts: &[String], own: &Own) -> Declared {
    const MOST: usize = 100;
    let values: Vec<Value> = scripts.iter().flat_map(|script| script::values(script)).collect();
    let mut all = Vec::new();
    values.iter().for_each(|value| objects(value, 0, &mut all));
    let articles = all.iter().filter(|object| is_one_of(object, &ARTICLES) && is_told(object));
    let mut articles: Vec<&Value> = articles.copied().take(MOST).collect();
    articles.sort_by_cached_key(|article| std::cmp::Reverse(nearness(article, own)));
    let mut pages = all.iter().filter(|object| is_one_of(object, &PAGES));
    let mut found = Declared::default();
    for article in articles.iter().take(3) {
        let other = declared(article, &all);
        if found.headline.is_none() || found.headline == other.headline {
            found.add(other);
        }
    }
    if let Some(page) = pages.next() {
        let page = declared(page, &all);
        // Of a page only what it cannot say of anything but its story; who made it, where no story is declared.
        let authors = if articles.is_empty() { page.authors } else { Vec::new() };
        let told =
            Declared { published: page.published, modified: page.modified, authors, ..Declared::default() };
        found.add(told);
    }
    let mut ways = all.iter().filter(|object| is_one_of(object, &["BreadcrumbList"]));
    found.way = ways.next().map(|list| way(list)).unwrap_or_default();
    found
}

/// The stations of a list of breadcrumbs, in order; a station may be an item or hold one.
fn way(list: &Value) -> Vec<Station> {
    let station = |entry: &Value| {
        let item = &entry["item"];
        let name = name(entry.get("name").unwrap_or(item))?;
        let address = ["@id", "url"].iter().find_map(|property| item[*property].as_str());
        Some(Station { name, address: item.as_str().or(address).map(str::to_owned) })
    };
    items(&list["itemListElement"]).filter_map(station).collect()
}

/// How surely an article is the page's own: a page declares its teasers too.
fn nearness(article: &Value, own: &Own) -> u8 {
    let ids = [&article["url"], &article["@id"], &article["mainEntityOfPage"]];
    let mut ids = ids
        .into_iter()
        .filter_map(|value| value.get("@id").or_else(|| value.get("url")).unwrap_or(value).as_str());
    if ids.any(|id| own.is_address(id)) {
        return 2;
    }
    let headline = strings(&article["headline"]);
    let headline = headline.first().and_then(|headline| plain(headline));
    u8::from(headline.is_some_and(|headline| own.is_headline(&headline)))
}

/// Every article of a document, each once.
pub(super) fn articles(value: &Value) -> Vec<Declared> {
    let mut all = Vec::new();
    objects(value, 0, &mut all);
    let parts: HashSet<*const Value> =
        all.iter().flat_map(|object| updates(object)).map(ptr::from_ref).collect();
    let is_part = |object: &Value| parts.contains(&ptr::from_ref(object));
    let articles = all.iter().filter(|object| is_one_of(object, &ARTICLES) && is_told(object));
    articles.filter(|object| !is_part(object)).map(|article| with_updates(article, &all)).collect()
}

/// The entries of a live blog. They have no pages of their own.
fn updates(article: &Value) -> impl Iterator<Item = &Value> {
    let list = &article["liveBlogUpdate"];
    list.as_array()
        .map_or(std::slice::from_ref(list), Vec::as_slice)
        .iter()
        .filter(|update| update.is_object())
}

/// An article whose story goes on with the entries of its live blog, in the order in which they stand.
fn with_updates<'v>(article: &'v Value, all: &[&'v Value]) -> Declared {
    let mut declared = declared(article, all);
    let told = updates(article).map(|update| self::declared(update, all));
    let told = told.flat_map(|update| [update.headline, update.body]).flatten();
    let parts: Vec<String> = declared.body.take().into_iter().chain(told).collect();
    let is_marked_up = |part: &String| part.contains('<');
    // Beside markup a line feed sets nothing apart.
    let paragraph = |part: String| if is_marked_up(&part) { part } else { format!("<p>{part}</p>") };
    let body = if parts.iter().any(is_marked_up) {
        parts.into_iter().map(paragraph).collect()
    } else {
        parts.join("\n")
    };
    declared.body = Some(body).filter(|body| !body.is_empty());
    declared
}

/// All objects, those inside others too.
fn objects<'v>(value: &'v Value, depth: usize, found: &mut Vec<&'v Value>) {
    const DEEPEST: usize = 12;
    const MOST: usize = 2_000;
    if depth > DEEPEST || found.len() > MOST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| objects(item, depth + 1, found)),
        Value::Object(fields) => {
            found.push(value);
            let own = fields.iter().filter(|(property, _)| !PARTS.contains(&property.as_str()));
            own.for_each(|(_, field)| objects(field, depth + 1, found));
        }
        _ => {}
    }
}

fn is_one_of(object: &Value, kinds: &[&str]) -> bool {
    let types = strings(&object["@type"]);
    types.iter().any(|name| kinds.contains(&name.rsplit(['/', '#', ':']).next().unwrap_or_default()))
}

fn is_told(object: &Value) -> bool {
    ["headline", "datePublished", "name"].iter().any(|property| !object[*property].is_null())
}

fn declared<'v>(article: &'v Value, all: &[&'v Value]) -> Declared {
    let line = |name: &str| strings(&article[name]).first().and_then(|found| plain(found));
    let resolve = |value: &'v Value| -> &'v Value {
        let id = value.get("@id").and_then(Value::as_str);
        let size = |value: &Value| value.as_object().map_or(0, serde_json::Map::len);
        let is_target = |other: &&&'v Value| other["@id"].as_str() == id && size(other) > 2;
        let target = id.filter(|_| size(value) <= 2).and_then(|_| all.iter().find(is_target));
        target.copied().unwrap_or(value)
    };
    let publisher = resolve(first(&article["publisher"]));
    let holder = resolve(first(&article["copyrightHolder"]));
    Declared {
        url: url(article),
        identifier: line("identifier"),
        headline: line("headline").or_else(|| line("name")),
        description: line("description"),
        body: strings(&article["articleBody"]).first().map(|body| story(body)),
        published: line("datePublished"),
        modified: line("dateModified"),
        created: line("dateCreated"),
        authors: names(first_told(article, ["author", "creator"]), resolve),
        contributors: names(&article["contributor"], resolve),
        publisher: name(publisher),
        legal_name: strings(&publisher["legalName"]).first().and_then(|name| plain(name)),
        section: line("articleSection"),
        genre: line("genre"),
        language: line("inLanguage"),
        tags: about(&article["about"]),
        keywords: keywords(&article["keywords"]),
        images: images(&article["image"]),
        copyright_holder: name(holder),
        copyright_year: line("copyrightYear"),
        copyright_notice: line("copyrightNotice"),
        ..Declared::default()
    }
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(|items| items.first()).unwrap_or(value)
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields.get("@value").map(strings).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The address of an article. Some templates name the site's first page.
fn url(article: &Value) -> Option<String> {
    let page = &article["mainEntityOfPage"];
    let page = page.get("@id").or_else(|| page.get("url")).unwrap_or(page);
    let page = page.as_str().filter(|url| url.starts_with("http")).map(str::to_owned);
    let told = strings(&article["url"]).into_iter().next();
    told.into_iter().chain(page).find(|url| !address::is_first_page(url))
}

fn name(value: &Value) -> Option<String> {
    let told = value.get("name").unwrap_or(value);
    strings(told).first().and_then(|name| plain(name))
}

fn first_told<'v>(article: &'v Value, properties: [&str; 2]) -> &'v Value {
    let is_told = |value: &&Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    properties.iter().map(|property| &article[*property]).find(is_told).unwrap_or(&Value::Null)
}

fn names<'v>(value: &'v Value, resolve: impl Fn(&'v Value) -> &'v Value) -> Vec<String> {
    let mut names = Vec::new();
    let told = items(value).map(resolve).flat_map(|item| match &item["name"] {
        // One person's entry with the names of several; one name in several languages is a list of objects.
        Value::Array(all) if all.iter().all(Value::is_string) => all.iter().filter_map(name).collect(),
        _ => Vec::from_iter(name(item)),
    });
    told.for_each(|name| text::push_new(&mut names, &name));
    names
}

/// The entries of a list; a single value is a list of one.
fn items(value: &Value) -> impl Iterator<Item = &Value> {
    const MOST: usize = 200;
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter().take(MOST)
}

fn about(value: &Value) -> Vec<String> {
    let mut tags = Vec::new();
    items(value).filter_map(name).for_each(|tag| text::push_new(&mut tags, &tag));
    tags
}

/// Keywords as a list, in one line between commas or as defined terms. A prefix such as `tag:` is markup, not a word.
fn keywords(value: &Value) -> Vec<String> {
    const MOST: usize = 200;
    let mut found = Vec::new();
    let terms = items(value).filter(|item| item.is_object()).filter_map(name);
    let lines = strings(value).into_iter().chain(terms).take(MOST);
    let lines: Vec<String> = lines.map(|line| xml::unescape(&line)).collect();
    let is_machine = |word: &String| word.contains(':') && !word.contains(' ');
    let words = text::entries(&lines).take(MOST).filter(|word| !is_machine(word));
    words.for_each(|word| text::push_new(&mut found, &word));
    found
}

fn images(value: &Value) -> Vec<String> {
    match value {
        Value::String(url) => vec![url.clone()],
        Value::Array(items) => items.iter().flat_map(images).collect(),
        Value::Object(fields) => {
            fields.get("url").or_else(|| fields.get("contentUrl")).map(images).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// A line without the markup that a generator left in its JSON. Longer ones than any headline or standfirst are cut.
fn plain(text: &str) -> Option<String> {
    const LONGEST: usize = 10_000;
    markup::line(&text[..text.floor_char_boundary(LONGEST)])
}

/// A story as it is declared, with its markup: some generators escape that too.
fn story(text: &str) -> String {
    if text.contains('<') { text.to_owned() } else { xml::unescape(text) }
}
