//! What is story and what stands beside it: lines between the paragraphs of a page, and what is left of them.

use super::*;

/// The lines of the story beside its three paragraphs.
fn more(content: &str) -> Vec<String> {
    let own = [LEAD, SECOND, THIRD];
    let body = article(content).body;
    assert!(own.iter().all(|paragraph| body.contains(paragraph)), "{body}");
    body.lines().filter(|line| !own.contains(line)).map(str::to_owned).collect()
}

#[test]
fn paragraphs_are_lines() {
    assert_eq!(article(&page("", "", "")).body, [LEAD, SECOND, THIRD].join("\n"));
}

#[test]
fn what_stands_beside_the_story_is_left_out() {
    let cases = [
        "<div class='related-stories'><p>Ferry fares to rise, says the island council after a long debate.</p></div>",
        "<div class='NewsletterSignup'>Get our morning letter, every day, free of charge and without advertising.</div>",
        "<figure><img src=x><figcaption>Marrow at the quay, on Monday morning. Photo: Northwind</figcaption></figure>",
        "<aside><p>The islands have quarrelled about their harbours since 1974, when the first treaty ended.</p></aside>",
        "<div style='display: none'>Please allow scripts to read this page, or write to the editors.</div>",
        "<ul><li><a href=/x>Ferry fares to rise</a></li><li><a href=/y>Council meets on Friday</a></li></ul>",
        "<p>【関連記事】</p><p>Ferry fares to rise</p>",
        "<p>Already a subscriber? Log in.</p><p>One month free</p>",
        "<p>Read also</p><p>Ferry fares to rise</p><p>Council meets on Friday</p>",
        "<script>var x = '<p>not a paragraph</p>';</script><style>p { color: red }</style><!-- <p>nor this</p> -->",
    ];
    for between in cases {
        assert_eq!(more(&page("", "", between)), Vec::<String>::new(), "{between}");
    }
}

#[test]
fn what_belongs_to_the_story_stays() {
    let cases = [
        ("<h2>A long dispute</h2>", "A long dispute"),
        (
            "<blockquote class='twitter-tweet'><p>The treaty is a gift.</p></blockquote>",
            "The treaty is a gift.",
        ),
        ("<ul><li>The treaty runs for ten years.</li></ul>", "The treaty runs for ten years."),
        ("<div class='has-share md:hidden'><p>Nobody was told before.</p></div>", "Nobody was told before."),
        ("<p>An answer<br></p>", "An answer"),
        ("<figure><blockquote>The treaty is a gift.</blockquote></figure>", "The treaty is a gift."),
    ];
    for (between, expected) in cases {
        assert_eq!(more(&page("", "", between)), [expected], "{between}");
    }
}

#[test]
fn a_story_in_a_box_with_a_misleading_name_is_found() {
    let content = page("", "", "").replace("<article>", "<form><article class='share'>");
    assert_eq!(more(&content), Vec::<String>::new());
}

#[test]
fn the_standfirst_belongs_to_the_story() {
    let standfirst = "The two islands end a quarrel of fifty years.";
    let above = format!(
        "<h1>Harbour treaty to be signed in March</h1><p class='standfirst'>{standfirst}</p><p>5 min</p>"
    );
    let content = page("", "", "").replace("<article>", &format!("<header>{above}</header><article><div>"));
    let content = content.replace("</article>", "</div></article>");
    assert_eq!(more(&content), [standfirst]);
}

#[test]
fn the_declared_words_choose_the_paragraphs() {
    let body = [LEAD, SECOND, THIRD].join(" ").replace('"', "\\\"");
    let head = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","articleBody":"{body}"}}</script>"#
    );
    let noise = "<p>Write to us about your own harbour, your ferry and your island at any time.</p>";
    assert_eq!(more(&page(&head, "", noise)), Vec::<String>::new());
}

#[test]
fn of_two_stories_on_a_page_the_first_is_read() {
    let other = "<article><h1>Ferry fares</h1><p>Fares to both islands rise in May, the council said on Friday, by a \
        fifth for cars, and by a tenth for all others.</p></article>";
    assert_eq!(
        more(&page("", "", "").replace("<footer>", &format!("{other}<footer>"))),
        Vec::<String>::new()
    );
}

#[test]
fn a_class_that_names_the_story_says_nothing_elsewhere() {
    let content = page("", "", "")
        .replace(&format!("<p>{LEAD}</p>"), &format!("<div class='text widget'><p>{LEAD}</p></div>"));
    let rest = format!("<p>{SECOND}</p><p>{THIRD}</p>");
    let content = content.replace(&rest, &format!("<div class='text widget'>{rest}</div>"));
    assert_eq!(more(&content), Vec::<String>::new());
}

#[test]
fn a_page_whose_boxes_are_all_misnamed_has_a_story() {
    let content = page("", "", "");
    let content = [LEAD, SECOND, THIRD].iter().zip(["slideshow", "ads", "sidebar"]).fold(
        content,
        |content, (line, name)| {
            content
                .replace(&format!("<p>{line}</p>"), &format!("<div class='{name}-box'><p>{line}</p></div>"))
        },
    );
    assert_eq!(more(&content), Vec::<String>::new());
}

#[test]
fn what_any_page_prints_around_its_story_is_left_out() {
    let lines = [
        "Monday, 12 January 2026, 08:30",
        "4 min read",
        "Von Ada Quill, Herald",
        "Tags:",
        "© 2026 The Herald. All rights reserved.",
        "If you buy something through our links, we may earn a commission.",
    ];
    for line in lines {
        let content = page("", "", "").replace(&format!("<p>{LEAD}"), &format!("<p>{line}</p><p>{LEAD}"));
        assert_eq!(more(&content), Vec::<String>::new(), "above: {line}");
        let content = page("", "", "").replace(&format!("{THIRD}</p>"), &format!("{THIRD}</p><p>{line}</p>"));
        assert_eq!(more(&content), Vec::<String>::new(), "below: {line}");
    }
    let quoted = "The council was told on 12 January 2026.";
    assert_eq!(
        more(&page("", "", "").replace(&format!("<p>{LEAD}"), &format!("<p>{quoted}</p><p>{LEAD}"))),
        [quoted]
    );
}

#[test]
fn a_portrait_of_the_author_is_no_story() {
    let content = page("<meta name='author' content='Ada Quill'>", "", "");
    let with = |line: &str| content.replace(&format!("{THIRD}</p>"), &format!("{THIRD}</p><p>{line}</p>"));
    assert_eq!(more(&with("Ada Quill is the Herald's correspondent at sea.")), Vec::<String>::new());
    let other = "Ilse Marrow is the minister of trade.";
    assert_eq!(more(&with(other)), [other]);
}
