//! Quotation marks in pairs. In: tokens. Out: quotations, outermost only, each inside its paragraph; tokens
//! learn which one they stand in. A mark that is never closed runs to the end of its paragraph: that is how
//! print goes on with a quotation over paragraphs.

use crate::Span;
use crate::token::{Kind, Token};

/// Words between marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The first token, the opening mark.
    pub(crate) first: usize,
    /// The last token: the closing mark, or the last word where none is.
    pub(crate) last: usize,
    pub(crate) is_closed: bool,
}

impl Quotation {
    /// The words with their marks.
    pub(crate) fn span(&self, tokens: &[Token]) -> Span {
        Span::new(tokens[self.first].span.start, tokens[self.last].span.end)
    }
}

/// Which marks close an opening one.
fn closers(open: &str) -> &'static [&'static str] {
    match open {
        "“" | "‟" | "”" => &["”", "\"", "“"],
        "\"" => &["\"", "”", "“"],
        "„" => &["“", "”", "\""],
        "«" => &["»"],
        "»" => &["«"],
        "‹" => &["›"],
        "''" | "``" => &["''", "\""],
        "‘" | "‚" => &["’", "‘"],
        "'" | "`" => &["'", "’"],
        _ => &[],
    }
}

/// Pairs the marks. Linear: every mark is looked at twice.
pub(crate) fn quotations(body: &str, tokens: &mut [Token]) -> Vec<Quotation> {
    let can_close = closed_behind(body, tokens);
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Option<usize> = None;
    for at in 0..tokens.len() {
        if let Some(first) = open.filter(|&first| tokens[first].paragraph != tokens[at].paragraph) {
            found.push(Quotation { first, last: at - 1, is_closed: false });
            open = None;
        }
        if tokens[at].kind != Kind::Mark {
            continue;
        }
        let mark = tokens[at].span.of(body);
        match open {
            None if opens(body, tokens, at) && (!is_single(mark) || can_close[at]) => open = Some(at),
            Some(first)
                if closers(tokens[first].span.of(body)).contains(&mark)
                    && (!is_single(tokens[first].span.of(body)) || closes_single(body, tokens[at].span)) =>
            {
                found.push(Quotation { first, last: at, is_closed: true });
                open = None;
            }
            _ => {}
        }
    }
    if let Some(first) = open {
        found.push(Quotation { first, last: tokens.len() - 1, is_closed: false });
    }
    // A mark with nothing behind it.
    found.retain(|quotation| quotation.last > quotation.first);
    for (number, quotation) in (0..).zip(&found) {
        for token in &mut tokens[quotation.first..=quotation.last] {
            token.quotation = Some(number);
        }
    }
    found
}

/// Single marks can be apostrophes, too.
fn is_single(mark: &str) -> bool {
    matches!(mark, "'" | "‘" | "`" | "‚")
}

/// For each token whether a single mark that can close stands behind it in its paragraph: one that nothing closes is an
/// apostrophe ("the class of '98").
fn closed_behind(body: &str, tokens: &[Token]) -> Vec<bool> {
    let mut paragraph_closed = None;
    let mut closed: Vec<bool> = tokens
        .iter()
        .rev()
        .map(|token| {
            let is_behind = paragraph_closed == Some(token.paragraph);
            let is_closer = matches!(token.span.of(body), "'" | "’" | "‘");
            if token.kind == Kind::Mark && is_closer && closes_single(body, token.span) {
                paragraph_closed = Some(token.paragraph);
            }
            is_behind
        })
        .collect();
    closed.reverse();
    closed
}

/// Whether a mark can open where none is open: no letter before it, a word right behind it.
fn opens(body: &str, tokens: &[Token], at: usize) -> bool {
    let span = tokens[at].span;
    let mark = span.of(body);
    let before = body[..span.start].chars().next_back();
    let after = body[span.end..].chars().next();
    let is_free = before.is_none_or(|before| {
        !before.is_alphanumeric() && !matches!(before, '.' | '?' | '!') && (before != ',' || !is_single(mark))
    });
    match mark {
        "“" | "„" | "«" | "‟" | "``" => true,
        "”" | "»" | "’" | "›" => false,
        _ => is_free && after.is_some_and(|after| !after.is_whitespace()),
    }
}

/// Whether a single mark that could close does: something stands right before it, and no letter right behind.
fn closes_single(body: &str, span: Span) -> bool {
    let before = body[..span.start].chars().next_back();
    let after = body[span.end..].chars().next();
    before.is_some_and(|before| !before.is_whitespace()) && after.is_none_or(|after| !after.is_alphanumeric())
}
