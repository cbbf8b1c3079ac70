//! The first witness: JSON-LD. In: the page's scripts. Out: the properties of its article. Broken JSON is left
//! aside; graphs, lists and references inside one script are followed.

use super::declared::Declared;
use crate::text;
use dom_query::Document;
use serde_json::Value;

/// Types that are a news story (schema.org `Article` and below).
const ARTICLES: [&str; 12] = [
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
];

/// Reads the first article that the page's scripts declare.
pub(super) fn read(document: &Document) -> Declared {
    for script in document.select("script[type='application/ld+json']").nodes() {
        let content = script.text();
        let cleaned = content.trim().trim_end_matches(';').replace(['\n', '\r', '\t'], " ");
        let Ok(value) = serde_json::from_str::<Value>(&cleaned) else { continue };
        let mut all = Vec::new();
        objects(&value, 0, &mut all);
        if let Some(article) = all.iter().find(|object| is_article(object)) {
            return declared(article, &all);
        }
    }
    Declared::default()
}

/// Every article of a document, each once.
pub(super) fn articles(value: &Value) -> Vec<Declared> {
    let mut all = Vec::new();
    objects(value, 0, &mut all);
    all.iter().filter(|object| is_article(object)).map(|article| declared(article, &all)).collect()
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
            fields.values().for_each(|field| objects(field, depth + 1, found));
        }
        _ => {}
    }
}

fn is_article(object: &Value) -> bool {
    let types = strings(&object["@type"]);
    let is_one = |name: &String| ARTICLES.contains(&name.rsplit(['/', '#']).next().unwrap_or_default());
    types.iter().any(is_one)
        && (!object["headline"].is_null() || !object["datePublished"].is_null() || !object["name"].is_null())
}

fn declared(article: &Value, all: &[&Value]) -> Declared {
    let line =
        |name: &str| strings(&article[name]).first().and_then(|found| text::some_line(&unescape(found)));
    let resolve = |value: &Value| -> Value {
        let id = value.get("@id").and_then(Value::as_str);
        let is_reference = value.as_object().is_some_and(|fields| fields.len() <= 2);
        let target = id.filter(|_| is_reference).and_then(|id| {
            all.iter().find(|other| {
                other["@id"].as_str() == Some(id) && other.as_object().is_some_and(|fields| fields.len() > 2)
            })
        });
        target.map_or_else(|| value.clone(), |target| (*target).clone())
    };
    let publisher = resolve(first(&article["publisher"]));
    let holder = resolve(first(&article["copyrightHolder"]));
    Declared {
        url: strings(&article["url"]).first().cloned().or_else(|| page(&article["mainEntityOfPage"])),
        identifier: line("identifier"),
        headline: line("headline").or_else(|| line("name")),
        title: None,
        description: line("description"),
        body: strings(&article["articleBody"]).first().map(|body| unescape(body)),
        published: line("datePublished"),
        modified: line("dateModified"),
        created: line("dateCreated"),
        authors: names(&article["author"], resolve),
        publisher: name(&publisher),
        legal_name: strings(&publisher["legalName"]).first().and_then(|name| text::some_line(name)),
        section: line("articleSection"),
        genre: line("genre"),
        language: line("inLanguage"),
        tags: about(&article["about"]),
        keywords: keywords(&article["keywords"]),
        images: images(&article["image"]),
        copyright_holder: name(&holder),
        copyright_year: line("copyrightYear"),
        copyright_notice: line("copyrightNotice"),
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

fn page(value: &Value) -> Option<String> {
    let id = value.get("@id").or_else(|| value.get("url")).unwrap_or(value);
    id.as_str().filter(|url| url.starts_with("http")).map(str::to_owned)
}

fn name(value: &Value) -> Option<String> {
    let told = value.get("name").unwrap_or(value);
    strings(told).first().and_then(|name| text::some_line(&unescape(name)))
}

fn names(value: &Value, resolve: impl Fn(&Value) -> Value) -> Vec<String> {
    let items: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
    let mut names = Vec::new();
    for item in items {
        let Some(told) = name(&resolve(item)) else { continue };
        super::meta::authors(&told).iter().for_each(|author| text::push_new(&mut names, author));
    }
    names
}

fn about(value: &Value) -> Vec<String> {
    let items: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
    let mut tags = Vec::new();
    items.iter().filter_map(|item| name(item)).for_each(|tag| text::push_new(&mut tags, &tag));
    tags
}

/// Keywords as a list or in one line between commas. A prefix such as `tag:` is markup, not a word.
fn keywords(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for line in strings(value) {
        for word in line.split([',', ';']) {
            let word = unescape(word);
            let is_machine = word.contains(':') && !word.contains(' ');
            if let Some(word) = text::some_line(&word).filter(|_| !is_machine) {
                text::push_new(&mut found, &word);
            }
        }
    }
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

/// Entities that a generator left in its JSON.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    Document::fragment(text).text().to_string()
}
