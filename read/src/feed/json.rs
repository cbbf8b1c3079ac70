//! JSON Feed 1 and 1.1 (jsonfeed.org). In: the text. Out: channel and entries.

use super::channel::Channel;
use super::entry::Entry;
use crate::html::names;
use crate::json::{list, parse, printed};
use crate::{Format, Rejection, address, image, text};
use quick_xml::escape::escape;
use serde_json::Value;

/// Reads a feed.
pub(super) fn read(content: &str, place: &str) -> Result<(Channel, Vec<Entry>), Rejection> {
    let feed = parse(content, Format::Feed, place)?;
    let line = |name: &str| printed(&feed[name]).and_then(|found| text::some_line(&found));
    let site = line("home_page_url");
    let channel = Channel {
        title: line("title"),
        base: site.clone().or_else(|| line("feed_url")),
        site,
        language: line("language"),
        authors: authors(&feed),
        rights: None,
    };
    let entries = list(&feed["items"]).iter().map(|item| entry(item, &channel)).collect();
    Ok((channel, entries))
}

fn entry(item: &Value, channel: &Channel) -> Entry {
    let line = |name: &str| printed(&item[name]).and_then(|found| text::some_line(&found));
    let plain = |name: &str| printed(&item[name]).map(|found| escape(&found).into_owned());
    let id = line("id");
    let is_address = |id: &String| id.starts_with("http");
    let url = line("url").or_else(|| id.clone().filter(is_address)).or_else(|| line("external_url"));
    let attached = list(&item["attachments"]).iter();
    let pictures =
        attached.filter(|file| printed(&file["mime_type"]).is_some_and(|kind| kind.starts_with("image")));
    let pictures = pictures.filter_map(|file| printed(&file["url"]));
    let images = ["image", "banner_image"].iter().filter_map(|name| line(name)).chain(pictures);
    let images = images.filter_map(|shown| address::resolve(channel.base.as_deref(), &shown));
    Entry {
        url: url
            .and_then(|url| address::resolve(channel.base.as_deref(), &url))
            .map(|url| address::article_address(&url)),
        id,
        title: line("title"),
        summary: plain("summary"),
        content: printed(&item["content_html"]).or_else(|| plain("content_text")),
        published: line("date_published"),
        modified: line("date_modified"),
        authors: authors(item),
        tags: text::distinct(list(&item["tags"]).iter().filter_map(printed)),
        images: images.map(|url| image::from_url(&url)).collect(),
        language: line("language"),
        ..Entry::default()
    }
}

/// `authors` since 1.1, `author` before.
fn authors(value: &Value) -> Vec<String> {
    let all = if value["authors"].is_null() { &value["author"] } else { &value["authors"] };
    let lines = list(all).iter().filter_map(|author| printed(&author["name"]));
    text::distinct(lines.flat_map(|line| names::read(&line)))
}
