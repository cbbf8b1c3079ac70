//! An entry of a feed. In: its element, or what a JSON Feed says of it. Out: the article, with its story where the
//! feed holds it and its standfirst where not.

use super::channel::{self, Channel};
use crate::date::custom::Custom;
use crate::markup::{self, Fragment};
use crate::xml::Element;
use crate::{Page, address, date, html, image, text};
use extract::{Article, Copyright, Image};
use regex::Regex;
use std::sync::LazyLock;

/// Whether an entry is a post that readers see. Exports of `WordPress` hold drafts, private posts, pictures and menus too;
/// Atom marks drafts (RFC 5023, section 13.1.1).
pub(super) fn is_published(element: &Element) -> bool {
    /// What `WordPress` keeps beside posts.
    const NO_POSTS: [&str; 12] = [
        "page",
        "attachment",
        "revision",
        "nav_menu_item",
        "custom_css",
        "customize_changeset",
        "oembed_cache",
        "user_request",
        "wp_block",
        "wp_template",
        "wp_navigation",
        "wp_global_styles",
    ];
    let told = |name: &str| element.child(name).map(Element::text).unwrap_or_default().trim().to_owned();
    let is_draft = element.child("app:control").and_then(|control| control.child("app:draft"));
    let is_draft = is_draft.is_some_and(|draft| draft.text().trim().eq_ignore_ascii_case("yes"));
    let is_post = !NO_POSTS.contains(&told("wp:post_type").as_str());
    !is_draft && is_post && matches!(told("wp:status").as_str(), "" | "publish")
}

/// Whether an entry comes from an export of `WordPress`, which keeps its stories as their authors wrote them.
fn is_exported(element: &Element) -> bool {
    element.child("wp:post_type").is_some()
}

static BLANK_LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\n[ \t\r]*\n").expect("a constant pattern"));
static CAPTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)\[caption[^\]]*\](.*?)\[/caption\]").expect("a constant pattern"));

/// A story of `WordPress` as its pages show it: a blank line ends a paragraph, a caption belongs to its picture.
fn paragraphs(written: &str) -> String {
    let shown = CAPTION.replace_all(written, "<figure>$1</figure>");
    BLANK_LINE.replace_all(&shown, "<br><br>").into_owned()
}

/// What an entry says, as printed.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) url: Option<String>,
    pub(super) id: Option<String>,
    /// One line each.
    pub(super) title: Option<String>,
    /// The entry in short, as HTML.
    pub(super) summary: Option<String>,
    /// The story, as HTML.
    pub(super) content: Option<String>,
    /// What addresses in the story start from, where it says so.
    pub(super) content_base: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) created: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) keywords: Vec<String>,
    pub(super) images: Vec<Image>,
    pub(super) language: Option<String>,
    pub(super) rights: Option<String>,
    /// Name and address of the feed or publisher that the entry was taken from.
    pub(super) source: Option<(String, Option<String>)>,
}

impl Entry {
    /// An `item` or `entry`: the dialects share their modules, so one reader knows the words of all.
    pub(super) fn of(element: &Element, channel: &Channel) -> Self {
        let base =
            element.attribute("xml:base").and_then(|base| address::resolve(channel.base.as_deref(), base));
        let base = base.as_ref().or(channel.base.as_ref()).map(String::as_str);
        let line = |names: &[&str]| names.iter().find_map(|name| channel::line(element.child(name)?));
        let html = |names: &[&str]| {
            let found = names.iter().filter_map(|name| channel::html(element.child(name)?));
            found.into_iter().find(|html| !html.trim().is_empty())
        };
        let content = element.child("content").or_else(|| element.child("content:encoded"));
        let language =
            [Some(element), content].into_iter().flatten().find_map(|part| part.attribute("xml:lang"));
        let spoken = language.or(channel.language.as_deref());
        let url = channel::link(element, spoken).and_then(|link| address::resolve(base, &link));
        let content_base = content.and_then(|content| content.attribute("xml:base"));
        let source_authors = || element.child("source").map(channel::authors).unwrap_or_default();
        let authors = Some(channel::authors(element)).filter(|names| !names.is_empty());
        Self {
            url: url.map(|url| address::article_address(&url)),
            id: line(&["id", "guid", "dc:identifier"]),
            title: line(&["title", "dc:title", "media:title"]),
            summary: html(&[
                "description",
                "summary",
                "dc:description",
                "media:description",
                "itunes:summary",
            ]),
            content: html(&["content:encoded", "content", "xhtml:body", "body"])
                .map(|html| if is_exported(element) { paragraphs(&html) } else { html }),
            content_base: content_base.and_then(|own| address::resolve(base, own)),
            published: line(&["published", "issued", "pubDate", "dcterms:issued", "dc:date"]),
            modified: line(&["updated", "modified", "atom:updated", "dcterms:modified"]),
            created: line(&["created", "dcterms:created"]),
            authors: authors.unwrap_or_else(source_authors),
            tags: tags(element),
            keywords: keywords(element),
            images: images(element, base),
            language: language.map(str::to_owned).or_else(|| line(&["dc:language", "language"])),
            rights: line(&["rights", "copyright", "dc:rights", "media:copyright"]),
            source: element.child("source").and_then(source),
        }
    }

    /// The article; or why it is none.
    pub(super) fn page(self, channel: &Channel) -> Result<Page, String> {
        let mut notes = Vec::new();
        let story = self.story();
        let first_words =
            || story.body.lines().next().or(story.standfirst.as_deref()).and_then(text::first_words);
        let headline = match self.title {
            Some(title) => title,
            None => first_words().ok_or("it has neither title nor text")?,
        };
        if self.url.is_none() && story.body.is_empty() && story.standfirst.is_none() {
            return Err("it has neither address nor text".to_owned());
        }
        let language = self.language.as_ref().or(channel.language.as_ref());
        let language = language.and_then(|tag| text::language(tag));
        let host = self.url.as_deref().and_then(address::host);
        let custom = Custom::new(language.as_deref(), host.as_deref());
        let mut when =
            |name: &str, printed: &Option<String>| date::noted(name, printed.as_deref()?, custom, &mut notes);
        let published = when("publication", &self.published);
        let modified = when("modification", &self.modified);
        let created = when("creation", &self.created);
        // Atom asks for the last change alone.
        let published = published.or(modified);
        let mut images = self.images;
        for mut shown in story.images {
            let base = self.content_base.as_deref().or(self.url.as_deref());
            let Some(full) = address::resolve(base, &shown.url) else { continue };
            shown.url = full;
            if images.iter().all(|image| image.url != shown.url) {
                images.push(shown);
            }
        }
        let notice = self.rights.or_else(|| channel.rights.clone());
        let article = Article {
            external_id: self.id.filter(|id| Some(id) != self.url.as_ref()),
            headline,
            description: story.standfirst,
            language: language.or_else(|| html::language::detected(&story.body).map(str::to_owned)),
            created_at: created.and_then(|when| when.at),
            published_at: published.and_then(|when| when.at),
            published_on: published.map(|when| when.day),
            modified_at: modified.and_then(|when| when.at),
            publisher: channel.publisher(self.source, self.url.as_deref()),
            authors: if self.authors.is_empty() { channel.authors.clone() } else { self.authors },
            copyright: notice.map(|notice| Copyright { notice: Some(notice), ..Copyright::default() }),
            images,
            tags: self.tags,
            keywords: self.keywords,
            body: story.body,
            is_excerpt: story.is_excerpt,
            url: self.url,
            ..Article::default()
        };
        Ok(Page { article, extraction: None, notes })
    }

    /// What of the entry is the story, and what its standfirst. Many feeds put the story where its summary belongs.
    fn story(&self) -> Story {
        const STORY: usize = 700;
        let read = |html: &Option<String>| html.as_deref().map(markup::read).unwrap_or_default();
        let (content, summary) = (read(&self.content), read(&self.summary));
        if !content.body.is_empty() {
            let standfirst = Some(text::one_line(&summary.body));
            let is_new =
                |line: &String| !line.is_empty() && !text::one_line(&content.body).starts_with(line.as_str());
            return Story::of(content.clone(), standfirst.filter(is_new), false);
        }
        if summary.body.lines().count() > 1 || summary.body.len() > STORY {
            return Story::of(summary, None, true);
        }
        let standfirst = text::some_line(&summary.body);
        Story { images: summary.images, standfirst, body: String::new(), is_excerpt: true }
    }
}

/// What an entry holds of its story.
struct Story {
    body: String,
    images: Vec<Image>,
    standfirst: Option<String>,
    is_excerpt: bool,
}

impl Story {
    /// A story without what feeds print behind it. One that breaks off is an excerpt.
    fn of(Fragment { body, images, .. }: Fragment, standfirst: Option<String>, is_excerpt: bool) -> Self {
        const OPEN: [&str; 4] = ["…", "...", "[…]", "[...]"];
        const MORE: [&str; 5] =
            ["continue reading", "read more", "read the full", "weiterlesen", "lire la suite"];
        let mut lines: Vec<&str> = body.lines().collect();
        let is_about_feed =
            |line: &str| line.starts_with("The post ") && line.contains(" appeared first on ");
        lines.pop_if(|line| is_about_feed(line));
        let is_more =
            |line: &str| line.len() < 80 && MORE.iter().any(|more| line.to_lowercase().contains(more));
        let is_cut = lines.pop_if(|line| is_more(line)).is_some();
        let ends_open = lines.last().is_some_and(|line| OPEN.iter().any(|end| line.ends_with(end)));
        Self { body: lines.join("\n"), images, standfirst, is_excerpt: is_excerpt || is_cut || ends_open }
    }
}

fn tags(element: &Element) -> Vec<String> {
    let categories = element.elements().filter(|part| part.is("category") || part.is("dc:subject"));
    text::distinct(categories.filter_map(|category| {
        let told = category.attribute("label").or_else(|| category.attribute("term")).map(str::to_owned);
        told.or_else(|| channel::line(category))
    }))
}

fn keywords(element: &Element) -> Vec<String> {
    let named = ["media:keywords", "itunes:keywords", "news:keywords"];
    let lines: Vec<String> = named.iter().filter_map(|name| channel::line(element.child(name)?)).collect();
    text::distinct(lines.iter().flat_map(|line| line.split(',')))
}

/// Media RSS, enclosures and thumbnails that are pictures.
fn images(element: &Element, base: Option<&str>) -> Vec<Image> {
    let groups = element.all("media:group").flat_map(Element::elements);
    let mut images: Vec<Image> = Vec::new();
    for part in element.elements().chain(groups) {
        let printed = if part.is("media:content") || part.is("media:thumbnail") || part.is("enclosure") {
            part.attribute("url")
        } else if part.is("link") && part.attribute("rel") == Some("enclosure") {
            part.attribute("href")
        } else {
            None
        };
        let kind = part.attribute("type").or_else(|| part.attribute("medium")).unwrap_or_default();
        let is_named_picture = || printed.is_some_and(image::is_named_so);
        let is_picture = part.is("media:thumbnail")
            || kind.starts_with("image")
            || (kind.is_empty() && part.is("media:content") && is_named_picture());
        let Some(url) = printed.filter(|_| is_picture).and_then(|url| address::resolve(base, url)) else {
            continue;
        };
        if images.iter().all(|image| image.url != url) {
            images.push(picture(part, element, &url));
        }
    }
    images
}

fn picture(part: &Element, entry: &Element, url: &str) -> Image {
    let pixels = |name: &str| part.attribute(name).and_then(|size| size.parse().ok());
    let caption = |holder: &Element| holder.child("media:description").and_then(channel::line);
    let found = image::from_url(url);
    Image {
        width: found.width.or_else(|| pixels("width")),
        height: found.height.or_else(|| pixels("height")),
        caption: caption(part).or_else(|| caption(entry)),
        ..found
    }
}

/// RSS names the source in words beside an address, Atom repeats the other feed's head.
fn source(source: &Element) -> Option<(String, Option<String>)> {
    let is_words = source.elements().next().is_none();
    let name = if is_words { channel::line(source) } else { source.child("title").and_then(channel::line) }?;
    let site = source.attribute("url").map(str::to_owned).or_else(|| channel::link(source, None));
    Some((name, site))
}
