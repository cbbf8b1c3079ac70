//! The language of a story. In: what the page declares and the story. Out: a language tag.
//!
//! The declared language, unless the text is plainly another: publishing systems declare English by default. The
//! text's own is told by its letters ([`letters`]), by its commonest words ([`words`]), or by the detector.

mod letters;
mod words;

use crate::text;
use letters::Letters;
use whichlang::Lang;

/// The language: declared by the markup or the page's root, checked against the text.
pub(super) fn read(declared: Option<&str>, body: &str) -> Option<String> {
    let declared = declared.and_then(text::language);
    let Some(detected) = detected(body) else { return declared };
    match declared {
        Some(tag) if tag.split('-').next() == Some(detected) => Some(tag),
        // The detector knows few languages, and takes a language it does not know for its nearest neighbour.
        Some(tag) if !is_known(&tag) => Some(tag),
        _ => Some(detected.to_owned()),
    }
}

fn is_known(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    whichlang::LANGUAGES.iter().any(|&language| code(language) == primary)
}

/// The language of a text. Short texts tell too little, and so do those that the detector takes for a language whose
/// letters they have not.
pub(crate) fn detected(body: &str) -> Option<&'static str> {
    const LEAST: usize = 80;
    const ENOUGH: usize = 2_000;
    if body.len() < LEAST {
        return None;
    }
    let start = &body[..body.floor_char_boundary(ENOUGH)];
    let running = running(start);
    let start = if running.len() >= LEAST { &running } else { start };
    let letters = Letters::read(start);
    let guessed = || Some(code(whichlang::detect_language(start))).filter(|tag| letters.allow(tag));
    letters.language().or_else(|| words::language(start)).or_else(guessed)
}

/// The lines that are long enough for sentences: lists of names and numbers are of no language.
fn running(text: &str) -> String {
    const SENTENCE: usize = 40;
    text.lines().filter(|line| line.len() >= SENTENCE).collect::<Vec<_>>().join("\n")
}

fn code(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}
