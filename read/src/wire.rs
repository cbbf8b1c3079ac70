//! An item as news agencies deliver it, whatever the notation: ninjs, NewsML-G2, NITF or dpa's digitalwires. In:
//! its properties as printed. Out: the article; or why it is none.

use crate::markup::Fragment;
use crate::{Page, address, date, html, text};
use date::When;
use date::custom::Custom;
use extract::{Article, Copyright, Image, Publisher};

/// What an item says, as printed.
#[derive(Debug, Default)]
pub(crate) struct Item {
    /// Its global id: an address, a URN or a tag URI.
    pub(crate) id: Option<String>,
    /// `text`, `picture`, `composite` and so on (IPTC news item nature).
    pub(crate) kind: Option<String>,
    /// `usable`, `withheld` or `canceled` (IPTC publishing status).
    pub(crate) status: Option<String>,
    pub(crate) headline: Option<String>,
    pub(crate) second_headline: Option<String>,
    pub(crate) description: Option<String>,
    /// As printed before the story, where it is not part of it.
    pub(crate) dateline: Option<String>,
    pub(crate) story: Fragment,
    /// Whether the item says of itself that it is a part.
    pub(crate) is_partial: bool,
    pub(crate) bylines: Vec<String>,
    pub(crate) language: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) genre: Option<String>,
    /// When the first version came out.
    pub(crate) first: Option<String>,
    /// When this version came out.
    pub(crate) version: Option<String>,
    /// When the content was made.
    pub(crate) content: Option<String>,
    /// When it may be published.
    pub(crate) embargoed: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) images: Vec<Image>,
    pub(crate) publisher: Option<String>,
    pub(crate) holder: Option<String>,
    pub(crate) notice: Option<String>,
}

/// Natures of items that are no text.
const NO_TEXT: [&str; 10] =
    ["picture", "image", "photo", "graphic", "audio", "video", "animation", "event", "planning", "composite"];

impl Item {
    /// The article; or why it is none.
    pub(crate) fn page(self) -> Result<Page, String> {
        self.check()?;
        let is_withdrawn = self.is_withdrawn();
        let mut notes = Vec::new();
        // What is said of a story that is taken back is no story.
        let body = if is_withdrawn { String::new() } else { self.body() };
        let times = self.times(&mut notes);
        let first_words = || body.lines().next().or(self.description.as_deref()).and_then(text::first_words);
        // What is taken back may have lost its words.
        let id = || self.id.clone().filter(|_| is_withdrawn);
        let headline = self.headline.clone().or_else(first_words).or_else(id);
        let headline = headline.ok_or("it has neither headline nor text")?;
        let url = self.id.clone().filter(|id| address::is_web(id));
        // The host of an id is the name space of an interface that many agencies share: it names no publisher.
        let name = self.publisher.or_else(|| self.holder.clone());
        let copyright = Copyright { holder: self.holder, year: None, notice: self.notice };
        let mut authors = Vec::new();
        let printed = self.bylines.iter().flat_map(|byline| html::names::read(byline));
        printed.for_each(|author| text::push_new(&mut authors, &author));
        let mut images = self.images;
        images.extend(self.story.images);
        let article = Article {
            external_id: self.id.filter(|_| url.is_none()),
            alternative_headline: self
                .second_headline
                .filter(|second| text::key(second) != text::key(&headline)),
            headline,
            description: self.description,
            language: self
                .language
                .and_then(|tag| text::language(&tag))
                .or_else(|| html::language::detected(&body).map(str::to_owned)),
            section: self.section,
            genre: self.genre,
            created_at: times.created.and_then(|when| when.at),
            published_at: times.published.and_then(|when| when.at),
            published_on: times.published.map(|when| when.day),
            modified_at: times.modified.and_then(|when| when.at),
            publisher: name.map(|name| Publisher { name, ..Publisher::default() }),
            authors,
            copyright: (copyright != Copyright::default()).then_some(copyright),
            images,
            tags: self.tags,
            keywords: self.keywords,
            is_excerpt: !is_withdrawn && (self.is_partial || body.is_empty()),
            is_withdrawn,
            body,
            url,
            ..Article::default()
        };
        Ok(Page { article, extraction: None, notes })
    }

    /// Whether it is a text that may be published.
    fn check(&self) -> Result<(), String> {
        let has_story = !self.story.body.is_empty();
        let status = self.status.as_deref().unwrap_or_default().to_lowercase();
        if status.contains("withheld") {
            let what = "a version of it that was read before stays as it is until one cancels it";
            return Err(format!("its agency holds it back (its publishing status is {status:?}); {what}"));
        }
        if self.is_withdrawn() {
            let is_known = self.id.as_deref().is_some_and(|id| address::is_web(id) || address::is_global(id));
            let id = self.id.as_deref().unwrap_or_default();
            let what = || {
                format!(
                    "it takes back {id:?}, which is no address, URN or tag that tells which article that is"
                )
            };
            return if is_known { Ok(()) } else { Err(what()) };
        }
        let kind = self.kind.as_deref().unwrap_or_default().to_lowercase();
        if !has_story && NO_TEXT.iter().any(|other| kind == *other) {
            return Err(format!("it is of the kind {kind:?}, a text was expected"));
        }
        if !has_story && (self.id.is_none() || self.headline.is_none()) {
            return Err("there is no text in it".to_owned());
        }
        Ok(())
    }

    /// Whether its agency takes back what earlier versions told.
    fn is_withdrawn(&self) -> bool {
        self.status.as_deref().is_some_and(|status| status.to_lowercase().contains("cancel"))
    }

    /// The story with the dateline before its first paragraph. Headings that open it stand above that, and the one that
    /// is the headline is no part of it.
    fn body(&self) -> String {
        let headline = self.headline.as_deref().map(text::key);
        let is_headline = |line: &str| headline.as_deref() == Some(text::key(line).as_str());
        let lines: Vec<&str> = self.story.body.lines().collect();
        let (headings, story) = lines.split_at(self.story.headings.min(lines.len()));
        let headings = headings.iter().filter(|line| !is_headline(line)).map(|line| (*line).to_owned());
        let mut story: Vec<String> = story.iter().map(|line| (*line).to_owned()).collect();
        if let (Some(dateline), Some(first)) = (self.dateline_of(&story), story.first_mut()) {
            let dash = if dateline.ends_with(['-', '–', '—', ':']) { "" } else { " -" };
            *first = format!("{dateline}{dash} {first}");
        }
        headings.chain(story).collect::<Vec<_>>().join("\n")
    }

    /// The dateline, unless the story prints it.
    fn dateline_of(&self, story: &[String]) -> Option<String> {
        let dateline = self.dateline.as_deref().and_then(text::some_line)?;
        let key = text::key(&dateline);
        let is_printed = story.iter().take(3).any(|line| text::key(line).starts_with(&key));
        (!is_printed).then_some(dateline)
    }

    /// An item comes out with its first version. Its embargo tells neither the day that its words count from nor which
    /// version is the later one.
    fn times(&self, notes: &mut Vec<String>) -> Times {
        let mut when = |name: &str, printed: &Option<String>| {
            date::noted(name, printed.as_deref()?, Custom::default(), notes)
        };
        let version = when("version's", &self.version);
        let first = when("first version's", &self.first);
        let embargoed = when("embargo's", &self.embargoed);
        let created = when("content's", &self.content);
        let published = first.or(version);
        let is_later = |other: &When| published.is_some_and(|published| is_after(other, &published));
        let modified = version.filter(is_later);
        if let (true, Some(until)) = (embargoed.as_ref().is_some_and(is_later), &self.embargoed) {
            notes.push(format!(
                "its agency asks not to publish it before {until}; nothing here holds it back"
            ));
        }
        Times { published, modified, created }
    }
}

/// Whether a time is later than another, as far as both tell it.
fn is_after(this: &When, other: &When) -> bool {
    this.at.zip(other.at).map_or(this.day > other.day, |(this, other)| this > other)
}

struct Times {
    published: Option<When>,
    modified: Option<When>,
    created: Option<When>,
}
