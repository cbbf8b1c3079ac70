//! The third witness: the page's `meta` elements (`OpenGraph`, Dublin Core, Parse.ly and others), canonical address,
//! title and language.

use super::declared::Declared;
use crate::text;
use dom_query::Document;
use std::collections::HashMap;

/// Entries of one list that are read.
const MOST: usize = 200;

/// Reads `meta`, `link rel=canonical`, `title` and the language of the page.
pub(super) fn read(document: &Document) -> Declared {
    let metas = metas(document);
    let one = |names: &[&str]| names.iter().find_map(|name| metas.get(*name)?.first()).cloned();
    let canonical = document.select("link[rel='canonical']").attr("href").map(|url| url.to_string());
    let mut keywords = Vec::new();
    let listed = ["article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"];
    let all = listed.iter().find_map(|name| metas.get(*name)).into_iter().flatten();
    all.flat_map(|line| text::listed(line)).take(MOST).for_each(|word| text::push_new(&mut keywords, &word));
    let told = [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "twitter:creator",
    ];
    let named =
        told.iter().filter_map(|name| metas.get(*name)).find(|all| all.iter().any(|name| is_name(name)));
    let authors = named.into_iter().flatten().filter(|name| is_name(name)).take(MOST).cloned().collect();
    let language = document.select("html").attr("lang").map(|tag| tag.to_string());
    let title = document.select("title").nodes().first().map(|node| node.text().to_string());
    Declared {
        url: canonical.filter(|url| url.starts_with("http")).or_else(|| one(&["og:url"])),
        shared_headline: one(&["og:title", "twitter:title", "dc.title", "parsely-title"]),
        site: one(&["og:site_name"]),
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
        authors,
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
    for node in document.select("meta").nodes() {
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| node.attr(name));
        // `value` is no attribute of `meta`, but some publishing systems and many stored pages write it.
        let content = node.attr("content").or_else(|| node.attr("value"));
        let content = content.and_then(|content| text::some_line(&content));
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
