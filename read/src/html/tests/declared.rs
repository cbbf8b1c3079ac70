//! What markup declares in unusual ways: JSON-LD that is nearly JSON, several names in one, sections, keywords of a
//! whole site.

use super::*;

/// The head of a page with this script.
fn script(json: &str) -> String {
    format!("<script type='application/ld+json'>{json}</script>")
}

/// What is read of a script: author, instant and keywords.
fn told(json: &str) -> (Vec<String>, Option<String>, Vec<String>) {
    let found = article(&page(&script(json), "", ""));
    (found.authors.clone(), published(&found), found.keywords)
}

const STORY: &str = r#"{"@type":"NewsArticle","headline":"Harbour treaty to be signed in March",
    "datePublished":"2026-01-09T08:30:00+01:00","author":{"@type":"Person","name":"Ada Quill"},
    "url":"https://herald.example/2026/01/12/treaty","keywords":["treaty","harbour, sea"]}"#;

#[test]
fn json_ld_with_a_slip_is_read() {
    let whole = told(STORY);
    assert_eq!(whole.0, ["Ada Quill"]);
    assert_eq!(whole.2, ["treaty", "harbour", "sea"]);
    let flat = STORY.replace('\n', " ");
    let slips = [
        STORY.replace("sea\"]}", "sea\",],}"),
        STORY.replace('"', "&quot;"),
        format!("/*<![CDATA[*/ {STORY} /*]]>*/"),
        format!("\u{feff}{STORY}"),
        format!("{{\"@type\":\"WebSite\",\"name\":\"Herald\"}}\n{STORY}"),
        format!("{STORY}}}"),
        format!("{flat:?}"),
        STORY.replace("\"keywords\"", "// for machines, \"keywords\"\n\"keywords\""),
        STORY.replace("\"keywords\"", "/* topics */ \"keywords\""),
        STORY.replace("\"keywords\"", "\"wordCount\":,\"keywords\""),
        STORY.replace("\"keywords\"", "\"wordCount\":NaN,\"keywords\""),
        STORY.replace("\",\n", "\"\n"),
        STORY.replace("{\"@type\":\"Person\"", "{\"jobTitle\":\"The \\'sea\\' desk\",\"@type\":\"Person\""),
        STORY.trim_end_matches('}').to_owned(),
    ];
    for slip in slips {
        assert_eq!(told(&slip), whole, "{slip}");
    }
}

#[test]
fn what_a_mended_script_says_is_what_it_said() {
    let description = |json: &str| article(&page(&script(json), "", "")).description;
    let cases = [
        (r"Fares, ]and} tolls,] rise", "Fares, ]and} tolls,] rise"),
        (r"See https://herald.example/a //b", "See https://herald.example/a //b"),
        (r"The &quot;long&quot; way", "The \"long\" way"),
        (r"The \'sea\' road \u0026 more", "The 'sea' road & more"),
    ];
    for (given, expected) in cases {
        let json = format!(
            "{{\"@type\":\"NewsArticle\",\"headline\":\"Harbour treaty\",\"description\":\"{given}\",\"about\":[],}}"
        );
        assert_eq!(description(&json).as_deref(), Some(expected), "{given}");
    }
}

#[test]
fn a_script_that_is_no_json_tells_nothing() {
    let (authors, when, keywords) = told("{headline: Harbour treaty, author: Ada Quill, keywords: sea}");
    assert_eq!((authors, when.as_deref(), keywords), (vec![], Some("2026-01-12"), vec![]));
    let cut = told("{\"@type\":\"NewsArticle\",\"headline\":\"Harbour treaty\",\"author\":\"Ada Qu");
    assert_eq!(cut.0, Vec::<String>::new(), "half a name is none");
}

#[test]
fn a_quote_that_tears_a_string_leaves_nothing_of_it() {
    let torn = STORY.replace("[\"treaty\"", "[\"the \"great\" treaty\"");
    assert_eq!(told(&torn).2, Vec::<String>::new());
}

#[test]
fn several_names_in_one_person_are_several_persons() {
    let authors = |author: &str| told(&STORY.replace("\"Ada Quill\"", author)).0;
    assert_eq!(authors(r#"["Ada Quill","Bram Tide"]"#), ["Ada Quill", "Bram Tide"]);
    let languages = r#"[{"@language":"en","@value":"Ada Quill"},{"@language":"fr","@value":"Ada Plume"}]"#;
    assert_eq!(authors(languages), ["Ada Quill"], "one name in two languages");
}

#[test]
fn a_contributor_is_an_author_where_the_byline_names_both() {
    let contributor = r#""contributor":[{"@type":"Person","name":"Bram Tide"}],"url""#;
    let head = script(&STORY.replace("\"url\"", contributor));
    let byline =
        |names: &str| article(&page(&head, &format!("<div class='byline'>{names}</div>"), "")).authors;
    let link = |name: &str| format!("<a href='/author/{name}'>{name}</a>");
    let both = |first: &str, second: &str| byline(&format!("{}, {}", link(first), link(second)));
    assert_eq!(both("Ada Quill", "Bram Tide"), ["Ada Quill", "Bram Tide"]);
    assert_eq!(both("Ada Quill", "Cleo Marsh"), ["Ada Quill"], "declared by nothing");
    assert_eq!(byline(&link("Ada Quill")), ["Ada Quill"], "an editor perhaps");
}

/// The section of a story under `/islands/ports/`.
fn section(head: &str, above: &str, below: &str) -> Option<String> {
    let content = page(head, above, "").replace("</article>", &format!("{below}</article>"));
    let address = "https://herald.example/islands/ports/treaty";
    read(&content, Some(address), "test").expect("an article").article.section
}

#[test]
fn a_section_is_the_last_station_on_the_way_to_the_page() {
    let station =
        |name: &str, item: &str| format!(r#"{{"@type":"ListItem","name":"{name}","item":"{item}"}}"#);
    let way = |stations: &[String]| {
        let list = stations.join(",");
        section(&script(&format!(r#"{{"@type":"BreadcrumbList","itemListElement":[{list}]}}"#)), "", "")
    };
    let home = station("Home", "https://herald.example/");
    let ports = station("Ports", "https://herald.example/p");
    let page = station("Harbour treaty to be signed in March", "https://herald.example/islands/ports/treaty");
    let unlinked = r#"{"@type":"ListItem","name":"Treaty"}"#.to_owned();
    assert_eq!(way(&[home.clone(), ports.clone(), page]).as_deref(), Some("Ports"));
    assert_eq!(way(&[home.clone(), ports, unlinked]).as_deref(), Some("Ports"));
    assert_eq!(way(std::slice::from_ref(&home)), None);
    assert_eq!(way(&[home, station("January", "https://herald.example/2026/01/")]), None, "a day");
    let nested = r#"{"position":1,"item":{"@id":"https://herald.example/p","name":"Ports"}}"#.to_owned();
    assert_eq!(way(&[nested]).as_deref(), Some("Ports"));
}

#[test]
fn a_section_is_what_the_page_prints() {
    let crumbs =
        "<ul class='breadcrumbs'><li><a href='/'>Start</a></li><li><a href='/s1'>Ports</a></li></ul>";
    assert_eq!(section("", crumbs, "").as_deref(), Some("Ports"));
    let category = "<p><a rel='category tag' href='/category/ports/'>Ports</a>, <a rel='category tag' \
        href='/category/news/'>News</a></p>";
    assert_eq!(section("", "", category).as_deref(), Some("Ports"));
    let none = "<p><a rel='category tag' href='/category/uncategorized/'>Uncategorized</a></p>";
    assert_eq!(section("", "", none), None);
}

#[test]
fn a_link_above_the_headline_tells_the_section_of_its_address() {
    let cases = [
        ("<a href='/islands/ports'>Ports</a>", Some("Ports")),
        (
            "<a href='/islands/'>Islands</a><a href='https://www.herald.example/islands/ports/'>Ports</a>",
            Some("Ports"),
        ),
        ("<a href='/islands/'>Islands</a><a href='/sport/'>Sport</a>", Some("Islands")),
        ("<a href='/islands/ports/treaty'>Read this first</a>", None),
        ("<a href='/isl'>Isles</a><a href='https://other.example/islands/'>Other</a>", None),
        ("<a href='/islands/#today'>Today</a>", None),
        ("<a href='/'>The first page</a>", None),
    ];
    for (above, expected) in cases {
        assert_eq!(section("", above, "").as_deref(), expected, "{above}");
    }
}

#[test]
fn a_section_is_declared_under_many_names() {
    let cases = [
        ("<meta name='section' content='Ports'>", Some("Ports")),
        ("<meta name='cXenseParse:category' content='Ports'>", Some("Ports")),
        ("<meta name='content_category' content='Ports'>", Some("Ports")),
        ("<meta name='category' content='article'>", None),
        ("<meta name='category' content='news/ports'>", None),
        ("<meta name='category' content='Ports, Islands'>", None),
        (
            "<meta name='category' content='Sea'><meta property='article:section' content='Ports'>",
            Some("Ports"),
        ),
    ];
    for (head, expected) in cases {
        assert_eq!(section(head, "", "").as_deref(), expected, "{head}");
    }
}

#[test]
fn keywords_of_a_whole_site_are_none_of_a_story() {
    let tags = "<div class='tags'><a href='/tag/ferry'>#Ferry</a> <a href='/tag/quay'>#Quay</a></div>";
    let keywords = |listed: &str, below: &str| {
        let head = format!(
            "<meta property='og:site_name' content='Herald'><meta name='keywords' content='{listed}'>"
        );
        let content = page(&head, "", "").replace("</article>", &format!("{below}</article>"));
        article(&content).keywords
    };
    let ferry = ["Ferry", "Quay"];
    assert_eq!(keywords("Herald, news, sport, weather", tags), ferry, "the site's name");
    assert_eq!(
        keywords("weather, sport, jobs, ports", tags),
        ["weather", "sport", "jobs", "ports"],
        "ports come in it"
    );
    let quay = tags.replace("Ferry", "Harbour");
    assert_eq!(
        keywords("weather, sport, jobs, cinema", &quay),
        ["Harbour", "Quay"],
        "none comes in the story"
    );
    assert_eq!(keywords("harbour, treaty, vote, news", tags), ["harbour", "treaty", "vote", "news"]);
    assert_eq!(keywords("news, online, Herald", ""), Vec::<String>::new(), "no more than the site's");
    assert_eq!(keywords("weather, sport, jobs, cinema", ""), ["weather", "sport", "jobs", "cinema"]);
}

#[test]
fn the_sign_of_a_tag_is_no_part_of_it() {
    let head = "<meta name='news_keywords' content='#ferry, #quay'>";
    assert_eq!(article(&page(head, "", "")).keywords, ["ferry", "quay"]);
    let inner =
        "<meta property='article:tag' content='Ferry'><meta property='article:tag' content='#long-read'>";
    assert_eq!(article(&page(inner, "", "")).keywords, ["Ferry"], "for the editors");
}

#[test]
fn links_to_tags_are_tags_whatever_the_label() {
    let below =
        |line: &str| article(&page("", "", "").replace("</article>", &format!("{line}</article>"))).keywords;
    let links = "<a href='/tag/ferry'>Ferry</a> <a href='/tag/quay'>Quay</a>";
    assert_eq!(
        below(&format!("<div><span>Everything that we wrote on</span> {links}</div>")),
        ["Ferry", "Quay"]
    );
    assert_eq!(below(&format!("<div>Everything that we wrote: {links}</div>")), ["Ferry", "Quay"]);
    assert_eq!(
        below("<p>Ključne riječi: <a href='/1'>Ferry</a> <a href='/2'>Quay</a></p>"),
        ["Ferry", "Quay"]
    );
    assert_eq!(
        below("<div><a href='/cimke/komp'>Komp</a> <a href='/cimke/part'>Part</a></div>"),
        ["Komp", "Part"]
    );
    let sentence = "<p>The council said that this <a href='/tag/ferry'>ferry</a></p>";
    assert_eq!(below(sentence), Vec::<String>::new(), "a word of the story");
}

#[test]
fn a_canonical_address_may_be_relative() {
    let found = article(&page("<link rel='canonical' href='/w/92'>", "", ""));
    assert_eq!(found.url.as_deref(), Some("https://herald.example/w/92"));
}
