//! What a page's markup declares, whoever of the witnesses said it first.

use crate::{address, date, text};

/// Properties of an article by their schema.org meaning, as printed.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub(super) url: Option<String>,
    pub(super) identifier: Option<String>,
    pub(super) headline: Option<String>,
    /// The headline for other sites (`og:title`), which may be another one.
    pub(super) shared_headline: Option<String>,
    /// The page's title, which often has the publisher behind it.
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) body: Option<String>,
    pub(super) published: Option<String>,
    /// Another day of publication, of a later witness.
    pub(super) also_published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) created: Option<String>,
    /// Names as declared, of persons and organizations, one or several in a line.
    pub(super) authors: Vec<String>,
    /// The same of later witnesses.
    pub(super) also_authors: Vec<String>,
    /// Who took part (schema.org `contributor`): authors, but also editors and photographers.
    pub(super) contributors: Vec<String>,
    /// Whose account or office published the story: often its author.
    pub(super) accounts: Vec<String>,
    pub(super) publisher: Option<String>,
    /// The site's name (`og:site_name`).
    pub(super) site: Option<String>,
    pub(super) legal_name: Option<String>,
    pub(super) section: Option<String>,
    /// The way from the site's first page to this one.
    pub(super) way: Vec<Station>,
    pub(super) genre: Option<String>,
    pub(super) language: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) keywords: Vec<String>,
    /// The `keywords` of the page (`meta`), which may be words for all pages of the site.
    pub(super) page_keywords: Vec<String>,
    pub(super) images: Vec<String>,
    pub(super) copyright_holder: Option<String>,
    pub(super) copyright_year: Option<String>,
    pub(super) copyright_notice: Option<String>,
}

/// A page on the way from the site's first page to a story (schema.org `ListItem` of a `BreadcrumbList`).
#[derive(Debug)]
pub(super) struct Station {
    pub(super) name: String,
    pub(super) address: Option<String>,
}

impl Declared {
    /// Adds what a later witness says where the earlier ones said nothing.
    pub(super) fn add(&mut self, other: Self) {
        macro_rules! first {
            ($($field:ident),+) => {$( if self.$field.is_none() { self.$field = other.$field; } )+};
        }
        macro_rules! first_list {
            ($($field:ident),+) => {$( if self.$field.is_empty() { self.$field = other.$field; } )+};
        }
        first!(
            url,
            identifier,
            headline,
            shared_headline,
            title,
            description,
            body,
            publisher,
            site,
            legal_name,
            section,
            genre,
            language,
            copyright_holder,
            copyright_year,
            copyright_notice
        );
        if !self.authors.is_empty() {
            self.also_authors.extend(other.authors.iter().cloned());
        }
        self.also_authors.extend(other.also_authors);
        first_list!(authors, accounts, contributors, way, tags, page_keywords, images);
        // One publishing system often fills several lists; the longest was made for the story.
        if other.keywords.len() > self.keywords.len() {
            self.keywords = other.keywords;
        }
        self.also_published = self.also_published.take().or(other.also_published);
        if let (Some(own), Some(other)) = (&self.published, &other.published)
            && own != other
        {
            self.also_published.get_or_insert_with(|| other.clone());
        }
        sharpen(&mut self.published, other.published);
        sharpen(&mut self.modified, other.modified);
        sharpen(&mut self.created, other.created);
    }

    /// Keys of the names that the site goes by; `host` is its own.
    pub(super) fn outlets(&self, host: Option<&str>) -> Vec<String> {
        let named = [&self.publisher, &self.legal_name, &self.site, &self.copyright_holder];
        let named = named.into_iter().flatten().map(|name| text::key(name));
        // A publisher that is named by its address goes by the first part of it.
        let domains = [&self.publisher, &self.site].into_iter().flatten();
        let domains = domains.filter_map(|name| name.split_once('.')).map(|(name, _)| text::key(name));
        let owner = self.copyright_notice.as_deref().map(owner);
        let host = host.unwrap_or_default();
        // What stands before it is a desk, what behind it a country: "uk" and "ai" are no names of a site.
        let label = address::site(host).split('.').next().unwrap_or_default();
        let hosts = [label, host].map(text::key);
        named.chain(domains).chain(owner).chain(hosts).filter(|outlet| !outlet.is_empty()).collect()
    }
}

/// Takes another witness's date where there is none, or where it is that day and tells the zone too. One in UTC yields
/// to the same instant in a local zone, and to the same time of day in one: UTC was put behind a local time.
fn sharpen(date: &mut Option<String>, other: Option<String>) {
    let Some(other) = other else { return };
    let is_sharper = |own: &String| {
        let (own, other) = (date::parse(own), date::parse(&other));
        own.zip(other).is_some_and(|(own, other)| match (own.at, other.at) {
            (None, Some(_)) => own.day == other.day,
            (Some(own), Some(other)) => {
                let is_same = own == other || own.naive_local() == other.naive_local();
                is_same && own.offset().local_minus_utc() == 0
            }
            _ => false,
        })
    };
    if date.as_ref().is_none_or(is_sharper) {
        *date = Some(other);
    }
}

/// The key of whom a notice such as "Copyright (c) The Herald 2026. All rights reserved." names.
fn owner(notice: &str) -> String {
    const NOTICE: [&str; 6] = ["copyright", "c", "all", "rights", "reserved", "by"];
    let key = text::key(notice);
    let is_name = |word: &&str| !NOTICE.contains(word) && !word.bytes().all(|byte| byte.is_ascii_digit());
    key.split(' ').filter(is_name).collect::<Vec<_>>().join(" ")
}
