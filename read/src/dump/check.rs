//! Properties of one dump against each other. In: the article and its property lines. Out: a note for each pair
//! that disagrees; which of the two is right is for people to say.

use super::property::Found;
use crate::{date, image, text};
use chrono::NaiveDate;
use extract::Article;

/// Compares days, standfirst and lead, and the two copies of the story.
pub(super) fn compare(
    article: &Article,
    found: &Found,
    header_day: Option<NaiveDate>,
    notes: &mut Vec<String>,
) {
    days(article, found, header_day, notes);
    order(article, notes);
    lead(article, notes);
    copies(article, found, notes);
}

fn days(article: &Article, found: &Found, header_day: Option<NaiveDate>, notes: &mut Vec<String>) {
    let Some(day) = article.day() else { return };
    let url_day = article.url.as_deref().and_then(date::in_url);
    let image_day = found.images.first().and_then(|image| image::hex_day(&image.url));
    let others = [("the address", url_day), ("the picture's address", image_day), ("the header", header_day)];
    for (what, other) in others {
        if let Some(other) = other.filter(|other| *other != day) {
            notes.push(format!("{what} says {other}, the publication time says {day}"));
        }
    }
}

fn order(article: &Article, notes: &mut Vec<String>) {
    if let (Some(published), Some(modified)) = (article.published_at, article.modified_at)
        && modified < published
    {
        notes.push(format!("changed at {modified}, before its publication at {published}"));
    }
}

/// A standfirst in the lead's own words is a copy of it without the dateline, and a copy that differs is odd. One
/// in other words is an editor's.
fn lead(article: &Article, notes: &mut Vec<String>) {
    let (Some(description), Some(lead)) = (&article.description, article.body.lines().next()) else { return };
    let (lead, description) = (text::key(lead), text::key(description));
    let words: Vec<&str> = description.split(' ').collect();
    let shared = words.iter().filter(|word| lead.split(' ').any(|other| other == **word)).count();
    let is_copy = shared * 4 >= words.len() * 3;
    if is_copy && !lead.contains(&description) {
        notes.push("the standfirst differs from the story's first paragraph".to_owned());
    }
}

/// Whatever the first copy prints must be in the story.
fn copies(article: &Article, found: &Found, notes: &mut Vec<String>) {
    let story = text::key(&article.body);
    for copy in found.story.iter().filter(|copy| !story.contains(&text::key(copy))) {
        let start: String = copy.chars().take(40).collect();
        notes.push(format!("the story's two copies differ; the first one has: {start}..."));
    }
}
