//! Full text: one query language for both databases. In: words, "phrases", OR, -not and prefix*. Out: a query
//! in the database's own words. What a client writes never reaches the database unread.

use crate::error::bad_input;
use async_graphql::Result;
use sea_orm::DatabaseBackend;
use sea_orm::sea_query::{Expr, SimpleExpr};

/// A word, prefix or phrase, wanted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    words: Vec<String>,
    is_prefix: bool,
    is_not: bool,
    /// Whether "OR" stands before it.
    is_or: bool,
}

/// Reads a query.
fn parse(text: &str) -> Result<Vec<Term>> {
    const LONGEST: usize = 1_000;
    if text.len() > LONGEST {
        return Err(bad_input(format!(
            "a text query has at most {LONGEST} bytes; this one has {}",
            text.len()
        )));
    }
    let mut terms: Vec<Term> = Vec::new();
    let mut is_or = false;
    for (piece, is_phrase) in pieces(text) {
        if !is_phrase && piece == "OR" {
            is_or = !terms.is_empty();
            continue;
        }
        let (piece, is_not) = piece.strip_prefix('-').map_or((piece, false), |rest| (rest, true));
        let is_prefix = !is_phrase && piece.ends_with('*');
        let words: Vec<String> = piece
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        if !words.is_empty() {
            terms.push(Term { words, is_prefix, is_not, is_or: std::mem::take(&mut is_or) });
        }
    }
    if terms.iter().all(|term| term.is_not) {
        return Err(bad_input("a text query needs at least one word that is wanted, as in: treaty -draft"));
    }
    Ok(terms)
}

/// Cuts a query at blanks outside double quotation marks; a minus stays with the phrase behind it.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            found.push((part, true));
        } else {
            found.extend(part.split_whitespace().map(|piece| (piece, false)));
        }
    }
    found
}

/// The condition that rows of `table` (statement or article) hold the words.
pub(crate) fn matches(backend: DatabaseBackend, table: &str, text: &str) -> Result<SimpleExpr> {
    let terms = parse(text)?;
    Ok(match backend {
        DatabaseBackend::Postgres => {
            Expr::cust_with_values(format!("{table}.text_vector @@ CAST($1 AS tsquery)"), [tsquery(&terms)])
        }
        _ => Expr::cust_with_values(
            format!("{table}.id IN (SELECT rowid FROM {table}_text WHERE {table}_text MATCH ?)"),
            [fts5(&terms)],
        ),
    })
}

/// "OR" binds its neighbours, everything else is wanted together.
fn groups(terms: &[Term]) -> Vec<Vec<&Term>> {
    let mut groups: Vec<Vec<&Term>> = Vec::new();
    for term in terms.iter().filter(|term| !term.is_not) {
        match groups.last_mut() {
            Some(group) if term.is_or => group.push(term),
            _ => groups.push(vec![term]),
        }
    }
    groups
}

fn fts5(terms: &[Term]) -> String {
    let term = |term: &&Term| {
        let star = if term.is_prefix { "*" } else { "" };
        format!("\"{}\"{star}", term.words.join(" "))
    };
    let any = |group: &Vec<&Term>| format!("({})", group.iter().map(term).collect::<Vec<_>>().join(" OR "));
    let wanted: Vec<String> = groups(terms).iter().map(any).collect();
    let unwanted: Vec<String> = terms.iter().filter(|term| term.is_not).map(|found| term(&found)).collect();
    let wanted = format!("({})", wanted.join(" AND "));
    unwanted.iter().fold(wanted, |query, term| format!("({query} NOT {term})"))
}

fn tsquery(terms: &[Term]) -> String {
    let term = |term: &&Term| {
        let star = if term.is_prefix { ":*" } else { "" };
        let words: Vec<String> = term.words.iter().map(|word| format!("'{word}'")).collect();
        format!("({}{star})", words.join(" <-> "))
    };
    let any = |group: &Vec<&Term>| format!("({})", group.iter().map(term).collect::<Vec<_>>().join(" | "));
    let mut all: Vec<String> = groups(terms).iter().map(any).collect();
    all.extend(terms.iter().filter(|term| term.is_not).map(|found| format!("!{}", term(&found))));
    all.join(" & ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_language_two_databases() {
        for (text, sqlite, postgres) in [
            ("harbour treaty", "((\"harbour\") AND (\"treaty\"))", "(('harbour')) & (('treaty'))"),
            ("\"harbour treaty\"", "((\"harbour treaty\"))", "(('harbour' <-> 'treaty'))"),
            ("tax OR tariff*", "((\"tax\" OR \"tariff\"*))", "(('tax') | ('tariff':*))"),
            ("treaty -draft", "(((\"treaty\")) NOT \"draft\")", "(('treaty')) & !('draft')"),
            (
                "'; DROP TABLE x; --",
                "((\"drop\") AND (\"table\") AND (\"x\"))",
                "(('drop')) & (('table')) & (('x'))",
            ),
        ] {
            let terms = parse(text).expect("a query");
            assert_eq!(fts5(&terms), sqlite, "{text}");
            assert_eq!(tsquery(&terms), postgres, "{text}");
        }
        assert!(parse("-draft").is_err());
        assert!(parse(" \" ").is_err());
        assert!(parse(&"x".repeat(2_000)).is_err());
    }
}
