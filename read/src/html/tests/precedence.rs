//! Which witness is heard first: a page and what is taken from it.

use super::*;

const JSON_LD: &str = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
    {"@type":"NewsArticle","headline":"Harbour treaty to be signed in March",
    "datePublished":"2026-01-12T08:30:00+01:00","author":[{"@type":"Person","name":"Ada Quill"}],
    "publisher":{"@id":"urn:p"},"keywords":"treaty, harbour","articleSection":"Politics"},
    {"@type":"Organization","@id":"urn:p","name":"The Herald","url":"x"}]}</script>
    <meta property="og:site_name" content="Other"><meta name="author" content="Other Person">
    <meta property="article:published_time" content="2026-01-11T00:00:00Z">"#;

#[test]
fn json_ld_is_heard_before_meta() {
    let found = article(&page(JSON_LD, "", ""));
    assert_eq!(found.headline, "Harbour treaty to be signed in March");
    assert_eq!(found.authors, ["Ada Quill"]);
    assert_eq!(found.keywords, ["treaty", "harbour"]);
    assert_eq!(published(&found).as_deref(), Some("2026-01-12T08:30:00+01:00"));
    assert_eq!(found.section.as_deref(), Some("Politics"));
    assert_eq!(found.publisher.map(|publisher| publisher.name).as_deref(), Some("The Herald"));
}

#[test]
fn json_ld_in_comments_and_with_line_breaks_is_read() {
    let script = "<script type='application/ld+json; charset=utf-8'>//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\
        \"Harbour treaty\nto be signed in March\",\"datePublished\":\"2026-01-12\"};\n//]]></script>";
    assert_eq!(published(&article(&page(script, "", ""))).as_deref(), Some("2026-01-12"));
}

#[test]
fn microdata_and_rdfa_are_heard() {
    let micro = r#"<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished"
        content="2026-01-12"><span itemprop="author" itemscope><span itemprop="name">Ada Quill</span></span></div>"#;
    let rdfa = r#"<div vocab="https://schema.org/" typeof="NewsArticle"><meta property="datePublished"
        content="2026-01-12"><span property="schema:author"><b property="name">Ada Quill</b></span></div>"#;
    for markup in [micro, rdfa] {
        let found = article(&page("", markup, ""));
        assert_eq!(
            (published(&found).as_deref(), found.authors),
            (Some("2026-01-12"), vec!["Ada Quill".to_owned()])
        );
    }
}

#[test]
fn of_several_articles_the_pages_own_is_read() {
    let other = r#"{"@type":"NewsArticle","headline":"Ferry fares to rise in the spring","url":"/y",
        "author":{"name":"Bram Tide"},"datePublished":"2026-01-02"}"#;
    let own = |more: &str| {
        format!(r#"{{"@type":"NewsArticle",{more},"author":"Ada Quill","datePublished":"2026-01-10"}}"#)
    };
    let owns = [
        own(r#""url":"https://www.herald.example/2026/01/12/treaty/""#),
        own(r#""mainEntityOfPage":{"@id":"/2026/01/12/treaty#page"},"headline":"Treaty""#),
        own(r#""headline":"Harbour treaty to be signed in March""#),
    ];
    for own in owns {
        let lists = [
            format!("[{other},{own}]"),
            format!(r#"[{{"@type":"ItemList","itemListElement":[{{"item":{other}}}]}},{own}]"#),
        ];
        for list in lists {
            let head = format!("<script type='application/ld+json'>{list}</script>");
            let found = article(&page(&head, "", ""));
            assert_eq!(found.authors, ["Ada Quill"], "{list}");
            assert_eq!(published(&found).as_deref(), Some("2026-01-10"), "{list}");
        }
    }
}

#[test]
fn of_several_items_the_one_around_the_heading_is_read() {
    let item = |author: &str, story: &str| {
        format!(
            "<div itemscope itemtype='https://schema.org/NewsArticle'>{story}<b itemprop=author>{author}</b></div>"
        )
    };
    let content = page("", "", "");
    let (start, body) = content.split_at(content.find("<article>").unwrap_or_default());
    let content = format!("{start}{}{}", item("Bram Tide", ""), item("Ada Quill", body));
    assert_eq!(article(&content).authors, ["Ada Quill"]);
}

#[test]
fn the_whole_of_a_date_is_in_its_title() {
    let cases = [
        "<abbr class='published' title='2026-01-09T21:14:00+01:00'>21:14</abbr>",
        "<div itemscope itemtype='http://schema.org/BlogPosting'><abbr itemprop='datePublished' \
         title='2026-01-09T21:14:00+01:00'>21:14</abbr></div>",
        "<div typeof='sioc:Item foaf:Document'><span property='dc:date dc:created' \
         content='2026-01-09T21:14:00+01:00'>Fri</span></div>",
    ];
    for above in cases {
        assert_eq!(
            published(&article(&page("", above, ""))).as_deref(),
            Some("2026-01-09T21:14:00+01:00"),
            "{above}"
        );
    }
}

#[test]
fn the_visible_headline_wins_over_the_one_for_other_sites() {
    let head = r#"<meta property="og:title" content="Harbour treaty to be signed in March, minister says | Herald">"#;
    assert_eq!(article(&page(head, "", "")).headline, "Harbour treaty to be signed in March");
}

#[test]
fn a_kicker_before_the_headline_is_none_of_it() {
    let head = r#"<meta property="og:title" content="Harbour treaty to be signed in March">"#;
    let kicked = page(head, "", "").replace("<h1>", "<h1><span>Islands at odds:</span> ");
    assert_eq!(article(&kicked).headline, "Harbour treaty to be signed in March");
    let section = r#"<meta property="og:title" content="Islands: Harbour treaty to be signed in March">"#;
    assert_eq!(article(&page(section, "", "")).headline, "Harbour treaty to be signed in March");
}

#[test]
fn a_heading_that_agrees_with_nothing_declared_is_the_sites_name() {
    let content = page(r#"<meta property="og:site_name" content="Herald">"#, "", "");
    let content =
        content.replace("<h1>Harbour treaty to be signed in March</h1>", "<h1>The Daily Herald</h1>");
    assert_eq!(article(&content).headline, "Harbour treaty to be signed");
}

#[test]
fn an_outlet_is_no_person_and_the_byline_names_one() {
    let head = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour treaty to be signed in
        March","author":{"@type":"Organization","name":"Herald"},"publisher":{"name":"Herald"}}</script>"#;
    let byline =
        r#"<div class="article-byline">By <a href="/a">Ada Quill</a> and <a href="/b">Bram Tide</a></div>"#;
    assert_eq!(article(&page(head, byline, "")).authors, ["Ada Quill", "Bram Tide"]);
    assert_eq!(article(&page(head, "", "")).authors, ["Herald"], "better the outlet than nobody");
}

#[test]
fn dates_are_looked_for_from_markup_to_address() {
    let time = r#"<time datetime="2026-01-10T09:00:00+01:00">then</time>"#;
    let cases = [
        (
            "<meta property='article:published_time' content='2026-01-09T10:00:00Z'>",
            time,
            "2026-01-09T10:00:00+00:00",
        ),
        ("<meta name='date' content='2026-01-10'>", time, "2026-01-10T09:00:00+01:00"),
        ("", time, "2026-01-10T09:00:00+01:00"),
        ("", "<span class='date'>Published 8 January 2026</span>", "2026-01-08"),
        (
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"x\",\"datePublished\":\"2026-01-10 \
             18:00:00\"}</script><meta name='date' content='2026-01-10T18:00:00+01:00'>",
            "",
            "2026-01-10T18:00:00+01:00",
        ),
        ("", "", "2026-01-12"),
    ];
    for (head, above, expected) in cases {
        assert_eq!(published(&article(&page(head, above, ""))).as_deref(), Some(expected), "{head} {above}");
    }
}

#[test]
fn a_day_right_below_the_headline_is_the_storys() {
    let above = "<div class='date'>Tuesday, 13 January 2026</div>";
    let content = page("", above, "").replace("</h1>", "</h1><p>Northwind<br>9 January 2026, 22:11</p>");
    assert_eq!(published(&article(&content)).as_deref(), Some("2026-01-09"), "above stands today");
}

#[test]
fn a_declared_language_yields_to_the_text() {
    let german = "Der Hafenvertrag wird im März unterzeichnet, sagte die Handelsministerin am Montag nach neun Monaten \
        der Verhandlungen zwischen den beiden Inseln, und die Häfen können nicht länger warten.";
    let content = page("", "", "").replace(LEAD, german).replace(SECOND, german).replace(THIRD, german);
    assert_eq!(article(&content).language.as_deref(), Some("de"));
    let swahili = "Waziri wa biashara alisema mkataba wa bandari utasainiwa katika mwezi wa Machi, baada ya mazungumzo ya \
        miezi kwa miezi na visiwa vya jirani, na bandari za nchi ni za watu wa visiwa.";
    let content = page("", "", "").replace(LEAD, swahili).replace(SECOND, swahili).replace(THIRD, swahili);
    assert_eq!(article(&content).language.as_deref(), Some("sw"), "a language told by its commonest words");
    let zulu = page("", "", "").replace("lang=\"en\"", "lang=\"zu-ZA\"");
    assert_eq!(
        article(&zulu).language.as_deref(),
        Some("zu-ZA"),
        "a language that the detector does not know"
    );
}

#[test]
fn meta_elements_that_say_value_for_content_are_heard() {
    let head = "<meta name='author' value='Ada Quill'><meta name='date' value='2026-01-09'>";
    let found = article(&page(head, "", ""));
    assert_eq!(
        (published(&found).as_deref(), found.authors),
        (Some("2026-01-09"), vec!["Ada Quill".to_owned()])
    );
}

#[test]
fn who_runs_the_site_did_not_write_the_story() {
    let heads = [
        "<meta name='author' content='Herald Media GmbH'>",
        "<meta name='author' content='Harbour House'><meta name='copyright' content='(c) Harbour House 2026'>",
        "<meta name='author' content='The Herald'><meta property='og:site_name' content='TheHerald.example'>",
    ];
    for head in heads {
        let byline = "<div class='byline'><p>By <b>Ada Quill</b></p><p>Northwind</p></div>";
        assert_eq!(article(&page(head, byline, "")).authors, ["Ada Quill"], "{head}");
    }
    assert_eq!(article(&page(heads[0], "", "")).authors, Vec::<String>::new(), "a company is no author");
}

#[test]
fn a_byline_without_a_box_of_its_own_is_found() {
    for line in ["von Ada Quill", "By Ada Quill for The Herald", "(责编：Ada Quill、Bram Tide)"] {
        let found = article(&page("", &format!("<p><span>{line}</span></p>"), "")).authors;
        assert_eq!(found.first().map(String::as_str), Some("Ada Quill"), "{line}");
    }
}

#[test]
fn keywords_are_the_longest_declared_list_or_the_rows_of_tags() {
    let tags = "<meta property='article:tag' content='sea'><meta property='article:tag' content='ferry'>\
                <meta property='article:tag' content='quay'>";
    assert_eq!(article(&page(&format!("{JSON_LD}{tags}"), "", "")).keywords, ["sea", "ferry", "quay"]);
    let authors = "<meta name='author' content='Ada Quill'><meta name='keywords' content='ferry, Ada Quill'>";
    assert_eq!(article(&page(authors, "", "")).keywords, ["ferry"], "an author is no topic");
    let row =
        "<div><b>See:</b> <a href='/tag/12/ferry'>Island ferry</a> <a href='/tag/13/quay'>Quay</a></div>";
    assert_eq!(article(&page("", "", row)).keywords, ["Island ferry", "Quay"]);
    let counted = "<div><a href='/tag/ferry'>Ferry (12)</a> <a href='/tag/quay'>Quay (3)</a></div>";
    assert_eq!(article(&page("", "", counted)).keywords, ["Ferry", "Quay"]);
    let menu = "<nav><a href='/tag/12/sport'>Sport</a> <a href='/tag/13/letters'>Letters</a></nav>";
    assert_eq!(article(&page("", "", &format!("{menu}{row}"))).keywords, ["Island ferry", "Quay"], "a menu");
    let linked = "<p>The council said that the <a href='/topic/ferry'>ferry</a> will leave in March.</p>";
    assert_eq!(article(&page("", "", linked)).keywords, Vec::<String>::new(), "a word of the story");
    let site = "<div class='topics'><a href='/a'>Sport</a><a href='/b'>Politics</a></div>";
    assert_eq!(article(&page("", site, "")).keywords, Vec::<String>::new(), "above stand the site's");
}

#[test]
fn tags_are_told_from_sections() {
    let below =
        |line: &str| article(&page("", "", "").replace("</article>", &format!("{line}</article>"))).keywords;
    let section = "<a rel='category tag' href='/category/local/'>Local</a>";
    let tags = "<a rel='tag' href='/tag/ferry/'>Ferry</a> <a rel='tag' href='/tag/quay/'>Quay</a>";
    assert_eq!(below(&format!("<p>{section} {tags}</p>")), ["Ferry", "Quay"]);
    assert_eq!(below("<p>Tags: Ferry, Quay</p>"), ["Ferry", "Quay"]);
    assert_eq!(below("<p>Schlagwörter: <a href='/1'>Ferry</a> <a href='/2'>Quay</a></p>"), ["Ferry", "Quay"]);
    assert_eq!(below("<ul class='tag-list'><li><a href='/1'>Ferry</a></li></ul>"), ["Ferry"]);
    assert_eq!(
        below("<p><a href='/etiket/ferry'>Ferry</a> <a href='/etiket/quay'>Quay</a></p>"),
        ["Ferry", "Quay"]
    );
    let terms = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","keywords":
        [{"@type":"DefinedTerm","name":"Ferry"},{"@type":"DefinedTerm","name":"Quay"}]}</script>"#;
    assert_eq!(article(&page(terms, "", "")).keywords, ["Ferry", "Quay"]);
}

#[test]
fn ukrainian_is_told_by_its_letters() {
    let ukrainian = "Угоду про гавань підпишуть у березні, повідомила у понеділок міністерка торгівлі після дев'яти \
        місяців переговорів між двома островами, і її подробиці ще невідомі.";
    let content =
        page("", "", "").replace(LEAD, ukrainian).replace(SECOND, ukrainian).replace(THIRD, ukrainian);
    assert_eq!(article(&content).language.as_deref(), Some("uk"));
}

#[test]
fn keywords_made_by_machines_are_none() {
    let row = "<div><a href='/tag/12/ferry'>Island ferry</a> <a href='/tag/13/quay'>Quay</a></div>";
    let address = "https://herald.example/2026/01/12/harbour-treaty-to-be-signed";
    let keywords = |listed: &str| {
        let content = page(&format!("<meta name='keywords' content='{listed}'>"), "", row);
        read(&content, Some(address), "test").expect("an article").article.keywords
    };
    let machine =
        ["harbour,treaty,to,be,signed", "Harbour treaty to be signed", "AER,CYCS08,DIP,MEAST,ferry"];
    for listed in machine {
        assert_eq!(keywords(listed), ["Island ferry", "Quay"], "{listed}");
    }
    assert_eq!(
        keywords("harbour,treaty,island,council,law"),
        ["harbour", "treaty", "island", "council", "law"]
    );
    assert_eq!(keywords("cat_sea,p,ferry"), ["ferry"]);
}

#[test]
fn a_headline_without_a_heading_of_the_first_rank_is_found() {
    let head = "<meta property='og:title' content='Herald :: Harbour treaty to be signed in March'>\
        <meta property='og:site_name' content='Herald'>";
    let linked = "<ul><li><a href=/t>Harbour treaty to be signed in March</a> 8 January 2026</li></ul>";
    for heading in ["h2", "div"] {
        let content = page(head, linked, "")
            .replace("<h1>", &format!("<h1>The Daily Herald</h1><{heading}>"))
            .replace("March</h1>", &format!("March</{heading}><p>9 January 2026</p>"));
        let found = article(&content);
        assert_eq!(found.headline, "Harbour treaty to be signed in March", "{heading}");
        assert_eq!(published(&found).as_deref(), Some("2026-01-09"), "{heading}");
    }
}

#[test]
fn a_site_is_not_its_headline() {
    let cases = [
        ("Late rain floods the old market | Harbour Watch", "", "Late rain floods the old market"),
        ("Harbour Watch: Rain at last", "", "Rain at last"),
        ("Harbour Watch: Rain", "<meta property='og:title' content='Rain'>", "Rain"),
    ];
    for (title, head, headline) in cases {
        for name in
            ["<h1><a href=/>Harbour Watch</a></h1>", "<h1><a href='https://w.example'>Harbour Watch</a></h1>"]
        {
            let printed = format!("{name}<div>{headline}</div><p>{LEAD}</p><p>{SECOND}</p>");
            let content =
                format!("<html><head><title>{title}</title>{head}</head><body>{printed}</body></html>");
            assert_eq!(article(&content).headline, headline, "{title}: {name}");
        }
    }
}

#[test]
fn what_a_page_prints_of_its_title_is_the_headline() {
    let titled = |title: &str, line: &str| {
        format!(
            "<html><head><title>{title}</title></head><body>{line}<p>{LEAD}</p><p>{SECOND}</p>\
            </body></html>"
        )
    };
    let title = "Rain at last - The Evening Post";
    for title in [title, "Rain at last | News | The Evening Post"] {
        assert_eq!(article(&titled(title, "<div>Rain at last</div>")).headline, "Rain at last", "{title}");
    }
    let person = titled("Interview: Ada Quill", "<div>Interview: Ada Quill</div><b>Ada Quill</b>");
    assert_eq!(article(&person).headline, "Interview: Ada Quill");
    let linked = titled(title, "<a href=/x>Rain at last</a><h1>About us</h1>");
    assert_eq!(article(&linked).headline, title);
}

#[test]
fn a_page_that_declares_the_site_alone_has_the_headline_it_prints() {
    let headline = "Council votes to close the old bridge";
    let with = |title: &str, head: &str, heading: &str| {
        let content = format!(
            "<html><head><title>{title}</title>{head}</head><body><header><a href='/'>The Harbour Post</a></header>\
            <main><{heading}>{headline}</{heading}><p>By Ann Miller</p><p>{LEAD}</p><p>{SECOND}</p></main></body></html>"
        );
        read(&content, Some("https://thpost.example/bridge"), "test").expect("an article").article.headline
    };
    for title in ["The Harbour Post", "News", "Home", "The Harbour Post - News", "thpost.example"] {
        for heading in ["h1", "h2"] {
            assert_eq!(with(title, "", heading), headline, "{title}: {heading}");
        }
    }
    for title in ["Welcome to the Harbour Post", "The Harbour Post: serving three islands since 1890"] {
        assert_eq!(with(title, "", "h1"), headline, "{title}");
    }
    let titled = page("", "", "").replace("<a href=/>Home</a>", "<a href=/><img alt=Herald></a>");
    assert_eq!(article(&titled).publisher.map(|publisher| publisher.name).as_deref(), Some("Herald"));
    let shared = "<meta property='og:title' content='Post'><meta property='og:site_name' content='Post'>";
    assert_eq!(with("Post", shared, "h1"), headline);
}

#[test]
fn letters_set_apart_inside_a_word_of_a_headline_stay_in_it() {
    let cases = [
        ("CO<sub>2</sub> and H<sub>2</sub>O fall", "CO2 and H2O fall"),
        ("Sea<wbr>water<sup>®</sup> at the quay", "Seawater® at the quay"),
        ("Harbour<br>treaty<img alt=x>signed", "Harbour treaty signed"),
    ];
    for (printed, headline) in cases {
        let content = format!("<html><body><h1>{printed}</h1><p>{LEAD}</p><p>{SECOND}</p></body></html>");
        assert_eq!(article(&content).headline, headline);
    }
}

#[test]
fn acronyms_and_long_words_are_keywords() {
    let tags = |tags: &[&str]| {
        tags.iter()
            .map(|tag| format!("<meta property='article:tag' content='{tag}'>"))
            .collect::<Vec<String>>()
            .concat()
    };
    let acronyms = ["NATO", "EU", "USA", "UN", "ferry"];
    let head: String = tags(&acronyms);
    assert_eq!(article(&page(&head, "", "")).keywords, acronyms);
    let long = ["Министерство внутренних дел Российской Федерации", "ferry"];
    let head: String = tags(&long);
    assert_eq!(article(&page(&head, "", "")).keywords, long);
}
