//! IPTC ninjs 1 to 3, and the digitalwires JSON of dpa. In: the text of an item or of a list of items. Out: their
//! articles. The versions spell their keys differently (`versioncreated`, `versionCreated`, `version_created`), so
//! keys are compared without case and underscores.

mod digitalwires;

use crate::json::{list, parse, printed};
use crate::markup::{self, Fragment};
use crate::newsml::nitf;
use crate::wire::Item;
use crate::{Format, Page, Rejection, image, text, xml};
use extract::Image;
use serde_json::Value;
use std::collections::HashMap;

/// Reads an item, a list of them, or an object with `items`.
pub(crate) fn read(content: &str, place: &str) -> Result<Vec<Page>, Rejection> {
    let value = parse(content, Format::Ninjs, place)?;
    let items = if value["items"].is_array() { &value["items"] } else { &value };
    let (mut pages, mut faults) = (Vec::new(), Vec::new());
    for value in list(items).iter().flat_map(parts) {
        let item =
            if digitalwires::is_one(value) { digitalwires::item(value) } else { item(&Fields::of(value)) };
        match item.page() {
            Ok(page) => pages.push(page),
            Err(what) => {
                let name = value["uri"].as_str().or(value["urn"].as_str()).unwrap_or("an item without a uri");
                faults.push(format!("{name}: {what}"));
            }
        }
    }
    let Some(first) = pages.first_mut() else {
        let what = faults.into_iter().next().unwrap_or_else(|| "the list of items is empty".to_owned());
        return Err(Rejection::NoArticle { place: place.to_owned(), what });
    };
    first.notes.extend(faults.into_iter().map(|what| format!("no article: {what}")));
    Ok(pages)
}

/// The texts of a package, or the item itself. dpa calls its texts composite, too.
fn parts(value: &Value) -> Vec<&Value> {
    let is_text = |part: &&Value| {
        let fields = Fields::of(part);
        part["type"] == "text" && !fields.texts("bodies", "body").is_empty()
    };
    if value["type"] != "composite" || !Fields::of(value).texts("bodies", "body").is_empty() {
        return vec![value];
    }
    let texts: Vec<&Value> = associated(&Fields::of(value)).into_iter().filter(is_text).collect();
    if texts.is_empty() { vec![value] } else { texts }
}

/// The items that an item is associated with: by name since ninjs 1, in a list since 2.
fn associated<'v>(fields: &Fields<'v>) -> Vec<&'v Value> {
    match fields.value(&["associations"]) {
        Value::Object(named) => named.values().collect(),
        other => list(other).iter().collect(),
    }
}

static NULL: Value = Value::Null;

/// The fields of an object by their folded keys.
struct Fields<'v>(HashMap<String, &'v Value>);

impl<'v> Fields<'v> {
    fn of(value: &'v Value) -> Self {
        let fold = |key: &str| key.to_lowercase().replace(['_', '-'], "");
        let fields = value.as_object().into_iter().flatten();
        Self(fields.map(|(key, value)| (fold(key), value)).collect())
    }

    /// The first of these fields that is there.
    fn value(&self, names: &[&str]) -> &'v Value {
        names
            .iter()
            .find_map(|name| self.0.get(*name).copied().filter(|value| !value.is_null()))
            .unwrap_or(&NULL)
    }

    fn line(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| text::some_line(&printed(self.0.get(*name)?)?))
    }

    /// The texts of a list of roles and values (ninjs 2 and 3), or of the keys that start alike (`body_text`,
    /// `body_xhtml` in ninjs 1), each with its role and type.
    fn texts(&self, plural: &str, singular: &str) -> Vec<Text> {
        let listed = list(self.value(&[plural])).iter().filter_map(|value| {
            let fields = Fields::of(value);
            let text = printed(fields.value(&["value"]))?;
            let role = fields.line(&["role"]).unwrap_or_default();
            Some(Text {
                kind: fields.line(&["contenttype"]).unwrap_or_else(|| role.clone()),
                role,
                content: text,
            })
        });
        let alike = self.0.iter().filter_map(|(key, value)| {
            let role = key.strip_prefix(singular)?.to_owned();
            Some(Text { kind: role.clone(), role, content: printed(value)? })
        });
        let mut texts: Vec<Text> = listed.chain(alike).collect();
        texts.sort_by(|a, b| a.role.cmp(&b.role));
        texts
    }

    /// The names in a list of concepts.
    fn names(&self, names: &[&str]) -> Vec<String> {
        let concepts = list(self.value(names)).iter();
        concepts
            .filter_map(|concept| printed(concept).or_else(|| Fields::of(concept).line(&["name", "literal"])))
            .collect()
    }
}

/// A text with what it is for and how it is written.
struct Text {
    role: String,
    kind: String,
    content: String,
}

fn item(fields: &Fields<'_>) -> Item {
    let with_role = |texts: &[Text], roles: &[&str]| {
        let found = roles.iter().find_map(|role| texts.iter().find(|text| text.role == *role));
        found.or(texts.first()).and_then(|found| markup::line(&found.content))
    };
    let headlines = fields.texts("headlines", "headline");
    let descriptions = fields.texts("descriptions", "description");
    let tags = [
        &["subjects", "subject"],
        &["people", "person"],
        &["organisations", "organisation"],
        &["places", "place"],
    ];
    let tags = text::distinct(tags.into_iter().flat_map(|names| fields.names(names)));
    let status = fields.line(&["representationtype"]).unwrap_or_default().to_lowercase();
    let (story, inside) = story(&fields.texts("bodies", "body"));
    let byline = fields.line(&["by", "byline"]);
    Item {
        id: fields.line(&["uri"]),
        kind: fields.line(&["type"]),
        status: fields.line(&["pubstatus"]),
        headline: with_role(&headlines, &["", "main", "headline"]).or_else(|| fields.line(&["title"])),
        description: with_role(&descriptions, &["lead", "summary", "abstract", "", "text", "main"])
            .or(inside.description),
        dateline: fields.line(&["dateline"]).or(inside.dateline),
        story,
        is_partial: status.contains("partial") || status.contains("incomplete"),
        bylines: byline.map_or(inside.bylines, |byline| vec![byline]),
        language: fields.line(&["language"]),
        genre: fields.names(&["genres", "genre"]).into_iter().next(),
        first: fields.line(&["firstcreated"]),
        version: fields.line(&["versioncreated"]),
        content: fields.line(&["contentcreated"]),
        embargoed: fields.line(&["embargoed"]),
        tags,
        keywords: fields.names(&["keywords", "keyword"]),
        images: pictures(fields),
        publisher: fields
            .names(&["infosources", "infosource"])
            .into_iter()
            .next()
            .or_else(|| fields.line(&["source"])),
        holder: fields.line(&["copyrightholder"]),
        notice: fields.line(&["copyrightnotice"]),
        ..Item::default()
    }
}

/// The story: marked up where it can be, since plain text often loses its paragraphs.
fn story(texts: &[Text]) -> (Fragment, Item) {
    let is_nitf = |text: &&Text| text.kind.to_lowercase().contains("nitf");
    let is_html = |text: &&Text| !is_nitf(text) && text.content.contains("</");
    if let Some(found) = texts.iter().find(is_html) {
        return (markup::read(&found.content), Item::default());
    }
    let nitf = texts.iter().find(is_nitf).and_then(|found| xml::parse(&found.content, "").ok());
    if let Some(mut inside) =
        nitf.map(|tree| nitf::item(&tree.root)).filter(|item| !item.story.body.is_empty())
    {
        return (std::mem::take(&mut inside.story), inside);
    }
    let plain = texts.iter().max_by_key(|found| found.content.len());
    (plain.map(|found| markup::read(&found.content)).unwrap_or_default(), Item::default())
}

/// The widest rendition of every picture that an item is or is associated with.
fn pictures(fields: &Fields<'_>) -> Vec<Image> {
    let mut pictures: Vec<Image> = rendition(fields).into_iter().collect();
    pictures.extend(associated(fields).into_iter().filter_map(|value| rendition(&Fields::of(value))));
    pictures
}

fn rendition(fields: &Fields<'_>) -> Option<Image> {
    let all = match fields.value(&["renditions"]) {
        Value::Object(named) => named.values().collect(),
        other => list(other).iter().collect::<Vec<_>>(),
    };
    let pixels =
        |rendition: &Value, name: &str| rendition[name].as_u64().and_then(|size| u32::try_from(size).ok());
    let is_picture = |rendition: &&&Value| {
        let fields = Fields::of(rendition);
        fields.line(&["contenttype", "mimetype"]).is_some_and(|kind| kind.starts_with("image"))
            && fields.line(&["href", "url"]).is_some_and(|href| href.starts_with("http"))
    };
    let widest = all.iter().filter(is_picture).max_by_key(|rendition| pixels(rendition, "width"))?;
    let found = image::from_url(&Fields::of(widest).line(&["href", "url"])?);
    let caption =
        fields.texts("descriptions", "description").first().and_then(|found| markup::line(&found.content));
    Some(Image {
        width: found.width.or_else(|| pixels(widest, "width")),
        height: found.height.or_else(|| pixels(widest, "height")),
        caption: fields.line(&["caption"]).or(caption),
        ..found
    })
}
