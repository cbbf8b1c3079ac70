//! Articles for the test of long texts and the benchmark of growth: their bodies repeat what some rule has to look around
//! for.

use extract::Article;

/// An article whose body repeats a unit up to so many bytes, each time with a new word for `{}`: the words are its tags
/// and keywords as well.
pub(crate) fn article(unit: &str, length: usize) -> Article {
    let published_on = "2026-02-03".parse().ok();
    let mut article = Article { headline: "Harbour Opens".to_owned(), published_on, ..Article::default() };
    for number in 0.. {
        let word = word(number);
        let next = unit.replace("{}", &word);
        if article.body.len() + next.len() > length {
            break;
        }
        article.body += &next;
        if next != unit {
            article.tags.push(word.clone());
            article.keywords.push(format!("{word} {word}"));
        }
    }
    article
}

/// A word of its own for each number.
fn word(number: u32) -> String {
    let letter = |digit: char| char::from(b'a' + digit as u8 - b'0');
    format!("k{}", number.to_string().chars().map(letter).collect::<String>())
}

pub(crate) const REPEATED: &[&str] = &[
    "\"",
    "“",
    "'",
    "''",
    "\" ",
    "“a ",
    "said ",
    "said, ",
    "he said ",
    "\"a,\" he said, ",
    "Rubio ",
    "Rubio, ",
    "Marco Rubio ",
    "Mr. ",
    "the minister ",
    "of the ",
    ", and ",
    "( ",
    "according to ",
    "told ",
    "who ",
    "a.b.",
    "- ",
    "\n",
    "\"a\n",
    "; ",
    "Ana Bo said. ",
    "Moscow ",
    "“a,” said Ana Bo. ",
    "March 3, ",
    ": “a” ",
    "The minister said no. ",
    "Minister Ana Bo said no. The minister said yes. ",
    "Singer Ana Bo sang no. The singer said yes. ",
    "Ministry of Oxen said no. The ministry said yes. ",
    "Ana Bo met Cy Bo. Bo said no. ",
    "{} ",
    "{} s",
    "“{},” said Ana Bo. ",
    "O{} said no. ",
    "Ana O{} said no. ",
    "Minister O{} of O{} said no. ",
];
