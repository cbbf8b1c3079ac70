//! Which part of a paper a story stands in. In: what the markup declares and the page laid out. Out: the section's
//! name, as the outlet prints it.
//!
//! In order: the section that is declared; the last station before the page on the way to it, as JSON-LD's
//! `BreadcrumbList` tells it or the page prints it; the category that a link calls so (`rel=category`); the link above
//! the headline whose address the page's own begins with. A site's first page is no section, nor is a page of an
//! author, of a tag or of a day.

use super::declared::{Declared, Station};
use super::headline;
use super::outline::Outline;
use super::place::Place;
use crate::{address, text};

/// Nodes above the headline that are looked at, and links of one kind.
const MOST_NODES: usize = 2_000;
const MOST: usize = 20;

/// What is known of the story when its section is asked for.
pub(super) struct Known<'k> {
    /// Keys of the site's names.
    pub(super) outlets: &'k [String],
    pub(super) headline: &'k str,
    pub(super) url: Option<&'k str>,
}

/// Names that tell no section: of first pages, of kinds of texts, and of what has no section, in many languages.
const NO_SECTIONS: &[&str] = &[
    "accueil",
    "acasa",
    "acasă",
    "all",
    "allgemein",
    "alle",
    "article",
    "articles",
    "artikel",
    "beranda",
    "blog",
    "domov",
    "domů",
    "etusivu",
    "forside",
    "forsiden",
    "front page",
    "hem",
    "hjem",
    "home",
    "home page",
    "homepage",
    "index",
    "latest",
    "mehr",
    "menu",
    "more",
    "inicio",
    "início",
    "kezdőlap",
    "news article",
    "non classé",
    "page",
    "post",
    "posts",
    "početna",
    "portada",
    "sem categoria",
    "senza categoria",
    "sin categoria",
    "sin categoría",
    "start",
    "startseite",
    "stories",
    "story",
    "strona główna",
    "trang chủ",
    "uncategorised",
    "uncategorized",
    "website",
    "ana sayfa",
    "anasayfa",
    "αρχική",
    "главная",
    "головна",
    "начало",
    "الرئيسية",
    "होम",
    "ホーム",
    "トップ",
    "首页",
    "首頁",
    "홈",
];

/// Parts of an address that lead to no section.
const NO_PAGES: [&str; 12] = [
    "author", "authors", "autor", "auteur", "article", "articles", "archive", "archives", "profile", "story",
    "tag", "tags",
];

/// Names the section.
pub(super) fn read(
    outline: &Outline<'_>,
    place: Place,
    declared: &Declared,
    known: &Known<'_>,
) -> Option<String> {
    let told = declared.section.clone().filter(|name| !is_none(name));
    told.or_else(|| last(&declared.way, known))
        .or_else(|| printed_way(outline, place, known))
        .or_else(|| category(outline, place, known))
        .or_else(|| above(outline, place, known))
}

/// Whether a line may be a section's name.
pub(super) fn is_name(line: &str) -> bool {
    const LONGEST: usize = 40;
    let is_machine =
        line.contains(['/', '_', '>', '|', '{', '=', '→', '»', '›', '«']) || line.contains("://");
    // A list is none, and an identifier is for machines.
    let is_list = line.contains([',', ';']);
    let is_identifier = !line.contains(char::is_whitespace) && line.contains(|c: char| c.is_ascii_digit());
    line.chars().count() <= LONGEST
        && line.contains(char::is_alphabetic)
        && !(is_machine || is_list || is_identifier)
        && !is_none(line)
}

/// Whether a name tells that there is no section.
fn is_none(name: &str) -> bool {
    NO_SECTIONS.contains(&text::key(name).as_str())
}

/// The last station that is a section. One without an address is the page itself.
fn last(way: &[Station], known: &Known<'_>) -> Option<String> {
    let is_section = |station: &&Station| {
        let is_page = || headline::agreement(&station.name, known.headline) >= 0.5;
        is_name(&station.name)
            && !known.outlets.contains(&text::key(&station.name))
            && station.address.as_deref().is_some_and(|address| leads_to_section(address, station, known.url))
            && !is_page()
    };
    way.iter().rev().find(is_section).map(|station| station.name.clone())
}

/// Whether an address may be that of a section: not the site's first page, the page itself, an author or a day.
fn leads_to_section(address: &str, station: &Station, url: Option<&str>) -> bool {
    let path = path(address);
    let is_none = |part: &str| is_year(part) || NO_PAGES.contains(&part);
    let mut parts = parts(path);
    // A section may be called like a country: "UK".
    let name = text::key(&station.name);
    let is_first_page = parts.clone().all(|part| is_language(part) && part != name);
    !is_first_page && !parts.any(is_none) && url.is_none_or(|url| self::path(url) != path)
}

/// Whether a part of an address tells a language or a country: `en`, `pt-br`.
fn is_language(part: &str) -> bool {
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    part.split('-').all(is_code)
}

/// Whether a part of an address begins that of a day.
fn is_year(part: &str) -> bool {
    part.len() == 4
        && (part.starts_with("19") || part.starts_with("20"))
        && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// An address within its site, without what stands behind it.
fn path(address: &str) -> &str {
    let bare = address.split(['?', '#']).next().unwrap_or_default();
    let path = match bare.split_once("//") {
        Some((_, behind)) => behind.split_once('/').map_or("", |(_, path)| path),
        None => bare,
    };
    path.trim_matches('/')
}

fn parts(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.split('/').filter(|part| !part.is_empty())
}

/// The way to the page that readers see: the links of the nearest box above the headline that calls itself one of
/// breadcrumbs, else of the first below.
fn printed_way(outline: &Outline<'_>, place: Place, known: &Known<'_>) -> Option<String> {
    const LARGEST: usize = 200;
    const BELOW: usize = 100;
    let is_box = |&index: &usize| {
        let node = &outline.nodes[index];
        let says = |name: &str| node.attribute(name).is_some_and(|value| is_breadcrumb(&value));
        node.text.is_none()
            && (2..LARGEST).contains(&(node.end - index))
            && ["class", "id", "itemtype", "typeof"].into_iter().any(says)
    };
    let mut above = place.above(MOST_NODES).rev();
    let found = above.find(is_box).or_else(|| place.below(outline, BELOW).find(is_box))?;
    // Each station of a list may call itself so too.
    let outermost = outline.around(found).take(4).filter(is_box).last().unwrap_or(found);
    let way: Vec<Station> = links(outline, outline.inside(outermost)).take(MOST).collect();
    last(&way, known)
}

/// Whether a class or a type is that of the way to a page.
fn is_breadcrumb(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    value.contains("breadcrumb") || value.contains("bread-crumb")
}

/// The category of `WordPress` and others, of the story itself.
fn category(outline: &Outline<'_>, place: Place, known: &Known<'_>) -> Option<String> {
    let section = place.section(outline);
    let story = section..outline.nodes[section].end.min(section + MOST_NODES);
    let is_category = |&index: &usize| {
        let rel = outline.nodes[index].attribute("rel");
        rel.is_some_and(|rel| rel.split_ascii_whitespace().any(|kind| kind == "category"))
    };
    let own = place.own(outline, story).into_iter().filter(is_category);
    let way: Vec<Station> = links(outline, own).take(MOST).collect();
    // The first is the one that the outlet thinks of first.
    way.iter().find_map(|station| last(std::slice::from_ref(station), known))
}

/// What the link above the headline says whose address is the longest that the page's own begins with.
fn above(outline: &Outline<'_>, place: Place, known: &Known<'_>) -> Option<String> {
    let url = known.url?;
    let (host, page) = (address::host(url), path(url));
    let is_around = |&index: &usize| {
        let Some(address) = outline.nodes[index].attribute("href") else { return false };
        let behind = page.strip_prefix(path(&address));
        let is_begun = behind.is_some_and(|behind| behind.starts_with('/'));
        // A place within a page is no page.
        is_begun && !address.contains('#') && (!address.contains("//") || address::host(&address) == host)
    };
    let around = place.above(MOST_NODES).filter(is_around);
    let mut way: Vec<Station> = links(outline, around).collect();
    way.sort_by_key(|station| station.address.as_deref().map_or(0, |address| path(address).len()));
    last(&way, known)
}

/// The links among these nodes.
fn links<'o>(
    outline: &'o Outline<'_>,
    among: impl IntoIterator<Item = usize> + 'o,
) -> impl Iterator<Item = Station> + 'o {
    let links = among.into_iter().filter(|&index| &*outline.nodes[index].name == "a");
    links.filter_map(|index| {
        let address = outline.nodes[index].attribute("href").map(|href| href.trim().to_owned());
        Some(Station { name: text::some_line(&outline.text(index))?, address })
    })
}
