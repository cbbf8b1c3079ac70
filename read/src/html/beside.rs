//! What stands beside a story, by what its element says of itself. In: an element. Out: its marks.
//!
//! The words are those that stylesheets of news sites and publishing systems (`WordPress`, Drupal and others) name
//! their boxes with; the elements and roles are those of the HTML standard and of WAI-ARIA 1.2.

use dom_query::Element;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What an element says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "an element may say any of them, each by itself")]
pub(super) struct Marks {
    /// No story by its element, its role or being hidden.
    pub(super) is_beside: bool,
    /// No story by a word in its class or id.
    pub(super) is_called_beside: bool,
    /// A standfirst.
    pub(super) is_standfirst: bool,
    /// Names of those who wrote the story.
    pub(super) is_byline: bool,
    /// When it was written.
    pub(super) is_date: bool,
    /// Tags of the story.
    pub(super) is_tags: bool,
}

/// Elements that hold no story.
const ELEMENTS: &[&str] = &[
    "nav",
    "footer",
    "aside",
    "figure",
    "figcaption",
    "form",
    "button",
    "dialog",
    "object",
    "embed",
    "audio",
    "video",
    "map",
    "canvas",
    "math",
    "menu",
    "label",
    "input",
    "search",
];

/// Roles that hold no story.
const ROLES: &[&str] = &[
    "navigation",
    "complementary",
    "banner",
    "contentinfo",
    "dialog",
    "search",
    "menu",
    "toolbar",
    "form",
    "alert",
];

/// Words in the class or id of a box beside the story.
const BESIDE: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "advert",
    "advertisement",
    "author",
    "authors",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "caption",
    "captions",
    "carousel",
    "comment",
    "comments",
    "consent",
    "cookie",
    "copyright",
    "correction",
    "credit",
    "credits",
    "dateline",
    "disqus",
    "donate",
    "donation",
    "donations",
    "factbox",
    "factboxes",
    "feedback",
    "follow",
    "footer",
    "gallery",
    "hidden",
    "infobox",
    "jwplayer",
    "keywords",
    "legend",
    "lightbox",
    "like",
    "likes",
    "login",
    "membership",
    "menu",
    "meta",
    "metadata",
    "modal",
    "morelinks",
    "nav",
    "navigation",
    "newsletter",
    "noprint",
    "outbrain",
    "overlay",
    "player",
    "poll",
    "popular",
    "popup",
    "promo",
    "pubdate",
    "quiz",
    "rating",
    "ratings",
    "readmore",
    "recirc",
    "recirculation",
    "recommendation",
    "recommendations",
    "recommended",
    "register",
    "related",
    "rss",
    "screenreader",
    "seealso",
    "share",
    "sharebar",
    "shares",
    "sharetools",
    "sharing",
    "sidebar",
    "sign",
    "signup",
    "slideshow",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "teaser",
    "teasers",
    "thumb",
    "thumbnail",
    "thumbnails",
    "timestamp",
    "toolbar",
    "tools",
    "topics",
    "trending",
    "visually",
    "whatsapp",
    "widget",
    "sharedaddy",
    "addtoany",
    "onetrust",
];

/// Words in the class of a standfirst, in several languages.
const STANDFIRST: &[&str] = &[
    "abstract",
    "bajada",
    "chapo",
    "deck",
    "dek",
    "description",
    "entradilla",
    "excerpt",
    "ingress",
    "intro",
    "kicker",
    "lead",
    "lede",
    "lid",
    "preamble",
    "sapo",
    "standfirst",
    "strapline",
    "subhead",
    "subheadline",
    "subtitle",
    "summary",
    "vorspann",
];

/// Words in the class of a byline.
const BYLINE: &[&str] =
    &["author", "authors", "autor", "auteur", "byline", "bylines", "writer", "contributor"];

/// Words in the class of a date.
const DATE: &[&str] =
    &["date", "datetime", "dateline", "datum", "fecha", "published", "pubdate", "time", "timestamp"];

/// Words in the class of a list of tags.
const TAGS: &[&str] =
    &["tags", "taglist", "topics", "keywords", "themen", "temas", "etiquetas", "schlagworte"];

/// Words that start the name of a state or a list entry, not of a box: `has-comments`, `tag-sports`, `md:hidden`.
const STATES: &[&str] = &[
    "has", "is", "no", "not", "with", "tag", "category", "type", "format", "status", "post", "page", "hasnt",
];

impl Marks {
    /// Reads name, role and classes of an element.
    pub(super) fn read(element: &Element) -> Self {
        let name = &*element.name.local;
        let mut marks = Self::default();
        for attribute in &element.attrs {
            let value = &*attribute.value;
            match &*attribute.name.local {
                "class" | "id" => marks.read_class(value),
                "rel" | "itemprop" => marks.is_byline |= matches!(value, "author" | "creator"),
                "hidden" => marks.is_beside = true,
                "aria-hidden" => marks.is_beside |= value == "true",
                "role" => marks.is_beside |= ROLES.contains(&value),
                "style" => marks.is_beside |= is_hidden(value),
                _ => {}
            }
        }
        // A quotation belongs to the story wherever it comes from; a page's frame is no box on it.
        // A row's class tells of what is in it.
        let is_story = matches!(name, "blockquote" | "body" | "main" | "html" | "tr");
        marks.is_beside = ELEMENTS.contains(&name) || (marks.is_beside && !is_story);
        marks.is_called_beside &= !is_story;
        marks
    }

    fn read_class(&mut self, value: &str) {
        for class in value.split_ascii_whitespace().take(40) {
            let mut is_state = class.contains(':');
            for (position, word) in words(class).enumerate() {
                is_state |= position == 0 && STATES.contains(&word.as_str());
                let Some(said) = WORDS.get(word.as_str()) else { continue };
                self.is_called_beside |= said.is_called_beside && !is_state;
                self.is_standfirst |= said.is_standfirst;
                self.is_byline |= said.is_byline;
                self.is_date |= said.is_date;
                self.is_tags |= said.is_tags;
            }
        }
    }
}

/// What each word says.
static WORDS: LazyLock<HashMap<&str, Marks>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Marks> = HashMap::new();
    BESIDE.iter().for_each(|word| words.entry(word).or_default().is_called_beside = true);
    STANDFIRST.iter().for_each(|word| words.entry(word).or_default().is_standfirst = true);
    BYLINE.iter().for_each(|word| words.entry(word).or_default().is_byline = true);
    DATE.iter().for_each(|word| words.entry(word).or_default().is_date = true);
    TAGS.iter().for_each(|word| words.entry(word).or_default().is_tags = true);
    words
});

/// The words of a class in lower case: `articleShare-box_2` is article, share, box.
fn words(class: &str) -> impl Iterator<Item = String> {
    let parts = class.split(|c: char| !c.is_ascii_alphabetic());
    parts.flat_map(humps).filter(|word| !word.is_empty()).map(str::to_ascii_lowercase)
}

/// Splits where a capital follows a small letter.
fn humps(part: &str) -> impl Iterator<Item = &str> {
    let is_hump = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    let mut rest = Some(part);
    std::iter::from_fn(move || {
        let part = rest.take()?;
        let Some(at) = part.as_bytes().windows(2).position(is_hump) else { return Some(part) };
        rest = Some(&part[at + 1..]);
        Some(&part[..=at])
    })
}

fn is_hidden(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
