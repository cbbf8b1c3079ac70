//! What stands around a quote. In: the body and the places of the words. Out: the sentence they stand in, the one
//! before it and the one behind it.

use async_graphql::SimpleObject;

/// What stands around the words of a quote, so that nobody has to take them out of it.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct QuoteContext {
    /// The sentence before; null at the start of the story.
    before: Option<String>,
    /// The sentence that holds the words, all of those for words that go over several.
    text: String,
    /// The sentence behind; null at the end of the story.
    after: Option<String>,
    /// The whole paragraph, all of those for words that go over several.
    paragraph: String,
}

/// The context of the words at `spans`, which count the code points of `body`.
pub(super) fn around(body: &str, spans: &[(i32, i32)]) -> Option<QuoteContext> {
    let points = extract::CodePoints::new(body);
    let offset = |point: i32| points.to_byte(usize::try_from(point).unwrap_or_default());
    let (start, end) = (offset(spans.first()?.0), offset(spans.last()?.1));
    let (from, to) = paragraphs(body, start, end);
    // The sentences next to it may stand in the paragraphs next to it; no more of the body is read.
    let (wide, _) = paragraphs(body, from.saturating_sub(1), from);
    let (_, far) = paragraphs(body, to, body.len().min(to + 1));
    let text = &body[wide..far];
    let sentences = extract::sentences(text);
    let is_in = |span: &&extract::Span| span.start + wide < end && span.end + wide > start;
    let first = sentences.iter().position(|span| is_in(&span))?;
    let last = sentences.iter().rposition(|span| is_in(&span))?;
    let words = |span: &extract::Span| span.of(text).to_owned();
    Some(QuoteContext {
        before: first.checked_sub(1).map(|at| words(&sentences[at])),
        text: text[sentences[first].start..sentences[last].end].to_owned(),
        after: sentences.get(last + 1).map(words),
        paragraph: body[from..to].to_owned(),
    })
}

/// The ends of the paragraphs that hold the bytes from `start` to `end`.
fn paragraphs(body: &str, start: usize, end: usize) -> (usize, usize) {
    let from = body[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = body[end..].find('\n').map_or(body.len(), |at| end + at);
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentences_around_the_words_may_stand_in_other_paragraphs() {
        let body =
            "OSLO - Ähren fell. \u{201c}We sold nothing,\u{201d} she said.\nNobody else spoke. It rained.";
        let at = |words: &str| {
            let start = body[..body.find(words).expect("the words")].chars().count();
            let unit = |number: usize| i32::try_from(number).expect("a small number");
            around(body, &[(unit(start), unit(start + words.chars().count()))]).expect("a context")
        };
        let context = at("We sold nothing");
        assert_eq!(context.before.as_deref(), Some("OSLO - Ähren fell."));
        assert_eq!(context.text, "\u{201c}We sold nothing,\u{201d} she said.");
        assert_eq!(context.after.as_deref(), Some("Nobody else spoke."));
        assert!(context.paragraph.starts_with("OSLO") && context.paragraph.ends_with("said."));
        let context = at("It rained");
        assert_eq!((context.before.as_deref(), context.after), (Some("Nobody else spoke."), None));
        assert_eq!(around(body, &[]), None);
    }
}
