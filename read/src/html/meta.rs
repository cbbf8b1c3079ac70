//! The third witness, the page's `meta` elements, and what is visible beside the story: byline and date.

use super::declared::Declared;
use crate::{date, text};
use dom_query::Document;
use std::collections::HashMap;

/// Reads `meta`, `link rel=canonical`, `title` and the language of the page.
pub(super) fn read(document: &Document) -> Declared {
    let metas = metas(document);
    let one = |names: &[&str]| names.iter().find_map(|name| metas.get(*name)?.first()).cloned();
    let canonical = document.select("link[rel='canonical']").attr("href").map(|url| url.to_string());
    let mut keywords = Vec::new();
    let listed = ["article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"];
    let all = listed.iter().find_map(|name| metas.get(*name)).into_iter().flatten();
    all.flat_map(|line| line.split(','))
        .filter_map(text::some_line)
        .for_each(|word| text::push_new(&mut keywords, &word));
    let mut names = Vec::new();
    let told = [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "twitter:creator",
    ];
    let told =
        told.iter().filter_map(|name| metas.get(*name)).find(|all| all.iter().any(|name| is_name(name)));
    for name in told.into_iter().flatten().filter(|name| is_name(name)) {
        authors(name).iter().for_each(|author| text::push_new(&mut names, author));
    }
    let language = document.select("html").attr("lang").map(|tag| tag.to_string());
    let title = document.select("title").nodes().first().map(|node| node.text().to_string());
    Declared {
        url: canonical.filter(|url| url.starts_with("http")).or_else(|| one(&["og:url"])),
        headline: one(&["og:title", "twitter:title", "dc.title", "parsely-title"]),
        title: title.and_then(|title| text::some_line(&title)),
        description: one(&["description", "og:description", "twitter:description"]),
        published: one(&[
            "article:published_time",
            "og:article:published_time",
            "parsely-pub-date",
            "sailthru.date",
            "pubdate",
            "publishdate",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "datepublished",
            "publication_date",
        ]),
        modified: one(&["article:modified_time", "og:updated_time", "last-modified", "dcterms.modified"]),
        authors: names,
        publisher: one(&["og:site_name", "application-name", "dc.publisher"]),
        section: one(&["article:section", "og:article:section", "parsely-section"]),
        language: language.or_else(|| one(&["language", "content-language", "og:locale"])),
        keywords,
        images: metas.get("og:image").cloned().unwrap_or_default(),
        copyright_notice: one(&["copyright"]),
        ..Declared::default()
    }
}

/// The contents of `meta` elements by their names in lower case, in order.
fn metas(document: &Document) -> HashMap<String, Vec<String>> {
    let mut metas: HashMap<String, Vec<String>> = HashMap::new();
    for node in document.select("meta[content]").nodes() {
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| node.attr(name));
        let content = node.attr("content").and_then(|content| text::some_line(&content));
        if let (Some(name), Some(content)) = (name, content) {
            metas.entry(name.to_lowercase()).or_default().push(content);
        }
    }
    metas
}

/// Whether something is a name: no address, no handle.
fn is_name(text: &str) -> bool {
    !text.contains("://") && !text.starts_with('@') && text.len() < 200 && text.contains(char::is_alphabetic)
}

/// The names in a byline: "By Jane Doe and John Smith, Staff Writer".
pub(crate) fn authors(line: &str) -> Vec<String> {
    const NO_NAMES: [&str; 8] =
        ["staff", "writer", "reporter", "editor", "correspondent", "desk", "updated", "published"];
    let line = text::one_line(line);
    let lower = line.to_lowercase();
    let bare = ["by ", "von ", "par ", "por ", "di "]
        .iter()
        .find_map(|by| lower.starts_with(by).then(|| &line[by.len()..]));
    let separated = bare
        .unwrap_or(&line)
        .replace(" and ", ",")
        .replace(" und ", ",")
        .replace(" et ", ",")
        .replace([';', '|', '•'], ",");
    let is_author = |name: &&str| {
        let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
        is_name(name) && words.len() <= 5 && !words.iter().any(|word| NO_NAMES.contains(&word.as_str()))
    };
    separated
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .filter(is_author)
        .map(str::to_owned)
        .collect()
}

/// The visible byline, where the markup names nobody.
pub(super) fn byline(document: &Document) -> Vec<String> {
    const PLACES: [&str; 6] = [
        "[rel='author']",
        "[itemprop='author']",
        ".byline__name",
        ".author-name",
        "[class*='byline'] a",
        "[class*='byline']",
    ];
    let found = PLACES.iter().find_map(|place| {
        let lines = document.select(place);
        let mut names = Vec::new();
        for line in lines.nodes().iter().take(6).filter_map(|node| text::some_line(&node.text())) {
            if line.len() < 120 {
                authors(&line).iter().for_each(|author| text::push_new(&mut names, author));
            }
        }
        (!names.is_empty()).then_some(names)
    });
    found.unwrap_or_default()
}

/// The date of the first `time` element.
pub(super) fn visible_date(document: &Document) -> Option<date::When> {
    let times = document.select("time[datetime]");
    times.nodes().iter().take(5).find_map(|node| date::parse(&node.attr("datetime")?))
}
