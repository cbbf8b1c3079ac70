//! Full text: one query language for both databases. In: words, "phrases", OR, -not and prefix*. Out: a query
//! in the database's own words, and how well a text answers it. What a client writes never reaches the database
//! unread.

mod rank;

use crate::error::bad_input;
use async_graphql::Result;
pub(crate) use rank::Snippet;
use sea_orm::DatabaseBackend;
use sea_orm::sea_query::{Expr, SimpleExpr};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A text query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextQuery(Vec<Term>);

/// A word, prefix or phrase, wanted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    /// As both indexes have them, but for what [`printed`](Self::printed) is there for.
    words: Vec<String>,
    /// The words as written, where that differs: `SQLite` keeps the accents of letters that are not Latin.
    printed: Option<Vec<String>>,
    is_prefix: bool,
    is_not: bool,
    /// Whether "OR" stands before it.
    is_or: bool,
}

/// What is searched: the tables with a full-text index, each `TABLE_text` on `SQLite` and `text_vector` on
/// `PostgreSQL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Searched {
    Statement,
    Article,
    PersonName,
    OrganizationName,
    PlaceName,
    TopicName,
    Office,
}

impl Searched {
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Article => "article",
            Self::PersonName => "person_name",
            Self::OrganizationName => "organization_name",
            Self::PlaceName => "place_name",
            Self::TopicName => "topic_name",
            Self::Office => "office",
        }
    }
}

impl TextQuery {
    /// Reads what a client wrote.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        const LONGEST: usize = 1_000;
        const MOST: usize = 64;
        if text.len() > LONGEST {
            return Err(bad_input(format!(
                "a text query has at most {LONGEST} bytes; this one has {}",
                text.len()
            )));
        }
        let mut terms: Vec<Term> = Vec::new();
        let mut is_or = false;
        for Piece { text, is_phrase, is_not } in pieces(text) {
            if !is_phrase && !is_not && text == "OR" {
                is_or = !terms.is_empty();
                continue;
            }
            let is_prefix = !is_phrase && text.ends_with('*');
            if let Some(term) = Term::of(text) {
                terms.push(Term { is_prefix, is_not, is_or: std::mem::take(&mut is_or), ..term });
            }
        }
        if terms.iter().all(|term| term.is_not) {
            return Err(bad_input(
                "a text query needs at least one word that is wanted, as in: treaty -draft",
            ));
        }
        if terms.len() > MOST {
            return Err(bad_input(format!(
                "a text query has at most {MOST} words and phrases; this one has {}",
                terms.len()
            )));
        }
        Ok(Self(terms))
    }

    /// A name that is being typed: its words in order, the last one perhaps not whole. None without a letter.
    pub(crate) fn beginning(text: &str) -> Option<Self> {
        Term::of(text).map(|term| Self(vec![Term { is_prefix: true, ..term }]))
    }

    /// Any of some phrases.
    pub(crate) fn any(phrases: &[String]) -> Self {
        let terms = phrases.iter().filter_map(|phrase| Term::of(phrase));
        Self(terms.map(|term| Term { is_or: true, ..term }).collect())
    }

    /// The condition that rows hold the words.
    pub(crate) fn matches(&self, backend: DatabaseBackend, searched: Searched) -> SimpleExpr {
        let table = searched.table();
        match backend {
            DatabaseBackend::Postgres => Expr::cust_with_values(
                format!("{table}.text_vector @@ CAST($1 AS tsquery)"),
                [self.tsquery()],
            ),
            _ => Expr::cust_with_values(
                format!("{table}.id IN (SELECT rowid FROM {table}_text WHERE {table}_text MATCH ?)"),
                [self.fts5()],
            ),
        }
    }

    /// "OR" binds its neighbours, everything else is wanted together.
    fn groups(&self) -> Vec<Vec<&Term>> {
        let mut groups: Vec<Vec<&Term>> = Vec::new();
        for term in self.0.iter().filter(|term| !term.is_not) {
            match groups.last_mut() {
                Some(group) if term.is_or => group.push(term),
                _ => groups.push(vec![term]),
            }
        }
        groups
    }

    fn unwanted(&self) -> impl Iterator<Item = &Term> {
        self.0.iter().filter(|term| term.is_not)
    }

    fn fts5(&self) -> String {
        let wanted: Vec<String> =
            self.groups().into_iter().map(|group| any(group, Term::fts5, " OR ")).collect();
        let wanted = format!("({})", wanted.join(" AND "));
        let unwanted: Vec<&Term> = self.unwanted().collect();
        if unwanted.is_empty() {
            return wanted;
        }
        // One NOT for all: FTS5 takes an expression to be as deep as it has of them, and has a limit.
        format!("({wanted} NOT {})", any(unwanted, Term::fts5, " OR "))
    }

    fn tsquery(&self) -> String {
        let wanted = self.groups().into_iter().map(|group| any(group, Term::tsquery, " | "));
        let unwanted = self.unwanted().map(|term| format!("!{}", term.tsquery()));
        wanted.chain(unwanted).collect::<Vec<String>>().join(" & ")
    }
}

/// Any of some terms, in the words of a database.
fn any(terms: Vec<&Term>, told: fn(&Term) -> String, or: &str) -> String {
    let told: Vec<String> = terms.into_iter().map(told).collect();
    format!("({})", told.join(or))
}

impl Term {
    /// The words of a text in their order; none without a letter.
    fn of(text: &str) -> Option<Self> {
        let written = written(text);
        let words: Vec<String> = written.iter().map(|word| fold(word)).collect();
        let lower = |word: &&str| word.nfc().flat_map(char::to_lowercase).collect();
        let printed: Vec<String> = written.iter().map(lower).collect();
        let is_some = !words.is_empty();
        let printed = (printed != words).then_some(printed);
        is_some.then_some(Self { words, printed, is_prefix: false, is_not: false, is_or: false })
    }

    fn fts5(&self) -> String {
        let star = if self.is_prefix { "*" } else { "" };
        let phrase = |words: &[String]| format!("\"{}\"{star}", words.join(" "));
        match &self.printed {
            Some(printed) => format!("({} OR {})", phrase(&self.words), phrase(printed)),
            None => phrase(&self.words),
        }
    }

    fn tsquery(&self) -> String {
        let star = if self.is_prefix { ":*" } else { "" };
        let words: Vec<String> = self.words.iter().map(|word| format!("'{word}'")).collect();
        format!("({}{star})", words.join(" <-> "))
    }
}

/// The words of a text as both indexes have them: letters and digits in lower case without accents.
pub(crate) fn words(text: &str) -> Vec<String> {
    written(text).into_iter().map(fold).collect()
}

/// The words of a text that an index can hold, as written.
pub(crate) fn written(text: &str) -> Vec<&str> {
    /// Bytes of a word that an index still holds; `PostgreSQL` refuses to look for longer ones.
    const LONGEST: usize = 1_000;
    let words = text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    words.filter(|word| (1..=LONGEST).contains(&fold(word).len())).collect()
}

/// A word in lower case without accents. The marks of other scripts stay: they are vowels there.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let is_accent = |c: &char| ('\u{300}'..='\u{36F}').contains(c);
    let letters = word.nfkd().filter(|c| !is_accent(c)).flat_map(char::to_lowercase);
    letters.filter(|c| c.is_alphanumeric() || is_combining_mark(*c) && !is_accent(c)).collect()
}

/// A part of a query as written.
struct Piece<'q> {
    text: &'q str,
    is_phrase: bool,
    is_not: bool,
}

/// Cuts a query at blanks outside double quotation marks; a minus belongs to the word or phrase behind it.
fn pieces(query: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut is_not = false;
    for (at, part) in query.split('"').enumerate() {
        if at % 2 == 1 {
            found.push(Piece { text: part, is_phrase: true, is_not: std::mem::take(&mut is_not) });
            continue;
        }
        for piece in part.split_whitespace() {
            let (text, is_not) = piece.strip_prefix('-').map_or((piece, false), |rest| (rest, true));
            found.push(Piece { text, is_phrase: false, is_not });
        }
        is_not = part.ends_with('-')
            && part.trim_end_matches('-').chars().next_back().is_none_or(char::is_whitespace);
    }
    found
}

#[cfg(test)]
mod tests;
