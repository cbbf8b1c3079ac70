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
    let last = below("<p>Ada Quill</p>");
    assert_eq!(authors(&last), ["Ada Quill"], "alone below it");
    assert!(article(&last).body.ends_with(THIRD));
    assert_eq!(authors(&below("<p>Ilse Marrow</p>")), ["Herald"], "of whom the story tells");
    for line in ["<p>Ada Quill</p>", "<p><b>Harbour Minister</b></p>", "<p><b>More to come</b></p>"] {
        assert_eq!(authors(&above(line)), ["Herald"], "{line}");
    }
}

#[test]
fn a_byline_in_a_line_of_its_own_is_read() {
    let lines = [
        "<p>By <a href='/a'>Ada Quill</a></p>",
        "<div>Von <b>Ada Quill</b> | 9 January 2026</div>",
        "<p>9 January 2026 | By Ada Quill, Northwind</p>",
        "<p>Posted on January 9, 2026 by <i>Ada Quill</i></p>",
        "<p>Autor: Ada Quill / NPA</p>",
        "<p><a href='/author/ada-quill/'>Ada Quill</a></p>",
        "<div class='submitted'>Submitted by Ada Quill on Fri, 09/01/2026 - 18:05</div>",
        "<div>By Ada Quill<br>Photo: Bram Tide</div>",
        "<p>By Ada Quill<br>Sports Editor</p>",
        "<p>Ada Quill • 9 January 2026 • 18:05</p>",
        "<div><span>Ada Quill</span> <span>9 January 2026</span></div>",
        "<div>By Ada Quill | Jan. 9, 2026 5:30 p.m.</div>",
        "<div>Ada Quill</div><div>Jan. 9, 2026</div>",
        "<p>Ada Quill</p><p>Jan. 9, 2026</p>",
        "<ul><li>Jan. 9, 2026</li><li>Ada Quill</li></ul>",
        "<div>Ada Quill<br>Jan. 9, 2026</div>",
        "<p>Ada Quill</p><p>Staff Writer</p><p>Jan. 9, 2026</p>",
        "<p>Ada Quill, Staff Writer | Jan. 9, 2026</p>",
        "<div><b>Ada Quill</b><span>Transport editor</span></div>",
        "<div data-testid=byline-names><div><span>Ada Quill</span><span>Rural affairs correspondent</span></div></div>",
        "<div>By Ada Quill, Jan. 9, 2026 at 5:30 a.m.</div>",
    ];
    for line in lines {
        let content = page("", "", "").replace("</h1>", &format!("</h1>{line}"));
        assert_eq!(authors(&content), ["Ada Quill"], "{line}");
    }
    for line in [
        "By Monday the ports will be closed, and the ferries too.",
        "Text Messages Will Follow",
        "Founded 1998 by Bram Tide",
        "Trade Minister | 9 January 2026",
        "Local News | 9 January 2026",
        "Avenmouth Harbour, 9 January 2026",
        "Harbour Council</p><p>Nobody was told before.</p><p>9 January 2026",
        "<a href=/x>Climate Change</a></p><p>9 January 2026",
    ] {
        let content = page("", "", "").replace("</h1>", &format!("</h1><p>{line}</p>"));
        assert_eq!(authors(&content), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn an_author_whose_desk_has_a_host_is_no_outlet() {
    let head = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour treaty to be signed in March",
        "author":[{"name":"Ada Quill"},{"name":"Bram Tide"}]}</script>"#;
    let found = read(&page(head, "", ""), Some("https://adaquill.letters.example/treaty"), "test");
    assert_eq!(found.expect("an article").article.authors, ["Ada Quill", "Bram Tide"]);
}

#[test]
fn who_made_the_picture_did_not_write_the_story() {
    let content = page("", "<div class='photo-author'>Bram Tide</div>", "<p>Author: Ada Quill</p>");
    assert_eq!(authors(&content), ["Ada Quill"]);
}

#[test]
fn declared_authors_are_names() {
    let declared = |author: &str| {
        let head = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Harbour treaty to be signed in
            March",{author}}}</script>"#
        );
        authors(&page(&head, "", ""))
    };
    let none = Vec::<String>::new();
    assert_eq!(declared(r#""author":"https://herald.example/author/desk""#), none, "an address");
    assert_eq!(declared(r#""author":[],"creator":"Ada Quill""#), ["Ada Quill"]);
    assert_eq!(declared(r#""author":{"name":"<a href='/a'>Ada Quill</a>"}"#), ["Ada Quill"]);
    let accounts =
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Bram Tide'>";
    assert_eq!(authors(&page(accounts, "", "")), ["Bram Tide"]);
    assert_eq!(authors(&page(accounts, "<p>By Ada Quill</p>", "")), ["Ada Quill"], "an account");
}

#[test]
fn the_reporter_comes_before_the_editor() {
    let lines = "<p>责任编辑：刘芳</p><p>记者：王小明</p>";
    assert_eq!(authors(&page("", "", "").replace("</h1>", &format!("</h1>{lines}"))), ["王小明"]);
}

#[test]
fn a_desk_in_the_byline_comes_before_the_outlet() {
    let byline = "<p class='byline'>By Northwind Staff | 12 January 2026</p>";
    assert_eq!(authors(&page(&by("Organization", "Herald"), byline, "")), ["Northwind Staff"]);
}

#[test]
fn elements_that_touch_are_apart_in_a_byline() {
    let boxes = [
        "<a href='/author/x'>Ada Quill</a><button>Follow</button>",
        "<a href='/author/x'>Ada Quill</a><span>Senior Reporter</span>",
        "<span>By</span><span>Ada Quill</span><span>Staff</span>",
        "<span>AQ</span><span>Ada Quill</span>",
        "<span>Ada Quill</span><span>@adaq</span>",
        "<span>By</span><span>Ada</span><span>Quill</span>",
    ];
    for inside in boxes {
        assert_eq!(
            authors(&page("", &format!("<div class=author>{inside}</div>"), "")),
            ["Ada Quill"],
            "{inside}"
        );
    }
    let korean = "<div class=reporter><span><a href=/r>박서연 기자</a></span><button>구독</button></div>";
    assert_eq!(authors(&page("", korean, "")), ["박서연"]);
}

#[test]
fn a_label_in_a_box_of_its_own_is_no_name() {
    for label in
        ["Scris de", "Von", "Par", "Di", "Oleh", "Door", "Av", "Γράφτηκε από", "Автор", "От", "Kirjoittaja"]
    {
        let inside = format!("<div class=td-author-by>{label}</div> <a href='/autor/aq'>Ada Quill</a>");
        assert_eq!(
            authors(&page("", &format!("<div class=author-name>{inside}</div>"), "")),
            ["Ada Quill"],
            "{label}"
        );
    }
}

#[test]
fn an_account_yields_to_a_full_name() {
    let account = "<div class=submitted>Submitted by <span>aquill2</span> on Fri, 09/01/2026 - 18:05</div>";
    let field = "<div class=field-byline><div class=field-label>Author</div><div>Ada Quill</div></div>";
    let below = |lines: &str| authors(&page("", "", "").replace("</h1>", &format!("</h1>{lines}")));
    assert_eq!(below(&format!("{account}{field}")), ["Ada Quill"]);
    assert_eq!(below(account).len(), 1);
}
