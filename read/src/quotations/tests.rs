use super::*;
use crate::Format;

fn quotes(page: &Page) -> Vec<(String, String, String)> {
    let found = page.extraction.as_ref().expect("quotes");
    let body = &page.article.body;
    let named = |speaker: &Speaker| match speaker {
        Speaker::Entity(at) => found.entities[*at].name.clone(),
        other => format!("{other:?}"),
    };
    let told = |quote: &Quote| {
        (
            quote.text(body),
            named(&quote.speaker),
            quote.source.map(|span| span.of(body).to_owned()).unwrap_or_default(),
        )
    };
    found.quotes.iter().map(told).collect()
}

#[test]
fn a_list_without_speakers_gets_them_from_the_context() {
    let line = r#"{"date":"2031-05-02T10:01:00Z","url":"https://courier.example/1","title":"Harbour","lang":"ENGLISH",
        "quotes":[{"pre":"lost its trade. ","quote":"We will open the harbour in May","post":", Mayor Ada Quill said on Friday. The"},
                  {"pre":"called it","quote":"a good day","post":". He"}]}"#;
    let pages = read_gqg(line, "f:1").expect("a page");
    let article = &pages[0].article;
    assert_eq!(
        article.body,
        "lost its trade. “We will open the harbour in May”, Mayor Ada Quill said on Friday. The\ncalled it “a good day”. He"
    );
    assert!(article.is_excerpt && article.published_at.is_none() && article.published_on.is_some());
    let told = quotes(&pages[0]);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!((&*told[0].0, &*told[0].1), ("We will open the harbour in May", "Ada Quill"), "{told:?}");
    assert_eq!(told[1].0, "a good day");
}

#[test]
fn the_speaker_that_a_list_gives_is_kept() {
    let line = r#"{"quoteID":"1","quotation":"It was time","speaker":"Ada Quill","date":"2031-05-02 08:00:00",
        "probas":[["None","0.1"],["Ada Quill","0.9"]],"urls":["https://a.example/1","https://b.example/1"]}"#;
    let pages = read_quotebank(line, "f:1").expect("pages");
    assert_eq!(pages.len(), 2);
    let quote = &pages[1].extraction.as_ref().expect("quotes").quotes[0];
    assert_eq!((&*quote.rule, quote.confidence), ("quotebank", 0.9));
    assert_eq!(quotes(&pages[1]), [("It was time".to_owned(), "Ada Quill".to_owned(), String::new())]);
}

#[test]
fn on_a_tie_nobody_is_named() {
    let speaker = |probas: &str| {
        let line = format!(
            r#"{{"quoteID":"1","quotation":"It was time","probas":{probas},"urls":["https://a.example/1"]}}"#
        );
        let mut pages = read_quotebank(&line, "f:1").expect("a page");
        pages.remove(0).extraction.expect("quotes").quotes.remove(0).speaker
    };
    assert!(
        matches!(speaker(r#"[["A B","0.41"],["C D","0.40"],["None","0.19"]]"#), Speaker::Undecided(all) if all.len() == 2)
    );
    assert_eq!(speaker(r#"[["None","0.6"],["A B","0.4"]]"#), Speaker::Unknown);
}

#[test]
fn a_name_in_the_context_is_the_attribution() {
    let line = r#"{"articleID":"1","url":"https://a.example/1","title":"T","quotations":[{"quotation":"It was time",
        "leftContext":"Ada Quill came late . \" ","rightContext":" \" , Quill said .","localTopSpeaker":"Ada Quill",
        "localProbas":[{"speaker":"Ada Quill","proba":"0.9"}]}]}"#;
    let pages = read_quotebank(line, "f:1").expect("a page");
    let told = quotes(&pages[0]);
    assert_eq!(told[0].1, "Ada Quill");
    assert!(told[0].2.contains("Quill"), "{told:?}");
}

#[test]
fn what_has_no_address_or_no_quotes_is_rejected() {
    for (line, format) in [
        (r#"{"date":"2031","url":"nowhere","quotes":[{"quote":"x"}]}"#, Format::Gqg),
        (r#"{"date":"2031","url":"https://a.example/1","quotes":[]}"#, Format::Gqg),
        (r#"{"quoteID":"1","quotation":"x","urls":[]}"#, Format::Quotebank),
    ] {
        let read = if format == Format::Gqg { read_gqg } else { read_quotebank };
        assert!(matches!(read(line, "f:1"), Err(Rejection::NoArticle { .. })), "{line}");
    }
}
