//! Who wrote a story, where markup, byline and signature say different things.

use super::*;

/// A declared author, an outlet's or an agency's.
fn by(kind: &str, name: &str) -> String {
    format!(
        r#"<meta property="og:site_name" content="Herald"><script type="application/ld+json">{{"@type":"NewsArticle",
        "headline":"Harbour treaty to be signed in March","author":{{"@type":"{kind}","name":"{name}"}}}}</script>"#
    )
}

fn authors(content: &str) -> Vec<String> {
    article(content).authors
}

#[test]
fn every_witness_is_heard_for_a_person() {
    let head = by("Organization", "Herald") + "<meta name='parsely-author' content='Ada Quill'>";
    assert_eq!(authors(&page(&head, "", "")), ["Ada Quill"], "an outlet is declared first");
    let metas = "<meta name='author' content='Harbour House'><meta name='copyright' content='Harbour House'>\
        <meta name='article:author' content='Ada Quill'>";
    assert_eq!(authors(&page(metas, "", "")), ["Ada Quill"], "the owner is declared first");
}

#[test]
fn a_name_of_one_word_yields_to_a_full_one() {
    let byline = "<p class='byline'>By Ada Quill</p>";
    assert_eq!(authors(&page(&by("Person", "aquill"), byline, "")), ["Ada Quill"]);
    assert_eq!(authors(&page(&by("Person", "aquill"), "", "")), ["aquill"]);
    assert_eq!(
        authors(&page(&by("Person", "Bram Tide"), byline, "")),
        ["Bram Tide"],
        "a full name is declared"
    );
}

#[test]
fn authors_in_boxes_beside_each_other_are_all_named() {
    let boxes = "<div><div class='teaser byline'>Cleo Marsh</div><div class='byline'>By <b>Ada Quill</b></div>\
        <div class='byline'><b>Bram Tide</b></div></div>";
    assert_eq!(authors(&page("", boxes, "")), ["Ada Quill", "Bram Tide"]);
}

#[test]
fn words_beside_a_name_are_none() {
    let byline = "<div class='byline'><a href=/by>By</a> <a href=/a>Ada Quill</a> <a href=/b>Bio</a> \
        <a href=/t>Twitter</a></div>";
    assert_eq!(authors(&page("", byline, "")), ["Ada Quill"]);
}

#[test]
fn who_signs_a_story_wrote_it() {
    let head = by("Organization", "Herald");
    let above = |line: &str| page(&head, "", "").replace(&format!("<p>{LEAD}"), &format!("{line}<p>{LEAD}"));
    let below =
        |line: &str| page(&head, "", "").replace(&format!("{THIRD}</p>"), &format!("{THIRD}</p>{line}"));
    let long = "<i></i>".repeat(400);
    let signed = below(&format!("{long}<p><em>Von <span>Ada Quill</span></em></p>"));
    assert_eq!(authors(&signed), ["Ada Quill"], "behind the story");
    assert!(article(&signed).body.ends_with(THIRD));
    let alone = above("<p><strong>Ada Quill/Bram Tide</strong></p>");
    assert_eq!(authors(&alone), ["Ada Quill", "Bram Tide"], "in bold above it");
    assert!(article(&alone).body.starts_with(LEAD));
    for line in ["<p>Ada Quill</p>", "<p><b>Harbour Minister</b></p>", "<p><b>More to come</b></p>"] {
        assert_eq!(authors(&above(line)), ["Herald"], "{line}");
    }
}

#[test]
fn a_desk_in_the_byline_comes_before_the_outlet() {
    let byline = "<p class='byline'>By Northwind Staff | 12 January 2026</p>";
    assert_eq!(authors(&page(&by("Organization", "Herald"), byline, "")), ["Northwind Staff"]);
}
