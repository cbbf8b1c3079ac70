//! The third witness: the page's `meta` elements (`OpenGraph`, Dublin Core, Parse.ly and others), canonical address,
//! title and language.

use super::declared::Declared;
use crate::text;
use dom_query::{Document, NodeRef};
use std::collections::HashMap;

/// Entries of one list that are read.
const MOST: usize = 200;

/// Reads `meta`, `link rel=canonical`, `title` and the language of the page.
pub(super) fn read(document: &Document) -> Declared {
    let told = Told::read(document);
    let metas = &told.metas;
    let one = |names: &[&str]| names.iter().find_map(|name| metas.get(*name)?.first()).cloned();
    let mut keywords = Vec::new();
    let listed = ["article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"];
    let all = listed.iter().find_map(|name| metas.get(*name)).into_iter().flatten();
    all.flat_map(|line| text::listed(line)).take(MOST).for_each(|word| text::push_new(&mut keywords, &word));
    let writers = [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "twitter:creator",
    ];
    let named =
        writers.iter().filter_map(|name| metas.get(*name)).find(|all| all.iter().any(|name| is_name(name)));
    let authors = named.into_iter().flatten().filter(|name| is_name(name)).take(MOST).cloned().collect();
    Declared {
        url: told.canonical.filter(|url| url.starts_with("http")).or_else(|| one(&["og:url"])),
        shared_headline: one(&["og:title", "twitter:title", "dc.title", "parsely-title"]),
        site: one(&["og:site_name"]),
        title: told.title.and_then(|title| text::some_line(&title)),
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
        language: told.language.or_else(|| one(&["language", "content-language", "og:locale"])),
        keywords,
        images: metas.get("og:image").cloned().unwrap_or_default(),
        copyright_notice: one(&["copyright"]),
        ..Declared::default()
    }
}

/// What a page's head tells, found in one walk.
#[derive(Default)]
struct Told {
    /// The contents of `meta` elements by their names in lower case, in order.
    metas: HashMap<String, Vec<String>>,
    canonical: Option<String>,
    title: Option<String>,
    language: Option<String>,
}

impl Told {
    fn read(document: &Document) -> Self {
        let mut told = Self::default();
        for node in document.root().descendants_it() {
            let name = node.node_name();
            match name.as_deref() {
                Some("meta") => told.add(&node),
                Some("title") => told.title = told.title.or_else(|| Some(node.text().to_string())),
                Some("html") => told.language = node.attr("lang").map(|tag| tag.to_string()),
                Some("link") if node.attr("rel").as_deref() == Some("canonical") => {
                    told.canonical = told.canonical.or_else(|| node.attr("href").map(|url| url.to_string()));
                }
                _ => {}
            }
        }
        told
    }

    fn add(&mut self, meta: &NodeRef<'_>) {
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| meta.attr(name));
        // `value` is no attribute of `meta`, but some publishing systems and many stored pages write it.
        let content = meta.attr("content").or_else(|| meta.attr("value"));
        let content = content.and_then(|content| text::some_line(&content));
        if let (Some(name), Some(content)) = (name, content) {
            self.metas.entry(name.to_lowercase()).or_default().push(content);
        }
    }
}

/// Whether something is a name: no address, no handle.
fn is_name(text: &str) -> bool {
    !text.contains("://") && !text.starts_with('@') && text.len() < 200 && text.contains(char::is_alphabetic)
}
