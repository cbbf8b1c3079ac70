//! How names, words and bytes are compared: keys, slugs and hashes.

use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::fmt::Write as _;

/// A name as it is looked up: lower case, without accents, one blank between words. Other scripts than Latin
/// are transliterated, so that `Зеленский` and `Zelenskii` meet.
pub fn name_key(name: &str) -> String {
    let key = slug::slugify(name).replace('-', " ");
    if key.is_empty() { name.trim().to_lowercase() } else { key }
}

/// A name as part of an address: `marco-rubio`. Names without a letter or digit give `unnamed`.
pub fn slug(name: &str) -> String {
    const LONGEST: usize = 80;
    let mut slug = slug::slugify(name);
    if slug.len() > LONGEST {
        let cut = slug[..LONGEST].rfind('-').unwrap_or(LONGEST);
        slug.truncate(cut);
    }
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

/// Takes the first slug of `base`, `base-2`, `base-3` ... that is free.
pub(crate) fn take_slug(taken: &mut HashSet<String>, base: &str) -> String {
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut all = std::iter::once(base.to_owned()).chain(numbered);
    let free = all.find(|slug| !taken.contains(slug)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet_in_their_key() {
        for (left, right) in
            [("José  Núñez", "jose nunez"), ("MARCO RUBIO", "Marco Rubio"), ("O'Neill", "o neill")]
        {
            assert_eq!(name_key(left), name_key(right));
        }
        assert_ne!(name_key("Jon"), name_key("Jan"));
        assert!(!name_key(" ☂ ").is_empty());
    }

    #[test]
    fn slugs_are_short_and_never_empty() {
        assert_eq!(slug("Marco Rubio"), "marco-rubio");
        assert_eq!(slug("!!!"), "unnamed");
        assert!(slug(&"word ".repeat(100)).len() <= 80);
    }
}
