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

/// Pairs the marks. Linear: every mark is looked at once.
pub(crate) fn quotations(body: &str, tokens: &mut [Token]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Option<usize> = None;
    for at in 0..tokens.len() {
        if let Some(first) = open.filter(|&first| tokens[first].paragraph != tokens[at].paragraph) {
            close(&mut found, tokens, first, at - 1, false);
            open = None;
        }
        if tokens[at].kind != Kind::Mark {
            continue;
        }
        let mark = tokens[at].span.of(body);
        match open {
            None if opens(body, tokens, at) => open = Some(at),
            Some(first)
                if closers(tokens[first].span.of(body)).contains(&mark)
                    && closes(body, tokens, first, at) =>
            {
                close(&mut found, tokens, first, at, true);
                open = None;
            }
            _ => {}
        }
    }
    if let Some(first) = open {
        close(&mut found, tokens, first, tokens.len() - 1, false);
    }
    for (number, quotation) in (0..).zip(&found) {
        for token in &mut tokens[quotation.first..=quotation.last] {
            token.quotation = Some(number);
        }
    }
    found
}

/// Single marks that are not closed are apostrophes, not quotations.
fn close(found: &mut Vec<Quotation>, tokens: &[Token], first: usize, last: usize, is_closed: bool) {
    let is_single = tokens[first].span.len() <= 3 && matches!(&*tokens[first].lower, "'" | "‘" | "`" | "‚");
    if is_closed || !is_single && last > first {
        found.push(Quotation { first, last, is_closed });
    }
}

/// Whether a mark can open: a blank, a bracket or a dash before it, a word right behind it.
fn opens(body: &str, tokens: &[Token], at: usize) -> bool {
    let span = tokens[at].span;
    let before = body[..span.start].chars().next_back();
    let after = body[span.end..].chars().next();
    let is_free =
        before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '.' | ',' | '?' | '!'));
    match span.of(body) {
        "“" | "„" | "«" | "‟" | "``" => true,
        "”" | "»" | "’" | "›" => false,
        _ => is_free && after.is_some_and(|after| !after.is_whitespace()),
    }
}

/// Whether a mark that could close does: what stands right behind it is no letter, and for straight marks
/// something stands right before it.
fn closes(body: &str, tokens: &[Token], first: usize, at: usize) -> bool {
    let span = tokens[at].span;
    let before = body[..span.start].chars().next_back();
    let after = body[span.end..].chars().next();
    let is_single = matches!(tokens[first].span.of(body), "'" | "‘" | "`" | "‚");
    if is_single {
        let ends = before.is_some_and(|before| !before.is_whitespace());
        return ends && after.is_none_or(|after| !after.is_alphanumeric());
    }
    true
}
