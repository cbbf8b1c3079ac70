//! The third witness: the page's `meta` elements (`OpenGraph`, Dublin Core, Parse.ly and others), canonical address,
//! title and language.

use super::declared::Declared;
use super::{names, section};
use crate::text;
use dom_query::{Document, NodeData, NodeRef};
use std::collections::HashMap;

/// Entries of one list that are read.
const MOST: usize = 200;

/// Reads `meta`, `link rel=canonical`, `title` and the language of the page.
pub(super) fn read(told: &Told) -> Declared {
    let metas = &told.metas;
    let one = |names: &[&str]| names.iter().find_map(|name| metas.get(*name)?.first()).cloned();
    let words = |names: &[&str]| {
        let mut words = Vec::new();
        let lines = names.iter().find_map(|name| metas.get(*name)).into_iter().flatten();
        lines
            .flat_map(|line| text::listed(line))
            .take(MOST)
            .for_each(|word| text::push_new(&mut words, &word));
        words
    };
    let mut keywords = words(&["article_tag", "og_article_tag", "news_keywords"]);
    let page_keywords = if keywords.is_empty() { words(&["keywords"]) } else { Vec::new() };
    if keywords.is_empty() && page_keywords.is_empty() {
        keywords = words(&["parsely_tags", "sailthru_tags", "dc_subject", "dcterms_subject"]);
    }
    // Ghost keeps tags with a sign to itself; a site that writes all with one means them.
    if keywords.iter().any(|word| !word.starts_with('#')) && metas.contains_key("article_tag") {
        keywords.retain(|word| !word.starts_with('#'));
    }
    let writers = [
        "author",
        "article_author",
        "parsely_author",
        "sailthru_author",
        "dc_creator",
        "citation_author",
        "byl",
        "twitter_creator",
    ];
    let listed_in = |all: &Vec<String>| all.iter().filter(|name| is_name(name)).take(MOST).cloned().collect();
    // Previews on other sites have labelled lines, one of them "Written by".
    let is_written = one(&["twitter_label1"]).is_some_and(|label| names::is_by(&label));
    let accounts = ["dcterms_creator"].into_iter().chain(is_written.then_some("twitter_data1"));
    let accounts = accounts.filter_map(|name| metas.get(name)).map(listed_in);
    let named = writers.iter().filter_map(|name| metas.get(*name)).map(listed_in);
    let mut named = named.filter(|all: &Vec<String>| !all.is_empty());
    Declared {
        url: told.address(one(&["og_url"])),
        shared_headline: one(&["og_title", "twitter_title", "dc_title", "parsely_title"]),
        site: one(&["og_site_name"]),
        title: told.title.as_deref().and_then(text::some_line),
        description: one(&["description", "og_description", "twitter_description"]),
        published: one(&[
            "article_published_time",
            "og_article_published_time",
            "parsely_pub_date",
            "sailthru_date",
            "pubdate",
            "publishdate",
            "publish_date",
            "dc_date",
            "dc_date_issued",
            "dcterms_issued",
            "dcterms_date",
            "datepublished",
            "publication_date",
            "citation_publication_date",
            "article_published",
            "originalpublicationdate",
            "date_available",
            "date_published",
            "published_date",
            "published_at",
            "publish_time",
            "publishtime",
            "pubtime",
            "article_publication_date",
            "mediator_published_time",
            "published_time",
            "og_published_time",
            "cxenseparse_recs_publishtime",
            "cxenseparse_publishtime",
            "dcterms_created",
            "dc_date_created",
            "datecreated",
        ]),
        // Some pages print today there.
        also_published: one(&["date"]),
        modified: one(&[
            "article_modified_time",
            "article_updated_time",
            "og_updated_time",
            "datemodified",
            "last_modified",
            "lastmod",
            "dcterms_modified",
            "dc_date_modified",
            "cxenseparse_modifiedtime",
        ]),
        authors: named.next().unwrap_or_default(),
        also_authors: named.flatten().collect(),
        accounts: accounts.flat_map(|all: Vec<String>| all).collect(),
        publisher: one(&["og_site_name", "application_name", "dc_publisher"]),
        section: section(metas),
        language: told.language.clone().or_else(|| one(&["language", "content_language", "og_locale"])),
        keywords,
        page_keywords,
        images: metas.get("og_image").cloned().unwrap_or_default(),
        copyright_notice: one(&["copyright"]),
        ..Declared::default()
    }
}

/// The section: the one of `OpenGraph` and Parse.ly as it stands, else what other names tell if it is the name of one.
fn section(metas: &HashMap<String, Vec<String>>) -> Option<String> {
    const SURE: [&str; 3] = ["article_section", "og_article_section", "parsely_section"];
    const OTHERS: [&str; 11] = [
        "articlesection",
        "section",
        "og_section",
        "article_category",
        "content_category",
        "cxenseparse_category",
        "cxenseparse_section",
        "cxenseparse_recs_category",
        "cxenseparse_recs_section",
        "sailthru_section",
        "category",
    ];
    let first = |name: &&str| metas.get(*name)?.first();
    let sure = SURE.iter().find_map(first);
    sure.or_else(|| OTHERS.iter().filter_map(first).find(|line| section::is_name(line))).cloned()
}

/// What a page tells machines, found in one walk.
#[derive(Default)]
pub(super) struct Told {
    /// The contents of `meta` elements by their names in a common form, in order.
    metas: HashMap<String, Vec<String>>,
    canonical: Option<String>,
    title: Option<String>,
    language: Option<String>,
    /// The page's JSON-LD.
    pub(super) scripts: Vec<String>,
}

impl Told {
    pub(super) fn read(document: &Document) -> Self {
        const MOST_SCRIPTS: usize = 50;
        let mut told = Self::default();
        for node in document.root().descendants_it() {
            match Kind::of(&node) {
                Some(Kind::Meta) => told.add(&node),
                Some(Kind::Title) => told.title = told.title.or_else(|| Some(node.text().to_string())),
                Some(Kind::Page) => told.language = node.attr("lang").map(|tag| tag.to_string()),
                Some(Kind::Canonical) => {
                    told.canonical = told.canonical.or_else(|| node.attr("href").map(|url| url.to_string()));
                }
                Some(Kind::Data) if told.scripts.len() < MOST_SCRIPTS => {
                    told.scripts.push(node.text().to_string());
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
            self.metas.entry(common(&name)).or_default().push(content);
        }
    }

    /// The canonical address in full, else the shared one, else the canonical one within the site.
    fn address(&self, shared: Option<String>) -> Option<String> {
        let canonical = |start: &str| self.canonical.clone().filter(|url| url.starts_with(start));
        canonical("http").or(shared).or_else(|| canonical("/"))
    }
}

/// Elements that tell machines something.
enum Kind {
    Page,
    Title,
    Meta,
    Canonical,
    Data,
}

impl Kind {
    fn of(node: &NodeRef<'_>) -> Option<Self> {
        node.query(|node| {
            let NodeData::Element(element) = &node.data else { return None };
            let says = |name: &str, said: &dyn Fn(&str) -> bool| {
                element.attrs.iter().any(|attribute| &*attribute.name.local == name && said(&attribute.value))
            };
            match &*element.name.local {
                "html" => Some(Self::Page),
                "title" => Some(Self::Title),
                "meta" => Some(Self::Meta),
                "link" if says("rel", &|rel| rel == "canonical") => Some(Self::Canonical),
                "script" if says("type", &|kind| kind.contains("ld+json")) => Some(Self::Data),
                _ => None,
            }
        })?
    }
}

/// A name in the form that is looked up. Publishing systems write `article:published:time` and `dc:date` too.
fn common(name: &str) -> String {
    name.to_lowercase().replace([':', '.', '-'], "_")
}

/// Whether something is a name: no address, no handle.
fn is_name(text: &str) -> bool {
    !text.contains("://") && !text.starts_with('@') && text.len() < 200 && text.contains(char::is_alphabetic)
}
