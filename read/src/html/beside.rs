//! What stands beside a story, by what its element says of itself. In: an element. Out: its marks.
//!
//! The words are those that stylesheets of news sites and publishing systems (`WordPress`, Drupal and others) name
//! their boxes with; the elements and roles are those of the HTML standard and of WAI-ARIA 1.2.

use super::parse::CALLED;
use dom_query::Element;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What an element says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "an element may say any of them, each by itself")]
pub(super) struct Marks {
    /// No story by its element, its role or being hidden.
    pub(super) is_beside: bool,
    /// Not seen until a script shows it.
    pub(super) is_hidden: bool,
    /// No story by a word in its class or id.
    pub(super) is_called_beside: bool,
    /// Other stories, comments or the site's frame, by its element, its role or a word in its class or id.
    pub(super) is_elsewhere: bool,
    /// The same by a word for what readers do not see.
    pub(super) is_called_unseen: bool,
    /// Asks for a subscription, or holds what is for subscribers.
    pub(super) is_wall: bool,
    /// A standfirst.
    pub(super) is_standfirst: bool,
    /// Names of those who wrote the story.
    pub(super) is_byline: bool,
    /// When it was written.
    pub(super) is_date: bool,
    /// Tags of the story.
    pub(super) is_tags: bool,
}

/// Whether an element holds no story.
fn is_beside(name: &str) -> bool {
    matches!(
        name,
        "nav"
            | "footer"
            | "aside"
            | "figure"
            | "figcaption"
            | "form"
            | "button"
            | "dialog"
            | "object"
            | "embed"
            | "amp-consent"
            | "amp-sidebar"
            | "amp-user-notification"
            | "audio"
            | "video"
            | "map"
            | "canvas"
            | "math"
            | "menu"
            | "label"
            | "input"
            | "search"
    )
}

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

/// Words in the class or id of a box beside the story, most of them English whatever the page's language; those of
/// [`ELSEWHERE`] are too.
const BESIDE: &[&str] = &[
    "ad",
    "addtoany",
    "ads",
    "adv",
    "advert",
    "advertisement",
    "anuncio",
    "anzeige",
    "audioplayer",
    "auteur",
    "auteurs",
    "author",
    "authors",
    "autor",
    "autores",
    "banner",
    "bijschrift",
    "bildtext",
    "bildunterschrift",
    "bio",
    "byline",
    "bylines",
    "caption",
    "captions",
    "compartilhar",
    "compartir",
    "consent",
    "cookie",
    "copyright",
    "credit",
    "credits",
    "dateline",
    "didascalia",
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
    "nav",
    "navigation",
    "newsletter",
    "noprint",
    "onetrust",
    "overlay",
    "partage",
    "player",
    "poll",
    "popup",
    "promo",
    "pubdate",
    "publicidad",
    "publicidade",
    "publicite",
    "quiz",
    "rating",
    "ratings",
    "register",
    "rodape",
    "rss",
    "screenreader",
    "share",
    "sharebar",
    "sharedaddy",
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
    "teaser",
    "teilen",
    "thumb",
    "thumbnail",
    "thumbnails",
    "timestamp",
    "toolbar",
    "tools",
    "topics",
    "visually",
    "werbung",
    "whatsapp",
];

/// Elements and roles of what belongs to other stories or to the site.
const ELSEWHERE_PARTS: &[&str] =
    &["aside", "complementary", "contentinfo", "figcaption", "figure", "footer", "nav", "navigation"];

/// Words in the class or id of a box of other stories or of comments, in the languages of the pages.
const ELSEWHERE: &[&str] = &[
    "breadcrumb",
    "breadcrumbs",
    "carousel",
    "comentarii",
    "comentario",
    "comentarios",
    "comment",
    "commentable",
    "commentaire",
    "commentaires",
    "commenti",
    "commentlist",
    "comments",
    "discussion",
    "disqus",
    "komentar",
    "komentare",
    "komentari",
    "komentarz",
    "komentarze",
    "kommentar",
    "kommentare",
    "kommentarer",
    "kommentit",
    "latest",
    "morelinks",
    "outbrain",
    "popular",
    "reactie",
    "reacties",
    "readmore",
    "recirc",
    "recirculation",
    "recommendation",
    "recommendations",
    "recommended",
    "relacionadas",
    "relacionados",
    "related",
    "replies",
    "seealso",
    "taboola",
    "talkback",
    "talkbacks",
    "teasers",
    "trending",
    "yorum",
    "yorumlar",
];

/// Those of the words above that are for what readers do not see, be it a word in a sentence.
const UNSEEN: &[&str] =
    &["hidden", "lightbox", "modal", "noprint", "overlay", "popup", "screenreader", "visually"];

/// Words that make a description or a widget a picture with its caption, as in `img-desc`.
const PICTURE: &[&str] = &["foto", "image", "img", "photo", "pic", "picture"];

/// Words in the class of what stands before a story that is not free.
const WALL: &[&str] = &["paywall", "regwall"];

/// Words in the class of a standfirst, in several languages.
const STANDFIRST: &[&str] = &[
    "abstract",
    "accroche",
    "bajada",
    "balazo",
    "catenaccio",
    "chapo",
    "copete",
    "deck",
    "dek",
    "description",
    "entradilla",
    "excerpt",
    "ingress",
    "intro",
    "kicker",
    "lead",
    "leadin",
    "leadtext",
    "lede",
    "lid",
    "manchet",
    "onderkop",
    "perex",
    "podnaslov",
    "podtitulek",
    "preamble",
    "resumo",
    "sapo",
    "sommario",
    "sottotitolo",
    "standfirst",
    "strapline",
    "subhead",
    "subheader",
    "subheading",
    "subheadline",
    "subtitle",
    "sumario",
    "summary",
    "synopsis",
    "underrubrik",
    "undertitel",
    "untertitel",
    "vorspann",
    "zajawka",
];

/// Words that "sub" stands before in the class of a standfirst, by itself or with a dash: `sub-title`.
const TITLES: &[&str] = &["title", "titles", "heading", "headline", "head", "titre"];

/// Words in the class of a byline.
const BYLINE: &[&str] = &[
    "author",
    "authors",
    "autor",
    "auteur",
    "byline",
    "bylines",
    "contributor",
    "firma",
    "journalist",
    "reporter",
    "signature",
    "submitted",
    "username",
    "writer",
];

/// Words in the class of a date.
const DATE: &[&str] =
    &["date", "datetime", "dateline", "datum", "fecha", "published", "pubdate", "time", "timestamp"];

/// Words in the class of a list of tags.
const TAGS: &[&str] =
    &["tags", "taglist", "topics", "keywords", "themen", "temas", "etiquetas", "etiketler", "schlagworte"];

/// Words that start the name of a state or of a script's hook, not of a box: `has-comments`, `js-gallery`.
const STATES: &[&str] = &["has", "hasnt", "is", "js", "no", "not", "with"];

/// Words that start the name of what an entry of a list is about: `tag-sports`.
const ABOUT: &[&str] = &["tag", "category"];

/// Words before `hidden` that tell what of a box is not seen: `overflow-hidden`, `label-hidden`.
const HIDDEN_PARTS: &[&str] = &["backface", "label", "overflow", "x", "y"];

impl Marks {
    /// Reads name, role and classes of an element.
    pub(super) fn read(element: &Element) -> Self {
        let name = &*element.name.local;
        let mut marks = Self::default();
        for attribute in &element.attrs {
            let value = &*attribute.value;
            match &*attribute.name.local {
                "class" => marks.read_class(value, is_entry(name, value)),
                // Many a publishing system makes a heading's id of its words.
                "id" if !is_prose(name) => marks.read_class(value, false),
                attribute if CALLED.contains(&attribute) => marks.read_class(value, false),
                "rel" | "itemprop" => marks.is_byline |= matches!(value, "author" | "creator"),
                "hidden" => marks.is_hidden = true,
                "aria-hidden" => marks.is_hidden |= value == "true",
                "role" => {
                    marks.is_beside |= ROLES.contains(&value);
                    marks.is_elsewhere |= ELSEWHERE_PARTS.contains(&value);
                }
                "style" => marks.is_hidden |= is_hidden(value),
                _ => {}
            }
        }
        // A quotation belongs to the story wherever it comes from; a page's frame is no box on it.
        // A row's class tells of what is in it.
        let is_story = matches!(name, "blockquote" | "body" | "main" | "html" | "tr");
        marks.is_hidden &= !is_story;
        marks.is_beside = is_beside(name) || (marks.is_beside && !is_story) || marks.is_hidden;
        marks.is_called_beside &= !is_story;
        // Some publishing systems put day and authors aside.
        marks.is_elsewhere |= ELSEWHERE_PARTS.contains(&name) && !(marks.is_byline || marks.is_date);
        marks.is_wall &= !is_story;
        marks
    }

    fn read_class(&mut self, value: &str, is_entry: bool) {
        let mut letters = [0; LONGEST];
        for class in value.split_ascii_whitespace().take(40) {
            // `md:hidden`, `hidden-print`: not seen on some screens.
            let mut is_state = class.contains(':') || class.starts_with("hidden-");
            let mut is_behind_tag = false;
            let mut is_of_picture = false;
            let mut last = "";
            for (position, part) in words(class).enumerate() {
                let word = small(part, &mut letters);
                let follows = |firsts: &[&str]| firsts.iter().any(|first| last.eq_ignore_ascii_case(first));
                self.is_standfirst |= TITLES.contains(&word) && follows(&["sub", "sous"]);
                is_state |= word == "hidden" && follows(HIDDEN_PARTS);
                last = part;
                // Alone it is a state: `tag-sports`.
                self.is_tags |= is_behind_tag && matches!(word, "list" | "links" | "items");
                is_behind_tag = word == "tag";
                is_state |= position == 0 && (STATES.contains(&word) || (is_entry && ABOUT.contains(&word)));
                is_of_picture |= PICTURE.contains(&word);
                self.is_called_beside |= is_of_picture && matches!(word, "desc" | "description" | "widget");
                let Some(said) = said(word) else { continue };
                self.is_called_beside |= said.is_called_beside && !is_state;
                self.is_elsewhere |= said.is_elsewhere && !is_state;
                self.is_called_unseen |= said.is_called_unseen && !is_state;
                self.is_wall |= said.is_wall && !is_state;
                self.is_standfirst |= said.is_standfirst;
                // `photo-author` made the picture.
                self.is_byline |= said.is_byline && !is_of_picture;
                self.is_date |= said.is_date;
                self.is_tags |= said.is_tags;
            }
        }
    }
}

/// Whether an element is an entry of a list or a page of its own, whose class tells what it is about.
fn is_entry(name: &str, class: &str) -> bool {
    // `WordPress` calls an entry so, whatever its element.
    matches!(name, "article" | "body" | "li") || class.contains("hentry")
}

/// Whether an element is a heading or a paragraph.
fn is_prose(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "li")
}

/// What a word in lower case says.
fn said(word: &str) -> Option<Marks> {
    let initial = word.bytes().next()?.checked_sub(b'a')?;
    let known = WORDS.get(usize::from(initial))?;
    known.iter().find(|(known, _)| *known == word).map(|(_, said)| *said)
}

/// Letters of a word that is looked up: longer ones are not among those that say something.
const LONGEST: usize = 24;

/// What each word says, by its first letter.
static WORDS: LazyLock<[Vec<(&str, Marks)>; 26]> = LazyLock::new(|| {
    let mut words: BTreeMap<&str, Marks> = BTreeMap::new();
    BESIDE.iter().for_each(|word| words.entry(word).or_default().is_called_beside = true);
    for word in ELSEWHERE {
        let said = words.entry(word).or_default();
        (said.is_elsewhere, said.is_called_beside) = (true, true);
    }
    UNSEEN.iter().for_each(|word| words.entry(word).or_default().is_called_unseen = true);
    WALL.iter().for_each(|word| words.entry(word).or_default().is_wall = true);
    STANDFIRST.iter().for_each(|word| words.entry(word).or_default().is_standfirst = true);
    BYLINE.iter().for_each(|word| words.entry(word).or_default().is_byline = true);
    DATE.iter().for_each(|word| words.entry(word).or_default().is_date = true);
    TAGS.iter().for_each(|word| words.entry(word).or_default().is_tags = true);
    let mut by_letter: [Vec<(&str, Marks)>; 26] = Default::default();
    for (word, said) in words {
        by_letter[usize::from(word.as_bytes()[0] - b'a')].push((word, said));
    }
    by_letter
});

/// The words of a class: `articleShare-box_2` is article, Share, box.
fn words(class: &str) -> impl Iterator<Item = &str> {
    let bytes = class.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].iter().position(u8::is_ascii_alphabetic)?;
        let start = at;
        // A word ends where its letters do, and where a capital follows a small letter.
        let is_inside = |at: usize| {
            bytes[at].is_ascii_lowercase()
                || (bytes[at].is_ascii_uppercase() && (at == start || !bytes[at - 1].is_ascii_lowercase()))
        };
        at = (at..bytes.len()).find(|&at| !is_inside(at)).unwrap_or(bytes.len());
        Some(&class[start..at])
    })
}

/// A word in lower case; nothing for one that is too long.
fn small<'l>(word: &str, letters: &'l mut [u8; LONGEST]) -> &'l str {
    let Some(letters) = letters.get_mut(..word.len()) else { return "" };
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    std::str::from_utf8(letters).unwrap_or_default()
}

fn is_hidden(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
