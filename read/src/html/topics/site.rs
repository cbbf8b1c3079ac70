//! Keywords that a site has on all its pages. In: a page's list and its story. Out: whether the list is the story's.

use super::{Known, words};
use crate::text;

/// How many of a list's words tell what.
pub(super) struct Share {
    all: usize,
    /// They are the site's name or say what the site is.
    site: usize,
    /// Others that the story has.
    pub(super) in_story: usize,
}

impl Share {
    pub(super) fn of(words: &[String], story: &str, known: &Known<'_>) -> Self {
        let (site, others): (Vec<&String>, Vec<&String>) =
            words.iter().partition(|word| is_word_of_site(word, known));
        let in_story = others.into_iter().filter(|word| is_in(word, story)).count();
        Self { all: words.len(), site: site.len(), in_story }
    }

    /// Whether a list is the same on all pages of its site.
    pub(super) fn is_of_site(&self) -> bool {
        self.in_story == 0 || (self.site > 0 && self.in_story * 2 <= self.all)
    }

    pub(super) fn is_mostly_site(&self) -> bool {
        self.site * 2 >= self.all
    }
}

/// Whether a word is the site's name, or what the site is.
fn is_word_of_site(word: &str, known: &Known<'_>) -> bool {
    let key = text::key(word);
    words::OF_SITES.contains(&key.as_str()) || known.outlets.contains(&key)
}

/// Whether a story has a word, whatever its ending: many languages inflect names.
fn is_in(word: &str, story: &str) -> bool {
    const ENDING: usize = 2;
    const SHORTEST: usize = 4;
    let key = text::key(word);
    let letters = key.chars().count();
    let kept = letters.saturating_sub(ENDING).max(SHORTEST.min(letters));
    let stem: String = key.chars().take(kept).collect();
    story.contains(&stem)
}
