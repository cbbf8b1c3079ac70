use super::*;

mod authors;
mod days;
mod declared;
mod hostile;
mod main_part;
mod precedence;
mod story;

const LEAD: &str = "AVENMOUTH (Northwind) - The harbour treaty will be signed in March, Trade Minister Ilse Marrow \
    said on Monday, after nine months of talks between the two islands.";
const SECOND: &str = "\"We have waited long enough for this day, and the ports cannot wait any longer,\" Marrow told \
    reporters at the quay.";
const THIRD: &str = "The opposition called for a vote in the assembly before any signature, and promised to table a \
    motion within the week.";

/// A page of an invented outlet: what is in its head, above its headline, and between its paragraphs.
fn page(head: &str, above: &str, between: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Harbour treaty to be signed - Herald</title>{head}</head><body>\
        <nav><a href=/>Home</a></nav><article>{above}<h1>Harbour treaty to be signed in March</h1><p>{LEAD}</p>\
        <p>{SECOND}</p>{between}<p>{THIRD}</p></article><footer>All rights reserved</footer></body></html>"
    )
}

fn article(content: &str) -> Article {
    read(content, Some("https://herald.example/2026/01/12/treaty"), "test").expect("an article").article
}

fn published(article: &Article) -> Option<String> {
    let day = || article.published_on.map(|day| day.to_string());
    article.published_at.map(|at| at.to_rfc3339()).or_else(day)
}
