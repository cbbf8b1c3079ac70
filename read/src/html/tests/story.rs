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
        "<p>Empfohlener redaktioneller Inhalt</p><p>Hier findest du einen externen Inhalt von Northwind. </p>",
        "<div><span>Image 2 of 5</span></div><p>(Image credit: Northwind)</p><p>Foto: Herald/Bram Tide</p>",
        "<p>Some of these are affiliate links, which pay for our work on the islands.</p>",
        "<p>More from the islands:</p><ul><li><a href=/x>Ferry fares to rise</a></li></ul>",
        "<p>Read our other stories:</p><p>https://herald.example/ferry-fares</p>",
        "<h3>In this article</h3><ul><li>The treaty and the ferry</li><li>A long dispute</li></ul>",
        "<div class='publicidad'><p>Fly to the southern island with Northwind, every Sunday, from nine.</p></div>",
        "<p>Advertisement</p><p>- Anzeige -</p><p>Article continues after advertisement</p>",
        "<div class=paywall><p>Read on for one crown a month, and at any time on all your devices. <a href=/x>Pay</a></p></div>",
        "<div class=img-desc>Marrow at the quay, on Monday morning.</div>",
        "<p>Listen to this article</p>",
        "<p>SCROLL TO CONTINUE WITH CONTENT</p><p>Hirdetés</p><p>विज्ञापन</p><p>Artikel geht nach der Anzeige weiter</p>",
        "<p>People are also reading</p><ul><li>Ferry fares to rise</li></ul>",
        "<div class=img-box><img src=x><p>Marrow at the quay, on Monday morning.</p></div>",
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
        ("<div class='paywall'><p>Nobody was told before.</p></div>", "Nobody was told before."),
        ("<p><img src=x>Nobody was told before.</p>", "Nobody was told before."),
        ("<p><b>Ports</b><b>12</b></p>", "Ports 12"),
        ("<p>i<b>Phone</b> and <i>x</i><sup>2</sup></p>", "iPhone and x2"),
        ("<figure><blockquote>The treaty is a gift.</blockquote></figure>", "The treaty is a gift."),
        (
            "<blockquote>The treaty is a gift.<footer>Bram Tide</footer></blockquote>",
            "The treaty is a gift.\nBram Tide",
        ),
        ("<p class=correction>Correction: it was on Monday.</p>", "Correction: it was on Monday."),
        ("<figure class=wp-block-table><table><tr><td>Ports: twelve</table></figure>", "Ports: twelve"),
    ];
    for (between, expected) in cases {
        assert_eq!(more(&page("", "", between)), expected.lines().collect::<Vec<_>>(), "{between}");
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
    for class in ["sub-title", "sous_titre", "perex", "field--name-chapo field--label-hidden"] {
        let other = content.replace("class='standfirst'", &format!("class='{class}'"));
        assert_eq!(more(&other), [standfirst], "{class}");
    }
}

#[test]
fn a_standfirst_is_the_description_whatever_it_is_called() {
    let standfirst = "The two islands end a quarrel of fifty years, and open their ports.";
    let head = format!("<meta name=description content='{standfirst}'>");
    let content =
        page(&head, "", "").replace("</h1>", &format!("</h1><p class=article__teaser>{standfirst}</p>"));
    assert_eq!(more(&content), [standfirst]);
}

#[test]
fn a_standfirst_apart_from_its_story_brings_nothing_else_along() {
    let standfirst = "The two islands end a quarrel of fifty years, and open their ports to each other's ferries, \
        the ministers said.";
    let feed = "<div class=feed><p>Fares to both islands rise in May, the council said on Friday, by a fifth for cars.</p></div>";
    let head = format!("<meta name=description content=\"{standfirst}\">");
    let content = page(&head, "", "")
        .replace("<article>", "<main><div>")
        .replace("</h1>", &format!("</h1><h2>{standfirst}</h2></div><article>"))
        .replace("</article>", &format!("</article>{feed}</main>"));
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
fn links_among_the_declared_words_are_no_story() {
    let link = "Ferry fares to both islands rise in May";
    let body = [LEAD, SECOND, link, THIRD].join(" ").replace('"', "\\\"");
    let head = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","articleBody":"{body}"}}</script>"#
    );
    assert_eq!(more(&page(&head, "", &format!("<p><a href=/x>{link}</a></p>"))), Vec::<String>::new());
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
        "Updated 3 hours ago",
        "12 Shares",
        "Share on Facebook",
        "| January 12, 2026",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "(Photo by Bram Tide/Northwind)",
        "Bram Tide/Getty Images",
        "About the author: Ada Quill has written about the sea since 2011.",
        "Tags: harbours, the sea",
        "Von Ada Quill, Herald",
        "Tags:",
        "© 2026 The Herald. All rights reserved.",
        "If you buy something through our links, we may earn a commission.",
        "Follow the Herald on Google News and be the first to know.",
        "The Herald - 12 Quay Road - Avenmouth - Fone: (047) 2106-8000",
        "E-mail Ada Quill at ada@herald.example or write to the Herald.",
        "Comments are closed on this story after a week, as always.",
        "Etiketler: liman, deniz",
        "Ključne riječi: luka more",
        "Urmărește Herald și pe Google News",
        "Our newsroom depends on readers like you. Please make a gift today.",
        "Thanks for reading the Herald! Subscribe for free to receive new posts.",
        "Fehler gefunden? Schreiben Sie uns.",
        "dnes 8:15",
        "Vizualizări: 1.204",
        "Czy ten artykuł był przydatny? Tak Nie",
        "Фото: Northwind",
        "Download the FREE Herald app for updates on the go.",
        "Get the latest Herald breaking news on WhatsApp",
        "Don't miss the latest news from the islands. Sign up to our newsletter here",
        "Якщо ви помітили помилку, виділіть текст і натисніть Ctrl + Enter",
        "Urmăriți-ne și pe Google News și pe canalul nostru de WhatsApp.",
        "The Herald is solely responsible for all content.",
        "End of Article",
        "4112",
        "Hits: 1893",
        "___",
        "Źródło: Kurier",
        "desk@herald.example",
        "(责编：白露)",
        "Do you agree? Write to letters@herald.example.",
        "Publié le 21 oct. 2026 à 12 h 30 Mis à jour le 21 oct. 2026 à 15 h 02",
    ];
    for line in lines {
        let content = page("", "", "").replace(&format!("<p>{LEAD}"), &format!("<p>{line}</p><p>{LEAD}"));
        assert_eq!(more(&content), Vec::<String>::new(), "above: {line}");
        let content = page("", "", "").replace(&format!("{THIRD}</p>"), &format!("{THIRD}</p><p>{line}</p>"));
        assert_eq!(more(&content), Vec::<String>::new(), "below: {line}");
    }
    let told = "Who wants to see the ports may call the council, Tel.: 047 2106.";
    assert_eq!(
        more(&page("", "", "").replace(&format!("{THIRD}</p>"), &format!("{THIRD}</p><p>{told}</p>"))),
        [told]
    );
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

#[test]
fn what_stands_above_the_headline_is_no_story() {
    let ticker = "<ul><li>Fares to both islands rise in May, the council said on Friday, by a fifth for cars.</li>\
        <li>The southern island elects a council on Sunday, its first in nine years, with two lists.</li></ul>";
    assert_eq!(more(&page("", ticker, "")), Vec::<String>::new());
    let bare = page("", "", "").replace("<p>", "<br>").replace("</p>", "");
    assert_eq!(article(&bare).body, [LEAD, SECOND, THIRD].join("\n"), "lines of the headline's own box");
}

#[test]
fn what_stands_above_a_byline_is_no_story() {
    let above = "<h2><span>After nine months</span><div>Treaty at last</div></h2><p>12.01.2026, 15:48 UhrLesedauer: 2 Min.</p>";
    let with = |above: &str| page("", "", "").replace(&format!("<p>{LEAD}"), &format!("{above}<p>{LEAD}"));
    assert_eq!(more(&with(above)), Vec::<String>::new());
    let deck = "From a long quarrel to a short treaty";
    let byline = "Mo Adeyemi @moade Apr 14, 2019, 11:15am BST";
    assert_eq!(more(&with(&format!("<p>{deck}</p><p>{byline}</p>"))), Vec::<String>::new());
    assert_eq!(more(&with("<h2>After nine months</h2>")), ["After nine months"], "nothing else is above it");
}

#[test]
fn of_many_articles_the_one_with_the_headline_is_read() {
    let teaser = "<div><article><h1>Ferry</h1><p>Fares to both islands rise in May, the council said on Friday, by a \
        fifth for cars, and by a tenth for all others.</p></article></div>";
    let content = page("", "", "").replace("<article>", "<section><div><article>");
    let content = content
        .replace("</article>", &format!("</article></div></section><section>{}</section>", teaser.repeat(3)));
    let content = content
        .replace("<h1>Harbour treaty to be signed in March</h1>", "<h2>Harbour treaty to be signed</h2>");
    assert_eq!(more(&content), Vec::<String>::new());
}

#[test]
fn entries_of_lists_recur_and_paragraphs_do_not() {
    let entry = "One ferry to the southern island, two to the northern one";
    let list = format!("<ul><li>{entry}</li><li>By night too</li><li>{entry}</li></ul><p>{SECOND}</p>");
    assert_eq!(more(&page("", "", &list)), [entry, "By night too", entry]);
}

#[test]
fn a_story_that_is_declared_with_markup_is_text() {
    let declared = [LEAD, THIRD].map(|line| format!("<p>{line} <b>Northwind</b></p>")).concat();
    let head = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","articleBody":"{declared}"}}</script>"#
    );
    let content =
        page(&head, "", "").replace(&format!("<p>{LEAD}</p>"), "").replace(&format!("<p>{THIRD}</p>"), "");
    let expected = [LEAD, THIRD].map(|line| format!("{line} Northwind")).join("\n");
    assert_eq!(article(&content).body, expected);
}

#[test]
fn a_story_inside_a_heading_is_one() {
    let content =
        page("", "", "").replace("</h1>", "</h1><h4><div>").replace("</article>", "</div></h4></article>");
    let content =
        content.replace(&format!("<p>{SECOND}"), &format!("{}<p>{SECOND}", "<p>It is so.</p>".repeat(9)));
    assert!(article(&content).body.ends_with(THIRD));
}

#[test]
fn a_line_of_wide_letters_is_as_long_as_it_is_printed() {
    let lines = [
        "港湾条約は来月に署名される見通しだと大臣が述べた。",
        "野党は採決を求め、動議を提出すると約束した。",
    ];
    let content = page("", "", "").replace(&format!("<p>{LEAD}</p>"), &format!("<p>{}</p>", lines[0]));
    let content = content.replace(&format!("<p>{SECOND}</p>"), "").replace(THIRD, lines[1]);
    assert_eq!(article(&content).body, lines.join("\n"));
}

#[test]
fn the_first_and_last_paragraphs_may_stand_apart() {
    let longer = format!("<p>{SECOND} {THIRD}</p>").repeat(6);
    let with = |first: &str, last: &str| {
        let story = format!("{first}<div class='text'><p>{SECOND}</p>{longer}</div>{last}");
        page("", "", "").replace(&format!("<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"), &story)
    };
    let cases = [
        (format!("<p><b>{LEAD}</b></p>"), format!("<p>{THIRD}</p>")),
        (format!("<header><h2>{LEAD}</h2></header>"), format!("<p>{THIRD}</p>")),
        (
            format!("<div class='text'><p>{LEAD}</p></div>"),
            format!("<aside>x</aside><div class='text'><p>{THIRD}</p></div>"),
        ),
    ];
    for (first, last) in cases {
        let body = article(&with(&first, &last)).body;
        assert!(body.starts_with(LEAD) && body.ends_with(THIRD), "{body}");
    }
    let other = format!("<h3><a href=/x>Ferry fares</a></h3><p>{LEAD}</p>");
    let body = article(&with(&other, &format!("<div class='text'><h1>Ferry</h1><p>{THIRD}</p></div>"))).body;
    assert!(body.starts_with(SECOND) && !body.ends_with(&format!("\n{THIRD}")), "{body}");
}

#[test]
fn what_is_longer_than_the_story_is_not_the_story() {
    let long = format!("<p>{SECOND} {THIRD}</p>").repeat(5);
    for (open, close) in
        [("<div id=comments>", "</div>"), ("<aside class=sidebar>", "</aside>"), ("<footer>", "</footer>")]
    {
        let content = page("", "", "").replace("<footer>", &format!("{open}{long}{close}<footer>"));
        assert_eq!(more(&content), Vec::<String>::new(), "{open}");
    }
}

#[test]
fn the_words_of_a_sentence_stay_whatever_they_are_called() {
    let cases = [
        "<span class=dateline>AVENMOUTH —</span> The mayor said that the works would go on until May.",
        "The mayor, <span class=author>Ann Lee</span>, said that the works would go on until May.",
        "He said that <a class=related-link href=/x>the works</a> would go on until May.",
    ];
    for line in cases {
        let printed = line.split(['<', '>']).step_by(2).collect::<String>();
        assert_eq!(more(&page("", "", &format!("<p>{line}</p>"))), [printed], "{line}");
    }
    let line = "He said that the works would go on until May.";
    for aside in ["<span class=share>12 shares</span>", "<br><span class=author>Ann Lee</span>"] {
        assert_eq!(more(&page("", "", &format!("<p>{line} {aside}</p>"))), [line], "{aside}");
    }
    let unseen =
        "He said that the works<span class=visually-hidden>, opens a window,</span> would go on until May.";
    let printed = "He said that the works would go on until May.";
    assert_eq!(more(&page("", "", &format!("<p>{unseen}</p>"))), [printed]);
}

#[test]
fn sentences_announce_no_other_story() {
    let lines = [
        "<p>You might ask why.</p><p>“Yes,” she said.</p>",
        "<p>Latest figures show a rise.</p><p>Related costs rose too, he said.</p>",
        "<p>“Don’t miss your stop,” he said.</p><p>More from the state would help.</p>",
        "<h2>Latest setback</h2><p>It rained.</p>",
        "<h2>Related claims were dropped</h2><p>It was late.</p>",
    ];
    for between in lines {
        assert_eq!(more(&page("", "", between)).len(), 2, "{between}");
    }
    let others = [
        "<h2>Latest news</h2><p>Ferry fares to rise</p>",
        "<h2>More from the islands</h2><a href=/x>Ferry fares to rise</a><p>In May, from both sides</p>",
        "<p>Related stories</p><p>Ferry fares to rise</p>",
    ];
    for between in others {
        assert_eq!(more(&page("", "", between)), Vec::<String>::new(), "{between}");
    }
}

#[test]
fn the_story_goes_on_behind_other_stories() {
    let short = "<p>“Never,” he said.</p><p>“Why not?” she asked.</p><p>He left the room.</p>";
    let links = "<ul><li><a href=/a>Ferry workers call off strike</a></li><li><a href=/b>Lunch to cost more</a></li></ul>";
    for label in
        ["<h4>Related</h4>", "<strong>People are also reading…</strong>", "<div><span>Read more</span></div>"]
    {
        for between in [format!("<div>{label}{links}</div>"), format!("{label}{links}")] {
            assert_eq!(more(&page("", "", &format!("{between}{short}"))).len(), 3, "{between}");
        }
    }
    let list = "<div><h4>In this article</h4><ul><li>The quay.</li></ul></div><h2>A long dispute</h2>";
    assert_eq!(more(&page("", "", list)), ["A long dispute"], "a box has an end");
    let unlinked = "<p>Sign up</p><p>Every day, and for nothing.</p>";
    assert_eq!(more(&page("", "", unlinked)), Vec::<String>::new(), "no link tells where it ends");
}

#[test]
fn labels_behind_a_long_standfirst_are_no_story() {
    let standfirst = "Engineers of both islands found cracks in the piers of the old quay, which was built in 1931, and \
        want it closed before the winter storms.";
    let labels = [
        "<div>Published: June 18, 2026 5:45 PM | Updated: June 18, 2026 7:00 PM</div>",
        "<div><time>June 18, 2026</time></div><p>—</p><p>by</p>",
        "<div><span>Ada Quill</span><span>, Avenmouth</span> <span>Mon, 03 Mar 2026 07:25 PM (IST)</span></div>",
        "<div>Güncelleme Tarihi: <b>03.03.2026 12:40</b></div><span>1 dk okuma</span>",
    ];
    for label in labels {
        let content = page("", "", "").replace("</h1>", &format!("</h1><p>{standfirst}</p>{label}"));
        assert_eq!(more(&content), [standfirst], "{label}");
    }
}

#[test]
fn subheadings_of_the_first_rank_are_story() {
    assert_eq!(more(&page("", "", "<h1>What stays behind</h1>")), ["What stays behind"]);
}

#[test]
fn a_quotation_that_is_printed_large_is_none_again() {
    let quoted = "We have waited long enough for this day";
    let boxes = [
        format!(
            "<figure class=wp-block-pullquote><blockquote><p>{quoted}</p><cite>Ilse Marrow, minister</cite></blockquote></figure>"
        ),
        format!("<div class=pullquote><p>{quoted}</p></div>"),
        format!("<blockquote>“{quoted}.”<footer>Ilse Marrow</footer></blockquote>"),
    ];
    for quote in boxes {
        assert_eq!(more(&page("", "", &quote)), Vec::<String>::new(), "{quote}");
    }
}

#[test]
fn paragraphs_in_boxes_of_layout_are_story() {
    for class in [
        "elementor-widget-text-editor",
        "so-panel widget",
        "relative overflow-hidden",
        "overflow-x-hidden",
        "media js-lightbox-gallery",
    ] {
        let boxed = |paragraph: &str| format!("<div class='{class}'><p>{paragraph}</p></div>");
        let content =
            page("", "", "<p>A line by itself, which is long enough to be a paragraph of some story.</p>");
        let content = content.replace(&format!("<p>{LEAD}</p>"), &boxed(LEAD));
        let content = content.replace(&format!("<p>{SECOND}</p>"), &boxed(SECOND));
        let content = content.replace(&format!("<p>{THIRD}</p>"), &boxed(THIRD));
        assert_eq!(more(&content).len(), 1, "{class}");
    }
}

#[test]
fn a_box_with_little_in_it_does_not_hide_a_story_with_a_misleading_name() {
    let boxed = |paragraph: &str| format!("<div class=promo><p>{paragraph}</p></div>");
    let standfirst = "A line by itself, which is long enough to be a paragraph of some story or other.";
    let long = format!("{SECOND} {SECOND} {SECOND}");
    let content = format!(
        "<html><head><title>Harbour treaty</title></head><body><article><h1>Harbour treaty</h1><p>{standfirst}</p>{}{}{}\
        </article></body></html>",
        boxed(LEAD),
        boxed(&long),
        boxed(THIRD)
    );
    assert_eq!(article(&content).body, [standfirst, LEAD, &long, THIRD].join("\n"));
}

#[test]
fn sentences_with_the_words_of_notices_are_story() {
    let sentences = [
        "Northwind is cutting the commission that it pays for affiliate links in its shop, the company said on Friday.",
        "Platforms must label third-party content and may no longer use the personal data of those who are minors.",
        "Die Daten wurden an externe Server auf der Insel übertragen, sagte ein Sprecher des Ministeriums am Montag.",
        "Künftig werden Inhalte von Nachrichtenseiten auf den beiden Inseln nicht mehr angezeigt, teilte die Firma mit.",
        "Ce contenu a été bloqué dans toute l'Union, a annoncé lundi la ministre du commerce devant la presse réunie.",
        "Das Netzwerk zeigt externe Inhalte von Verlagen, die damit kein Geld mehr verdienen, wie der Verband sagte.",
        "The minister's comments will be reviewed by the ethics board of the assembly, its chairwoman said on Friday.",
        "The photographs of the quay are subject to copyright, and the museum asked for them to be taken down at once.",
        "The platform is solely responsible for the content of its pages, the court said in its ruling on Thursday.",
        "On the islands estate agents earn a commission of three per cent, which the assembly wants to see halved.",
        "Der Makler erhält nach dem neuen Gesetz vom Käufer keine Provision mehr, wie das Ministerium am Montag sagte.",
    ];
    for sentence in sentences {
        assert_eq!(more(&page("", "", &format!("<p>{sentence}</p>"))), [sentence]);
        let first = page("", "", "").replace("</h1>", &format!("</h1><p>{sentence}</p>"));
        assert_eq!(more(&first), [sentence], "first");
        let last = page("", "", "").replace("</article>", &format!("<p>{sentence}</p></article>"));
        assert_eq!(more(&last), [sentence], "last");
    }
    let notices = [
        "<p>Hier werden Inhalte von Northwind angezeigt. Für die Anzeige ist Ihre Einwilligung erforderlich.</p>",
        "<p>To view this third-party content, change the settings of your cookies and load this page again, please.</p>",
        "<p>Dieser Artikel enthält Affiliate-Links.</p>",
        "<p>Ce contenu est bloqué car vous n'avez pas accepté les cookies et autres traceurs de ce service.</p>",
    ];
    for notice in notices {
        assert_eq!(more(&page("", "", notice)), Vec::<String>::new(), "{notice}");
    }
}

#[test]
fn subheadings_with_the_words_of_announcements_are_story() {
    let headings = [
        "Most popular names on both islands",
        "More great whites seen off the coast",
        "See also the treaty text",
        "Sources",
        "相关部门回应",
        "По теме доклада выступили",
        "Популярные у туристов места",
    ];
    for heading in headings {
        let between = format!("<h2>{heading}</h2><ul><li>The northern harbour</li></ul>");
        assert_eq!(more(&page("", "", &between)), [heading, "The northern harbour"]);
    }
    for heading in
        ["Most read", "See also", "See also:", "相关阅读", "Материалы по теме", "Популярные новости"]
    {
        let between = format!("<h2>{heading}</h2><p>Ferry fares to rise</p>");
        assert_eq!(more(&page("", "", &between)), Vec::<String>::new(), "{heading}");
    }
}

#[test]
fn lists_of_teasers_are_no_story() {
    let teaser = |title: &str| {
        format!("<p><a href=/x><b>{title}</b></a><br>More than 4,000 people came despite the rain.</p>")
    };
    let titles = ["Ferry fares to rise", "Council meets on Friday", "Old quay to be closed"];
    let list = titles.map(teaser).concat();
    let short = "<p>He left the room.</p><p>“Never,” he said.</p>";
    assert_eq!(more(&page("", "", &format!("<p>Other news</p>{list}"))), Vec::<String>::new());
    assert_eq!(more(&page("", "", &format!("{list}{short}"))).len(), 2, "the story goes on");
    assert_eq!(
        more(&page("", "", &titles[..2].iter().map(|title| teaser(title)).collect::<String>())).len(),
        1,
        "two are none"
    );
}

#[test]
fn a_headings_id_is_made_of_its_words() {
    let between = "<h2 id=social-care>Care for all</h2><p id=share-of-the-vote>Nobody was told before.</p>";
    assert_eq!(more(&page("", "", between)), ["Care for all", "Nobody was told before."]);
}

#[test]
fn a_box_of_a_post_is_what_its_other_words_say() {
    let line =
        "<p>Ferry fares to rise, says the island council after a long debate that went on until Friday.</p>";
    for class in ["post-related", "post-comments", "post-author-bio", "page-sidebar", "category-menu"] {
        let between = format!("<div class='{class}'>{line}</div>");
        assert_eq!(more(&page("", "", &between)), Vec::<String>::new(), "{class}");
    }
    for class in ["post hentry category-social tag-share", "post-12 type-post"] {
        let content = page("", "", "").replace("<article>", &format!("<article><div class='{class}'>"));
        assert_eq!(more(&content), Vec::<String>::new(), "{class}");
        let div = page("", "", &format!("<div class='{class}'>{line}</div>"));
        assert_eq!(more(&div).len(), 1, "{class}");
    }
}

#[test]
fn readers_comments_are_no_story() {
    let comment = "<p>I have taken the ferry for twenty years, and never once was it on time, whatever they say, sadly.</p>";
    let comments = comment.repeat(8);
    let boxes = [
        format!("<div class=yorumlar>{comments}</div>"),
        format!("<div class=komentarze>{comments}</div>"),
        format!("<section id=discussion>{comments}</section>"),
        format!("<div><h3>8 Comments</h3>{comments}</div>"),
        format!("<div><h3>Kommentare</h3><div>{comments}</div></div>"),
        format!("<div><div><h3>Yorumlar (8)</h3></div>{comments}</div>"),
        format!("<amp-consent>{comment}</amp-consent>"),
    ];
    for comments in boxes {
        let content = page("", "", "").replace("</article>", &format!("{comments}</article>"));
        assert_eq!(more(&content), Vec::<String>::new(), "{comments}");
    }
}
