use super::*;

const STORY: &str = "<p>AVENMOUTH (Northwind) - The harbour treaty will be signed in March, Trade Minister Ilse Marrow \
    said on Monday, after nine months of talks between the two islands.</p><p>\"We have waited long enough for this \
    day, and the ports cannot wait any longer,\" Marrow told reporters at the quay.</p><p>The opposition called for \
    a vote in the assembly before any signature, and promised to table a motion within the week.</p>";

fn page(head: &str, before: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Treaty to be signed - Herald</title>{head}</head><body>\
        <nav><a href=/>Home</a></nav><article>{before}<h1>Harbour treaty to be signed in March</h1>{STORY}</article>\
        <footer>All rights reserved</footer></body></html>"
    )
}

fn article(content: &str) -> Article {
    read(content, Some("https://herald.example/2026/01/12/treaty"), "test").expect("an article").article
}

#[test]
fn json_ld_is_heard_first() {
    let found = article(&page(
        r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
        "headline":"Harbour treaty to be signed in March","datePublished":"2026-01-12T08:30:00+01:00",
        "author":[{"@type":"Person","name":"Ada Quill"}],"publisher":{"@id":"urn:p"},"keywords":"treaty, harbour",
        "articleSection":"Politics"},{"@type":"Organization","@id":"urn:p","name":"The Herald","url":"x"}]}</script>
        <meta property="og:site_name" content="Other">"#,
        "",
    ));
    assert_eq!(found.headline, "Harbour treaty to be signed in March");
    assert_eq!(found.authors, ["Ada Quill"]);
    assert_eq!(found.publisher.map(|publisher| publisher.name).as_deref(), Some("The Herald"));
    assert_eq!(found.keywords, ["treaty", "harbour"]);
    assert_eq!(found.published_at.map(|at| at.to_rfc3339()).as_deref(), Some("2026-01-12T08:30:00+01:00"));
    assert!(
        found.body.starts_with("AVENMOUTH (Northwind) - ") && found.body.lines().count() == 3,
        "{}",
        found.body
    );
}

#[test]
fn microdata_and_meta_are_heard() {
    let found = article(&page(
        r#"<meta property="og:site_name" content="Herald"><meta property="article:tag" content="Ports">"#,
        r#"<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="2026-01-12">
            <span itemprop="author" itemscope><span itemprop="name">Ada Quill</span></span></div>"#,
    ));
    assert_eq!(found.published_on.map(|day| day.to_string()).as_deref(), Some("2026-01-12"));
    assert_eq!(
        (found.authors.as_slice(), found.keywords.as_slice()),
        (&["Ada Quill".to_owned()][..], &["Ports".to_owned()][..])
    );
    assert_eq!(found.language.as_deref(), Some("en"));
}

#[test]
fn broken_and_hostile_pages_are_bounded() {
    let truncated = &page("", "")[..600];
    drop(read(truncated, None, "test"));
    let deep = "<div>".repeat(100_000);
    assert!(matches!(read(&deep, None, "deep"), Err(Rejection::TooDeep { .. })));
    assert!(matches!(read("<p>hello", None, "short"), Err(Rejection::NoArticle { .. })));
}
