//! IPTC NewsML-G2 and NITF. In: the text of a news message, an item or a story. Out: an article for each news item
//! that holds a text. Packages list items and hold none; concepts, knowledge, planning and catalogues are no news.

pub(crate) mod nitf;

use crate::markup::{self, Fragment};
use crate::wire::Item;
use crate::xml::{self, Element};
use crate::{Page, Rejection, image, text};
use extract::Image;

/// Reads a document.
pub(crate) fn read(content: &str, place: &str) -> Result<Vec<Page>, Rejection> {
    let tree = xml::parse(content, place)?;
    let no_article = |what: String| Rejection::NoArticle { place: place.to_owned(), what };
    if tree.root.is("nitf") {
        let page = nitf::item(&tree.root).page().map_err(no_article)?;
        return Ok(vec![page]);
    }
    let items = tree.root.within("newsItem");
    if items.is_empty() {
        return Err(no_article(format!("a {} holds no news items", tree.root.name)));
    }
    let mut faults = Vec::new();
    let mut pages = Vec::new();
    let mut pictures = Vec::new();
    for element in &items {
        let item = item(element);
        pictures.extend(item.images.iter().cloned());
        let name = item.id.clone().unwrap_or_else(|| "an item without guid".to_owned());
        match item.page() {
            Ok(page) => pages.push(page),
            Err(what) => faults.push(format!("{name}: {what}")),
        }
    }
    let Some(first) = pages.first_mut() else { return Err(no_article(faults.join("; "))) };
    first.notes.extend(faults);
    first.notes.extend(tree.fault);
    // A message with one story and pictures is that story's.
    if let [only] = pages.as_mut_slice() {
        let shown = &mut only.article.images;
        pictures.retain(|picture: &Image| shown.iter().all(|known| known.url != picture.url));
        shown.extend(pictures);
    }
    Ok(pages)
}

fn item(element: &Element) -> Item {
    let empty = Element::default();
    let part = |name: &str| element.child(name).unwrap_or(&empty);
    let (meta, content, rights) = (part("itemMeta"), part("contentMeta"), part("rightsInfo"));
    let line = |holder: &Element, name: &str| holder.child(name).and_then(line);
    let content_line = |name: &str| line(content, name);
    let mut bylines: Vec<String> = content.all("by").filter_map(self::line).collect();
    bylines.extend(content.all("byline").filter_map(self::line));
    let names = |name: &str| content.all(name).filter_map(named).collect::<Vec<_>>();
    if bylines.is_empty() {
        bylines = content.all("creator").filter_map(self::named).filter(|name| !name.contains('.')).collect();
    }
    let headlines: Vec<String> = content.all("headline").filter_map(self::line).collect();
    let described =
        |role: &&str| content.all("description").find(|found| found.attribute("role") == Some(*role));
    let description =
        ["drol:summary", "drol:lead"].iter().find_map(described).or_else(|| content.child("description"));
    let (story, teaser) = story(part("contentSet"));
    bylines.extend(teaser.byline.filter(|_| bylines.is_empty()));
    Item {
        id: element.attribute("guid").map(str::to_owned),
        kind: meta.child("itemClass").and_then(code),
        status: meta.child("pubStatus").and_then(code),
        second_headline: headlines.get(1).cloned().or_else(|| content_line("subheadline")),
        headline: headlines.into_iter().next().or(teaser.headline),
        description: description.and_then(self::line).or(teaser.standfirst),
        dateline: content_line("dateline"),
        story,
        is_partial: false,
        bylines,
        language: content
            .child("language")
            .and_then(|language| language.attribute("tag"))
            .or_else(|| element.attribute("xml:lang"))
            .map(str::to_owned),
        genre: names("genre").into_iter().next(),
        first: line(meta, "firstCreated"),
        version: line(meta, "versionCreated"),
        content: content_line("contentCreated"),
        embargoed: line(meta, "embargoed"),
        tags: text::distinct(names("subject")),
        keywords: content.all("keyword").filter_map(self::line).collect(),
        images: pictures(part("contentSet")),
        publisher: meta.child("provider").and_then(named),
        holder: rights.child("copyrightHolder").and_then(named),
        notice: line(rights, "copyrightNotice"),
        ..Item::default()
    }
}

fn line(element: &Element) -> Option<String> {
    text::some_line(&element.text())
}

/// The name of a concept; the last part of its code where it has none.
fn named(concept: &Element) -> Option<String> {
    let name = concept.child("name").and_then(line);
    name.or_else(|| concept.attribute("literal").map(str::to_owned))
        .or_else(|| line(concept))
        .or_else(|| code(concept))
}

/// The part of a code behind its scheme: `ninat:text`, `http://cv.iptc.org/newscodes/ninature/text`.
fn code(concept: &Element) -> Option<String> {
    let code = concept.attribute("qcode").or_else(|| concept.attribute("uri"))?;
    code.rsplit([':', '/']).next().map(str::to_owned)
}

/// What stands around the story inside an item's content.
#[derive(Default)]
struct Teaser {
    headline: Option<String>,
    standfirst: Option<String>,
    byline: Option<String>,
}

/// The story of an item: XHTML, NITF or plain text.
fn story(content: &Element) -> (Fragment, Teaser) {
    // Bytes in a transfer encoding are no text, and marked up goes before plain.
    let plain = content.all("inlineData").filter(|data| data.attribute("encoding").is_none());
    for inline in content.all("inlineXML").chain(plain) {
        if let Some(nitf) = inline.within("nitf").first() {
            let found = nitf::item(nitf);
            let byline = found.bylines.into_iter().next();
            let teaser = Teaser { headline: found.headline, standfirst: found.description, byline };
            return (found.story, teaser);
        }
        let page = inline
            .within("xhtml:body")
            .into_iter()
            .next()
            .or_else(|| inline.within("body").into_iter().next());
        let kind = inline.attribute("contenttype").unwrap_or("text/plain");
        let found = match page {
            Some(body) => xhtml(body),
            None if kind.contains("html") => xhtml(inline),
            None if kind.starts_with("text/plain") && inline.is("inlineData") => (
                Fragment { body: text::paragraphs(inline.text().lines()), ..Fragment::default() },
                Teaser::default(),
            ),
            None => continue,
        };
        if !found.0.body.is_empty() {
            return found;
        }
    }
    Default::default()
}

/// An XHTML story; paragraphs of the classes `teaser` and `byline` stand beside it.
fn xhtml(body: &Element) -> (Fragment, Teaser) {
    let classed = |class: &str| {
        let all = body.within("xhtml:p");
        let found = all.into_iter().find(|part| {
            part.attribute("class").is_some_and(|names| names.split(' ').any(|name| name == class))
        });
        found.and_then(line)
    };
    let mut story = markup::read(&body.markup());
    let teaser = Teaser {
        headline: body.within("xhtml:h1").first().and_then(|found| line(found)),
        standfirst: classed("teaser"),
        byline: classed("byline"),
    };
    let beside = [&teaser.standfirst, &teaser.byline];
    let lines = story.body.lines().filter(|line| beside.iter().all(|part| part.as_deref() != Some(*line)));
    story.body = lines.collect::<Vec<_>>().join("\n");
    (story, teaser)
}

/// The pictures of an item, the widest rendition of each.
fn pictures(content: &Element) -> Vec<Image> {
    let is_picture = |remote: &&Element| {
        remote.attribute("contenttype").is_some_and(|kind| kind.starts_with("image"))
            && remote.attribute("href").is_some_and(|href| href.starts_with("http"))
    };
    let width = |remote: &&Element| remote.attribute("width").and_then(|width| width.parse::<u32>().ok());
    let widest = content.all("remoteContent").filter(is_picture).max_by_key(width);
    let picture = widest.map(|remote| {
        let found = image::from_url(remote.attribute("href").unwrap_or_default());
        let height = remote.attribute("height").and_then(|height| height.parse().ok());
        Image { width: found.width.or(width(&remote)), height: found.height.or(height), ..found }
    });
    picture.into_iter().collect()
}
