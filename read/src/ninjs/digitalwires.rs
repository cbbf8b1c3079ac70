//! The JSON of dpa-digitalwires. In: an entry of the wire. Out: the item.

use super::{Fields, pictures};
use crate::json::list;
use crate::json::printed;
use crate::markup;
use crate::wire::Item;
use serde_json::Value;

/// Whether this is an entry of the wire: its format says so, or it has the wire's names for id and story.
pub(super) fn is_one(value: &Value) -> bool {
    let is_named = value["format"].as_str().is_some_and(|format| format.starts_with("digitalwires"));
    is_named || value["urn"].is_string() && !value["article_html"].is_null()
}

/// Reads an entry.
pub(super) fn item(value: &Value) -> Item {
    let fields = Fields::of(value);
    let categories = |kind: &str| {
        let all = list(&value["categories"]).iter().filter(move |category| category["type"] == kind);
        all.filter_map(|category| printed(&category["name"])).collect::<Vec<_>>()
    };
    let mut tags = fields.names(&["dpasubjectnames"]);
    tags.extend(fields.names(&["geosubjectnames"]));
    let byline = fields.line(&["byline"]);
    Item {
        id: fields.line(&["urn"]),
        kind: if value["article_html"].is_null() { Some("picture".to_owned()) } else { None },
        status: fields.line(&["pubstatus"]),
        headline: fields.line(&["headline"]),
        second_headline: fields.line(&["subhead"]),
        description: fields.line(&["teaser"]),
        dateline: fields.line(&["dateline"]),
        story: printed(&value["article_html"]).map(|html| markup::read(&html)).unwrap_or_default(),
        bylines: byline.into_iter().collect(),
        language: fields.line(&["language"]),
        section: fields.names(&["rubricnames"]).into_iter().next(),
        genre: fields.names(&["genrenames"]).into_iter().next(),
        version: fields.line(&["versioncreated"]),
        content: fields.line(&["contentcreated"]),
        embargoed: fields.line(&["embargoed"]),
        tags,
        keywords: fields.names(&["keywordnames"]),
        images: pictures(&fields),
        publisher: categories("dnltype:provider").into_iter().next(),
        holder: fields.line(&["creditline"]),
        notice: fields.line(&["copyrightnotice"]),
        ..Item::default()
    }
}
