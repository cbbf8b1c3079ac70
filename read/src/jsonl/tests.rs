use super::*;
use chrono::{DateTime, NaiveDate};
use extract::{
    Copyright, Dateline, Entity, EntityKind, Image, Link, Mention, Precision, Publisher, Quote, QuoteKind,
    Said, SaidBasis, Span, Speaker,
};
use proptest::prelude::*;

fn full_article(body: &str) -> Article {
    let at = DateTime::parse_from_rfc3339("2031-05-02T10:00:00+03:00").ok();
    Article {
        url: Some("https://wire.example/1".to_owned()),
        external_id: Some("1".to_owned()),
        headline: "Grain deal signed".to_owned(),
        alternative_headline: Some("Deal".to_owned()),
        description: Some("Signed.".to_owned()),
        body: body.to_owned(),
        is_excerpt: true,
        is_withdrawn: true,
        language: Some("en".to_owned()),
        section: Some("world".to_owned()),
        genre: Some("News".to_owned()),
        created_at: at,
        published_at: at,
        published_on: NaiveDate::from_ymd_opt(2031, 5, 2),
        modified_at: at,
        publisher: Some(Publisher { name: "Norland Wire".to_owned(), ..Publisher::default() }),
        authors: vec!["Ada Quill".to_owned()],
        copyright: Some(Copyright { year: Some(2031), ..Copyright::default() }),
        images: vec![Image { url: "https://wire.example/1.jpg".to_owned(), ..Image::default() }],
        links: vec![Link { url: "https://wire.example/2".to_owned(), tags: vec!["norland".to_owned()] }],
        tags: vec!["norland".to_owned()],
        keywords: vec!["grain".to_owned()],
    }
}

/// An extraction over the first and last words of a body of at least two bytes.
fn extraction(body: &str) -> Extraction {
    let first = body.char_indices().nth(1).map_or(body.len(), |(at, _)| at);
    let span = Span::new(0, first);
    let quote = Quote {
        kind: QuoteKind::Direct,
        spans: vec![span, Span::new(first, body.len())],
        cue: Some(span),
        source: None,
        speaker: Speaker::Entity(0),
        office: None,
        audience: None,
        said: Some(Said {
            on: NaiveDate::default(),
            precision: Precision::Day,
            basis: SaidBasis::Explicit,
            span: Some(span),
        }),
        topics: Vec::new(),
        mentions: vec![0],
        rule: "test".into(),
        confidence: 0.75,
    };
    let entity = Entity::new(EntityKind::Person, "Ada Quill");
    let dateline =
        Dateline { span, place_printed: None, place: None, agency_printed: None, agency: None, on: None };
    Extraction {
        dateline: Some(dateline),
        entities: vec![entity],
        mentions: vec![Mention { entity: 0, span }],
        quotes: vec![quote],
        ..Extraction::default()
    }
}

proptest! {
    #[test]
    fn a_line_comes_back_as_it_left(body in "\\PC{1,80}[a-zß„]") {
        prop_assume!(!body.trim().is_empty());
        let (article, found) = (full_article(&body), extraction(&body));
        let page = read(&write_jsonl(&article, Some(found.clone())), "test:1").expect("what was written is read");
        prop_assert_eq!(page, Page { article, extraction: Some(found), notes: Vec::new() });
    }
}

#[test]
fn every_key_of_an_article_is_known() {
    let line = write_jsonl(&full_article("Text"), None);
    let object: Map<String, Value> = serde_json::from_str(&line).expect("an object");
    assert_eq!(unknown_keys(&object), Vec::<String>::new());
    assert_eq!(object.len(), KEYS.len());
}

fn check_rejected(line: &str, expected: &str) {
    let error = read(line, "f.jsonl:3").expect_err(line).to_string();
    assert!(error.starts_with("f.jsonl:3: ") && error.contains(expected), "{error}");
}

#[test]
fn rejections_name_line_and_field() {
    check_rejected("{\"headline\":", "one JSON object a line was expected");
    check_rejected("[1]", "found a list");
    check_rejected(r#"{"headline":"H","body":"B","copyright":{"year":"x"}}"#, "field copyright.year");
    check_rejected(r#"{"headline":"H"}"#, "must hold text, and");
    check_rejected(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)), "nests deeper");
    let far = r#"{"headline":"H","body":"Body","extraction":{"entities":[],"mentions":[{"entity":0,"span":{"start":1,"end":9}}]}}"#;
    check_rejected(
        far,
        "field extraction.mentions[0].span: [1, 9) is no span of the body, which has 4 characters",
    );
    let turned = far.replace("\"end\":9", "\"end\":0");
    check_rejected(&turned, "[1, 0) is no span");
    check_rejected(&far.replace("\"end\":9", "\"end\":2"), "there is no item 0 in a list of 0");
    let certain = write_jsonl(&full_article("Text"), Some(extraction("Text")));
    for confidence in ["7", "-3"] {
        let wrong = certain.replace("\"confidence\":0.75", &format!("\"confidence\":{confidence}"));
        check_rejected(
            &wrong,
            &format!("field extraction.quotes[0].confidence: {confidence} is not between 0 and 1"),
        );
    }
}

#[test]
fn what_no_database_keeps_is_rejected() {
    let line = |field: &str| format!(r#"{{"headline":"H","body":"B",{field}}}"#);
    for (field, expected) in [
        (r#""published_on":"+12026-01-01""#, "field published_on: +12026-01-01 is not within the years"),
        (r#""published_on":"0000-01-01""#, "field published_on: 0000-01-01 is not within the years"),
        (r#""modified_at":"9999-12-31T23:00:00-05:00""#, "field modified_at: +10000-01-01 is not within"),
        (r#""section":"a\u0000b""#, "field section: the character U+0000 is no text"),
        (r#""authors":["Ada","a\u0000b"]"#, "field authors[1]: the character U+0000"),
        (r#""publisher":{"name":"a\u0000b"}"#, "field publisher.name: the character U+0000"),
    ] {
        check_rejected(&line(field), expected);
    }
    check_rejected(r#"{"text":"One.","publisher":"a\u0000b"}"#, "field publisher: the character U+0000");
    let told = extraction("Text");
    let told = write_jsonl(&full_article("Text"), Some(told));
    check_rejected(&told.replace("\"Ada Quill\"", "\"Ada\\u0000\""), "the character U+0000");
}

#[test]
fn an_instant_may_lack_its_seconds() {
    for printed in ["2031-05-02T10:00Z", "2031-05-02 12:00+0200", "2031-05-02T10:00:00+00:00"] {
        let page = read(&format!(r#"{{"headline":"H","body":"B","published_at":"{printed}"}}"#), "p")
            .expect(printed);
        let at = page.article.published_at.map(|at| at.to_utc().to_rfc3339());
        assert_eq!(at.as_deref(), Some("2031-05-02T10:00:00+00:00"), "{printed}");
    }
    check_rejected(r#"{"headline":"H","body":"B","published_at":"2031-05-02T10:00"}"#, "field published_at");
    check_rejected(r#"{"headline":"H","body":"B","published_at":"2031-02-30T10:00Z"}"#, "field published_at");
}

#[test]
fn line_feeds_alone_separate_paragraphs() {
    let body = "One.\r\nTwo.\rThree.";
    let read_back = |extraction: Option<Extraction>| {
        let page = read(&write_jsonl(&full_article(body), extraction), "p").expect("read");
        (page.article.body, page.extraction)
    };
    assert_eq!(read_back(None).0, "One.\nTwo.\nThree.");
    let found = extraction(body);
    let (kept, told) = read_back(Some(found.clone()));
    assert_eq!((kept.as_str(), told), ("One. \nTwo.\nThree.", Some(found)), "spans stay where they were");
}

#[test]
fn the_plain_variant_is_an_article() {
    let line = r#"{"id":7,"title":"Deal","text":"One.\n\nTwo.","date":"2031-05-02","publisher":"Wire"}"#;
    let page = read(line, "p").expect("plain");
    assert_eq!(page.article.external_id.as_deref(), Some("7"));
    assert_eq!(page.article.body, "One.\nTwo.");
    assert_eq!(page.article.published_on, NaiveDate::from_ymd_opt(2031, 5, 2));
    assert_eq!(page.article.publisher.map(|publisher| publisher.name).as_deref(), Some("Wire"));
}

#[test]
fn an_unknown_key_is_noted() {
    let page = read(r#"{"headline":"H","body":"B","titel":"x"}"#, "p").expect("read");
    assert_eq!(page.notes, ["the key \"titel\" is none of an article's and was left out"]);
}
