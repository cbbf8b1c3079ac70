//! The properties of a dump. In: the lines between headline and story. Out: what each means, by its form and by
//! what stands before it.

use super::line::{Line, around_email};
use crate::image;
use crate::{date, text};
use chrono::{DateTime, FixedOffset, NaiveDate};
use extract::{Article, Copyright, Image, Link, Publisher};

/// What the property lines say.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) alternative_headline: Option<String>,
    pub(super) description: Option<String>,
    /// The story's first copy, usually without its lead.
    pub(super) story: Vec<String>,
    pub(super) images: Vec<Image>,
    times: Vec<DateTime<FixedOffset>>,
    day: Option<NaiveDate>,
    labels: Vec<String>,
    keywords: Vec<String>,
    links: Vec<Link>,
    publisher: Publisher,
    legal_name: Option<String>,
    year: Option<i32>,
    genre: Option<String>,
    language: Option<String>,
}

/// What the lines before this one were about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Headline,
    Times,
    Picture,
    Link,
    Publisher,
}

/// Reads the lines in order.
pub(super) fn read(lines: &[Line<'_>], article: &Article, notes: &mut Vec<String>) -> Found {
    let mut found = Found::default();
    publisher_name(lines).unwrap_or_default().clone_into(&mut found.publisher.name);
    let mut after = After::Headline;
    for line in lines {
        after = found.take(line, after, article, notes);
    }
    found
}

/// The name is what stands before a mail address or telephone number, in any of the blocks.
fn publisher_name<'t>(lines: &[Line<'t>]) -> Option<&'t str> {
    let before = |wanted: fn(&Line<'_>) -> bool| {
        lines.windows(2).find_map(|pair| match pair {
            [Line::Short(name), next] if wanted(next) => Some(*name),
            _ => None,
        })
    };
    let in_line = lines.iter().find_map(|line| match line {
        Line::Organization(words) => around_email(words).map(|(name, ..)| name),
        _ => None,
    });
    let name = before(|next| matches!(next, Line::Email(_))).or(in_line);
    name.or_else(|| before(|next| matches!(next, Line::Telephone(_)))).map(trim_separators)
}

fn trim_separators(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '<' | '>'))
}

impl Found {
    /// Takes one line and says what the next one stands after.
    fn take(&mut self, line: &Line<'_>, after: After, article: &Article, notes: &mut Vec<String>) -> After {
        match line {
            Line::Time(printed) => {
                self.time(printed, notes);
                return After::Times;
            }
            Line::Image(url) => {
                self.image(url);
                return if matches!(after, After::Headline | After::Times) { After::Picture } else { after };
            }
            Line::Url(url) => return self.link(url, article, after),
            Line::Email(mail) => {
                self.publisher.email.get_or_insert_with(|| (*mail).to_owned());
                return After::Publisher;
            }
            Line::Telephone(number) => {
                self.publisher.telephone.get_or_insert_with(|| (*number).to_owned());
                return After::Publisher;
            }
            Line::Organization(words) => {
                self.organization(words);
                return After::Publisher;
            }
            Line::Year(year) => self.year = self.year.or(Some(*year)),
            Line::Locale(tag) => self.language = self.language.take().or_else(|| text::language(tag)),
            Line::Genre(name) if after == After::Times && self.labels.is_empty() => self.label(name),
            Line::Genre(name) => self.genre = self.genre.take().or(Some((*name).to_owned())),
            Line::Keywords(list) => {
                list.split(',').for_each(|word| text::push_new(&mut self.keywords, word));
            }
            Line::Prose(words) => return self.prose(words, after),
            Line::Short(words) => return self.short(words, after, article, notes),
            Line::Header { .. } | Line::XPath => {}
        }
        after
    }

    fn time(&mut self, printed: &str, notes: &mut Vec<String>) {
        match date::parse(printed) {
            Some(when) => {
                self.times.extend(when.at);
                self.day = self.day.or(Some(when.day).filter(|_| when.at.is_none()));
            }
            None => notes.push(format!("the date {printed} does not exist and was left out")),
        }
    }

    fn image(&mut self, url: &str) {
        if self.images.iter().all(|image| image.url != url) {
            self.images.push(image::from_url(url));
        }
    }

    fn link(&mut self, url: &str, article: &Article, after: After) -> After {
        let known = self.links.iter().any(|link| link.url == url);
        if known || article.url.as_deref() == Some(url) {
            return after;
        }
        self.links.push(Link { url: url.to_owned(), tags: Vec::new() });
        After::Link
    }

    /// `Norland Wire desk@norland.example +9912345678 NWA „Norland Wire“ 252 60`: name, mail, telephone, legal
    /// name, size or address of the logo.
    fn organization(&mut self, words: &str) {
        let Some((_, mail, rest)) = around_email(words) else { return };
        self.publisher.email.get_or_insert_with(|| mail.to_owned());
        let (mut telephone, mut legal) = (String::new(), Vec::new());
        for word in rest.split_whitespace().map(trim_separators) {
            let is_number = word.chars().all(|c| c.is_ascii_digit() || "+()-.×x".contains(c));
            if word.starts_with("http") {
                self.publisher.logo.get_or_insert_with(|| image::from_url(word));
            } else if !is_number && !word.is_empty() {
                legal.push(word);
            } else if legal.is_empty() {
                telephone.push_str(word);
            }
        }
        if telephone.bytes().filter(u8::is_ascii_digit).count() >= 7 {
            self.publisher.telephone.get_or_insert(telephone);
        }
        self.legal_name = self.legal_name.take().or_else(|| text::some_line(&legal.join(" ")));
    }

    /// The first sentence before the times is the standfirst; every other one is the story's first copy.
    fn prose(&mut self, words: &str, after: After) -> After {
        let words = text::one_line(words);
        if after == After::Headline && self.description.is_none() {
            self.description = Some(words);
            return After::Times;
        }
        if self.description.as_ref() != Some(&words) && !self.story.contains(&words) {
            self.story.push(words);
        }
        if after == After::Times { After::Picture } else { after }
    }

    fn short(&mut self, words: &str, after: After, article: &Article, notes: &mut Vec<String>) -> After {
        let words = text::one_line(words);
        if words == article.headline {
            return after;
        }
        if words == self.publisher.name {
            // A name that opens a publisher's block closes the tags of the link before it.
            return if after == After::Headline { after } else { After::Publisher };
        }
        match after {
            After::Headline if words.split_whitespace().count() >= 5 => {
                self.alternative_headline.get_or_insert(words);
            }
            After::Headline if self.publisher.name.is_empty() => self.publisher.name = words,
            After::Headline => notes.push(format!("the line {words:?} before the times was not understood")),
            After::Times => self.label(&words),
            After::Picture => {
                notes.push(format!("the tag {words:?} has no related page above it and was left out"));
            }
            After::Link => {
                if let Some(link) = self.links.last_mut() {
                    text::push_new(&mut link.tags, &words);
                }
            }
            After::Publisher => {
                self.legal_name.get_or_insert(words);
            }
        }
        after
    }

    fn label(&mut self, words: &str) {
        text::push_new(&mut self.labels, words);
    }

    /// Without a story after the properties its first copy is the body.
    pub(super) fn stand_in_story(&mut self, notes: &mut Vec<String>) -> String {
        let mut lines = self.story.clone();
        if self.times.is_empty() || lines.is_empty() {
            lines.splice(0..0, self.description.clone());
        }
        if !lines.is_empty() {
            notes.push("no story after the properties: the text among them is taken as the body".to_owned());
        }
        text::paragraphs(lines.iter().map(String::as_str))
    }

    /// Writes all of it into the article.
    pub(super) fn fill(&self, article: &mut Article) {
        let (section, tags) = self.section_and_tags();
        article.section = section;
        article.tags = tags;
        article.alternative_headline =
            self.alternative_headline.clone().filter(|line| *line != article.headline);
        article.description.clone_from(&self.description);
        article.keywords.clone_from(&self.keywords);
        article.images.clone_from(&self.images);
        article.links.clone_from(&self.links);
        article.genre.clone_from(&self.genre);
        article.language.clone_from(&self.language);
        self.fill_times(article);
        article.publisher = self.publisher(article.url.as_deref());
        if self.legal_name.is_some() || self.year.is_some() {
            article.copyright =
                Some(Copyright { holder: self.legal_name.clone(), year: self.year, notice: None });
        }
    }

    /// Three times are creation, publication and change, two are publication and change.
    fn fill_times(&self, article: &mut Article) {
        let (created, published, modified) = match self.times[..] {
            [] => (None, None, None),
            [published] => (None, Some(published), None),
            [published, modified] => (None, Some(published), Some(modified)),
            [created, published, modified, ..] => (Some(created), Some(published), Some(modified)),
        };
        article.created_at = created;
        article.published_at = published;
        article.modified_at = modified;
        article.published_on = self.day.filter(|_| published.is_none());
    }

    fn publisher(&self, url: Option<&str>) -> Option<Publisher> {
        let mut publisher = Publisher { legal_name: self.legal_name.clone(), ..self.publisher.clone() };
        publisher.domain = url.and_then(crate::address::host);
        if publisher.name.is_empty() {
            publisher.name = publisher.legal_name.clone().or_else(|| publisher.domain.clone())?;
        }
        Some(publisher)
    }

    /// The first label is the section, unless it is plainly a tag: a keyword names it and no newspaper has such
    /// a section. That keeps the tags whole when the section's line is missing.
    fn section_and_tags(&self) -> (Option<String>, Vec<String>) {
        let Some((first, rest)) = self.labels.split_first() else { return (None, Vec::new()) };
        let words: Vec<String> = text::key(first).split(' ').map(str::to_owned).collect();
        let names =
            |keyword: &String| text::key(keyword).split(' ').all(|word| words.iter().any(|w| w == word));
        let is_keyword = self.keywords.iter().any(names);
        let is_section = words.iter().all(|word| SECTIONS.contains(&word.as_str()));
        if is_keyword && !is_section && !rest.is_empty() {
            return (None, self.labels.clone());
        }
        (Some(first.clone()), rest.to_vec())
    }
}

/// Sections that newspapers have: what they are called stands in no keyword by chance.
const SECTIONS: [&str; 28] = [
    "africa",
    "americas",
    "analysis",
    "arts",
    "asia",
    "business",
    "climate",
    "culture",
    "defense",
    "economy",
    "education",
    "energy",
    "environment",
    "europe",
    "finance",
    "health",
    "law",
    "life",
    "local",
    "military",
    "national",
    "opinion",
    "politics",
    "science",
    "society",
    "sport",
    "technology",
    "world",
];
